"""How two lists differ, and where Adobe's own statement on changes does not fit."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connector.domain.prices.comparing import Change, ChangeKind, Period, apply, compare, disagreement, unfounded
from tests.domain.pricing import a_row
from tests.examples import examples

if TYPE_CHECKING:
    from connector.domain.prices.rows import PriceRow

SEPTEMBER: Final = Period(date(2026, 9, 1), date(2026, 9, 30))


def kinds(older: list[PriceRow], newer: list[PriceRow]) -> list[tuple[str, ...]]:
    return [change.kinds for change in compare(older, newer)]


def test_the_same_list_in_another_order_has_no_differences() -> None:
    rows = [a_row(), a_row(code="HVD_L18_POST"), a_row("65309999CA01A12")]
    assert list(compare(rows, rows[::-1])) == []


@pytest.mark.parametrize(
    ("newer", "expected"),
    [
        ([a_row(), a_row("65309999CA01A12")], [("added",)]),
        ([], [("removed",)]),
        ([a_row(partner="101.00")], [("price",)]),
        ([a_row(street="126.00")], [("price",)]),
        ([a_row(last="2027-12-31")], [("dates",)]),
        ([a_row(first="2026-02-01")], [("dates",)]),
        ([a_row(first="2027-01-01", last="2027-12-31")], [("dates",)]),
        ([a_row(pool="Discount1")], [("attributes",)]),
        ([a_row(partner="101.00", last="2027-12-31", pool="Discount1")], [("price", "dates", "attributes")]),
        ([a_row(acdIndicator="Change")], [("indicator",)]),
        ([a_row(code="HVD_L18_POST")], [("removed",), ("added",)]),
    ],
)
def test_every_kind_of_difference_is_told(newer: list[PriceRow], expected: list[tuple[str, ...]]) -> None:
    found = kinds([a_row()], newer)
    assert sorted(found) == sorted(expected)


def test_a_price_with_as_much_value_and_other_digits_did_not_change() -> None:
    assert kinds([a_row(partner="100.00")], [a_row(partner="100.0")]) == [("indicator",)]


def test_windows_that_moved_are_found_again_by_the_day_that_stayed() -> None:
    older = [a_row(first="2025-01-01", last="2025-12-31"), a_row(first="2026-01-01", last="2026-12-31", partner="110.00")]
    newer = [a_row(first="2024-06-01", last="2025-12-31"), a_row(first="2026-01-01", last="2027-06-30", partner="110.00")]
    assert [(change.old, change.new) for change in compare(older, newer)] == list(zip(older, newer, strict=True))


def test_windows_that_share_no_day_are_not_guessed_at_when_there_are_several() -> None:
    older = [a_row(first="2024-01-01", last="2024-12-31"), a_row(first="2025-01-01", last="2025-12-31")]
    newer = [a_row(first="2026-01-01", last="2026-12-31")]
    assert sorted(kinds(older, newer)) == [("added",), ("removed",), ("removed",)]


@pytest.mark.parametrize(
    ("old", "new", "percent"),
    [
        (a_row(), a_row(), "0"),
        (a_row(), a_row(partner="120.00"), "20"),
        (a_row(), a_row(partner="90.00", street="150.00"), "20"),
        (a_row(), a_row(partner="99.99"), "0.01"),
        (a_row(partner="0"), a_row(), "Infinity"),
        (a_row(partner=""), a_row(), "Infinity"),
        (a_row(), a_row(street=""), "Infinity"),
        (None, a_row(), "0"),
        (a_row(), None, "0"),
    ],
)
def test_the_move_of_a_price_is_counted_in_percent_of_the_old_one(
    old: PriceRow | None, new: PriceRow | None, percent: str
) -> None:
    assert Change(old, new).largest_move == Decimal(percent)


def predecessor(older: list[PriceRow], new: PriceRow) -> PriceRow | None:
    """Give the predecessor of a row that came, while everything that was there stayed as it was."""
    (change,) = compare([], [new], older)
    assert change.kinds == (ChangeKind.ADDED,)
    return change.predecessor


def test_a_new_price_that_comes_as_a_new_window_is_measured_from_the_window_that_it_ends() -> None:
    old = a_row(first="2024-01-01", last="2099-12-31", partner="200.00", street="250.00")
    ended = a_row(first="2024-01-01", last="2026-08-31", partner="200.00", street="250.00")
    dearer = a_row(first="2026-09-01", last="2099-12-31", partner="900.00", street="1000.00")
    dates, added = compare([old], [ended, dearer])
    assert (dates.kinds, dates.largest_move) == ((ChangeKind.DATES,), Decimal(0))
    assert (added.kinds, added.predecessor, added.largest_move) == ((ChangeKind.ADDED,), old, Decimal(350))


def test_a_row_that_came_is_measured_from_the_window_over_its_first_day_and_else_from_the_latest() -> None:
    first = a_row(first="2024-01-01", last="2024-12-31", partner="80.00")
    second = a_row(first="2025-01-01", last="2025-12-31", partner="90.00")
    windows = [second, first]
    assert predecessor(windows, a_row(first="2024-06-01", last="2024-12-30")) == first
    assert predecessor(windows, a_row(first="2025-12-31", last="2026-12-31")) == second
    assert predecessor(windows, a_row(first="2026-01-01", last="2026-12-31")) == second
    assert predecessor(windows, a_row(first="2023-01-01", last="2023-12-31")) == second
    wider = a_row(first="2024-01-01", last="2025-06-30", partner="85.00")
    assert predecessor([*windows, wider], a_row(first="2024-03-01", last="2024-12-30")) == wider


def test_a_row_of_another_offer_or_code_is_measured_from_nothing() -> None:
    others = [a_row("65309999CA01A12"), a_row(code="HVD_L18_POST")]
    assert predecessor(others, a_row(partner="900.00")) is None
    assert Change(None, a_row(partner="900.00")).largest_move == Decimal(0)


def test_a_change_proposes_the_later_of_adobes_day_and_the_first_order_date() -> None:
    later = a_row(acdIndicator="Change", acdEffectiveDate="2026-10-01T00:00:00.000Z")
    earlier = a_row(acdIndicator="Change", acdEffectiveDate="2025-10-01T00:00:00.000Z")
    assert Change(a_row(), later).proposed_from == date(2026, 10, 1)
    assert Change(a_row(), earlier).proposed_from == date(2026, 1, 1)
    for no_day in ("soon", "9999-12-31T23:59:59-08:00"):
        assert Change(a_row(), a_row(acdEffectiveDate=no_day)).proposed_from == date(2026, 1, 1)
    assert Change(a_row(), None).proposed_from is None


def test_a_change_is_about_a_row() -> None:
    assert Change(a_row(), None).row == a_row()
    with pytest.raises(ValueError, match="a row before or after it"):
        _ = Change(None, None).row


@pytest.mark.parametrize(
    ("old", "new", "said", "seen"),
    [
        (a_row(), a_row(partner="101.00", acdIndicator="ADD"), "added", "was there before"),
        (a_row(), a_row(partner="101.00", acdIndicator="Add"), "added", "was there before"),
        (None, a_row(acdIndicator="Change"), "changed", "was not there before"),
        (None, a_row(acdIndicator="DELETE"), "deleted", "was not there before"),
        (a_row(), a_row(acdIndicator="CHANGE"), "changed", "is the same as before"),
        (None, a_row(), "nothing", "added"),
        (a_row(), a_row(partner="101.00"), "nothing", "price"),
        (a_row(), a_row(partner="101.00", acdIndicator="Y"), "nothing", "price"),
        (
            a_row(),
            a_row(partner="101.00", acdIndicator="Add", acdEffectiveDate="2026-09-30T00:00:00.000Z"),
            "added",
            "was there before",
        ),
    ],
)
def test_adobe_is_contradicted_where_its_statement_does_not_fit(
    old: PriceRow | None, new: PriceRow, said: str, seen: str
) -> None:
    found = disagreement(Change(old, new), SEPTEMBER)
    assert found is not None
    assert (found.row, found.said, found.seen) == (new, said, seen)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (None, a_row(acdIndicator="Add")),
        (a_row(), a_row(partner="101.00", acdIndicator="Change")),
        (a_row(), a_row(partner="101.00", acdIndicator="Delete")),
        (a_row(), a_row(pool="Discount1")),
        (a_row(), None),
        # Long past, or planned: no statement about this month.
        (a_row(), a_row(pool="Discount1", acdIndicator="Add", acdEffectiveDate="2026-08-31T00:00:00.000Z")),
        (a_row(), a_row(acdIndicator="Change", acdEffectiveDate="2026-10-01T00:00:00.000Z")),
    ],
)
def test_adobe_is_not_contradicted_where_its_statement_fits_or_is_about_another_time(
    old: PriceRow | None, new: PriceRow | None
) -> None:
    assert disagreement(Change(old, new), SEPTEMBER) is None


def test_silence_is_no_statement_in_a_list_without_indicators() -> None:
    assert disagreement(Change(None, a_row()), SEPTEMBER, indicated=False) is None


@pytest.mark.parametrize(("indicator", "said"), [("Add", "added"), ("CHANGE", "changed")])
def test_a_row_that_is_the_same_was_neither_added_nor_changed(indicator: str, said: str) -> None:
    found = unfounded(a_row(acdIndicator=indicator), SEPTEMBER)
    assert found is not None
    assert (found.said, found.seen) == (said, "is the same as before")


@pytest.mark.parametrize(
    "row",
    [
        a_row(),
        a_row(acdIndicator="Delete"),
        a_row(acdIndicator="Add", acdEffectiveDate="2026-08-31T00:00:00.000Z"),
        a_row(acdIndicator="?"),
    ],
)
def test_a_row_that_is_the_same_contradicts_nothing_else(row: PriceRow) -> None:
    assert unfounded(row, SEPTEMBER) is None


_ROWS: Final = st.lists(
    st.builds(
        a_row,
        st.sampled_from(["65304470CA01A12", "65304470CA02A12", "65309999CAT1A12"]),
        st.sampled_from(["2025-01-01", "2026-01-01", "2026-06-01"]),
        st.sampled_from(["2026-06-30", "2026-12-31", "2027-12-31"]),
        partner=st.sampled_from(["100.00", "100.0", "110.00", ""]),
        street=st.sampled_from(["125.00", ""]),
        code=st.sampled_from(["", "HVD_L18_POST"]),
        acdIndicator=st.sampled_from(["", "Add", "Change"]),
        pool=st.sampled_from(["Application", "Discount1"]),
    ),
    max_size=25,
    unique_by=lambda row: row.key,
)


@settings(max_examples=examples(400))
@given(_ROWS, _ROWS)
def test_the_older_list_and_every_difference_give_the_newer_one(older: list[PriceRow], newer: list[PriceRow]) -> None:
    changes = list(compare(older, newer))
    assert apply(older, changes) == sorted(newer, key=lambda row: row.key)
    assert all(change.kinds for change in changes)
    assert not any(ChangeKind.ADDED in change.kinds and change.old for change in changes)
