"""What was sent to Adobe for requests that have no answer of ours: what a sweep for seats without a request begins with.

It only reads, a page of requests at a time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import exists, or_, select

from connector.domain.journal import Outcome
from connector.store.journal import attempt_of
from connector.store.tables import UNANSWERED, attempts, requests

if TYPE_CHECKING:
    from datetime import datetime

    from connector.domain.journal import Attempt
    from connector.store.database import Database

_ORDERS: Final = ("place order %", "place transfer %")
_PERHAPS_DONE: Final = (Outcome.ACCEPTED, Outcome.ADOPTED, Outcome.OPEN, Outcome.BROKEN)


@dataclass(frozen=True)
class SentOrder:
    """An order or transfer that Adobe accepted, or whose answer is missing, and a request that it is for."""

    request_id: str
    attempt: Attempt


class OrderBook:
    """Which orders may stand at Adobe for requests that the connector has neither approved nor failed itself."""

    _database: Database

    def unanswered_orders(self, since: datetime, after: str, limit: int) -> tuple[tuple[SentOrder, ...], str]:
        """Give the orders sent `since` then of so many next requests by id, and the last one's id, which is empty at the end.

        The requests of a transaction share an order: each of them has it.
        """
        sent = (
            # In a list: for two equations joined by an `or`, PostgreSQL reads every attempt there is.
            attempts.c.owner.in_((requests.c.request_id, requests.c.transaction_key)),
            or_(*(attempts.c.intent.like(pattern) for pattern in _ORDERS)),
            attempts.c.outcome.in_(_PERHAPS_DONE),
            attempts.c.opened_at >= since,
        )
        page = (
            select(requests.c.request_id)
            .where(requests.c.request_id > after, UNANSWERED, exists(select(attempts.c.id).where(*sent)))
            .order_by(requests.c.request_id)
            .limit(limit)
        )
        with self._database.reading() as transaction:
            ids = transaction.connection.execute(page).scalars().all()
            found = (
                select(requests.c.request_id.label("asked_by"), attempts)
                .join(attempts, sent[0])
                .where(requests.c.request_id.in_(ids), *sent[1:])
                .order_by(requests.c.request_id, attempts.c.id)
            )
            rows = tuple(SentOrder(row.asked_by, attempt_of(row)) for row in transaction.connection.execute(found))
        return rows, ids[-1] if ids else ""
