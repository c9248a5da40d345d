"""What all order types share when they are placed or previewed: the order that is kept, and the two answers.

It judges no line. Source: developer.adobe.com/vipmp/docs/order-management/create-order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from connector.simulator.adobe.clock import stamp
from connector.simulator.adobe.completion import settle_order
from connector.simulator.adobe.emit import answer
from connector.simulator.adobe.messages import line_message, order_message, pricing_summary
from connector.simulator.adobe.world import Order

if TYPE_CHECKING:
    from connector.simulator.adobe.asking import Asking
    from connector.simulator.adobe.world import Customer, OrderLine
    from connector.simulator.exchange import SimResponse


def accept_order(asking: Asking, customer: Customer, lines: list[OrderLine]) -> SimResponse:
    """Keep an order that passed its rules and answer 202 with status 1002; it is processed later."""
    world, clock, fate = asking.place.world, asking.place.clock, asking.fate()
    order = Order(
        customer_id=customer.customer_id,
        order_type=asking.body["orderType"],
        created=clock.now(),
        lines=lines,
        reference=asking.body.get("externalReferenceId", ""),
        reference_order_id=asking.body.get("referenceOrderId", ""),
        settles_as=fate.ends_as,
        held=fate.held,
    )
    placed = answer(202, order_message(world.add_order(order)))
    if asking.place.settings.order_reads == 0 and not order.held:
        settle_order(order, world, clock)
    return placed


def preview_message(asking: Asking, customer: Customer, lines: list[OrderLine]) -> dict[str, Any]:
    """Give the answer to a preview: an order without id, status and links; with prices where asked."""
    with_price = asking.flag("fetch-price")
    message: dict[str, Any] = {
        "referenceOrderId": "",
        "externalReferenceId": asking.body.get("externalReferenceId", ""),
        "orderId": "",
        "customerId": customer.customer_id,
        "currencyCode": lines[0].currency,
        "orderType": asking.body["orderType"],
        "status": "",
        "creationDate": stamp(asking.place.clock.now()),
        "lineItems": [line_message(line, with_price=with_price, with_remaining=False) for line in lines],
    }
    return {**message, "pricingSummary": pricing_summary(lines)} if with_price else message
