"""Upgrading a PostgreSQL that is full and in use: short locks, indexes built beside everybody's work."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Final

import psycopg
import pytest
from alembic import command
from sqlalchemy import create_engine, make_url, text

from connector.store import Store, StoreUnavailableError
from tests.databases import a_database
from tests.store.test_schema import the_migrations, the_newest_revision

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

INDEXES: Final = {
    "ix_attempts_customer_key",
    "ix_requests_adobe_customer_id",
    "ix_requests_alive",
    "ix_requests_asset_id",
    "ix_requests_company_id",
    "ix_requests_ended_at",
    "ix_requests_first_seen_request_id",
    "ix_requests_lingering",
    "ix_requests_order_id",
    "ix_requests_unanswered",
}
STATES: Final = (
    "SELECT c.relname, i.indisvalid FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
    " WHERE c.relnamespace = current_schema()::regnamespace"
)
ROWS: Final = """
    INSERT INTO requests (request_id, first_seen, failures) VALUES ('PR-1', now(), 0);
    INSERT INTO attempts (owner, intent, generation, correlation_id, account, customer_key, outcome, opened_at, answered_at,
        unanswered, gateway_pages)
        VALUES ('PR-1', 'place order 1', 1, 'c-1', 'a', 'customer/1', 'accepted', now(), now(), 0, 0);
"""


@pytest.fixture
def url(tmp_path: Path) -> Iterator[str]:
    """Give a database as the revision before the fifth left it, with rows in it."""
    with a_database("postgresql", tmp_path) as made:
        engine = create_engine(made)
        config = the_migrations()
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "0004")
            connection.execute(text(ROWS))
            connection.execute(text("INSERT INTO birth (id, born_at) VALUES (1, now())"))
        engine.dispose()
        yield made


def a_session(url: str) -> psycopg.Connection:
    """Open a session beside the store."""
    return psycopg.connect(make_url(url).set(drivername="postgresql").render_as_string(hide_password=False))


def states(url: str) -> dict[str, bool]:
    """Give the program's indexes, and whether each is of use."""
    with a_session(url) as session:
        rows = session.execute(STATES).fetchall()
    return {name: valid for name, valid in rows if name in INDEXES}


def test_indexes_of_full_tables_are_built_by_the_migration(url: str) -> None:
    store = Store(url)
    store.migrate()
    assert states(url) == dict.fromkeys(INDEXES, True)
    store.ready()
    store.close()


def test_an_index_whose_building_broke_off_is_built_anew(url: str) -> None:
    store = Store(url)
    store.migrate()
    with a_session(url) as session:
        session.execute("UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'ix_attempts_customer_key'::regclass")
        session.execute("DROP INDEX ix_requests_order_id")
    store.migrate()
    assert states(url) == dict.fromkeys(INDEXES, True)
    store.close()


def test_indexes_are_built_while_others_write(url: str) -> None:
    """A plain CREATE INDEX would wait for the open transaction for ever; deliveries behind it would wait as well."""
    store, failed = Store(url), []
    store.migrate()
    with a_session(url) as session:
        session.execute("DROP INDEX ix_attempts_customer_key")

    def migrate() -> None:
        try:
            store.migrate()
        except Exception as error:  # noqa: BLE001 - it is reported in the test's own thread.
            failed.append(error)

    with a_session(url) as writer:
        writer.execute("UPDATE attempts SET unanswered = 1 WHERE owner = 'PR-1'")
        builder = threading.Thread(target=migrate)
        builder.start()
        with a_session(url) as another:
            another.execute("SET statement_timeout = '20s'")
            another.execute("UPDATE requests SET failures = 1 WHERE request_id = 'PR-1'")
            another.execute(
                "INSERT INTO attempts (owner, intent, generation, correlation_id, account, customer_key, outcome, opened_at,"
                " answered_at, unanswered, gateway_pages)"
                " VALUES ('PR-2', 'place order 1', 1, 'c-2', 'a', 'customer/2', 'accepted', now(), now(), 0, 0)"
            )
    builder.join(timeout=60)
    assert not builder.is_alive()
    assert failed == []
    assert states(url) == dict.fromkeys(INDEXES, True)
    store.close()


def test_a_migration_that_gets_no_lock_gives_up_soon_and_changes_nothing(url: str) -> None:
    store = Store(url)
    with a_session(url) as reader:
        reader.execute("SELECT * FROM requests")
        with pytest.raises(StoreUnavailableError, match="others held a row for too long"):
            store.migrate()
    assert store.revision() == "0004"
    store.migrate()
    assert store.revision() == the_newest_revision()
    store.close()
