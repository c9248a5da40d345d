"""The ladders of what follows a retail purchase: cancel, change, suspend, resume, adjustment.

Adobe's public documentation has none of them. A cancellation is a person's task, unless the account switches on what an
integration kit describes.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Final, NoReturn

from connector.domain import meanings
from connector.domain import parameters as ids
from connector.domain.asked import asked_items
from connector.domain.claim import claim, not_offered, offer_in
from connector.domain.ending import suspend
from connector.domain.moves import Approve
from connector.domain.problems import problem
from connector.domain.requests import named
from connector.domain.retail_facts import CANCELLED, WAS_STATUS, Redeemed
from connector.domain.retail_moves import EndSubscription, ReadRedeemed

if TYPE_CHECKING:
    from collections.abc import Callable

    from connector.domain.case import Case, TierCase
    from connector.domain.journal import Answer
    from connector.domain.problems import Problem


def end(case: Case) -> NoReturn:
    """End what was redeemed: at Adobe where the account may, else by hand. Never a success that nobody brought about."""
    reference = case.request.text(ids.PARTNER_REFERENCE)
    if not reference:
        case.stop((problem("retail-reference-missing"),))
    if _what_became_of(case, reference).status == CANCELLED:
        _approve(case, f"Adobe shows {reference} as cancelled.")
    if not case.policy.retail.ends:
        case.stop((_by_hand(case, reference),))
    call = EndSubscription(case.request.asset_id, reference)
    answer = case.accepted(call.intent)
    if answer is None:
        case.call(call, look=lambda: None)
    _approve(case, _how_it_ended(reference, answer))


def _how_it_ended(reference: str, answer: Answer) -> str:
    """Say what Adobe's answer to the end means: only a success ended anything, the other two found nothing to end."""
    match answer.body.get(WAS_STATUS):
        case HTTPStatus.NOT_FOUND:
            return (
                f"Adobe knows of nothing that was redeemed under {reference}, so nothing had to be ended. Its link may still"
                " work: where nobody may redeem it any more, ask Adobe's support to block it."
            )
        case HTTPStatus.CONFLICT:
            return f"Adobe says that {reference} had ended already."
        case _:
            return f"Adobe has ended {reference}; access ended at once."


def change(case: Case) -> NoReturn:
    """Nothing of a redeemed product can be changed: fail where something is asked for, else there is nothing to do."""
    case.refuse(not_offered(case.request))
    changed = [item for _, item in asked_items(case.request) if item.quantity != item.old_quantity]
    if changed:
        case.stop((problem("retail-unchangeable", items=named(changed)),))
    _approve(case)


def refresh(case: Case) -> NoReturn:
    """Approve, with what Adobe shows where the account may look."""
    seen = _what_became_of(case, case.request.text(ids.PARTNER_REFERENCE))
    until = f" until {seen.end:%Y-%m-%d}" if seen.end else ""
    _approve(case, f"Adobe shows the product as {seen.status.lower()}{until}." if seen.status else "")


def _what_became_of(case: Case, reference: str) -> Redeemed:
    if not reference or not (case.policy.retail.reads or case.policy.retail.hears):
        return Redeemed()
    seen: Redeemed = case.read(ReadRedeemed(reference), meanings.READ_REDEEMED)
    return seen


def _by_hand(case: Case, reference: str) -> Problem:
    offer = offer_in(reference, case.request.asset_id, case.policy.retail.offers.values())
    return problem(
        "retail-end-by-hand",
        reference=reference,
        offer=offer or "unknown",
        environment=case.policy.account.partition("/")[0],
        request=case.request.id,
    )


def _approve(case: Case, note: str = "") -> NoReturn:
    case.make(Approve({ids.ERROR_MESSAGE: ""}, note=note))


def nothing_to_set_up(case: TierCase) -> NoReturn:
    """Approve what is asked about a reseller or a company: the programme knows neither, so there is nothing to set up."""
    case.make(Approve({}))


RETAIL_LADDERS: Final[dict[str, Callable[[Case], NoReturn]]] = {
    "purchase": claim,
    "change": change,
    "cancel": end,
    "suspend": suspend,
    "resume": refresh,
    "adjustment": refresh,
}
