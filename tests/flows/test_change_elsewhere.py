"""What others did at Adobe meanwhile: told in the note, never absorbed, never returned; and subscriptions that have ended.

Source: developer.adobe.com/vipmp/docs/subscription-management/get-subscription.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.flows.builders import Meanwhile
from tests.flows.lives import FLAG, an_asset, asked, cancelled, changed, order_ids, remaining, seats, steps, subscription_of
from tests.world import ALL_APPS, PHOTOSHOP

if TYPE_CHECKING:
    from tests.world import World


def somebody_buys(world: World, mpn: str, quantity: int) -> str:
    """Let another tool order for the customer; gives the order."""
    (customer,) = world.adobe.control.customers()
    return world.adobe.control.add_purchase(customer["customerId"], f"{mpn}01A12", quantity)


def test_seats_that_somebody_bought_elsewhere_are_told_and_not_absorbed(world: World) -> None:
    asset = an_asset(world)
    somebody_buys(world, PHOTOSHOP, 4)
    request = changed(world, asset, {PHOTOSHOP: 12})
    assert steps(world) == ["NEW 1x2", f"RENEW {PHOTOSHOP} 12"]
    assert seats(world, PHOTOSHOP) == (16, 12)
    assert world.note(request) == "Photoshop for teams: Adobe shows 16 seats, this subscription's orders explain 12."


def test_seats_that_somebody_returned_elsewhere_are_told(world: World) -> None:
    asset = an_asset(world)
    (first,) = order_ids(world)
    world.adobe.control.add_return(first, {1: 4})
    request = changed(world, asset, {PHOTOSHOP: 9})
    assert seats(world, PHOTOSHOP) == (6, 9)
    assert "Adobe shows 6 seats, this subscription's orders explain 10" in world.note(request)


def test_a_return_plans_by_what_adobe_shows_now(world: World) -> None:
    asset = an_asset(world)
    world.advance(days=1)
    changed(world, asset, {PHOTOSHOP: 15})
    first, second = order_ids(world)
    world.adobe.control.add_return(first, {1: 8})
    changed(world, asset, {PHOTOSHOP: 9}, **FLAG)
    assert steps(world) == [f"RETURN {first} 1x2", f"RETURN {second} 1x4", f"RENEW {PHOTOSHOP} 9"]


def test_a_switch_that_the_customers_admin_flipped_meanwhile_is_seen_before_it_is_decided(world: World) -> None:
    asset = an_asset(world)
    meanwhile, subscription = Meanwhile(world), subscription_of(world, PHOTOSHOP)
    meanwhile.before("orders NEW", lambda: world.adobe.control.set_subscription(subscription, auto_renews=False))
    changed(world, asset, {PHOTOSHOP: 12})
    assert steps(world) == ["NEW 1x2"]
    assert seats(world, PHOTOSHOP) == (12, 0)


def test_more_seats_of_a_subscription_that_has_ended_are_refused_before_anything_is_bought(world: World) -> None:
    asset = an_asset(world)
    world.adobe.control.set_subscription(subscription_of(world, PHOTOSHOP), status="1004")
    request = asked(world, asset, {PHOTOSHOP: 12, ALL_APPS: 7})
    assert world.status(request) == "failed"
    told = "Photoshop for teams: this subscription has ended at Adobe. Set it to zero, then order it again."
    assert told in world.reason(request)
    assert steps(world) == []


def test_fewer_seats_of_a_subscription_that_has_ended_need_nothing_at_adobe(world: World) -> None:
    asset = an_asset(world)
    world.adobe.control.set_subscription(subscription_of(world, PHOTOSHOP), status="1004")
    request = changed(world, asset, {PHOTOSHOP: 4})
    assert steps(world) == []
    assert world.note(request) == "Photoshop for teams: the Adobe subscription had ended already."


def test_an_item_whose_subscription_ended_with_its_last_seat_gets_a_new_one_when_it_comes_back(world: World) -> None:
    asset = an_asset(world)
    changed(world, asset, {ALL_APPS: 0}, **FLAG)
    request = changed(world, asset, {ALL_APPS: 3})
    assert steps(world) == ["NEW 2x3"]
    assert seats(world, ALL_APPS) == (3, 3)
    listed = world.params(request)["cb_adobe_account_subscription_list"]["value"]
    living = {one["subscriptionId"] for one in world.adobe.control.subscriptions() if one["status"] == "1000"}
    assert {one["subscription_id"] for one in listed} == living
    changed(world, asset, {ALL_APPS: 5})
    assert steps(world) == ["NEW 2x2"]
    assert seats(world, ALL_APPS) == (5, 5)


# A purchase on what a cancelled asset left behind.


def test_a_new_purchase_renews_exactly_what_was_bought_and_tells_the_seats_that_were_left_behind(world: World) -> None:
    first = an_asset(world)
    world.advance(days=20)
    assert world.status(cancelled(world, first)) == "approved"
    request = world.buy({PHOTOSHOP: 4})
    assert world.settle(request) == "approved"
    assert seats(world, PHOTOSHOP) == (14, 4)
    assert world.note(request) == "Photoshop for teams: Adobe shows 14 seats, this subscription's orders explain 4."
    assert world.params(request)["auto_renewal_status"] == "active_auto_renewal_status"


def test_the_seats_that_were_left_behind_are_not_absorbed_by_a_later_raise(world: World) -> None:
    first = an_asset(world)
    world.advance(days=20)
    cancelled(world, first)
    second = world.buy({PHOTOSHOP: 4})
    assert world.settle(second) == "approved"
    request = changed(world, world.connect.control.asset_of(second), {PHOTOSHOP: 6})
    assert steps(world) == ["NEW 1x2", f"RENEW {PHOTOSHOP} 6"]
    assert seats(world, PHOTOSHOP) == (16, 6)
    assert len(remaining(world, request)) == 2
