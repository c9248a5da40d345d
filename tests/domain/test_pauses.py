"""How long is waited: half a minute at first, then longer and longer."""

from __future__ import annotations

from datetime import timedelta

import pytest

from connector.domain.pauses import growing, in_a_crowd


@pytest.mark.parametrize(
    ("waited", "expected"),
    [
        (timedelta(seconds=-5), 30),
        (timedelta(0), 30),
        (timedelta(seconds=59), 30),
        (timedelta(minutes=1), 60),
        (timedelta(minutes=10), 60),
        (timedelta(minutes=50), 300),
        (timedelta(minutes=100), 600),
        (timedelta(hours=23, minutes=59), 600),
        (timedelta(days=1), 3600),
        (timedelta(days=2, hours=23), 3600),
        (timedelta(days=3), 21600),
        (timedelta(days=400), 21600),
    ],
)
def test_waits_grow_with_what_was_waited_already(waited: timedelta, expected: int) -> None:
    assert growing(waited) == expected


@pytest.mark.parametrize(
    ("seconds", "waiting", "expected"),
    [
        (30, 0, 30),
        (30, 1, 30),
        (30, 92, 30),
        (30, 93, 31),
        (60, 1_000, 333),
        (600, 1_000, 600),
        (600, 10_000, 3_333),
        (21_600, 10_000, 21_600),
        (30, 64_799, 21_599),
        (30, 1_000_000, 21_600),
    ],
)
def test_looks_at_open_orders_grow_rarer_with_their_number(seconds: int, waiting: int, expected: int) -> None:
    """All together they take three a second at most."""
    assert in_a_crowd(seconds, waiting) == expected
