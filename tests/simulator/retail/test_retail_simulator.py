"""The simulated retail programme: strict at the gate, its answers by the schemas, and steered over HTTP as well."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest

from connector.simulator.adobe.app import DELAY_HEADER
from connector.simulator.exchange import NoAnswerError, SimRequest, SimResponse
from connector.simulator.retail import RetailOptions, RetailSimulator
from connector.simulator.retail.judge import fits

NOW = datetime(2028, 2, 29, 12, 0, tzinfo=UTC)
CLAIM = "/retail/v1/workflows"
REFERENCE = "AS-1-30006514"
BODY = {
    "workflow_type": "CLAIM_PRODUCT",
    "workflow_attributes": [
        {"key": "partner_reference_id", "value": REFERENCE},
        {"key": "offer_id", "value": "30006514"},
    ],
}


def a_simulator(options: RetailOptions | None = None, **more: Any) -> RetailSimulator:  # noqa: ANN401 - the simulator's own.
    simulator = RetailSimulator(lambda: NOW, options, **more)
    simulator.control.add_partner("one", "secret-one", ["30006514"])
    simulator.control.add_partner("two", "secret-two", ["30006514"])
    return simulator


def a_token(simulator: RetailSimulator, client: str = "one") -> str:
    form = {"grant_type": "client_credentials", "client_id": client, "client_secret": f"secret-{client}", "scope": "any"}
    answer = simulator(SimRequest("POST", "/ims/token/v3", body=urlencode(form).encode()))
    assert fits("token", read(answer))
    return str(read(answer)["access_token"])


def read(answer: SimResponse) -> Any:  # noqa: ANN401 - any JSON value.
    return json.loads(answer.body)


def ask(simulator: RetailSimulator, method: str, path: str, body: object = None, **headers: str) -> SimResponse:
    usual = {"authorization": f"Bearer {a_token(simulator)}", "x-api-key": "one"}
    given = {**usual, **{name.replace("_", "-"): value for name, value in headers.items()}}
    return simulator(SimRequest(method, path, headers=given, body=b"" if body is None else json.dumps(body).encode()))


def test_its_answers_fit_the_schemas_that_are_written_from_the_documentation() -> None:
    simulator = a_simulator()
    assert fits("claimed", read(ask(simulator, "POST", CLAIM, BODY)))
    simulator.control.redeem(REFERENCE)
    assert fits("error", read(ask(simulator, "POST", CLAIM, BODY)))
    path = f"/retail/v1/subscriptions/{REFERENCE}"
    assert fits("subscription", read(ask(simulator, "GET", path)))
    ended = ask(simulator, "POST", path, {"type": "CANCEL", "reason_code": "NOT_ELIGIBLE"})
    assert fits("subscription", read(ended))
    assert fits("notification", simulator.control.end(REFERENCE))


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"authorization": ""}, 401),
        ({"authorization": "Bearer forged"}, 401),
        ({"authorization": "Basic x"}, 401),
        ({"x_api_key": ""}, 403),
        ({"x_api_key": "two"}, 403),
        ({}, 200),
    ],
)
def test_both_headers_are_needed_and_must_belong_together(headers: dict[str, str], status: int) -> None:
    assert ask(a_simulator(), "POST", CLAIM, BODY, **headers).status == status


@pytest.mark.parametrize(
    "body",
    [
        None,
        {},
        {**BODY, "quantity": 1},
        {**BODY, "workflow_type": "RENEW"},
        {**BODY, "workflow_attributes": BODY["workflow_attributes"][:1]},
        {**BODY, "workflow_attributes": [BODY["workflow_attributes"][0]] * 2},
        {**BODY, "workflow_attributes": [{"key": "partner_reference_id", "value": "x y"}, BODY["workflow_attributes"][1]]},
    ],
)
def test_a_body_that_is_no_claim_is_refused(body: object) -> None:
    assert ask(a_simulator(), "POST", CLAIM, body).status == 400


def test_partners_do_not_see_each_others_claims() -> None:
    simulator = a_simulator()
    mine = read(ask(simulator, "POST", CLAIM, BODY))
    other = {"authorization": f"Bearer {a_token(simulator, 'two')}", "x_api_key": "two"}
    assert ask(simulator, "GET", f"/retail/v1/subscriptions/{REFERENCE}", **other).status == 404
    assert ask(simulator, "POST", CLAIM, BODY, **other).status == 200
    assert mine["workflow_attributes"] == BODY["workflow_attributes"]
    assert len(simulator.control.claims()) == 2


@pytest.mark.parametrize(
    ("method", "path", "options"),
    [
        ("GET", CLAIM, None),
        ("POST", "/v1/workflows", None),
        ("PATCH", f"/retail/v1/subscriptions/{REFERENCE}", None),
        ("GET", f"/retail/v1/subscriptions/{REFERENCE}/more", None),
        ("GET", f"/retail/v1/subscriptions/{REFERENCE}", RetailOptions(subscriptions=False)),
    ],
)
def test_what_is_not_served_is_not_found(method: str, path: str, options: RetailOptions | None) -> None:
    answer = ask(a_simulator(options), method, path)
    assert (answer.status, read(answer)["error_code"]) == (404, "404")


def test_an_end_must_be_one_and_come_once() -> None:
    simulator = a_simulator()
    ask(simulator, "POST", CLAIM, BODY)
    path = f"/retail/v1/subscriptions/{REFERENCE}"
    cancel = {"type": "CANCEL", "reason_code": "USER_CANCELLED"}
    assert ask(simulator, "POST", path, {"type": "RENEW"}).status == 400
    assert ask(simulator, "POST", path, cancel).status == 404
    simulator.control.redeem(REFERENCE)
    assert [ask(simulator, "POST", path, cancel).status for _ in range(2)] == [200, 409]
    assert ask(simulator, "POST", CLAIM, BODY).status == 400


def test_a_term_that_begins_on_a_leap_day_ends_on_a_day_that_there_is() -> None:
    simulator = a_simulator()
    ask(simulator, "POST", CLAIM, BODY)
    assert simulator.control.redeem(REFERENCE) == {
        "partner_subscription_id": REFERENCE,
        "status": "Active",
        "startDate": "2028-02-29T12:00:00Z",
        "endDate": "2029-02-28T12:00:00Z",
        "timestamp": "2028-02-29T12:00:00Z",
    }


def test_the_record_holds_neither_links_nor_secrets_and_the_claims_do() -> None:
    simulator = a_simulator()
    ask(simulator, "POST", CLAIM, BODY)
    (claim,) = simulator.control.claims()
    told = repr(simulator.control.calls())
    assert claim["code"] not in told
    assert "secret-one" not in told
    assert claim["code"] in claim["experience_url"]


def test_faults_strike_in_the_network_and_at_adobe() -> None:
    simulator = a_simulator()
    route = f"POST {CLAIM}"
    simulator.control.fault(route, "gateway page", after_effect=True)
    simulator.control.fault(route, "unreadable")
    simulator.control.fault(route, "slow", delay_ms=60_000)
    simulator.control.fault(route, "no answer")
    assert len(simulator.control.faults()) == 4
    assert ask(simulator, "POST", CLAIM, BODY).status == 502
    assert len(simulator.control.claims()) == 1
    assert ask(simulator, "POST", CLAIM, BODY).body == b'{"workflow_type": "CLAIM'
    assert ask(simulator, "POST", CLAIM, BODY).headers[DELAY_HEADER] == "60000"
    with pytest.raises(NoAnswerError):
        ask(simulator, "POST", CLAIM, BODY)
    simulator.control.fault(route, "throttled", retry_after=9)
    assert ask(simulator, "POST", CLAIM, BODY).headers["retry-after"] == "9"
    simulator.control.fault(route, "broken", after_effect=True)
    assert ask(simulator, "POST", CLAIM, BODY).status == 503
    simulator.control.fault(route, "refused", code="ANY")
    assert read(ask(simulator, "POST", CLAIM, BODY))["code"] == "ANY"
    simulator.control.fault(route, "broken")
    simulator.control.clear_faults()
    assert ask(simulator, "POST", CLAIM, BODY).status == 202


def test_a_pause_is_waited_for_where_there_is_one_to_wait_with() -> None:
    waited: list[float] = []
    simulator = a_simulator(pause=waited.append)
    simulator.control.fault(f"POST {CLAIM}", "slow", delay_ms=250)
    assert ask(simulator, "POST", CLAIM, BODY).status == 200
    assert waited == [0.25]


def control(simulator: RetailSimulator, method: str, path: str, body: object = None, query: str = "") -> tuple[int, Any]:
    answer = simulator(SimRequest(method, path, query, body=b"" if body is None else json.dumps(body).encode()))
    return answer.status, read(answer)


def test_everything_can_be_steered_over_http() -> None:
    simulator = a_simulator()
    partner = {"client_id": "three", "client_secret": "s", "offers": ["1", "2"]}
    assert control(simulator, "POST", "/control/partners", partner)[0] == 200
    assert control(simulator, "POST", "/control/partners/three", {"active": False}) == (200, {})
    assert control(simulator, "DELETE", "/control/partners/three/offers/1") == (200, {})
    taken = {"client_id": "three", "reference": "R", "offer_id": "2"}
    assert control(simulator, "POST", "/control/claims", taken) == (200, "R")
    assert control(simulator, "POST", "/control/claims/R/redeem")[1]["status"] == "Active"
    assert control(simulator, "POST", "/control/claims/R/end")[1]["status"] == "Cancelled"
    assert control(simulator, "GET", "/control")[1][0]["status"] == "CANCELLED"
    assert control(simulator, "POST", "/control/faults", {"route": "*", "kind": "broken"}) == (200, {})
    assert control(simulator, "GET", "/control/faults")[1][0]["kind"] == "broken"
    assert control(simulator, "DELETE", "/control/faults") == (200, {})
    assert control(simulator, "POST", "/control/options", {"new_status": 202}) == (200, {})
    assert ask(simulator, "POST", CLAIM, BODY).status == 202
    assert control(simulator, "GET", "/control/calls", query="path_contains=workflows")[1][0]["path"] == CLAIM
    assert control(simulator, "DELETE", "/control/calls") == (200, {})
    assert control(simulator, "DELETE", "/control/tokens") == (200, {})
    assert control(simulator, "POST", "/control/clock", {"days": 1}) == (200, {"now": "2028-03-01T12:00:00Z"})
    assert control(simulator, "GET", "/control/unknowns")[1]
    assert control(simulator, "POST", "/control/reset") == (200, {})
    assert control(simulator, "GET", "/control/claims") == (200, [])


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "/control/nothing", None, 404),
        ("POST", "/control/claims/R/redeem", None, 404),
        ("POST", "/control/partners/R", {"active": True}, 404),
        ("POST", "/control/partners", {"client": "x"}, 400),
        ("POST", "/control/faults", {"route": "*", "kind": "nothing"}, 400),
        ("POST", "/control/partners", ["x"], 400),
    ],
)
def test_a_control_that_makes_no_sense_is_refused(method: str, path: str, body: object, status: int) -> None:
    assert control(a_simulator(), method, path, body)[0] == status


def test_tokens_expire_by_the_simulators_own_clock() -> None:
    simulator = a_simulator(RetailOptions(token_lifetime=timedelta(minutes=5)))
    token = a_token(simulator)
    simulator.control.advance(timedelta(minutes=6))
    headers = {"authorization": f"Bearer {token}", "x-api-key": "one"}
    assert simulator(SimRequest("POST", CLAIM, headers=headers, body=json.dumps(BODY).encode())).status == 401
