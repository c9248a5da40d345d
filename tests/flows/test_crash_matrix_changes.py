"""Changes, switches and cancellations whose worker dies at every I/O boundary: afterwards exactly what was asked for, once."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import pytest

from tests.matrix import Death, a_watched_world, an_empty_store, approvals, boundaries_of, deaths
from tests.world import ALL_APPS, PHOTOSHOP

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from tests.matrix import Staged
    from tests.world import World

pytestmark = pytest.mark.slow

FIRST, SECOND = "P92000001", "P92000002"
"""The ids of the first orders that the simulated Adobe knows."""

Order = tuple[str, str, dict[str, int]]
"""An order at Adobe: its type, which order it gives back, and the seats by product."""


@dataclass(frozen=True)
class Scene:
    """One request, what the asset was before it, and what must be there afterwards.

    `approved` is what the marketplace shows, `owned` what was bought at Adobe and can be returned, `older` what was bought too
    long ago; `subscriptions` gives current and renewal quantity by product, the latter `None` where auto-renewal is off;
    `remaining` gives what the ledger says can still be given back, by order and product.
    """

    name: str
    ask: Callable[[World, str], str]
    orders: tuple[Order, ...]
    subscriptions: Mapping[str, tuple[int, int | None]]
    remaining: Mapping[str, Mapping[str, int]]
    approved: Mapping[str, int] = field(default_factory=lambda: {PHOTOSHOP: 10, ALL_APPS: 5})
    owned: Mapping[str, int] = field(default_factory=lambda: {PHOTOSHOP: 10, ALL_APPS: 5})
    older: Mapping[str, int] = field(default_factory=dict)


def a_change(items: Mapping[str, int], **params: str) -> Callable[[World, str], str]:
    return lambda world, asset: world.connect.trade.change(asset, items, params)


SCENES: Final = (
    Scene(
        "more seats, two of them deferred before",
        a_change({PHOTOSHOP: 15}),
        approved={PHOTOSHOP: 8, ALL_APPS: 5},
        orders=(("NEW", "", {PHOTOSHOP: 5}),),
        subscriptions={PHOTOSHOP: (15, 15), ALL_APPS: (5, 5)},
        remaining={FIRST: {PHOTOSHOP: 10, ALL_APPS: 5}, SECOND: {PHOTOSHOP: 5}},
    ),
    Scene(
        "seats given back, the order found",
        a_change({PHOTOSHOP: 6}, is_cancellation_order="is-cancellation-request"),
        orders=(("RETURN", FIRST, {PHOTOSHOP: 4}),),
        subscriptions={PHOTOSHOP: (6, 6), ALL_APPS: (5, 5)},
        remaining={FIRST: {PHOTOSHOP: 6, ALL_APPS: 5}, SECOND: {PHOTOSHOP: 0}},
    ),
    Scene(
        "seats given back, the order named",
        a_change({PHOTOSHOP: 6}, is_cancellation_order="is-cancellation-request", cancel_order_id=FIRST),
        orders=(("RETURN", FIRST, {PHOTOSHOP: 4}),),
        subscriptions={PHOTOSHOP: (6, 6), ALL_APPS: (5, 5)},
        remaining={FIRST: {PHOTOSHOP: 6, ALL_APPS: 5}, SECOND: {PHOTOSHOP: 0}},
    ),
    Scene(
        "up and down with a return",
        a_change({PHOTOSHOP: 6, ALL_APPS: 9}, is_cancellation_order="is-cancellation-request"),
        orders=(("NEW", "", {ALL_APPS: 4}), ("RETURN", FIRST, {PHOTOSHOP: 4})),
        subscriptions={PHOTOSHOP: (6, 6), ALL_APPS: (9, 9)},
        remaining={FIRST: {PHOTOSHOP: 6, ALL_APPS: 5}, SECOND: {ALL_APPS: 4}, "P92000003": {PHOTOSHOP: 0}},
    ),
    Scene(
        "fewer seats from the renewal on",
        a_change({PHOTOSHOP: 6}, is_cancellation_order="no-cancellation-request"),
        orders=(),
        subscriptions={PHOTOSHOP: (10, 6), ALL_APPS: (5, 5)},
        remaining={FIRST: {PHOTOSHOP: 10, ALL_APPS: 5}},
    ),
    Scene(
        "auto-renewal off",
        a_change({}, cb_autorenewal="inactive_auto_renewal_status"),
        orders=(),
        subscriptions={PHOTOSHOP: (10, None), ALL_APPS: (5, None)},
        remaining={FIRST: {PHOTOSHOP: 10, ALL_APPS: 5}},
    ),
    Scene(
        "a cancellation of which one order can be returned",
        lambda world, asset: world.connect.trade.cancel(asset),
        approved={PHOTOSHOP: 13, ALL_APPS: 5},
        older={PHOTOSHOP: 10, ALL_APPS: 5},
        owned={PHOTOSHOP: 3},
        orders=(("RETURN", SECOND, {PHOTOSHOP: 3}),),
        subscriptions={PHOTOSHOP: (10, None), ALL_APPS: (5, None)},
        remaining={FIRST: {PHOTOSHOP: 10, ALL_APPS: 5}, SECOND: {PHOTOSHOP: 0}, "P92000003": {PHOTOSHOP: 0}},
    ),
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


def an_asset(world: World, scene: Scene) -> str:
    """Have somebody own what the scene begins with: bought, completed, approved, with explicit renewal quantities."""
    customer = world.adobe.control.add_customer(world.reseller_id)
    request = world.buy(dict(scene.approved))
    for bought, days in ((scene.older, 20), (scene.owned, 1)):
        if bought:
            lines = [{"offer_id": f"{mpn}02A12", "quantity": seats} for mpn, seats in bought.items()]
            world.adobe.control.add_order(customer, lines, reference=request)
            world.advance(days=days)
    for subscription in world.adobe.control.subscriptions():
        quantity = scene.approved[subscription["offerId"][:10]]
        world.adobe.control.set_subscription(subscription["subscriptionId"], renewal_quantity=quantity)
    requests = world.application().client.requests
    requests[request].update({"asset": {"params": the_asset_carries(world, customer)}})
    requests[request]("approve").post({"activation_tile": "Bought."})
    world.connect.control.deliver_now()
    world.deliver()
    return world.connect.control.asset_of(request)


def the_asset_carries(world: World, customer: str) -> list[dict[str, object]]:
    held = {one["offerId"][:10]: one["subscriptionId"] for one in world.adobe.control.subscriptions()}
    ledger = [
        {
            "order_id": order["orderId"],
            "type": order["orderType"],
            "created": order["creationDate"],
            "status": "1000",
            "lines": [
                {
                    "mpn": line["offerId"][:10],
                    "line": line["extLineItemNumber"],
                    "quantity": line["quantity"],
                    "remaining": line["quantity"],
                }
                for line in order["lineItems"]
            ],
        }
        for order in world.adobe.control.orders()
    ]
    listed = [{"sku": mpn, "subscription_id": found} for mpn, found in held.items()]
    return [
        {"id": "adobe_customer_id", "value": customer},
        {"id": "adobe_orders", "structured_value": {"orders": ledger}},
        {"id": "cb_adobe_account_subscription_list", "structured_value": {"value": listed}},
        {"id": "renewal_date", "value": world.adobe.control.subscriptions()[0]["renewalDate"]},
    ]


def stage(scene: Scene, store: Path) -> Callable[[Path], Staged]:
    def build(folder: Path) -> Staged:
        world = a_watched_world(folder, store)
        asset = an_asset(world, scene)
        return world, scene.ask(world, asset)

    return build


def assert_exactly_what_was_asked(scene: Scene, world: World, request: str) -> None:
    assert world.status(request) == "approved", world.note(request)
    assert approvals(world, request) == 1
    before = bool(scene.older) + bool(scene.owned)
    orders = world.adobe.control.orders()[before:]
    assert {order["status"] for order in orders} <= {"1000"}
    assert tuple((order["orderType"], order.get("referenceOrderId", ""), seats_of(order)) for order in orders) == scene.orders
    found = {one["offerId"][:10]: standing(one) for one in world.adobe.control.subscriptions()}
    assert found == scene.subscriptions
    assert ledger_of(world, request) == scene.remaining
    renewing = all(renewal is not None for _, renewal in scene.subscriptions.values())
    shown = "active_auto_renewal_status" if renewing else "inactive_auto_renewal_status"
    assert world.params(request)["auto_renewal_status"] == shown


def standing(subscription: Mapping[str, Any]) -> tuple[int, int | None]:
    renewal = subscription["autoRenewal"]
    assert subscription["status"] == "1000"
    return subscription["currentQuantity"], renewal["renewalQuantity"] if renewal["enabled"] else None


def seats_of(order: Mapping[str, Any]) -> dict[str, int]:
    return {line["offerId"][:10]: line["quantity"] for line in order["lineItems"]}


def ledger_of(world: World, request: str) -> dict[str, dict[str, int]]:
    orders = world.params(request)["adobe_orders"]["orders"]
    return {order["order_id"]: {line["mpn"]: line["remaining"] for line in order["lines"]} for order in orders}


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_the_boundaries_of_a_request_hold_every_exchange(tmp_path: Path, store: Path, scene: Scene) -> None:
    names = boundaries_of(stage(scene, store), tmp_path / "counting")
    orders = sum(name.startswith("adobe POST") and name.endswith("/orders") for name in names)
    previews = sum(kind == "NEW" for kind, _, _ in scene.orders)
    assert orders == len(scene.orders) + previews
    assert sum(name.endswith("/approve") for name in names) == 1
    assert names.count("database") >= 10


@pytest.mark.parametrize("death", Death)
@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_a_request_whose_worker_dies_ends_as_if_it_had_lived(tmp_path: Path, store: Path, scene: Scene, death: Death) -> None:
    count = 0
    for world, request in deaths(stage(scene, store), tmp_path, death):
        assert_exactly_what_was_asked(scene, world, request)
        count += 1
    assert count >= 7
