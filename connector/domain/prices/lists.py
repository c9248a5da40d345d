"""A price list as it is remembered: which one, how far its fetching came, and whether it may be used."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from connector.domain.prices.scopes import Month, Scope


class ListStatus(StrEnum):
    """How a fetched list stands. Only a published one is ever used for a price or an export."""

    FETCHING = "fetching"
    INCOMPLETE = "incomplete"
    PUBLISHED = "published"


class Asked(StrEnum):
    """Which attributes Adobe was asked for beyond its own defaults."""

    ALL = "all"
    FEW = "few"


@dataclass(frozen=True)
class PriceList:
    """One fetch of one list. Revisions count the different contents that one month's list has had, from 1.

    Of a month's published lists the last one counts that was asked for with all attributes; one with few counts only where
    there is none with all.
    `total` is how many rows Adobe says there are (`None` until it was asked), `row_count` how many different ones are kept.
    `seen_at` is when Adobe last gave exactly this content. `approved_by` says who let prices move beyond the limit.
    Times are aware UTC, by the database's clock.
    """

    id: int
    scope: Scope
    month: Month
    status: ListStatus
    revision: int | None
    asked_for: Asked
    total: int | None
    next_offset: int
    row_count: int
    restarts: int
    problem: str | None
    began_at: datetime
    fetched_at: datetime | None
    seen_at: datetime | None
    approved_by: str | None = None

    @property
    def has_few_attributes(self) -> bool:
        """Whether Adobe was asked for few attributes only: suggested prices and product texts are missing then."""
        return self.asked_for is Asked.FEW

    def __str__(self) -> str:
        name = f"list {self.id}: {self.scope} {self.month}"
        return f"{name} revision {self.revision}" if self.revision else f"{name} ({self.status})"
