"""PostgreSQL, for production: one database shared by every runner instance, through a pooler such as PgBouncer or directly.

Must never depend on a session's state (a pooler gives every transaction another one): time-outs are set per transaction,
nothing is prepared on the server, advisory locks live as long as a transaction.
"""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, cast

from sqlalchemy import URL, Engine, create_engine, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

_CONNECT: Final = {
    "connect_timeout": 5,
    # A server that vanished without a word is noticed by the kernel; statement time-outs cannot help where nobody listens.
    "tcp_user_timeout": 20_000,
    "prepare_threshold": None,
    "application_name": "connector",
}

# One statement opens every transaction: its time-outs (milliseconds), and the clock that the transaction goes by.
_OPENING: Final = text(
    "SELECT clock_timestamp(), set_config('statement_timeout', '15000', true), set_config('lock_timeout', '10000', true),"
    " set_config('idle_in_transaction_session_timeout', '30000', true)",
)
_MIGRATION_LOCK: Final = text("SELECT pg_advisory_xact_lock(7165498230141)")
_MIGRATION_PATIENCE: Final = text(
    "SELECT set_config('statement_timeout', '600000', true), set_config('lock_timeout', '60000', true)",
)
# Whoever waits for a table's lock holds up everybody behind: a migration that does not get it soon gives up and changes nothing.
_HASTE: Final = text("SELECT set_config('lock_timeout', '5000', true)")
_ASIDE: Final = text(
    "SELECT pg_try_advisory_xact_lock(7165498230142), set_config('idle_in_transaction_session_timeout', '0', true)",
)


class PostgresqlServer:
    """One PostgreSQL database as the place of the store."""

    migrates_itself: Final = False

    def __init__(self, url: URL) -> None:
        """Take the URL; the driver is psycopg, whichever name the URL gives."""
        self._url = url.set(drivername="postgresql+psycopg")

    @property
    def name(self) -> str:
        """Say which database on which server it is; what stands behind the URL's question mark wins."""
        given = {name: str(value) for name, value in self._url.query.items() if name in {"host", "port", "dbname"}}
        host = given.get("host") or self._url.host or "this machine"
        port = given.get("port") or self._url.port
        database = given.get("dbname") or self._url.database or "of the user's name"
        return f"the PostgreSQL database {database} at {host}{f':{port}' if port else ''}"

    @contextmanager
    def opening(self) -> Iterator[None]:
        """Need nothing: the server sorts out who comes first."""
        yield

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Need nothing: writers of different rows do not wait for one another."""
        yield

    def identity(self) -> None:
        """Be the same database for ever: a server is not replaced behind an open connection."""

    def engine(self) -> Engine:
        """Make the engine with a small pool; what the URL itself says about the connection wins."""
        return create_engine(
            self._url,
            connect_args={name: value for name, value in _CONNECT.items() if name not in self._url.query},
            pool_size=5,
            max_overflow=5,
            pool_timeout=10,
            pool_pre_ping=True,
            pool_recycle=1800,
            isolation_level="READ COMMITTED",
            use_native_hstore=False,
            hide_parameters=True,
        )

    def clock(self, connection: Connection) -> datetime:
        """Read the server's clock, and set the transaction's time-outs on the same way."""
        reading = connection.execute(_OPENING).scalar_one()
        return cast("datetime", reading).astimezone(UTC)

    def before_migration(self, connection: Connection) -> None:
        """Let one process migrate at a time; what it does may take its time, waiting for others' tables may not."""
        connection.execute(_MIGRATION_PATIENCE)
        connection.execute(_MIGRATION_LOCK)
        connection.execute(_HASTE)

    @contextmanager
    def aside(self, engine: Engine) -> Iterator[Connection | None]:
        """Give a connection outside of any transaction for building indexes, to one process at a time; the others get none.

        Nobody may wait for the turn: building an index concurrently waits in its turn for every statement that is older.
        """
        with engine.connect() as guard, guard.begin():
            if not guard.execute(_ASIDE).one()[0]:
                yield None
                return
            with engine.connect() as connection:
                yield connection.execution_options(isolation_level="AUTOCOMMIT")
