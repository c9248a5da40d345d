"""Random stories of a transaction: whatever its requests meet, they become one order with all lines, or none at all."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from tests.examples import examples
from tests.histories.transactions import PRODUCTS, Story, Told, TransactionDesk, stories

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def silence() -> Iterator[None]:
    """Log nothing: thousands of deliveries would take half their time for it."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def judge(story: Story, told: Told) -> None:
    """Hold a story's end against what it must be."""
    whole = 1 - story.missing + story.stranger
    size, here = len(story.seats), len(story.seats) - story.missing
    assert told.orders == [sorted(zip(PRODUCTS, story.seats, strict=False))] * whole
    assert told.statuses == ["pending" if story.missing else "approved"] * here + ["approved"] * size * story.stranger
    assert told.approvals == [int(not story.missing)] * here + [1] * size * story.stranger
    assert len(told.subscriptions - {""}) == size * whole
    # Each group shows one order of one customer, and the other group's is another one.
    assert told.customers == whole
    assert [len(group) for group in told.owners] == [1] * (1 + story.stranger)
    assert len(set.union(*told.owners) - {("", "")}) == whole
    if story.late is not None and not story.missing:
        assert told.late == ("inquiring", "", "")


def played(count: int, capsys: pytest.CaptureFixture[str]) -> dict[str, int]:
    """Play so many stories, print how many had what matters, and give it."""
    seen: list[Told] = []

    @settings(max_examples=count)
    @given(stories)
    def play(story: Story) -> None:
        told = TransactionDesk(story).play()
        judge(story, told)
        seen.append(told)

    play()
    names = ("deaths", "losses", "workers", "missing", "late", "strangers")
    counts = {name: sum(bool(getattr(one, name)) for one in seen) for name in names} | {"stories": len(seen)}
    with capsys.disabled():
        print(f"\n{counts}")  # noqa: T201 - what the reader of a run shall see.
    return counts


def test_a_transaction_becomes_one_order_with_all_lines_or_none(capsys: pytest.CaptureFixture[str]) -> None:
    counts = played(examples(40), capsys)
    assert counts["deaths"] >= counts["stories"] // 4


@pytest.mark.slow
def test_thousands_of_stories_end_with_one_order_or_none(capsys: pytest.CaptureFixture[str]) -> None:
    counts = played(examples(1500), capsys)
    # A run that hardly had it would prove nothing.
    assert counts["deaths"] >= counts["stories"] // 2
    assert counts["losses"] >= counts["stories"] // 3
    assert counts["workers"] >= counts["stories"] // 3
    assert counts["missing"] >= counts["stories"] // 30
    assert counts["late"] >= counts["stories"] // 20
    assert counts["strangers"] >= counts["stories"] // 20
