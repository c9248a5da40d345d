"""Carrying out a verdict: the parameters first, then the platform's status action, then the store's note of it.

A request that somebody else has answered in the meantime is left alone.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, assert_never

from connector.cloudblue.platform import PlatformRefusedError
from connector.domain import pauses
from connector.domain.moves import Approve, Fail, Inquire, Park, Verdict, Wait
from connector.domain.parameters import ERROR_MESSAGE
from connector.domain.parking import is_waiters_note, matter_of, may_be_replaced, parked_note, waiting_note
from connector.domain.problems import Kind
from connector.domain.requests import TierRequest
from connector.fulfillment.opening import known_at_adobe
from connector.log import redact
from connector.store import Shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from connector.cloudblue.platform import Platform
    from connector.domain.problems import Problem
    from connector.domain.requests import AnyRequest, Value
    from connector.store import Store

_log: Final = logging.getLogger("connector.fulfillment")
_PENDING: Final = "pending"
_NOT_THE_CUSTOMERS: Final = frozenset({Kind.OPERATOR, Kind.TRANSIENT})
_TILES: Final = {
    "fulfillment": "Your Adobe licences are ready. Your administrator receives a welcome mail from Adobe.",
    "inquire": "Adobe needs a correction before the order can go on. Please check the marked fields.",
}
_TIER_TILES: Final = {
    "fulfillment": "Your company is set up to resell Adobe licences.",
    "inquire": "Adobe needs a correction of your company's data. Please check the marked fields.",
}


@dataclass(frozen=True)
class Ending:
    """How a delivery ends: the task is done, or comes back after `again_in` seconds."""

    again_in: int | None = None


@dataclass(frozen=True)
class Answering:
    """Who tells the platform. One per delivery. `owners` are those whose refusals a question is about; else the request."""

    platform: Platform
    store: Store
    owners: tuple[str, ...] = ()

    def tell(self, verdict: Verdict, request: AnyRequest) -> Ending:
        """Carry out a verdict. Raises when the platform cannot be told; telling it again is harmless."""
        verdict = in_a_crowd(verdict, self.store.unsettled_count)
        self.store.meters.count_verdict(type(verdict).__name__.lower())
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

    def _answer(self, verdict: Approve | Fail | Inquire, request: AnyRequest) -> Ending:
        try:
            match verdict:
                case Approve():
                    self._approve(verdict, request)
                case Fail():
                    self._fail(verdict, request)
                case _:
                    self._inquire(verdict, request)
            outcome = type(verdict).__name__.lower()
        except PlatformRefusedError:
            # Whose answer stands is what the store must know: seats of a request that others failed are looked for by it.
            outcome = str(self.platform.request(request.id)["status"])
            if outcome == _PENDING:
                raise
            _log.info("%s was answered by somebody else", request.id)
        with self.store.at_once():
            self.store.set_unsettled(request.id, None)
            self.store.end(request.id, outcome, shown=Shown(**known_at_adobe(request)))
        return Ending()

    def _approve(self, verdict: Approve, request: AnyRequest) -> None:
        cleared = {name: "" for name, parameter in request.parameters.items() if parameter.error}
        note = verdict.note if verdict.note and verdict.note != request.note else self._note_gone(request)
        self.platform.update(request, values=request.changed_by(verdict.values), errors=cleared, note=note)
        chosen = self.platform.template_for(request, "fulfillment", verdict.template, verdict.shows)
        self._with_template("fulfillment", self.platform.approve, request, chosen, verdict.tile)

    def _fail(self, verdict: Fail, request: AnyRequest) -> None:
        reason = _texts(verdict.problems)
        values = request.changed_by({ERROR_MESSAGE: reason})
        self.platform.update(request, values=values, errors={}, note=self._note_gone(request))
        self.platform.fail(request.id, reason)

    def _inquire(self, verdict: Inquire, request: AnyRequest) -> None:
        asked = [problem for problem in verdict.problems if problem.kind is Kind.CORRECTABLE]
        names = dict.fromkeys(name for problem in asked for name in problem.parameters)
        errors = {name: "" for name, parameter in request.parameters.items() if parameter.error}
        errors |= {name: " ".join(dict.fromkeys(one.text for one in asked if name in one.parameters)) for name in names}
        operators = [problem.for_operator() for problem in verdict.problems if problem.kind in _NOT_THE_CUSTOMERS]
        values: Mapping[str, Value] = request.changed_by({ERROR_MESSAGE: _texts(asked)})
        note = "\n".join(operators) if operators else self._note_gone(request)
        self.platform.update(request, values=values, errors=errors, note=note)
        chosen = self.platform.template_for(request, "inquire")
        self._with_template("inquire", self.platform.inquire, request, chosen)
        self.store.mark_told(*(self.owners or (request.id,)))

    def _with_template(
        self, kind: str, answer: Callable[[str, str, str], None], request: AnyRequest, chosen: str, tile: str = ""
    ) -> None:
        """Answer with a template, or with a tile where there is none: one that is gone must not hold up a request."""
        tile = tile or (_TIER_TILES if isinstance(request, TierRequest) else _TILES)[kind]
        try:
            answer(request.id, chosen, tile)
        except PlatformRefusedError:
            if not chosen or self.platform.request(request.id)["status"] != _PENDING:
                raise
            answer(request.id, "", tile)

    def _wait(self, verdict: Wait, request: AnyRequest) -> Ending:
        # Nobody can tell how the request stands: what was said of one that is parked may still hold, so it stays.
        passing = verdict.open_order is None
        quiet = passing and not (verdict.note and may_be_replaced(request.note))
        values, note = request.changed_by(verdict.values), None if quiet else self._note_of(verdict, request)
        if values or note is not None:
            self.platform.update(request, values=values, errors={}, note=note)
        with self.store.at_once():
            if not passing:
                self.store.set_unsettled(request.id, verdict.open_order or None)
            if verdict.open_order:
                self.store.note_progress(request.id, why=redact(verdict.why), seconds=verdict.seconds)
            else:
                self.store.note_waiting(request.id, still_parked=passing, why=redact(verdict.why), seconds=verdict.seconds)
        return Ending(verdict.seconds)

    def _note_of(self, verdict: Wait, request: AnyRequest) -> str | None:
        """Say what a request waits for where people should know, once; else take away what was said of it before."""
        note = waiting_note(verdict.note) if verdict.note else ""
        if note and note != request.note:
            return note
        return None if note else self._note_gone(request)

    def _park(self, verdict: Park, request: AnyRequest) -> Ending:
        matter = matter_of(verdict.problems)
        note = parked_note(matter, self.store.park(request.id, matter, seconds=pauses.PARKED))
        values = request.changed_by({ERROR_MESSAGE: _texts(verdict.problems)})
        if values or note != request.note:
            try:
                self.platform.update(request, values=values, errors={}, note=note)
            except PlatformRefusedError:
                return self._say_less(request, note)
        return Ending(pauses.PARKED)

    def _say_less(self, request: AnyRequest, note: str) -> Ending:
        """Park by the note alone where the platform refuses more; what it refuses altogether is in the log.

        A refusal must not keep a request from being parked: it would come again at once, and at each look.
        """
        try:
            status = str(self.platform.request(request.id)["status"])
            if status != _PENDING:
                _log.info("%s was answered by somebody else", request.id)
                self.store.end(request.id, status)
                return Ending()
            self.platform.update(request, values={}, errors={}, note=note)
        except PlatformRefusedError as error:
            _log.error("%s is parked and cannot be told so: %s", request.id, error)
        return Ending(pauses.PARKED)

    def _note_gone(self, request: AnyRequest) -> str | None:
        """Empty the note that said what the request waited for, now that it goes on; leave alone what others wrote."""
        return "" if is_waiters_note(request.note) else None


def in_a_crowd(verdict: Verdict, count: Callable[[], int]) -> Verdict:
    """Give the wait for an open order as long as it is among the requests that wait for theirs; any other verdict as it is."""
    if not isinstance(verdict, Wait) or not verdict.open_order:
        return verdict
    return replace(verdict, seconds=pauses.in_a_crowd(verdict.seconds, count()))


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
