"""A customer's contract term: when it began and when its anniversary is. It moves no dates."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from connector.simulator.adobe.clock import years_after
from connector.simulator.adobe.pricing import Span

if TYPE_CHECKING:
    from datetime import date

    from connector.simulator.adobe.catalogue import Product
    from connector.simulator.adobe.world import Customer


def remaining_term(customer: Customer, product: Product, today: date) -> Span:
    """Give the days that an order of today pays: to the anniversary, or a year for what has a year of its own."""
    if product.own_year:
        return Span(today, years_after(today, 1))
    return Span(today, anniversary(customer, today))


def anniversary(customer: Customer, today: date) -> date:
    """Give the next anniversary; before the first order it is a year from now, or the date that the customer was created with."""
    end = customer.coterm or years_after(today, 1)
    while end <= today:
        end = years_after(end, 1)
    return end


def term_began(customer: Customer, today: date) -> datetime:
    """Give the start of the current term; before the first completed order, the customer's creation."""
    if customer.term_start is None or customer.coterm is None:
        return customer.created
    start = customer.term_start if customer.coterm > today else years_after(anniversary(customer, today), -1)
    return datetime.combine(start, time(0), UTC)
