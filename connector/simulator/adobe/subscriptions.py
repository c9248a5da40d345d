"""Subscriptions as they are read back, and their renewal preferences.

Quantities of the current term change by orders, never here.

Source: developer.adobe.com/vipmp/docs/subscription-management.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from connector.simulator.adobe.emit import answer
from connector.simulator.adobe.levels import committed_quantity
from connector.simulator.adobe.messages import links, subscription_message
from connector.simulator.adobe.refusals import RefusalError
from connector.simulator.adobe.renewing import is_renewable_by_hand
from connector.simulator.adobe.world import ACTIVE

if TYPE_CHECKING:
    from connector.simulator.adobe.asking import Asking
    from connector.simulator.adobe.world import Customer, Subscription
    from connector.simulator.exchange import SimResponse

# What Adobe's answer to an update has been seen without.
_OFTEN_MISSING: Final = ("offerId", "usedQuantity")


def list_subscriptions(asking: Asking) -> SimResponse:
    """Answer GET /v3/customers/{customerId}/subscriptions: all of them, in one answer."""
    customer = asking.customer()
    items = [_message(asking, subscription) for subscription in customer.subscriptions]
    uri = f"/v3/customers/{customer.customer_id}/subscriptions"
    return answer(200, {"totalCount": len(items), "items": items, "links": links(uri)})


def get_subscription(asking: Asking) -> SimResponse:
    """Answer GET /v3/customers/{customerId}/subscriptions/{subscriptionId}."""
    return answer(200, _message(asking, _subscription(asking)))


def update_subscription(asking: Asking) -> SimResponse:
    """Answer PATCH …/subscriptions/{subscriptionId}: switch auto-renewal, or set its quantity, for the next renewal."""
    asking.place.judge("update-subscription", asking.body)
    subscription = _subscription(asking)
    if subscription.status != ACTIVE:
        raise RefusalError("3119")
    customer, renewal = asking.customer(), asking.body.get("autoRenewal", {})
    if subscription.subscription_id in customer.in_flight:
        raise RefusalError("4122")
    _check(asking, subscription, renewal)
    _check_renewal(asking, customer, subscription, renewal)
    if asking.flag("reset-flex-discount-codes"):
        subscription.flex_codes = ()
    _apply(subscription, renewal)
    message = _message(asking, subscription)
    missing = _OFTEN_MISSING if asking.place.settings.sparse_updates else ()
    return answer(200, {name: value for name, value in message.items() if name not in missing})


def _message(asking: Asking, subscription: Subscription) -> dict[str, Any]:
    place = asking.place
    window = place.settings.late_renewal_days
    by_hand = is_renewable_by_hand(subscription, place.world.catalogue, place.clock.today(), window)
    return subscription_message(subscription, by_hand=by_hand)


def _check(asking: Asking, subscription: Subscription, renewal: dict[str, Any]) -> None:
    if renewal.get("renewalCode"):
        # High growth offers are bought here, never opted for at renewal, so every code is an invalid one.
        raise RefusalError("5123")
    offer = asking.place.world.catalogue.get(subscription.offer_id)
    quantity = renewal.get("renewalQuantity")
    if quantity is not None and quantity > offer.product.max_quantity:
        raise RefusalError("3116", "autoRenewal.renewalQuantity")
    if offer.product.minimum and renewal.get("enabled") is False:
        raise RefusalError("5134")


def _check_renewal(asking: Asking, customer: Customer, subscription: Subscription, renewal: dict[str, Any]) -> None:
    """Refuse with 3120 what would renew less than a minimum: of a high growth offer, or of a commitment that still runs then."""
    product = asking.place.world.catalogue.get(subscription.offer_id).product
    changed = replace(subscription)
    _apply(changed, renewal)
    before, after = _renewing(asking, customer, subscription), _renewing(asking, customer, changed)
    floor = committed_quantity(customer, product.kind, subscription.renewal_date)
    if after[product.kind] < min(floor, before[product.kind]):
        raise RefusalError("3120")
    if product.minimum and changed.renewal_quantity < min(product.minimum, subscription.renewal_quantity):
        raise RefusalError("3120")


def _renewing(asking: Asking, customer: Customer, changed: Subscription) -> Counter[str]:
    """Count what would renew, by offer type, with one subscription as it would be then."""
    totals: Counter[str] = Counter()
    for owned in customer.living:
        product = asking.place.world.catalogue.get(owned.offer_id).product
        renewed = changed if owned.subscription_id == changed.subscription_id else owned
        if renewed.auto_renews and product.counts_for_level:
            totals[product.kind] += renewed.renewal_quantity
    return totals


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
