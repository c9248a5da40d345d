"""More seats and new items: one PREVIEW and one NEW for all of them, and the renewal quantity that follows.

Sources: developer.adobe.com/vipmp/docs/order-management/order-scenarios and …/subscription-management/update-subscription.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.flows.builders import calls_after_token, order_lines
from tests.flows.lives import OFF, ON, an_asset, changed, order_ids, remaining, seats, steps, subscription_of
from tests.world import ALL_APPS, PHOTOSHOP, SIGN

if TYPE_CHECKING:
    from tests.world import World


def test_more_seats_of_an_item_are_one_preview_and_one_order_on_the_same_subscription(world: World) -> None:
    asset = an_asset(world)
    request = changed(world, asset, {PHOTOSHOP: 15})
    assert [call for call in calls_after_token(world) if call.startswith("POST")] == [
        "POST /v3/customers/{id}/orders PREVIEW",
        "POST /v3/customers/{id}/orders NEW",
    ]
    assert steps(world) == ["NEW 1x5"]
    assert seats(world, PHOTOSHOP) == (15, 15)
    assert len(world.adobe.control.subscriptions()) == 2
    first, second = order_ids(world)
    assert remaining(world, request) == {first: [10, 5], second: [5]}
    params = world.params(request)
    assert params["adobe_order_id"] == second
    assert params["auto_renewal_status"] == ON
    assert world.note(request) == ""
    assert "error_msg" not in params


def test_a_new_item_gets_a_subscription_of_its_own_that_renews(world: World) -> None:
    asset = an_asset(world)
    request = changed(world, asset, {SIGN: 20})
    assert steps(world) == ["NEW 3x20"]
    assert seats(world, SIGN) == (20, 20)
    listed = world.params(request)["cb_adobe_account_subscription_list"]["value"]
    assert {one["sku"]: one["subscription_id"] for one in listed} == {
        mpn: subscription_of(world, mpn) for mpn in (PHOTOSHOP, ALL_APPS, SIGN)
    }


def test_raised_and_new_items_go_out_in_one_order_at_the_level_of_their_sum(world: World) -> None:
    asset = an_asset(world)
    changed(world, asset, {PHOTOSHOP: 14, ALL_APPS: 7, SIGN: 50})
    assert steps(world) == ["NEW 1x4 2x2 3x50"]
    order = world.adobe.control.orders()[-1]
    # Fifty and more licences in one order are level 03.
    assert order_lines(order) == [(1, f"{PHOTOSHOP}03A12", 4), (2, f"{ALL_APPS}03A12", 2), (3, f"{SIGN}03A12", 50)]


def test_the_order_carries_this_requests_reference(world: World) -> None:
    asset = an_asset(world)
    request = changed(world, asset, {PHOTOSHOP: 11})
    assert world.adobe.control.orders()[-1]["externalReferenceId"] == request


def test_an_explicit_renewal_quantity_is_raised_since_adobe_leaves_it_alone(world: World) -> None:
    asset = an_asset(world)
    world.adobe.control.set_subscription(subscription_of(world, PHOTOSHOP), renewal_quantity=10)
    changed(world, asset, {PHOTOSHOP: 15})
    assert steps(world) == ["NEW 1x5", f"RENEW {PHOTOSHOP} 15"]
    assert seats(world, PHOTOSHOP) == (15, 15)


def test_more_seats_do_not_switch_auto_renewal_on_for_someone_who_asked_it_off(world: World) -> None:
    asset = an_asset(world)
    changed(world, asset, cb_autorenewal=OFF)
    request = changed(world, asset, {PHOTOSHOP: 15})
    assert steps(world) == ["NEW 1x5"]
    assert seats(world, PHOTOSHOP) == (15, 0)
    assert world.params(request)["auto_renewal_status"] == OFF


def test_a_new_item_does_not_renew_either_for_someone_who_asked_it_off(world: World) -> None:
    asset = an_asset(world)
    changed(world, asset, cb_autorenewal=OFF)
    changed(world, asset, {SIGN: 3})
    assert steps(world) == ["NEW 3x3", f"RENEW {SIGN} off"]
    assert seats(world, SIGN) == (3, 0)


def test_what_somebody_switched_off_at_adobe_stays_off(world: World) -> None:
    asset = an_asset(world)
    world.adobe.control.set_subscription(subscription_of(world, PHOTOSHOP), auto_renews=False)
    changed(world, asset, {PHOTOSHOP: 12})
    assert steps(world) == ["NEW 1x2"]
    assert seats(world, PHOTOSHOP) == (12, 0)


def test_a_change_that_asks_for_nothing_is_approved_with_what_adobe_shows(world: World) -> None:
    asset = an_asset(world)
    world.adobe.control.set_subscription(subscription_of(world, PHOTOSHOP), auto_renews=False)
    request = changed(world, asset, cancel_reason="none")
    assert steps(world) == []
    assert world.params(request)["auto_renewal_status"] == OFF
