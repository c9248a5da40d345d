"""Auto-renewal by either id, alone or in an adjustment: every subscription of the asset, and a question where the ids differ.

Source: developer.adobe.com/vipmp/docs/subscription-management/update-subscription.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.flows.lives import OFF, ON, SUBSCRIPTION, an_asset, asked, changed, seats, steps, subscription_of
from tests.world import ALL_APPS, PHOTOSHOP, SIGN

if TYPE_CHECKING:
    from tests.world import World

BOTH_OFF = [f"RENEW {PHOTOSHOP} off", f"RENEW {ALL_APPS} off"]
either = pytest.mark.parametrize("switch", ["cb_autorenewal", "set_auto_renewal_status"])


@either
def test_either_id_switches_every_subscription_of_the_asset_and_says_when_they_end(world: World, switch: str) -> None:
    asset = an_asset(world)
    request = changed(world, asset, None, **{switch: OFF})
    assert steps(world) == BOTH_OFF
    date = world.adobe.control.subscriptions()[0]["renewalDate"]
    for name in ("Photoshop for teams", "Creative Cloud All Apps for teams"):
        assert f"{name}: auto-renewal is off; the licences stay usable until {date} and end then." in world.note(request)
    assert world.params(request)["auto_renewal_status"] == OFF
    request = changed(world, asset, None, **{switch: ON})
    assert steps(world) == [f"RENEW {PHOTOSHOP} 10", f"RENEW {ALL_APPS} 5"]
    assert world.params(request)["auto_renewal_status"] == ON


@either
def test_an_adjustment_switches_too(world: World, switch: str) -> None:
    asset = an_asset(world)
    request = world.connect.trade.adjust(asset, {switch: OFF})
    assert world.settle(request) == "approved"
    assert steps(world) == BOTH_OFF
    assert world.params(request)["auto_renewal_status"] == OFF


def test_what_is_switched_already_is_not_switched_again(world: World) -> None:
    asset = an_asset(world)
    world.adobe.control.set_subscription(subscription_of(world, PHOTOSHOP), auto_renews=False)
    changed(world, asset, cb_autorenewal=OFF)
    assert steps(world) == [f"RENEW {ALL_APPS} off"]


def test_an_item_that_was_dropped_to_zero_stays_off(world: World) -> None:
    asset = an_asset(world)
    changed(world, asset, {ALL_APPS: 0})
    changed(world, asset, cb_autorenewal=OFF)
    changed(world, asset, cb_autorenewal=ON)
    assert steps(world) == [f"RENEW {PHOTOSHOP} 10"]
    assert seats(world, ALL_APPS) == (5, 0)


@pytest.mark.parametrize("kind", ["change", "adjustment"])
def test_ids_that_contradict_each_other_are_both_asked_back(world: World, kind: str) -> None:
    asset = an_asset(world)
    both = {"cb_autorenewal": ON, "set_auto_renewal_status": OFF}
    trade = world.connect.trade
    request = trade.change(asset, {PHOTOSHOP: 12}, both) if kind == "change" else trade.adjust(asset, both)
    world.deliver()
    assert world.status(request) == "inquiring"
    assert set(world.errors(request)) == set(both)
    assert steps(world) == []
    world.correct(request, cb_autorenewal=OFF)
    assert world.settle(request) == "approved"
    assert steps(world)[-2:] == BOTH_OFF


def test_the_id_that_was_left_standing_is_no_contradiction(world: World) -> None:
    asset = an_asset(world)
    changed(world, asset, cb_autorenewal=OFF)
    request = changed(world, asset, set_auto_renewal_status=ON)
    assert world.params(request)["cb_autorenewal"] == OFF
    assert (seats(world, PHOTOSHOP), seats(world, ALL_APPS)) == ((10, 10), (5, 5))


def test_an_item_that_comes_back_follows_the_others_where_the_standing_ids_differ(world: World) -> None:
    asset = an_asset(world)
    changed(world, asset, cb_autorenewal=OFF)
    changed(world, asset, set_auto_renewal_status=ON)
    changed(world, asset, {ALL_APPS: 0})
    changed(world, asset, {ALL_APPS: 3})
    assert steps(world) == [f"RENEW {ALL_APPS} 3"]


def test_the_answer_to_a_setting_may_lack_fields(world: World) -> None:
    world.adobe.control.change(sparse_updates=True)
    asset = an_asset(world)
    request = changed(world, asset, cb_autorenewal=OFF)
    assert world.params(request)["auto_renewal_status"] == OFF


def test_a_high_growth_offer_cannot_be_switched_off_and_nothing_is_half_done_without_saying_so(world: World) -> None:
    asset = an_asset(world)
    world.adobe.control.fault(SUBSCRIPTION, "refused", skip=1, code="5134")
    request = asked(world, asset, cb_autorenewal=OFF)
    assert world.status(request) == "pending"
    assert "cannot be switched off" in world.note(request)
    assert "Photoshop for teams: the next renewal is set to none" in world.note(request)


def test_subscriptions_that_have_all_ended_cannot_be_switched_on(world: World) -> None:
    asset = an_asset(world)
    for mpn in (PHOTOSHOP, ALL_APPS):
        world.adobe.control.set_subscription(subscription_of(world, mpn), status="1004", auto_renews=False)
    request = asked(world, asset, cb_autorenewal=ON)
    assert world.status(request) == "failed"
    assert "has ended at Adobe" in world.reason(request)
    assert steps(world) == []


def test_a_subscription_that_has_ended_is_told_beside_those_that_are_switched_on(world: World) -> None:
    asset = an_asset(world)
    changed(world, asset, cb_autorenewal=OFF)
    world.adobe.control.set_subscription(subscription_of(world, ALL_APPS), status="1004")
    request = changed(world, asset, cb_autorenewal=ON)
    assert steps(world) == [f"RENEW {PHOTOSHOP} 10"]
    date = world.adobe.control.subscriptions()[0]["renewalDate"]
    assert world.note(request) == (
        f"Photoshop for teams: auto-renewal is on; 10 seats renew on {date}."
        " Creative Cloud All Apps for teams: the Adobe subscription had ended already."
    )


def test_a_switch_beside_changed_quantities_tells_when_everything_ends_and_that_it_renews_again(world: World) -> None:
    asset = an_asset(world)
    request = changed(world, asset, {PHOTOSHOP: 12, SIGN: 2}, cb_autorenewal=OFF)
    date = world.adobe.control.subscriptions()[0]["renewalDate"]
    for name in ("Photoshop for teams", "Creative Cloud All Apps for teams", "Acrobat Sign for teams"):
        assert f"{name}: auto-renewal is off; the licences stay usable until {date} and end then." in world.note(request)
    request = changed(world, asset, {PHOTOSHOP: 9}, cb_autorenewal=ON)
    assert world.note(request).startswith(
        f"Photoshop for teams: 3 seats stay usable until {date} and are not renewed."
        f" Photoshop for teams: auto-renewal is on; 9 seats renew on {date}."
    )
