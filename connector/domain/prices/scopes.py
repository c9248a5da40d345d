"""Which price list is meant: Adobe publishes one for each region, segment, currency and type, anew every month.

Source: developer.adobe.com/vipmp/docs/manage-pricing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, Self

if TYPE_CHECKING:
    from collections.abc import Iterator

STANDARD: Final = "STANDARD"
THREE_YEAR: Final = "3YC"
LARGE_GOVERNMENT: Final = "STD-LGA"

REGIONS: Final = ("NA", "PA", "EE", "MX", "LA", "WE", "JP", "AP")
SEGMENTS: Final = ("COM", "EDU", "GOV")
CURRENCIES: Final = ("AUD", "EUR", "GBP", "JPY", "USD")
LIST_TYPES: Final = (STANDARD, THREE_YEAR, LARGE_GOVERNMENT)

_MONTH: Final = re.compile(r"([0-9]{4})(0[1-9]|1[0-2])")
_DECEMBER: Final = 12


@dataclass(frozen=True, order=True)
class Month:
    """A calendar month, written `YYYYMM` as Adobe does. Months sort by time."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `202609`. Raises `ValueError` for anything else, also for a thirteenth month."""
        match = _MONTH.fullmatch(text)
        if match is None or not int(match[1]):
            raise ValueError(f"{text!r} is no month: write the year and two digits, as in 202609")
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def of(cls, day: date) -> Self:
        """Give the month that a day lies in."""
        return cls(day.year, day.month)

    @property
    def after(self) -> Month:
        """The next month."""
        return Month(self.year + 1, 1) if self.number == _DECEMBER else Month(self.year, self.number + 1)

    @property
    def first_day(self) -> date:
        """The first day of the month."""
        return date(self.year, self.number, 1)

    def __str__(self) -> str:
        return f"{self.year:04d}{self.number:02d}"


@dataclass(frozen=True, order=True)
class Scope:
    """What one price list covers, and which Adobe account reads it (`production/D1000000000`).

    Only combinations that the distributor's contract names are published; Adobe has no call that lists them.
    """

    account: str
    region: str
    segment: str
    currency: str
    list_type: str = STANDARD

    def typed(self, list_type: str) -> Scope:
        """Give the list of another type for the same buyers; large government agencies buy in the segment GOV."""
        segment = "GOV" if list_type == LARGE_GOVERNMENT else self.segment
        return Scope(self.account, self.region, segment, self.currency, list_type)

    def __str__(self) -> str:
        return f"{self.account} {self.region} {self.segment} {self.currency} {self.list_type}"


def months_to_fetch(today: date) -> Iterator[Month]:
    """Give the months that are looked at every day: this one, and the next, which Adobe publishes some days ahead."""
    this = Month.of(today)
    yield from (this, this.after)
