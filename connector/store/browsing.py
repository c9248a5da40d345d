"""Requests and attempts for people to look through: pages of requests with filters, a search, and what is open or leased now.

Must never write, count all rows, or skip over pages by their number: a page is found by the key of the last row before it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from sqlalchemy import String, or_, select, tuple_

from connector.store.columns import UTCTime
from connector.store.journal import IS_OPEN, attempt_of
from connector.store.requests import RequestState
from connector.store.tables import SEARCHED, attempts, leases, requests

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

    from connector.domain.journal import Attempt
    from connector.store.database import Database

_SEPARATOR: Final = "~"


class State(StrEnum):
    """How a request stands: `OPEN` is everything that has not ended; of these `PARKED` wait for a person, `WAITING` for time."""

    OPEN = "open"
    WAITING = "waiting"
    PARKED = "parked"
    ENDED = "ended"


_STANDS: Final[dict[State, tuple[ColumnElement[bool], ...]]] = {
    State.OPEN: (requests.c.ended_at.is_(None),),
    State.WAITING: (requests.c.ended_at.is_(None), requests.c.parked_at.is_(None), requests.c.wait_until.is_not(None)),
    State.PARKED: (requests.c.ended_at.is_(None), requests.c.parked_at.is_not(None)),
    State.ENDED: (requests.c.ended_at.is_not(None),),
}


@dataclass(frozen=True)
class Wanted:
    """Which requests are wanted; what is empty does not matter.

    `customer` is a tier account (TA-…) or an Adobe customer; `search` any id that a request is found by: its own, an asset's, a
    tier account's, an Adobe customer's or order's, each as it is written. `since` is aware: first seen then or later.
    """

    state: State | None = None
    customer: str = ""
    search: str = ""
    since: datetime | None = None


@dataclass(frozen=True)
class RequestPage:
    """Requests, the newest first; `after` asks for the next page, and is empty where this was the last one."""

    requests: tuple[RequestState, ...]
    after: str


@dataclass(frozen=True)
class HeldLease:
    """One name that somebody works under, or did until it expired. Times are aware UTC."""

    name: str
    holder: str
    fence: int
    expires_at: datetime
    is_expired: bool


_EVERYTHING: Final = Wanted()


class Browser:
    """What the tables show to people."""

    _database: Database

    def requests_page(self, wanted: Wanted = _EVERYTHING, *, after: str = "", limit: int = 50) -> RequestPage:
        """Give a page of requests, the newest first. `after` is what the page before gave; another text raises `ValueError`.

        Rows that come or go meanwhile move no other: none is shown twice, none that stays is left out.
        """
        rows = select(requests).where(*_conditions(wanted, after))
        ordered = rows.order_by(requests.c.first_seen.desc(), requests.c.request_id.desc()).limit(limit + 1)
        with self._database.reading() as transaction:
            found = [RequestState(**row._asdict()) for row in transaction.connection.execute(ordered)]
        page = tuple(found[:limit])
        return RequestPage(page, _cursor(page[-1]) if len(found) > limit else "")

    def every_open_attempt(self) -> tuple[Attempt, ...]:
        """Give all attempts whose answer is missing, the oldest first: one at most under each company or customer."""
        # In no order that the database knows: one that it did would tempt it to walk through the whole table.
        with self._database.reading() as transaction:
            found = transaction.connection.execute(select(attempts).where(IS_OPEN)).all()
        return tuple(attempt_of(row) for row in sorted(found, key=lambda row: row.id))

    def leases(self) -> tuple[HeldLease, ...]:
        """Give all leases by their names, expired ones that nobody took over too."""
        rows = select(leases).order_by(leases.c.name)
        with self._database.reading() as transaction:
            return tuple(
                HeldLease(row.name, row.holder, row.fence, row.expires_at, row.expires_at <= transaction.now)
                for row in transaction.connection.execute(rows)
            )


def _conditions(wanted: Wanted, after: str) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.state is not None:
        found.extend(_STANDS[wanted.state])
    if wanted.customer:
        found.append(or_(requests.c.company_id == wanted.customer, requests.c.adobe_customer_id == wanted.customer))
    if wanted.search:
        found.append(or_(requests.c.request_id == wanted.search, *(column == wanted.search for column in SEARCHED)))
    if wanted.since is not None:
        found.append(requests.c.first_seen >= wanted.since)
    if after:
        found.append(tuple_(requests.c.first_seen, requests.c.request_id) < tuple_(*_key(after), types=(UTCTime(), String())))
    return found


def _cursor(state: RequestState) -> str:
    return f"{state.first_seen.isoformat()}{_SEPARATOR}{state.request_id}"


def _key(after: str) -> tuple[datetime, str]:
    when, separator, request_id = after.partition(_SEPARATOR)
    try:
        first_seen = datetime.fromisoformat(when)
    except ValueError:
        first_seen = None
    if not separator or first_seen is None or first_seen.tzinfo is None:
        raise ValueError("this is not where a page ended")
    return first_seen, request_id
