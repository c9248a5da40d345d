"""What holds for PostgreSQL alone: an operator migrates it, and the program says so when that was not done."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine, make_url, text

from connector.domain.prices.rows import PriceRow
from connector.domain.prices.scopes import Month, Scope
from connector.store import Store, StoreOutdatedError, StoreUnavailableError
from tests.databases import a_database
from tests.store.builders import a_lease

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def url(tmp_path: Path) -> Iterator[str]:
    with a_database("postgresql", tmp_path) as own:
        yield own


@pytest.fixture
def unmigrated(url: str) -> Iterator[Store]:
    store = Store(url)
    yield store
    store.close()


def test_a_database_without_tables_is_not_ready_and_the_operator_learns_the_command(unmigrated: Store) -> None:
    with pytest.raises(StoreOutdatedError, match="has no tables yet: run `python -m connector migrate`"):
        unmigrated.ready()


def test_using_a_database_without_tables_names_the_command_as_well(unmigrated: Store) -> None:
    with pytest.raises(
        StoreOutdatedError, match="has no tables of this program's, or older ones: run `python -m connector migrate`"
    ):
        unmigrated.attempts("PR-1000-0000-0000-001")


def test_migrating_makes_it_ready(unmigrated: Store) -> None:
    unmigrated.migrate()
    unmigrated.ready()
    assert unmigrated.attempts("PR-1000-0000-0000-001") == ()


@pytest.mark.parametrize("driver", ["postgresql", "postgresql+psycopg", "postgres"])
def test_any_name_of_postgresql_means_the_same_driver(url: str, driver: str) -> None:
    store = Store(make_url(url).set(drivername=driver).render_as_string(hide_password=False))
    assert store.now().tzinfo is not None
    store.close()


def test_times_do_not_depend_on_the_time_zone_of_the_server(url: str) -> None:
    there = make_url(url)
    options = f"{there.query['options']} -ctimezone=Asia/Kolkata"
    store = Store(there.update_query_dict({"options": options}).render_as_string(hide_password=False))
    store.migrate()
    assert abs((store.now() - store.birth).total_seconds()) < 300
    assert str(store.birth.tzinfo) == "UTC"
    store.close()


def test_connections_that_the_server_ended_are_replaced_unnoticed(url: str) -> None:
    name = uuid.uuid4().hex
    store = Store(make_url(url).update_query_dict({"application_name": name}).render_as_string(hide_password=False))
    store.migrate()
    engine = create_engine(url)
    with engine.connect() as connection:
        end = text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = :name")
        assert connection.execute(end, {"name": name}).scalars().all() == [True]
    engine.dispose()
    store.ready()
    store.close()


def test_every_transaction_ends_by_itself_when_it_takes_too_long(unmigrated: Store) -> None:
    with unmigrated._database.reading() as transaction:  # noqa: SLF001 (waiting for a time-out would take its time)
        limits = ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")
        found = [transaction.connection.exec_driver_sql(f"SHOW {name}").scalar_one() for name in limits]
    assert found == ["15s", "10s", "30s"]


def test_rows_of_price_lists_that_the_server_refuses_show_nothing_of_the_drivers_words(unmigrated: Store) -> None:
    unmigrated.migrate()
    lease = a_lease(unmigrated, "price list")
    scope = Scope("production/D1000000000", "NA", "COM", "USD")
    listed = unmigrated.begin_price_list(lease, scope, Month(2026, 9), patience=timedelta(hours=6))
    zero = PriceRow("6530\x004470CA", "", date(2026, 1, 1), date(2026, 12, 31), None, None, "{}")
    with pytest.raises(StoreUnavailableError, match=r"^the database does not take rows \(DataError\)$"):
        unmigrated.add_price_rows(lease, listed, [zero], 1, 1)
    assert unmigrated.price_list(listed.id) == listed
