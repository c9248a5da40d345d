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
from connector.domain.problems import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

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
                case Inquire():
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
        note = verdict.note if verdict.note != request.note and (verdict.note or self._noted_here(request)) else None
        self.platform.update(request, values=request.changed_by(verdict.values), errors=cleared, note=note)
        chosen = request.configuration.get("activation_template_id") or self.platform.template_id(
            request.product_id, "fulfillment"
        )
        try:
            self.platform.approve(request.id, {"template_id": chosen} if chosen else {"activation_tile": _TILE["approve"]})
        except PlatformRefusedError:
            # A template that is gone must not hold up an order that Adobe has fulfilled.
            if not chosen or self.platform.request(request.id)["status"] != _PENDING:
                raise
            self.platform.approve(request.id, {"activation_tile": _TILE["approve"]})

    def _fail(self, verdict: Fail, request: Request) -> None:
        reason = _texts(verdict.problems)
        self.platform.update(request, values=request.changed_by({ERROR_MESSAGE: reason}), errors={}, note=None)
        self.platform.fail(request.id, reason)

    def _inquire(self, verdict: Inquire, request: Request) -> None:
        asked = [problem for problem in verdict.problems if problem.kind is Kind.CORRECTABLE]
        names = dict.fromkeys(name for problem in asked for name in problem.parameters)
        errors = {name: "" for name, parameter in request.parameters.items() if parameter.error}
        errors |= {name: " ".join(dict.fromkeys(one.text for one in asked if name in one.parameters)) for name in names}
        operators = [problem.for_operator() for problem in verdict.problems if problem.kind is Kind.OPERATOR]
        values: Mapping[str, Value] = request.changed_by({ERROR_MESSAGE: _texts(asked)})
        self.platform.update(request, values=values, errors=errors, note="\n".join(operators) if operators else None)
        chosen = request.configuration.get("inquiring_template_id") or self.platform.template_id(request.product_id, "inquire")
        self.platform.inquire(request.id, {"template_id": chosen} if chosen else {"activation_tile": _TILE["inquire"]})
        self.store.mark_told(request.id)

    def _wait(self, verdict: Wait, request: Request) -> Ending:
        values = request.changed_by(verdict.values)
        if values:
            self.platform.update(request, values=values, errors={}, note=None)
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

    def _noted_here(self, request: Request) -> bool:
        """Whether the note on the request is what was written when it was parked: then it is out of date now."""
        state = self.store.request_state(request.id)
        return bool(request.note) and state is not None and state.park_text == request.note


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
        case Approve():
            fields["parameters"] = sorted(verdict.values)
    return fields
