"""The price lists that the simulated Adobe has to show: written down offer by offer, or made up row by row at any size.

It holds and counts, and judges nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, overload

Offer = Mapping[str, Any]

_LEVELS: Final = (("01", "Level 1 1 - 9"), ("02", "Level 2 10 - 49"), ("03", "Level 3 50 - 99"), ("04", "Level 4 100+"))


@dataclass(frozen=True)
class ListName:
    """By what a list is asked for."""

    region: str
    segment: str
    currency: str
    month: str
    list_type: str = "STANDARD"

    def __str__(self) -> str:
        return f"{self.region} {self.segment} {self.currency} {self.list_type} {self.month}"


class MadeUpOffers(Sequence[Offer]):
    """A list of any size that takes no room: each row follows from its number.

    Four levels for each product. Every `every`-th row (0: none) costs `more` cents more, so that two lists differ in known rows.
    """

    def __init__(self, rows: int, *, every: int = 0, more: int = 100) -> None:
        self._numbers = range(rows)
        self._every = every
        self._more = more

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, index: int) -> Offer: ...  # pragma: no cover - for the type checker alone.

    @overload
    def __getitem__(self, index: slice) -> Sequence[Offer]: ...  # pragma: no cover - for the type checker alone.

    def __getitem__(self, index: int | slice) -> Offer | Sequence[Offer]:
        if isinstance(index, slice):
            return [self._offer(number) for number in self._numbers[index]]
        return self._offer(self._numbers[index])

    def _offer(self, number: int) -> Offer:
        product, position = divmod(number, len(_LEVELS))
        level, details = _LEVELS[position]
        cents = 1000 + number % 90_000 + (self._more if self._every and number % self._every == 0 else 0)
        return {
            "offerId": f"{10_000_000 + product}CA{level}A12",
            "productFamily": f"Family {product % 40}",
            "productType": "Subscription New",
            "productTypeDetail": "Annual",
            "additionalDetail": "Commercial",
            "operatingSystem": "Multiple Platforms",
            "language": "Multi NorthAmerican Language",
            "version": "ALL",
            "users": "1 User",
            "metric": "USER",
            "bridge": "Standard",
            "upcEanCode": f"{100_000_000_000 + number}",
            "gtinCode": f"{2_000_000_000_000 + number}",
            "levelDetails": details,
            "firstOrderDate": "2026-01-01T00:00:00.000+00:00",
            "lastOrderDate": "2027-12-31T00:00:00.000+00:00",
            "partnerPrice": f"{cents / 100:.2f}",
            "estimatedStreetPrice": f"{cents / 80:.2f}",
            "estimatedShipDate": "2026-01-01T00:00:00.000+00:00",
            "publicAnnounceDate": "2025-12-01T00:00:00.000+00:00",
            "rmaRequestDeadline": "2028-01-14T00:00:00.000+00:00",
            "pool": "Application",
            "duration": "12 Months",
        }


@dataclass(frozen=True)
class _Drift:
    pages: int
    offers: Sequence[Offer]


class PriceShelf:
    """Every list by its name. A list can change while it is being read, after a number of pages."""

    def __init__(self) -> None:
        self._lists: dict[ListName, Sequence[Offer]] = {}
        self._drifts: dict[ListName, list[_Drift]] = {}

    def put(self, name: ListName, offers: Sequence[Offer]) -> None:
        """Publish a list, in place of the one that had its name."""
        self._lists[name] = offers
        self._drifts.pop(name, None)

    def withdraw(self, name: ListName) -> None:
        """Take a list away: 1162 from now on. `KeyError` when there is none."""
        self._must_be_there(name)
        del self._lists[name]

    def drift(self, name: ListName, offers: Sequence[Offer], after_pages: int) -> None:
        """Let a list be another one once so many further pages were served. `KeyError` when there is none."""
        self._must_be_there(name)
        self._drifts.setdefault(name, []).append(_Drift(after_pages, offers))

    def _must_be_there(self, name: ListName) -> None:
        if name not in self._lists:
            raise KeyError(f"price list {name}")

    def take(self, name: ListName) -> Sequence[Offer] | None:
        """Give a list as it is for the next page; `None` when there is none."""
        waiting = self._drifts.get(name, [])
        if waiting and waiting[0].pages <= 0:
            self._lists[name] = waiting.pop(0).offers
        self._drifts[name] = [_Drift(one.pages - 1, one.offers) if one is waiting[0] else one for one in waiting]
        return self._lists.get(name)
