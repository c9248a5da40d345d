"""Fewer seats that take effect at renewal, and seats that come back before: absorbed first, only the rest is bought.

Sources: developer.adobe.com/vipmp/docs/subscription-management/update-subscription and …/renewals.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.flows.lives import OFF, an_asset, changed, seats, steps, subscription_of
from tests.world import ALL_APPS, PHOTOSHOP

if TYPE_CHECKING:
    from tests.world import World


def the_renewal_date(world: World) -> str:
    return str(world.adobe.control.subscriptions()[0]["renewalDate"])


def test_fewer_seats_lower_the_renewal_quantity_and_say_what_ends_when(world: World) -> None:
    asset = an_asset(world)
    request = changed(world, asset, {PHOTOSHOP: 7})
    assert steps(world) == [f"RENEW {PHOTOSHOP} 7"]
    assert seats(world, PHOTOSHOP) == (10, 7)
    assert world.note(request) == (
        f"Photoshop for teams: 3 seats stay usable until {the_renewal_date(world)} and are not renewed."
    )


def test_down_to_zero_switches_auto_renewal_off_for_that_subscription_alone(world: World) -> None:
    asset = an_asset(world)
    request = changed(world, asset, {PHOTOSHOP: 0})
    assert steps(world) == [f"RENEW {PHOTOSHOP} off"]
    assert seats(world, PHOTOSHOP) == (10, 0)
    assert seats(world, ALL_APPS) == (5, 5)
    assert world.note(request) == (
        f"Photoshop for teams: auto-renewal is off; the licences stay usable until {the_renewal_date(world)} and end then."
    )


def test_seats_that_were_to_end_are_absorbed_before_any_are_bought(world: World) -> None:
    asset = an_asset(world)
    changed(world, asset, {PHOTOSHOP: 6})
    request = changed(world, asset, {PHOTOSHOP: 9})
    assert steps(world) == [f"RENEW {PHOTOSHOP} 9"]
    assert seats(world, PHOTOSHOP) == (10, 9)
    assert world.note(request) == "Photoshop for teams: 3 seats that were to end at the next renewal stay."


def test_nothing_is_said_to_stay_once_auto_renewal_is_off(world: World) -> None:
    asset = an_asset(world)
    changed(world, asset, {PHOTOSHOP: 5})
    request = changed(world, asset, {PHOTOSHOP: 6}, cb_autorenewal=OFF)
    end = f"auto-renewal is off; the licences stay usable until {the_renewal_date(world)} and end then."
    assert world.note(request) == (
        "Photoshop for teams: 1 seat of an earlier reduction counted towards the raise."
        f" Photoshop for teams: {end} Creative Cloud All Apps for teams: {end}"
    )
    request = changed(world, asset, {PHOTOSHOP: 7})
    assert world.note(request) == (
        f"Photoshop for teams: 1 seat of an earlier reduction counted towards the raise. Photoshop for teams: {end}"
    )


def test_only_what_is_missing_beyond_them_is_bought(world: World) -> None:
    asset = an_asset(world)
    changed(world, asset, {PHOTOSHOP: 6})
    request = changed(world, asset, {PHOTOSHOP: 13})
    assert steps(world) == ["NEW 1x3", f"RENEW {PHOTOSHOP} 13"]
    assert seats(world, PHOTOSHOP) == (13, 13)
    assert world.note(request) == "Photoshop for teams: 4 seats that were to end at the next renewal stay; 3 more were bought."


def test_an_item_that_was_dropped_to_zero_renews_again_when_it_comes_back_and_the_note_says_so(world: World) -> None:
    asset = an_asset(world)
    changed(world, asset, {PHOTOSHOP: 0})
    request = changed(world, asset, {PHOTOSHOP: 4})
    assert steps(world) == [f"RENEW {PHOTOSHOP} 4"]
    assert seats(world, PHOTOSHOP) == (10, 4)
    assert "auto-renewal is on again, for 4 seats" in world.note(request)


def test_it_is_told_too_when_more_come_back_than_were_dropped(world: World) -> None:
    asset = an_asset(world)
    changed(world, asset, {PHOTOSHOP: 0})
    request = changed(world, asset, {PHOTOSHOP: 12})
    assert steps(world) == ["NEW 1x2", f"RENEW {PHOTOSHOP} 12"]
    assert seats(world, PHOTOSHOP) == (12, 12)
    assert "auto-renewal is on again, for 12 seats" in world.note(request)


def test_it_stays_off_for_someone_who_asked_to_have_it_off(world: World) -> None:
    asset = an_asset(world)
    changed(world, asset, {PHOTOSHOP: 0}, set_auto_renewal_status=OFF)
    request = changed(world, asset, {PHOTOSHOP: 4})
    assert steps(world) == []
    assert seats(world, PHOTOSHOP) == (10, 0)
    assert "on again" not in world.note(request)


def test_fewer_seats_while_auto_renewal_is_off_change_nothing_now_and_say_when_it_ends(world: World) -> None:
    asset = an_asset(world)
    changed(world, asset, cb_autorenewal=OFF)
    request = changed(world, asset, {PHOTOSHOP: 6})
    assert steps(world) == []
    assert f"stay usable until {the_renewal_date(world)} and end then" in world.note(request)


def test_the_lower_quantity_counts_on_the_day_when_auto_renewal_comes_back_on(world: World) -> None:
    asset = an_asset(world)
    changed(world, asset, cb_autorenewal=OFF)
    changed(world, asset, {PHOTOSHOP: 6})
    changed(world, asset, cb_autorenewal="active_auto_renewal_status")
    assert steps(world) == [f"RENEW {PHOTOSHOP} 6", f"RENEW {ALL_APPS} 5"]
    assert seats(world, PHOTOSHOP) == (10, 6)


def test_a_reduction_can_be_restricted_to_one_subscription(world: World) -> None:
    asset = an_asset(world)
    request = changed(world, asset, {PHOTOSHOP: 8}, downsize_subscription_id=subscription_of(world, PHOTOSHOP))
    assert steps(world) == [f"RENEW {PHOTOSHOP} 8"]
    assert "2 seats stay usable" in world.note(request)


def test_a_restriction_to_a_subscription_of_another_product_is_asked_back(world: World) -> None:
    asset = an_asset(world)
    trade = world.connect.trade
    request = trade.change(asset, {PHOTOSHOP: 8}, {"downsize_subscription_id": subscription_of(world, ALL_APPS)})
    assert world.settle(request) == "inquiring"
    assert list(world.errors(request)) == ["downsize_subscription_id"]
    assert steps(world) == []
    world.correct(request, downsize_subscription_id=subscription_of(world, PHOTOSHOP))
    assert world.settle(request) == "approved"
    assert steps(world) == [f"RENEW {PHOTOSHOP} 8"]
