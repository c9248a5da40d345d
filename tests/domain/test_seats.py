"""Seats without a request: whose are forsaken, how many are left, until when they can go back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from connector.domain.adobe_facts import Order, OrderLine, Subscription
from connector.domain.seats import is_forsaken, last_day, looked_back, placed_by, seats_left, seats_of_transfer
from connector.domain.transfer_facts import Transfer, TransferLine

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


@pytest.mark.parametrize(("window", "days"), [(1, 60), (14, 60), (59, 60), (60, 61), (90, 91)])
def test_orders_are_looked_after_for_two_months_or_a_day_longer_than_the_window(window: int, days: int) -> None:
    assert looked_back(window) == timedelta(days=days)


SENT = {
    "orderType": "NEW",
    "externalReferenceId": "PR-1",
    "lineItems": [{"extLineItemNumber": 1, "offerId": "65304470CA02A12", "quantity": 10, "currencyCode": "USD"}],
}
FOUND = an_order("P1", "NEW", "1000", 10)


def test_the_order_of_a_call_is_known_by_reference_products_and_quantities_whatever_its_level() -> None:
    assert placed_by(SENT, PLACED, [FOUND], ()) == (("P1", date(2026, 9, 4)),)


@pytest.mark.parametrize(
    "other",
    [
        an_order("P1", "NEW", "1000", 9),
        an_order("P1", "NEW", "1000", 10, 5),
        an_order("P1", "RENEWAL", "1000", 10),
        an_order("P1", "NEW", "1004", 10),
        replace(FOUND, reference="PR-2"),
        replace(FOUND, created=PLACED - timedelta(minutes=5, seconds=1)),
        replace(FOUND, id="P7"),
    ],
    ids=["quantity", "lines", "type", "failed", "reference", "earlier", "known"],
)
def test_another_order_is_not_taken_for_it(other: Order) -> None:
    assert placed_by(SENT, PLACED, [other], {"P7"}) == ()


def test_clocks_that_differ_by_minutes_hide_no_order() -> None:
    assert placed_by(SENT, PLACED + timedelta(minutes=5), [FOUND], ()) == (("P1", date(2026, 9, 4)),)


def test_a_call_of_which_nothing_is_known_any_more_has_no_order() -> None:
    assert placed_by({}, PLACED, [FOUND], ()) == ()


LINES = (TransferLine("65304470CA01A12", 10, "S1"), TransferLine("65309999CA01A12", 5, "S2"))
COMPLETE = Transfer("TRF-1", "1000", "P1005000001", PLACED, LINES)
NOW_10 = Subscription("S1", "65304470CA01A12", "1000", 8, auto_renewal=True, renewal_quantity=8, renewal_date=None)
NOW_5 = Subscription("S2", "65309999CA01A12", "1000", 5, auto_renewal=True, renewal_quantity=5, renewal_date=None)


def test_a_complete_transfer_holds_what_its_subscriptions_hold_today() -> None:
    assert seats_of_transfer(COMPLETE, [NOW_10, NOW_5], ()) == 13


def test_a_subscription_that_ended_holds_nothing_and_one_that_is_not_shown_what_the_line_says() -> None:
    assert seats_of_transfer(COMPLETE, [replace(NOW_10, status="1004")], ()) == 5


def test_what_another_asset_has_taken_over_does_not_count() -> None:
    assert seats_of_transfer(COMPLETE, [NOW_10, NOW_5], {"65304470CA"}) == 5


@pytest.mark.parametrize(("status", "seats"), [("1002", 15), ("9999", 15), ("1004", 0)])
def test_an_incomplete_transfer_counts_by_its_lines_unless_it_failed(status: str, seats: int) -> None:
    assert seats_of_transfer(replace(COMPLETE, status=status), (), ()) == seats
