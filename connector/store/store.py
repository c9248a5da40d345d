"""The store as the rest of the program sees it: fourteen books on one database, which has one clock and one birth.

Must never call anybody but the database.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from connector.metrics import Meters
from connector.store.accounts import AccountBook
from connector.store.actions import ActionBook
from connector.store.browsing import Browser
from connector.store.claims import ClaimBook
from connector.store.customers import CustomerBook
from connector.store.database import Database
from connector.store.journal import Journal
from connector.store.leases import LeaseDesk
from connector.store.meters import MeterBook
from connector.store.orders import OrderBook
from connector.store.overviews import OverviewBook
from connector.store.prices import PriceBook
from connector.store.requests import RequestBook
from connector.store.tables import birth
from connector.store.transactions import TransactionBook
from connector.store.trimming import Trimmer

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from datetime import datetime


class Store(
    Journal,
    LeaseDesk,
    RequestBook,
    TransactionBook,
    CustomerBook,
    PriceBook,
    ClaimBook,
    Browser,
    Trimmer,
    OrderBook,
    MeterBook,
    ActionBook,
    AccountBook,
    OverviewBook,
):
    """The durable memory: journal, leases, what requests are to one another, known customers, price lists and retail claims.

    Opens nothing before its first use. Safe in threads and after a fork. An SQLite file is created, readable for its
    owner only, and migrated by that first use, and again when somebody has removed it since; for PostgreSQL run `migrate`.
    Every operation is one short transaction, unless several are made one by `at_once`. Any of them raises
    `StoreUnavailableError` when the database is away and `StoreOutdatedError` when its tables are not this program's.
    """

    def __init__(self, url: str, *, offset: Callable[[], timedelta] = timedelta, only_looks: bool = False) -> None:
        """Take an SQLAlchemy URL (`sqlite:///…` or `postgresql+psycopg://…`); anything else raises `StoreUrlError`.

        `offset` says how far the database's clock is put on, and is for tests: they move time without sleeping. A store that
        `only_looks` makes and migrates nothing: a missing SQLite file is a `StoreMissingError`, and any write a `StoreError`.
        """
        self._database = Database(url, offset, only_looks=only_looks)
        self.meters = Meters()

    @property
    def name(self) -> str:
        """Which database it is, for an operator: `the SQLite file /data/connector.sqlite3`. Never a user or a password."""
        return self._database.name

    def revision(self) -> str:
        """Give the version of the tables, `""` where there are none. One that opens an SQLite file brings it up to date first."""
        return self._database.revision()

    def migrate(self) -> None:
        """Bring the tables up to date. Any number of processes may do it at once."""
        self._database.migrate()

    def ready(self) -> None:
        """Raise `StoreOutdatedError`, with what to do, unless the tables are this program's. SQLite migrates itself."""
        self._database.ready()

    def close(self) -> None:
        """Close idle connections, at the end of a program. Any later use opens new ones."""
        self._database.close()

    def at_once(self, *, only_reading: bool = False) -> AbstractContextManager[None]:
        """Make one transaction of what this thread asks of the store until the block ends: it all holds, or nothing of it.

        For a handful of operations in a row. Nobody else may be called within: the database waits meanwhile.
        """
        return self._database.at_once(only_reading=only_reading)

    def now(self) -> datetime:
        """Read the database's clock: aware UTC, the same for every instance that shares the database."""
        with self._database.reading() as transaction:
            return transaction.now

    @property
    def birth(self) -> datetime:
        """Since when this database remembers: aware UTC, in whole seconds, rounded down.

        A request created in the same second may have been worked on before it: treat it as older.
        """
        with self._database.reading() as transaction:
            born: datetime = transaction.connection.execute(select(birth.c.born_at)).scalar_one()
            return born

    def rebirth(self) -> datetime:
        """Set the birth to now, after a backup was restored: what happened since the backup is not remembered."""
        with self._database.writing() as transaction:
            now = transaction.now.replace(microsecond=0)
            transaction.connection.execute(update(birth).values(born_at=now))
            return now
