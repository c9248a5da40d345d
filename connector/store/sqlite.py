"""SQLite, the default for one runner instance: one private file, made and brought up to date at first use.

Must never be shared by two instances (leases would hold, but its writers wait for one another), never live in memory
(a journal that a crash forgets is none), and never open the file by itself while SQLite has it open: closing any
descriptor of it would drop SQLite's locks.
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final, cast

from sqlalchemy import URL, Engine, QueuePool, create_engine, event

from connector.store.errors import StoreUnavailableError, StoreUrlError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

_BUSY_SECONDS: Final = 10
_TURN_SECONDS: Final = 30
_COMPANIONS: Final = ("-wal", "-shm", "-journal")


class SqliteFile:
    """One SQLite file as the place of the store."""

    migrates_itself: Final = True

    def __init__(self, url: URL) -> None:
        """Take the file's path from the URL; in-memory databases and `file:` addresses raise `StoreUrlError`."""
        if not url.database or url.database == ":memory:" or url.database.startswith("file:"):
            message = "SQLite needs a file of its own: a database in memory would forget what was sent"
            raise StoreUrlError(message)
        # Absolute from the start: a later change of the working directory must not mean another database.
        self._path = Path(url.database).resolve()
        self._turns: dict[int, Lock] = {}

    @property
    def name(self) -> str:
        """Say which file it is."""
        return f"the SQLite file {self._path}"

    @contextmanager
    def opening(self) -> Iterator[None]:
        """Hold off every other process and thread that is about to open the file, and make it if it is not there."""
        try:
            folder = os.open(self._path.parent, os.O_RDONLY)
        except OSError as error:
            message = f"the folder of the SQLite file cannot be opened: {error.strerror}"
            raise StoreUnavailableError(message) from None
        try:
            # The folder itself is the lock: it needs no further file, and a process that dies lets go of it.
            fcntl.flock(folder, fcntl.LOCK_EX)
            self._create_missing()
            yield
        finally:
            fcntl.flock(folder, fcntl.LOCK_UN)
            os.close(folder)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Let the threads of this process write one after the other: SQLite has whoever comes second sleep and try again."""
        # By process: the lock that a fork copied may be held by a thread that the child does not have.
        lock = self._turns.setdefault(os.getpid(), Lock())
        if not lock.acquire(timeout=_TURN_SECONDS):
            raise StoreUnavailableError("the SQLite file is busy with others of this process")
        try:
            yield
        finally:
            lock.release()

    def identity(self) -> tuple[int, int] | None:
        """Tell which file stands at the path now; `None` when there is none."""
        try:
            found = self._path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino

    def engine(self) -> Engine:
        """Make the engine. Few connections: SQLite has one writer at a time, and waiting in the pool is fairer than in SQLite."""
        engine = create_engine(
            URL.create("sqlite+pysqlite", database=str(self._path)),
            creator=self._connect,
            poolclass=QueuePool,
            pool_size=5,
            max_overflow=0,
            pool_timeout=30,
            hide_parameters=True,
        )
        event.listen(engine, "connect", _set_up)
        event.listen(engine, "begin", _begin)
        return engine

    def clock(self, connection: Connection) -> datetime:
        """Read SQLite's clock (milliseconds)."""
        # By the driver itself: it looks at no table, so that nothing of it can fail, and SQLAlchemy's way around takes longer.
        driver = cast("sqlite3.Connection", connection.connection.driver_connection)
        (text,) = driver.execute("SELECT strftime('%Y-%m-%d %H:%M:%f', 'now')").fetchone()
        return datetime.fromisoformat(text).replace(tzinfo=UTC)

    def before_migration(self, connection: Connection) -> None:
        """Need nothing: the folder's lock is held, and the transaction is the file's only writer."""

    def _connect(self) -> sqlite3.Connection:
        # `rw` without creating: a file removed at this very moment must be made by `opening`, private and with its tables.
        address = f"{self._path.as_uri()}?mode=rw"
        return sqlite3.connect(address, uri=True, timeout=_BUSY_SECONDS, check_same_thread=False)

    def _create_missing(self) -> None:
        if self.identity() is not None:
            return
        try:
            # What a removed database left beside it would be taken for the new one's: a foreign log, a foreign index.
            for companion in _COMPANIONS:
                Path(f"{self._path}{companion}").unlink(missing_ok=True)
            # Private from its first moment: it holds names and addresses while a call is open.
            os.close(os.open(self._path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        except OSError as error:
            message = f"the SQLite file cannot be created: {error.strerror}"
            raise StoreUnavailableError(message) from None


def _set_up(connection: sqlite3.Connection, _record: object) -> None:
    # The driver must not begin transactions by itself: `_begin` says which kind it is to be.
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode = WAL")
    # FULL, not NORMAL: in WAL mode NORMAL may lose the last commits at a power loss, and the journal's row has to be on
    # the disk before the call goes out. That costs one fsync per writing operation, about ten in a delivery.
    connection.execute("PRAGMA synchronous = FULL")
    # What is emptied is overwritten too: personal data must not outlive its call in the file's free pages.
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA foreign_keys = ON")


def _begin(connection: Connection) -> None:
    # A writer takes the write lock at once: one that read first and then wants to write is refused without any waiting.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writing") else "BEGIN")
