"""Drafts: how long the handler takes from the draft to its answer, with both platforms simulated in this process.

What the network and the two real platforms add is not in it; that is bounded by the draft's patience.
"""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, Final

from tests.world import ALL_APPS, PHOTOSHOP, World

if TYPE_CHECKING:
    from pathlib import Path

_TIMES: Final = 200
_WARM_UP: Final = 10


def answer_a_purchase(folder: Path) -> list[float]:
    """Answer the draft of a second purchase by a company that Adobe knows."""
    world = _quiet_world(folder)
    _bought(world)
    return _answered(world, world.connect.trade.purchase({ALL_APPS: 5}, {"action_type": "purchase"}, draft=True))


def answer_a_change(folder: Path) -> list[float]:
    """Answer the draft of a change that asks for more seats."""
    world = _quiet_world(folder)
    return _answered(world, world.connect.trade.change(_bought(world), {PHOTOSHOP: 12}, draft=True))


def answer_a_wrong_purchase(folder: Path) -> list[float]:
    """Answer the draft of a first purchase with a misspelt region and a wrong postal code."""
    world = _quiet_world(folder)
    wrong = {"action_type": "purchase", "customer_region": "Noth Carolina", "customer_postal_code": "123"}
    return _answered(world, world.connect.trade.purchase({PHOTOSHOP: 10}, wrong, draft=True))


def _quiet_world(folder: Path) -> World:
    """Build a world that logs nothing: what a log costs depends on where it goes."""
    world = World(folder)
    logging.getLogger("connector").setLevel(logging.CRITICAL)
    return world


def _bought(world: World) -> str:
    request = world.buy({PHOTOSHOP: 10})
    if world.settle(request) != "approved":
        raise RuntimeError(f"{request} was not approved: {world.note(request)}")
    return world.connect.control.asset_of(request)


def _answered(world: World, draft: str) -> list[float]:
    durations = []
    for _ in range(_WARM_UP + _TIMES):
        began = time.perf_counter()
        world.validate(draft)
        durations.append(time.perf_counter() - began)
    return durations[_WARM_UP:]
