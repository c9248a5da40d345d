"""The tables: made by migrations, as the program wants them, and with the guarantees that do not depend on the program."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import IntegrityError
from sqlalchemy.schema import CreateIndex

from connector.domain.journal import Answer, Outcome
from connector.store import Store, StoreOutdatedError
from connector.store.tables import metadata
from tests.store.builders import CUSTOMER, OTHER_CUSTOMER, a_lease, an_open_attempt

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection

    from tests.store.builders import Ahead

COLUMNS = (
    "owner, intent, generation, correlation_id, request_id, account, customer_key, method, path, body, body_digest,"
    " outcome, answer_status, answer_body, opened_at, answered_at, told_at, unanswered, gateway_pages"
)


@contextmanager
def behind_the_store(url: str) -> Iterator[Connection]:
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def the_migrations() -> Config:
    config = Config()
    config.set_main_option("script_location", "connector.store:migrations")
    return config


def the_newest_revision() -> str:
    (head,) = ScriptDirectory.from_config(the_migrations()).get_heads()
    return head


def a_copy_of_the_only_attempt(**altered: str) -> str:
    values = ", ".join(altered.get(column.strip(), column) for column in COLUMNS.split(","))
    return f"INSERT INTO attempts ({COLUMNS}) SELECT {values} FROM attempts"  # noqa: S608 (the test's own words)


def test_the_migrations_make_exactly_the_tables_that_the_program_wants(store: Store, database_url: str) -> None:
    with behind_the_store(database_url) as connection:
        differences = compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), metadata)
    assert differences == []


def test_partial_indexes_hold_what_the_program_asks_them_for(sqlite_store: Store, sqlite_path: Path) -> None:
    """A query that asks for anything else than the index's own condition, word for word, reads the whole table."""
    sqlite_store.migrate()
    with behind_the_store(f"sqlite:///{sqlite_path}") as connection:
        found = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql LIKE '% WHERE %'"))
        made = {name: condition_of(statement) for name, statement in found}
    partial = (
        one for table in metadata.sorted_tables for one in table.indexes if one.dialect_options["sqlite"]["where"] is not None
    )
    wanted = {one.name: condition_of(str(CreateIndex(one).compile(dialect=sqlite.dialect()))) for one in partial}
    assert made == wanted
    assert made["ix_requests_unanswered"] == "outcome IS NULL OR outcome NOT IN ('approve', 'approved', 'fail')"


def condition_of(statement: str) -> str:
    """Give what an index is restricted to, in the plainest spelling."""
    return re.sub(r"\((outcome NOT IN \([^)]*\))\)", r"\1", statement.partition(" WHERE ")[2])


def test_every_constraint_has_the_name_that_the_program_gives_it(store: Store, database_url: str) -> None:
    with behind_the_store(database_url) as connection:
        found = inspect(connection)
        for name, table in metadata.tables.items():
            names = {str(each["name"]) for each in found.get_unique_constraints(name)}
            names |= {str(each["name"]) for each in found.get_check_constraints(name)}
            names |= {str(each["name"]) for each in found.get_foreign_keys(name)}
            # Primary keys aside: a counting one of SQLite has no name.
            named = table.constraints - {table.primary_key}
            assert names == {str(constraint.name) for constraint in named}


def test_there_is_one_line_of_revisions(store: Store, database_url: str) -> None:
    with behind_the_store(database_url) as connection:
        versions = connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all()
    assert versions == [the_newest_revision()]


@pytest.mark.parametrize(
    "altered",
    [
        pytest.param({"correlation_id": "'x'", "outcome": "'broken'", "answered_at": "opened_at"}, id="generation"),
        pytest.param({"generation": "2", "outcome": "'broken'", "answered_at": "opened_at"}, id="correlation id"),
        pytest.param({"generation": "2", "correlation_id": "'x'"}, id="second open one of a customer"),
        pytest.param({"generation": "2", "correlation_id": "'x'", "outcome": "'broken'"}, id="closed without a time"),
    ],
)
def test_the_database_itself_refuses_a_second_attempt(store: Store, database_url: str, altered: dict[str, str]) -> None:
    an_open_attempt(store, a_lease(store))
    with pytest.raises(IntegrityError), behind_the_store(database_url) as connection:
        connection.execute(text(a_copy_of_the_only_attempt(**altered)))


def test_the_database_itself_accepts_the_next_attempt_once_the_first_is_closed(store: Store, database_url: str) -> None:
    an_open_attempt(store, a_lease(store))
    with behind_the_store(database_url) as connection:
        connection.execute(text("UPDATE attempts SET outcome = 'broken', answered_at = opened_at"))
        again = {"generation": "2", "correlation_id": "'x'", "outcome": "'open'", "answered_at": "NULL"}
        connection.execute(text(a_copy_of_the_only_attempt(**again)))
    assert [attempt.generation for attempt in store.open_attempts([CUSTOMER], [])] == [2]


def test_a_store_has_one_birth(store: Store, database_url: str) -> None:
    with pytest.raises(IntegrityError), behind_the_store(database_url) as connection:
        connection.execute(text("INSERT INTO birth (id, born_at) SELECT 2, born_at FROM birth"))


def migrated_by_a_newer_program(url: str, *, oldest_program: str | None) -> None:
    """Do what a newer program's migration does: add, and say which older programs go on working."""
    with behind_the_store(url) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        connection.execute(text("ALTER TABLE attempts ADD COLUMN colour VARCHAR"))
        connection.execute(text("ALTER TABLE requests ADD COLUMN colour VARCHAR"))
        connection.execute(text("CREATE TABLE colours (name VARCHAR)"))
        if oldest_program is None:
            connection.execute(text("DROP TABLE compatibility"))
        else:
            connection.execute(text("UPDATE compatibility SET oldest_program = :oldest"), {"oldest": oldest_program})


@pytest.mark.parametrize("oldest_program", ["9999", None])
def test_tables_of_a_newer_program_that_do_not_fit_are_left_alone(
    store: Store, another_instance: Store, database_url: str, oldest_program: str | None
) -> None:
    migrated_by_a_newer_program(database_url, oldest_program=oldest_program)
    for use in (another_instance.ready, another_instance.migrate):
        with pytest.raises(StoreOutdatedError, match="newer version"):
            use()


def test_an_older_program_goes_on_working_with_tables_that_say_so(
    store: Store, another_instance: Store, database_url: str
) -> None:
    before = an_open_attempt(store, a_lease(store))
    migrated_by_a_newer_program(database_url, oldest_program=the_newest_revision())
    another_instance.ready()
    another_instance.migrate()
    assert another_instance.revision() == "9999"
    assert store.close_attempt(before, Outcome.ACCEPTED, Answer(201, {"orderId": "P92000001"}))
    another_instance.track("PR-2", kind="purchase", customer_key=OTHER_CUSTOMER)
    after = an_open_attempt(
        another_instance, a_lease(another_instance, OTHER_CUSTOMER), owner="PR-2", customer_key=OTHER_CUSTOMER
    )
    assert store.attempts("PR-2") == (after,)
    assert [one.request_id for one in store.requests_page().requests] == ["PR-2"]


def test_the_tables_say_which_older_programs_go_on_working(store: Store, database_url: str) -> None:
    with behind_the_store(database_url) as connection:
        assert connection.execute(text("SELECT oldest_program FROM compatibility")).scalars().all() == ["0004"]


def test_each_revision_from_the_fifth_on_says_which_older_programs_go_on_working() -> None:
    scripts = ScriptDirectory.from_config(the_migrations()).walk_revisions()
    newer = {one.revision: getattr(one.module, "oldest_program", None) for one in scripts if one.revision >= "0005"}
    known = {one.revision for one in ScriptDirectory.from_config(the_migrations()).walk_revisions()}
    assert newer
    assert set(newer.values()) <= known


def test_a_migrated_store_is_ready(store: Store, another_instance: Store) -> None:
    another_instance.ready()
    assert another_instance.attempts("PR-1000-0000-0000-001") == ()


def test_going_back_to_the_beginning_leaves_no_table_and_the_next_birth_is_new(
    store: Store, database_url: str, ahead: Ahead
) -> None:
    born = store.birth
    with behind_the_store(database_url) as connection:
        config = the_migrations()
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
        assert inspect(connection).get_table_names() == ["alembic_version"]
    ahead.by(hours=1)
    store.migrate()
    assert store.birth > born
