"""Plays a row of the crash matrix: counts a request's boundaries in a life without faults, then strikes at each of them.

A new call of the connector is in it by itself, since nothing here knows what a request does.
"""

from __future__ import annotations

import logging
import shutil
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Engine, event
from sqlalchemy.pool import Pool

from tests.abandonment import Boundaries, run_worker, watched_by
from tests.crashes.faults import Fault, Strike, instead_of, strikes, strikes_in_turn
from tests.matrix import lose_store, take_over

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection
    from sqlalchemy.engine.interfaces import DBAPIConnection

    from tests.crashes.flow import Flow
    from tests.world import World

AS_ASKED: Final = "as asked"
PARKED: Final = "parked"


@dataclass
class Told:
    """What came of a row: its boundaries' names in order, and how often each fault ended how."""

    boundaries: list[str]
    ends: Counter[tuple[Fault, str]] = field(default_factory=Counter)


@dataclass(frozen=True)
class Place:
    """Where a row is played: always the same folder, with a copy of a migrated store.

    The same, because the database's URL is a secret, and the log remembers every secret that it ever hid.
    """

    folder: Path
    store: Path


def boundaries_of(flow: Flow, place: Place) -> list[str]:
    """Name the boundaries of a request that meets no fault, in order, and judge its end."""
    boundaries = Boundaries()
    with _staged(flow, place) as (world, request):
        with watched_by(boundaries):
            flow.settle(world, request)
        flow.judge(world, request)
    return boundaries.names


def play(flow: Flow, place: Place, *, in_turn: bool = False) -> Told:
    """Strike at every boundary of a request in every way; what ends otherwise than it must is an `AssertionError`.

    `in_turn` takes the ways to lose a lease in turn from boundary to boundary: it takes half the time.
    """
    told = Told(boundaries_of(flow, place))
    for number, name in enumerate(told.boundaries):
        for strike in strikes_in_turn(name, number) if in_turn else strikes(name):
            told.ends[strike.fault, end_after(strike, flow, place, number, name)] += 1
    return told


def end_after(strike: Strike, flow: Flow, place: Place, number: int, name: str) -> str:
    """Strike once, at the boundary of that number and name; gives how it ended, which has been judged."""
    with _staged(flow, place) as (world, request):
        try:
            if strike.kills:
                with _killed(strike, flow, world, request, number) as names:
                    flow.settle(world, request)
            else:
                names = _survived(strike, flow, world, request, number, name)
            assert names[number] == name
            doubt = next((one for one in flow.doubts if one.strike == strike and name.endswith(one.boundary)), None)
            (doubt or flow).judge(world, request)
        except AssertionError as error:
            error.add_note(f"{flow.name}: {strike} at boundary {number}, {name}")
            raise
    return PARKED if doubt else AS_ASKED


@contextmanager
def _killed(strike: Strike, flow: Flow, world: World, request: str, number: int) -> Iterator[list[str]]:
    """Let the worker die, and another process take its place; the dead one stays as it is until the block is over."""
    boundaries, dead = Boundaries(at=number, after=strike.after), world.means
    assert not run_worker(boundaries, lambda: flow.settle(world, request))
    if strike.loses:
        lose_store(world)
    take_over(world)
    try:
        yield boundaries.names
    finally:
        boundaries.bury()
        dead.store.close()


def _survived(strike: Strike, flow: Flow, world: World, request: str, number: int, name: str) -> list[str]:
    """Let the worker meet what it lives through, and be delivered to until nothing moves."""
    boundaries = Boundaries(at=number, instead=instead_of(strike, name, flow, world, request))
    with watched_by(boundaries):
        flow.settle(world, request)
    return boundaries.names


@contextmanager
def _staged(flow: Flow, place: Place) -> Iterator[tuple[World, str]]:
    shutil.rmtree(place.folder, ignore_errors=True)
    place.folder.mkdir()
    with _quick():
        world, request = flow.stage(place.folder, place.store)
        yield world, request
        world.means.store.close()


@contextmanager
def _quick() -> Iterator[None]:
    """Log nothing, wait for no disk, and compile each SQL statement once for all worlds.

    The death of a process loses nothing of what it committed, only a power cut does.
    """
    logging.disable(logging.CRITICAL)
    event.listen(Pool, "checkout", _without_waiting)
    event.listen(Engine, "engine_connect", _as_compiled_before)
    try:
        yield
    finally:
        event.remove(Engine, "engine_connect", _as_compiled_before)
        event.remove(Pool, "checkout", _without_waiting)
        logging.disable(logging.NOTSET)


def _without_waiting(connection: DBAPIConnection, *_rest: object) -> None:
    connection.execute("PRAGMA synchronous = OFF")


class _Compiled(dict[Any, Any]):
    """SQLAlchemy's statements by what they say: its own key begins with the dialect, of which each engine has one of its own."""

    def get(self, key: Any, default: Any = None) -> Any:  # noqa: ANN401 - SQLAlchemy's own key and value.
        return super().get(key[1:], default)

    def __setitem__(self, key: Any, value: Any) -> None:  # noqa: ANN401 - SQLAlchemy's own key and value.
        super().__setitem__(key[1:], value)


_COMPILED: Final = _Compiled()


def _as_compiled_before(connection: Connection) -> None:
    connection.execution_options(compiled_cache=_COMPILED)
