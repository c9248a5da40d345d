"""Where there is nothing yet: each page says so, what it means, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from connector.commands.demo.stage import Stage
from tests.browser.conftest import surroundings
from tests.browser.visiting import Visit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.browser.chromium import Chromium

pytestmark = [pytest.mark.slow, pytest.mark.browser]


class BareStage(Stage):
    """A stage whose extension has no Adobe account yet."""

    def _variables(self, directory: Path) -> dict[str, str]:
        return {**super()._variables(directory), "CONNECTOR_ACCOUNTS": "[]"}


@pytest.fixture(scope="module")
def bare() -> Iterator[Stage]:
    """A stage on which nothing happened."""
    with BareStage(surroundings(), pace=0.01) as bare:
        yield bare


@pytest.mark.parametrize(
    ("address", "titles"),
    [
        ("#/overview", ["No request came or ended in these days.", "Adobe refused nothing.", "No call was made."]),
        ("#/requests", ["Nobody has to act.", "No request has come yet."]),
        ("#/resellers", ["No reseller is set up yet.", "No account has a default reseller."]),
        ("#/prices", ["No price list is kept yet."]),
        ("#/accounts", ["No Adobe account is set up."]),
    ],
)
def test_a_page_without_content_says_what_to_do(bare: Stage, chromium: Chromium, address: str, titles: list[str]) -> None:
    chromium.console()
    visit = Visit(bare, chromium, None)
    visit.open(address)
    assert visit.chromium.texts(".empty .empty-title") == titles
    assert all(visit.chromium.texts(".empty p:not(.empty-title)"))
    assert len(visit.chromium.texts(".empty p:not(.empty-title)")) == len(titles)
    assert visit.chromium.faults() == []
    assert visit.complaints() == []
