"""One stage and one browser for every test of the pages: the real runner's web worker answers, a real Chromium asks."""

from __future__ import annotations

import json
import os
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from connector.commands.demo.stage import Stage
from connector.commands.surroundings import Surroundings
from connector.settings import connection_from_environment, settings_from_environment
from tests.browser.chromium import Chromium
from tests.browser.past_days import remember
from tests.browser.visiting import PACE, Visit

if TYPE_CHECKING:
    from collections.abc import Iterator


def surroundings() -> Surroundings:
    """Give a stage the real clock, and nothing to say."""
    return Surroundings(
        now=lambda: datetime.now(UTC),
        monotonic=time.monotonic,
        pause=lambda _seconds: None,
        say=lambda _line: None,
        settings=settings_from_environment,
        connection=connection_from_environment,
    )


@pytest.fixture(scope="session")
def stage() -> Iterator[Stage]:
    """Both simulated platforms, and between them the real runner with the extension."""
    stage = Stage(surroundings(), pace=PACE)
    stage.environment.variables |= {"PRICE_RULES": json.dumps([{"way": "margin", "percent": "20"}])}
    # What a caller sees is kept for a minute: marketplaces of single tests are there before anybody looks.
    for marketplace in ("MP-00007", "MP-00008"):
        stage.connect.vendor.add_marketplace(marketplace, f"Marketplace {marketplace}")
    with stage:
        yield stage


@pytest.fixture(scope="session")
def month(stage: Stage) -> None:
    """Let the stage remember a month of work."""
    remember(stage)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chromium]:
    """The browser."""
    with Chromium() as chromium:
        yield chromium


@pytest.fixture
def visit(stage: Stage, chromium: Chromium) -> Iterator[Visit]:
    """Somebody at the console; whatever the browser complained of meanwhile fails the test."""
    folder = os.environ.get("SCREENSHOTS")
    visit = Visit(stage, chromium, Path(folder) if folder else None)
    chromium.console()
    yield visit
    assert visit.complaints() == []
