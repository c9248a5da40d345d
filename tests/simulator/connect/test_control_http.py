from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from connector.simulator.exchange import SimRequest

if TYPE_CHECKING:
    from connector.simulator.connect.adobe_product import AdobeProduct
    from connector.simulator.connect.simulator import ConnectSimulator

FAULT = "method, path, status, answers, after_effect, seconds, times, skip, chance, seed, body, headers"


def post(simulator: ConnectSimulator, path: str, body: object = None) -> tuple[int, Any]:
    raw = json.dumps(body).encode() if body is not None else b""
    answered = simulator(SimRequest("POST", f"/control/{path}", body=raw))
    document = json.loads(answered.body)
    return answered.status, document.get("result", document)


def test_a_story_is_told_over_http(simulator: ConnectSimulator, adobe: AdobeProduct) -> None:
    post(simulator, "run/subscribe", {"subscriptions": {"asset_purchase_request_processing": ["pending"]}})
    _, purchase = post(simulator, "trade/purchase", {"items": {"65304470CA": 2}, "params": {"action_type": "purchase"}})
    _, (delivery,) = post(simulator, "run/take")
    assert (delivery["object_id"], delivery["document"]["id"]) == (purchase, purchase)
    post(simulator, "run/finish", {"task_id": delivery["task_id"], "result": "reschedule", "countdown": 60})
    assert post(simulator, "run/move_clock", {"seconds": 60}) == (200, "2026-03-02T10:01:00+00:00")
    _, (result,) = post(simulator, "run/results")
    assert (result["result"], result["countdown"], result["at"]) == ("reschedule", 60, "2026-03-02T10:00:00+00:00")
    assert post(simulator, "run/status", {"identifier": purchase}) == (200, "pending")


def test_a_world_is_built_over_http(simulator: ConnectSimulator) -> None:
    post(simulator, "vendor/add_marketplace", {"identifier": "MP-00002", "name": "Second", "currency": "EUR"})
    post(simulator, "vendor/add_product", {"identifier": "PRD-000-000-002", "name": "Other"})
    post(simulator, "vendor/add_parameter", {"product": "PRD-000-000-002", "identifier": "colour", "choices": ["red"]})
    post(simulator, "vendor/add_item", {"product": "PRD-000-000-002", "mpn": "X"})
    _, customer = post(simulator, "trade/add_account", {"name": "Buyer"})
    _, request = post(simulator, "trade/purchase", {"items": {"X": 1}, "params": {"colour": "red"}})
    _, document = post(simulator, "run/document", {"identifier": request})
    assert (document["asset"]["tiers"]["customer"]["id"], document["marketplace"]["currency"]) == (customer, "EUR")


@pytest.mark.parametrize(
    ("path", "body", "error"),
    [
        (
            "trade/change",
            {"item": {"X": 1}},
            "change: it needs asset and it does not know item; it takes: asset, items, params, draft.",
        ),
        ("trade/purchase", {"items": {"no such": 1}}, "items: product PRD-000-000-001 has no item no such."),
        ("trade/purchase", {"items": 5}, "purchase: a value is of the wrong kind, such as a text where a number belongs."),
        ("trade/purchase", [1], "A control call takes a JSON object."),
        (
            "trade/answer_elsewhere",
            {"request": "PR-0", "verdict": "park"},
            "there is no verdict 'park'; there are: approve, fail, inquire",
        ),
        ("run/add_fault", {"code": 1}, f"add_fault: it does not know code; it takes: {FAULT}."),
    ],
)
def test_wrong_arguments_are_told_in_plain_words(
    simulator: ConnectSimulator, adobe: AdobeProduct, path: str, body: object, error: str
) -> None:
    answered, document = post(simulator, path, body)
    assert (answered, document["errors"]) == (400, [error])


def test_what_is_no_operation_is_told_with_those_that_are(simulator: ConnectSimulator) -> None:
    _, document = post(simulator, "trade/buy")
    (error,) = document["errors"]
    assert error.startswith("there is no control call 'POST /control/trade/buy'; there are: activate_tier, add_account, ")
    assert "__" not in error
    _, document = post(simulator, "shop/buy")
    assert document["errors"] == ["there is no control call 'POST /control/shop/buy'; there are: vendor, trade, run, web"]
    answered = simulator(SimRequest("POST", "/control/trade/cancel", body=b"{"))
    assert json.loads(answered.body)["errors"] == ["The body is no JSON."]


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("run/_params", {}, 404),
        ("run/nothing", {}, 404),
        ("elsewhere/take", {}, 404),
        ("trade/purchase", {"wrong": 1}, 400),
        ("trade/purchase", {"items": {"no such": 1}}, 400),
        ("run/finish", {"task_id": "TQ-0"}, 400),
        ("run/status", {"identifier": "PR-0"}, 404),
    ],
)
def test_wrong_control_calls_are_told_what_is_wrong(
    simulator: ConnectSimulator, adobe: AdobeProduct, path: str, body: dict[str, object], status: int
) -> None:
    answered, document = post(simulator, path, body)
    assert answered == status
    assert document["errors"]
