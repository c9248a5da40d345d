"""Waiting for Adobe between pages: how long after what, and not for ever.

The client itself repeats a page twice within seconds; this is for trouble that lasts longer. Must never wait longer than a lease
lasts without renewing it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from connector.adobe.errors import (
    AdobeBrokenError,
    AdobeError,
    AdobeGibberishError,
    AdobeThrottledError,
    AdobeUnreachableError,
)

if TYPE_CHECKING:
    from collections.abc import Callable

_Answer = TypeVar("_Answer")

# Adobe documents neither quotas nor a Retry-After: these are the pauses of its own advice, seconds, doubled each time.
_THROTTLED: Final = 30.0
_BROKEN: Final = 5.0
_SILENT: Final = 1.0
_TRIES: Final = 6
_LONGEST: Final = 900.0
_BREATH: Final = 20.0


class Patience:
    """Asks again after trouble, with growing pauses, and keeps a lease alive meanwhile. For one thread."""

    def __init__(self, pause: Callable[[float], None], monotonic: Callable[[], float], renew: Callable[[], None]) -> None:
        self._pause = pause
        self._monotonic = monotonic
        self._renew = renew
        self._renewed_at = monotonic()

    def ask(self, ask: Callable[[], _Answer]) -> _Answer:
        """Ask, up to six times. Raises what the last try raised, and every refusal at once."""
        for tried in range(_TRIES - 1):
            self._keep_lease()
            try:
                return ask()
            except AdobeError as trouble:
                seconds = _pause_after(trouble, tried)
                if seconds is None:
                    raise
            self._wait(seconds)
        self._keep_lease()
        return ask()

    def _wait(self, seconds: float) -> None:
        while seconds > 0:
            breath = min(_BREATH, seconds)
            self._pause(breath)
            seconds -= breath
            self._renew()

    def _keep_lease(self) -> None:
        if self._monotonic() - self._renewed_at >= _BREATH:
            self._renew()
            self._renewed_at = self._monotonic()


def _pause_after(trouble: AdobeError, tried: int) -> float | None:
    """Give the seconds to wait; `None` for trouble that waiting does not help, or not within reason."""
    match trouble:
        case AdobeThrottledError():
            asked = trouble.retry_after or 0.0
            return None if asked > _LONGEST else max(asked, _THROTTLED * 2**tried)
        case AdobeBrokenError() | AdobeGibberishError():
            return _BROKEN * float(2**tried)
        case AdobeUnreachableError():
            return _SILENT * float(2**tried)
        case _:
            return None
