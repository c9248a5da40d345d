"""Random histories of two assets of one company, held against plain arithmetic."""

from __future__ import annotations

import logging
from dataclasses import astuple
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from tests.examples import examples
from tests.histories.memory_desk import MemoryDesk
from tests.histories.playing import Player, Seen
from tests.histories.steps import History, histories

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True, scope="module")
def silence() -> Iterator[None]:
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def test_histories_in_memory_follow_the_rules() -> None:
    seen: list[Seen] = []

    @settings(max_examples=examples(2000))
    @given(histories(5))
    def play(history: History) -> None:
        seen.append(Player(history, MemoryDesk(history)).play())

    play()
    print(len(seen), [sum(column) for column in zip(*map(astuple, seen))])
