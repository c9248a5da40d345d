"""`restored`: a database that came from a backup counts as new, whatever is older is looked for at Adobe."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from connector.store import Store
from tests.commands.desk import Desk
from tests.databases import a_database, database_kinds

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("kind", database_kinds())
def test_a_restored_database_is_born_anew_and_keeps_its_rows(kind: str, tmp_path: Path) -> None:
    with a_database(kind, tmp_path) as url:
        desk = Desk({"DATABASE_URL": url})
        assert desk.type("migrate") == 0
        store = Store(url)
        store.park("PR-1000-0000-0000-001", "Somebody must look.")
        desk.lines.clear()
        assert desk.type("restored") == 0
        name = store.name.replace("the ", "The ", 1)
        assert desk.printed == (
            f"{name} counts as new since {store.birth:%Y-%m-%d %H:%M:%S} UTC: "
            "what older requests did is looked for at Adobe before anything is sent again."
        )
        assert [one.request_id for one in store.parked()] == ["PR-1000-0000-0000-001"]
        store.close()


def test_a_file_that_is_not_there_is_a_problem_and_is_not_made(tmp_path: Path) -> None:
    file = tmp_path / "connector.sqlite3"
    desk = Desk({"DATABASE_URL": f"sqlite:///{file}"})
    assert desk.type("restored") == 1
    assert desk.lines == [f"The SQLite file {file} was left as it is: there is no database yet: the first delivery makes it."]
    assert not file.exists()


def test_a_backup_of_an_older_version_is_migrated_first(tmp_path: Path) -> None:
    file = tmp_path / "connector.sqlite3"
    file.touch()
    desk = Desk({"DATABASE_URL": f"sqlite:///{file}"})
    assert desk.type("restored") == 1
    assert desk.lines == [
        f"The SQLite file {file} was left as it is: the database has no tables yet: run `python -m connector migrate`."
    ]
    assert (desk.type("migrate"), desk.type("restored")) == (0, 0)
