"""Random histories of two assets of one company, held against plain arithmetic after every request.

Two thousand of them run in memory: the real rules, deliveries and Adobe client against the simulated Adobe, with a journal,
leases and a marketplace of memory that keep the same rules, in one thread, so that each interleaving is exact. A database and
the marketplace's HTTP cost ten times as much; so fewer histories go through the whole world, with its store and its threads.
"""

from __future__ import annotations

import itertools
import logging
import shutil
from dataclasses import astuple, fields
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from tests.examples import examples
from tests.histories.memory_desk import MemoryDesk
from tests.histories.playing import Player, Seen
from tests.histories.steps import History, histories
from tests.histories.world_desk import WorldDesk
from tests.matrix import an_empty_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def silence() -> Iterator[None]:
    """Log nothing: thousands of deliveries would take half their time for it."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def counted(where: str, seen: list[Seen], capsys: pytest.CaptureFixture[str]) -> dict[str, int]:
    """Print how many histories had what matters, and give it."""
    counts = dict(zip((one.name for one in fields(Seen)), map(sum, zip(*map(astuple, seen), strict=True)), strict=True))
    with capsys.disabled():
        words = ", ".join(f"{name.replace('_', ' ')} {count}" for name, count in counts.items())
        print(f"\n{len(seen)} histories {where}: {words}")  # noqa: T201 - what the reader of a run shall see.
    return counts


def test_histories_in_memory_lose_nothing_and_double_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    seen: list[Seen] = []

    @settings(max_examples=examples(2000))
    @given(histories(4))
    def play(history: History) -> None:
        seen.append(Player(history, MemoryDesk(history)).play())

    play()
    # A run that hardly had it would prove nothing.
    counts = counted("in memory", seen, capsys)
    assert all(5 * count >= len(seen) for count in counts.values()), counts


def test_histories_of_the_whole_world_lose_nothing_and_double_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    seen: list[Seen] = []
    folder = tmp_path / "store"
    folder.mkdir()
    store, numbers = an_empty_store(folder), itertools.count()

    @settings(max_examples=examples(40))
    @given(histories(3))
    def play(history: History) -> None:
        # Always the same place: the database's URL is a secret, and the log remembers every secret that it ever hid.
        place = tmp_path / "world"
        if next(numbers):
            shutil.rmtree(place)
        place.mkdir()
        desk = WorldDesk(history, place, store)
        try:
            seen.append(Player(history, desk).play())
        finally:
            desk.close()

    play()
    assert counted("in the whole world", seen, capsys)["crash"]
