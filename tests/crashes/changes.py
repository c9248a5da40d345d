"""Rows of the crash matrix: changes, switches, adjustments and cancellations of an asset."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from tests.crashes.assets import an_asset
from tests.crashes.flow import Flow
from tests.matrix import a_watched_world, endings
from tests.world import ALL_APPS, PHOTOSHOP

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from tests.matrix import Staged
    from tests.world import World

_FIRST, _SECOND = "P92000001", "P92000002"
"""The ids of the first orders that the simulated Adobe knows."""

_Order = tuple[str, str, dict[str, int]]
"""An order at Adobe: its type, which order it gives back, and the seats by product."""


@dataclass(frozen=True)
class _Scene:
    """One request, what the asset was before it, and what must be there afterwards.

    `approved` is what the marketplace shows, `owned` what was bought at Adobe and can be returned, `older` what was bought too
    long ago; `subscriptions` gives current and renewal quantity by product, the latter `None` where auto-renewal is off;
    `remaining` gives what the ledger says can still be given back, by order and product.
    """

    name: str
    ask: Callable[[World, str], str]
    orders: tuple[_Order, ...]
    subscriptions: Mapping[str, tuple[int, int | None]]
    remaining: Mapping[str, Mapping[str, int]]
    approved: Mapping[str, int] = field(default_factory=lambda: {PHOTOSHOP: 10, ALL_APPS: 5})
    owned: Mapping[str, int] = field(default_factory=lambda: {PHOTOSHOP: 10, ALL_APPS: 5})
    older: Mapping[str, int] = field(default_factory=dict)


def _a_change(items: Mapping[str, int], **params: str) -> Callable[[World, str], str]:
    return lambda world, asset: world.connect.trade.change(asset, items, params)


_SCENES: Final = (
    _Scene(
        "change: more seats, two of them deferred before",
        _a_change({PHOTOSHOP: 15}),
        approved={PHOTOSHOP: 8, ALL_APPS: 5},
        orders=(("NEW", "", {PHOTOSHOP: 5}),),
        subscriptions={PHOTOSHOP: (15, 15), ALL_APPS: (5, 5)},
        remaining={_FIRST: {PHOTOSHOP: 10, ALL_APPS: 5}, _SECOND: {PHOTOSHOP: 5}},
    ),
    _Scene(
        "change: seats given back, the order found",
        _a_change({PHOTOSHOP: 6}, is_cancellation_order="is-cancellation-request"),
        orders=(("RETURN", _FIRST, {PHOTOSHOP: 4}),),
        subscriptions={PHOTOSHOP: (6, 6), ALL_APPS: (5, 5)},
        remaining={_FIRST: {PHOTOSHOP: 6, ALL_APPS: 5}, _SECOND: {PHOTOSHOP: 0}},
    ),
    _Scene(
        "change: seats given back, the order named",
        _a_change({PHOTOSHOP: 6}, is_cancellation_order="is-cancellation-request", cancel_order_id=_FIRST),
        orders=(("RETURN", _FIRST, {PHOTOSHOP: 4}),),
        subscriptions={PHOTOSHOP: (6, 6), ALL_APPS: (5, 5)},
        remaining={_FIRST: {PHOTOSHOP: 6, ALL_APPS: 5}, _SECOND: {PHOTOSHOP: 0}},
    ),
    _Scene(
        "change: up and down with a return",
        _a_change({PHOTOSHOP: 6, ALL_APPS: 9}, is_cancellation_order="is-cancellation-request"),
        orders=(("NEW", "", {ALL_APPS: 4}), ("RETURN", _FIRST, {PHOTOSHOP: 4})),
        subscriptions={PHOTOSHOP: (6, 6), ALL_APPS: (9, 9)},
        remaining={_FIRST: {PHOTOSHOP: 6, ALL_APPS: 5}, _SECOND: {ALL_APPS: 4}, "P92000003": {PHOTOSHOP: 0}},
    ),
    _Scene(
        "change: fewer seats from the renewal on",
        _a_change({PHOTOSHOP: 6}, is_cancellation_order="no-cancellation-request"),
        orders=(),
        subscriptions={PHOTOSHOP: (10, 6), ALL_APPS: (5, 5)},
        remaining={_FIRST: {PHOTOSHOP: 10, ALL_APPS: 5}},
    ),
    _Scene(
        "change: auto-renewal off",
        _a_change({}, cb_autorenewal="inactive_auto_renewal_status"),
        orders=(),
        subscriptions={PHOTOSHOP: (10, None), ALL_APPS: (5, None)},
        remaining={_FIRST: {PHOTOSHOP: 10, ALL_APPS: 5}},
    ),
    _Scene(
        "cancellation, one of two orders can be returned",
        lambda world, asset: world.connect.trade.cancel(asset),
        approved={PHOTOSHOP: 13, ALL_APPS: 5},
        older={PHOTOSHOP: 10, ALL_APPS: 5},
        owned={PHOTOSHOP: 3},
        orders=(("RETURN", _SECOND, {PHOTOSHOP: 3}),),
        subscriptions={PHOTOSHOP: (10, None), ALL_APPS: (5, None)},
        remaining={_FIRST: {PHOTOSHOP: 10, ALL_APPS: 5}, _SECOND: {PHOTOSHOP: 0}, "P92000003": {PHOTOSHOP: 0}},
    ),
    _Scene(
        "adjustment with a switch of auto-renewal",
        lambda world, asset: world.connect.trade.adjust(asset, {"cb_autorenewal": "inactive_auto_renewal_status"}),
        orders=(),
        subscriptions={PHOTOSHOP: (10, None), ALL_APPS: (5, None)},
        remaining={_FIRST: {PHOTOSHOP: 10, ALL_APPS: 5}},
    ),
)


def _assert_exactly_what_was_asked(scene: _Scene, world: World, request: str) -> None:
    assert (world.status(request), endings(world, request)) == ("approved", ["approve"]), world.note(request)
    before = bool(scene.older) + bool(scene.owned)
    orders = world.adobe.control.orders()[before:]
    assert {order["status"] for order in orders} <= {"1000"}
    assert tuple((order["orderType"], order.get("referenceOrderId", ""), _seats_of(order)) for order in orders) == scene.orders
    found = {one["offerId"][:10]: _standing(one) for one in world.adobe.control.subscriptions()}
    assert found == scene.subscriptions
    assert _ledger_of(world, request) == scene.remaining
    renewing = all(renewal is not None for _, renewal in scene.subscriptions.values())
    shown = "active_auto_renewal_status" if renewing else "inactive_auto_renewal_status"
    assert world.params(request)["auto_renewal_status"] == shown


def _standing(subscription: Mapping[str, Any]) -> tuple[int, int | None]:
    renewal = subscription["autoRenewal"]
    assert subscription["status"] == "1000"
    return subscription["currentQuantity"], renewal["renewalQuantity"] if renewal["enabled"] else None


def _seats_of(order: Mapping[str, Any]) -> dict[str, int]:
    return {line["offerId"][:10]: line["quantity"] for line in order["lineItems"]}


def _ledger_of(world: World, request: str) -> dict[str, dict[str, int]]:
    orders = world.params(request)["adobe_orders"]["orders"]
    return {order["order_id"]: {line["mpn"]: line["remaining"] for line in order["lines"]} for order in orders}


def _stage(scene: _Scene, folder: Path, store: Path) -> Staged:
    world = a_watched_world(folder, store)
    return world, scene.ask(world, an_asset(world, scene.approved, (scene.older, 20), (scene.owned, 1)))


FLOWS: Final = tuple(
    Flow(scene.name, partial(_stage, scene), partial(_assert_exactly_what_was_asked, scene)) for scene in _SCENES
)
