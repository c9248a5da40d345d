"""What tests of the web application start from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from connect.eaas.core.testing import WebAppTestClient

from connector.webapp import AdobeWebApplication
from tests.web.console import ENVIRONMENT, Console
from tests.world import World

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def _runtime(monkeypatch: pytest.MonkeyPatch) -> None:
    """The platform's runtime, as the runner starts it."""
    monkeypatch.setenv("ENVIRONMENT_ID", ENVIRONMENT)


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A world in which everything is set up as it should be."""
    return World(tmp_path)


@pytest.fixture
def console(world: World) -> Iterator[Console]:
    """The web worker of that world."""
    with WebAppTestClient(AdobeWebApplication) as client:
        yield Console(world, client)
