"""What every flow test starts from: a small world with one product, one reseller, one company, and the connector between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.world import World

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A world in which everything is set up as it should be."""
    return World(tmp_path)
