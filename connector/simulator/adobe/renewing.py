"""What a renewal is made of: which subscriptions renew, at which quantity, level and price; and how one ends or goes on.

It places no order and refuses nothing. Source: developer.adobe.com/vipmp/docs/subscription-management/renewal.
"""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from connector.simulator.adobe.catalogue import CONSUMABLES
from connector.simulator.adobe.clock import years_after
from connector.simulator.adobe.levels import entitled_level, level_of, renewed_level
from connector.simulator.adobe.pricing import Span, price_line
from connector.simulator.adobe.world import ACTIVE, INACTIVE, OrderLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from connector.simulator.adobe.catalogue import Catalogue, Offer, Product
    from connector.simulator.adobe.world import Customer, Order, Subscription


def is_sold(subscription: Subscription, catalogue: Catalogue) -> bool:
    """Say whether its product can still be ordered; one that expired does not renew, even when auto-renewal is on."""
    return catalogue.sold(subscription.offer_id) is not None


def is_renewable_by_hand(subscription: Subscription, catalogue: Catalogue, today: date, window_days: int) -> bool:
    """Say whether it expired so recently that a late renewal may bring it back."""
    if subscription.status != INACTIVE or subscription.expired_on is None or not is_sold(subscription, catalogue):
        return False
    return today <= subscription.expired_on + timedelta(days=window_days)


def renewal_levels(customer: Customer, renewing: Iterable[tuple[Offer, int]]) -> dict[str, str]:
    """Give the levels of a new term by offer type: recomputed from the total renewal quantity."""
    totals: Counter[str] = Counter()
    for offer, quantity in renewing:
        totals[offer.product.kind] += quantity if offer.product.counts_for_level else 0
    return {kind: renewed_level(customer, kind, quantity) for kind, quantity in totals.items()}


def renewal_lines(customer: Customer, renewing: Sequence[Subscription], catalogue: Catalogue) -> list[OrderLine]:
    """Give the lines of an automatic renewal, numbered from 1, open."""
    owned = [(catalogue.get(subscription.offer_id), subscription.renewal_quantity) for subscription in renewing]
    levels = renewal_levels(customer, owned)
    lines = []
    for number, subscription in enumerate(renewing, 1):
        product = catalogue.get(subscription.offer_id).product
        line = renewal_line(subscription, product, level_of(product, levels[product.kind]), subscription.renewal_quantity)
        line.number = number
        lines.append(line)
    return lines


def renewal_line(subscription: Subscription, product: Product, level: str, quantity: int) -> OrderLine:
    """Give one line that renews a subscription for a year; priced where the product has a price in its currency."""
    span = Span(subscription.renewal_date, years_after(subscription.renewal_date, 1))
    priced = subscription.currency in product.list_prices
    return OrderLine(
        number=1,
        offer_id=product.offer_id(level),
        quantity=quantity,
        currency=subscription.currency,
        subscription_id=subscription.subscription_id,
        prorated_days=span.days,
        pricing=price_line(product.price(level, subscription.currency), quantity, span) if priced else None,
        flex_codes=subscription.flex_codes,
    )


def expire(subscription: Subscription) -> None:
    """End a subscription at its renewal date."""
    subscription.end()
    subscription.expired_on = subscription.renewal_date
    subscription.term_start = datetime.combine(subscription.renewal_date, time(0), UTC)


def complete_renewal(order: Order, customer: Customer, catalogue: Catalogue) -> None:
    """Complete a RENEWAL: a new term for every line's subscription, at the line's quantity; the anniversary rolls once."""
    bought = [(catalogue.get(line.offer_id), line.quantity) for line in order.lines]
    levels = renewal_levels(customer, bought)
    if order.source == "API":
        # What renewed in time set the level of the term already; what comes late can only better it.
        levels = {kind: entitled_level(customer, kind, bought, catalogue) for kind in levels}
    customer.levels.update(levels)
    for line in order.lines:
        subscription = customer.by_id[line.subscription_id]
        if subscription.renewal_date == customer.coterm:
            customer.term_start, customer.coterm = customer.coterm, years_after(customer.coterm, 1)
        _begin_term(subscription, line, catalogue)
    order.status = ACTIVE


def _begin_term(subscription: Subscription, line: OrderLine, catalogue: Catalogue) -> None:
    began = subscription.renewal_date
    consumable = catalogue.get(subscription.offer_id).product.kind == CONSUMABLES
    subscription.term_start = datetime.combine(began, time(0), UTC)
    subscription.renewal_date = years_after(began, 1)
    subscription.quantity = line.quantity
    subscription.used = 0 if consumable else min(subscription.used, line.quantity)
    subscription.renewed, subscription.flex_codes = 0, ()
    subscription.status, subscription.expired_on = ACTIVE, None
    line.status, line.remaining = ACTIVE, line.quantity
