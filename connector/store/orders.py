"""What was ordered at Adobe for requests that have no answer of ours: what a sweep for seats without a request begins with.

It only reads, a page of requests at a time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import exists, or_, select

from connector.domain.journal import Outcome
from connector.store.tables import attempts, requests

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from typing import Any

    from connector.store.database import Database

_ANSWERED: Final = ("approve", "fail", "approved")
_ORDERS: Final = ("place order %", "place transfer %")


@dataclass(frozen=True)
class PlacedOrder:
    """An order or transfer that Adobe accepted. `answer` is Adobe's, without persons; `placed_at` is aware UTC."""

    request_id: str
    account: str
    customer_key: str
    intent: str
    answer: Mapping[str, Any]
    placed_at: datetime


class OrderBook:
    """Which orders stand at Adobe for requests that the connector has neither approved nor failed itself."""

    _database: Database

    def unanswered_orders(self, since: datetime, after: str, limit: int) -> tuple[tuple[PlacedOrder, ...], str]:
        """Give the orders placed `since` then of so many next requests by id, and the last one's id, which is empty at the end.

        The requests of a transaction share an order: each of them has it.
        """
        accepted = (
            or_(attempts.c.owner == requests.c.request_id, attempts.c.owner == requests.c.transaction_key),
            or_(*(attempts.c.intent.like(pattern) for pattern in _ORDERS)),
            attempts.c.outcome.in_((Outcome.ACCEPTED, Outcome.ADOPTED)),
            attempts.c.opened_at >= since,
        )
        unanswered = or_(requests.c.outcome.is_(None), requests.c.outcome.not_in(_ANSWERED))
        page = (
            select(requests.c.request_id)
            .where(requests.c.request_id > after, unanswered, exists(select(attempts.c.id).where(*accepted)))
            .order_by(requests.c.request_id)
            .limit(limit)
        )
        with self._database.reading() as transaction:
            ids = transaction.connection.execute(page).scalars().all()
            found = (
                select(requests.c.request_id, attempts)
                .join(attempts, accepted[0])
                .where(requests.c.request_id.in_(ids), *accepted[1:])
                .order_by(requests.c.request_id, attempts.c.id)
            )
            rows = [
                PlacedOrder(row[0], row.account, row.customer_key, row.intent, row.answer_body or {}, row.opened_at)
                for row in transaction.connection.execute(found)
            ]
        return tuple(rows), ids[-1] if ids else ""
