"""The numbers of all processes together: each adds what it counted, and whoever asks reads the sums and how requests stand now.

Must never hold anything but names from `connector.metrics`, their labels, and numbers.
"""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite

from connector.domain.journal import Outcome
from connector.metrics import OLDEST, OPEN, REQUESTS, Meters
from connector.store.errors import StoreError
from connector.store.tables import attempts, meters, requests

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import ColumnElement

    from connector.metrics import Sample
    from connector.store.database import Database, Transaction

_log: Final = logging.getLogger("connector.store")


class MeterBook:
    """Where processes bring together what they counted."""

    _database: Database
    meters: Meters

    def keep_meters(self) -> None:
        """Add what this process counted since it was kept last. A database that is away loses nothing, and is no error."""
        came = self.meters.since()
        try:
            if came:
                with self._database.writing() as transaction:
                    add(transaction, came)
        except StoreError as error:
            self.meters.undo(came)
            _log.info("the numbers could not be kept yet: %s", error)

    def tell_meters(self) -> None:
        """Write everything that this process counted since it began into the log, as one line."""
        counted = {f"{name}{_written(labels)}": value for (name, labels), value in self.meters.totals().items() if value}
        _log.info("counted so far by this process", extra={"event": "meters", "counted": counted})

    def all_meters(self) -> dict[Sample, float]:
        """Give the sums of all processes, and how requests and attempts stand at this moment."""
        with self._database.reading() as transaction:
            kept = transaction.connection.execute(select(meters.c.name, meters.c.labels, meters.c.value))
            found = {(row.name, _read(row.labels)): float(row.value) for row in kept}
            return found | _standing(transaction)


def add(transaction: Transaction, came: Mapping[Sample, float]) -> None:
    """Add to the sums, in the order of their names: two processes that add at once must not wait for each other in a ring."""
    dialect = postgresql if transaction.connection.dialect.name == "postgresql" else sqlite
    for (name, labels), value in sorted(came.items()):
        row = dialect.insert(meters).values(name=name, labels=_written(labels), value=value)
        key = [meters.c.name, meters.c.labels]
        more = row.on_conflict_do_update(index_elements=key, set_={"value": meters.c.value + row.excluded.value})
        transaction.connection.execute(more)


def _standing(transaction: Transaction) -> dict[Sample, float]:
    state = func.coalesce(requests.c.outcome, "ended")
    ended = select(state, func.count()).where(requests.c.ended_at.is_not(None)).group_by(state)
    found = {_gauge(str(outcome)): float(count) for outcome, count in transaction.connection.execute(ended)}
    living = requests.c.ended_at.is_(None)
    found[_gauge("parked")] = _count(transaction, living, requests.c.parked_at.is_not(None))
    found[_gauge("waiting")] = _count(transaction, living, requests.c.parked_at.is_(None))
    still_open = select(func.count()).where(attempts.c.outcome == Outcome.OPEN)
    found[OPEN.name, ()] = float(transaction.connection.execute(still_open).scalar_one())
    waits = select(func.min(requests.c.first_seen)).where(living, requests.c.parked_at.is_(None))
    first: datetime | None = transaction.connection.execute(waits).scalar_one()
    found[OLDEST.name, ()] = (transaction.now - first).total_seconds() if first else 0.0
    return found


def _gauge(state: str) -> Sample:
    return REQUESTS.name, (("state", state),)


def _count(transaction: Transaction, *holding: ColumnElement[bool]) -> float:
    return float(transaction.connection.execute(select(func.count()).select_from(requests).where(*holding)).scalar_one())


def _written(labels: tuple[tuple[str, str], ...]) -> str:
    return json.dumps(dict(labels), sort_keys=True)


def _read(labels: str) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(json.loads(labels).items()))
