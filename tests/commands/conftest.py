"""What the commands' tests start from: two served platforms, and a desk whose environment leads there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.commands.desk import Desk, Platforms

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def platforms(tmp_path: Path) -> Iterator[Platforms]:
    """Both platforms, served on loopback as long as the test lasts."""
    with Platforms(tmp_path) as served:
        yield served


@pytest.fixture
def desk(platforms: Platforms) -> Desk:
    """A desk where everything is set as it should be."""
    return Desk(platforms.variables)
