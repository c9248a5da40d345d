"""A change keeps to what it has decided, touches only what is the asset's own, and tells what is not as it was approved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.flows.builders import assert_parked
from tests.flows.lives import FLAG, ORDERS, SUBSCRIPTION, an_asset, asked, cancelled, changed, order_ids, seats, steps
from tests.world import ALL_APPS, PHOTOSHOP, World

if TYPE_CHECKING:
    from pathlib import Path


def test_an_order_that_is_open_is_followed_whatever_changes_meanwhile(world: World) -> None:
    asset = an_asset(world)
    changed(world, asset, {PHOTOSHOP: 6})
    world.adobe.control.fault(ORDERS, "held", order_type="NEW")
    request = asked(world, asset, {PHOTOSHOP: 12})
    first, second = order_ids(world)
    world.adobe.control.add_return(first, {1: 4})
    world.adobe.control.release_order(second)
    assert world.settle(request) == "approved"
    assert order_ids(world) == [first, second]
    assert "Adobe holds 8 seats, 12 are approved." in world.note(request)


def test_a_renewal_quantity_that_adobe_does_not_take_right_after_an_order_is_left_to_adobe(world: World) -> None:
    asset = an_asset(world)
    changed(world, asset, {PHOTOSHOP: 6})
    world.adobe.control.fault(SUBSCRIPTION, "refused", times=9, code="3120")
    request = changed(world, asset, {PHOTOSHOP: 12})
    assert seats(world, PHOTOSHOP) == (12, 6)
    assert "Adobe did not take the quantity for the next renewal yet" in world.note(request)


def test_after_a_failed_return_no_other_order_is_returned_instead(world: World) -> None:
    asset = an_asset(world)
    changed(world, asset, {PHOTOSHOP: 20})
    first, second = order_ids(world)
    world.adobe.control.fault(ORDERS, "ends as", order_type="RETURN", ends_as="1004")
    request = asked(world, asset, {PHOTOSHOP: 10}, **FLAG)
    assert_parked(world, request, "could not complete it (1004)")
    world.adobe.control.add_return(first, {1: 10})
    world.advance(hours=1)
    world.deliver()
    assert_parked(world, request, f"of the order {first} but could not complete it (1004)")
    assert seats(world, PHOTOSHOP)[0] == 10
    (untouched,) = [order for order in world.adobe.control.orders() if order["orderId"] == second]
    assert untouched["lineItems"][0]["remainingQuantity"] == 10


def test_cancelling_leaves_alone_what_another_asset_has_bought_since(world: World) -> None:
    asset = an_asset(world)
    changed(world, asset, {PHOTOSHOP: 0})
    other = an_asset(world, {PHOTOSHOP: 3})
    assert seats(world, PHOTOSHOP) == (13, 3)
    request = cancelled(world, asset)
    assert world.settle(request) == "approved"
    assert seats(world, PHOTOSHOP) == (13, 3)
    assert world.connect.control.status(other) == "active"


def test_an_item_that_another_asset_has_bought_since_cannot_come_back_here(world: World) -> None:
    asset = an_asset(world)
    changed(world, asset, {PHOTOSHOP: 0})
    other = an_asset(world, {PHOTOSHOP: 3})
    request = asked(world, asset, {PHOTOSHOP: 5})
    assert world.status(request) == "failed"
    assert other in world.reason(request)
    assert steps(world) == []


def test_an_order_of_another_asset_is_none_to_return(world: World) -> None:
    asset = an_asset(world)
    changed(world, asset, {PHOTOSHOP: 0})
    other = an_asset(world, {PHOTOSHOP: 3})
    first = order_ids(world)[0]
    request = asked(world, other, {PHOTOSHOP: 1}, **FLAG, cancel_order_id=first)
    assert world.status(request) == "inquiring"
    assert "it belongs to another subscription" in world.errors(request)["cancel_order_id"]


def test_a_cancellation_tries_every_switch_and_tells_the_one_that_was_refused(world: World) -> None:
    asset = an_asset(world)
    world.advance(days=20)
    world.adobe.control.fault(SUBSCRIPTION, "refused", code="5134")
    request = cancelled(world, asset)
    assert_parked(world, request, "This is done and stays done")
    assert min(seats(world, PHOTOSHOP)[1], seats(world, ALL_APPS)[1]) == 0
    assert world.settle(request) == "approved"
    assert (seats(world, PHOTOSHOP)[1], seats(world, ALL_APPS)[1]) == (0, 0)


def test_seats_that_were_bought_elsewhere_go_on_renewing_after_a_purchase(world: World) -> None:
    (_, customer) = (an_asset(world, {ALL_APPS: 5}), world.adobe.control.customers()[0]["customerId"])
    world.adobe.control.add_order(customer, [{"offer_id": f"{PHOTOSHOP}01A12", "quantity": 20}])
    an_asset(world, {PHOTOSHOP: 4})
    assert seats(world, PHOTOSHOP) == (24, 24)


def test_a_reduction_is_restricted_to_the_item_whose_subscription_is_named(world: World) -> None:
    asset = an_asset(world)
    (named,) = [one["subscriptionId"] for one in world.adobe.control.subscriptions() if one["offerId"].startswith(PHOTOSHOP)]
    changed(world, asset, {PHOTOSHOP: 8, ALL_APPS: 4}, downsize_subscription_id=named)
    assert (seats(world, PHOTOSHOP), seats(world, ALL_APPS)) == ((10, 8), (5, 4))


def test_an_acknowledged_suspension_empties_the_error_message(tmp_path: Path) -> None:
    world = World(tmp_path, variables={"SUSPEND_POLICY": "acknowledge"})
    asset = an_asset(world)
    request = world.connect.trade.suspend(asset)
    world.deliver()
    assert world.status(request) == "approved"
    assert "error_msg" not in world.params(request)
    assert "stay active" in world.note(request)


def test_a_request_that_lists_its_ordered_items_no_more_parks_and_orders_nothing(world: World) -> None:
    asset = an_asset(world)
    world.adobe.control.change(order_reads=None)
    request = asked(world, asset, {PHOTOSHOP: 12})
    orders = order_ids(world)
    document = world.connect.control.document(request)
    document["asset"]["items"] = []
    assert world.application().handle_change(document).countdown == 3600
    assert "it does not list the items any more that it has ordered" in world.note(request)
    assert order_ids(world) == orders
    world.adobe.control.change(order_reads=1)
    world.advance(hours=1)
    assert world.settle(request) == "approved"
