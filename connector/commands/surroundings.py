"""What a command gets from the world around it: time, waiting, printing and settings are chosen for it, never by it."""

from __future__ import annotations

import os
import signal
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from connector.settings import Connection, Settings

SUCCESS: Final = 0
PROBLEM: Final = 1
"""Exit codes: it went well; something is wrong and was told. Wrong usage is argparse's own 2."""

_ENDING: Final = (signal.SIGINT, signal.SIGTERM)


def _show_nothing(_text: str) -> None:
    """Keep quiet."""


@dataclass(frozen=True)
class Surroundings:
    """`now` is aware UTC, `monotonic` and `pause` are in seconds, `say` prints a line.

    `settings` and `connection` read what the operator wrote; both raise `SettingsError`. `show` shows how far something is, in
    place of what it showed before; nobody sees it where there is no terminal.
    """

    now: Callable[[], datetime]
    monotonic: Callable[[], float]
    pause: Callable[[float], None]
    say: Callable[[str], None]
    settings: Callable[[], Settings]
    connection: Callable[[], Connection | None]
    show: Callable[[str], None] = _show_nothing


class CommandError(Exception):
    """What keeps a command from its work, as a sentence for whoever typed it."""


def capitalised(text: str) -> str:
    """Write a text as the beginning of a sentence."""
    return text[:1].upper() + text[1:]


def port_taken(host: str, port: int, error: OSError) -> CommandError:
    """Say that a port cannot be listened on."""
    return CommandError(f"Port {port} of {host} cannot be used: {os.strerror(error.errno or 0)}.")


@contextmanager
def undisturbed() -> Iterator[None]:
    """Let no impatient second Ctrl-C interrupt the tidying up. Main thread only."""
    before = {number: signal.signal(number, signal.SIG_IGN) for number in _ENDING}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
