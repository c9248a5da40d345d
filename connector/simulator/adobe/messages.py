"""Resources as Adobe writes them: one function per noun, from the simulator's objects to JSON. It reads and never changes.

Source: developer.adobe.com/vipmp/docs/references/resources.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from connector.simulator.adobe.clock import stamp
from connector.simulator.adobe.world import ACTIVE

if TYPE_CHECKING:
    from connector.simulator.adobe.world import Customer, Order, OrderLine, Reseller, Subscription

_LEDGER_TYPES: Final = frozenset({"NEW", "RENEWAL"})
_LEDGER_STATUSES: Final = frozenset({"1000", "1008"})
# By the thirteenth character of the offer id.
_RENEWAL_CODES: Final = {"X": "MOQ_100", "Y": "MOQ_250", "Z": "MOQ_500"}


def link(uri: str) -> dict[str, Any]:
    """Give one deep link: path-relative, no extra headers."""
    return {"uri": uri, "method": "GET", "headers": []}


def links(uri: str) -> dict[str, Any]:
    """Give the links of a resource: itself."""
    return {"self": link(uri)}


def reseller_message(reseller: Reseller) -> dict[str, Any]:
    """Give a reseller resource."""
    return {
        "externalReferenceId": reseller.reference,
        "resellerId": reseller.reseller_id,
        "distributorId": reseller.distributor_id,
        "companyProfile": reseller.profile,
        "creationDate": stamp(reseller.created),
        "status": reseller.status,
        "links": links(f"/v3/resellers/{reseller.reseller_id}"),
    }


def customer_message(customer: Customer) -> dict[str, Any]:
    """Give a customer resource; `cotermDate` is empty until the first order is complete."""
    return {
        "externalReferenceId": customer.reference,
        "customerId": customer.customer_id,
        "resellerId": customer.reseller_id,
        "globalSalesEnabled": False,
        "companyProfile": customer.profile,
        "discounts": [{"offerType": kind, "level": level} for kind, level in customer.levels.items()],
        "tags": [],
        "benefits": customer.benefits,
        "cotermDate": customer.coterm.isoformat() if customer.coterm else "",
        "creationDate": stamp(customer.created),
        "status": customer.status,
        "links": links(f"/v3/customers/{customer.customer_id}"),
    }


def reseller_summary(reseller: Reseller) -> dict[str, Any]:
    """Give a reseller as lists show it: only the name of its profile."""
    return {**reseller_message(reseller), "companyProfile": {"companyName": reseller.profile["companyName"]}}


def customer_summary(customer: Customer) -> dict[str, Any]:
    """Give a customer as lists show it: only the name of its profile."""
    shown = ("externalReferenceId", "customerId", "resellerId", "status", "creationDate", "links")
    message = customer_message(customer)
    return {**{name: message[name] for name in shown}, "companyProfile": {"companyName": customer.profile["companyName"]}}


def order_message(order: Order, *, with_price: bool = False, with_remaining: bool = True) -> dict[str, Any]:
    """Give an order resource. Prices only where asked, and only of complete orders in one currency."""
    priced = with_price and order.status == ACTIVE and len({line.currency for line in order.lines}) == 1
    remaining = with_remaining and order.order_type in _LEDGER_TYPES
    message: dict[str, Any] = {
        "referenceOrderId": order.reference_order_id,
        "orderType": order.order_type,
        "externalReferenceId": order.reference,
        "customerId": order.customer_id,
        "orderId": order.order_id,
        "creationDate": stamp(order.created),
        "status": order.status,
        "source": order.source,
        "lineItems": [line_message(line, with_price=priced, with_remaining=remaining) for line in order.lines],
    }
    if priced:
        message["pricingSummary"] = pricing_summary(order.lines)
    return {**message, "links": links(f"/v3/customers/{order.customer_id}/orders/{order.order_id}")}


def line_message(line: OrderLine, *, with_price: bool, with_remaining: bool) -> dict[str, Any]:
    """Give one line of an order or a preview."""
    message: dict[str, Any] = {
        "extLineItemNumber": line.number,
        "offerId": line.offer_id,
        "quantity": line.quantity,
        "subscriptionId": line.subscription_id,
        "status": line.status,
        "currencyCode": line.currency,
    }
    if with_remaining and line.status in _LEDGER_STATUSES:
        message["remainingQuantity"] = line.remaining
    if line.flex_codes:
        # No flexible discounts exist in this simulator, so every code that a subscription holds fails.
        message["flexDiscounts"] = [{"code": code, "result": "FAILURE"} for code in line.flex_codes]
    if with_price and line.pricing is not None:
        message.update(proratedDays=line.prorated_days, pricing=line.pricing)
    return message


def pricing_summary(lines: list[OrderLine]) -> list[dict[str, Any]]:
    """Give the sum over all lines, which are in one currency and priced."""
    total = sum(line.pricing["lineItemPartnerPrice"] for line in lines if line.pricing)
    return [{"totalLineItemPartnerPrice": total, "currencyCode": lines[0].currency}]


def subscription_message(subscription: Subscription, *, by_hand: bool = False) -> dict[str, Any]:
    """Give a subscription resource; its offer is always the one at the lowest level. `by_hand`: a late renewal is possible."""
    renewal: dict[str, Any] = {"enabled": subscription.auto_renews, "renewalQuantity": subscription.renewal_quantity}
    if subscription.flex_codes:
        renewal["flexDiscountCodes"] = list(subscription.flex_codes)
    if subscription.offer_id[12] in _RENEWAL_CODES:
        renewal["renewalCode"] = _RENEWAL_CODES[subscription.offer_id[12]]
    message: dict[str, Any] = {
        "subscriptionId": subscription.subscription_id,
        "offerId": subscription.offer_id,
        "currentQuantity": subscription.quantity,
        "usedQuantity": subscription.used,
        "renewedQuantity": subscription.renewed,
        "autoRenewal": renewal,
        "creationDate": stamp(subscription.created),
        "renewalDate": subscription.renewal_date.isoformat(),
        "status": subscription.status,
        "currencyCode": subscription.currency,
        "links": links(f"/v3/customers/{subscription.customer_id}/subscriptions/{subscription.subscription_id}"),
    }
    return {**message, "allowedActions": ["MANUAL_RENEWAL"]} if by_hand else message
