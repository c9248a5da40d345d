"""Suspensions, of which Adobe knows nothing; their end; and adjustments, which bring the asset up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.flows.builders import calls_after_token
from tests.flows.lives import OFF, an_asset, order_ids, remaining, seats, steps, subscription_of
from tests.world import ALL_APPS, PHOTOSHOP, World

if TYPE_CHECKING:
    from pathlib import Path


def a_suspended_asset(world: World) -> str:
    """Buy, and have the suspension approved by hand."""
    asset = an_asset(world)
    world.connect.trade.answer_elsewhere(world.connect.trade.suspend(asset), "approve", activation_tile="By hand.")
    return asset


def test_a_suspension_fails_with_the_reason_and_adobe_is_not_asked(world: World) -> None:
    request = world.connect.trade.suspend(an_asset(world))
    world.deliver()
    assert world.status(request) == "failed"
    assert "Adobe licences cannot be suspended" in world.reason(request)
    assert world.adobe.control.calls() == []


def test_where_the_operator_chose_so_it_is_acknowledged_with_the_truth(tmp_path: Path) -> None:
    world = World(tmp_path, variables={"SUSPEND_POLICY": "acknowledge"})
    asset = an_asset(world)
    request = world.connect.trade.suspend(asset)
    world.deliver()
    assert world.status(request) == "approved"
    assert "the licences stay active and usable" in world.note(request)
    assert seats(world, PHOTOSHOP) == (10, 10)
    assert world.connect.control.status(asset) == "suspended"
    assert steps(world) == []


def test_the_end_of_a_suspension_is_approved_after_a_refresh(world: World) -> None:
    asset = a_suspended_asset(world)
    world.adobe.control.set_subscription(subscription_of(world, PHOTOSHOP), auto_renews=False)
    request = world.connect.trade.resume(asset)
    world.deliver()
    assert world.status(request) == "approved"
    assert steps(world) == []
    assert world.params(request)["auto_renewal_status"] == OFF
    assert world.connect.control.status(asset) == "active"


def test_a_switch_left_standing_is_not_carried_out_by_the_end_of_a_suspension(world: World) -> None:
    asset = an_asset(world, None, cb_autorenewal=OFF)
    world.connect.trade.answer_elsewhere(world.connect.trade.suspend(asset), "approve", activation_tile="By hand.")
    world.adobe.control.set_subscription(subscription_of(world, PHOTOSHOP), auto_renews=True, implicit=True)
    request = world.connect.trade.resume(asset)
    assert world.settle(request) == "approved"
    assert seats(world, PHOTOSHOP) == (10, 10)


def test_an_adjustment_refreshes_what_the_asset_shows_and_writes_nothing_at_adobe(world: World) -> None:
    asset = an_asset(world)
    world.advance(days=370)
    request = world.connect.trade.adjust(asset)
    world.deliver()
    assert world.status(request) == "approved"
    assert set(calls_after_token(world)) == {"GET /v3/customers/{id}/subscriptions", "GET /v3/customers/{id}/orders"}
    params = world.params(request)
    date = world.adobe.control.subscriptions()[0]["renewalDate"]
    assert params["renewal_date"] == date
    assert (params["auto_renewal_month"], params["auto_renewal_day"]) == (str(int(date[5:7])), str(int(date[8:])))
    (renewal,) = order_ids(world, "RENEWAL")
    assert params["adobe_order_id"] == renewal
    assert remaining(world, request)[renewal] == [10, 5]
    listed = {one["sku"]: one["subscription_id"] for one in params["cb_adobe_account_subscription_list"]["value"]}
    assert listed == {mpn: subscription_of(world, mpn) for mpn in (PHOTOSHOP, ALL_APPS)}


def test_an_adjustment_that_finds_nothing_new_is_approved_as_well(world: World) -> None:
    request = world.connect.trade.adjust(an_asset(world))
    world.deliver()
    assert world.status(request) == "approved"
    assert calls_after_token(world) == ["GET /v3/customers/{id}/subscriptions"]
