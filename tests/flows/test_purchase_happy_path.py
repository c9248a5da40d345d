"""A purchase that goes well: which calls Adobe gets, what is sent, and every parameter that is written back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.flows.builders import CREATE, ORDERS, assert_one_of_everything, calls_after_token, order_lines, the_customer, the_order
from tests.world import ALL_APPS, CLIENT_ID, PHOTOSHOP, SIGN, World

if TYPE_CHECKING:
    from pathlib import Path

STOCK_CREDITS = "65315555CA"


def test_a_new_customers_purchase_is_approved_in_one_delivery_with_the_fewest_calls(world: World) -> None:
    request = world.buy()
    world.deliver()
    assert_one_of_everything(world, request)
    assert calls_after_token(world) == [
        "POST /v3/customers",
        "POST /v3/customers/{id}/orders PREVIEW",
        "POST /v3/customers/{id}/orders NEW",
        "GET /v3/customers/{id}/orders/{order}",
        "GET /v3/customers/{id}/subscriptions",
    ]
    assert [result.result for result in world.connect.control.results()] == ["success"]
    assert world.pauses == []


def test_an_existing_customers_purchase_reads_the_customer_in_place_of_creating_it(world: World) -> None:
    assert world.settle(world.buy({PHOTOSHOP: 10})) == "approved"
    world.adobe.control.forget_calls()
    request = world.buy({ALL_APPS: 5})
    world.deliver()
    assert world.status(request) == "approved"
    assert calls_after_token(world) == [
        "GET /v3/customers/{id}",
        "POST /v3/customers/{id}/orders PREVIEW",
        "POST /v3/customers/{id}/orders NEW",
        "GET /v3/customers/{id}/orders/{order}",
        "GET /v3/customers/{id}/subscriptions",
    ]


def test_a_token_is_fetched_once_and_serves_many_purchases(world: World) -> None:
    for items in ({PHOTOSHOP: 1}, {ALL_APPS: 1}, {SIGN: 1}):
        assert world.settle(world.buy(items)) == "approved"
    assert len(world.adobe.control.calls("POST", "/ims/token/v3")) == 1


def test_the_customer_is_created_from_the_customer_tier(world: World) -> None:
    world.settle(world.buy())
    created = the_customer(world)
    assert created["resellerId"] == world.reseller_id
    assert created["externalReferenceId"] == world.product.customer
    profile = created["companyProfile"]
    assert profile == {
        "companyName": "Example Customer Inc",
        "preferredLanguage": "en-US",
        "marketSegment": "COM",
        "marketSubSegments": [],
        "address": {
            "country": "US",
            "region": "CA",
            "city": "San Jose",
            "addressLine1": "1 Market Street",
            "postalCode": "95110",
            "phoneNumber": "+14085550100",
        },
        "contacts": [
            {"firstName": "Ann", "lastName": "Example", "email": "ann@example.com", "phoneNumber": "+14085550100"},
        ],
    }


def test_the_order_names_items_by_their_place_and_takes_the_offers_of_the_preview(world: World) -> None:
    request = world.buy({PHOTOSHOP: 10, ALL_APPS: 5})
    world.settle(request)
    preview, new = (call.request_body for call in world.adobe.control.calls("POST", "/orders"))
    # Ten licences and five are 15 of one order: the level from 10 on is 02 (developer.adobe.com/vipmp/docs, programme levels).
    assert [(line["extLineItemNumber"], line["offerId"], line["quantity"]) for line in preview["lineItems"]] == [
        (1, "65304470CA01A12", 10),
        (2, "65309999CA01A12", 5),
    ]
    assert order_lines(the_order(world)) == [(1, "65304470CA02A12", 10), (2, "65309999CA02A12", 5)]
    for body in (preview, new):
        assert {line["currencyCode"] for line in body["lineItems"]} == {"USD"}
        assert "currencyCode" not in body
        assert body["externalReferenceId"] == request


def test_every_parameter_of_a_complete_purchase_is_written(world: World) -> None:
    request = world.buy({PHOTOSHOP: 10, ALL_APPS: 5})
    world.settle(request)
    customer, order = the_customer(world), the_order(world)
    first, second = (line["subscriptionId"] for line in order["lineItems"])
    year, month, day = (int(part) for part in customer["cotermDate"].split("-"))
    assert world.params(request) == {
        "action_type": "purchase",
        "adobe_customer_id": customer["customerId"],
        "adobe_order_id": order["orderId"],
        "adobe_orders": {
            "orders": [
                {
                    "order_id": order["orderId"],
                    "type": "NEW",
                    "created": order["creationDate"],
                    "status": "1000",
                    "lines": [
                        {"mpn": "65304470CA", "line": 1, "quantity": 10, "remaining": 10},
                        {"mpn": "65309999CA", "line": 2, "quantity": 5, "remaining": 5},
                    ],
                }
            ]
        },
        "adobe_subscription_id": f"{first},{second}",
        "cb_adobe_account_subscription_list": {
            "value": [{"sku": "65304470CA", "subscription_id": first}, {"sku": "65309999CA", "subscription_id": second}]
        },
        "renewal_date": f"{year:04d}-{month:02d}-{day:02d}",
        "auto_renewal_status": "active_auto_renewal_status",
        "auto_renewal_day": str(day),
        "auto_renewal_month": str(month),
        "auto_renewal_cadence": "Annual",
        "discount_group": "02A12",
    }
    asset = world.connect.control.params(world.connect.control.asset_of(request))
    assert asset["adobe_customer_id"] == customer["customerId"]
    assert world.status(world.connect.control.asset_of(request)) == "active"


def test_a_consumable_is_ordered_at_its_own_base_level_and_gets_its_own_discount_group(world: World) -> None:
    world.connect.vendor.add_item(world.product.product, STOCK_CREDITS, name="Stock credits")
    request = world.buy({PHOTOSHOP: 10, STOCK_CREDITS: 1500})
    assert world.settle(request) == "approved"
    # A consumable's levels begin with T and count apart: from 1,000 on it is T2.
    assert order_lines(the_order(world)) == [(1, "65304470CA02A12", 10), (2, "65315555CAT2A12", 1500)]
    params = world.params(request)
    assert (params["discount_group"], params["discount_group_consumables"]) == ("02A12", "T2A12")
    assert params["cb_adobe_account_subscription_list"]["value"][1]["sku"] == STOCK_CREDITS


def test_a_consumable_alone_is_ordered_and_has_no_licence_group(world: World) -> None:
    world.connect.vendor.add_item(world.product.product, STOCK_CREDITS, name="Stock credits")
    request = world.buy({STOCK_CREDITS: 10})
    assert world.settle(request) == "approved"
    params = world.params(request)
    assert params["discount_group_consumables"] == "T1A12"
    assert "discount_group" not in params
    assert params["auto_renewal_cadence"] == "Annual"


def test_an_item_whose_number_is_a_whole_offer_id_is_ordered_as_its_product(world: World) -> None:
    world.connect.vendor.add_item(world.product.product, "65304578CA01A12", name="Darkroom")
    request = world.buy({"65304578CA01A12": 3})
    assert world.settle(request) == "approved"
    assert order_lines(the_order(world)) == [(1, "65304578CA01A12", 3)]
    assert world.params(request)["cb_adobe_account_subscription_list"]["value"][0]["sku"] == "65304578CA01A12"


def test_the_callers_order_id_is_the_reference_where_it_fits(world: World) -> None:
    request = world.buy({PHOTOSHOP: 1}, external_reference_id="R" * 35)
    assert world.settle(request) == "approved"
    assert the_order(world)["externalReferenceId"] == "R" * 35


def test_a_reference_that_is_too_long_for_adobe_gives_way_to_the_requests_id(world: World) -> None:
    request = world.buy({PHOTOSHOP: 1}, external_reference_id="R" * 36)
    assert world.settle(request) == "approved"
    assert the_order(world)["externalReferenceId"] == request


def test_only_parameters_that_the_request_carries_are_written(tmp_path: Path) -> None:
    missing = ("adobe_orders", "cb_adobe_account_subscription_list", "auto_renewal_day", "error_msg", "discount_group")
    world = World(tmp_path, without=missing)
    request = world.buy()
    assert world.settle(request) == "approved"
    assert set(missing).isdisjoint(world.params(request))
    assert world.params(request)["adobe_subscription_id"]


def test_writes_use_derived_correlation_ids_and_every_attempt_a_new_request_id(world: World) -> None:
    world.settle(world.buy())
    calls = world.adobe.control.calls(path_contains="/v3/")
    assert len({call.request_id for call in calls}) == len(calls)
    assert len({call.correlation_id for call in calls}) == len(calls)
    persisting = [call for call in calls if call.route in {CREATE, ORDERS} or call.method == "POST"]
    # Version 5 of a UUID is a derived one, version 4 a random one: the customer and the order, with the preview between.
    assert [call.correlation_id[14] for call in persisting] == ["5", "4", "5"]


def test_the_platform_shows_the_customer_before_anything_is_ordered(world: World) -> None:
    world.adobe.control.fault(ORDERS, "no answer", order_type="PREVIEW", times=9)
    request = world.buy()
    world.deliver()
    assert world.status(request) == "pending"
    assert world.params(request)["adobe_customer_id"] == the_customer(world)["customerId"]
    assert world.adobe.control.orders() == []
    assert world.adobe.control.calls()[0].request_body["client_id"] == CLIENT_ID


@pytest.mark.parametrize("switch", ["cb_autorenewal", "set_auto_renewal_status"])
def test_a_switch_filled_at_purchase_is_carried_out_after_the_order(world: World, switch: str) -> None:
    asked: dict[str, Any] = {switch: "inactive_auto_renewal_status"}
    request = world.buy({PHOTOSHOP: 3}, **asked)
    assert world.settle(request) == "approved"
    assert_one_of_everything(world, request)
    assert [call.split(" ")[0] for call in world.adobe_writes()] == ["POST", "POST", "PATCH"]
    (subscription,) = world.adobe.control.subscriptions()
    assert (subscription["currentQuantity"], subscription["autoRenewal"]["enabled"]) == (3, False)
    assert world.params(request)["auto_renewal_status"] == "inactive_auto_renewal_status"
