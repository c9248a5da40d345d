"""A membership comes over from VIP with everything that it holds: one transfer, one customer, nothing created or ordered."""

from __future__ import annotations

from datetime import timedelta

from tests.flows.arrivals import (
    PLACE,
    PREVIEW,
    READ,
    a_membership,
    assert_transferred_once,
    order_transfer,
)
from tests.world import ALL_APPS, PHOTOSHOP, World


def test_a_transfer_looks_at_the_membership_transfers_it_and_reads_what_came_of_it(world: World) -> None:
    a_membership(world)
    request = order_transfer(world)
    assert world.settle(request) == "approved"
    assert_transferred_once(world, request)
    assert world.adobe_calls() == [
        PREVIEW,
        PLACE,
        READ,
        "GET /v3/customers/P1005000001",
        "GET /v3/customers/P1005000001/subscriptions",
        "GET /v3/customers/P1005000001/orders",
    ]
    (call,) = world.adobe.control.calls("POST", "/transfers")
    assert call.request_body == {"resellerId": world.reseller_id}
    assert call.query == ""


def test_every_parameter_of_a_complete_transfer_is_written(world: World) -> None:
    a_membership(world)
    request = order_transfer(world)
    world.settle(request)
    renewal = (world.now() + timedelta(days=200)).date()
    photoshop, all_apps = (one["subscriptionId"] for one in world.adobe.control.subscriptions())
    (order,) = world.adobe.control.orders()
    params = world.params(request)
    assert {name: params[name] for name in params if name not in {"action_type", "adobe_vip_number"}} == {
        "adobe_customer_id": "P1005000001",
        "transfer_id": "TRF-000001",
        "account_creation_date": world.now().date().isoformat(),
        "adobe_order_id": order["orderId"],
        "adobe_orders": {
            "orders": [
                {
                    "order_id": order["orderId"],
                    "type": "TRANSFER",
                    "created": order["creationDate"],
                    "status": "1000",
                    "lines": [
                        {"mpn": PHOTOSHOP, "line": 1, "quantity": 10, "remaining": 10},
                        {"mpn": ALL_APPS, "line": 2, "quantity": 5, "remaining": 5},
                    ],
                }
            ]
        },
        "adobe_subscription_id": f"{photoshop},{all_apps}",
        "cb_adobe_account_subscription_list": {
            "value": [{"sku": PHOTOSHOP, "subscription_id": photoshop}, {"sku": ALL_APPS, "subscription_id": all_apps}]
        },
        "renewal_date": renewal.isoformat(),
        "auto_renewal_status": "active_auto_renewal_status",
        "auto_renewal_day": str(renewal.day),
        "auto_renewal_month": str(renewal.month),
        "auto_renewal_cadence": "Annual",
        "discount_group": "02A12",
    }
