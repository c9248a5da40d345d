"""What a person running the simulated platform can choose: latency, judging, the waits, the extension's variables."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from connector.simulator.connect.options import PlatformSettings
from connector.simulator.connect.tasks import Redelivery
from connector.simulator.exchange import SimRequest

if TYPE_CHECKING:
    from connector.simulator.connect.adobe_product import AdobeProduct
    from connector.simulator.connect.simulator import ConnectSimulator


@pytest.fixture
def purchase(simulator: ConnectSimulator, adobe: AdobeProduct) -> str:
    return simulator.trade.purchase({"65304470CA": 1}, {"action_type": "purchase"})


def put(simulator: ConnectSimulator, request: str, body: object) -> int:
    """Write to a request as a vendor does; gives the status of the answer."""
    path, headers = f"/public/v1/requests/{request}", {"authorization": "ApiKey SU-000-000-001:any"}
    return simulator(SimRequest("PUT", path, headers=headers, body=json.dumps(body).encode())).status


def test_every_answer_of_the_api_takes_the_latency_and_the_control_does_not(
    simulator: ConnectSimulator, purchase: str, waits: list[float]
) -> None:
    simulator.control.change_settings(latency_ms=50)
    assert put(simulator, purchase, {"note": "written"}) == 200
    assert waits == [0.05]
    simulator(SimRequest("POST", "/control/run/requests"))
    assert waits == [0.05]


@pytest.mark.parametrize(("judged", "status"), [(True, 400), (False, 200)])
def test_bodies_are_judged_unless_that_is_switched_off(
    simulator: ConnectSimulator, purchase: str, *, judged: bool, status: int
) -> None:
    simulator.control.change_settings(judge_schemas=judged)
    assert put(simulator, purchase, {"note": "written", "colour": "red"}) == status


def test_waits_are_shortened_from_the_next_one_on(simulator: ConnectSimulator, adobe: AdobeProduct) -> None:
    control = simulator.control
    control.subscribe({"asset_purchase_request_processing": ["pending"]})
    simulator.trade.purchase({"65304470CA": 1}, {"action_type": "purchase"})
    control.change_settings(scale=0.1, latency_ms=5)
    (task,) = control.take()
    control.finish(task.task_id, "reschedule", countdown=60)
    control.move_clock(5)
    assert control.take() == []
    control.move_clock(1)
    assert [one.task_id for one in control.take()] == [task.task_id]
    assert (simulator.settings, simulator.tasks.redelivery) == (PlatformSettings(latency_ms=5), Redelivery(scale=0.1))


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({"latency_ms": -1}, "latency_ms is -1: it must be at least 0"),
        ({"scale": -0.5}, "scale is -0.5: it must be at least 0"),
        ({"pace": 2}, "change_settings: it does not know pace; it takes: latency_ms, judge_schemas, scale, retry_seconds."),
    ],
)
def test_what_cannot_be_chosen_is_told_in_plain_words(simulator: ConnectSimulator, body: dict[str, Any], error: str) -> None:
    answered = simulator(SimRequest("POST", "/control/run/change_settings", body=json.dumps(body).encode()))
    assert (answered.status, json.loads(answered.body)["errors"]) == (400, [error])


def test_variables_reach_the_workers_that_connect_afterwards(simulator: ConnectSimulator) -> None:
    simulator.control.set_variables({"COLOUR": "red"})
    assert {"name": "COLOUR", "value": "red", "secure": False} in simulator.environment.setup_response()["variables"]
