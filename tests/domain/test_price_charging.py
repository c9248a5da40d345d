"""Which row is charged: the vectors of Adobe's flow chart for customers with a three-year commit, and everybody else."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import pytest

from connector.domain.prices.charging import Buyer, Look, choose, looks
from tests.domain.pricing import a_row

if TYPE_CHECKING:
    from connector.domain.prices.rows import PriceRow

ORDERED: Final = date(2026, 9, 14)
SINCE: Final = date(2025, 6, 1)
LICENCE, CONSUMABLE = "65304470CA13A12", "65304470CATBA12"


@pytest.mark.parametrize(
    ("buyer", "offer", "expected"),
    [
        (Buyer(), LICENCE, [("STANDARD", ORDERED)]),
        (Buyer(licences_since=SINCE), LICENCE, [("3YC", SINCE), ("STANDARD", ORDERED)]),
        (Buyer(licences_since=SINCE), CONSUMABLE, [("STANDARD", ORDERED)]),
        (Buyer(consumables_since=SINCE), CONSUMABLE, [("3YC", SINCE), ("STANDARD", ORDERED)]),
        (Buyer(consumables_since=SINCE), LICENCE, [("STANDARD", ORDERED)]),
        (Buyer(large_government=True), LICENCE, [("STD-LGA", ORDERED), ("STANDARD", ORDERED)]),
        (Buyer(discount_code="HVD_L18_POST"), LICENCE, [("STANDARD", ORDERED)]),
    ],
)
def test_each_buyer_looks_into_its_lists_by_its_own_day(buyer: Buyer, offer: str, expected: list[tuple[str, date]]) -> None:
    assert looks(buyer, offer, ORDERED) == tuple(Look(*one) for one in expected)


OLD: Final = a_row(first="2025-05-01", last="2026-04-30", partner="150.00")
NEW: Final = a_row(first="2026-05-01", last="2027-04-30", partner="158.00")
HIGH_VOLUME: Final = a_row(first="2025-05-01", last="2026-04-30", partner="120.00", code="HVD_L18_POST")


@pytest.mark.parametrize(
    ("day", "code", "expected"),
    [
        (date(2025, 6, 1), "", OLD),
        (date(2026, 6, 1), "", NEW),
        (date(2025, 5, 1), "", OLD),
        (date(2026, 4, 30), "", OLD),
        (date(2026, 5, 1), "", NEW),
        (date(2027, 4, 30), "", NEW),
        (date(2025, 4, 30), "", None),
        (date(2027, 5, 1), "", None),
        (date(2025, 6, 1), "HVD_L18_POST", HIGH_VOLUME),
        (date(2026, 6, 1), "HVD_L18_POST", NEW),
        (date(2025, 6, 1), "HVD_L17_PRE", OLD),
    ],
)
def test_the_row_is_chosen_by_the_day_and_the_discount_code(day: date, code: str, expected: PriceRow | None) -> None:
    for rows in ([OLD, NEW, HIGH_VOLUME], [HIGH_VOLUME, NEW, OLD]):
        assert choose(rows, day, code) == expected


def test_a_row_with_a_code_is_never_for_a_customer_without_it() -> None:
    assert choose([HIGH_VOLUME], date(2025, 6, 1), "") is None


def test_of_windows_that_overlap_the_one_that_began_last_counts() -> None:
    early, late = a_row(first="2026-01-01", partner="1.00"), a_row(first="2026-02-01", partner="2.00")
    assert choose([late, early], date(2026, 3, 1), "") == late
