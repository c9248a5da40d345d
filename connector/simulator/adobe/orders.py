"""Placing orders: PREVIEW and NEW. PREVIEW corrects levels and keeps nothing; NEW corrects nothing and is processed later.

Source: developer.adobe.com/vipmp/docs/order-management/create-order and …/preview-order. Of the two documented success
codes, previews answer 200 and persisted orders 202.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from connector.simulator.adobe.clock import stamp
from connector.simulator.adobe.completion import settle_order
from connector.simulator.adobe.emit import answer
from connector.simulator.adobe.levels import level_of
from connector.simulator.adobe.messages import line_message, order_message, pricing_summary
from connector.simulator.adobe.pricing import price_line
from connector.simulator.adobe.purchase_rules import Basket, read_basket
from connector.simulator.adobe.refusals import RefusalError
from connector.simulator.adobe.terms import remaining_term
from connector.simulator.adobe.world import Order, OrderLine

if TYPE_CHECKING:
    from connector.simulator.adobe.asking import Asking
    from connector.simulator.adobe.catalogue import Offer
    from connector.simulator.adobe.purchase_rules import BasketLine
    from connector.simulator.adobe.world import Customer
    from connector.simulator.exchange import SimResponse

_SCHEMAS: Final = {"NEW": "order-new", "PREVIEW": "order-preview"}
# Documented types that this simulator does not serve; their bodies are judged all the same.
_UNSERVED: Final = {"RETURN": "order-return", "RENEWAL": "order-renewal", "PREVIEW_RENEWAL": "order-preview-renewal"}


def post_order(asking: Asking) -> SimResponse:
    """Answer POST /v3/customers/{customerId}/orders; `orderType` selects what happens."""
    kind = asking.body.get("orderType") if isinstance(asking.body, dict) else None
    if kind is None:
        raise RefusalError("1122", "orderType")
    schema = {**_SCHEMAS, **_UNSERVED}.get(kind) if isinstance(kind, str) else None
    if schema is None:
        raise RefusalError("1117", "orderType")
    asking.place.judge(schema, asking.body)
    customer = asking.customer()
    if kind in _UNSERVED:
        raise RefusalError("5122", f"{kind} is not served by this simulator")
    if kind == "PREVIEW":
        return _preview(asking, customer)
    return _place(asking, customer)


def _preview(asking: Asking, customer: Customer) -> SimResponse:
    with_price = asking.flag("fetch-price")
    if with_price and len({item.get("currencyCode") for item in asking.body["lineItems"]}) > 1:
        raise RefusalError("2148")
    basket = read_basket(asking, customer)
    lines = [_line(asking, customer, line, _best_offer(basket, line.offer)) for line in basket.lines]
    for line in lines:
        line.status = ""
    message: dict[str, Any] = {
        "referenceOrderId": "",
        "externalReferenceId": asking.body.get("externalReferenceId", ""),
        "orderId": "",
        "customerId": customer.customer_id,
        "currencyCode": lines[0].currency,
        "orderType": "PREVIEW",
        "status": "",
        "creationDate": stamp(asking.place.clock.now()),
        "lineItems": [line_message(line, with_price=with_price, with_remaining=False) for line in lines],
    }
    if with_price:
        message["pricingSummary"] = pricing_summary(lines)
    return answer(200, message)


def _place(asking: Asking, customer: Customer) -> SimResponse:
    if not asking.partner.ordering_open:
        raise RefusalError("5122")
    basket = read_basket(asking, customer)
    basket.refuse_unearned_levels()
    world, clock, fate = asking.place.world, asking.place.clock, asking.fate()
    order = Order(
        order_id=world.next_id("order"),
        customer_id=customer.customer_id,
        order_type="NEW",
        reference=asking.body.get("externalReferenceId", ""),
        created=clock.now(),
        sequence=world.next_number("sequence"),
        lines=[_line(asking, customer, line, line.offer) for line in basket.lines],
        settles_as=fate.ends_as,
        held=fate.held,
    )
    world.orders[order.order_id] = order
    customer.orders.append(order)
    placed = answer(202, order_message(order))
    if asking.place.settings.order_reads == 0 and not order.held:
        settle_order(order, world, clock)
    return placed


def _best_offer(basket: Basket, offer: Offer) -> Offer:
    return type(offer)(offer.product, level_of(offer.product, basket.entitled[offer.product.kind]))


def _line(asking: Asking, customer: Customer, line: BasketLine, offer: Offer) -> OrderLine:
    span = remaining_term(customer, offer.product, asking.place.clock.today())
    return OrderLine(
        number=line.number,
        offer_id=offer.product.offer_id(offer.level),
        quantity=line.quantity,
        currency=line.currency,
        prorated_days=span.days,
        pricing=price_line(offer.product.price(offer.level, line.currency), line.quantity, span),
    )
