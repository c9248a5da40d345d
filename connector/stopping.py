"""Whether this process has been told to stop: its workers are killed five seconds later, so no new call to Adobe begins then.

The runner tells its workers by SIGINT, to which its event loop listens. This hears it too, and leaves the loop's hearing alone.
It must never end anything itself.
"""

from __future__ import annotations

import asyncio
import signal
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)


class _Told:
    """A plain mark, which needs no lock: a second signal may come while the first is being handled, in the same thread."""

    stop = False


def is_stopping() -> bool:
    """Whether the process was told to stop. Any thread may ask, at any time."""
    return _Told.stop


def listen() -> None:
    """Begin to hear the signals, once: of use only in the main thread while its event loop runs, as a runner's worker does.

    Elsewhere it does nothing: only the main thread may listen, and where no loop runs there is no runner. The loop gets
    each signal through a file descriptor of its own, whoever handles it in Python, so nothing is taken from it.
    """
    if threading.current_thread() is not threading.main_thread() or not _has_loop():
        return
    for number in _SIGNALS:
        before = signal.getsignal(number)
        if callable(before) and not isinstance(before, _Hearing):
            signal.signal(number, _Hearing(before))


@dataclass(frozen=True)
class _Hearing:
    """Takes note of a signal, and hands it on to whoever listened before."""

    before: Callable[[int, FrameType | None], object]

    def __call__(self, number: int, frame: FrameType | None) -> None:
        _Told.stop = True
        self.before(number, frame)


def _has_loop() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True
