"""How a placed order can end, and what each end means for the request.

Source: developer.adobe.com/vipmp/docs/references/status-codes.
"""

from __future__ import annotations

import pytest

from tests.flows.builders import ORDERS, assert_parked, assert_waits
from tests.world import DISTRIBUTOR, World


def a_purchase_whose_order_ends(world: World, status: str, times: int = 1) -> str:
    """Buy, and let the order fail with this status when it is read."""
    world.adobe.control.fault(ORDERS, "ends as", order_type="NEW", ends_as=status, times=times)
    request = world.buy()
    world.deliver()
    return request


@pytest.mark.parametrize("status", ["1004", "1008"])
def test_a_failed_or_cancelled_order_fails_the_request_and_names_it(world: World, status: str) -> None:
    request = a_purchase_whose_order_ends(world, status)
    assert world.status(request) == "failed"
    (order,) = world.adobe.control.orders()
    assert order["orderId"] in world.reason(request)
    assert world.reason(request).endswith(f"[{status}]")
    assert world.params(request)["error_msg"] == world.reason(request)
    assert world.params(request)["adobe_order_id"] == order["orderId"]


@pytest.mark.parametrize(("status", "words"), [("1020", "distributor is inactive"), ("1026", "adobe_customer_id")])
def test_an_order_that_fails_for_the_distributor_or_a_wrong_id_parks_and_is_not_placed_again(
    world: World, status: str, words: str
) -> None:
    request = a_purchase_whose_order_ends(world, status)
    assert_parked(world, request, words)
    world.advance(hours=1)
    world.deliver()
    assert_parked(world, request, words)
    assert len(world.adobe.control.orders()) == 1


def test_an_inactive_distributor_parks_by_adobes_own_rule(world: World) -> None:
    world.adobe.control.set_partner(DISTRIBUTOR, active=False)
    request = world.buy()
    world.deliver()
    assert_parked(world, request, "1020")


def test_an_order_that_fails_for_the_reseller_goes_out_again_once_it_is_active(world: World) -> None:
    request = world.buy()
    world.adobe.control.change(order_reads=None)
    world.deliver()
    world.adobe.control.set_reseller_status(world.reseller_id, "1004")
    world.adobe.control.change(order_reads=1)
    world.advance(minutes=1)
    world.deliver()
    assert_parked(world, request, "1022")
    world.advance(hours=1)
    world.deliver()
    assert_parked(world, request, "1022")
    world.adobe.control.set_reseller_status(world.reseller_id, "1000")
    world.advance(hours=1)
    assert world.settle(request) == "approved"
    assert [order["status"] for order in world.adobe.control.orders()] == ["1022", "1000"]
    assert world.params(request)["adobe_order_id"] == world.adobe.control.orders()[-1]["orderId"]
    assert (world.note(request), world.params(request).get("error_msg")) == ("", None)


def test_a_failed_order_of_an_active_customer_goes_out_again(world: World) -> None:
    request = a_purchase_whose_order_ends(world, "1024")
    assert world.settle(request) == "approved"
    assert [order["status"] for order in world.adobe.control.orders()] == ["1024", "1000"]
    assert len(world.adobe.control.customers()) == 1


def test_orders_that_keep_failing_for_an_active_customer_park(world: World) -> None:
    request = a_purchase_whose_order_ends(world, "1024", times=9)
    world.settle(request, rounds=3)
    assert_parked(world, request, "1024")
    assert len(world.adobe.control.orders()) == 3


@pytest.mark.parametrize(("status", "outcome"), [("1004", "1004"), ("1012", "1012")])
def test_an_order_that_fails_for_an_inactive_customer_parks(world: World, status: str, outcome: str) -> None:
    world.adobe.control.fault(ORDERS, "held", order_type="NEW")
    request = world.buy()
    world.deliver()
    world.adobe.control.set_customer_status(world.params(request)["adobe_customer_id"], status)
    world.advance(minutes=2)
    world.deliver()
    assert_parked(world, request, outcome)
    assert [order["status"] for order in world.adobe.control.orders()] == ["1024"]


def test_an_order_that_fails_for_a_sanctioned_customer_fails_the_request(world: World) -> None:
    world.adobe.control.fault(ORDERS, "held", order_type="NEW")
    request = world.buy()
    world.deliver()
    world.adobe.control.set_customer_status(world.params(request)["adobe_customer_id"], "1022")
    world.advance(minutes=2)
    assert world.settle(request) == "failed"
    assert world.reason(request).endswith("[1022]")


def test_an_unknown_order_status_waits_and_is_looked_at_again(world: World) -> None:
    request = a_purchase_whose_order_ends(world, "1077")
    assert_waits(world, request)
    world.advance(minutes=1)
    world.deliver()
    assert_waits(world, request)
    assert len(world.adobe.control.orders()) == 1
