"""`migrate`: brings the database up to date, on either kind of database, any number of times."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

import connector.store
from connector.commands.migrate import told
from connector.store import Store, StoreMissingError, StoreOutdatedError
from tests.commands.desk import Desk
from tests.databases import a_database, database_kinds
from tests.planted import DATABASE_PASSWORD, assert_nowhere

NEWEST: Final = max(path.name[1:5] for path in Path(connector.store.__file__).parent.glob("migrations/versions/r*.py"))


@pytest.mark.parametrize("kind", database_kinds())
def test_it_makes_the_tables_and_does_nothing_the_second_time(kind: str, tmp_path: Path) -> None:
    with a_database(kind, tmp_path) as url:
        looking = Store(url, only_looks=True)
        with pytest.raises((StoreMissingError, StoreOutdatedError)):
            looking.ready()
        desk = Desk({"DATABASE_URL": url})
        assert (desk.type("migrate"), desk.type("migrate")) == (0, 0)
        what = looking.name.replace("the ", "The ", 1)
        assert desk.lines == [
            f"{what} had no tables; now it has those of revision {NEWEST}.",
            f"{what} was up to date: its tables are at revision {NEWEST}.",
        ]
        looking.ready()
        looking.close()


def test_a_database_that_does_not_answer_is_a_problem_and_shows_no_password() -> None:
    desk = Desk({"DATABASE_URL": f"postgresql+psycopg://postgres:{DATABASE_PASSWORD}@127.0.0.1:9/connector"})
    assert desk.type("migrate") == 1
    assert desk.printed == (
        "The PostgreSQL database connector at 127.0.0.1:9 was not migrated: "
        "the database cannot be used: nothing listens at its address."
    )
    assert_nowhere(desk.printed, (DATABASE_PASSWORD,))


def test_a_database_of_an_older_version_is_told_from_where_to_where_it_came() -> None:
    assert told("0001", "0003") == "was brought from revision 0001 to 0003"


def test_settings_that_cannot_be_read_are_a_problem() -> None:
    desk = Desk({"DATABASE_URL": "connector.sqlite3"})
    assert desk.type("migrate") == 1
    assert desk.printed.startswith("The connector's settings have 1 problem:\n- DATABASE_URL: ")
