"""What Adobe takes back: which lines of orders, how many of their seats, and until which day.

Sources: developer.adobe.com/vipmp/docs/order-management/order-scenarios and …/references/status-codes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from connector.domain.offers import is_consumable
from connector.domain.orders import COMPLETE
from connector.domain.seats import last_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from connector.domain.adobe_facts import Order, OrderLine, Subscription

SOURCES: Final = frozenset({"NEW", "RENEWAL"})
"""The types of the orders that seats are given back of."""

RENEWAL: Final = "RENEWAL"
_RETURNED: Final = "1008"
_DONE: Final = frozenset({COMPLETE, _RETURNED})
_NO_RETURN: Final = frozenset("XYZ")
_VARIANT: Final = slice(12, 13)


def current_lines(history: Iterable[Order]) -> Iterator[tuple[Order, OrderLine]]:
    """Give the lines of each subscription's present term, oldest first: what was ordered before a renewal is dead."""
    ordered = sorted(history, key=lambda one: (one.created, one.id))
    renewed = {line.subscription_id: order for order in ordered if order.type == RENEWAL for line in order.lines}
    for order in ordered:
        for line in order.lines:
            if order.created >= renewed.get(line.subscription_id, order).created:
                yield order, line


def can_come_back(order: Order, line: OrderLine, subscription: Subscription) -> bool:
    """Whether a line is of a kind that Adobe takes back, whenever that is."""
    sold_for_good = line.offer_id[_VARIANT] in _NO_RETURN or (is_consumable(line.offer_id) and subscription.used > 0)
    return order.type in SOURCES and {order.status, line.status} <= _DONE and not sold_for_good


def left_of(line: OrderLine) -> int:
    """Count the seats of a line that nobody has given back."""
    if line.remaining is not None:
        return line.remaining
    return 0 if line.status == _RETURNED else line.quantity


def is_open(order: Order, subscription: Subscription, today: date, window_days: int) -> bool:
    """Whether an order can be returned on a day (UTC): the subscription is active, and the window's last day not over."""
    return subscription.status == COMPLETE and today <= last_day(order.created.date(), window_days)


def takes_back(
    history: Iterable[Order], subscriptions: Mapping[str, Subscription], today: date, window_days: int
) -> dict[tuple[str, int], int]:
    """Count what Adobe takes back today, by the order's id and the line's number; what is not there is 0."""
    found: dict[tuple[str, int], int] = {}
    for order, line in current_lines(history):
        subscription = subscriptions.get(line.subscription_id)
        if subscription and can_come_back(order, line, subscription) and is_open(order, subscription, today, window_days):
            found[order.id, line.number] = left_of(line)
    return found
