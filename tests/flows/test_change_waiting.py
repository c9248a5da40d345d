"""A change that must wait, and how its orders and returns can end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from connector import bootstrap
from connector.cloudblue.reading import read_request
from tests.flows.builders import assert_parked, assert_waits
from tests.flows.lives import FLAG, ORDERS, an_asset, asked, order_ids, remaining, seats, steps
from tests.world import DISTRIBUTOR, PHOTOSHOP, SIGN

if TYPE_CHECKING:
    from tests.world import World


def test_the_blocked_days_before_an_anniversary_are_waited_for(world: World) -> None:
    asset = an_asset(world)
    world.adobe.control.set_partner(DISTRIBUTOR, ordering_open=False)
    request = asked(world, asset, {PHOTOSHOP: 12})
    assert_waits(world, request)
    world.adobe.control.set_partner(DISTRIBUTOR, ordering_open=True)
    assert world.settle(request) == "approved"
    assert steps(world) == ["NEW 1x2"]


def test_an_open_order_is_waited_for_and_nothing_is_ordered_twice(world: World) -> None:
    asset = an_asset(world)
    world.adobe.control.change(order_reads=None)
    request = asked(world, asset, {PHOTOSHOP: 12})
    assert_waits(world, request)
    world.adobe.control.release_order(order_ids(world)[-1])
    assert world.settle(request) == "approved"
    assert steps(world) == ["NEW 1x2"]
    assert seats(world, PHOTOSHOP) == (12, 12)


def test_an_open_return_is_waited_for_and_nothing_is_returned_twice(world: World) -> None:
    asset = an_asset(world)
    world.adobe.control.change(order_reads=None)
    request = asked(world, asset, {PHOTOSHOP: 4}, **FLAG)
    assert_waits(world, request)
    world.advance(minutes=10)
    world.deliver()
    assert_waits(world, request)
    world.adobe.control.release_order(order_ids(world, "RETURN")[0])
    assert world.settle(request) == "approved"
    (first,) = order_ids(world)
    assert steps(world) == [f"RETURN {first} 1x6"]
    assert remaining(world, request)[first] == [4, 5]


def test_a_return_that_stays_open_for_too_long_is_a_persons_matter(world: World) -> None:
    asset = an_asset(world)
    world.adobe.control.change(order_reads=None)
    request = asked(world, asset, {PHOTOSHOP: 4}, **FLAG)
    world.advance(days=31)
    world.deliver()
    assert_parked(world, request, f"The Adobe order {order_ids(world, 'RETURN')[0]} is still open after 30 days.")


@pytest.mark.parametrize("status", ["1004", "1008"])
def test_an_order_that_fails_fails_the_request_and_names_it(world: World, status: str) -> None:
    asset = an_asset(world)
    world.adobe.control.fault(ORDERS, "ends as", order_type="NEW", ends_as=status)
    request = asked(world, asset, {PHOTOSHOP: 12})
    assert world.status(request) == "failed"
    assert order_ids(world)[-1] in world.reason(request)
    assert world.reason(request).endswith(f"[{status}]")


@pytest.mark.parametrize(
    ("status", "words"), [("1020", "distributor is inactive"), ("1024", "customer is inactive"), ("1026", "adobe_customer_id")]
)
def test_an_order_that_fails_for_somebody_else_parks_and_is_not_placed_again(world: World, status: str, words: str) -> None:
    asset = an_asset(world)
    world.adobe.control.fault(ORDERS, "ends as", order_type="NEW", ends_as=status)
    request = asked(world, asset, {PHOTOSHOP: 12})
    assert_parked(world, request, words)
    world.advance(hours=1)
    world.deliver()
    assert_parked(world, request, words)
    assert len(order_ids(world)) == 2


def test_an_order_that_fails_for_the_reseller_goes_out_again_once_it_is_active(world: World) -> None:
    asset = an_asset(world)
    world.adobe.control.change(order_reads=None)
    request = asked(world, asset, {PHOTOSHOP: 12})
    world.adobe.control.set_reseller_status(world.reseller_id, "1004")
    world.adobe.control.change(order_reads=1)
    world.advance(minutes=1)
    world.deliver()
    assert_parked(world, request, "1022")
    world.adobe.control.set_reseller_status(world.reseller_id, "1000")
    world.advance(hours=1)
    assert world.settle(request) == "approved"
    assert seats(world, PHOTOSHOP) == (12, 12)
    assert world.note(request) == ""


def test_a_return_that_adobe_cannot_complete_is_a_persons_matter(world: World) -> None:
    asset = an_asset(world)
    world.adobe.control.fault(ORDERS, "ends as", order_type="RETURN", ends_as="1004")
    request = asked(world, asset, {PHOTOSHOP: 7}, **FLAG)
    (returned,) = order_ids(world, "RETURN")
    assert_parked(world, request, f"accepted the return {returned} of the order {order_ids(world)[0]}")


def test_two_changes_of_one_customer_come_one_after_the_other(world: World) -> None:
    first_asset = an_asset(world)
    other = world.buy({SIGN: 3})
    assert world.settle(other) == "approved"
    world.adobe.control.change(order_reads=None)
    first = asked(world, first_asset, {PHOTOSHOP: 12})
    second = asked(world, world.connect.control.asset_of(other), {SIGN: 5})
    assert [world.status(first), world.status(second)] == ["pending", "pending"]
    assert steps(world) == []
    world.adobe.control.change(order_reads=1)
    assert world.settle(first) == "approved"
    assert world.settle(second) == "approved"
    assert (seats(world, PHOTOSHOP), seats(world, SIGN)) == ((12, 12), (5, 5))


@pytest.mark.parametrize("quantity", [-1, "2.5", 599_001])
def test_an_absurd_quantity_fails_before_anything_is_done(world: World, quantity: int | str) -> None:
    asset = an_asset(world)
    request = asked(world, asset, {PHOTOSHOP: quantity})
    assert world.status(request) == "failed"
    assert "Photoshop for teams" in world.reason(request)
    assert steps(world) == []


def test_an_asset_without_an_adobe_customer_is_a_persons_matter(world: World) -> None:
    asset = an_asset(world)
    (customer,) = world.adobe.control.customers()
    request = world.connect.trade.change(asset, {PHOTOSHOP: 12})
    platform = bootstrap.platform_of(world.application().client)
    platform.update(read_request(world.connect.control.document(request)), values={"adobe_customer_id": ""}, errors={}, note=None)
    world.deliver()
    assert_parked(world, request, "adobe_customer_id")
    platform.update(
        read_request(world.connect.control.document(request)),
        values={"adobe_customer_id": customer["customerId"]},
        errors={},
        note=None,
    )
    world.advance(hours=1)
    assert world.settle(request) == "approved"
