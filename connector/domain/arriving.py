"""What has come to be at Adobe without an order of the marketplace, and now becomes an asset: a transfer, or an import.

Everything is taken as Adobe shows it; the request's items must say the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NoReturn

from connector.domain import meanings, notes, refreshing
from connector.domain.asked import asked_items, asked_switch
from connector.domain.commitments import commitment_values
from connector.domain.comparing import is_listed, listing_problems
from connector.domain.fulfilled import discount_groups
from connector.domain.holdings import ACTIVE, Holdings
from connector.domain.moves import Approve, ReadOrdersSince
from connector.domain.offers import product_key
from connector.domain.renewals import Wish, bring_about, subscriptions_at_last, subscriptions_now
from connector.domain.transfer_moves import ReadProductItems

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from connector.domain.adobe_facts import Customer, Order, Subscription
    from connector.domain.case import Case
    from connector.domain.comparing import Held
    from connector.domain.requests import Request, Value
    from connector.domain.transfer_facts import ProductItem

_PENDING: Final = "1002"
_SELLS: Final = frozenset({"NEW", "RENEWAL", "TRANSFER", "SWITCH"})
_COMPLETE: Final = "1000"


def require_listed(case: Case, held: tuple[Held, ...], whose: str) -> None:
    """Stop unless the request lists exactly what is held; what the product sells is looked at for the words only."""
    if not is_listed(case.request, held):
        sold: tuple[ProductItem, ...] = case.look(ReadProductItems(case.request.product_id))
        case.refuse(listing_problems(case.request, held, sold, whose))


def living_subscriptions(case: Case, customer_id: str) -> tuple[Subscription, ...]:
    """Give a customer's active subscriptions; one that is being set up is waited for, a scheduled one does not count yet."""
    seen = subscriptions_now(case, customer_id)
    if any(one.status == _PENDING for one in seen):
        case.wait(f"a subscription of the Adobe customer {customer_id} is being set up")
    return tuple(one for one in seen if one.status == ACTIVE)


def history_of_customer(case: Case, customer_id: str) -> tuple[Order, ...]:
    """List all orders that the customer ever had."""
    orders: tuple[Order, ...] = case.read(ReadOrdersSince(customer_id, refreshing.BEGINNING), meanings.READ_HISTORY)
    return orders


def holdings_of_items(request: Request, held: Iterable[tuple[str, Subscription]]) -> Holdings:
    """Give each item its subscription; `held` pairs offers, by which the items are found, with subscriptions."""
    mpns = {product_key(item.mpn): item.mpn for _, item in asked_items(request)}
    return Holdings({mpns[product_key(offer_id)]: one for offer_id, one in held})


def approve_arrived(
    case: Case,
    customer: Customer,
    holdings: Holdings,
    *,
    values: Mapping[str, Value],
    differences: Callable[[Mapping[str, Value]], Iterable[str]] = lambda _: (),
    template: str = "",
) -> NoReturn:
    """Carry out an auto-renewal switch where the request asks for one, then approve with everything that Adobe shows.

    `values` are those that only the ladder knows; `differences` says what was believed otherwise, given all that is written.
    """
    wishes = _wishes(case, holdings)
    done = bring_about(case, customer.id, wishes)
    last = holdings.as_seen(subscriptions_at_last(done, customer.id, wishes))
    ledger = refreshing.current_ledger(done, customer.id, last)
    shown = {
        **values,
        **discount_groups(offers_sold(history_of_customer(done, customer.id), last)),
        **commitment_values(customer),
        **refreshing.refreshed_values(customer.id, last, ledger),
    }
    case.make(Approve(shown, note=" ".join((*differences(shown), *_told(case, last))), template=template))


def offers_sold(history: Iterable[Order], holdings: Holdings) -> tuple[str, ...]:
    """Give the offers by which what is held was sold, the latest first: a subscription itself shows the base level only."""
    newest_first = sorted(history, key=lambda order: order.created, reverse=True)
    selling = (order for order in newest_first if order.type in _SELLS and order.status == _COMPLETE)
    return tuple(line.offer_id for order in selling for line in order.lines if line.subscription_id in holdings.ids)


def _wishes(case: Case, holdings: Holdings) -> tuple[Wish, ...]:
    """Give what a filled switch asks for; a subscription that stands like that keeps the quantity that it renews."""
    switch = asked_switch(case.request, None)
    if switch is None:
        return ()
    items = {item.mpn: item for item in case.request.items}
    return tuple(
        Wish(one.id, items[mpn].name or mpn, (items[mpn].quantity or 0) if switch else 0)
        for mpn, one in holdings.by_mpn.items()
        if one.auto_renewal is not switch
    )


def _told(case: Case, holdings: Holdings) -> list[str]:
    """Tell of each licence how it renews: nobody has asked for it here, so nobody knows."""
    names = {item.mpn: item.name or item.mpn for item in case.request.items}
    told = []
    for mpn, one in holdings.by_mpn.items():
        told.append(notes.renews(names[mpn], one) if one.auto_renewal else notes.ends(names[mpn], one))
        if one.auto_renewal and one.renewal_quantity < one.quantity:
            told.append(notes.not_renewed(names[mpn], one.quantity - one.renewal_quantity, one))
    return told
