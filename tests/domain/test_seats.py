"""Seats without a request: whose are forsaken, how many are left, until when they can go back."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from connector.domain.adobe_facts import Order, OrderLine
from connector.domain.seats import is_forsaken, last_day, seats_left

PLACED = datetime(2026, 9, 4, 10, 0, 0, tzinfo=UTC)


def an_order(number: str, kind: str = "NEW", status: str = "1000", *quantities: int, of: str = "") -> Order:
    lines = tuple(OrderLine(one, "65304470CA01A12", quantity) for one, quantity in enumerate(quantities, 1))
    return Order(number, kind, status, "PR-1", PLACED, lines, of)


@pytest.mark.parametrize(
    ("status", "asset", "forsaken"),
    [
        ("failed", "terminated", True),
        ("revoked", "terminated", True),
        ("failed", "active", True),
        ("pending", "terminated", True),
        ("pending", "processing", False),
        ("inquiring", "processing", False),
        ("approved", "active", False),
        ("approved", "terminated", False),
        ("revoking", "processing", False),
    ],
)
def test_a_request_is_forsaken_once_nobody_gets_what_was_ordered(status: str, asset: str, *, forsaken: bool) -> None:
    assert is_forsaken(status, asset) is forsaken


def test_every_seat_is_left_while_nothing_was_given_back() -> None:
    assert seats_left("P1", [an_order("P1", "NEW", "1000", 10, 5), an_order("P2", "NEW", "1000", 7)]) == 15


@pytest.mark.parametrize(("status", "left"), [("1000", 12), ("1002", 12), ("1004", 15)])
def test_what_a_return_asks_back_is_not_left_unless_it_failed(status: str, left: int) -> None:
    assert seats_left("P1", [an_order("P1", "NEW", "1000", 10, 5), an_order("P2", "RETURN", status, 3, of="P1")]) == left


def test_an_order_that_failed_holds_nothing() -> None:
    assert seats_left("P1", [an_order("P1", "NEW", "1004", 10)]) == 0


def test_an_open_order_holds_its_seats() -> None:
    assert seats_left("P1", [an_order("P1", "NEW", "1002", 10)]) == 10


def test_more_returned_than_ordered_leaves_nothing() -> None:
    assert seats_left("P1", [an_order("P1", "NEW", "1000", 2), an_order("P2", "RETURN", "1000", 3, of="P1")]) == 0


def test_an_order_that_the_history_does_not_show_is_unknown() -> None:
    assert seats_left("P1", [an_order("P2", "NEW", "1000", 10)]) is None


def test_the_last_day_is_the_windows() -> None:
    assert last_day(date(2026, 9, 4), 14) == date(2026, 9, 18)
