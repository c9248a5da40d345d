"""Refused in the middle: what is done stays done and is said, the request parks, and goes on once the cause is gone.

Source: developer.adobe.com/vipmp/docs/references/error-handling.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.flows.builders import assert_parked
from tests.flows.lives import FLAG, ORDERS, SUBSCRIPTION, an_asset, asked, changed, order_ids, seats, steps, subscription_of
from tests.world import ALL_APPS, PHOTOSHOP

if TYPE_CHECKING:
    from tests.world import World


def goes_on(world: World, request: str) -> list[str]:
    """Let an hour pass with no more refusals, see the request approved with a clean note; gives what was done at Adobe since."""
    world.adobe.control.clear_faults()
    world.adobe.control.forget_calls()
    world.advance(hours=1)
    assert world.settle(request) == "approved"
    assert "Finish the rest by hand" not in world.note(request)
    return steps(world)


def test_a_renewal_setting_that_is_refused_after_the_order_parks_with_the_order(world: World) -> None:
    asset = an_asset(world)
    world.adobe.control.set_subscription(subscription_of(world, PHOTOSHOP), renewal_quantity=10)
    world.adobe.control.fault(SUBSCRIPTION, "refused", times=9, code="3116")
    request = asked(world, asset, {PHOTOSHOP: 15})
    _, second = order_ids(world)
    assert_parked(world, request, f"This is done and stays done: the Adobe order {second} is complete.")
    assert "3116" in world.note(request)
    world.advance(hours=1)
    world.deliver()
    assert world.status(request) == "pending"
    assert len(order_ids(world)) == 2


def test_a_return_that_is_refused_after_the_order_parks_with_the_order(world: World) -> None:
    asset = an_asset(world)
    world.adobe.control.fault(ORDERS, "refused", order_type="RETURN", times=9, code="2127")
    request = asked(world, asset, {PHOTOSHOP: 6, ALL_APPS: 9}, **FLAG)
    _, second = order_ids(world)
    assert_parked(world, request, f"This is done and stays done: the Adobe order {second} is complete.")
    assert seats(world, ALL_APPS) == (9, 9)
    assert seats(world, PHOTOSHOP) == (10, 10)


def test_the_second_return_that_is_refused_parks_with_the_first(world: World) -> None:
    asset = an_asset(world)
    world.advance(days=1)
    changed(world, asset, {PHOTOSHOP: 15})
    first, second = order_ids(world)
    world.adobe.control.fault(ORDERS, "refused", order_type="RETURN", skip=1, times=9, code="2130")
    request = asked(world, asset, {PHOTOSHOP: 3}, **FLAG)
    assert steps(world) == [f"RETURN {first} 1x10"]
    assert_parked(world, request, f"This is done and stays done: the Adobe order {first} was returned.")
    assert goes_on(world, request) == [f"RETURN {second} 1x2"]
    assert seats(world, PHOTOSHOP) == (3, 3)
    assert "10 seats of the Adobe order" in world.note(request)


def test_a_final_refusal_of_the_second_return_parks_too_and_never_fails_the_request(world: World) -> None:
    asset = an_asset(world)
    world.advance(days=1)
    changed(world, asset, {PHOTOSHOP: 15})
    first, _ = order_ids(world)
    world.adobe.control.fault(ORDERS, "refused", order_type="RETURN", skip=1, times=9, code="2127")
    request = asked(world, asset, {PHOTOSHOP: 3}, **FLAG)
    assert_parked(world, request, f"the Adobe order {first} was returned")
    assert "Adobe does not take this order back" in world.note(request)
    world.advance(hours=1)
    world.deliver()
    assert_parked(world, request, f"the Adobe order {first} was returned")


def test_a_renewal_setting_that_is_refused_after_a_return_parks_with_the_return_and_goes_on(world: World) -> None:
    asset = an_asset(world)
    world.adobe.control.set_subscription(subscription_of(world, PHOTOSHOP), renewal_quantity=10)
    world.adobe.control.fault(SUBSCRIPTION, "refused", times=9, status=404, code="3115")
    request = asked(world, asset, {PHOTOSHOP: 6}, **FLAG)
    (first,) = order_ids(world)
    assert_parked(world, request, f"the Adobe order {first} was returned")
    assert goes_on(world, request) == [f"RENEW {PHOTOSHOP} 6"]
    assert seats(world, PHOTOSHOP) == (6, 6)


def test_the_second_setting_that_is_refused_parks_with_the_first(world: World) -> None:
    asset = an_asset(world)
    world.adobe.control.fault(SUBSCRIPTION, "refused", skip=1, times=9, code="3120")
    request = asked(world, asset, {PHOTOSHOP: 8, ALL_APPS: 3})
    assert steps(world) == [f"RENEW {PHOTOSHOP} 8"]
    assert_parked(world, request, "Photoshop for teams: the next renewal is set to 8")
    assert "3120" in world.note(request)


def test_nothing_is_bought_where_the_reduction_must_be_asked_about_first(world: World) -> None:
    asset = an_asset(world)
    request = asked(world, asset, {PHOTOSHOP: 6, ALL_APPS: 9}, cancel_order_id="P99999999", **FLAG)
    assert world.status(request) == "inquiring"
    assert steps(world) == []
    world.correct(request, cancel_order_id=order_ids(world)[0])
    assert world.settle(request) == "approved"
    assert steps(world) == ["NEW 2x4", f"RETURN {order_ids(world)[0]} 1x4"]


def test_a_preview_that_is_refused_fails_the_request_before_anything_is_done(world: World) -> None:
    asset = an_asset(world)
    world.adobe.control.fault(ORDERS, "refused", order_type="PREVIEW", code="2129", details=["Line Item: 2"])
    request = asked(world, asset, {PHOTOSHOP: 6, ALL_APPS: 9})
    assert world.status(request) == "failed"
    assert "Creative Cloud All Apps for teams" in world.reason(request)
    assert steps(world) == []
