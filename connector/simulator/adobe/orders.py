"""Placing orders: the door for all types, and PREVIEW and NEW themselves.

PREVIEW corrects levels and keeps nothing; NEW corrects nothing and is processed later.

Source: developer.adobe.com/vipmp/docs/order-management/create-order and …/preview-order. Of the two documented success
codes, previews answer 200 and persisted orders 202.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from connector.simulator.adobe.emit import answer
from connector.simulator.adobe.levels import level_of
from connector.simulator.adobe.placing import accept_order, preview_message
from connector.simulator.adobe.pricing import price_line
from connector.simulator.adobe.purchase_rules import Basket, read_basket
from connector.simulator.adobe.refusals import RefusalError
from connector.simulator.adobe.renewals import place_renewal, preview_renewal
from connector.simulator.adobe.returns import place_return
from connector.simulator.adobe.terms import remaining_term
from connector.simulator.adobe.world import OrderLine

if TYPE_CHECKING:
    from collections.abc import Callable

    from connector.simulator.adobe.asking import Asking
    from connector.simulator.adobe.catalogue import Offer
    from connector.simulator.adobe.purchase_rules import BasketLine
    from connector.simulator.adobe.world import Customer
    from connector.simulator.exchange import SimResponse


def post_order(asking: Asking) -> SimResponse:
    """Answer POST /v3/customers/{customerId}/orders; `orderType` selects what happens."""
    kind = asking.body.get("orderType") if isinstance(asking.body, dict) else None
    if kind is None:
        raise RefusalError("1122", "orderType")
    served = _SERVED.get(kind) if isinstance(kind, str) else None
    if served is None:
        raise RefusalError("1117", "orderType")
    schema, handle = served
    asking.place.judge(schema, asking.body)
    return handle(asking, asking.customer())


def _preview(asking: Asking, customer: Customer) -> SimResponse:
    with_price = asking.flag("fetch-price")
    if with_price and len({item.get("currencyCode") for item in asking.body["lineItems"]}) > 1:
        raise RefusalError("2148")
    basket = read_basket(asking, customer)
    lines = [_line(asking, customer, line, _best_offer(basket, line.offer)) for line in basket.lines]
    for line in lines:
        line.status = ""
    return answer(200, preview_message(asking, customer, lines))


def _place(asking: Asking, customer: Customer) -> SimResponse:
    if not asking.partner.ordering_open:
        raise RefusalError("5122")
    basket = read_basket(asking, customer)
    basket.refuse_unearned_levels()
    return accept_order(asking, customer, [_line(asking, customer, line, line.offer) for line in basket.lines])


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


_SERVED: Final[dict[str, tuple[str, Callable[[Asking, Customer], SimResponse]]]] = {
    "NEW": ("order-new", _place),
    "PREVIEW": ("order-preview", _preview),
    "RETURN": ("order-return", place_return),
    "RENEWAL": ("order-renewal", place_renewal),
    "PREVIEW_RENEWAL": ("order-preview-renewal", preview_renewal),
}
