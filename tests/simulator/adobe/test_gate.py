from __future__ import annotations

from datetime import timedelta

import pytest

from connector.simulator.adobe import SimulatorSettings
from tests.simulator.adobe.bodies import a_customer
from tests.simulator.adobe.driver import Partner, refusal


@pytest.mark.parametrize(
    ("headers", "status", "code"),
    [
        ({"x_api_key": None}, 403, "4115"),
        ({"x_api_key": "unknown"}, 403, "4115"),
        ({"authorization": None}, 403, "4117"),
        ({"authorization": "Bearer nonsense"}, 401, "4116"),
        ({"authorization": "Basic nonsense"}, 401, "4116"),
        ({"x_correlation_id": None}, 400, "4119"),
        ({"x_correlation_id": "no spaces please"}, 400, "4119"),
    ],
)
def test_a_call_with_wrong_headers_is_refused(headers: dict[str, str | None], status: int, code: str) -> None:
    partner = Partner()
    assert refusal(partner.call("GET", "/v3/resellers", None, "", **headers)) == (status, code, [])


def test_the_api_key_is_looked_at_before_the_token_and_the_token_before_the_correlation_id() -> None:
    partner = Partner()
    keyless = partner.call("GET", "/v3/resellers", x_api_key=None, authorization=None, x_correlation_id=None)
    tokenless = partner.call("GET", "/v3/resellers", authorization=None, x_correlation_id=None)
    assert (refusal(keyless)[1], refusal(tokenless)[1]) == ("4115", "4117")


def test_a_token_of_another_client_is_not_good() -> None:
    partner = Partner()
    other = Partner(simulator=partner.simulator, key="beefbeef", distributor="D2000000000")
    assert refusal(partner.call("GET", "/v3/resellers", authorization=f"Bearer {other.token}"))[1] == "4116"


def test_a_used_request_id_under_a_new_correlation_id_is_a_duplicate() -> None:
    partner = Partner()
    assert partner.call("GET", "/v3/resellers", x_request_id="same").status_code == 200
    assert refusal(partner.call("GET", "/v3/resellers", x_request_id="same")) == (400, "4120", [])


def test_a_request_id_may_be_left_out() -> None:
    partner = Partner()
    assert [partner.call("GET", "/v3/resellers", x_request_id=None).status_code for _ in range(2)] == [200, 200]


def test_a_duplicate_request_id_is_told_before_what_is_wrong_with_the_body() -> None:
    partner = Partner()
    partner.call("GET", "/v3/resellers", x_request_id="same")
    assert refusal(partner.call("POST", "/v3/customers", {}, x_request_id="same"))[1] == "4120"


def test_a_wrong_body_is_told_before_a_foreign_object() -> None:
    partner = Partner()
    stranger = Partner(simulator=partner.simulator, key="beefbeef", distributor="D2000000000")
    customer_id = partner.control.add_customer(partner.control.add_reseller(partner.distributor))
    path = f"/v3/customers/{customer_id}"
    assert refusal(stranger.patch(path, {"shoeSize": 42}))[1] == "1121"
    assert refusal(stranger.get(path)) == (403, "4121", [])
    assert refusal(stranger.get(f"{path}/orders")) == (403, "4121", [])


def test_a_customer_cannot_be_created_under_a_foreign_reseller() -> None:
    partner = Partner()
    stranger = Partner(simulator=partner.simulator, key="beefbeef", distributor="D2000000000")
    reseller_id = partner.control.add_reseller(partner.distributor)
    assert refusal(stranger.post("/v3/customers", a_customer(reseller_id))) == (403, "4121", [])


def test_ping_needs_only_the_key_and_the_service_ping_a_token_too() -> None:
    partner = Partner()
    assert partner.call("GET", "/ping", authorization=None).text == "pong"
    assert partner.call("GET", "/partnerservice/ping").text == "pong"
    assert partner.call("GET", "/partnerservice/ping", authorization=None).json()["code"] == "4117"


def test_an_unknown_path_is_answered_by_the_gateway_not_by_adobe() -> None:
    response = Partner().get("/v3/unicorns")
    assert response.status_code == 404
    assert "error_code" in response.json()
    assert "code" not in response.json()


def test_throttling_by_rule_counts_one_distributors_calls_of_a_minute() -> None:
    partner = Partner(SimulatorSettings(calls_per_minute=2))
    stranger = Partner(simulator=partner.simulator, key="beefbeef", distributor="D2000000000")
    assert [partner.get("/v3/resellers").status_code for _ in range(3)] == [200, 200, 429]
    assert refusal(partner.get("/v3/resellers")) == (429, "4118", [])
    assert stranger.get("/v3/resellers").status_code == 200
    partner.control.advance(timedelta(minutes=1))
    assert partner.get("/v3/resellers").status_code == 200
