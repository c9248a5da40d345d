"""An Adobe customer that is there already becomes an asset: all is read, all is written, nothing is ordered."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.flows.arrivals import HELD, a_customer_to_import, order_import
from tests.world import ALL_APPS, PHOTOSHOP

if TYPE_CHECKING:
    from tests.world import World


def test_an_import_reads_the_customer_its_subscriptions_and_its_orders_and_writes_nothing_at_adobe(world: World) -> None:
    customer = a_customer_to_import(world)
    request = order_import(world, customer)
    assert world.settle(request) == "approved"
    assert world.adobe_calls() == [
        f"GET /v3/customers/{customer}",
        f"GET /v3/customers/{customer}/subscriptions",
        f"GET /v3/customers/{customer}/orders",
    ]


def test_every_parameter_is_written_from_what_adobe_shows(world: World) -> None:
    customer = a_customer_to_import(world)
    request = order_import(world, customer)
    world.settle(request)
    photoshop, all_apps = world.adobe.control.subscriptions()
    first, second = world.adobe.control.orders()
    renewal = photoshop["renewalDate"]
    params = world.params(request)
    assert {name: value for name, value in params.items() if name not in {"action_type", "migration_info_object"}} == {
        "adobe_customer_id": customer,
        "adobe_order_id": second["orderId"],
        "adobe_orders": {
            "orders": [
                {
                    "order_id": order["orderId"],
                    "type": "NEW",
                    "created": order["creationDate"],
                    "status": "1000",
                    "lines": [{"mpn": mpn, "line": 1, "quantity": seats, "remaining": seats}],
                }
                for order, (mpn, seats) in zip((first, second), HELD.items(), strict=True)
            ]
        },
        "adobe_subscription_id": f"{photoshop['subscriptionId']},{all_apps['subscriptionId']}",
        "cb_adobe_account_subscription_list": {
            "value": [
                {"sku": PHOTOSHOP, "subscription_id": photoshop["subscriptionId"]},
                {"sku": ALL_APPS, "subscription_id": all_apps["subscriptionId"]},
            ]
        },
        "renewal_date": renewal,
        "auto_renewal_status": "active_auto_renewal_status",
        "auto_renewal_day": str(int(renewal[8:])),
        "auto_renewal_month": str(int(renewal[5:7])),
        "auto_renewal_cadence": "Annual",
        "discount_group": "02A12",
    }
    assert world.connect.control.document(request)["template"]["id"] == "TL-000-000-001"


def test_several_orders_of_one_subscription_are_all_in_the_ledger(world: World) -> None:
    customer = a_customer_to_import(world, {PHOTOSHOP: 4})
    world.adobe.control.add_purchase(customer, f"{PHOTOSHOP}01A12", 6)
    request = order_import(world, customer, {PHOTOSHOP: 10})
    assert world.settle(request) == "approved"
    orders = world.params(request)["adobe_orders"]["orders"]
    assert [line["quantity"] for order in orders for line in order["lines"]] == [4, 6]
    assert world.params(request)["discount_group"] == "01A12"


def test_a_customer_whose_auto_renewal_is_off_is_imported_as_it_is(world: World) -> None:
    customer = a_customer_to_import(world)
    photoshop = world.adobe.control.subscriptions()[0]["subscriptionId"]
    world.adobe.control.set_subscription(photoshop, auto_renews=False)
    request = order_import(world, customer)
    assert world.settle(request) == "approved"
    assert world.params(request)["auto_renewal_status"] == "inactive_auto_renewal_status"
    assert "Photoshop for teams: auto-renewal is off; the licences stay usable until" in world.note(request)
    assert "Creative Cloud All Apps for teams: auto-renewal is on; 5 seats renew on" in world.note(request)
    assert not any(call.startswith("PATCH") for call in world.adobe_calls())


@pytest.mark.parametrize("listed", [10, 7], ids=["with the seats of now", "with those that renew"])
def test_a_scheduled_reduction_is_imported_under_either_number(world: World, listed: int) -> None:
    customer = a_customer_to_import(world, {PHOTOSHOP: 10})
    photoshop = world.adobe.control.subscriptions()[0]["subscriptionId"]
    world.adobe.control.set_subscription(photoshop, renewal_quantity=7)
    request = order_import(world, customer, {PHOTOSHOP: listed})
    assert world.settle(request) == "approved"
    assert "Photoshop for teams: 3 seats stay usable until" in world.note(request)


def test_the_seats_of_a_scheduled_reduction_are_absorbed_before_more_are_bought(world: World) -> None:
    customer = a_customer_to_import(world, {PHOTOSHOP: 10})
    world.adobe.control.set_subscription(world.adobe.control.subscriptions()[0]["subscriptionId"], renewal_quantity=7)
    request = order_import(world, customer, {PHOTOSHOP: 7})
    assert world.settle(request) == "approved"
    change = world.connect.trade.change(world.connect.control.asset_of(request), {PHOTOSHOP: 12}, {})
    assert world.settle(change) == "approved"
    (subscription,) = world.adobe.control.subscriptions()
    assert (subscription["currentQuantity"], subscription["autoRenewal"]["renewalQuantity"]) == (12, 12)


def test_a_product_that_is_scheduled_to_begin_is_told_and_no_part_of_the_comparison(world: World) -> None:
    customer = a_customer_to_import(world)
    world.adobe.control.add_purchase(customer, "30007777CA01A12", 20)
    scheduled = world.adobe.control.subscriptions()[-1]
    world.adobe.control.set_subscription(scheduled["subscriptionId"], status="1009")
    request = order_import(world, customer)
    assert world.settle(request) == "approved"
    assert f"30007777CA: 20 seats begin on {scheduled['renewalDate']}" in world.note(request)
    assert scheduled["subscriptionId"] not in world.params(request)["adobe_subscription_id"]


def test_what_has_ended_at_adobe_is_no_part_of_it(world: World) -> None:
    customer = a_customer_to_import(world, {**HELD, "30007777CA": 3})
    world.adobe.control.set_subscription(world.adobe.control.subscriptions()[-1]["subscriptionId"], status="1004")
    request = order_import(world, customer)
    assert world.settle(request) == "approved"


def test_a_consumable_has_a_discount_group_of_its_own(world: World) -> None:
    stock = "65315555CA"
    world.connect.vendor.add_item("PRD-000-000-001", stock, name="Stock credits")
    customer = a_customer_to_import(world, {PHOTOSHOP: 10})
    world.adobe.control.add_purchase(customer, f"{stock}T1A12", 100)
    request = order_import(world, customer, {PHOTOSHOP: 10, stock: 100})
    assert world.settle(request) == "approved"
    params = world.params(request)
    assert (params["discount_group"], params["discount_group_consumables"]) == ("02A12", "T1A12")


def test_a_switch_is_carried_out(world: World) -> None:
    customer = a_customer_to_import(world)
    request = order_import(world, customer, cb_autorenewal="inactive_auto_renewal_status")
    assert world.settle(request) == "approved"
    assert [one["autoRenewal"]["enabled"] for one in world.adobe.control.subscriptions()] == [False, False]


def test_the_object_may_come_as_text_and_with_a_transfers_number(world: World) -> None:
    customer = a_customer_to_import(world)
    said: dict[str, Any] = {"action_type": "transfer", "adobe_customer_id": customer}
    request = order_import(world, customer, info=said, action_type="transfer", adobe_vip_number="88A1B2C3")
    parameter = world.connect.world.assets[world.connect.control.asset_of(request)].params["migration_info_object"]
    parameter.structured, parameter.value = None, json.dumps(said)
    assert world.settle(request) == "approved"
    assert world.params(request)["adobe_customer_id"] == customer
    assert not any("memberships" in call for call in world.adobe_calls())


def test_a_later_change_passes_over_the_object_that_stays_on_the_asset(world: World) -> None:
    customer = a_customer_to_import(world)
    request = order_import(world, customer)
    world.settle(request)
    change = world.connect.trade.change(world.connect.control.asset_of(request), {PHOTOSHOP: 11}, {})
    assert world.settle(change) == "approved"
    (bought,) = [order for order in world.adobe.control.orders() if order["lineItems"][0]["quantity"] == 1]
    assert bought["orderType"] == "NEW"


def test_an_import_that_comes_up_in_a_change_is_asked_to_be_cleared(world: World) -> None:
    customer = a_customer_to_import(world)
    request = order_import(world, customer)
    world.settle(request)
    said = {"action_type": "purchase", "adobe_customer_id": "P1"}
    change = world.connect.trade.change(world.connect.control.asset_of(request), {}, {"migration_info_object": said})
    assert world.settle(change) == "inquiring"
    assert set(world.errors(change)) == {"migration_info_object"}
