"""A cancellation that Adobe refuses in part: what succeeded stays, what did not is said, and a person is asked.

Source: developer.adobe.com/vipmp/docs/references/error-handling.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.flows.builders import assert_parked
from tests.flows.lives import ORDERS, SUBSCRIPTION, an_asset, cancelled, changed, order_ids, steps
from tests.world import ALL_APPS, PHOTOSHOP

if TYPE_CHECKING:
    from tests.world import World


def an_asset_of_two_orders(world: World) -> tuple[str, str, str]:
    """Buy 10 and 5 seats, and 5 more of the first the next day; gives the asset and both orders."""
    asset = an_asset(world)
    world.advance(days=1)
    changed(world, asset, {PHOTOSHOP: 15})
    first, second = order_ids(world)
    return asset, first, second


@pytest.mark.parametrize("code", ["2127", "2130"], ids=["for good", "for an operator"])
def test_a_return_that_is_refused_keeps_the_other_switches_the_rest_off_and_parks(world: World, code: str) -> None:
    asset, first, second = an_asset_of_two_orders(world)
    world.adobe.control.fault(ORDERS, "refused", order_type="RETURN", times=1, code=code)
    request = cancelled(world, asset)
    assert steps(world) == [f"RETURN {second} 1x5", f"RENEW {PHOTOSHOP} off", f"RENEW {ALL_APPS} off"]
    assert_parked(world, request, f"the Adobe order {second} was returned")
    assert code in world.note(request)
    assert order_ids(world, "RETURN")
    assert first not in world.note(request).partition("This is done")[2]


def test_it_stays_parked_and_never_fails_while_the_refusal_stands(world: World) -> None:
    asset = an_asset(world)
    world.adobe.control.fault(ORDERS, "refused", order_type="RETURN", times=99, code="2127")
    request = cancelled(world, asset)
    assert_parked(world, request, "2127")
    for _ in range(2):
        world.advance(hours=1)
        world.deliver()
        assert_parked(world, request, "2127")
    assert order_ids(world, "RETURN") == []


def test_it_goes_on_by_itself_once_an_operator_has_removed_the_cause(world: World) -> None:
    asset, first, second = an_asset_of_two_orders(world)
    world.adobe.control.fault(ORDERS, "refused", order_type="RETURN", times=1, status=404, code="2115")
    request = cancelled(world, asset)
    assert_parked(world, request, "2115")
    world.adobe.control.forget_calls()
    world.advance(hours=1)
    assert world.settle(request) == "approved"
    assert steps(world) == [f"RETURN {first} 1x10 2x5"]
    assert f"5 seats of the Adobe order {second} were returned and are credited" in world.note(request)


def test_what_passes_by_itself_is_waited_for(world: World) -> None:
    asset = an_asset(world)
    world.adobe.control.fault(ORDERS, "refused", order_type="RETURN", times=1, code="4122")
    request = cancelled(world, asset)
    assert world.status(request) == "pending"
    assert world.settle(request) == "approved"
    assert len(order_ids(world, "RETURN")) == 1


def test_a_setting_that_is_refused_after_a_return_parks_with_the_return(world: World) -> None:
    asset = an_asset(world)
    world.advance(days=20)
    changed(world, asset, {PHOTOSHOP: 13})
    _, second = order_ids(world)
    world.adobe.control.fault(SUBSCRIPTION, "refused", times=9, code="5134")
    request = cancelled(world, asset)
    assert_parked(world, request, f"the Adobe order {second} was returned")
    assert "5134" in world.note(request)


def test_a_commitment_that_locks_everything_fails_with_the_reason_and_nothing_was_done(world: World) -> None:
    asset = an_asset(world)
    (customer,) = world.adobe.control.customers()
    world.adobe.control.add_commitment(customer["customerId"], licences=15)
    world.advance(days=20)
    request = cancelled(world, asset)
    assert world.status(request) == "failed"
    assert "promised Adobe" in world.reason(request)
    assert steps(world) == []


def test_it_is_never_inquired(world: World) -> None:
    asset = an_asset(world)
    world.adobe.control.fault(ORDERS, "refused", order_type="RETURN", times=9, status=400, code="1117", details=["lineItems[0]"])
    request = cancelled(world, asset)
    assert_parked(world, request, "1117")
    assert world.errors(request) == {}
