"""`make demo` in a real browser: whoever opens the address that it prints sees the story's requests and the owner's accounts."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING, Final

import pytest

from connector.commands.demo.stage import DISTRIBUTOR
from tests.commands.programs import lines_until, started

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.chromium import Chromium

pytestmark = [pytest.mark.slow, pytest.mark.browser]

_READY: Final = "return document.getElementById('main')?.dataset.ready === arguments[0] && !document.querySelector('[aria-busy]')"
WAIT: Final = 60


def test_the_printed_address_shows_the_storys_requests_and_its_accounts(tmp_path: Path, chromium: Chromium) -> None:
    chromium.console()
    with started(tmp_path, "demo") as process:
        lines_until(process.stdout, "Everything stays up until Ctrl-C.")
        console = lines_until(process.stdout, "  http")[-1].strip()
        accounts = lines_until(process.stdout, "  http")[-1].strip()
        chromium.open(console)
        chromium.wait_for(_READY, "#/requests")
        shown = chromium.texts("tbody tr")
        assert len(shown) == 11
        assert [row for row in shown if "approved" not in row] == []
        chromium.click_text("a", "PR-0000-0000-0001-001")
        chromium.wait_for(_READY, "#/requests/PR-0000-0000-0001-001")
        assert chromium.texts(".timeline .what")[-1] == "Ended"
        chromium.open(accounts)
        chromium.wait_for(_READY, "#/accounts")
        assert f"production/{DISTRIBUTOR}" in chromium.text("table")
        assert chromium.console() == []
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=WAIT)
    assert process.returncode == 0
