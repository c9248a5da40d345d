"""A membership that was transferred before: the customer that came of it is taken over, once it is sure which one that is.

It is the one on the asset, else the one that the journal knows: a request that was failed may have transferred the membership.
Sources: developer.adobe.com/vipmp/docs/migration, …/references/error-handling.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NoReturn

from connector.domain import meanings
from connector.domain import parameters as ids
from connector.domain.arriving import (
    approve_arrived,
    history_of_customer,
    holdings_of_items,
    living_subscriptions,
    require_listed,
)
from connector.domain.checks import wanted_quantities
from connector.domain.comparing import held_by_customer
from connector.domain.customers import ACTIVE, PENDING, foreign, keep_customer, read_customer, tied_assets
from connector.domain.ordering import refuse_owned_products
from connector.domain.problems import problem
from connector.domain.transfer_following import COMPLETE
from connector.domain.transfer_moves import ReadTransfer

if TYPE_CHECKING:
    from connector.domain.adobe_facts import Customer, Order
    from connector.domain.case import Case
    from connector.domain.refusals import Refusal
    from connector.domain.transfer_facts import Transfer

TEMPLATE: Final = "transfer_template_id"
TRANSFERRED: Final = "5118"
"""Adobe's refusal of a membership that was transferred before."""


def stop_or_adopt(case: Case, call: str, refusal: Refusal) -> NoReturn:
    """Stop on a refusal; of a membership that was transferred before, take over the customer where anybody knows it."""
    known = _known_transfer(case) if refusal.code == TRANSFERRED else None
    customer_id = case.request.text(ids.CUSTOMER_ID) or (known.customer_id if known else "")
    if refusal.code != TRANSFERRED or not customer_id:
        case.refused(call, refusal, with_note=True)
    came_over = _transfer_order(case, customer_id, known)
    refuse_owned_products(case, customer_id, wanted_quantities(case.request))
    tied = tied_assets(case, customer_id)
    if tied:
        _stop_on_another(case, customer_id, f"that of {', '.join(tied)} already")
    living = living_subscriptions(case, customer_id)
    require_listed(case, held_by_customer(living), f"the Adobe customer {customer_id}")
    customer = usable_customer(case, customer_id)
    keep_customer(case, customer_id)
    holdings = holdings_of_items(case.request, ((one.offer_id, one) for one in living))
    values = {ids.ACCOUNT_CREATION_DATE: came_over.created.date().isoformat(), **({ids.TRANSFER_ID: known.id} if known else {})}
    approve_arrived(case, customer, holdings, values=values, template=TEMPLATE)


def usable_customer(case: Case, customer_id: str) -> Customer:
    """Give the customer; one that cannot be served, or that is not active, is a person's matter."""
    customer = read_customer(case, customer_id)
    if customer.special:
        case.stop((problem("customer-special", special=", ".join(customer.special)),))
    if customer.status not in {ACTIVE, PENDING}:
        case.stop((problem("transferred-customer-unusable", customer=customer_id, status=customer.status),))
    return customer


def _known_transfer(case: Case) -> Transfer | None:
    """Give the complete transfer of the membership that the journal knows from another request of the company."""
    membership_id = case.request.text(ids.VIP_NUMBER)
    for transfer_id in case.facts.known_transfers:
        found: Transfer = case.read(ReadTransfer(membership_id, transfer_id), meanings.READ_TRANSFER)
        if found.status == COMPLETE:
            return found
    return None


def _transfer_order(case: Case, customer_id: str, known: Transfer | None) -> Order:
    """Give the order by which a customer came over; stop on a customer that did not, or that is not the one that is meant."""
    if known and known.customer_id != customer_id:
        _stop_on_another(case, customer_id, f"not {known.customer_id}, which the transfer {known.id} of the membership made")
    why = foreign(case, read_customer(case, customer_id))
    if why:
        _stop_on_another(case, customer_id, why)
    came_over = [order for order in history_of_customer(case, customer_id) if order.type == "TRANSFER"]
    if not came_over:
        _stop_on_another(case, customer_id, "not one that came over from VIP")
    return min(came_over, key=lambda order: order.created)


def _stop_on_another(case: Case, customer_id: str, why: str) -> NoReturn:
    case.stop((problem("transferred-elsewhere", customer=customer_id, why=why),))
