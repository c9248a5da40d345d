"""`demo`: the whole story in a process of its own, its exit code, and what it leaves behind: nothing."""

from __future__ import annotations

import json
import signal
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING
from urllib.request import urlopen

import pytest

from tests.commands.programs import lines_until, started

if TYPE_CHECKING:
    import subprocess

pytestmark = pytest.mark.slow

WAIT = 60


def assert_nothing_is_left(folder: Path) -> None:
    """See that no temporary file and no process is left: everything of the demo worked in the folder.

    A process that was told to stop may take a moment to be gone after its parent.
    """
    assert list(folder.iterdir()) == []
    until = monotonic() + WAIT
    while (working := _working_in(folder)) and monotonic() < until:
        pass
    assert working == []


def _working_in(folder: Path) -> list[Path]:
    return [link for link in Path("/proc").glob("[0-9]*/cwd") if str(folder) in _target(link)]


def stop(process: subprocess.Popen[str]) -> str:
    """Press Ctrl-C; gives the rest of what was printed."""
    process.send_signal(signal.SIGINT)
    printed, errors = process.communicate(timeout=WAIT)
    assert errors == ""
    return printed


def test_once_it_shows_a_purchase_and_ends_well(tmp_path: Path) -> None:
    with started(tmp_path, "demo", "--once") as process:
        printed, errors = process.communicate(timeout=4 * WAIT)
    assert (process.returncode, errors) == (0, ""), printed
    lines = [" ".join(line.split()) for line in printed.splitlines()]
    approved = [line.split(" after ")[0] for line in lines if " is approved after " in line]
    purchase_and_on = [f"PR-0000-0000-0001-00{number} is approved" for number in range(1, 7)]
    claimed = "PR-0000-0000-0002-001 is approved"
    transferred = "PR-0000-0000-0003-001 is approved"
    together = "PR-0000-0000-0004-001 is approved"
    assert approved == ["TCR-000-000-001-001 is approved", *purchase_and_on, claimed, transferred, together]
    assert "Calls to Adobe: 1 token, 1 POST reseller, 1 read of the reseller." in lines
    assert "Calls to Adobe: 1 POST customer, 1 PREVIEW, 1 NEW, 1 read of the order, 1 read of the subscriptions." in lines
    assert "Calls to Adobe: 1 token, 1 claim." in lines
    assert (
        "Calls to Adobe: 1 preview of the membership, 1 transfer, 1 read of the transfer, 1 read of the customer, "
        "1 read of the subscriptions, 1 read of the order history."
    ) in lines
    assert "Calls to Adobe: 1 POST customer, 1 PREVIEW, 1 NEW, 3 read of the order, 3 read of the subscriptions." in lines
    assert not [line for line in lines if "rc=" in line]
    assert "adobe_redemption_code = *** (for the customer's eyes)" in lines
    for call in (
        "Adobe POST /v3/resellers 201",
        "platform PUT tier/config-requests/TCR-000-000-001-001 200",
        "platform POST tier/config-requests/TCR-000-000-001-001/approve 204",
        "Adobe POST /v3/customers 201",
        "Adobe POST /retail/v1/workflows 200",
        "Adobe POST /v3/memberships/88A1B2C3/transfers 202",
        "Adobe POST /v3/customers/P1005000001/orders PREVIEW 200",
        "Adobe POST /v3/customers/P1005000001/orders NEW 202",
        "platform PUT requests/PR-0000-0000-0001-001 200",
        "platform POST requests/PR-0000-0000-0001-001/approve 200",
    ):
        assert [line for line in lines if line.endswith(call)], call
    # Written once, by the purchase, and shown as new at the end of its scene alone.
    assert lines.count("adobe_customer_id = P1005000001") == 2
    assert_nothing_is_left(tmp_path)


def test_without_once_it_stays_up_with_its_console_until_it_is_told_to_stop(tmp_path: Path) -> None:
    with started(tmp_path, "demo") as process:
        lines = lines_until(process.stdout, "Everything stays up until Ctrl-C.")
        (console,) = [line.split()[-1] for line in lines if line.startswith("  The console, in a browser  ")]
        assert lines_until(process.stdout, "  http")[-1] == f"  {console}"
        with urlopen(console) as page:  # noqa: S310 - the demo's own address, on this machine.
            assert b"<title>Adobe VIP Marketplace</title>" in page.read()
        with urlopen(console.replace("static/index.html", "api/adobe/requests")) as answer:  # noqa: S310 - see above.
            shown = [one["request_id"] for one in json.load(answer)["requests"]]
        printed = stop(process)
    assert "PR-0000-0000-0001-001" in shown
    assert len(shown) == 11
    assert process.returncode == 0
    assert "Stopped; nothing is left behind." in printed
    assert_nothing_is_left(tmp_path)


def test_stopped_before_the_story_began_it_reports_that_and_leaves_nothing(tmp_path: Path) -> None:
    with started(tmp_path, "demo", "--once") as process:
        lines_until(process.stdout, "Starting")
        # The runner is on its way as soon as its log is there.
        while not list(tmp_path.glob("*/runner-*.log")):
            assert process.poll() is None
        printed = stop(process)
    assert process.returncode == 1
    assert printed == "Stopped; nothing is left behind.\n"
    assert_nothing_is_left(tmp_path)


def _target(link: Path) -> str:
    """Read a link of a process, which may be gone by now."""
    try:
        return str(link.readlink())
    except OSError:
        return ""
