"""Transfers and imports whose worker dies at every I/O boundary: one transfer, one customer, nothing ordered, nothing lost."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pytest

from tests.flows.arrivals import HELD, a_customer_to_import, a_membership, order_import, order_transfer
from tests.matrix import Death, a_watched_world, an_empty_store, approvals, boundaries_of, deaths
from tests.world import ALL_APPS, PHOTOSHOP

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.matrix import Staged
    from tests.world import World

pytestmark = pytest.mark.slow

OFF: Final = {"cb_autorenewal": "inactive_auto_renewal_status"}


@dataclass(frozen=True)
class Scene:
    """One request, and how much of what there is at Adobe afterwards: transfers, and orders by type."""

    name: str
    ask: Callable[[World], str]
    transfers: int
    orders: tuple[str, ...]
    renews: bool = True


def a_transfer(world: World, **params: str) -> str:
    a_membership(world)
    return order_transfer(world, None, **params)


def an_import(world: World, **params: str) -> str:
    return order_import(world, a_customer_to_import(world), **params)


SCENES: Final = (
    Scene("a transfer", a_transfer, 1, ("TRANSFER",)),
    Scene("a transfer with auto-renewal off", lambda world: a_transfer(world, **OFF), 1, ("TRANSFER",), renews=False),
    Scene("an import", an_import, 0, ("NEW", "NEW")),
    Scene("an import with auto-renewal off", lambda world: an_import(world, **OFF), 0, ("NEW", "NEW"), renews=False),
)


@pytest.fixture(autouse=True)
def silence() -> Iterator[None]:
    """Log nothing: hundreds of deliveries would take half their time for it."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty store that each world begins with a copy of."""
    return an_empty_store(tmp_path_factory.mktemp("store"))


def stage(scene: Scene, store: Path) -> Callable[[Path], Staged]:
    def build(folder: Path) -> Staged:
        world = a_watched_world(folder, store)
        return world, scene.ask(world)

    return build


def assert_all_came_over_once(scene: Scene, world: World, request: str) -> None:
    assert world.status(request) == "approved", world.note(request)
    assert approvals(world, request) == 1
    control = world.adobe.control
    (customer,) = control.customers()
    assert [one["status"] for one in control.transfers()] == ["1000"] * scene.transfers
    assert tuple(order["orderType"] for order in control.orders()) == scene.orders
    assert [call for call in world.adobe_writes() if call.startswith("POST /v3/customers")] == []
    found = {one["offerId"][:10]: one for one in control.subscriptions()}
    assert {mpn: one["currentQuantity"] for mpn, one in found.items()} == HELD
    assert {one["autoRenewal"]["enabled"] for one in found.values()} == {scene.renews}
    params = world.params(request)
    assert params["adobe_customer_id"] == customer["customerId"]
    assert params.get("transfer_id") == (control.transfers()[0]["transferId"] if scene.transfers else None)
    listed = {one["sku"]: one["subscription_id"] for one in params["cb_adobe_account_subscription_list"]["value"]}
    assert listed == {mpn: found[mpn]["subscriptionId"] for mpn in (PHOTOSHOP, ALL_APPS)}
    ledger = {order["order_id"]: order["type"] for order in params["adobe_orders"]["orders"]}
    assert ledger == {order["orderId"]: order["orderType"] for order in control.orders()}


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_the_boundaries_of_a_request_hold_every_exchange(tmp_path: Path, store: Path, scene: Scene) -> None:
    names = boundaries_of(stage(scene, store), tmp_path / "counting")
    assert sum(name.endswith("/transfers") for name in names) == scene.transfers
    assert sum(name.startswith("adobe PATCH") for name in names) == (0 if scene.renews else 2)
    assert sum(name.endswith("/approve") for name in names) == 1
    assert names.count("database") >= 7


@pytest.mark.parametrize("death", Death)
@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_a_request_whose_worker_dies_ends_as_if_it_had_lived(tmp_path: Path, store: Path, scene: Scene, death: Death) -> None:
    count = 0
    for world, request in deaths(stage(scene, store), tmp_path, death):
        assert_all_came_over_once(scene, world, request)
        count += 1
    assert count >= 7
