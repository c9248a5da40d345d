"""What others do at Adobe behind the connector's back: orders and returns of another tool, what a customer's admin sets.

It judges no rule of the trade, only that the numbers are possible.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from connector.simulator.adobe.completion import settle_order
from connector.simulator.adobe.seeding import Seeding
from connector.simulator.adobe.world import ACTIVE, Order, OrderLine

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from connector.simulator.adobe.world import Subscription


class Elsewhere(Seeding):
    """Changes what customers own without asking Adobe; thread-safe. An unknown id is a `LookupError`."""

    def add_order(
        self,
        customer_id: str,
        lines: Sequence[Mapping[str, Any]],
        *,
        order_type: str = "NEW",
        reference: str = "",
    ) -> str:
        """Let a customer have bought several things at once: `offer_id`, `quantity` and `currency` (USD) for each line.

        `order_type` is NEW, or SWITCH for an order that cannot be returned, else a `ValueError`. Gives the complete order's id.
        """
        if order_type not in {"NEW", "SWITCH"}:
            raise ValueError(f"nobody can have placed a {order_type}")
        with self._backstage.lock:
            world, clock = self._backstage.world, self._backstage.clock
            offers = [world.catalogue.get(line["offer_id"]) for line in lines]
            bought = [
                OrderLine(number, offer.product.offer_id(offer.level), line["quantity"], line.get("currency", "USD"))
                for number, (offer, line) in enumerate(zip(offers, lines, strict=True), 1)
            ]
            customer = world.customers[customer_id]
            order = world.add_order(Order(customer.customer_id, order_type, clock.now(), bought, reference))
            settle_order(order, world, clock)
            return order.order_id

    def add_return(self, order_id: str, quantities: Mapping[int | str, int] | None = None, reference: str = "") -> str:
        """Let an order have been returned, by line number the given quantities, else all that remains.

        Windows and commitments are not judged; more than remains is a `ValueError`. Gives the complete return's id.
        """
        with self._backstage.lock:
            world, clock = self._backstage.world, self._backstage.clock
            order = world.orders[order_id]
            wanted = {line.number: line.remaining for line in order.lines if line.remaining} if quantities is None else quantities
            lines = [_returned(order, int(number), quantity) for number, quantity in wanted.items()]
            given_back = Order(order.customer_id, "RETURN", clock.now(), lines, reference, reference_order_id=order_id)
            settle_order(world.add_order(given_back), world, clock)
            return given_back.order_id

    def set_remaining(self, order_id: str, number: int, remaining: int) -> None:
        """Change what can still be returned of a line, as a later switch does; below 0 or above its quantity: `ValueError`."""
        with self._backstage.lock:
            line = self._backstage.world.orders[order_id].by_number[number]
            if not 0 <= remaining <= line.quantity:
                raise ValueError(f"{remaining} cannot remain of {line.quantity}")
            line.remaining = remaining

    def set_subscription(
        self,
        subscription_id: str,
        *,
        used: int | None = None,
        status: str | None = None,
        quantity: int | None = None,
        auto_renews: bool | None = None,
        renewal_quantity: int | None = None,
        implicit: bool = False,
    ) -> None:
        """Change a subscription: used and current quantity, status, auto-renewal.

        `renewal_quantity` sets an explicit one; `implicit` lets it follow the current quantity again.
        """
        with self._backstage.lock:
            subscription = self._subscription(subscription_id)
            subscription.used = subscription.used if used is None else used
            subscription.status = status or subscription.status
            subscription.quantity = subscription.quantity if quantity is None else quantity
            subscription.auto_renews = subscription.auto_renews if auto_renews is None else auto_renews
            explicit = subscription.explicit if renewal_quantity is None else renewal_quantity
            subscription.explicit = None if implicit else explicit
            self._backstage.world.renewed_until = None

    def _subscription(self, subscription_id: str) -> Subscription:
        customers = self._backstage.world.customers.values()
        return next(customer.by_id[subscription_id] for customer in customers if subscription_id in customer.by_id)


def _returned(order: Order, number: int, quantity: int) -> OrderLine:
    source = order.by_number[number]
    if source.status != ACTIVE or not 0 < quantity <= source.remaining:
        raise ValueError(f"{quantity} of line {number} cannot have been returned: {source.remaining} remain")
    return OrderLine(number, source.offer_id, quantity, source.currency)
