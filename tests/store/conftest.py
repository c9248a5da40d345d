"""A fresh store for each test, once per kind of database."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from connector.store import Store
from tests.databases import a_database, database_kinds
from tests.store.builders import Ahead

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Not collected, rather than skipped, where there is no server.
collect_ignore = [] if "postgresql" in database_kinds() else ["test_postgresql.py", "test_upgrades.py"]


@pytest.fixture(params=database_kinds())
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give the URL of an empty database."""
    with a_database(request.param, tmp_path) as url:
        yield url


@pytest.fixture
def ahead() -> Ahead:
    """Give what moves the database's clock."""
    return Ahead()


@pytest.fixture
def store(database_url: str, ahead: Ahead) -> Iterator[Store]:
    """Give a migrated store."""
    opened = Store(database_url, offset=ahead)
    opened.migrate()
    yield opened
    opened.close()


@pytest.fixture
def another_instance(store: Store, database_url: str, ahead: Ahead) -> Iterator[Store]:
    """Give a second store on the same database, as another instance has it."""
    opened = Store(database_url, offset=ahead)
    yield opened
    opened.close()


@pytest.fixture
def sqlite_path(tmp_path: Path) -> Path:
    """Give the path of an SQLite file that is not there yet."""
    return tmp_path / "connector.sqlite"


@pytest.fixture
def sqlite_store(sqlite_path: Path, ahead: Ahead) -> Iterator[Store]:
    """Give a store on an SQLite file that its first use makes."""
    opened = Store(f"sqlite:///{sqlite_path}", offset=ahead)
    yield opened
    opened.close()
