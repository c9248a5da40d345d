"""Deaths at every boundary of one request: what a crash matrix counts, plays and repeats, whatever the request asks for.

It judges nothing: each matrix says by itself what must be there afterwards.
"""

from __future__ import annotations

import shutil
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from tests.abandonment import Boundaries, WatchedAdapter, WatchedTransport, run_worker
from tests.world import World

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

EXPIRED: Final = 61
"""Seconds after which a dead worker's leases are free."""

DATABASE: Final = "database"

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
    **rest: Any,  # noqa: ANN401 - as `World`.
) -> World:
    """Build a world whose exchanges are counted; with a store that is there already, where one is given."""
    if store:
        shutil.copy(store, folder / store.name)
    world = World(folder, account=account, **rest)
    world.transport = WatchedTransport(world.transport)
    world.adapter = WatchedAdapter(world.adapter)
    world.means.store.close()
    world.means = world.new_means()
    # Opening the database holds a lock of the operating system, which only a process's death gives back: SIGKILL tests cover it.
    world.means.store.ready()
    return world


def boundaries_of(stage: Callable[[Path], Staged], folder: Path) -> list[str]:
    """Name the boundaries of one delivery of a staged request, in order."""
    folder.mkdir()
    world, _ = stage(folder)
    boundaries = Boundaries()
    assert run_worker(boundaries, world.deliver)
    world.means.store.close()
    return boundaries.names


class Death(StrEnum):
    """Where a worker dies. After one effect is before the next one: only an exchange is worth a death on both of its sides."""

    BEFORE = "before every boundary"
    AFTER = "after every exchange"
    WITH_THE_STORE = "after every exchange, and the store is lost"


def deaths(stage: Callable[[Path], Staged], folder: Path, death: Death) -> Iterator[Staged]:
    """Let a worker die at each boundary of a request in turn, another process take over, and give what came of it."""
    place = folder / "world"
    names = boundaries_of(stage, place)
    for number in [number for number, name in enumerate(names) if death is Death.BEFORE or name != DATABASE]:
        # Always the same place: the database's URL is a secret, and the log remembers every secret that it ever hid.
        shutil.rmtree(place)
        place.mkdir()
        world, request = stage(place)
        boundaries, dead = Boundaries(at=number, after=death is not Death.BEFORE), world.means
        assert not run_worker(boundaries, world.deliver)
        if death is Death.WITH_THE_STORE:
            lose_store(world)
        take_over(world)
        world.settle(request)
        yield world, request
        boundaries.bury()
        dead.store.close()
        world.means.store.close()


def lose_store(world: World) -> None:
    """Delete the database."""
    for file in world.database.parent.glob(f"{world.database.name}*"):
        file.unlink()


def take_over(world: World) -> None:
    """Let the runner lose its worker, the dead one's leases expire, and another process begin."""
    world.connect.control.lose_worker()
    world.advance(seconds=EXPIRED)
    world.means = world.new_means()


def approvals(world: World, request: str) -> int:
    """Count how often a request was approved."""
    ending = f"/{request}/approve"
    return sum(call.path.endswith(ending) and call.status == 200 for call in world.connect.control.writes())
