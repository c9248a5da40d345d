"""The ladder of a transfer: a membership of the old programme, VIP, comes over with all that it holds. Nothing is ordered.

Adobe makes the customer and its subscriptions; no customer is ever created here. A second transfer of one membership is refused
by Adobe (5118, 5121), so that nothing need be looked for after a call that broke.
Sources: developer.adobe.com/vipmp/docs/migration, …/references/error-handling.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final, NoReturn

from connector.domain import meanings
from connector.domain import parameters as ids
from connector.domain.arriving import (
    approve_arrived,
    holdings_of_items,
    require_listed,
)
from connector.domain.comparing import Held, held_by_membership
from connector.domain.customers import keep_customer, reseller_of
from connector.domain.offers import product_key
from connector.domain.problems import problem
from connector.domain.refusals import Refusal
from connector.domain.renewals import subscriptions_now
from connector.domain.transfer_checks import names_a_membership, transfer_problems
from connector.domain.transfer_following import COMPLETE, begun_transfer, end_incomplete
from connector.domain.transfer_moves import PlaceTransfer, PreviewMembership
from connector.domain.transferred_before import TEMPLATE, TRANSFERRED, stop_or_adopt, usable_customer

if TYPE_CHECKING:
    from connector.domain.case import Case
    from connector.domain.holdings import Holdings
    from connector.domain.transfer_facts import Membership, Transfer

_IN_PROGRESS: Final = "5121"
_ENDED: Final = "1004"
_VISIBLE_WITHIN: Final = timedelta(hours=1)


def transfer(case: Case) -> NoReturn:
    """Take the next step of a transfer. Every path ends in a move."""
    found = begun_transfer(case)
    if found is None:
        _begin(case)
    if found.status != COMPLETE:
        end_incomplete(case, found)
    done = case.having_done(f"the membership was transferred to the Adobe customer {found.customer_id}")
    keep_customer(done, found.customer_id)
    customer = usable_customer(done, found.customer_id)
    holdings = _arrived(done, found)
    values = {ids.TRANSFER_ID: found.id, ids.ACCOUNT_CREATION_DATE: found.created.date().isoformat()}
    approve_arrived(done, customer, holdings, values=values, template=TEMPLATE)


def _begin(case: Case) -> NoReturn:
    """Look at what the membership holds, see that the request lists the same, and transfer it."""
    request, policy = case.request, case.policy
    problems = transfer_problems(request, policy)
    if not names_a_membership(request):
        case.stop(problems)
    case.refuse(problems)
    membership_id = request.text(ids.VIP_NUMBER)
    rights = policy.ignore_order_return, policy.expire_open_pas
    found: Membership | Refusal = case.look(PreviewMembership(membership_id, *rights))
    if not isinstance(found, Refusal):
        if found.special:
            case.stop((problem("customer-special", special=", ".join(found.special)),))
        require_listed(case, held_by_membership(found, case.facts.now.date()), "the VIP membership")
    call = PlaceTransfer(membership_id, reseller_of(case), request.customer.id, *rights)
    refusal = case.refusal(call.intent)
    if isinstance(found, Refusal) and not _may_be_our_own(case, found, refusal):
        stop_or_adopt(case, meanings.PREVIEW_TRANSFER, found)
    if refusal and refusal.code == TRANSFERRED and case.is_fresh(call.intent):
        stop_or_adopt(case, meanings.PLACE_TRANSFER, refusal)
    standing = case.against(call)
    if standing:
        case.stop(standing, with_note=True)
    case.make(call)


def _may_be_our_own(case: Case, seen: Refusal, answered: Refusal | None) -> bool:
    """Whether the transfer that Adobe tells of can be one that the store forgot, and nobody knows its customer.

    Then the call goes out again under its derived id: Adobe gives the answer that it gave before, or refuses a second transfer.
    One that is in progress is only waited for: were it not the own one and ended, the call would transfer what nobody compared.
    """
    told = answered is not None and answered.code in {TRANSFERRED, _IN_PROGRESS}
    known = bool(case.request.text(ids.CUSTOMER_ID) or case.facts.known_transfers)
    return case.store_is_younger and seen.code == TRANSFERRED and not told and not known


def _arrived(case: Case, complete: Transfer) -> Holdings:
    """Give the items' subscriptions by the lines of the transfer: a subscription itself may name another offer."""
    seen = {one.id: one for one in subscriptions_now(case, complete.customer_id)}
    missing = [line.offer_id for line in complete.lines if line.subscription_id not in seen]
    if missing:
        _wait_to_see(case, complete, missing)
    living = [(line, seen[line.subscription_id]) for line in complete.lines if seen[line.subscription_id].status != _ENDED]
    held = tuple(Held(product_key(line.offer_id), line.quantity, line.quantity) for line, _ in living)
    require_listed(case, held, "the transfer")
    return holdings_of_items(case.request, ((line.offer_id, one) for line, one in living))


def _wait_to_see(case: Case, complete: Transfer, missing: list[str]) -> NoReturn:
    """Give a complete transfer an hour to show its subscriptions, then ask a person."""
    since = case.facts.waiting_since
    if since and case.facts.now - since > _VISIBLE_WITHIN:
        case.stop((problem("transfer-subscriptions-missing", transfer=complete.id, missing=", ".join(missing)),))
    case.wait(f"the transfer {complete.id} is complete, its subscriptions are not visible yet")
