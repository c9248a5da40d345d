"""`migrate`: brings the database up to date, on either kind of database, any number of times."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from connector.store import Store, StoreMissingError, StoreOutdatedError
from tests.commands.desk import Desk
from tests.databases import a_database, database_kinds
from tests.planted import DATABASE_PASSWORD, assert_nowhere

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("kind", database_kinds())
def test_it_makes_the_tables_and_does_nothing_the_second_time(kind: str, tmp_path: Path) -> None:
    with a_database(kind, tmp_path) as url:
        looking = Store(url, only_looks=True)
        with pytest.raises((StoreMissingError, StoreOutdatedError)):
            looking.ready()
        desk = Desk({"DATABASE_URL": url})
        assert (desk.type("migrate"), desk.type("migrate")) == (0, 0)
        assert desk.lines == ["The database is up to date."] * 2
        looking.ready()
        looking.close()


def test_a_database_that_does_not_answer_is_a_problem_and_shows_no_password() -> None:
    desk = Desk({"DATABASE_URL": f"postgresql+psycopg://postgres:{DATABASE_PASSWORD}@127.0.0.1:9/connector"})
    assert desk.type("migrate") == 1
    assert desk.printed.startswith("The database was not migrated: the database does not answer")
    assert_nowhere(desk.printed, (DATABASE_PASSWORD,))


def test_settings_that_cannot_be_read_are_a_problem() -> None:
    desk = Desk({"DATABASE_URL": "connector.sqlite3"})
    assert desk.type("migrate") == 1
    assert desk.printed.startswith("The connector's settings have 1 problem:\n- DATABASE_URL: ")
