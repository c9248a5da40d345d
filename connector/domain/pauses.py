"""How long to wait before looking again. The platform's reschedule is the only clock: these are its countdowns."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

_SHORTEST: Final = 30
_MINUTE: Final = timedelta(minutes=1)
LONGEST: Final = 6 * 3600
"""Seconds between two looks at an order at most."""

_LONG: Final = ((timedelta(days=3), LONGEST), (timedelta(days=1), 3600))

PARKED: Final = 3600
"""Seconds between two looks at a request that waits for a person."""

QUICK_LOOKS: Final = (0.1, 0.3, 0.6, 1.0, 1.5, 2.0)
"""Seconds before each look at a fresh order inside the delivery: one that completes within 5 s is approved at once."""

_LOOKS_A_SECOND: Final = 3
"""How many looks at open orders all requests together take at most. A runner takes in some seven tasks a second where the
platform is 50 ms away: more than half of them stay for requests that are new."""

_SIBLINGS_ARE_CLOSE: Final = timedelta(minutes=10)
"""How long the requests of one purchase are expected to follow one another closely."""

FRESH: Final = timedelta(seconds=60)
"""How long an order counts as fresh."""


def growing(waited: timedelta) -> int:
    """Give the seconds until the next look: 30 at first, then 60 to 600, an hour after a day, six after three days."""
    for since, seconds in _LONG:
        if waited >= since:
            return seconds
    if waited < _MINUTE:
        return _SHORTEST
    return int(min(600, max(60, waited.total_seconds() / 10)))


def in_a_crowd(seconds: int, waiting: int) -> int:
    """Give the seconds until the next look at an open order while so many requests wait for theirs: the more, up to six hours."""
    return max(seconds, min(LONGEST, waiting // _LOOKS_A_SECOND))


def for_siblings(waited: timedelta) -> int:
    """Give the seconds until the next look for the other requests of a transaction: 30 for ten minutes, then as `growing`."""
    return _SHORTEST if waited < _SIBLINGS_ARE_CLOSE else growing(waited)
