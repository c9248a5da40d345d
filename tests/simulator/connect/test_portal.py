"""The simulated portal: what a browser asks becomes a web task, as whoever the address says, written as it was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from connector.simulator.connect.portal import answer_portal
from connector.simulator.exchange import SimRequest
from tests.simulator.connect.workers import AWorker

if TYPE_CHECKING:
    from connector.simulator.connect.simulator import ConnectSimulator

INSTALLATION = "EIN-000-000-001"


@pytest.fixture
def worker(simulator: ConnectSimulator) -> AWorker:
    """A web worker of an extension that is installed."""
    simulator.control.add_installation(INSTALLATION)
    worker = AWorker(simulator, "webapp").set_up(event_subscriptions=None)
    worker.answers_web = True
    return worker


def task(worker: AWorker) -> dict[str, Any]:
    """Give the last web task."""
    found: dict[str, Any] = worker.got[-1]["data"]
    return found


@pytest.mark.parametrize(
    ("place", "expected"),
    [("", ("PA-000-001", "distributor", "user")), ("admin/", ("VA-000-001", "vendor", "admin"))],
)
def test_the_address_says_who_calls(
    simulator: ConnectSimulator, worker: AWorker, place: str, expected: tuple[str, str, str]
) -> None:
    answered = answer_portal(simulator, SimRequest("GET", f"/portal/{INSTALLATION}/{place}openapi/spec.json", "a=1"))
    assert (answered.status, answered.body) == (200, b'{"answer": "pong"}')
    options = task(worker)["options"]
    assert (options["account_id"], options["account_role"], options["call_type"]) == expected
    assert task(worker)["request"]["url"] == "/openapi/spec.json?a=1"


def test_signs_that_an_address_cannot_carry_are_written_as_they_were_asked(simulator: ConnectSimulator, worker: AWorker) -> None:
    answer_portal(simulator, SimRequest("GET", f"/portal/{INSTALLATION}/api/adobe/requests/a\x04 ü?"))
    assert task(worker)["request"]["url"] == "/api/adobe/requests/a%04%20%C3%BC%3F"


@pytest.mark.parametrize(
    "path", ["/portal/EIN-9/static/index.html", f"/portal/{INSTALLATION}/control/run/calls", "/public/v1/x", "/"]
)
def test_what_is_no_page_of_an_installed_extension_is_not_there(simulator: ConnectSimulator, worker: AWorker, path: str) -> None:
    assert answer_portal(simulator, SimRequest("GET", path)).status == 404
    assert [one["message_type"] for one in worker.got] == ["setup_response"]
