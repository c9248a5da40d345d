"""The ledger over an anniversary, and of assets that were bought through another connector.

Sources: developer.adobe.com/vipmp/docs/subscription-management/renewal and …/order-management/get-order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from connector import bootstrap
from connector.cloudblue.reading import read_request
from tests.flows.builders import assert_parked
from tests.flows.lives import FLAG, OFF, an_asset, asked, changed, order_ids, remaining, seats, steps, subscription_of
from tests.world import ALL_APPS, PHOTOSHOP, SIGN

if TYPE_CHECKING:
    from tests.world import World


def imported(world: World, *, with_list: bool = True) -> str:
    """Give an asset as another connector left it: ten seats approved of twelve bought, and no ledger."""
    asset = an_asset(world, {PHOTOSHOP: 12})
    changed(world, asset, {PHOTOSHOP: 10})
    adjustment = world.connect.trade.adjust(asset)
    lacking: dict[str, Any] = {"adobe_orders": {}} | ({} if with_list else {"cb_adobe_account_subscription_list": {}})
    platform = bootstrap.platform_of(world.application().client)
    platform.update(read_request(world.connect.control.document(adjustment)), values=lacking, errors={}, note=None)
    world.connect.trade.answer_elsewhere(adjustment, "approve", activation_tile="By hand.")
    return asset


def test_a_renewal_comes_into_the_ledger_and_deferred_seats_are_gone(world: World) -> None:
    asset = an_asset(world)
    changed(world, asset, {PHOTOSHOP: 7})
    world.advance(days=370)
    request = changed(world, asset, {PHOTOSHOP: 9})
    (renewal,) = order_ids(world, "RENEWAL")
    assert steps(world) == ["NEW 1x2", f"RENEW {PHOTOSHOP} 9"]
    assert seats(world, PHOTOSHOP) == (9, 9)
    assert world.note(request) == ""
    assert remaining(world, request)[renewal] == [7, 5]
    assert world.params(request)["renewal_date"] == world.adobe.control.subscriptions()[0]["renewalDate"]


def test_what_lapsed_at_the_anniversary_is_bought_anew_when_it_comes_back(world: World) -> None:
    asset = an_asset(world)
    changed(world, asset, {ALL_APPS: 0})
    world.advance(days=370)
    request = changed(world, asset, {ALL_APPS: 3})
    assert steps(world) == ["NEW 2x3"]
    assert seats(world, ALL_APPS) == (3, 3)
    assert world.note(request) == ""
    changed(world, asset, {ALL_APPS: 6})
    assert steps(world) == ["NEW 2x3"]
    assert seats(world, ALL_APPS) == (6, 6)


def test_the_others_renewal_is_seen_although_one_item_lapsed(world: World) -> None:
    asset = an_asset(world)
    changed(world, asset, {PHOTOSHOP: 8, ALL_APPS: 0})
    world.advance(days=370)
    request = changed(world, asset, {PHOTOSHOP: 10})
    assert steps(world) == ["NEW 1x2", f"RENEW {PHOTOSHOP} 10"]
    assert seats(world, PHOTOSHOP) == (10, 10)
    assert world.note(request) == ""


def test_everything_lapsed_while_auto_renewal_was_off_and_more_seats_are_refused(world: World) -> None:
    asset = an_asset(world)
    changed(world, asset, cb_autorenewal=OFF)
    world.advance(days=370)
    request = asked(world, asset, {PHOTOSHOP: 12})
    assert world.status(request) == "failed"
    assert "has ended at Adobe" in world.reason(request)
    assert steps(world) == []


def test_why_orders_were_returned_survives_an_anniversary(world: World) -> None:
    asset = an_asset(world)
    changed(world, asset, {PHOTOSHOP: 8}, cancel_reason="Two people left.", **FLAG)
    world.advance(days=370)
    request = changed(world, asset, {PHOTOSHOP: 9})
    orders = world.params(request)["adobe_orders"]["orders"]
    assert [one["reason"] for one in orders if one["type"] == "RETURN"] == ["Two people left."]


def test_an_asset_without_a_ledger_gets_it_from_adobes_history_before_anything_is_decided(world: World) -> None:
    asset = imported(world)
    request = changed(world, asset, {PHOTOSHOP: 13})
    # Twelve were bought and ten approved: two are absorbed, one is bought.
    assert steps(world) == ["NEW 1x1", f"RENEW {PHOTOSHOP} 13"]
    assert seats(world, PHOTOSHOP) == (13, 13)
    first, second = order_ids(world)
    assert remaining(world, request) == {first: [12], second: [1]}


def test_the_plain_list_of_subscriptions_is_enough_to_know_what_the_asset_holds(world: World) -> None:
    asset = imported(world, with_list=False)
    changed(world, asset, {PHOTOSHOP: 12})
    assert steps(world) == [f"RENEW {PHOTOSHOP} 12"]


def test_orders_of_other_assets_do_not_come_into_it(world: World) -> None:
    asset = imported(world)
    other = world.buy({SIGN: 3})
    assert world.settle(other) == "approved"
    request = changed(world, asset, {PHOTOSHOP: 9}, **FLAG)
    assert world.params(other)["adobe_order_id"] not in remaining(world, request)


def test_orders_of_earlier_terms_come_into_it_too(world: World) -> None:
    asset = imported(world)
    world.advance(days=370)
    request = changed(world, asset, {PHOTOSHOP: 11})
    assert steps(world) == ["NEW 1x1", f"RENEW {PHOTOSHOP} 11"]
    assert set(remaining(world, request)) == {*order_ids(world), *order_ids(world, "RENEWAL")}


def test_an_asset_that_names_no_subscription_of_its_customer_is_a_persons_matter(world: World) -> None:
    asset = an_asset(world)
    adjustment = world.connect.trade.adjust(asset)
    platform = bootstrap.platform_of(world.application().client)
    nothing: dict[str, Any] = {"cb_adobe_account_subscription_list": {}, "adobe_subscription_id": ""}
    platform.update(read_request(world.connect.control.document(adjustment)), values=nothing, errors={}, note=None)
    world.connect.trade.answer_elsewhere(adjustment, "approve", activation_tile="By hand.")
    request = asked(world, asset, {PHOTOSHOP: 4})
    assert_parked(world, request, "adobe_subscription_id")
    assert steps(world) == []
    assert subscription_of(world, PHOTOSHOP)
