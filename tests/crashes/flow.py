"""A row of the crash matrix: one request, how it comes about, and what must be true once it has ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.crashes.faults import Strike
    from tests.matrix import Staged
    from tests.world import World


def _settle(world: World, request: str) -> None:
    world.settle(request)


@dataclass(frozen=True)
class Doubt:
    """Where a person must look, and why: at boundaries whose name ends so, after this strike.

    `judge` sees to it that the request is parked with the right words and nothing was done twice, lets the person act as those
    words say, and holds the end against what was asked for.
    """

    boundary: str
    strike: Strike
    why: str
    judge: Callable[[World, str], None]


@dataclass(frozen=True)
class Flow:
    """One request of some type.

    `stage` builds a watched world with the request in it, in a folder and with a copy of a store. `judge` holds the end against
    what was asked for, by the simulators' own records. `settle` delivers until nothing moves any more. `doubts` are written by
    hand: everything else must end as asked, by itself.
    """

    name: str
    stage: Callable[[Path, Path], Staged]
    judge: Callable[[World, str], None]
    settle: Callable[[World, str], None] = _settle
    doubts: tuple[Doubt, ...] = ()
