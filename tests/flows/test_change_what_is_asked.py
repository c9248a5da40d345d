"""What a change asks for: quantities, and switches only where they differ from the previous approved request.

Parameters persist on an asset, so that an old flag, an old order id or an old switch stands on every later request.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.flows.lives import FLAG, OFF, ON, an_asset, changed, order_ids, remaining, seats, steps, subscription_of
from tests.world import ALL_APPS, PHOTOSHOP

if TYPE_CHECKING:
    from tests.world import World


def test_a_flag_left_standing_asks_for_nothing_and_the_note_names_what_could_be_returned(world: World) -> None:
    asset = an_asset(world)
    (first,) = order_ids(world)
    changed(world, asset, {PHOTOSHOP: 9}, **FLAG)
    request = changed(world, asset, {PHOTOSHOP: 7})
    assert world.params(request)["is_cancellation_order"] == "is-cancellation-request"
    assert steps(world) == [f"RENEW {PHOTOSHOP} 7"]
    assert "2 seats stay usable" in world.note(request)
    assert f"9 seats of the Adobe order {first} can be returned until" in world.note(request)


def test_an_order_id_left_standing_is_history(world: World) -> None:
    asset = an_asset(world)
    world.advance(days=1)
    changed(world, asset, {PHOTOSHOP: 15})
    _, second = order_ids(world)
    changed(world, asset, {PHOTOSHOP: 10}, cancel_order_id=second, **FLAG)
    changed(world, asset, {PHOTOSHOP: 8})
    assert steps(world) == [f"RENEW {PHOTOSHOP} 8"]
    changed(world, asset, {PHOTOSHOP: 12})
    assert steps(world) == ["NEW 1x2", f"RENEW {PHOTOSHOP} 12"]


def test_another_order_id_asks_again_although_the_flag_is_the_same(world: World) -> None:
    asset = an_asset(world)
    world.advance(days=1)
    changed(world, asset, {PHOTOSHOP: 15})
    first, second = order_ids(world)
    changed(world, asset, {PHOTOSHOP: 10}, cancel_order_id=second, **FLAG)
    changed(world, asset, {PHOTOSHOP: 8}, cancel_order_id=first)
    assert steps(world) == [f"RETURN {first} 1x2"]


def test_a_flag_that_is_set_anew_beside_an_order_that_was_returned_finds_the_order_itself(world: World) -> None:
    asset = an_asset(world)
    world.advance(days=1)
    changed(world, asset, {PHOTOSHOP: 15})
    first, second = order_ids(world)
    changed(world, asset, {PHOTOSHOP: 10}, cancel_order_id=second, **FLAG)
    changed(world, asset, {PHOTOSHOP: 9}, is_cancellation_order="no-cancellation-request")
    assert steps(world) == [f"RENEW {PHOTOSHOP} 9"]
    changed(world, asset, {PHOTOSHOP: 7}, **FLAG)
    assert steps(world) == [f"RETURN {first} 1x2", f"RENEW {PHOTOSHOP} 7"]


def test_a_switch_left_standing_asks_for_nothing(world: World) -> None:
    asset = an_asset(world)
    changed(world, asset, cb_autorenewal=OFF)
    world.adobe.control.set_subscription(subscription_of(world, ALL_APPS), auto_renews=True, implicit=True)
    changed(world, asset, {PHOTOSHOP: 12})
    assert steps(world) == ["NEW 1x2"]
    assert (seats(world, PHOTOSHOP), seats(world, ALL_APPS)) == ((12, 0), (5, 5))


def test_a_switch_left_standing_stands_after_an_adjustment_too(world: World) -> None:
    asset = an_asset(world)
    adjustment = world.connect.trade.adjust(asset, {"cb_autorenewal": OFF})
    assert world.settle(adjustment) == "approved"
    world.adobe.control.set_subscription(subscription_of(world, PHOTOSHOP), auto_renews=True, implicit=True)
    changed(world, asset, {PHOTOSHOP: 11})
    assert steps(world) == ["NEW 1x1"]
    assert seats(world, PHOTOSHOP) == (11, 11)


def test_a_switch_filled_at_purchase_is_carried_out_after_the_order_and_is_history_later(world: World) -> None:
    asset = an_asset(world, None, cb_autorenewal=OFF)
    assert (seats(world, PHOTOSHOP), seats(world, ALL_APPS)) == ((10, 0), (5, 0))
    (bought,) = world.connect.control.requests()
    assert world.note(bought).count("auto-renewal is off; the licences stay usable until") == 2
    request = changed(world, asset, {PHOTOSHOP: 11})
    assert steps(world) == ["NEW 1x1"]
    assert world.params(request)["auto_renewal_status"] == OFF
    changed(world, asset, cb_autorenewal=ON)
    assert steps(world) == [f"RENEW {PHOTOSHOP} 11", f"RENEW {ALL_APPS} 5"]


def test_a_failed_request_in_between_does_not_count(world: World) -> None:
    asset = an_asset(world)
    failed = world.connect.trade.change(asset, {PHOTOSHOP: 8}, FLAG)
    world.connect.trade.answer_elsewhere(failed, "fail", reason="By hand.")
    request = changed(world, asset, {PHOTOSHOP: 8}, **FLAG)
    (first,) = order_ids(world)
    assert steps(world) == [f"RETURN {first} 1x2"]
    assert remaining(world, request)[first] == [8, 5]
