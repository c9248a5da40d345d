"""The one door to the database: short transactions, its clock, and its errors under this package's names.

An engine is made at first use, per process, and again when a fork or a replaced SQLite file makes the old one useless.
Must never let a driver's error out: its text may hold the address, and its parameters personal data.
"""

from __future__ import annotations

import logging
import os
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from threading import Lock, local
from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, func, insert, make_url, select
from sqlalchemy.dialects import postgresql as postgresql_dialect
from sqlalchemy.dialects import sqlite as sqlite_dialect
from sqlalchemy.exc import ArgumentError, DataError, DBAPIError, IntegrityError, ProgrammingError, StatementError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from connector.store import schema
from connector.store.errors import StoreError, StoreMissingError, StoreUnavailableError, StoreUrlError
from connector.store.postgresql import PostgresqlServer
from connector.store.reasons import in_plain_words
from connector.store.sqlite import SqliteFile
from connector.store.tables import birth

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime, timedelta

    from sqlalchemy import BindParameter, Connection, Engine, Table
    from sqlalchemy.sql.dml import ReturningInsert

_log: Final = logging.getLogger("connector.store")


@dataclass(frozen=True)
class Transaction:
    """One transaction, and the database's time at its beginning (before it waited for any row: never too late)."""

    connection: Connection
    now: datetime

    def insert_new(self, table: Table, **values: object) -> int | str | None:
        """Insert a row unless its unique values exist already; give its primary key, or `None` when they do."""
        statement = _insertion(table, tuple(values), is_postgresql=self.connection.dialect.name == "postgresql")
        found: int | str | None = self.connection.execute(statement, values).scalar_one_or_none()
        return found


@cache
def _insertion(table: Table, names: tuple[str, ...], *, is_postgresql: bool) -> ReturningInsert[int | str]:
    dialect = postgresql_dialect if is_postgresql else sqlite_dialect
    (key,) = table.primary_key.columns
    values: dict[str, BindParameter[object]] = {name: bindparam(name) for name in names}
    insertion: ReturningInsert[int | str] = dialect.insert(table).values(values).on_conflict_do_nothing().returning(key)
    return insertion


@dataclass(frozen=True)
class _Opened:
    engine: Engine
    process: int
    identity: tuple[int, int] | None


class Database:
    """The database of one URL. Safe to use from any thread, and after a fork in the child as well."""

    def __init__(self, url: str, offset: Callable[[], timedelta], *, only_looks: bool = False) -> None:
        """Take the URL and how far the database's clock is to be put on; opens nothing yet. Raises `StoreUrlError`.

        One that `only_looks` makes no file, migrates nothing and refuses to write.
        """
        self._place = _place(url)
        self._only_looks = only_looks
        self._offset = offset
        self._opened: _Opened | None = None
        self._locks: dict[int, Lock] = {}
        self._inherited: list[Engine] = []
        self._announced = False
        self._shared = local()

    @contextmanager
    def at_once(self, *, only_reading: bool = False) -> Iterator[None]:
        """Let everything that this thread does until the end of the block be one transaction: all of it, or none."""
        before = self._joined()
        with self.reading() if only_reading else self.writing() as transaction:
            self._shared.transaction = transaction
            try:
                yield
            finally:
                self._shared.transaction = before

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """Open a transaction that only reads: it waits for nobody. Joins the one that this thread has open."""
        shared = self._joined()
        if shared is not None:
            yield shared
            return
        with _named_errors(), self._engine().connect() as connection, connection.begin():
            yield self._transaction(connection)

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        """Open a transaction that writes; leaving it commits, an exception takes everything back. Joins as `reading`."""
        if self._only_looks:
            raise StoreError("this store only looks: it was opened to write nothing")
        shared = self._joined()
        if shared is not None:
            yield shared
            return
        with _named_errors(), self._place.turn(), self._engine().connect() as connection:
            connection.execution_options(writing=True)
            with connection.begin():
                yield self._transaction(connection)

    def migrate(self) -> None:
        """Bring the tables up to date, whichever process comes first."""
        if self._only_looks:
            raise StoreError("this store only looks: it was opened to write nothing")
        with _named_errors():
            engine = self._engine()
            self._upgrade(engine)
            if isinstance(self._place, PostgresqlServer):
                _complete(self._place, engine)

    @property
    def name(self) -> str:
        """Say which database it is, for an operator: its kind and its place; never who logs in, nor with what."""
        return self._place.name

    def revision(self) -> str:
        """Give the version of the tables, `""` where there are none (also where the SQLite file is not there yet)."""
        if self._place.migrates_itself and self._place.identity() is None:
            return ""
        with self.reading() as transaction:
            return schema.revision_of(transaction.connection)

    def ready(self) -> None:
        """Raise `StoreOutdatedError` when the tables do not fit this program; SQLite has been migrated by being opened."""
        with self.reading() as transaction:
            schema.require_fit(transaction.connection)

    def close(self) -> None:
        """Close the idle connections; the next use opens them again."""
        opened, self._opened = self._opened, None
        if opened is not None:
            self._discard(opened)

    def _joined(self) -> Transaction | None:
        return getattr(self._shared, "transaction", None)

    def _engine(self) -> Engine:
        opened = self._opened
        if opened is not None and self._is_good(opened):
            return opened.engine
        # A lock per process: the one that a fork copied may be held by a thread that the child does not have.
        with self._locks.setdefault(os.getpid(), Lock()):
            opened = self._opened
            if opened is None or not self._is_good(opened):
                self.close()
                self._opened = opened = self._open()
            return opened.engine

    def _is_good(self, opened: _Opened) -> bool:
        return opened.process == os.getpid() and opened.identity == self._place.identity()

    def _discard(self, opened: _Opened) -> None:
        if opened.process == os.getpid():
            opened.engine.dispose()
        else:
            # The parent's connections: closing them here would end them there, and so would forgetting them.
            self._inherited.append(opened.engine)

    def _open(self) -> _Opened:
        if self._only_looks:
            if self._place.migrates_itself and self._place.identity() is None:
                raise StoreMissingError("there is no database yet: the first delivery makes it")
            return _Opened(self._place.engine(), os.getpid(), self._place.identity())
        with self._place.opening():
            opened = _Opened(self._place.engine(), os.getpid(), self._place.identity())
            if self._place.migrates_itself:
                self._bring_up(opened.engine)
            return opened

    def _bring_up(self, engine: Engine) -> None:
        try:
            self._upgrade(engine)
        except Exception:
            engine.dispose()
            raise
        self._announce()

    def _announce(self) -> None:
        if not self._announced:
            self._announced = True
            _log.info("the store is an SQLite file: it serves exactly one runner instance")

    def _upgrade(self, engine: Engine) -> None:
        with engine.connect() as connection:
            connection.execution_options(writing=True)
            with connection.begin():
                transaction = self._transaction(connection)
                self._place.before_migration(connection)
                schema.upgrade(connection)
                _be_born(transaction)

    def _transaction(self, connection: Connection) -> Transaction:
        return Transaction(connection, self._place.clock(connection) + self._offset())


def _complete(server: PostgresqlServer, engine: Engine) -> None:
    """Build the indexes that the migration left out, because the tables were full, beside everybody's work."""
    with engine.connect() as connection:
        missing = schema.missing_indexes(connection)
    if missing:
        with server.aside(engine) as aside:
            if aside is not None:
                schema.build(schema.missing_indexes(aside), aside)


def _be_born(transaction: Transaction) -> None:
    if transaction.connection.execute(select(func.count()).select_from(birth)).scalar_one() == 0:
        transaction.connection.execute(insert(birth).values(id=1, born_at=transaction.now.replace(microsecond=0)))


def _place(url: str) -> SqliteFile | PostgresqlServer:
    try:
        parsed = make_url(url)
    except ArgumentError:
        # Not the URL's own words: whatever was meant as one may hold a password.
        raise StoreUrlError("the database URL cannot be read as one") from None
    match parsed.get_backend_name():
        case "sqlite":
            return SqliteFile(parsed)
        case "postgresql" | "postgres":
            return PostgresqlServer(parsed)
        case other:
            raise StoreUrlError(f"{other} is not supported: use SQLite or PostgreSQL")


@contextmanager
def _named_errors() -> Iterator[None]:
    # `from None`: the driver's words and its traceback must not be printed along.
    try:
        yield
    except DBAPIError as error:
        raise _named(error) from None
    except StatementError as error:
        # A value that no column takes: the caller's own mistake comes back as such.
        raise (error.orig or StoreError("a value cannot be stored")) from None
    except PoolTimeoutError:
        raise StoreUnavailableError("no connection to the database became free in time") from None


def _named(error: DBAPIError) -> StoreError:
    state = getattr(error.orig, "sqlstate", None) or getattr(error.orig, "sqlite_errorname", None)
    if isinstance(error, ProgrammingError) and state in _UNDEFINED:
        return schema.outdated()
    why = in_plain_words(state, str(error.orig))
    if isinstance(error, DataError | IntegrityError | ProgrammingError):
        return StoreError(f"the database refused a statement: {why}")
    return StoreUnavailableError(f"the database cannot be used: {why}")


# PostgreSQL's states for a table and for a column that do not exist.
_UNDEFINED: Final = frozenset({"42P01", "42703"})
