"""Rows of the crash matrix: suspensions and their end, of which Adobe hears nothing."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from tests.crashes.assets import an_asset
from tests.crashes.flow import Flow
from tests.matrix import a_watched_world, effects, endings
from tests.world import ALL_APPS, PHOTOSHOP

if TYPE_CHECKING:
    from pathlib import Path

    from tests.matrix import Staged
    from tests.world import World

_HELD: Final = {PHOTOSHOP: 10, ALL_APPS: 5}


def _suspension(folder: Path, store: Path, **variables: str) -> Staged:
    world = a_watched_world(folder, store, variables=variables)
    return world, world.connect.trade.suspend(an_asset(world, _HELD, (_HELD, 1)))


def _end_of_a_suspension(folder: Path, store: Path) -> Staged:
    world = a_watched_world(folder, store)
    asset = an_asset(world, _HELD, (_HELD, 1))
    world.connect.trade.answer_elsewhere(world.connect.trade.suspend(asset), "approve", activation_tile="By hand.")
    return world, world.connect.trade.resume(asset)


def _ended_and_nothing_moved(verb: str, asset: str, world: World, request: str) -> None:
    assert endings(world, request) == [verb], world.note(request)
    assert world.connect.control.status(world.connect.control.asset_of(request)) == asset
    assert effects(world) == []
    (order,) = world.adobe.control.orders()
    assert order["status"] == "1000"
    held = {one["offerId"][:10]: (one["currentQuantity"], one["autoRenewal"]) for one in world.adobe.control.subscriptions()}
    assert held == {mpn: (seats, {"enabled": True, "renewalQuantity": seats}) for mpn, seats in _HELD.items()}


FLOWS: Final = (
    Flow("suspension, refused", _suspension, partial(_ended_and_nothing_moved, "fail", "active")),
    Flow(
        "suspension, acknowledged",
        partial(_suspension, SUSPEND_POLICY="acknowledge"),
        partial(_ended_and_nothing_moved, "approve", "suspended"),
    ),
    Flow("end of a suspension", _end_of_a_suspension, partial(_ended_and_nothing_moved, "approve", "active")),
)
