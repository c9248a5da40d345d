"""From a request to its ladder: the one place that knows which rules serve which request. Pure, and never raises."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from connector.domain.case import Case, NextMoveError
from connector.domain.change import change
from connector.domain.ending import adjustment, cancel, resume, suspend
from connector.domain.moves import Move, Park
from connector.domain.problems import problem
from connector.domain.purchase import purchase

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import NoReturn

    from connector.domain.facts import Facts
    from connector.domain.policy import Policy
    from connector.domain.requests import Request

_LADDERS: Final[dict[str, Callable[[Case], NoReturn]]] = {
    "purchase": purchase,
    "change": change,
    "cancel": cancel,
    "suspend": suspend,
    "resume": resume,
    "adjustment": adjustment,
}


def next_move(request: Request, facts: Facts, policy: Policy) -> Move:
    """Give the one move to make now, by what the request asks and what is known. The same facts give the same move."""
    ladder = _LADDERS.get(request.kind)
    if ladder is None:
        return Park((problem("feature-not-built", feature=f"a request of type {request.kind}"),))
    try:
        ladder(Case(request, facts, policy))
    except NextMoveError as found:
        return found.move
