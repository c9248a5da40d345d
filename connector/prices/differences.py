"""How two kept lists differ, read stretch by stretch: changes, and where Adobe's own statement does not fit what is seen."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from connector.domain.prices.comparing import Change, ChangeKind, Disagreement, Period, compare, disagreement, unfounded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connector.domain.prices.lists import PriceList
    from connector.store import Store


def differences(store: Store, older: PriceList, newer: PriceList) -> Iterator[Change | Disagreement]:
    """Give every difference in the order of offers, each followed by what Adobe says otherwise. Raises `StoreError`.

    Adobe's silence is held against it only from the first row on that carries a statement: older lists may have none at all.
    """
    period, indicated = period_between(older, newer), False
    for stretch in store.price_differences(older.id, newer.id):
        for change in compare(stretch.older, stretch.newer, stretch.unchanged):
            indicated = indicated or (change.new is not None and "acdIndicator" in change.new.attributes)
            yield change
            if found := disagreement(change, period, indicated=indicated):
                yield found
        for row in stretch.indicated:
            if found := unfounded(row, period):
                yield found


def period_between(older: PriceList, newer: PriceList) -> Period:
    """Give the days that a comparison is about: since the older list of the same month, or since the month began."""
    same_month = older.month == newer.month
    since = older.fetched_at.date() if same_month and older.fetched_at else newer.month.first_day
    return Period(since, date.fromordinal(newer.month.after.first_day.toordinal() - 1))


@dataclass
class Summary:
    """What two lists differ in, counted. `largest_move` is in percent of the old price."""

    counts: Counter[ChangeKind] = field(default_factory=Counter)
    largest_move: Decimal = Decimal(0)
    largest: Change | None = None
    disagreements: int = 0

    def add(self, found: Change | Disagreement) -> None:
        """Count one difference."""
        if isinstance(found, Disagreement):
            self.disagreements += 1
            return
        self.counts.update(found.kinds)
        if found.largest_move > self.largest_move:
            self.largest_move, self.largest = found.largest_move, found


def summary_of(store: Store, older: PriceList, newer: PriceList) -> Summary:
    """Count every difference of two lists. Raises `StoreError`."""
    summary = Summary()
    for found in differences(store, older, newer):
        summary.add(found)
    return summary
