"""Whether a call to Adobe may begin now: Adobe's pressure on an account, and a process that was told to stop.

One gate per account and process. It remembers nothing beyond the process: another one learns by its own first call how Adobe
stands. It must never wait and never send anything: it says no by raising, before the journal is opened and anything leaves.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from connector.adobe.errors import (
    AdobeAnswerError,
    AdobeBrokenError,
    AdobeError,
    AdobeHeldBackError,
    AdobeStoppingError,
    AdobeThrottledError,
    CallTrace,
    Pressure,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

REPEATED: Final = 5
"""HTTP attempts that failed in a row, after which each delivery makes one call at most. A single delivery makes three at most."""

UNSTATED: Final = 30.0
"""Seconds for which a 429 without a Retry-After holds the account's calls back: the shortest pause that the platform knows."""

LONGEST: Final = 3600.0
"""Seconds that a Retry-After counts for at most: a wrong clock somewhere must not silence an account for days."""


def _never() -> bool:
    return False


@dataclass
class _Trouble:
    """What has failed since the last success, on one account."""

    since: datetime | None = None
    failures: int = 0
    held_until: float = 0.0


class Gate:
    """The gate of one account. Thread-safe. `clock` gives aware UTC, `monotonic` seconds; `stopping` tells of the end."""

    def __init__(
        self, clock: Callable[[], datetime], monotonic: Callable[[], float], stopping: Callable[[], bool] = _never
    ) -> None:
        self._clock = clock
        self._monotonic = monotonic
        self._stopping = stopping
        self._lock = threading.Lock()
        self._trouble = _Trouble()

    def admit(self, trace: CallTrace) -> None:
        """Let a call begin, or raise `AdobeStoppingError`, or `AdobeHeldBackError` while a 429's time is not over."""
        if self._stopping():
            raise AdobeStoppingError(trace)
        with self._lock:
            left, since = self._trouble.held_until - self._monotonic(), self._trouble.since
        if left > 0 and since:
            raise AdobeHeldBackError(trace, Pressure(since, is_throttled=True), retry_after=left)

    @property
    def is_troubled(self) -> bool:
        """Whether calls have failed repeatedly: then nothing is repeated, so that a delivery's first failure is its last call."""
        with self._lock:
            return self._trouble.failures >= REPEATED

    def answered(self) -> None:
        """Take note that Adobe answered: that lifts the pressure, unless it came while the account's calls are held back."""
        with self._lock:
            # A call that began before the 429 may well succeed after it, and says nothing of those to come.
            if self._trouble.held_until <= self._monotonic():
                self._trouble = _Trouble()

    def failed(self, error: AdobeError) -> None:
        """Take note of a call without a usable answer; a refusal is one. After repeated failures the error tells the pressure."""
        match error:
            case AdobeThrottledError():
                self._count()
                self._hold_back(error.retry_after)
            case AdobeBrokenError():
                self._count()
            case AdobeAnswerError(never_sent=True):
                return
            case AdobeAnswerError():
                self.answered()
                return
            case _:
                self._count()
        with self._lock:
            trouble = self._trouble
            if trouble.since and trouble.failures >= REPEATED:
                error.pressure = Pressure(trouble.since, is_throttled=isinstance(error, AdobeThrottledError))

    def _count(self) -> None:
        with self._lock:
            trouble = self._trouble
            trouble.since = trouble.since or self._clock()
            trouble.failures += 1

    def _hold_back(self, seconds: float | None) -> None:
        wanted = UNSTATED if seconds is None else min(seconds, LONGEST)
        with self._lock:
            self._trouble.held_until = max(self._trouble.held_until, self._monotonic() + wanted)
