"""What a draft is told: the ladder of fulfilment, climbed as far as it goes without doing anything.

The same rules serve both doors. A ladder that stops at a call has found nothing wrong; one that stops on problems would stop
on them as a request too. Pure, and never raises.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from connector.domain import parameters as ids
from connector.domain.adobe_facts import Order
from connector.domain.arrivals import arrival_problems
from connector.domain.change_checks import change_problems
from connector.domain.claim import claim_problems, not_offered
from connector.domain.companies import profile_of, reseller_profile_of
from connector.domain.ladders import next_move
from connector.domain.moves import (
    Adopt,
    Approve,
    CreateCustomer,
    Fail,
    Inquire,
    Keep,
    Park,
    PlaceOrder,
    PreviewOrder,
    Read,
    ReturnOrder,
    SetAutoRenewal,
    Wait,
)
from connector.domain.offers import discount_level
from connector.domain.problems import Kind, Problem, problem
from connector.domain.requests import RESELLER_CHANGE, RESELLER_SETUP, AnyRequest, Request, TierRequest, Value
from connector.domain.reseller_checks import reseller_data_problems, reseller_problems, sends_to_adobe
from connector.domain.reseller_moves import CreateReseller, UpdateCustomer, UpdateReseller
from connector.domain.retail_moves import ClaimProduct, EndSubscription
from connector.domain.transfer_moves import PlaceTransfer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from connector.domain.facts import Facts
    from connector.domain.policy import Policy

KINDS: Final = frozenset({"purchase", "change", RESELLER_SETUP, RESELLER_CHANGE})
STATUSES: Final = frozenset({"draft", "inquiring"})

_NOT_YET_DUE: Final = frozenset({"reseller-missing"})
"""What is set up after the order only: the marketplace asks for a reseller's configuration once there is a purchase."""


@dataclass(frozen=True)
class Judgement:
    """What is to be told about a draft: its problems, and what a PREVIEW said of the order, where one was asked for."""

    problems: tuple[Problem, ...]
    preview: Order | None = None


def next_look(request: AnyRequest, facts: Facts, policy: Policy) -> Read | Keep | Adopt | Judgement:
    """Give the next thing to look at, what asset and journal would hold from now on, or at last what is to be told."""
    gathered: list[Problem] = []
    match next_move(request, _untold(facts), policy, gathered=gathered):
        case Inquire() | Fail() | Park() as move:
            gathered.extend(one for one in move.problems if one.code not in _NOT_YET_DUE)
        case Wait() | Approve():
            pass  # Nothing more is to be told.
        case CreateCustomer() | PlaceOrder() | ReturnOrder() | SetAutoRenewal():
            pass  # The ladder ends at the first call: nothing was found wrong on the way.
        case CreateReseller() | UpdateReseller() | UpdateCustomer() | PlaceTransfer() | ClaimProduct() | EndSubscription():
            pass  # Likewise.
        case look:
            return look
    return Judgement((*gathered, *_not_reached(request, gathered, policy)), _preview(facts))


def _not_reached(request: AnyRequest, told: list[Problem], policy: Policy) -> tuple[Problem, ...]:
    """List what is wrong with a reseller's data where the ladder ended before it came to them, to wait or for a person.

    Only where the data would go to Adobe: a set-up that has an Adobe reseller already sends none.
    """
    if not isinstance(request, TierRequest) or policy.program != "vipmp":
        return ()
    if not sends_to_adobe(request) or (request.kind == RESELLER_SETUP and request.text(ids.RESELLER_ID)):
        return ()
    codes = {found.code for found in told}
    return tuple(found for found in reseller_data_problems(request, policy) if found.code not in codes)


def local_problems(request: AnyRequest, policy: Policy) -> tuple[Problem, ...]:
    """List what the request alone tells: for where nobody answers who could tell more."""
    if not isinstance(request, Request):
        return reseller_problems(request, policy) if policy.program == "vipmp" else ()
    if policy.program == "retail":
        return claim_problems(request, policy) if request.kind == "purchase" else not_offered(request)
    if request.kind == "purchase":
        return arrival_problems(request, policy)
    # What stood on the asset before is not known: so nothing of it counts as asked for.
    return change_problems(request, {name: one.comparable for name, one in request.parameters.items()}, policy)


def errors_of(request: AnyRequest, problems: Iterable[Problem]) -> tuple[dict[str, str], tuple[str, ...]]:
    """Give the texts to show by parameter, and those that no parameter can carry.

    What no parameter can correct stands on `action_type`, or on the first ordering parameter that there is.
    """
    texts: dict[str, list[str]] = {}
    homeless: list[str] = []
    for found in problems:
        names = [name for name in found.parameters if request.carries(name)] or _instead(request)
        for told in [texts.setdefault(name, []) for name in names] or [homeless]:
            told.append(_early(found))
    return {name: " ".join(dict.fromkeys(told)) for name, told in texts.items()}, tuple(dict.fromkeys(homeless))


def settled_values(request: AnyRequest, policy: Policy) -> dict[str, Value]:
    """Give the filled parameters of the company's data as Adobe will get them: codes for names, numbers in their usual form."""
    profile = profile_of(request, policy) if isinstance(request, Request) else reseller_profile_of(request, policy)
    settled: dict[str, Value] = {
        ids.REGION: profile.address.region,
        ids.COUNTRY: profile.address.country,
        ids.POSTAL_CODE: profile.address.postal_code,
        ids.PHONE: profile.contact.phone,
    }
    values = settled if isinstance(request, Request) else {ids.OF_RESELLER[name]: value for name, value in settled.items()}
    return request.changed_by({name: value for name, value in values.items() if request.asks(name)})


def price_hint(request: AnyRequest, preview: Order | None, policy: Policy) -> dict[str, Any]:
    """Give the value of `cb_price_level_hint_draft`: level and unit price of each previewed line; empty without a preview."""
    if preview is None or not isinstance(request, Request):
        return {}
    mpns = {number: item.mpn for number, item in enumerate(request.items, start=1)}
    return {
        "items": [
            {
                "mpn": mpns.get(line.number, ""),
                "level": discount_level(line.offer_id),
                "unit_price": "" if line.unit_price is None else format(line.unit_price, "f"),
                "currency": line.currency or policy.currency,
            }
            for line in preview.lines
        ]
    }


def _untold(facts: Facts) -> Facts:
    """Forget that a person was asked: what Adobe refused and is still the same would be refused again."""
    return replace(facts, attempts=tuple(replace(attempt, told_at=None) for attempt in facts.attempts))


def _preview(facts: Facts) -> Order | None:
    """Give what the last PREVIEW said, unless it was refused."""
    seen = [what for read, what in facts.seen.items() if isinstance(read, PreviewOrder)]
    return seen[-1] if seen and isinstance(seen[-1], Order) else None


def _instead(request: AnyRequest) -> list[str]:
    ordering: Mapping[str, Any] = {name: one for name, one in request.parameters.items() if one.phase == "ordering"}
    return [ids.ACTION_TYPE] if request.carries(ids.ACTION_TYPE) else list(ordering)[:1]


def _early(found: Problem) -> str:
    """Give a problem's text for somebody who has not ordered yet: nothing is under way, and nobody is at work on it."""
    if found.kind is not Kind.OPERATOR or not found.operator:
        return found.text
    return found.early or problem("not-orderable-now", what=found.code).text
