"""What Adobe's notifications told is used where the account hears them: nothing is asked, and nothing is ended twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connector.fulfillment.hearing import hear
from tests.flows.builders import assert_parked
from tests.retail_world import RetailWorld

if TYPE_CHECKING:
    from pathlib import Path

REFERENCE = "AS-0000-0000-0001-30006514"
TOKEN = "planted-webhook-token-3b7e"


def a_listening_world(folder: Path) -> RetailWorld:
    """Give a world in which one product was claimed, under an account with a webhook."""
    world = RetailWorld(folder, account={"notify": {"auth": "static", "token": TOKEN}})
    request = world.order()
    world.deliver()
    assert world.status(request) == "approved"
    world.advance(minutes=1)
    return world


def notified(world: RetailWorld, status: str) -> str:
    """Let Adobe notify about the claim; gives what became of it."""
    body = f'{{"partner_subscription_id": "{REFERENCE}", "status": "{status}", "timestamp": "2030-01-01T00:00:00Z"}}'
    return hear({"authorization": f"Bearer {TOKEN}"}, body.encode(), world.means.settings, world.means.store)[1]


def test_what_adobe_told_to_have_ended_is_approved(tmp_path: Path) -> None:
    world = a_listening_world(tmp_path)
    assert notified(world, "Cancelled") == "applied"
    request = world.connect.trade.cancel(world.connect.control.asset_of(world.connect.control.requests()[0]))
    world.deliver()
    assert world.status(request) == "approved"
    assert world.note(request) == f"Adobe shows {REFERENCE} as cancelled."
    assert world.retail.control.calls("GET") == []


def test_what_is_active_is_a_persons_task_to_end(tmp_path: Path) -> None:
    world = a_listening_world(tmp_path)
    assert notified(world, "Active") == "applied"
    request = world.connect.trade.cancel(world.connect.control.asset_of(world.connect.control.requests()[0]))
    world.deliver()
    assert_parked(world, request, "support-bundle")


def test_a_store_that_was_lost_knows_nothing_and_says_so_to_nobody(tmp_path: Path) -> None:
    world = a_listening_world(tmp_path)
    for file in world.database.parent.glob(f"{world.database.name}*"):
        file.unlink()
    world.means = world.new_means()
    assert notified(world, "Active") == "unknown"
    request = world.connect.trade.adjust(world.connect.control.asset_of(world.connect.control.requests()[0]))
    world.deliver()
    assert (world.status(request), world.note(request)) == ("approved", "")
