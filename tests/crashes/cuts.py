"""A PostgreSQL that goes away in the middle of a delivery: connections that the server ends at one exact statement or commit."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, NoReturn

import psycopg
from sqlalchemy import Engine, create_engine, event, make_url, text
from sqlalchemy.exc import OperationalError

from connector.store.tables import birth, compatibility, metadata

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection

    from tests.crashes.flow import Flow
    from tests.world import World

STATEMENT: Final = "statement"
COMMIT: Final = "commit"
"""The names of the moments at which a connection is cut."""

_REFUSED: Final = 4
_KEPT: Final = (birth, compatibility)


class Cut(StrEnum):
    """What befalls a connection at a moment."""

    BEFORE = "it is ended before the moment, and others can be opened"
    AFTER = "it is ended after the commit, whose answer never comes"
    AWAY = "it is ended before the moment, and the next that are tried are refused"


CUTS: Final = {STATEMENT: (Cut.BEFORE, Cut.AWAY), COMMIT: (Cut.BEFORE, Cut.AFTER)}


@dataclass
class Cuts:
    """Counts and names the moments of a worker's database, and cuts its connection at number `at`."""

    at: int | None = None
    cut: Cut = Cut.BEFORE
    names: list[str] = field(default_factory=list)
    refusals: int = 0

    def statement(self, connection: Connection, *_rest: object) -> None:
        """Come to a statement."""
        if self._is_now(STATEMENT):
            self._end(connection)

    def commit(self, connection: Connection) -> None:
        """Come to a commit."""
        if not self._is_now(COMMIT):
            return
        if self.cut is Cut.AFTER:
            _driver(connection).commit()
        self._end(connection)
        # The driver would say nothing of a commit that is done already: the caller must learn of no answer.
        if self.cut is Cut.AFTER:
            lost()

    def connect(self, *_rest: object) -> None:
        """Come to a new connection."""
        if self.refusals:
            self.refusals -= 1
            raise psycopg.OperationalError("connection refused")

    def _is_now(self, name: str) -> bool:
        self.names.append(name)
        return len(self.names) - 1 == self.at

    def _end(self, connection: Connection) -> None:
        """Let the server end it, as an operator or a failover does; nothing that was not committed stays."""
        info = _driver(connection).info
        with psycopg.connect(info.dsn, password=info.password or None, autocommit=True) as server:
            server.execute("SELECT pg_terminate_backend(%s, 5000)", [info.backend_pid])
        self.refusals = _REFUSED if self.cut is Cut.AWAY else 0


def lost() -> NoReturn:
    """Raise what SQLAlchemy raises where a connection breaks."""
    broken = psycopg.OperationalError("consuming input failed: server closed the connection unexpectedly")
    raise OperationalError("COMMIT", {}, broken, connection_invalidated=True)


def _driver(connection: Connection) -> psycopg.Connection[Any]:
    driver = connection.connection.driver_connection
    assert isinstance(driver, psycopg.Connection)
    return driver


@contextmanager
def _cutting(cuts: Cuts) -> Iterator[None]:
    listeners = (("before_cursor_execute", cuts.statement), ("commit", cuts.commit), ("do_connect", cuts.connect))
    for name, listener in listeners:
        event.listen(Engine, name, listener)
    try:
        yield
    finally:
        for name, listener in listeners:
            event.remove(Engine, name, listener)


@dataclass(frozen=True)
class Stage:
    """Where requests are played: a folder, an SQLite store to set the world up with, and the address of migrated tables."""

    folder: Path
    store: Path
    url: str

    def moments(self, flow: Flow) -> list[str]:
        """Name the moments of a request whose database stays, in order, and judge its end."""
        return self._played(flow, Cuts())

    def struck(self, flow: Flow, at: int, cut: Cut) -> int:
        """Cut the connection at a moment, and judge the request's end; gives how many moments there were in all."""
        cuts = Cuts(at, cut)
        try:
            return len(self._played(flow, cuts))
        except AssertionError as error:
            error.add_note(f"{flow.name}: {cut} at moment {at} of {len(cuts.names)}")
            raise

    def _played(self, flow: Flow, cuts: Cuts) -> list[str]:
        self._empty()
        world, request = self._staged(flow)
        with _cutting(cuts):
            flow.settle(world, request)
        flow.judge(world, request)
        world.means.store.close()
        return cuts.names

    def _staged(self, flow: Flow) -> tuple[World, str]:
        """Set the world up, and give it this database before anything is delivered."""
        for file in self.folder.iterdir():
            file.unlink()
        world, request = flow.stage(self.folder, self.store)
        world.means.store.close()
        world.variables["DATABASE_URL"] = self.url
        world.means = world.new_means()
        return world, request

    def _empty(self) -> None:
        tables = ", ".join(f'"{table.name}"' for table in metadata.sorted_tables if table not in _KEPT)
        engine = create_engine(make_url(self.url))
        with engine.begin() as connection:
            connection.execute(text(f"TRUNCATE {tables} RESTART IDENTITY"))
        engine.dispose()
