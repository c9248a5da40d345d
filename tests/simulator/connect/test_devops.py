from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from connector.simulator.connect.environment import Environment
from connector.simulator.connect.simulator import ConnectSimulator
from connector.simulator.exchange import SimRequest

if TYPE_CHECKING:
    from collections.abc import Callable

    from connect.client import ConnectClient

    Refused = Callable[[Callable[[], Any]], tuple[int, str, list[str]]]

FULFILMENT = ["pending", "approved", "failed", "inquiring", "scheduled", "revoking", "revoked"]
STATUSES = {
    "asset_purchase_request_processing": FULFILMENT,
    "asset_change_request_processing": FULFILMENT,
    "asset_adjustment_request_processing": FULFILMENT,
    "asset_suspend_request_processing": ["pending", "approved", "failed", "scheduled", "revoking", "revoked"],
    "asset_resume_request_processing": ["pending", "approved", "failed", "scheduled", "revoking", "revoked"],
    "asset_cancel_request_processing": ["pending", "approved", "failed", "scheduled", "revoking", "revoked"],
    "tier_config_setup_request_processing": ["draft", "pending", "approved", "failed", "inquiring"],
    "tier_account_update_request_processing": ["pending", "accepted", "ignored"],
    "part_usage_file_request_processing": ["draft", "ready", "closed", "failed"],
    "asset_purchase_request_validation": ["draft", "inquiring"],
    "tier_config_change_request_validation": ["draft", "inquiring"],
    "product_action_execution": [],
    "product_custom_event_processing": [],
    "translation_change": [],
}


def test_event_definitions_carry_the_platforms_statuses(client: ConnectClient) -> None:
    definitions = {definition["type"]: definition for definition in client("devops").event_definitions.all()}
    assert {name: definitions[name]["object_statuses"] for name in STATUSES} == STATUSES
    assert definitions["asset_purchase_request_validation"]["category"] == "interactive"
    assert client("devops").event_definitions.filter(extension_type="hub", type="asset_purchase_request_processing").count() == 1


def test_the_package_index_names_the_newest_runner(simulator: ConnectSimulator) -> None:
    answered = simulator(SimRequest("GET", "/pypi/connect-extension-runner/json"))
    page = json.loads(answered.body)
    assert (page["info"]["version"], list(page["releases"])) == ("43.1", ["43.1"])
    assert simulator(SimRequest("GET", "/pypi/requests/json")).status == 404


def test_every_answer_names_the_platforms_version(client: ConnectClient) -> None:
    assert client.accounts.all().first()["id"] == "VA-000-001"
    assert client.response.headers["Connect-Version"].split(".")[0] == "43"


def test_secure_variables_are_never_shown_or_recorded(simulator: ConnectSimulator, client: ConnectClient) -> None:
    simulator.environment.declare({"variables": [{"name": "ENCRYPTION_KEY", "initial_value": "planted-secret", "secure": True}]})
    environment = client("devops").services["SRVC-0000-0001"].environments["ENV-0000-0001-01"]
    (shown,) = environment.collection("variables").all()
    environment.collection("variables")[shown["id"]].update({"value": "planted-later"})
    assert simulator.environment.variables["ENCRYPTION_KEY"] == "planted-later"
    assert "planted" not in client.response.text + repr(shown) + repr(simulator.control.calls()) + repr(simulator.environment)


def test_only_declared_methods_can_be_scheduled(simulator: ConnectSimulator, client: ConnectClient, refused: Refused) -> None:
    schedules = client("devops").services["SRVC-0000-0001"].environments["ENV-0000-0001-01"].collection("schedules")
    assert refused(lambda: schedules.create({"method": "sync"}))[:2] == (400, "VAL_001")
    simulator.environment.declare({"schedulables": [{"method": "sync", "name": "Sync", "description": "Sync."}]})
    made = schedules.create({"method": "sync", "parameter": {"a": 1}})
    assert schedules[made["id"]].get()["parameter"] == {"a": 1}


def test_a_runner_reports_a_restarted_worker(simulator: ConnectSimulator, client: ConnectClient) -> None:
    environment = client("devops").services["SRVC-0000-0001"].environments["ENV-0000-0001-01"]
    environment.update({"error_output": "Process background worker has been restarted"})
    assert environment.get()["error_output"].startswith("Process background")


@pytest.mark.parametrize(("key", "status"), [("ApiKey SU-1:right", 200), ("ApiKey SU-1:wrong", 401), ("", 401), ("ApiKey ", 401)])
def test_named_keys_are_the_only_ones(key: str, status: int) -> None:
    simulator = ConnectSimulator(environment=Environment(api_keys=frozenset({"ApiKey SU-1:right"})))
    assert simulator(SimRequest("GET", "/public/v1/accounts", headers={"authorization": key})).status == status
