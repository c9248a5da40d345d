"""The order must list exactly what the membership holds; where it does not, both lists are told side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.flows.arrivals import (
    HELD,
    PREVIEW,
    a_membership,
    an_offer,
    assert_transferred_once,
    order_transfer,
)
from tests.flows.builders import assert_parked
from tests.world import ALL_APPS, PHOTOSHOP, SIGN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.world import World

DARKROOM = "65304578CA"
"""A product that Adobe sells and the marketplace does not."""


@pytest.mark.parametrize(
    ("ordered", "lines"),
    [
        (
            {PHOTOSHOP: 8, ALL_APPS: 5},
            [
                "Photoshop for teams (65304470CA): the VIP membership 10, the order 8",
                "Creative Cloud All Apps for teams (65309999CA): the VIP membership 5, the order 5",
            ],
        ),
        ({PHOTOSHOP: 10}, ["Creative Cloud All Apps for teams (65309999CA): the VIP membership 5, the order 0"]),
        ({**HELD, SIGN: 3}, ["Acrobat Sign for teams (30007777CA): the VIP membership 0, the order 3"]),
    ],
    ids=["another quantity", "one left out", "one too many"],
)
def test_a_difference_fails_with_both_lists_side_by_side(world: World, ordered: Mapping[str, int], lines: list[str]) -> None:
    a_membership(world)
    request = order_transfer(world, ordered)
    assert world.settle(request) == "failed"
    assert [line for line in lines if line not in world.reason(request)] == []
    assert "Order again with these numbers." in world.reason(request)
    assert world.params(request)["error_msg"] == world.reason(request)
    assert world.adobe.control.transfers() == []
    assert world.adobe_calls() == [PREVIEW]


def test_ordered_again_with_the_memberships_list_it_comes_over(world: World) -> None:
    a_membership(world)
    assert world.settle(order_transfer(world, {PHOTOSHOP: 10})) == "failed"
    request = order_transfer(world)
    assert world.settle(request) == "approved"
    assert_transferred_once(world, request)


def test_an_item_of_the_membership_that_is_not_in_the_product_is_named(world: World) -> None:
    a_membership(world, more=[an_offer(world, DARKROOM, 3)])
    request = order_transfer(world)
    assert world.settle(request) == "failed"
    assert "65304578CA: the VIP membership 3, the order 0" in world.reason(request)
    assert "65304578CA (3): the VIP membership has this, and it is not sold here" in world.reason(request)
    assert world.adobe.control.transfers() == []


def test_a_product_that_has_lapsed_in_vip_arrives_inactive_and_is_left_out_of_the_comparison(world: World) -> None:
    a_membership(world, more=[an_offer(world, SIGN, 7, days=-1)])
    request = order_transfer(world)
    assert world.settle(request) == "approved"
    assert_transferred_once(world, request)
    lapsed = [one for one in world.adobe.control.subscriptions() if one["status"] == "1004"]
    assert [one["offerId"] for one in lapsed] == [f"{SIGN}01A12"]
    assert lapsed[0]["subscriptionId"] not in world.params(request)["adobe_subscription_id"]


def test_a_lapsed_product_cannot_be_ordered_by_a_transfer(world: World) -> None:
    a_membership(world, more=[an_offer(world, SIGN, 7, days=-1)])
    request = order_transfer(world, {**HELD, SIGN: 7})
    assert world.settle(request) == "failed"
    assert "Acrobat Sign for teams (30007777CA): the VIP membership 0, the order 7" in world.reason(request)


def test_a_product_that_renews_today_has_not_lapsed(world: World) -> None:
    a_membership(world, {PHOTOSHOP: 10}, more=[an_offer(world, ALL_APPS, 5, days=0)])
    request = order_transfer(world, {PHOTOSHOP: 10})
    assert world.settle(request) == "failed"
    assert "the VIP membership 5, the order 0" in world.reason(request)


def test_a_product_in_several_subscriptions_parks_since_one_item_cannot_show_them(world: World) -> None:
    a_membership(world, more=[an_offer(world, PHOTOSHOP, 4, days=100)])
    request = order_transfer(world, {PHOTOSHOP: 14, ALL_APPS: 5})
    world.deliver()
    assert_parked(world, request, "Photoshop for teams: the VIP membership has several subscriptions")
    assert world.adobe.control.transfers() == []


def test_items_without_a_quantity_are_ignored(world: World) -> None:
    a_membership(world)
    request = order_transfer(world, {**HELD, SIGN: 0})
    assert world.settle(request) == "approved"
    assert_transferred_once(world, request)


def test_a_company_on_terms_that_cannot_be_served_parks_before_anything_is_transferred(world: World) -> None:
    a_membership(world, discounts=[{"offerType": "LICENSE", "level": "17", "discountCode": "HVD_L17_PRE"}])
    request = order_transfer(world)
    world.deliver()
    assert_parked(world, request, "high volume discount code")
    assert world.adobe.control.transfers() == []
