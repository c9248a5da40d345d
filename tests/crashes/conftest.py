"""What the crash matrix is played on: a folder, and a migrated store to begin with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.crashes.playing import Place
from tests.databases import database_kinds
from tests.matrix import an_empty_store

if TYPE_CHECKING:
    from pathlib import Path

collect_ignore = [] if "postgresql" in database_kinds() else ["test_postgresql_cuts.py"]


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty store that each world begins with a copy of."""
    return an_empty_store(tmp_path_factory.mktemp("store"))


@pytest.fixture
def place(tmp_path: Path, store: Path) -> Place:
    """Where a row is played."""
    return Place(tmp_path / "world", store)
