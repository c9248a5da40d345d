"""Worlds whose boundaries are counted, and what befalls them: a lost database, a dead worker's place taken by another process."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any, Final

from tests.abandonment import WatchedAdapter, WatchedTransport
from tests.world import World

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

EXPIRED: Final = 61
"""Seconds after which a dead worker's leases are free."""

Staged = tuple[World, str]
"""A world, and the request in it that is to be delivered."""


def an_empty_store(folder: Path) -> Path:
    """Make a store once that every world can start with a copy of: migrating takes as long as a delivery."""
    world = World(folder)
    world.means.store.close()
    return world.database


def a_watched_world(
    folder: Path,
    store: Path | None = None,
    account: Mapping[str, object] | None = None,
    *,
    kind: type[World] = World,
    **rest: Any,  # noqa: ANN401 - as `World`.
) -> World:
    """Build a world whose exchanges are counted; with a store that is there already, where one is given."""
    if store:
        shutil.copy(store, folder / store.name)
    world = kind(folder, account=account, **rest)
    world.transport = WatchedTransport(world.transport)
    world.adapter = WatchedAdapter(world.adapter)
    world.means.store.close()
    world.means = world.new_means()
    # Opening the database holds a lock of the operating system, which only a process's death gives back: SIGKILL tests cover it.
    world.means.store.ready()
    return world


def lose_store(world: World) -> None:
    """Delete the database."""
    for file in world.database.parent.glob(f"{world.database.name}*"):
        file.unlink()


def delete_leases(world: World) -> None:
    """Take every lease's row out of the database, as nobody of the program does."""
    with closing(sqlite3.connect(world.database)) as connection, connection:
        connection.execute("DELETE FROM leases")


def take_over(world: World) -> None:
    """Let the runner lose its worker, the dead one's leases expire, and another process begin."""
    world.connect.control.lose_worker()
    world.advance(seconds=EXPIRED)
    world.means = world.new_means()


def endings(world: World, request: str) -> list[str]:
    """List the verdicts about a request that the platform took: `approve`, `fail`, `inquire`, `accept`, `ignore`."""
    calls = [call for call in world.connect.control.writes() if call.method == "POST" and f"/{request}/" in call.path]
    return [call.path.rpartition("/")[2] for call in calls if call.status in {200, 204}]


def approvals(world: World, request: str) -> int:
    """Count how often a request was approved."""
    return endings(world, request).count("approve")


def effects(world: World) -> list[str]:
    """List the writes that had their effect at Adobe, whatever was answered; previews have none."""
    done = [call for call in world.adobe.control.calls() if call.took_effect and call.method != "GET"]
    return [
        f"{call.method} {call.path}" for call in done if call.path.startswith("/v3/") and "PREVIEW" not in str(call.request_body)
    ]
