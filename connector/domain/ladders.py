"""From a request to its ladder: the one place that knows which rules serve which request. Pure, and never raises."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from connector.domain.account_update import account_update
from connector.domain.arrivals import arrival
from connector.domain.case import Case, NextMoveError, TierCase
from connector.domain.change import change
from connector.domain.ending import adjustment, cancel, resume, suspend
from connector.domain.moves import Move, Park
from connector.domain.problems import problem
from connector.domain.redeemed import RETAIL_LADDERS, nothing_to_set_up
from connector.domain.requests import (
    ACCOUNT_UPDATE,
    RESELLER_ADJUSTMENT,
    RESELLER_CHANGE,
    RESELLER_SETUP,
    AnyRequest,
    Request,
    TierRequest,
)
from connector.domain.tiers import reseller_adjustment, reseller_change, reseller_setup

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import NoReturn

    from connector.domain.facts import Facts
    from connector.domain.policy import Policy
    from connector.domain.problems import Problem


_VIPMP: Final[dict[str, Callable[[Case], NoReturn]]] = {
    "purchase": arrival,
    "change": change,
    "cancel": cancel,
    "suspend": suspend,
    "resume": resume,
    "adjustment": adjustment,
}


_VIPMP_TIERS: Final[dict[str, Callable[[TierCase], NoReturn]]] = {
    RESELLER_SETUP: reseller_setup,
    RESELLER_CHANGE: reseller_change,
    RESELLER_ADJUSTMENT: reseller_adjustment,
    ACCOUNT_UPDATE: account_update,
}

_LADDERS: Final[dict[str, dict[str, Callable[[Case], NoReturn]]]] = {"vipmp": _VIPMP, "retail": RETAIL_LADDERS}
_TIER_LADDERS: Final[dict[str, dict[str, Callable[[TierCase], NoReturn]]]] = {
    "vipmp": _VIPMP_TIERS,
    "retail": dict.fromkeys(_VIPMP_TIERS, nothing_to_set_up),
}


def next_move(request: AnyRequest, facts: Facts, policy: Policy, *, gathered: list[Problem] | None = None) -> Move:
    """Give the one move to make now, by what the request asks and what is known. The same facts give the same move.

    For a draft, questions to the customer are put into `gathered` and stop nothing.
    """
    try:
        if isinstance(request, Request) and request.kind in _VIPMP:
            _LADDERS[policy.program][request.kind](Case(request, facts, policy, gathered=gathered))
        if isinstance(request, TierRequest) and request.kind in _VIPMP_TIERS:
            _TIER_LADDERS[policy.program][request.kind](TierCase(request, facts, policy, gathered=gathered))
    except NextMoveError as found:
        return found.move
    return Park((problem("feature-not-built", feature=f"a request of type {request.kind}"),))
