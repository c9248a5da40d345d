"""An order that takes its time: a few quick looks, then waits that grow, then a person, and on by itself once it completes."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.flows.builders import CREATE, ORDERS, assert_one_of_everything, assert_parked, assert_waits, the_order
from tests.world import ALL_APPS, PHOTOSHOP, World

if TYPE_CHECKING:
    from pathlib import Path


def an_open_order(world: World) -> str:
    """Buy, and let Adobe keep the order open until it is released; gives the request."""
    world.adobe.control.fault(ORDERS, "held", order_type="NEW")
    request = world.buy()
    world.deliver()
    return request


def release(world: World) -> None:
    """Let Adobe complete the order."""
    world.adobe.control.release_order(the_order(world)["orderId"])


@pytest.mark.parametrize("reads", [1, 2, 3, 5])
def test_an_order_that_completes_within_seconds_is_approved_in_the_same_delivery(world: World, reads: int) -> None:
    world.adobe.control.change(order_reads=reads)
    request = world.buy()
    world.deliver()
    assert_one_of_everything(world, request)
    assert len(world.adobe.control.calls("GET", f"/orders/{the_order(world)['orderId']}")) == reads
    # Between the looks it waits, a few seconds in all.
    assert len(world.pauses) == reads - 1
    assert sum(world.pauses) < 10


def test_an_order_that_takes_longer_waits_with_its_ids_already_on_the_asset(world: World) -> None:
    request = an_open_order(world)
    assert_waits(world, request)
    assert world.params(request)["adobe_order_id"] == the_order(world)["orderId"]
    release(world)
    assert world.settle(request) == "approved"
    assert_one_of_everything(world, request)


@pytest.mark.parametrize("reads", [9, 12, 20])
def test_an_order_that_completes_after_waits_is_approved_once(world: World, reads: int) -> None:
    world.adobe.control.change(order_reads=reads)
    request = world.buy()
    assert world.settle(request) == "approved"
    assert_one_of_everything(world, request)
    approvals = [call for call in world.connect.control.writes() if call.path.endswith("/approve")]
    assert len(approvals) == 1


def test_while_it_waits_only_the_order_is_read(world: World) -> None:
    request = an_open_order(world)
    world.advance(minutes=5)
    world.adobe.control.forget_calls()
    world.deliver()
    assert_waits(world, request)
    assert [(call.method, call.path.rsplit("/", 2)[-2]) for call in world.adobe.control.calls()] == [("GET", "orders")]


@pytest.mark.parametrize(
    ("age", "wait"),
    [
        ({"seconds": 0}, 30),
        ({"minutes": 5}, 60),
        ({"minutes": 50}, 300),
        ({"hours": 23}, 600),
        ({"hours": 25}, 3600),
        ({"days": 4}, 21600),
    ],
    ids=str,
)
def test_waits_grow_from_half_a_minute_to_six_hours(world: World, age: dict[str, float], wait: int) -> None:
    request = an_open_order(world)
    world.advance(**age)
    world.hand_over(request)
    response = world.hand_over(request)
    assert wait <= response.countdown <= wait * 1.1


def test_many_that_wait_are_looked_at_more_rarely(world: World) -> None:
    request = an_open_order(world)
    for number in range(299):
        other = f"PR-0000-0000-{number:04}"
        world.means.store.track(other, kind="purchase", customer_key=f"customer/{number}")
        world.means.store.set_unsettled(other, "P0000000001")
    assert world.hand_over(request).countdown == 100
    state = world.means.store.request_state(request)
    assert state
    assert state.wait_until
    assert timedelta(seconds=90) < state.wait_until - world.means.store.now() <= timedelta(seconds=100)


def test_an_order_that_stays_open_beyond_the_limit_parks_and_goes_on_by_itself(world: World) -> None:
    request = an_open_order(world)
    world.advance(days=29, hours=23)
    world.deliver()
    assert world.note(request) == ""
    world.advance(hours=6)
    world.deliver()
    assert_parked(world, request, the_order(world)["orderId"])
    assert "30 days" in world.note(request)
    release(world)
    world.advance(hours=1)
    assert world.settle(request) == "approved"
    assert_one_of_everything(world, request)
    assert (world.note(request), world.params(request).get("error_msg")) == ("", None)


def test_the_limit_is_the_operators_choice(tmp_path: Path) -> None:
    world = World(tmp_path, variables={"ORDER_WAIT_DAYS": "3"})
    request = an_open_order(world)
    world.advance(days=3, minutes=1)
    world.deliver()
    assert_parked(world, request, "3 days")


def test_another_request_of_the_customer_waits_while_the_order_is_open(world: World) -> None:
    first = an_open_order(world)
    second = world.buy({"30007777CA": 1})
    world.deliver()
    assert_waits(world, second)
    assert len(world.adobe.control.orders()) == 1
    release(world)
    world.advance(minutes=2)
    world.settle(first)
    world.advance(minutes=2)
    assert world.settle(second) == "approved"
    assert len(world.adobe.control.orders()) == 2


def test_a_parked_order_holds_no_other_request_of_the_customer_up(world: World) -> None:
    first = an_open_order(world)
    world.advance(days=31)
    world.deliver()
    assert_parked(world, first, "30 days")
    second = world.buy({"30007777CA": 1})
    assert world.settle(second) == "approved"


def test_a_request_that_was_parked_holds_others_up_again_once_its_order_is_open(world: World) -> None:
    world.adobe.control.fault(CREATE, "refused", code="1126")
    first = world.buy()
    world.deliver()
    assert_parked(world, first, "1126")
    world.adobe.control.fault(ORDERS, "held", order_type="NEW")
    world.advance(hours=1)
    world.deliver()
    second = world.buy({"30007777CA": 1})
    world.deliver()
    assert_waits(world, second)
    assert len(world.adobe.control.orders()) == 1
    release(world)
    world.settle(first)
    assert world.settle(second) == "approved"


def test_one_product_on_two_assets_of_one_customer_is_refused_by_name(world: World) -> None:
    first = world.buy({PHOTOSHOP: 1, ALL_APPS: 1})
    assert world.settle(first) == "approved"
    second = world.buy({ALL_APPS: 2})
    assert world.settle(second) == "failed"
    assert world.connect.control.asset_of(first) in world.reason(second)
    assert "Creative Cloud All Apps for teams" in world.reason(second)
    assert "Photoshop" not in world.reason(second)
    assert len(world.adobe.control.orders()) == 1


def test_an_asset_whose_order_is_still_open_owns_its_products_too(world: World) -> None:
    first = an_open_order(world)
    world.advance(days=31)
    world.deliver()
    second = world.buy({PHOTOSHOP: 2})
    assert world.settle(second) == "failed"
    assert world.connect.control.asset_of(first) in world.reason(second)


def test_a_product_of_a_terminated_asset_can_be_bought_again(world: World) -> None:
    first = world.buy({PHOTOSHOP: 1})
    world.settle(first)
    world.connect.world.assets[world.connect.control.asset_of(first)].status = "terminated"
    assert world.settle(world.buy({PHOTOSHOP: 1})) == "approved"


def test_a_product_on_an_asset_of_another_customer_is_no_obstacle(world: World) -> None:
    world.settle(world.buy({PHOTOSHOP: 1}))
    tiers = {"customer": world.connect.trade.add_account("Second Company"), "tier1": world.product.reseller}
    request = world.connect.trade.purchase({PHOTOSHOP: 1}, {"action_type": "purchase"}, tiers)
    assert world.settle(request) == "approved"
