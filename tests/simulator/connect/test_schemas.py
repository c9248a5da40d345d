"""The schemas of the platform's messages: sound in themselves, and strict where a wrong message would otherwise pass."""

from __future__ import annotations

import copy
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from connector.simulator.connect.judge import problems, schema

if TYPE_CHECKING:
    from collections.abc import Callable

    from connector.simulator.connect.adobe_product import AdobeProduct
    from connector.simulator.connect.simulator import ConnectSimulator

NAMES = sorted(entry.name.removesuffix(".json") for entry in (files("connector") / "schemas" / "connect").iterdir())


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_sound_and_names_its_source(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))
    assert schema(name)["$id"] == f"connect/{name}.json"
    assert schema(name)["$comment"].startswith("Source: https://")


def without_status(document: dict[str, Any]) -> None:
    del document["status"]


def numeric_quantity(document: dict[str, Any]) -> None:
    document["asset"]["items"][0]["quantity"] = 10


def unknown_phase(document: dict[str, Any]) -> None:
    document["asset"]["params"][0]["phase"] = "delivery"


def missing_customer(document: dict[str, Any]) -> None:
    document["asset"]["tiers"]["customer"] = {}


def unknown_connection(document: dict[str, Any]) -> None:
    document["asset"]["connection"]["type"] = "staging"


@pytest.mark.parametrize("alter", [without_status, numeric_quantity, unknown_phase, missing_customer, unknown_connection])
def test_an_altered_request_is_refused(
    simulator: ConnectSimulator, adobe: AdobeProduct, alter: Callable[[dict[str, Any]], None]
) -> None:
    document = simulator.control.document(simulator.trade.purchase({"65304470CA": 1}, {"action_type": "purchase"}))
    altered = copy.deepcopy(document)
    alter(altered)
    assert problems("request", document) == []
    assert problems("request", altered) != []


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("request-update", {}),
        ("request-update", {"asset": {"params": [{"id": "a"}]}}),
        ("request-fail", {"reason": ""}),
        ("request-fail", {}),
        ("config-request-approve", {"template_id": "TL-000-000-001"}),
        ("message", {"type": "message"}),
        ("ws-task-result", {"version": 1, "message_type": "task", "data": {}}),
        ("ws-setup-request", {"version": 2, "message_type": "setup_request", "data": {"event_subscriptions": ["x"]}}),
    ],
)
def test_a_body_that_says_too_little_or_the_wrong_thing_is_refused(name: str, body: dict[str, object]) -> None:
    assert problems(name, body) != []
