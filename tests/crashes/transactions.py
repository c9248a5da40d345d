"""Rows of the crash matrix: the requests of a one-to-one transaction, which become one order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tests.crashes.flow import Flow
from tests.flows.transactions import assert_one_order, deliver_again, siblings
from tests.matrix import a_watched_world
from tests.world import ALL_APPS, PHOTOSHOP, SIGN

if TYPE_CHECKING:
    from pathlib import Path

    from tests.matrix import Staged
    from tests.world import World

_ROUNDS: Final = 12


def _three(folder: Path, store: Path) -> Staged:
    world = a_watched_world(folder, store)
    return world, siblings(world, {PHOTOSHOP: 4, ALL_APPS: 4, SIGN: 4})[0]


def _settle_all(world: World, _request: str) -> None:
    """Deliver the requests, half a minute after half a minute, until none is pending."""
    requests = world.connect.control.requests()
    world.deliver()
    for _ in range(_ROUNDS):
        if all(world.status(request) != "pending" for request in requests):
            break
        deliver_again(world)


def _one_order_with_all_lines(world: World, _request: str) -> None:
    assert_one_order(world, world.connect.control.requests())


FLOWS: Final = (Flow("one-to-one transaction of three requests", _three, _one_order_with_all_lines, settle=_settle_all),)
