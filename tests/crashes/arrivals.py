"""Rows of the crash matrix: transfers from VIP and imports of customers, which order nothing and lose nothing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from tests.crashes.faults import Fault, Strike
from tests.crashes.flow import Doubt, Flow
from tests.flows.arrivals import HELD, a_customer_to_import, a_membership, order_import, order_transfer
from tests.matrix import a_watched_world, effects, endings
from tests.world import ALL_APPS, PHOTOSHOP

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.matrix import Staged
    from tests.world import World

_OFF: Final = {"cb_autorenewal": "inactive_auto_renewal_status"}


@dataclass(frozen=True)
class _Scene:
    """One request, and how much of what there is at Adobe afterwards: transfers, and orders by type."""

    name: str
    ask: Callable[[World], str]
    transfers: int
    orders: tuple[str, ...]
    renews: bool = True


def _a_transfer(world: World, **params: str) -> str:
    a_membership(world)
    return order_transfer(world, None, **params)


def _an_import(world: World, **params: str) -> str:
    return order_import(world, a_customer_to_import(world), **params)


_SCENES: Final = (
    _Scene("transfer from VIP", _a_transfer, 1, ("TRANSFER",)),
    _Scene("transfer from VIP with auto-renewal off", lambda world: _a_transfer(world, **_OFF), 1, ("TRANSFER",), renews=False),
    _Scene("migration", _an_import, 0, ("NEW", "NEW")),
    _Scene("migration with auto-renewal off", lambda world: _an_import(world, **_OFF), 0, ("NEW", "NEW"), renews=False),
)


def _assert_all_came_over_once(scene: _Scene, world: World, request: str) -> None:
    _assert_all_is_held_once(scene, world, request)
    made = [one["transferId"] for one in world.adobe.control.transfers()]
    assert [world.params(request).get("transfer_id")] == (made or [None])


def _assert_all_is_held_once(scene: _Scene, world: World, request: str) -> None:
    assert (world.status(request), endings(world, request)) == ("approved", ["approve"]), world.note(request)
    control = world.adobe.control
    (customer,) = control.customers()
    assert [one["status"] for one in control.transfers()] == ["1000"] * scene.transfers
    assert tuple(order["orderType"] for order in control.orders()) == scene.orders
    assert [call for call in effects(world) if call.startswith("POST /v3/customers")] == []
    found = {one["offerId"][:10]: one for one in control.subscriptions()}
    assert {mpn: one["currentQuantity"] for mpn, one in found.items()} == HELD
    assert {one["autoRenewal"]["enabled"] for one in found.values()} == {scene.renews}
    params = world.params(request)
    assert params["adobe_customer_id"] == customer["customerId"]
    listed = {one["sku"]: one["subscription_id"] for one in params["cb_adobe_account_subscription_list"]["value"]}
    assert listed == {mpn: found[mpn]["subscriptionId"] for mpn in (PHOTOSHOP, ALL_APPS)}
    ledger = {order["order_id"]: order["type"] for order in params["adobe_orders"]["orders"]}
    assert ledger == {order["orderId"]: order["orderType"] for order in control.orders()}


def _stage(scene: _Scene, folder: Path, store: Path) -> Staged:
    world = a_watched_world(folder, store)
    return world, scene.ask(world)


def _parked_and_put_right(scene: _Scene, world: World, request: str) -> None:
    """See that it is parked after one transfer, write the customer to it as its note says, and see it end."""
    assert (world.status(request), endings(world, request)) == ("pending", [])
    assert "Write its Adobe customer to adobe_customer_id" in world.note(request)
    (customer,) = world.adobe.control.customers()
    written = [{"id": "adobe_customer_id", "value": customer["customerId"]}]
    world.application().client.requests[request].update({"asset": {"params": written}})
    assert world.settle(request) == "approved", world.note(request)
    _assert_all_is_held_once(scene, world, request)


def _doubts(scene: _Scene) -> tuple[Doubt, ...]:
    why = "the answer that holds the new customer's id is used up; Adobe lists no transfers, and refuses a second one"
    strike = Strike(Fault.ANSWER_500, after=True)
    return (Doubt("/transfers", strike, why, partial(_parked_and_put_right, scene)),) if scene.transfers else ()


FLOWS: Final = tuple(
    Flow(scene.name, partial(_stage, scene), partial(_assert_all_came_over_once, scene), doubts=_doubts(scene))
    for scene in _SCENES
)
