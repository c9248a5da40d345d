"""What must be true after each step, by the rules of the trade alone: a dozen lines of arithmetic that know no connector.

Seats that are dropped by renewal stay owned until the anniversary and are absorbed before more are bought; what is given back is
taken from the oldest orders of the window, an item as a whole or not at all; at the anniversary each subscription renews what is
approved, or lapses.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import chain, combinations
from typing import Final

WINDOW: Final = timedelta(days=14)


@dataclass
class Lot:
    """One line of an order that brought seats: when, how many, and what was not given back. `dead` since the next term began."""

    kind: str
    day: date
    quantity: int
    remaining: int
    dead: bool = False


@dataclass
class Owned:
    """One item of an asset: seats approved on the marketplace, seats owned at Adobe, and whether they renew."""

    approved: int = 0
    seats: int = 0
    renews: bool = False
    alive: bool = False
    lots: list[Lot] = field(default_factory=list)

    def raise_to(self, approved: int, day: date, *, renews_if_new: bool) -> None:
        """Own more: what was deferred first, the rest is bought."""
        deferred = self.seats - self.approved if self.alive else 0
        bought = max(approved - self.approved - deferred, 0)
        if not self.approved:
            self.renews = renews_if_new
        if bought:
            self.lots.append(Lot("NEW", day, bought, bought))
        self.seats, self.approved, self.alive = self.seats + bought, approved, True

    def drop_to(self, approved: int) -> None:
        """Renew fewer: what is owned stays until the anniversary."""
        self.approved = approved
        self.renews = self.renews and approved > 0

    def give_back(self, approved: int, parts: list[tuple[Lot, int]]) -> None:
        """Own fewer at once."""
        for lot, seats in parts:
            lot.remaining -= seats
            self.seats -= seats
        self.drop_to(approved)
        if not self.seats:
            self.alive = self.renews = False

    def returnable(self, day: date) -> list[Lot]:
        """Give the lots of the window that have something left, oldest first."""
        living = self.alive and not all(lot.dead for lot in self.lots)
        return [one for one in self.lots if living and not one.dead and one.remaining and day <= one.day + WINDOW]

    def ways(self, seats: int, lots: list[Lot], *, partial: bool) -> list[list[tuple[Lot, int]]]:
        """Give the ways to take so many seats back, none where it cannot be done.

        The oldest first where that works out. Of whole lines any sum will do that is right: nothing says which comes first.
        """
        parts, rest = [], seats
        for lot in lots:
            taken = min(lot.remaining, rest) if partial or lot.remaining <= rest else 0
            parts += [(lot, taken)] if taken else []
            rest -= taken
        if not rest:
            return [parts]
        sets = chain.from_iterable(combinations(lots, size) for size in range(len(lots) + 1))
        whole = ([(lot, lot.remaining) for lot in chosen] for chosen in sets)
        return [] if partial else [way for way in whole if sum(taken for _, taken in way) == seats]

    def renew(self, day: date) -> None:
        """Begin a new term, or end."""
        for lot in self.lots:
            lot.dead = True
        self.alive = self.alive and self.renews
        self.seats = self.approved if self.alive else 0
        self.renews = self.alive
        if self.alive:
            self.lots.append(Lot("RENEWAL", day, self.seats, self.seats))


@dataclass
class Subscription:
    """One asset: its items by MPN, and the auto-renewal switch as it was last asked for."""

    items: dict[str, Owned]
    switch: str = ""
    flag: str = ""
    bought: bool = False
    over: bool = False


@dataclass
class Model:
    """All assets of the company, and the day until which they are played. `anniversary` is the next one."""

    assets: dict[str, Subscription]
    partial: bool
    anniversary: date | None = None
    anniversaries: int = 0
    returns: int = 0

    def begin(self, day: date) -> None:
        """Let the first purchase fix the anniversary."""
        self.anniversary = self.anniversary or next_year(day)

    def reach(self, day: date) -> None:
        """Let every anniversary until a day happen."""
        while self.anniversary and self.anniversary <= day:
            self.anniversaries += any(item.alive for asset in self.assets.values() for item in asset.items.values())
            for asset in self.assets.values():
                for item in asset.items.values():
                    item.renew(self.anniversary)
            self.anniversary = next_year(self.anniversary)


def next_year(day: date) -> date:
    """Give the same day of the next year; the last of February where there is none."""
    return day.replace(year=day.year + 1, day=28 if (day.month, day.day) == (2, 29) else day.day)
