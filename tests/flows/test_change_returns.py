"""A cancellation without an order id: the orders to return are found, oldest first, and the renewal quantity follows.

Sources: developer.adobe.com/vipmp/docs/order-management/return-order and …/subscription-management/update-subscription.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.flows.builders import order_lines
from tests.flows.lives import FLAG, OFF, an_asset, changed, order_ids, remaining, seats, steps, subscription_of
from tests.world import ALL_APPS, PHOTOSHOP, World

if TYPE_CHECKING:
    from pathlib import Path

PACK = "65315555CA"
"""A consumable of the simulator's catalogue."""


def an_asset_of_two_orders(world: World) -> tuple[str, str, str]:
    """Buy 10 seats, and 5 more the next day; gives the asset and both orders."""
    asset = an_asset(world)
    world.advance(days=1)
    changed(world, asset, {PHOTOSHOP: 15})
    first, second = order_ids(world)
    return asset, first, second


def an_asset_with_a_pack(world: World, seats_bought: int = 100) -> str:
    world.connect.vendor.add_item(world.product.product, PACK, name="Stock credit pack")
    return an_asset(world, {PHOTOSHOP: 10, PACK: seats_bought})


def test_seats_are_returned_from_the_oldest_order_and_the_customer_is_told(world: World) -> None:
    asset, first, second = an_asset_of_two_orders(world)
    request = changed(world, asset, {PHOTOSHOP: 11}, **FLAG)
    assert steps(world) == [f"RETURN {first} 1x4"]
    assert seats(world, PHOTOSHOP) == (11, 11)
    assert world.note(request) == f"Photoshop for teams: 4 seats of the Adobe order {first} were returned and are credited."
    assert {first: [6, 5], second: [5]}.items() <= remaining(world, request).items()
    (returned,) = order_ids(world, "RETURN")
    assert world.params(request)["adobe_order_id"] == returned
    assert remaining(world, request)[returned] == [0]


def test_a_line_is_returned_exactly_as_it_was_ordered(world: World) -> None:
    asset, first, _ = an_asset_of_two_orders(world)
    request = changed(world, asset, {PHOTOSHOP: 11}, **FLAG)
    returned = world.adobe.control.orders()[-1]
    # Fifteen licences in the first order were level 02, which the return repeats.
    assert order_lines(returned) == [(1, f"{PHOTOSHOP}02A12", 4)]
    assert (returned["referenceOrderId"], returned["externalReferenceId"]) == (first, request)
    assert [line["currencyCode"] for line in returned["lineItems"]] == ["USD"]


def test_several_orders_are_returned_one_after_the_other_where_one_is_not_enough(world: World) -> None:
    asset, first, second = an_asset_of_two_orders(world)
    changed(world, asset, {PHOTOSHOP: 3}, **FLAG)
    assert steps(world) == [f"RETURN {first} 1x10", f"RETURN {second} 1x2"]
    assert seats(world, PHOTOSHOP) == (3, 3)


def test_an_explicit_renewal_quantity_is_lowered_so_that_returned_seats_do_not_come_back(world: World) -> None:
    asset, first, _ = an_asset_of_two_orders(world)
    world.adobe.control.set_subscription(subscription_of(world, PHOTOSHOP), renewal_quantity=15)
    changed(world, asset, {PHOTOSHOP: 11}, **FLAG)
    assert steps(world) == [f"RETURN {first} 1x4", f"RENEW {PHOTOSHOP} 11"]
    assert seats(world, PHOTOSHOP) == (11, 11)


def test_a_return_leaves_auto_renewal_off_where_it_was_off(world: World) -> None:
    asset = an_asset(world)
    changed(world, asset, cb_autorenewal=OFF)
    changed(world, asset, {PHOTOSHOP: 7}, **FLAG)
    assert steps(world) == [f"RETURN {order_ids(world)[0]} 1x3"]
    assert seats(world, PHOTOSHOP) == (7, 0)


def test_everything_of_an_item_can_be_returned(world: World) -> None:
    asset = an_asset(world)
    changed(world, asset, {ALL_APPS: 0}, **FLAG)
    assert steps(world) == [f"RETURN {order_ids(world)[0]} 2x5"]
    assert [one["status"] for one in world.adobe.control.subscriptions()] == ["1000", "1004"]


def test_an_item_whose_seats_are_not_all_inside_the_window_is_deferred_as_a_whole(world: World) -> None:
    asset = an_asset(world)
    world.advance(days=20)
    changed(world, asset, {PHOTOSHOP: 12})
    _, second = order_ids(world)
    until = (world.now() + timedelta(days=14)).date()
    request = changed(world, asset, {PHOTOSHOP: 9}, **FLAG)
    assert steps(world) == [f"RENEW {PHOTOSHOP} 9"]
    assert seats(world, PHOTOSHOP) == (12, 9)
    assert "3 seats stay usable" in world.note(request)
    assert (
        f"2 seats of the Adobe order {second} can be returned until {until}: reduce again and name it in cancel_order_id"
        in world.note(request)
    )


def test_each_item_is_returned_or_deferred_on_its_own(world: World) -> None:
    asset = an_asset(world)
    world.advance(days=20)
    changed(world, asset, {PHOTOSHOP: 14})
    _, second = order_ids(world)
    changed(world, asset, {PHOTOSHOP: 11, ALL_APPS: 2}, **FLAG)
    assert steps(world) == [f"RETURN {second} 1x3", f"RENEW {ALL_APPS} 2"]
    assert (seats(world, PHOTOSHOP), seats(world, ALL_APPS)) == ((11, 11), (5, 2))


def test_the_window_counts_calendar_days_and_its_last_day_is_still_inside(world: World) -> None:
    asset = an_asset(world)
    ordered = datetime.fromisoformat(world.adobe.control.orders()[0]["creationDate"])
    last_evening = ordered.replace(hour=23, minute=0) + timedelta(days=14)
    world.advance(seconds=(last_evening - world.now()).total_seconds())
    changed(world, asset, {PHOTOSHOP: 9}, **FLAG)
    assert steps(world) == [f"RETURN {order_ids(world)[0]} 1x1"]
    world.advance(days=1)
    late = changed(world, asset, {PHOTOSHOP: 8}, is_cancellation_order="yes")
    assert steps(world) == [f"RENEW {PHOTOSHOP} 8"]
    assert world.note(late).endswith("and is not renewed. The return window is over.")


def test_where_adobe_does_not_say_what_remains_lines_are_returned_whole_or_not_at_all(world: World) -> None:
    asset, first, second = an_asset_of_two_orders(world)
    world.adobe.control.change(partial_returns=False, show_remaining_quantity=False)
    changed(world, asset, {PHOTOSHOP: 12}, **FLAG)
    assert steps(world) == [f"RENEW {PHOTOSHOP} 12"]
    changed(world, asset, {PHOTOSHOP: 7}, is_cancellation_order="yes")
    assert steps(world) == [f"RETURN {second} 1x5", f"RENEW {PHOTOSHOP} 7"]
    assert first not in str(steps(world))
    assert seats(world, PHOTOSHOP) == (10, 7)


def test_an_unused_consumable_is_returned_whole(world: World) -> None:
    asset = an_asset_with_a_pack(world)
    changed(world, asset, {PACK: 0}, **FLAG)
    assert steps(world) == [f"RETURN {order_ids(world)[0]} 2x100"]


@pytest.mark.parametrize(("left", "used"), [(40, 0), (0, 1)], ids=["a part of it", "used"])
def test_a_consumable_is_never_returned_in_part_or_used(world: World, left: int, used: int) -> None:
    asset = an_asset_with_a_pack(world)
    world.adobe.control.set_subscription(subscription_of(world, PACK), used=used)
    changed(world, asset, {PACK: left}, **FLAG)
    assert [step for step in steps(world) if "RETURN" in step] == []
    assert seats(world, PACK) == (100, left)


def test_orders_before_a_renewal_are_dead_and_the_renewal_order_counts(world: World) -> None:
    asset = an_asset(world)
    world.advance(days=360)
    changed(world, asset, {PHOTOSHOP: 12})
    world.advance(days=7)
    (first, second), before = order_ids(world), seats(world, PHOTOSHOP)
    request = changed(world, asset, {PHOTOSHOP: 9}, **FLAG)
    (renewal,) = order_ids(world, "RENEWAL")
    assert before == (12, 12)
    assert steps(world) == [f"RETURN {renewal} 1x3"]
    assert seats(world, PHOTOSHOP) == (9, 9)
    assert remaining(world, request)[renewal] == [9, 5]
    assert set(remaining(world, request)) >= {first, second, renewal}


def test_a_reduction_without_a_flag_returns_only_where_the_account_says_so(tmp_path: Path) -> None:
    world = World(tmp_path, account={"downsize_in_window": "return"})
    asset = an_asset(world)
    changed(world, asset, {PHOTOSHOP: 8})
    assert steps(world) == [f"RETURN {order_ids(world)[0]} 1x2"]


@pytest.mark.parametrize("answer", ["no-cancellation-request", "no", "false"])
def test_who_says_no_cancellation_never_has_an_order_returned(tmp_path: Path, answer: str) -> None:
    world = World(tmp_path, account={"downsize_in_window": "return"})
    asset = an_asset(world)
    changed(world, asset, {PHOTOSHOP: 8}, is_cancellation_order=answer, cancel_order_id=order_ids(world)[0])
    assert steps(world) == [f"RENEW {PHOTOSHOP} 8"]


def test_orders_that_somebody_placed_elsewhere_are_not_found(world: World) -> None:
    asset = an_asset(world)
    (customer,) = world.adobe.control.customers()
    world.advance(days=20)
    world.adobe.control.add_purchase(customer["customerId"], f"{PHOTOSHOP}01A12", 4)
    request = changed(world, asset, {PHOTOSHOP: 8}, **FLAG)
    assert [step for step in steps(world) if "RETURN" in step] == []
    assert "Adobe shows 14 seats, this subscription's orders explain 10" in world.note(request)


def test_why_somebody_asked_is_kept_with_the_ledger(world: World) -> None:
    asset = an_asset(world)
    request = changed(world, asset, {PHOTOSHOP: 8}, cancel_reason="Two people left.", **FLAG)
    orders = world.params(request)["adobe_orders"]["orders"]
    assert [one["reason"] for one in orders if one["type"] == "RETURN"] == ["Two people left."]
    assert [one["returned"] for one in orders if one["type"] == "RETURN"] == order_ids(world)
