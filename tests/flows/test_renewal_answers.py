"""The answer to a renewal setting counts while it is the newest that is known; else the subscriptions are looked at again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.flows.builders import Meanwhile
from tests.flows.lives import FLAG, SUBSCRIPTION, an_asset, seats, steps, subscription_of
from tests.world import ALL_APPS, PHOTOSHOP

if TYPE_CHECKING:
    from pathlib import Path

    from tests.world import World

LIST = "GET /v3/customers/P1005000001/subscriptions"


def set_at_adobe(world: World, quantity: int) -> None:
    """Let somebody set another renewal quantity at Adobe."""
    world.adobe.control.set_subscription(subscription_of(world, PHOTOSHOP), renewal_quantity=quantity)


def a_reduction(world: World) -> str:
    """Ask for eight seats of ten."""
    asset = an_asset(world)
    world.advance(minutes=1)
    return world.connect.trade.change(asset, {PHOTOSHOP: 8}, {})


def in_the_next_delivery(world: World) -> None:
    """Deliver once more, an hour later."""
    world.advance(hours=1)
    world.adobe.control.forget_calls()
    world.deliver()


def test_a_setting_that_was_just_made_is_believed(world: World) -> None:
    request = a_reduction(world)
    world.adobe.control.forget_calls()
    assert world.settle(request) == "approved"
    assert world.adobe_calls().count(LIST) == 1
    assert "2 seats" in world.note(request)


def test_an_answer_that_comes_again_is_older_than_what_adobe_shows(world: World) -> None:
    request = a_reduction(world)
    world.adobe.control.fault(SUBSCRIPTION, "no answer", after_effect=True)
    world.deliver()
    set_at_adobe(world, 12)
    in_the_next_delivery(world)
    assert (world.status(request), seats(world, PHOTOSHOP), world.note(request)) == ("pending", (10, 12), "")


def test_a_look_after_a_return_is_newer_than_a_setting_before_it(world: World) -> None:
    asset = an_asset(world)
    world.advance(minutes=1)
    set_at_adobe(world, 10)
    Meanwhile(world).before("orders RETURN", lambda: set_at_adobe(world, 3))
    request = world.connect.trade.change(asset, {PHOTOSHOP: 12, ALL_APPS: 3}, FLAG)
    world.deliver()
    assert (world.status(request), seats(world, PHOTOSHOP)) == ("pending", (12, 3))
    assert steps(world)[1:] == [f"RENEW {PHOTOSHOP} 12", "RETURN P92000001 2x2"]


def test_without_its_journal_nothing_is_taken_from_an_answer(world: World, tmp_path: Path) -> None:
    request = a_reduction(world)
    world.connect.control.add_fault(method="POST", path="*/approve", status=500, times=1)
    world.deliver()
    set_at_adobe(world, 12)
    world.means.store.close()
    world.variables["DATABASE_URL"] = f"sqlite:///{tmp_path / 'another.sqlite3'}"
    world.means = world.new_means()
    world.advance(hours=1)
    world.adobe.control.forget_calls()
    world.deliver()
    assert [call.replayed for call in world.adobe.control.calls("PATCH")] == [True]
    assert (world.status(request), seats(world, PHOTOSHOP)) == ("pending", (10, 12))
