"""The ladder of a retail purchase: one product, claimed under a reference of ours, redeemed by the customer through a link.

The journal keeps no link. A claim is idempotent: whoever finds one accepted and its link nowhere claims again, and gets the same.
Source: developer.adobe.com/adobe-partner-connection-retail/guides/api.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final, NoReturn

from connector.domain import meanings
from connector.domain import parameters as ids
from connector.domain.case import refusal_of
from connector.domain.journal import Outcome
from connector.domain.moves import Approve
from connector.domain.problems import problem
from connector.domain.requests import named
from connector.domain.retail_facts import ACTIVE, CANCELLED
from connector.domain.retail_moves import ClaimProduct, ReadRedeemed
from connector.domain.retail_rows import ALREADY_FULFILLED, IN_USE, INVALID_OFFER

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import datetime

    from connector.domain.case import Case
    from connector.domain.journal import Attempt
    from connector.domain.policy import Policy
    from connector.domain.problems import Problem
    from connector.domain.requests import Item, Request

NEEDED: Final = (ids.PARTNER_REFERENCE, ids.REDEMPTION_URL)
"""What the product must define before anything is claimed: else a crash could lose the link, or double the reference."""

_NOT_OFFERED: Final = (*ids.AUTO_RENEWAL_SWITCHES, ids.VIP_NUMBER, ids.TRANSACTION_ID, *ids.NOT_BUILT)
_OTHER: Final = "-2"
_TILE: Final = "Your Adobe product is ready. Open this link, sign in with your Adobe account or create one: {link}"


def claim(case: Case) -> NoReturn:
    """Take the next step of a retail purchase. Every path ends in a move."""
    case.refuse(claim_problems(case.request, case.policy))
    (item,) = ordered(case.request)
    offer_id = case.policy.retail.offers[item.mpn]
    _stop_beside_another_offer(case, offer_id)
    reference = _reference(case, offer_id)
    call = ClaimProduct(case.request.asset_id, reference, offer_id)
    if not _has_link(case.request, reference):
        case.keep({ids.PARTNER_REFERENCE: reference})
        _claim(case, call)
    _wait_for_redemption(case, call)
    tile = _TILE.format(link=case.request.text(ids.REDEMPTION_URL))
    links = tuple(name for name in (ids.REDEMPTION_URL, ids.REDEMPTION_SHORT_URL) if case.request.text(name))
    case.make(Approve({ids.ERROR_MESSAGE: ""}, note=_told(case, call), tile=tile, shows=links))


def claim_problems(request: Request, policy: Policy) -> tuple[Problem, ...]:
    """List everything that is wrong with a retail purchase, not the first thing only."""
    return (*_items(request, policy), *_what_an_operator_must_do(request))


def ordered(request: Request) -> tuple[Item, ...]:
    """Give the items that ask for something: not pay-per-use, and not zero before and after."""
    return tuple(item for item in request.items if not item.pay_per_use and (item.quantity is None or item.quantity))


def references(asset_id: str, offer_id: str) -> tuple[str, str]:
    """Give the reference of an asset's claim, and the one other that may be tried: derived, so that nothing can lose them."""
    return f"{asset_id}-{offer_id}", f"{asset_id}-{offer_id}{_OTHER}"


def offer_in(reference: str, asset_id: str, mapped: Collection[str]) -> str:
    """Give the offer that an asset's reference was made of, whatever its item is mapped to now; empty where it is none of ours.

    Only where an offer's own id may end like the other reference's mark do the offers `mapped` today decide.
    """
    if not reference.startswith(f"{asset_id}-"):
        return ""
    offer_id = reference.removeprefix(f"{asset_id}-")
    return offer_id if offer_id in mapped else offer_id.removesuffix(_OTHER)


def not_offered(request: Request) -> tuple[Problem, ...]:
    """Give the problem of parameters that ask for what this programme does not have; empty where none does."""
    asked = [name for name in _NOT_OFFERED if request.asks(name) and request.text(name).casefold() not in ids.NO]
    if request.text(ids.ACTION_TYPE) not in {"", "purchase"}:
        asked.append(ids.ACTION_TYPE)
    return (problem("retail-not-offered", names=", ".join(asked)),) if asked else ()


def _items(request: Request, policy: Policy) -> Iterator[Problem]:
    items = ordered(request)
    if not items:
        yield problem("nothing-to-order")
    if len(items) > 1:
        yield problem("retail-one-product", items=named(items))
    several = [item for item in items if item.quantity != 1]
    if several:
        yield problem("retail-quantity", items=named(several))
    unmapped = [item for item in items if item.mpn not in policy.retail.offers]
    if unmapped:
        yield problem("retail-offer-missing", items=named(unmapped))


def _what_an_operator_must_do(request: Request) -> Iterator[Problem]:
    lacking = [name for name in NEEDED if not request.carries(name)]
    if lacking:
        yield problem("retail-parameters-missing", names=", ".join(lacking))
    yield from not_offered(request)


def _reference(case: Case, offer_id: str) -> str:
    """Give the reference to claim under: the derived one, or the one other where Adobe has bound the first to another offer."""
    first, second = references(case.request.asset_id, offer_id)
    if case.request.text(ids.PARTNER_REFERENCE) == second:
        return second
    refusal = case.refusal(ClaimProduct(case.request.asset_id, first, offer_id).intent)
    if refusal is None or refusal.code != IN_USE:
        return first
    if _is_our_own_fault(case, first, offer_id):
        case.stop((problem("retail-reference-taken", reference=first),))
    return second


def _is_our_own_fault(case: Case, reference: str, offer_id: str) -> bool:
    """Whether the journal itself shows this reference with another offer."""
    return any(sent == reference for sent, _ in _claims_of_other_offers(case, offer_id))


def _stop_beside_another_offer(case: Case, offer_id: str) -> None:
    """Ask a person where the asset has, or may have, a claim for another offer: the account mapped its item elsewhere before.

    A claim that Adobe is known to have made nothing of stands in nobody's way: then the mapping was put right.
    """
    claims = _claims_of_other_offers(case, offer_id)
    held = case.request.text(ids.PARTNER_REFERENCE)
    made = [sent for sent, attempt in claims if not _made_nothing(attempt)]
    if held and held not in references(case.request.asset_id, offer_id):
        known = not case.store_is_younger and any(sent == held for sent, _ in claims)
        made += [] if known else [held]
    if made:
        case.stop((problem("retail-offer-changed", reference=made[-1], offer=offer_id),))


def _claims_of_other_offers(case: Case, offer_id: str) -> list[tuple[str, Attempt]]:
    """List the journaled claims of this request for any other offer, the oldest first, each with its reference."""
    sent = [
        ({pair["key"]: pair["value"] for pair in attempt.call.body.get("workflow_attributes", ())}, attempt)
        for attempt in case.facts.attempts
        if attempt.call
    ]
    return [(one["partner_reference_id"], attempt) for one, attempt in sent if one and one["offer_id"] != offer_id]


def _made_nothing(attempt: Attempt) -> bool:
    """Whether Adobe is known to have given out nothing: it never got so far, or knew no such offer, or not for this reference."""
    if attempt.outcome is not Outcome.REFUSED or attempt.answer is None:
        return attempt.outcome is Outcome.NOT_EXECUTED
    return refusal_of(attempt.answer).code in {INVALID_OFFER, IN_USE}


def _has_link(request: Request, reference: str) -> bool:
    return bool(request.text(ids.REDEMPTION_URL)) and request.text(ids.PARTNER_REFERENCE) == reference


def _claim(case: Case, call: ClaimProduct) -> None:
    """Claim, and come back once the asset has the link."""
    found = case.redemption(call.intent)
    if found is None:
        case.call(call, look=lambda: None)
    case.keep(
        {
            ids.REDEMPTION_URL: found.url,
            ids.REDEMPTION_SHORT_URL: found.short_url,
            ids.REDEMPTION_CODE: found.code,
        }
    )


def _wait_for_redemption(case: Case, call: ClaimProduct) -> None:
    """Where the account reads what became of claims, approve only once the customer has redeemed."""
    if not case.policy.retail.reads:
        return
    seen = case.read(ReadRedeemed(call.reference), meanings.READ_REDEEMED)
    if seen.status == CANCELLED:
        case.stop((problem("retail-ended-early", reference=call.reference),))
    if seen.status == ACTIVE:
        return
    since = _claimed_at(case, call)
    if case.facts.now - since >= timedelta(days=case.policy.order_wait_days):
        case.stop((problem("retail-not-redeemed", reference=call.reference, days=case.policy.order_wait_days),))
    case.wait("the customer has not redeemed the link yet", since=since)


def _claimed_at(case: Case, call: ClaimProduct) -> datetime:
    attempts = case.attempts(call.intent)
    return attempts[0].opened_at if attempts else case.request.created


def _told(case: Case, call: ClaimProduct) -> str:
    """Tell the operator what was unusual about a claim."""
    first, second = references(case.request.asset_id, call.offer_id)
    told = []
    if call.reference == second:
        told.append(f"Adobe knew the reference {first} with another offer, so the product was claimed under {second}.")
    refusal = case.refusal(call.intent)
    if refusal is not None and refusal.code == ALREADY_FULFILLED:
        told.append("Adobe says that the product has been redeemed already: it is active.")
    return " ".join(told)
