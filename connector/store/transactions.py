"""Which requests belong to one transaction, and which transactions an operator wants ordered as they are.

Must never know how a transaction is ordered: a release is an operator's word, and the rules decide what it changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from connector.store.requests import RequestState
from connector.store.tables import releases, requests

if TYPE_CHECKING:
    from datetime import datetime

    from connector.store.database import Database


@dataclass(frozen=True)
class TransactionState:
    """One transaction with the requests that were delivered so far, oldest first; `released_at` is empty without a release."""

    key: str
    requests: tuple[RequestState, ...]
    released_at: datetime | None


class TransactionBook:
    """Where the requests of a transaction find one another. `RequestBook.track` says which one a request belongs to."""

    _database: Database

    def siblings_of(self, transaction_key: str, but: str) -> tuple[str, ...]:
        """Give the ids of a transaction's other requests, ended ones too, in the order in which they were first seen."""
        others = requests.c.transaction_key == transaction_key, requests.c.request_id != but
        ids = select(requests.c.request_id).where(*others).order_by(requests.c.first_seen, requests.c.request_id)
        with self._database.reading() as transaction:
            return tuple(transaction.connection.execute(ids).scalars())

    def is_released(self, transaction_key: str) -> bool:
        """Whether an operator wants a transaction ordered as it is."""
        found = select(func.count()).where(releases.c.transaction_key == transaction_key)
        with self._database.reading() as transaction:
            return transaction.connection.execute(found).scalar_one() > 0

    def release(self, transaction_key: str) -> None:
        """Note that a transaction shall be ordered as it is. Doing it again changes nothing."""
        with self._database.writing() as transaction:
            transaction.insert_new(releases, transaction_key=transaction_key, released_at=transaction.now)

    def open_transactions(self) -> tuple[TransactionState, ...]:
        """Give the transactions of which a request has not ended, the longest known first."""
        alive = select(requests.c.transaction_key).where(requests.c.ended_at.is_(None))
        concerned = requests.c.transaction_key.is_not(None), requests.c.transaction_key.in_(alive)
        rows = select(requests).where(*concerned).order_by(requests.c.first_seen, requests.c.request_id)
        with self._database.reading() as transaction:
            found = [RequestState(**row._asdict()) for row in transaction.connection.execute(rows)]
            when = {row.transaction_key: row.released_at for row in transaction.connection.execute(select(releases))}
        groups: dict[str, list[RequestState]] = {}
        for state in found:
            groups.setdefault(str(state.transaction_key), []).append(state)
        return tuple(TransactionState(key, tuple(members), when.get(key)) for key, members in groups.items())
