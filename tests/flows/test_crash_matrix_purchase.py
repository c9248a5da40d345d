"""A purchase whose worker dies at every I/O boundary, before and after its effect, and is delivered again: one of everything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.abandonment import Boundaries, WatchedAdapter, WatchedTransport, run_worker
from tests.world import ALL_APPS, PHOTOSHOP, World

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow

EXPIRED = 61


def a_world(folder: Path) -> World:
    world = World(folder)
    world.transport = WatchedTransport(world.transport)
    world.adapter = WatchedAdapter(world.adapter)
    world.means = world.new_means()
    # Opening the database holds a lock of the operating system, which only a process's death gives back: SIGKILL tests cover it.
    world.means.store.ready()
    return world


def boundaries_of_a_purchase(folder: Path) -> list[str]:
    world = a_world(folder)
    world.buy()
    boundaries = Boundaries()
    assert run_worker(boundaries, world.deliver)
    return boundaries.names


def deliver_until_approved(world: World, request: str) -> None:
    """Let the runner lose its worker, the dead one's leases expire, and another process take over."""
    world.connect.control.lose_worker()
    world.advance(seconds=EXPIRED)
    world.means = world.new_means()
    assert world.settle(request) == "approved"


def there_is_one_of_everything(world: World, request: str) -> None:
    customers, orders = world.adobe.control.customers(), world.adobe.control.orders()
    assert [customer["status"] for customer in customers] == ["1000"]
    assert [(order["orderType"], order["status"]) for order in orders] == [("NEW", "1000")]
    assert {(line["offerId"][:10], line["quantity"]) for line in orders[0]["lineItems"]} == {(PHOTOSHOP, 10), (ALL_APPS, 5)}
    params: dict[str, Any] = world.params(request)
    assert params["adobe_customer_id"] == customers[0]["customerId"]
    assert params["adobe_order_id"] == orders[0]["orderId"]
    assert len(params["cb_adobe_account_subscription_list"]["value"]) == 2
    approvals = [call for call in world.connect.control.writes() if call.path.endswith("/approve") and call.status == 200]
    assert len(approvals) == 1


def test_the_boundaries_of_a_purchase_are_all_counted(tmp_path: Path) -> None:
    names = boundaries_of_a_purchase(tmp_path)
    http = [name for name in names if name != "database"]
    assert [name.split("?")[0] for name in http] == [
        "platform GET /public/v1/tier/configs",
        "platform GET /public/v1/subscriptions/assets",
        "adobe POST /ims/token/v3",
        "adobe POST /v3/customers",
        "platform PUT /public/v1/requests/PR-0000-0000-0001-001",
        "adobe POST /v3/customers/P1005000001/orders",
        "adobe POST /v3/customers/P1005000001/orders",
        "platform PUT /public/v1/requests/PR-0000-0000-0001-001",
        "adobe GET /v3/customers/P1005000001/orders/P92000001",
        "adobe GET /v3/customers/P1005000001/subscriptions",
        "platform PUT /public/v1/requests/PR-0000-0000-0001-001",
        "platform POST /public/v1/requests/PR-0000-0000-0001-001/approve",
    ]
    assert names.count("database") >= 10


@pytest.mark.parametrize("lost", [False, True], ids=["the store is kept", "the store is lost"])
@pytest.mark.parametrize("after", [False, True], ids=["before the effect", "after the effect"])
def test_a_purchase_that_dies_at_any_boundary_ends_with_one_customer_and_one_order(
    tmp_path: Path, *, after: bool, lost: bool
) -> None:
    (tmp_path / "counting").mkdir()
    count = len(boundaries_of_a_purchase(tmp_path / "counting"))
    for number in range(count):
        folder = tmp_path / str(number)
        folder.mkdir()
        world = a_world(folder)
        request = world.buy()
        assert not run_worker(Boundaries(at=number, after=after), world.deliver)
        if lost:
            for file in folder.glob("connector.sqlite3*"):
                file.unlink()
        deliver_until_approved(world, request)
        there_is_one_of_everything(world, request)
