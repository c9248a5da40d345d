"""A cancellation of the order that the customer names: that order and no other, or a question on exactly that parameter.

Source: developer.adobe.com/vipmp/docs/order-management/return-order.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.flows.lives import FLAG, an_asset, asked, changed, order_ids, seats, steps
from tests.world import ALL_APPS, PHOTOSHOP, SIGN

if TYPE_CHECKING:
    from tests.world import World


def an_asset_of_two_orders(world: World) -> tuple[str, str, str]:
    """Buy 10 and 5 seats, and 5 more of the first the next day; gives the asset and both orders."""
    asset = an_asset(world)
    world.advance(days=1)
    changed(world, asset, {PHOTOSHOP: 15})
    first, second = order_ids(world)
    return asset, first, second


def assert_asks(world: World, request: str, *words: str, on: str = "cancel_order_id") -> None:
    """Check that the customer is asked on this parameter alone, and that nothing was done at Adobe."""
    assert world.status(request) == "inquiring"
    assert list(world.errors(request)) == [on]
    for word in words:
        assert word in world.errors(request)[on]
    assert steps(world) == []


def window_of(world: World, order_id: str) -> str:
    """Say how the end of an order's window is told."""
    (order,) = [one for one in world.adobe.control.orders() if one["orderId"] == order_id]
    until = datetime.fromisoformat(order["creationDate"]).date() + timedelta(days=14)
    return f"{order_id} (until {until})"


def test_the_named_order_is_returned_and_no_older_one(world: World) -> None:
    asset, _, second = an_asset_of_two_orders(world)
    changed(world, asset, {PHOTOSHOP: 11}, cancel_order_id=second, **FLAG)
    assert steps(world) == [f"RETURN {second} 1x4"]
    assert seats(world, PHOTOSHOP) == (11, 11)


def test_the_order_id_alone_asks_for_the_return_too(world: World) -> None:
    asset, _, second = an_asset_of_two_orders(world)
    changed(world, asset, {PHOTOSHOP: 10}, cancel_order_id=second)
    assert steps(world) == [f"RETURN {second} 1x5"]


def test_downsize_order_id_means_the_same(world: World) -> None:
    asset, _, second = an_asset_of_two_orders(world)
    changed(world, asset, {PHOTOSHOP: 12}, downsize_order_id=second)
    assert steps(world) == [f"RETURN {second} 1x3"]


def test_a_renewal_order_can_be_named(world: World) -> None:
    asset = an_asset(world)
    world.advance(days=367)
    seats(world, PHOTOSHOP)
    (renewal,) = order_ids(world, "RENEWAL")
    changed(world, asset, {PHOTOSHOP: 6}, cancel_order_id=renewal, **FLAG)
    assert steps(world) == [f"RETURN {renewal} 1x4"]
    assert seats(world, PHOTOSHOP) == (6, 6)


def test_an_unknown_order_is_asked_back_with_those_that_could_be_returned_and_until_when(world: World) -> None:
    asset, first, second = an_asset_of_two_orders(world)
    request = asked(world, asset, {PHOTOSHOP: 11}, cancel_order_id="P99999999", **FLAG)
    choices = f"These can be returned: {window_of(world, first)}, {window_of(world, second)}. Name one of them, or clear it: then"
    assert_asks(world, request, "The order P99999999 cannot be returned: Adobe does not know it.", choices)
    world.correct(request, cancel_order_id=second)
    assert world.settle(request) == "approved"
    assert world.errors(request) == {}
    assert steps(world) == [f"RETURN {second} 1x4"]


@pytest.mark.parametrize("strange", ["../subscriptions", "P9?x=1", "no order"])
def test_what_is_no_order_id_at_all_is_asked_back(world: World, strange: str) -> None:
    request = asked(world, an_asset(world), {PHOTOSHOP: 9}, cancel_order_id=strange, **FLAG)
    assert_asks(world, request, "Adobe does not know it")


def test_the_order_of_another_customer_is_unknown(world: World) -> None:
    stranger = world.adobe.control.add_customer(world.reseller_id, "Somebody Else Ltd", email="else@example.com")
    theirs = world.adobe.control.add_purchase(stranger, f"{PHOTOSHOP}01A12", 5)
    request = asked(world, an_asset(world), {PHOTOSHOP: 8}, cancel_order_id=theirs, **FLAG)
    assert_asks(world, request, "Adobe does not know it")


def test_the_order_of_another_asset_of_the_company_is_not_touched(world: World) -> None:
    asset = an_asset(world)
    other = world.buy({SIGN: 3})
    assert world.settle(other) == "approved"
    theirs = world.params(other)["adobe_order_id"]
    request = asked(world, asset, {PHOTOSHOP: 8}, cancel_order_id=theirs, **FLAG)
    assert_asks(world, request, "it belongs to another subscription")


def test_an_order_that_was_returned_already_is_asked_back(world: World) -> None:
    asset, first, second = an_asset_of_two_orders(world)
    changed(world, asset, {PHOTOSHOP: 10}, cancel_order_id=second, **FLAG)
    changed(world, asset, cancel_order_id="", is_cancellation_order="")
    request = asked(world, asset, {PHOTOSHOP: 9}, cancel_order_id=second, **FLAG)
    assert_asks(world, request, "it has been returned already", window_of(world, first))


def test_a_return_is_no_order_that_could_be_returned(world: World) -> None:
    asset, _, second = an_asset_of_two_orders(world)
    changed(world, asset, {PHOTOSHOP: 10}, cancel_order_id=second, **FLAG)
    (returned,) = order_ids(world, "RETURN")
    request = asked(world, asset, {PHOTOSHOP: 9}, cancel_order_id=returned)
    assert_asks(world, request, "it is no purchase and no renewal")


def test_an_order_outside_the_window_is_asked_back_and_nothing_is_offered_when_there_is_nothing(world: World) -> None:
    asset = an_asset(world)
    world.advance(days=15)
    request = asked(world, asset, {PHOTOSHOP: 8}, cancel_order_id=order_ids(world)[0], **FLAG)
    assert_asks(
        world,
        request,
        "its return window has closed",
        "No order can be returned now. Correct it, or clear it: then the seats end at the next renewal.",
    )


@pytest.mark.parametrize(
    ("items", "words"),
    [
        ({PHOTOSHOP: 9}, "it does not hold what is reduced of Photoshop for teams"),
        ({ALL_APPS: 4}, "it does not hold what is reduced of Creative Cloud All Apps for teams"),
        ({}, "the request reduces nothing"),
    ],
    ids=["more than it holds", "another item", "nothing"],
)
def test_an_order_that_does_not_match_the_reduced_items_is_asked_back(
    world: World, items: dict[str, int | str], words: str
) -> None:
    asset, _, second = an_asset_of_two_orders(world)
    request = asked(world, asset, items, cancel_order_id=second, **FLAG)
    assert_asks(world, request, words, window_of(world, second))


def test_the_question_stands_on_the_parameter_that_named_the_order(world: World) -> None:
    asset, _, second = an_asset_of_two_orders(world)
    changed(world, asset, {PHOTOSHOP: 14}, cancel_order_id=second, **FLAG)
    request = asked(world, asset, {PHOTOSHOP: 12}, downsize_order_id="P99999999")
    assert_asks(world, request, "Adobe does not know it", on="downsize_order_id")
