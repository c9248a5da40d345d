"""Refusals of returns and renewal settings beside the table of all codes: twice, in both dialects, and by Adobe's own rules."""

from __future__ import annotations

import pytest

from tests.flows.builders import assert_parked, assert_waits
from tests.flows.lives import FLAG, OFF, ORDERS, SUBSCRIPTION, an_asset, asked, order_ids, seats, steps, subscription_of
from tests.world import ALL_APPS, PHOTOSHOP, World


def test_a_return_that_is_refused_again_after_everything_was_read_anew_is_a_persons_matter(world: World) -> None:
    asset = an_asset(world)
    world.adobe.control.fault(ORDERS, "refused", order_type="RETURN", times=2, code="2120", details=["Line Item: 1"])
    request = asked(world, asset, {PHOTOSHOP: 7}, **FLAG)
    assert_waits(world, request)
    world.advance(minutes=10)
    world.deliver()
    assert_parked(world, request, f"refuses the return of the order {order_ids(world)[0]} again")
    world.advance(hours=1)
    world.adobe.control.clear_faults()
    assert world.settle(request) == "approved"
    assert seats(world, PHOTOSHOP) == (7, 7)


# By the simulator's own rules, not on demand.


@pytest.mark.parametrize("dialect", ["422", "400"])
def test_a_return_below_the_three_year_commitment_fails_in_both_dialects(world: World, dialect: str) -> None:
    asset = an_asset(world)
    (customer,) = world.adobe.control.customers()
    world.adobe.control.add_commitment(customer["customerId"], licences=14)
    world.adobe.control.change(return_dialect=dialect)
    request = asked(world, asset, {PHOTOSHOP: 7}, **FLAG)
    assert world.status(request) == "failed"
    assert "promised Adobe a minimum for three years" in world.reason(request)


def test_what_would_renew_below_the_commitment_fails_with_its_own_explanation(world: World) -> None:
    asset = an_asset(world)
    (customer,) = world.adobe.control.customers()
    world.adobe.control.add_commitment(customer["customerId"], licences=14)
    request = asked(world, asset, {PHOTOSHOP: 7})
    assert world.status(request) == "failed"
    assert "Order again with a higher quantity" in world.reason(request)
    assert world.reason(request).endswith("[3120]")


def test_auto_renewal_that_a_commitment_locks_is_told_apart_from_a_quantity(world: World) -> None:
    asset = an_asset(world)
    (customer,) = world.adobe.control.customers()
    world.adobe.control.add_commitment(customer["customerId"], licences=15)
    request = asked(world, asset, cb_autorenewal=OFF)
    assert world.status(request) == "failed"
    assert "Auto-renewal cannot be switched off" in world.reason(request)
    assert world.reason(request).endswith("[3120]")


def test_seats_above_what_adobe_shows_as_remaining_are_planned_anew(world: World) -> None:
    asset = an_asset(world)
    world.advance(days=1)
    (first,) = order_ids(world)
    request = world.connect.trade.change(asset, {PHOTOSHOP: 7}, FLAG)
    world.adobe.control.fault(ORDERS, "refused", order_type="RETURN", status=422, code="RETURN_QTY_EXCEEDS_REMAINING")
    world.deliver()
    world.adobe.control.set_remaining(first, 1, 2)
    world.adobe.control.forget_calls()
    assert world.settle(request) == "approved"
    assert steps(world) == [f"RENEW {PHOTOSHOP} 7"]
    assert "3 seats stay usable" in world.note(request)


def test_a_subscription_that_ended_just_before_its_setting_is_left_alone(world: World) -> None:
    asset = an_asset(world)
    world.adobe.control.fault(SUBSCRIPTION, "refused", code="3119")
    request = asked(world, asset, {ALL_APPS: 2})
    assert_waits(world, request)
    world.adobe.control.set_subscription(subscription_of(world, ALL_APPS), status="1004")
    assert world.settle(request) == "approved"
    assert steps(world) == []
    assert "Creative Cloud All Apps for teams: the Adobe subscription had ended already." in world.note(request)
