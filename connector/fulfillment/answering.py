"""Carrying out a verdict: the parameters first, then the platform's status action, then the store's note of it.

A request that somebody else has answered in the meantime is left alone.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, assert_never

from connector.cloudblue.platform import PlatformRefusedError
from connector.domain import pauses
from connector.domain.moves import Approve, Fail, Inquire, Park, Verdict, Wait
from connector.domain.parameters import ERROR_MESSAGE
from connector.domain.problems import Kind, is_written_without_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from connector.cloudblue.platform import Platform
    from connector.domain.problems import Problem
    from connector.domain.requests import Request, Value
    from connector.store import Store

_log: Final = logging.getLogger("connector.fulfillment")
_PENDING: Final = "pending"
_TILE: Final = {
    "approve": "Your Adobe licences are ready. Your administrator receives a welcome mail from Adobe.",
    "inquire": "Adobe needs a correction before the order can go on. Please check the marked fields.",
}


@dataclass(frozen=True)
class Ending:
    """How a delivery ends: the task is done, or comes back after `again_in` seconds."""

    again_in: int | None = None


@dataclass(frozen=True)
class Answering:
    """Who tells the platform. One per delivery."""

    platform: Platform
    store: Store

    def tell(self, verdict: Verdict, request: Request) -> Ending:
        """Carry out a verdict. Raises when the platform cannot be told; telling it again is harmless."""
        _log.info("%s %s", type(verdict).__name__.lower(), request.id, extra=_line(verdict))
        match verdict:
            case Wait():
                return self._wait(verdict, request)
            case Park():
                return self._park(verdict, request)
            case Approve() | Fail() | Inquire():
                return self._answer(verdict, request)
            case _:
                assert_never(verdict)

    def _answer(self, verdict: Approve | Fail | Inquire, request: Request) -> Ending:
        try:
            match verdict:
                case Approve():
                    self._approve(verdict, request)
                case Fail():
                    self._fail(verdict, request)
                case _:
                    self._inquire(verdict, request)
        except PlatformRefusedError:
            if self.platform.request(request.id)["status"] == _PENDING:
                raise
            _log.info("%s was answered by somebody else", request.id)
        self.store.set_unsettled(request.id, None)
        self.store.end(request.id, type(verdict).__name__.lower())
        return Ending()

    def _approve(self, verdict: Approve, request: Request) -> None:
        cleared = {name: "" for name, parameter in request.parameters.items() if parameter.error}
        note = verdict.note if verdict.note and verdict.note != request.note else self._note_gone(request)
        self.platform.update(request, values=request.changed_by(verdict.values), errors=cleared, note=note)
        chosen = request.configuration.get("activation_template_id") or self.platform.template_id(
            request.product_id, "fulfillment"
        )
        self._with_template("approve", self.platform.approve, request, chosen)

    def _fail(self, verdict: Fail, request: Request) -> None:
        reason = _texts(verdict.problems)
        values = request.changed_by({ERROR_MESSAGE: reason})
        self.platform.update(request, values=values, errors={}, note=self._note_gone(request))
        self.platform.fail(request.id, reason)

    def _inquire(self, verdict: Inquire, request: Request) -> None:
        asked = [problem for problem in verdict.problems if problem.kind is Kind.CORRECTABLE]
        names = dict.fromkeys(name for problem in asked for name in problem.parameters)
        errors = {name: "" for name, parameter in request.parameters.items() if parameter.error}
        errors |= {name: " ".join(dict.fromkeys(one.text for one in asked if name in one.parameters)) for name in names}
        operators = [problem.for_operator() for problem in verdict.problems if problem.kind is Kind.OPERATOR]
        values: Mapping[str, Value] = request.changed_by({ERROR_MESSAGE: _texts(asked)})
        note = "\n".join(operators) if operators else self._note_gone(request)
        self.platform.update(request, values=values, errors=errors, note=note)
        chosen = request.configuration.get("inquiring_template_id") or self.platform.template_id(request.product_id, "inquire")
        self._with_template("inquire", self.platform.inquire, request, chosen)
        self.store.mark_told(request.id)

    def _with_template(self, verb: str, answer: Callable[[str, Mapping[str, str]], None], request: Request, chosen: str) -> None:
        """Answer with a template, or with a tile where there is none: one that is gone must not hold up a request."""
        tile = {"activation_tile": _TILE[verb]}
        try:
            answer(request.id, {"template_id": chosen} if chosen else tile)
        except PlatformRefusedError:
            if not chosen or self.platform.request(request.id)["status"] != _PENDING:
                raise
            answer(request.id, tile)

    def _wait(self, verdict: Wait, request: Request) -> Ending:
        values, note = request.changed_by(verdict.values), self._note_gone(request)
        if values or note is not None:
            self.platform.update(request, values=values, errors={}, note=note)
        if verdict.open_order is not None:
            self.store.set_unsettled(request.id, verdict.open_order or None)
        if verdict.open_order:
            self.store.note_progress(request.id)
        else:
            self.store.note_waiting(request.id)
        return Ending(verdict.seconds)

    def _park(self, verdict: Park, request: Request) -> Ending:
        note = "\n".join(problem.for_operator() for problem in verdict.problems)
        values = request.changed_by({ERROR_MESSAGE: _texts(verdict.problems)})
        if values or note != request.note:
            self.platform.update(request, values=values, errors={}, note=note)
        self.store.set_unsettled(request.id, None)
        self.store.park(request.id, note)
        return Ending(pauses.PARKED)

    def _note_gone(self, request: Request) -> str | None:
        """Empty the note that was written when the request was parked, now that it goes on; leave alone what others wrote."""
        state = self.store.request_state(request.id)
        ours = is_written_without_store(request.note) or (state is not None and state.park_text == request.note)
        return "" if request.note and ours else None


def _texts(problems: Iterable[Problem]) -> str:
    return " ".join(dict.fromkeys(problem.text for problem in problems))


def _line(verdict: Verdict) -> dict[str, object]:
    """Give the log's fields of a verdict: problem codes, never texts, which may name what the customer wrote."""
    fields: dict[str, object] = {"event": "verdict", "verdict": type(verdict).__name__.lower()}
    match verdict:
        case Wait():
            fields |= {"why": verdict.why, "seconds": verdict.seconds}
        case Fail() | Inquire() | Park():
            fields["problems"] = [problem.code for problem in verdict.problems]
        case _:
            fields["parameters"] = sorted(verdict.values)
    return fields
