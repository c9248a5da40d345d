"""How two price lists differ, row by row, and where Adobe's own statement on changes disagrees with what is seen.

The difference stands on its own: a deleted offer may simply vanish, and an indicator may stay for months after its day.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING, Final

from connector.domain.prices.rows import read_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from connector.domain.prices.rows import PriceRow, RowKey


class ChangeKind(StrEnum):
    """What can have happened to a row; one that stayed can have several of the last four."""

    ADDED = "added"
    REMOVED = "removed"
    PRICE = "price"
    DATES = "dates"
    ATTRIBUTES = "attributes"
    INDICATOR = "indicator"


@dataclass(frozen=True)
class Change:
    """One row that is not the same in the newer list: as it was, and as it is; one of the two is missing when it came or went.

    `predecessor` is for a row that came: the older list's row by which its price is measured, see `compare`.
    """

    old: PriceRow | None
    new: PriceRow | None
    predecessor: PriceRow | None = None

    @property
    def row(self) -> PriceRow:
        """The row as it is, or as it was when it went. Raises `ValueError` for a change of nothing."""
        row = self.old if self.new is None else self.new
        if row is None:
            raise ValueError("a change has a row before or after it")
        return row

    @property
    def kinds(self) -> tuple[ChangeKind, ...]:
        """Everything that happened. `INDICATOR` alone: only Adobe's statement on changes differs, nothing that it is about."""
        old, new = self.old, self.new
        if old is None or new is None:
            return (ChangeKind.ADDED if old is None else ChangeKind.REMOVED,)
        found = {
            ChangeKind.PRICE: (old.partner_price, old.street_price) != (new.partner_price, new.street_price),
            ChangeKind.DATES: (old.first_order, old.last_order) != (new.first_order, new.last_order),
            ChangeKind.ATTRIBUTES: old.others != new.others,
        }
        return tuple(kind for kind, differs in found.items() if differs) or (ChangeKind.INDICATOR,)

    @property
    def largest_move(self) -> Decimal:
        """By how many percent of the old price the partner or the street price moved, the larger one; never negative.

        A row that came moved from its predecessor: a new price may come as a new window beside the old one. A price that came
        from nothing moved infinitely; one of a row that went, or that came without a predecessor, moved not at all.
        """
        before = self.old or self.predecessor
        if before is None or self.new is None:
            return Decimal(0)
        partner = _move(before.partner_price, self.new.partner_price)
        return max(partner, _move(before.street_price, self.new.street_price))

    @property
    def proposed_from(self) -> date | None:
        """From which day it may count: the later of Adobe's effective date and the first order date. A person must confirm it."""
        if self.new is None:
            return None
        effective = _Statement.of(self.new).effective
        return max(self.new.first_order, effective or self.new.first_order)


def _move(old: Decimal | None, new: Decimal | None) -> Decimal:
    if old == new:
        return Decimal(0)
    if not old or new is None:
        return Decimal("Infinity")
    return abs(new - old) / abs(old) * 100


def compare(older: Iterable[PriceRow], newer: Iterable[PriceRow], unchanged: Iterable[PriceRow] = ()) -> Iterator[Change]:
    """Give every row that differs, in the order of offers. Rows of one offer must be complete on both sides.

    A row whose window moved is found again under its offer and discount code: with the same first day, else with the same last
    day, else when it is the only one left on both sides. A row that came has as predecessor the older list's row of its offer and
    code that covers its first day, else the one with the latest window; `unchanged` are such rows, the same on both sides.
    """
    older = tuple(older)
    old, new = {row.key: row for row in older}, {row.key: row for row in newer}
    pairs = [(old[key], new[key]) for key in old.keys() & new.keys()]
    gone = sorted((row for key, row in old.items() if key not in new), key=_key)
    come = sorted((row for key, row in new.items() if key not in old), key=_key)
    moved = list(_moved(gone, come))
    known = {row.key for pair in moved for row in pair}
    changes = [Change(*pair) for pair in (*pairs, *moved) if pair[0].raw != pair[1].raw]
    changes += [Change(row, None) for row in gone if row.key not in known]
    by_name = {name: tuple(rows) for name, rows in groupby(sorted((*older, *unchanged), key=_key), _name)}
    changes += [Change(None, row, _predecessor(row, by_name.get(_name(row), ()))) for row in come if row.key not in known]
    yield from sorted(changes, key=lambda change: change.row.key)


def apply(older: Iterable[PriceRow], changes: Iterable[Change]) -> list[PriceRow]:
    """Give the newer list from the older one and every difference, in the order of keys."""
    rows = {row.key: row for row in older}
    known = list(changes)
    for change in known:
        if change.old is not None:
            del rows[change.old.key]
    rows |= {change.new.key: change.new for change in known if change.new is not None}
    return sorted(rows.values(), key=_key)


def _key(row: PriceRow) -> RowKey:
    return row.key


def _moved(gone: Sequence[PriceRow], come: Sequence[PriceRow]) -> Iterator[tuple[PriceRow, PriceRow]]:
    """Pair rows of one offer and discount code whose window is another one now."""
    newcomers = {name: list(rows) for name, rows in groupby(come, _name)}
    for name, rows in groupby(gone, _name):
        left = newcomers.get(name, [])
        remaining = []
        for old in rows:
            new = next((row for row in left if row.first_order == old.first_order), None) or next(
                (row for row in left if row.last_order == old.last_order), None
            )
            if new is None:
                remaining.append(old)
            else:
                left.remove(new)
                yield old, new
        if len(remaining) == len(left) == 1:
            yield remaining[0], left[0]


def _predecessor(row: PriceRow, before: Sequence[PriceRow]) -> PriceRow | None:
    """Choose among the rows of its offer and code, the earliest window first; of several that cover its first day, the last."""
    covering = [one for one in before if one.covers(row.first_order)]
    return next(reversed(covering or before), None)


def _name(row: PriceRow) -> tuple[str, str]:
    return row.offer_id, row.discount_code


_WORDS: Final = {"add": ChangeKind.ADDED, "change": ChangeKind.PRICE, "delete": ChangeKind.REMOVED}
_SAID: Final = {ChangeKind.ADDED: "added", ChangeKind.PRICE: "changed", ChangeKind.REMOVED: "deleted"}


@dataclass(frozen=True)
class _Statement:
    """What Adobe says of a row: `None` when nothing, or in a word that nobody documented (earlier lists had Y and N)."""

    kind: ChangeKind | None
    effective: date | None

    @classmethod
    def of(cls, row: PriceRow) -> _Statement:
        attributes = row.attributes
        try:
            effective = read_day(attributes["acdEffectiveDate"])
        except (KeyError, ValueError):
            effective = None
        return cls(_WORDS.get(attributes.get("acdIndicator", "").casefold()), effective)


@dataclass(frozen=True)
class Disagreement:
    """A row of which Adobe says something else than what is seen; `said` and `seen` are for people."""

    row: PriceRow
    said: str
    seen: str


@dataclass(frozen=True)
class Period:
    """The days that the comparison is about, both included: a statement that took effect before is old, one after is a plan."""

    since: date
    until: date

    def judges(self, effective: date | None) -> bool:
        """Whether a statement with this effective date is about these days; one without a date is."""
        return effective is None or self.since <= effective <= self.until


def disagreement(change: Change, period: Period, *, indicated: bool = True) -> Disagreement | None:
    """Hold a difference against Adobe's statement in the newer list; `indicated` says whether that list carries any.

    Rows that went have no statement any more: Adobe may leave them out without a word.
    """
    if change.new is None:
        return None
    statement, seen = _Statement.of(change.new), change.kinds[0]
    if statement.kind is None or not period.judges(statement.effective):
        silent = indicated and seen in (ChangeKind.ADDED, ChangeKind.PRICE) and statement.kind is None
        return Disagreement(change.new, "nothing", str(seen)) if silent else None
    said = _SAID[statement.kind]
    if seen is ChangeKind.ADDED:
        return None if statement.kind is ChangeKind.ADDED else Disagreement(change.new, said, "was not there before")
    if statement.kind is ChangeKind.ADDED:
        return Disagreement(change.new, said, "was there before")
    unchanged = statement.kind is ChangeKind.PRICE and seen is ChangeKind.INDICATOR
    return Disagreement(change.new, said, "is the same as before") if unchanged else None


def unfounded(row: PriceRow, period: Period) -> Disagreement | None:
    """Hold a row that is the same in both lists against Adobe's statement: it was neither added nor changed."""
    statement = _Statement.of(row)
    if statement.kind is None or statement.kind is ChangeKind.REMOVED or not period.judges(statement.effective):
        return None
    return Disagreement(row, _SAID[statement.kind], "is the same as before")
