"""The end of an asset: everything returnable is returned, auto-renewal is switched off for the rest, and both are said.

Sources: developer.adobe.com/vipmp/docs/order-management/return-order and …/subscription-management/update-subscription.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.flows.lives import FLAG, OFF, an_asset, cancelled, changed, order_ids, remaining, seats, steps, subscription_of
from tests.world import ALL_APPS, PHOTOSHOP, SIGN

if TYPE_CHECKING:
    from tests.world import World

PHOTOSHOPS = "Photoshop for teams"
APPS = "Creative Cloud All Apps for teams"


def test_inside_the_window_everything_is_returned_and_the_credit_is_told(world: World) -> None:
    asset = an_asset(world)
    request = cancelled(world, asset)
    (first,) = order_ids(world)
    assert world.status(request) == "approved"
    assert steps(world) == [f"RETURN {first} 1x10 2x5"]
    assert [one["status"] for one in world.adobe.control.subscriptions()] == ["1004", "1004"]
    assert world.note(request) == " ".join(
        f"{name}: {count} seats of the Adobe order {first} were returned and are credited."
        for name, count in ((PHOTOSHOPS, 10), (APPS, 5))
    )
    assert remaining(world, request)[first] == [0, 0]
    assert world.connect.control.status(asset) == "terminated"


def test_several_orders_are_returned_one_call_each(world: World) -> None:
    asset = an_asset(world)
    world.advance(days=1)
    changed(world, asset, {PHOTOSHOP: 15})
    first, second = order_ids(world)
    assert world.status(cancelled(world, asset)) == "approved"
    assert steps(world) == [f"RETURN {first} 1x10 2x5", f"RETURN {second} 1x5"]


def test_outside_the_window_auto_renewal_goes_off_and_the_note_says_until_when(world: World) -> None:
    asset = an_asset(world)
    world.advance(days=20)
    request = cancelled(world, asset)
    date = world.adobe.control.subscriptions()[0]["renewalDate"]
    assert world.status(request) == "approved"
    assert steps(world) == [f"RENEW {PHOTOSHOP} off", f"RENEW {ALL_APPS} off"]
    assert world.note(request) == " ".join(
        f"{name}: auto-renewal is off; the licences stay usable until {date} and end then." for name in (PHOTOSHOPS, APPS)
    )
    assert world.params(request)["auto_renewal_status"] == OFF


def test_a_part_is_returned_and_the_rest_ends_at_its_date(world: World) -> None:
    asset = an_asset(world)
    world.advance(days=20)
    changed(world, asset, {PHOTOSHOP: 13})
    _, second = order_ids(world)
    request = cancelled(world, asset)
    assert steps(world) == [f"RETURN {second} 1x3", f"RENEW {PHOTOSHOP} off", f"RENEW {ALL_APPS} off"]
    assert seats(world, PHOTOSHOP) == (10, 0)
    assert f"{PHOTOSHOPS}: 3 seats of the Adobe order {second} were returned" in world.note(request)
    assert f"{PHOTOSHOPS}: auto-renewal is off; the licences stay usable until" in world.note(request)


def test_what_was_deferred_is_returned_as_well(world: World) -> None:
    asset = an_asset(world)
    changed(world, asset, {PHOTOSHOP: 7})
    cancelled(world, asset)
    assert steps(world) == [f"RETURN {order_ids(world)[0]} 1x10 2x5"]


def test_a_used_consumable_is_not_tried(world: World) -> None:
    world.connect.vendor.add_item(world.product.product, "65315555CA", name="Stock credit pack")
    asset = an_asset(world, {PHOTOSHOP: 2, "65315555CA": 100})
    world.adobe.control.set_subscription(subscription_of(world, "65315555CA"), used=1)
    request = cancelled(world, asset)
    assert world.status(request) == "approved"
    assert steps(world) == [f"RETURN {order_ids(world)[0]} 1x2", "RENEW 65315555CA off"]


def test_what_is_inactive_at_adobe_already_is_approved_and_said(world: World) -> None:
    asset = an_asset(world)
    changed(world, asset, cb_autorenewal=OFF)
    world.advance(days=370)
    request = cancelled(world, asset)
    assert world.status(request) == "approved"
    assert steps(world) == []
    assert world.note(request) == " ".join(f"{name}: the Adobe subscription had ended already." for name in (PHOTOSHOPS, APPS))


def test_what_lapsed_a_day_ago_is_not_tried_although_its_order_is_inside_the_window(world: World) -> None:
    asset = an_asset(world)
    world.advance(days=360)
    changed(world, asset, {PHOTOSHOP: 12}, cb_autorenewal=OFF)
    world.advance(days=6)
    request = cancelled(world, asset)
    assert world.status(request) == "approved"
    assert steps(world) == []


def test_seats_that_were_returned_before_are_not_returned_again(world: World) -> None:
    asset = an_asset(world)
    changed(world, asset, {PHOTOSHOP: 6}, **FLAG)
    cancelled(world, asset)
    assert steps(world) == [f"RETURN {order_ids(world)[0]} 1x6 2x5"]


def test_other_assets_of_the_customer_are_left_alone(world: World) -> None:
    asset = an_asset(world)
    other = world.buy({SIGN: 3})
    assert world.settle(other) == "approved"
    assert world.status(cancelled(world, asset)) == "approved"
    assert seats(world, SIGN) == (3, 3)


def test_a_flag_or_an_order_id_left_standing_changes_nothing(world: World) -> None:
    asset = an_asset(world)
    (first,) = order_ids(world)
    changed(world, asset, {PHOTOSHOP: 8}, cancel_order_id=first, **FLAG)
    assert world.status(cancelled(world, asset)) == "approved"
    assert steps(world) == [f"RETURN {first} 1x8 2x5"]


@pytest.mark.parametrize("after", [False, True], ids=["before the effect", "after the effect"])
@pytest.mark.parametrize("trouble", ["no answer", "broken", "gateway page"])
def test_answers_that_never_come_lead_to_one_return(world: World, trouble: str, *, after: bool) -> None:
    asset = an_asset(world)
    world.adobe.control.fault("POST /v3/customers/{id}/orders", trouble, order_type="RETURN", after_effect=after)
    request = cancelled(world, asset)
    assert world.status(request) == "pending"
    assert world.settle(request) == "approved"
    assert len(order_ids(world, "RETURN")) == 1
