"""Assets that the crash matrix begins with."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.world import World


def an_asset(world: World, approved: Mapping[str, int], *bought: tuple[Mapping[str, int], int]) -> str:
    """Have somebody own an asset whose orders are at Adobe, with explicit renewal quantities; gives its id.

    `approved` is what the marketplace shows; `bought` are the orders, each with the days that have passed since the one before.
    The connector had no hand in it: that costs a tenth of a purchase.
    """
    customer = world.adobe.control.add_customer(world.reseller_id)
    request = world.buy(dict(approved))
    for items, days in bought:
        if items:
            lines = [{"offer_id": f"{mpn}02A12", "quantity": seats} for mpn, seats in items.items()]
            world.adobe.control.add_order(customer, lines, reference=request)
            world.advance(days=days)
    for subscription in world.adobe.control.subscriptions():
        quantity = approved[subscription["offerId"][:10]]
        world.adobe.control.set_subscription(subscription["subscriptionId"], renewal_quantity=quantity)
    requests = world.application().client.requests
    requests[request].update({"asset": {"params": _the_asset_carries(world, customer)}})
    requests[request]("approve").post({"activation_tile": "Bought."})
    world.connect.control.deliver_now()
    world.deliver()
    return world.connect.control.asset_of(request)


def _the_asset_carries(world: World, customer: str) -> list[dict[str, object]]:
    held = {one["offerId"][:10]: one["subscriptionId"] for one in world.adobe.control.subscriptions()}
    ledger = [
        {
            "order_id": order["orderId"],
            "type": order["orderType"],
            "created": order["creationDate"],
            "status": "1000",
            "lines": [
                {
                    "mpn": line["offerId"][:10],
                    "line": line["extLineItemNumber"],
                    "quantity": line["quantity"],
                    "remaining": line["quantity"],
                }
                for line in order["lineItems"]
            ],
        }
        for order in world.adobe.control.orders()
    ]
    listed = [{"sku": mpn, "subscription_id": found} for mpn, found in held.items()]
    return [
        {"id": "adobe_customer_id", "value": customer},
        {"id": "adobe_orders", "structured_value": {"orders": ledger}},
        {"id": "cb_adobe_account_subscription_list", "structured_value": {"value": listed}},
        {"id": "renewal_date", "value": world.adobe.control.subscriptions()[0]["renewalDate"]},
    ]
