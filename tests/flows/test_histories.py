"""Random histories of two assets of one company, held against plain arithmetic after every request.

Two thousand of them run in memory: the real rules, deliveries and Adobe client against the simulated Adobe, with a journal, leases
and a marketplace of memory that keep the same rules, in one thread, so that each interleaving is exact. A database and HTTP of the
marketplace cost ten times as much; so a smaller number of histories goes through the whole world, with its store and threads.
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


@pytest.fixture(autouse=True)
def silence() -> Iterator[None]:
    """Log nothing: thousands of deliveries would take half their time for it."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def assert_each_share_is_a_fifth(where: str, seen: list[Seen], capsys: pytest.CaptureFixture[str]) -> None:
    """Print how many histories had what matters, and refuse a run that hardly had it."""
    counts = dict(zip((one.name for one in fields(Seen)), map(sum, zip(*map(astuple, seen), strict=True)), strict=True))
    with capsys.disabled():
        words = ", ".join(f"{name.replace('_', ' ')} {count}" for name, count in counts.items())
        print(f"\n{len(seen)} histories {where}: {words}")  # noqa: T201 - what the reader of a run shall see.
    assert all(5 * count >= len(seen) for count in counts.values()), counts


def test_histories_in_memory_lose_nothing_and_double_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    seen: list[Seen] = []

    @settings(max_examples=examples(2000))
    @given(histories(4))
    def play(history: History) -> None:
        seen.append(Player(history, MemoryDesk(history)).play())

    play()
    assert_each_share_is_a_fifth("in memory", seen, capsys)


def test_histories_of_the_whole_world_lose_nothing_and_double_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    seen: list[Seen] = []
    folder = tmp_path / "store"
    folder.mkdir()
    store, numbers = an_empty_store(folder), itertools.count()

    @settings(max_examples=examples(100))
    @given(histories(4))
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
    assert_each_share_is_a_fifth("in the whole world", seen, capsys)
