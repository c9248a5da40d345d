"""How routes page: by moment and id of the last row before, which `next` gives and `after` takes. Must never count rows."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Final

from fastapi import Query

from connector.web.problems import ProblemError

MOST: Final = 100
AFTER: Final = Query(None, max_length=120, description="`next` of the page before.")
LIMIT: Final = Query(50, ge=1, le=MOST)
WORD: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
WRONG_AFTER: Final = ("input-invalid", "Correct after: send `next` of the page before.")
_MOMENT: Final = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?(Z|[+-]\d{2}:\d{2})", re.ASCII)

Mark = tuple[datetime, str]
"""Where a page ended."""


def mark_in(after: str | None) -> Mark | None:
    """Read where a page ended; `None` for the first page. Raises `ProblemError`."""
    if not after:
        return None
    moment, last = texts_in(after)
    try:
        return datetime.fromisoformat(moment), last
    except ValueError:
        raise ProblemError(*WRONG_AFTER) from None


def texts_in(after: str | None) -> tuple[str, str]:
    """Read where a page ended as it is written, both empty for the first page. Raises `ProblemError`."""
    moment, _, last = (after or "").partition("|")
    if after and not (_MOMENT.fullmatch(moment) and WORD.fullmatch(last)):
        raise ProblemError(*WRONG_AFTER)
    return moment, last


def second_after(moment: str) -> str:
    """Give a second later than a moment: whatever is written as that moment is before, also where a fraction was left out.

    Raises `ProblemError`.
    """
    try:
        return (datetime.fromisoformat(moment) + timedelta(seconds=1)).isoformat()
    except (ValueError, OverflowError):
        raise ProblemError(*WRONG_AFTER) from None


def mark_of(moment: datetime, last: str) -> str:
    """Write where a page ended."""
    return f"{moment.isoformat()}|{last}"
