"""What Adobe refuses of a transaction: the company is asked once, and a product that cannot be had stops nobody else's line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.flows.builders import CREATE, ORDERS, Meanwhile, assert_parked, order_lines
from tests.flows.transactions import a_sibling, assert_one_order, belonging, deliver_again, settle_all, siblings
from tests.world import ALL_APPS, PHOTOSHOP, SIGN

if TYPE_CHECKING:
    from tests.world import World

TWO = {PHOTOSHOP: 6, ALL_APPS: 6}


def test_the_company_of_a_transaction_is_asked_about_once_and_its_correction_serves_all(world: World) -> None:
    world.connect.trade.update_account(world.product.customer, contact_info={"city": "<nowhere>"})
    requests = siblings(world)
    world.deliver()
    assert [world.status(one) for one in requests] == ["inquiring", "pending", "pending"]
    assert requests[0] in world.note(requests[2])
    world.correct(requests[0], customer_city="Oakland")
    assert settle_all(world, requests) == ["approved"] * 3
    assert_one_order(world, requests)
    assert world.adobe.control.customers()[0]["companyProfile"]["address"]["city"] == "Oakland"


def test_data_that_adobe_refuses_is_asked_of_one_request_and_the_others_wait(world: World) -> None:
    world.adobe.control.fault(CREATE, "refused", code="1117", details=["companyProfile.address.postalCode"])
    requests = siblings(world)
    world.deliver()
    assert [world.status(one) for one in requests] == ["inquiring", "pending", "pending"]
    assert set(world.errors(requests[0])) == {"customer_postal_code"}
    assert f"{requests[0]}, which is inquiring" in world.note(requests[1])
    world.correct(requests[0], customer_postal_code="95112")
    assert settle_all(world, requests) == ["approved"] * 3
    assert_one_order(world, requests)


def test_corrections_of_different_requests_are_put_together(world: World) -> None:
    first = a_sibling(world, PHOTOSHOP, 6, of=2, customer_city="Oakland", adobe_user_first_name="Beth")
    second = a_sibling(world, ALL_APPS, 6, of=2, customer_postal_code="94601", customer_company_name="Corrected Company")
    assert settle_all(world, (first, second)) == ["approved"] * 2
    assert_one_order(world, (first, second))
    profile = world.adobe.control.customers()[0]["companyProfile"]
    assert (profile["companyName"], profile["contacts"][0]["firstName"]) == ("Corrected Company", "Beth")
    assert (profile["address"]["city"], profile["address"]["postalCode"]) == ("Oakland", "94601")


def test_corrections_that_contradict_one_another_are_asked_of_the_one_that_differs(world: World) -> None:
    requests = [
        a_sibling(world, mpn, 4, of=3, customer_city=city)
        for mpn, city in ((PHOTOSHOP, "Oakland"), (ALL_APPS, "Fresno"), (SIGN, "Oakland"))
    ]
    world.deliver()
    assert [world.status(one) for one in requests] == ["pending", "inquiring", "pending"]
    assert set(world.errors(requests[1])) == {"customer_city"}
    world.correct(requests[1], customer_city="Oakland")
    assert settle_all(world, requests) == ["approved"] * 3
    assert_one_order(world, requests)


@pytest.mark.parametrize("call", ["PREVIEW", "NEW"])
def test_a_product_that_adobe_refuses_fails_its_own_request_and_the_others_go_to_the_operator(world: World, call: str) -> None:
    requests = siblings(world)
    details = ["Line Item: 2, Reason: INELIGIBLE_ADD_ON"]
    world.adobe.control.fault(ORDERS, "refused", order_type=call, code="2129", details=details, times=9)
    world.deliver()
    assert [world.status(one) for one in requests] == ["pending", "failed", "pending"]
    assert "Creative Cloud All Apps for teams" in world.reason(requests[1])
    assert f"{requests[1]}, whose product Adobe refuses" in world.note(requests[0])
    deliver_again(world)
    for request in (requests[0], requests[2]):
        assert_parked(world, request, f"{requests[1]} is failed")
    assert world.adobe.control.orders() == []


def test_a_product_that_the_company_has_already_fails_its_own_request_naming_the_other_asset(world: World) -> None:
    before = world.buy({ALL_APPS: 3})
    assert world.settle(before) == "approved"
    first, second = siblings(world, TWO)
    world.deliver()
    assert f"{second}, whose product the company has already" in world.note(first)
    assert world.status(second) == "failed"
    assert world.connect.control.asset_of(before) in world.reason(second)
    assert len(world.adobe.control.orders()) == 1


def test_a_consumable_and_a_licence_are_counted_apart_in_one_order(world: World) -> None:
    world.connect.vendor.add_item(world.product.product, "65315555CA", name="Stock credits")
    requests = siblings(world, {PHOTOSHOP: 10, "65315555CA": 1500})
    assert settle_all(world, requests) == ["approved"] * 2
    order = assert_one_order(world, requests)
    assert order_lines(order) == [(1, "65304470CA02A12", 10), (2, "65315555CAT2A12", 1500)]
    assert "discount_group_consumables" not in world.params(requests[0])
    assert world.params(requests[1])["discount_group_consumables"] == "T2A12"


def test_a_level_that_is_lost_between_preview_and_order_is_previewed_again(world: World) -> None:
    customer = world.adobe.control.add_customer(world.reseller_id)
    world.adobe.control.set_level(customer, "02")
    requests = siblings(world, {PHOTOSHOP: 1, ALL_APPS: 1})
    for request in requests:
        on_asset = {"asset": {"params": [{"id": "adobe_customer_id", "value": customer}]}}
        world.application().client.requests[request].update(on_asset)
    Meanwhile(world).before("NEW", lambda: world.adobe.control.set_level(customer, "01"))
    assert settle_all(world, requests) == ["approved"] * 2
    order = assert_one_order(world, requests)
    assert order_lines(order) == [(1, "65304470CA01A12", 1), (2, "65309999CA01A12", 1)]


@pytest.mark.parametrize("status", ["1004", "1020", "1026"])
def test_an_order_that_fails_for_good_is_told_to_each_of_its_requests(world: World, status: str) -> None:
    world.adobe.control.fault(ORDERS, "ends as", order_type="NEW", ends_as=status)
    requests = siblings(world, TWO)
    world.deliver()
    (order,) = world.adobe.control.orders()
    for request in requests:
        told = world.reason(request) if status == "1004" else world.note(request)
        assert order["orderId"] in told
    assert {world.status(one) for one in requests} == {"failed" if status == "1004" else "pending"}
    deliver_again(world)
    assert len(world.adobe.control.orders()) == 1


def test_an_order_that_fails_for_the_address_asks_one_request_and_goes_out_again_with_all_lines(world: World) -> None:
    world.adobe.control.fault(CREATE, "ends as", ends_as="1010")
    requests = siblings(world)
    settle_all(world, requests, rounds=3)
    asked = [one for one in requests if world.status(one) == "inquiring"]
    assert len(asked) == 1
    world.correct(asked[0], customer_address_line_1="2 Corrected Street")
    assert settle_all(world, requests) == ["approved"] * 3
    orders = [order for order in world.adobe.control.orders() if order["status"] == "1000"]
    assert [len(order["lineItems"]) for order in orders] == [3]
    customers = {world.params(one)["adobe_customer_id"] for one in requests}
    assert customers == {orders[0]["customerId"]}


def test_an_order_that_fails_for_the_reseller_goes_out_again_once_it_is_active(world: World) -> None:
    world.adobe.control.fault(ORDERS, "ends as", order_type="NEW", ends_as="1022")
    world.adobe.control.set_reseller_status(world.reseller_id, "1004")
    requests = siblings(world, TWO)
    world.deliver()
    assert len(world.adobe.control.orders()) <= 1
    world.adobe.control.set_reseller_status(world.reseller_id, "1000")
    assert settle_all(world, requests) == ["approved"] * 2
    living = [order for order in world.adobe.control.orders() if order["status"] == "1000"]
    assert [len(order["lineItems"]) for order in living] == [2]


def test_without_a_reseller_every_request_parks_and_goes_on(world: World) -> None:
    company = world.connect.trade.add_account("Unset Reseller Inc", type="reseller")
    customer = world.connect.trade.add_account("Customer of Unset", parent=company)
    tiers = {"customer": customer}
    params = {"action_type": "purchase", **belonging(2)}
    requests = [world.connect.trade.purchase({mpn: seats}, params, tiers) for mpn, seats in TWO.items()]
    world.deliver()
    for request in requests:
        assert_parked(world, request, "adobe_reseller_id")
