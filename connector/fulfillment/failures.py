"""Logging what nobody foresaw: its kind and its place at ERROR; its words, which may hold personal data, at DEBUG alone."""

from __future__ import annotations

import logging
import traceback
from pathlib import Path
from typing import Final

_log: Final = logging.getLogger("connector.fulfillment")


def log_failure(what: str, error: BaseException) -> None:
    """Log an exception without its text, which foreign libraries fill with whatever they were given."""
    fields = {"event": "failure", "error": _kinds(error), "where": _places(error)}
    _log.error("%s: %s", what, type(error).__name__, extra=fields)
    _log.debug("%s", what, exc_info=error)


def _kinds(error: BaseException) -> list[str]:
    """Name the exception and those that led to it."""
    kinds: list[str] = []
    found: BaseException | None = error
    while found is not None and len(kinds) < 9:  # noqa: PLR2004 - a chain is short, and a broken one could be a ring.
        kinds.append(f"{type(found).__module__}.{type(found).__qualname__}")
        found = found.__cause__ or found.__context__
    return kinds


def _places(error: BaseException) -> list[str]:
    """Give file, line and function of each frame, the innermost last; no source and no values."""
    return [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)]
