"""Subscriptions as they are read back, and their renewal preferences.

Quantities of the current term change by orders, never here.

Source: developer.adobe.com/vipmp/docs/subscription-management.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from connector.simulator.adobe.emit import answer
from connector.simulator.adobe.messages import links, subscription_message
from connector.simulator.adobe.refusals import RefusalError
from connector.simulator.adobe.world import ACTIVE

if TYPE_CHECKING:
    from connector.simulator.adobe.asking import Asking
    from connector.simulator.adobe.world import Subscription
    from connector.simulator.exchange import SimResponse


def list_subscriptions(asking: Asking) -> SimResponse:
    """Answer GET /v3/customers/{customerId}/subscriptions: all of them, in one answer."""
    customer = asking.customer()
    items = [subscription_message(subscription) for subscription in customer.subscriptions]
    uri = f"/v3/customers/{customer.customer_id}/subscriptions"
    return answer(200, {"totalCount": len(items), "items": items, "links": links(uri)})


def get_subscription(asking: Asking) -> SimResponse:
    """Answer GET /v3/customers/{customerId}/subscriptions/{subscriptionId}."""
    return answer(200, subscription_message(_subscription(asking)))


def update_subscription(asking: Asking) -> SimResponse:
    """Answer PATCH …/subscriptions/{subscriptionId}: switch auto-renewal, or set its quantity, for the next renewal."""
    asking.place.judge("update-subscription", asking.body)
    subscription = _subscription(asking)
    if subscription.status != ACTIVE:
        raise RefusalError("3119")
    renewal = asking.body.get("autoRenewal", {})
    _check(asking, subscription, renewal)
    if asking.flag("reset-flex-discount-codes"):
        subscription.flex_codes = ()
    _apply(subscription, renewal)
    return answer(200, subscription_message(subscription))


def _check(asking: Asking, subscription: Subscription, renewal: dict[str, Any]) -> None:
    if renewal.get("renewalCode"):
        # No high-growth offers exist in this simulator, so every code is an invalid one.
        raise RefusalError("5123")
    offer = asking.place.world.catalogue.get(subscription.offer_id)
    quantity = renewal.get("renewalQuantity")
    if quantity is not None and quantity > offer.product.max_quantity:
        raise RefusalError("3116", "autoRenewal.renewalQuantity")


def _apply(subscription: Subscription, renewal: dict[str, Any]) -> None:
    subscription.auto_renews = renewal.get("enabled", subscription.auto_renews)
    if not subscription.auto_renews:
        # Adobe ignores a quantity that comes with `enabled: false`.
        return
    if renewal.get("enabled") or "renewalQuantity" in renewal:
        subscription.explicit = renewal.get("renewalQuantity")
    if renewal.get("flexDiscountCodes"):
        subscription.flex_codes = tuple(renewal["flexDiscountCodes"])


def _subscription(asking: Asking) -> Subscription:
    customer = asking.customer(otherwise="3115")
    wanted = asking.parts["subscriptionId"]
    found = next((owned for owned in customer.subscriptions if owned.subscription_id == wanted), None)
    if found is None:
        raise RefusalError("3115")
    return found
