"""The platform's end of the websocket protocol, spoken to by workers written here, without a socket."""

from __future__ import annotations

import base64
import threading
from typing import TYPE_CHECKING

import pytest

from connector.simulator.connect.errors import PlatformError
from connector.simulator.exchange import SimRequest
from connector.simulator.sockets import SocketOpening
from tests.simulator.connect.workers import KEY, PATH, PURCHASE, AWorker

if TYPE_CHECKING:
    from connect.client import ConnectClient

    from connector.simulator.connect.adobe_product import AdobeProduct
    from connector.simulator.connect.simulator import ConnectSimulator


def a_purchase(simulator: ConnectSimulator) -> str:
    return simulator.trade.purchase({"65304470CA": 1}, {"action_type": "purchase"})


def test_a_worker_is_told_variables_and_event_definitions(simulator: ConnectSimulator) -> None:
    simulator.environment.variables["LOG_FORMAT"] = "console"
    variables = [
        {"name": "LOG_FORMAT", "initial_value": "json", "secure": False},
        {"name": "CONNECTOR_ACCOUNTS", "initial_value": "[]", "secure": True},
    ]
    worker = AWorker(simulator).set_up(variables=variables)
    (message,) = worker.got
    assert (message["version"], message["message_type"]) == (2, "setup_response")
    assert message["data"]["variables"] == [
        {"name": "LOG_FORMAT", "value": "console", "secure": False},
        {"name": "CONNECTOR_ACCOUNTS", "value": "[]", "secure": True},
    ]
    assert message["data"]["logging"]["meta"]["service_id"] == "SRVC-0000-0001"
    definitions = {definition["event_type"]: definition for definition in message["data"]["event_definitions"]}
    assert definitions[PURCHASE] == {
        "event_type": PURCHASE,
        "api_resource_endpoint": "requests/{pk}",
        "api_collection_endpoint": "requests",
        "api_collection_filter": "and(eq(id,${_object_id_}),in(status,${_statuses_}))",
    }


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        (f"{PATH}one", {}),
        (f"{PATH}one", {"authorization": "Basic x"}),
        ("/public/v1/devops/ws/ENV-9999-9999-01/one", KEY),
        (f"{PATH}one/otherapp", KEY),
        (f"{PATH}one/webapp/more", KEY),
    ],
)
def test_strangers_are_not_let_in(simulator: ConnectSimulator, path: str, headers: dict[str, str]) -> None:
    assert simulator.runners.open(SocketOpening(path, {}, headers, lambda _: None, lambda _: None)) is None


def test_instances_take_tasks_in_turn(simulator: ConnectSimulator, adobe: AdobeProduct) -> None:
    first, second = AWorker(simulator, instance="one").set_up(), AWorker(simulator, instance="two").set_up()
    AWorker(simulator, "interactive").set_up()
    purchases = [a_purchase(simulator) for _ in range(4)]
    assert first.objects == [purchases[0], purchases[2]]
    assert second.objects == [purchases[1], purchases[3]]
    options = first.tasks[0]["options"]
    assert (options["task_category"], options["api_key"], options["installation_id"]) == ("background", None, None)


def test_a_lost_workers_task_goes_to_another_one(simulator: ConnectSimulator, adobe: AdobeProduct) -> None:
    first = AWorker(simulator, instance="one").set_up()
    purchase = a_purchase(simulator)
    second = AWorker(simulator, instance="two").set_up()
    first.peer.lost()
    assert second.objects == [purchase]
    second.answer()
    assert [(result.result, result.worker) for result in simulator.control.results()] == [("success", "two/background#2")]


def test_a_worker_that_shuts_down_gets_no_more_tasks_but_may_still_answer(
    simulator: ConnectSimulator, adobe: AdobeProduct
) -> None:
    worker = AWorker(simulator).set_up()
    first = a_purchase(simulator)
    worker.say("shutdown", None)
    a_purchase(simulator)
    worker.answer(0)
    assert worker.objects == [first]
    assert [result.result for result in simulator.control.results()] == ["success"]


def test_a_rescheduled_task_is_delivered_again_when_it_is_due(simulator: ConnectSimulator, adobe: AdobeProduct) -> None:
    worker = AWorker(simulator).set_up()
    purchase = a_purchase(simulator)
    worker.answer(result="reschedule", countdown=300)
    assert worker.objects == [purchase]
    simulator.control.move_clock(300)
    assert worker.objects == [purchase, purchase]
    simulator.runners.close()


def test_a_message_that_breaks_the_protocol_ends_the_connection(simulator: ConnectSimulator) -> None:
    worker = AWorker(simulator).set_up()
    worker.say("task", {"options": {}, "input": {}})
    worker.say("gossip", {})
    worker.peer.receive("not json")
    assert worker.closed == [1003, 1003, 1003]
    assert simulator.control.protocol_problems()[-1] == "one/background#1: unknown message type None"


def test_a_result_of_an_unknown_task_is_noted(simulator: ConnectSimulator) -> None:
    worker = AWorker(simulator).set_up()
    task = {"options": {"task_id": "TQ-9", "task_category": "background"}, "input": {"event_type": PURCHASE, "object_id": "PR-1"}}
    worker.say("task", task | {"output": {"result": "success"}})
    assert simulator.control.protocol_problems() == ["one/background#1: a result of the unknown task TQ-9"]


def test_a_multi_account_extension_gets_its_tasks_in_the_name_of_an_installation(
    simulator: ConnectSimulator, adobe: AdobeProduct, client: ConnectClient
) -> None:
    simulator.environment.installation_id = simulator.control.add_installation("EIN-000-000-001", {"markets": ["US"]})
    worker = AWorker(simulator).set_up()
    a_purchase(simulator)
    assert worker.tasks[0]["options"]["installation_id"] == "EIN-000-000-001"
    client.api_key = worker.tasks[0]["options"]["api_key"]
    installation = client("devops").services["SRVC-0000-0001"].installations["EIN-000-000-001"]
    installation.update({"settings": {"markets": ["CA"]}})
    assert installation.get()["settings"] == {"markets": ["CA"]}


def test_a_draft_is_judged_by_the_interactive_worker(
    simulator: ConnectSimulator, adobe: AdobeProduct, client: ConnectClient
) -> None:
    AWorker(simulator).set_up()
    worker = AWorker(simulator, "interactive").set_up()
    draft = simulator.trade.purchase({"65304470CA": 1}, {"action_type": "purchase"}, draft=True)
    asking = threading.Thread(target=client_validates, args=(simulator, draft))
    asking.start()
    assert simulator.control.wait_for(lambda: bool(worker.tasks), 10)
    document = worker.tasks[0]["input"]["data"]
    document["asset"]["params"][0]["value_error"] = "Say what you want."
    worker.answer(data={"http_status": 200, "headers": None, "body": document})
    asking.join()
    assert simulator.control.param_errors(draft) == {"action_type": "Say what you want."}
    assert simulator.control.status(draft) == "draft"


def client_validates(simulator: ConnectSimulator, draft: str) -> None:
    answered = simulator(SimRequest("POST", f"/public/v1/requests/{draft}/validate", headers=KEY))
    assert answered.status == 200


def test_interactive_tasks_can_be_answered_in_process(simulator: ConnectSimulator) -> None:
    simulator.runners.answer_in_process(lambda task: {"result": "success", "data": {"http_status": 200, "body": task.data}})
    output = simulator.control.ask("product_custom_event_processing", "PRD-000-000-001", {"method": "GET"})
    assert output["data"] == {"http_status": 200, "body": {"method": "GET"}}


def test_an_interactive_task_that_nobody_answers_is_a_503(simulator: ConnectSimulator) -> None:
    with pytest.raises(PlatformError) as caught:
        simulator.control.ask("product_action_execution", "PRD-000-000-001", {}, seconds=0.01)
    assert caught.value.status == 503


def test_a_web_call_goes_through_a_web_worker_and_back(simulator: ConnectSimulator) -> None:
    worker = AWorker(simulator, "webapp").set_up(event_subscriptions=None)
    worker.answers_web = True
    headers = {"x-simulator-account-role": "vendor", "accept": "application/json", "host": "x"}
    answered = simulator(SimRequest("POST", "/control/web/api/ping", "a=1", headers, b"hello"))
    assert (answered.status, answered.body) == (200, b'{"answer": "pong"}')
    task = worker.got[-1]["data"]
    assert task["request"] == {
        "method": "POST",
        "url": "/api/ping?a=1",
        "headers": {"accept": "application/json"},
        "content": base64.b64encode(b"hello").decode(),
    }
    assert task["options"]["account_role"] == "vendor"


def test_a_web_call_without_a_web_worker_is_a_503(simulator: ConnectSimulator) -> None:
    assert simulator(SimRequest("GET", "/control/web/api/ping")).status == 503


def test_a_worker_whose_line_is_cut_is_closed(simulator: ConnectSimulator) -> None:
    worker = AWorker(simulator).set_up()
    simulator.control.lose_worker("one/background#1")
    assert worker.closed == [1012]
    assert simulator.control.workers() == ["one/background#1"]
    worker.peer.lost()
    assert simulator.control.workers() == []
