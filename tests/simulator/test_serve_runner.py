"""CloudBlue's real runner with a small extension of our own, against the simulated platform over TLS."""

from __future__ import annotations

import json
import os
import shutil
import signal
import ssl
from typing import TYPE_CHECKING

import httpx
import pytest

from connector.simulator.authority import make_authority
from connector.simulator.connect.adobe_product import build_adobe_product
from connector.simulator.connect.simulator import ConnectSimulator
from connector.simulator.connect.tasks import Redelivery
from connector.simulator.runner import Runner, RunnerError, RunnerPlan
from connector.simulator.serve import SimulatorServer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from connector.simulator.authority import Authority

pytestmark = pytest.mark.slow

EVENTS = """
import threading
from connect.eaas.core.decorators import event, schedulable, variables
from connect.eaas.core.extension import EventsApplicationBase
from connect.eaas.core.responses import BackgroundResponse, InteractiveResponse, ScheduledExecutionResponse


@variables([{"name": "GREETING", "initial_value": "hello", "secure": False}])
class Events(EventsApplicationBase):
    @event("asset_purchase_request_processing", statuses=["pending"])
    def purchase(self, request):
        mine = self.client.requests[request["id"]]
        if not request["note"]:
            mine.update({"note": self.config["GREETING"]})
            return BackgroundResponse.reschedule(30)
        mine.update({"asset": {"params": [{"id": "adobe_customer_id", "value": "P1005053489"}]}})
        mine("approve").post(payload={"template_id": "TL-000-000-001"})
        return BackgroundResponse.done()

    @event("asset_adjustment_request_processing", statuses=["pending"])
    def adjust(self, request):
        mine = self.client.requests[request["id"]]
        if not request["note"]:
            mine.update({"note": "in hand"})
            threading.Event().wait(120)
        mine("approve").post(payload={"activation_tile": "second delivery"})
        return BackgroundResponse.done()

    @event("asset_purchase_request_validation", statuses=["draft"])
    def draft(self, request):
        request["asset"]["params"][0]["value_error"] = "Say what you want."
        return InteractiveResponse.done(body=request)

    @schedulable("Tick", "Ticks.")
    def tick(self, schedule):
        return ScheduledExecutionResponse.done()
"""
WEBAPP = """
from connect.eaas.core.decorators import router, web_app
from connect.eaas.core.extension import WebApplicationBase


@web_app(router)
class Web(WebApplicationBase):
    @router.get("/ping")
    def ping(self):
        return {"answer": "pong"}
"""
DESCRIPTOR = {
    "name": "Stub",
    "description": "A stub.",
    "version": "1.0",
    "audience": ["vendor"],
    "readme_url": "https://stub.example/readme",
    "changelog_url": "https://stub.example/changes",
}
ENTRY_POINTS = "[connect.eaas.ext]\neventsapp = stub_extension.events:Events\nwebapp = stub_extension.webapp:Web\n"
KEY = {"Authorization": "ApiKey SU-000-000-001:secret"}


@pytest.fixture(scope="module")
def extension(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory that holds the extension and the entry points it declares, as an installation would."""
    directory = tmp_path_factory.mktemp("extension")
    package, declared = directory / "stub_extension", directory / "stub_extension-1.0.dist-info"
    package.mkdir()
    declared.mkdir()
    (package / "__init__.py").touch()
    (package / "events.py").write_text(EVENTS)
    (package / "webapp.py").write_text(WEBAPP)
    (package / "static").mkdir()
    (package / "extension.json").write_text(json.dumps(DESCRIPTOR))
    (declared / "METADATA").write_text("Metadata-Version: 2.1\nName: stub-extension\nVersion: 1.0\n")
    (declared / "entry_points.txt").write_text(ENTRY_POINTS)
    return directory


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return make_authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def stage(
    extension: Path, authority: Authority, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[ConnectSimulator, SimulatorServer, Runner]]:
    """The platform with its runner connected. Waits take a hundredth of their time."""
    simulator = ConnectSimulator(redelivery=Redelivery(scale=0.01))
    build_adobe_product(simulator)
    with SimulatorServer(simulator, door=simulator.runners, tls=authority) as server:
        plan = RunnerPlan(server.address, authority, tmp_path_factory.mktemp("work"), environment={"PYTHONPATH": str(extension)})
        with Runner(simulator, plan) as runner:
            yield simulator, server, runner
        simulator.runners.close()


def a_purchase(simulator: ConnectSimulator, *, draft: bool = False) -> str:
    return simulator.trade.purchase({"65304470CA": 1}, {"action_type": "purchase"}, draft=draft)


def approved(simulator: ConnectSimulator, request: str) -> bool:
    return simulator.control.wait_for(lambda: simulator.world.requests[request].status == "approved", 60)


def test_a_purchase_is_rescheduled_and_then_approved_by_the_extension(
    stage: tuple[ConnectSimulator, SimulatorServer, Runner],
) -> None:
    simulator, _, _ = stage
    purchase = a_purchase(simulator)
    assert approved(simulator, purchase)
    assert simulator.control.document(purchase)["note"] == "hello"

    def results() -> list[str]:
        return [result.result for result in simulator.control.results() if result.object_id == purchase]

    assert simulator.control.wait_for(lambda: len(results()) == 2)
    assert results() == ["reschedule", "success"]
    assert simulator.control.protocol_problems() == []


def test_a_web_route_answers_through_the_runner(
    stage: tuple[ConnectSimulator, SimulatorServer, Runner], authority: Authority
) -> None:
    _, server, _ = stage
    trusting = ssl.create_default_context(cafile=str(authority.ca_file))
    answered = httpx.get(f"{server.url}/control/web/api/ping", verify=trusting, trust_env=False, timeout=60)
    assert answered.json() == {"answer": "pong"}


def test_a_draft_is_validated_by_the_extension(stage: tuple[ConnectSimulator, SimulatorServer, Runner]) -> None:
    simulator, _, _ = stage
    draft = a_purchase(simulator, draft=True)
    output = simulator.control.ask("asset_purchase_request_validation", draft, simulator.control.document(draft))
    assert output["data"]["body"]["asset"]["params"][0]["value_error"] == "Say what you want."


def test_a_schedule_runs_in_the_extension(stage: tuple[ConnectSimulator, SimulatorServer, Runner]) -> None:
    simulator, _, _ = stage
    task = simulator.control.run_schedule(simulator.control.add_schedule("tick"))
    assert simulator.control.wait_for(lambda: task in [result.task_id for result in simulator.control.results()])


def test_a_killed_workers_task_is_delivered_to_the_next_one(stage: tuple[ConnectSimulator, SimulatorServer, Runner]) -> None:
    simulator, _, runner = stage
    purchase = a_purchase(simulator)
    assert approved(simulator, purchase)
    adjustment = simulator.trade.adjust(simulator.control.asset_of(purchase))
    assert simulator.control.wait_for(lambda: simulator.world.requests[adjustment].note == "in hand", 60)
    os.kill(runner.worker_pid("background"), signal.SIGKILL)
    assert approved(simulator, adjustment)
    assert simulator.control.document(adjustment)["activation_key"] == "second delivery"


def test_a_runner_whose_extension_cannot_start_says_so(authority: Authority, extension: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(extension, broken)
    (broken / "stub_extension" / "events.py").write_text("raise RuntimeError('broken on purpose')\n")
    simulator = ConnectSimulator()
    with SimulatorServer(simulator, door=simulator.runners, tls=authority) as server:
        runner = Runner(simulator, RunnerPlan(server.address, authority, tmp_path, environment={"PYTHONPATH": str(broken)}))
        with pytest.raises(RunnerError, match="broken on purpose"):
            runner.start(seconds=60)
