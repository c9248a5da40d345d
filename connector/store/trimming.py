"""Taking from the journal what nobody needs any more: requests that ended long ago, with their attempts.

Batch by batch, each a short transaction of its own that waits for no row of a delivery. Must never take an open attempt, nor
anything of a request that has not ended for good, and must note how far it went before anything is gone: a trimmed request that
comes again is then older than this memory.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from sqlalchemy import String, and_, delete, false, func, not_, or_, select, tuple_, update

from connector.domain.retention import FINAL, KEPT_INTENTS, KEPT_OWNERS, LASTING, SHORTEST
from connector.domain.seats import ANSWERED
from connector.store.columns import UTCTime
from connector.store.journal import IS_OPEN
from connector.store.tables import attempts, birth, leases, releases, requests

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import ColumnElement

    from connector.store.database import Database, Transaction

_BATCH: Final = 100
_STRAYS: Final = 1000
_PAUSE: Final = 0.05
_LONG_EXPIRED: Final = timedelta(days=1)


@dataclass(frozen=True)
class Trimmed:
    """How many rows went."""

    requests: int = 0
    attempts: int = 0
    leases: int = 0
    releases: int = 0

    def __add__(self, more: Trimmed) -> Trimmed:
        """Count two together."""
        return Trimmed(
            self.requests + more.requests,
            self.attempts + more.attempts,
            self.leases + more.leases,
            self.releases + more.releases,
        )


class Trimmer:
    """Where the tables are kept small."""

    _database: Database

    def trim(
        self, keep: timedelta, pause: Callable[[float], None], *, forsaken: timedelta = timedelta(0), batch: int = _BATCH
    ) -> Trimmed:
        """Take away what ended longer ago than `keep`; less than eleven days raises `ValueError`. Any number may do it at once.

        What somebody else ended otherwise than by an approval stays for `forsaken` at least, where that is longer: so long its
        orders are looked after. `pause` waits for seconds between batches, so that deliveries come in between. It may stop
        anywhere and begin again.
        """
        if keep < SHORTEST:
            raise ValueError(f"attempts are kept for {SHORTEST.days} days at least")
        until = self._note_horizon(keep)
        of_others = until - max(forsaken - keep, timedelta(0))
        total = self._trim_leases_and_releases(until)
        after: tuple[datetime, str] | None = (datetime.min.replace(tzinfo=until.tzinfo), "")
        while after is not None:
            gone, after = self._trim_requests(until, of_others, after, batch)
            total += gone
            pause(_PAUSE)
        last: int | None = 0
        while last is not None:
            gone, last = self._trim_strays(until, last)
            total += gone
            pause(_PAUSE)
        return total

    def remembers_since(self, first_seen: datetime | None) -> datetime:
        """Give since when this database remembers a request that it first saw at that time, or never: aware UTC.

        That is its birth, or the end of what was trimmed, where the request may have been trimmed before it was seen (again). For
        one that was first seen before that end it is the moment when it was: what came before may have been trimmed by then.
        """
        with self._database.reading() as transaction:
            row = transaction.connection.execute(select(birth.c.born_at, birth.c.trimmed_until)).one()
        born: datetime = row.born_at
        trimmed: datetime = row.trimmed_until or born
        return max(born, trimmed if first_seen is None else min(first_seen, trimmed))

    def _note_horizon(self, keep: timedelta) -> datetime:
        """Note how far is trimmed from now on, before anything is: a further horizon that was noted before stays."""
        with self._database.writing() as transaction:
            until: datetime = transaction.now - keep
            further = or_(birth.c.trimmed_until.is_(None), birth.c.trimmed_until < until)
            transaction.connection.execute(update(birth).where(further).values(trimmed_until=until))
            return until

    def _trim_requests(
        self, until: datetime, of_others: datetime, after: tuple[datetime, str], batch: int
    ) -> tuple[Trimmed, tuple[datetime, str] | None]:
        """Look at the next requests that ended, and take those that may go; gives how far it looked, or `None` at the end."""
        key = tuple_(requests.c.ended_at, requests.c.request_id)
        ended = (requests.c.ended_at < until, key > tuple_(*after, types=(UTCTime(), String())))
        columns = (requests.c.ended_at, requests.c.request_id, requests.c.transaction_key, requests.c.outcome)
        looked = select(*columns).where(*ended).order_by(requests.c.ended_at, requests.c.request_id).limit(batch)
        with self._database.writing() as transaction:
            rows = transaction.connection.execute(looked.with_for_update(skip_locked=True)).all()
            over = [row for row in rows if row.outcome in ANSWERED or (row.outcome in FINAL and row.ended_at < of_others)]
            keys = {row.transaction_key for row in over} - {None}
            stay = _busy(transaction, {row.request_id for row in over} | keys, until)
            stay |= _awaited(transaction, keys, until, of_others)
            going = [row for row in over if stay.isdisjoint((row.request_id, row.transaction_key))]
            gone = _remove(transaction, [row.request_id for row in going], {row.transaction_key for row in going} - {None})
        return gone, (rows[-1].ended_at, rows[-1].request_id) if len(rows) == batch else None

    def _trim_strays(self, until: datetime, last: int) -> tuple[Trimmed, int | None]:
        """Look at the oldest attempts that are left, and take those that no request here has: a console's, or a lost row's."""
        goes = and_(attempts.c.answered_at < until, not_(_IS_KEPT)).label("goes")
        oldest = select(attempts.c.id, attempts.c.owner, attempts.c.opened_at, goes).where(attempts.c.id > last)
        with self._database.writing() as transaction:
            rows = transaction.connection.execute(oldest.order_by(attempts.c.id).limit(_STRAYS)).all()
            owned = _known_owners(transaction, {row.owner for row in rows if row.goes})
            going = [row.id for row in rows if row.goes and row.owner not in owned]
            transaction.connection.execute(delete(attempts).where(attempts.c.id.in_(going)))
        is_over = len(rows) < _STRAYS or all(row.opened_at >= until for row in rows)
        return Trimmed(attempts=len(going)), None if is_over else rows[-1].id

    def _trim_leases_and_releases(self, until: datetime) -> Trimmed:
        """Take leases that expired long ago, and old releases of transactions that nobody knows any more."""
        old = select(releases.c.transaction_key).where(releases.c.released_at < until).limit(_STRAYS)
        with self._database.writing() as transaction:
            expired = leases.c.expires_at < transaction.now - _LONG_EXPIRED
            left = transaction.connection.execute(delete(leases).where(expired)).rowcount
            keys = set(transaction.connection.execute(old).scalars())
            unknown = keys - _known_owners(transaction, keys)
            freed = transaction.connection.execute(delete(releases).where(releases.c.transaction_key.in_(unknown))).rowcount
            return Trimmed(leases=left, releases=freed)


# Each question below names its rows: one that left the choice to the database was answered by reading the whole table.


def _starts(column: ColumnElement[str], beginnings: Sequence[str]) -> ColumnElement[bool]:
    return or_(false(), *(func.substr(column, 1, len(each)) == each for each in beginnings))


_IS_KEPT: Final = and_(
    attempts.c.outcome.in_(LASTING), or_(_starts(attempts.c.intent, KEPT_INTENTS), _starts(attempts.c.owner, KEPT_OWNERS))
)


def _busy(transaction: Transaction, owners: set[str], until: datetime) -> set[str]:
    """Give those owners that have an attempt which is open, or was answered lately."""
    lately = or_(IS_OPEN, attempts.c.answered_at >= until)
    return set(transaction.connection.execute(select(attempts.c.owner).where(attempts.c.owner.in_(owners), lately)).scalars())


def _awaited(transaction: Transaction, keys: set[str], until: datetime, of_others: datetime) -> set[str]:
    """Give those transactions of which a request has not ended for good, or only lately."""
    if not keys:
        return set()  # SQLite reads the whole table to find none.
    lately = or_(requests.c.ended_at >= until, and_(requests.c.outcome.not_in(ANSWERED), requests.c.ended_at >= of_others))
    lives = or_(requests.c.ended_at.is_(None), lately, requests.c.outcome.not_in(FINAL))
    found = select(requests.c.transaction_key).where(requests.c.transaction_key.in_(keys), lives)
    return set(transaction.connection.execute(found).scalars())


def _known_owners(transaction: Transaction, owners: set[str]) -> set[str]:
    """Give those owners that are a request which is known, or a transaction of one."""
    columns = (requests.c.request_id, requests.c.transaction_key)
    found = (transaction.connection.execute(select(column).where(column.in_(owners))).scalars() for column in columns)
    return {owner for owners_found in found for owner in owners_found}


def _remove(transaction: Transaction, ids: list[str], keys: set[str]) -> Trimmed:
    """Take requests with their attempts, and what their transactions had, once the last of a transaction goes."""
    if not ids:
        return Trimmed()
    execute = transaction.connection.execute
    left = execute(delete(requests).where(requests.c.request_id.in_(ids))).rowcount
    over = keys - _known_owners(transaction, keys)
    owners = [*ids, *over]
    calls = execute(delete(attempts).where(attempts.c.owner.in_(owners), not_(IS_OPEN), not_(_IS_KEPT))).rowcount
    freed = execute(delete(releases).where(releases.c.transaction_key.in_(over))).rowcount
    return Trimmed(left, calls, releases=freed)
