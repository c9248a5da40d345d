"""A shop for price lists on each kind of database."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from connector.store import Store
from tests.databases import a_database, database_kinds
from tests.prices.shop import Shop
from tests.store.builders import Ahead

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


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
def shop(store: Store) -> Shop:
    """Give both ends of the wire."""
    return Shop(store)
