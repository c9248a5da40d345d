"""The simulator's own time: it starts with the injected clock and can be moved ahead.

It never sleeps and never reads the system's clock.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class VirtualClock:
    """A clock that runs with another one, by an offset that only grows when someone says so."""

    def __init__(self, source: Callable[[], datetime]) -> None:
        self._source = source
        self._offset = timedelta(0)

    def now(self) -> datetime:
        """Give the simulated moment, aware and in UTC."""
        return (self._source() + self._offset).astimezone(UTC)

    def today(self) -> date:
        """Give the simulated day in UTC."""
        return self.now().date()

    def advance(self, by: timedelta) -> datetime:
        """Move ahead; a negative span is a `ValueError`, because Adobe's memory cannot run backwards."""
        if by < timedelta(0):
            raise ValueError("the clock only moves ahead")
        self._offset += by
        return self.now()


def stamp(moment: datetime) -> str:
    """Write a moment as Adobe does: ISO 8601, UTC, whole seconds, `Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def years_after(day: date, years: int) -> date:
    """Give the same day some years later; 29 February becomes 28 February where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
