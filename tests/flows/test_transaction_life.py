"""The life of assets that were bought together: changes, returns and the end of one never touch the lines of the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.flows.lives import FLAG, OFF, changed, seats, steps
from tests.flows.transactions import OTHER_GUID, a_sibling, settle_all, siblings
from tests.world import ALL_APPS, PHOTOSHOP, SIGN

if TYPE_CHECKING:
    from tests.world import World


@pytest.fixture
def assets(world: World) -> list[str]:
    """Three active assets that were bought in one transaction, six seats each."""
    requests = siblings(world, {PHOTOSHOP: 6, ALL_APPS: 6, SIGN: 6})
    assert settle_all(world, requests) == ["approved"] * 3
    world.advance(hours=1)
    return [world.connect.control.asset_of(request) for request in requests]


def the_others(world: World) -> list[tuple[int, int]]:
    return [seats(world, PHOTOSHOP), seats(world, SIGN)]


def test_more_seats_of_one_are_an_order_of_its_own(world: World, assets: list[str]) -> None:
    request = changed(world, assets[1], {ALL_APPS: 9})
    assert steps(world) == ["NEW 1x3"]
    assert world.adobe.control.orders()[-1]["externalReferenceId"] == request
    assert seats(world, ALL_APPS) == (9, 9)
    assert the_others(world) == [(6, 6), (6, 6)]


def test_seats_that_are_given_back_are_taken_from_the_own_line_of_the_shared_order(world: World, assets: list[str]) -> None:
    changed(world, assets[1], {ALL_APPS: 2}, **FLAG)
    (shared, _) = world.adobe.control.orders()
    assert steps(world)[0] == f"RETURN {shared['orderId']} 2x4"
    assert seats(world, ALL_APPS) == (2, 2)
    assert the_others(world) == [(6, 6), (6, 6)]


def test_the_shared_order_can_be_named_as_the_one_to_return(world: World, assets: list[str]) -> None:
    (shared,) = world.adobe.control.orders()
    changed(world, assets[1], {ALL_APPS: 2}, **FLAG, cancel_order_id=shared["orderId"])
    assert steps(world)[0] == f"RETURN {shared['orderId']} 2x4"
    assert the_others(world) == [(6, 6), (6, 6)]


def test_auto_renewal_of_one_is_switched_for_one(world: World, assets: list[str]) -> None:
    changed(world, assets[1], cb_autorenewal=OFF)
    assert steps(world) == ["RENEW 65309999CA off"]
    assert the_others(world) == [(6, 6), (6, 6)]


def test_the_end_of_one_gives_back_its_own_line_and_leaves_the_others(world: World, assets: list[str]) -> None:
    world.adobe.control.forget_calls()
    request = world.connect.trade.cancel(assets[1])
    assert world.settle(request) == "approved"
    (shared, _) = world.adobe.control.orders()
    assert [step for step in steps(world) if step.startswith("RETURN")] == [f"RETURN {shared['orderId']} 2x6"]
    assert [one["status"] for one in world.adobe.control.subscriptions() if one["offerId"].startswith(ALL_APPS)] == ["1004"]
    assert the_others(world) == [(6, 6), (6, 6)]
    assert [world.status(asset) for asset in assets] == ["active", "terminated", "active"]


def test_a_ledger_that_was_lost_is_made_anew_from_the_own_line_alone(world: World, assets: list[str]) -> None:
    lost = {"asset": {"params": [{"id": "adobe_orders", "structured_value": {}}]}}
    request = world.connect.trade.adjust(assets[1])
    world.application().client.requests[request].update(lost)
    assert world.settle(request) == "approved"
    (entry,) = world.params(request)["adobe_orders"]["orders"]
    assert entry["lines"] == [{"mpn": "65309999CA", "line": 2, "quantity": 6, "remaining": 6}]


def test_a_transaction_id_that_stays_on_the_asset_asks_for_nothing_in_a_change(world: World, assets: list[str]) -> None:
    request = changed(world, assets[0], {PHOTOSHOP: 7})
    assert world.params(request)["transaction_id"]
    assert seats(world, PHOTOSHOP) == (7, 7)


def test_a_switch_at_purchase_concerns_the_own_line_only(world: World) -> None:
    requests = siblings(world, {PHOTOSHOP: 6})
    assert settle_all(world, requests) == ["approved"]
    off = a_sibling(world, ALL_APPS, 6, of=2, guid=OTHER_GUID, cb_autorenewal=OFF)
    kept = a_sibling(world, SIGN, 6, of=2, guid=OTHER_GUID)
    assert settle_all(world, (off, kept)) == ["approved"] * 2
    assert (seats(world, ALL_APPS), seats(world, SIGN)) == ((6, 0), (6, 6))
    assert world.params(off)["auto_renewal_status"] == OFF
