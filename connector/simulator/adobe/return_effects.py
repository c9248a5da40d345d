"""What a completed return leaves behind: less to return of the original order, fewer seats. It refuses nothing.

Source: developer.adobe.com/vipmp/docs/order-management/return-order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from connector.simulator.adobe.world import ACTIVE, RETURNED

if TYPE_CHECKING:
    from connector.simulator.adobe.world import Customer, Order, OrderLine, Subscription, World


def give_back(order: Order, customer: Customer, world: World) -> None:
    """Complete a RETURN: what is wholly given back becomes 1008, line by line and then the original order."""
    original = world.orders[order.reference_order_id]
    for line in order.lines:
        source = original.by_number[line.number]
        _give_back(line, source, customer.by_id[source.subscription_id])
    if all(line.status == RETURNED for line in original.lines):
        original.status = RETURNED
    order.status = ACTIVE


def _give_back(line: OrderLine, source: OrderLine, subscription: Subscription) -> None:
    source.remaining -= line.quantity
    if source.remaining == 0:
        source.status = RETURNED
    line.status = ACTIVE
    line.subscription_id = source.subscription_id
    subscription.quantity = max(0, subscription.quantity - line.quantity)
    subscription.used = min(subscription.used, subscription.quantity)
    if subscription.quantity == 0:
        subscription.end()
