from __future__ import annotations

from typing import Any

import httpx
import pytest

from connector.simulator.adobe import AdobeSimulator, InProcessTransport, SimulatorSettings
from tests.simulator.adobe.bodies import a_customer, an_order
from tests.simulator.adobe.driver import DISTRIBUTOR, START, Partner, refusal

CREATE = "POST /v3/customers"


def _prepared() -> tuple[Partner, dict[str, Any]]:
    partner = Partner()
    return partner, a_customer(partner.control.add_reseller(DISTRIBUTOR))


def test_no_answer_before_the_effect_leaves_nothing_and_the_same_id_creates() -> None:
    partner, body = _prepared()
    partner.control.fault(CREATE, "no answer")
    with pytest.raises(httpx.ReadTimeout):
        partner.call("POST", "/v3/customers", body, x_correlation_id="intent")
    assert partner.control.customers() == []
    assert partner.call("POST", "/v3/customers", body, x_correlation_id="intent").status_code == 201


def test_no_answer_after_the_effect_is_told_by_the_same_id() -> None:
    partner, body = _prepared()
    partner.control.fault(CREATE, "no answer", after_effect=True)
    with pytest.raises(httpx.ReadTimeout):
        partner.call("POST", "/v3/customers", body, x_correlation_id="intent")
    created = partner.control.customers()[0]["customerId"]
    assert partner.call("POST", "/v3/customers", body, x_correlation_id="intent").json()["customerId"] == created
    lost, repeated = partner.control.calls("POST", "/v3/customers")
    assert (lost.status, lost.fault, lost.took_effect, lost.replayed) == (None, "no answer", True, False)
    assert (repeated.status, repeated.fault, repeated.took_effect, repeated.replayed) == (201, None, False, True)


@pytest.mark.parametrize("status", [502, 503, 504])
@pytest.mark.parametrize("after_effect", [False, True])
def test_a_gateway_page_is_no_answer_of_adobes_and_is_not_stored(status: int, after_effect: bool) -> None:  # noqa: FBT001 - a case.
    partner, body = _prepared()
    partner.control.fault(CREATE, "gateway page", status=status, after_effect=after_effect)
    page = partner.call("POST", "/v3/customers", body, x_correlation_id="intent")
    assert (page.status_code, page.headers["content-type"]) == (status, "text/html")
    assert len(partner.control.customers()) == int(after_effect)
    assert partner.call("POST", "/v3/customers", body, x_correlation_id="intent").status_code == 201
    assert len(partner.control.customers()) == 1


@pytest.mark.parametrize("after_effect", [False, True])
def test_an_internal_error_is_adobes_answer_and_is_stored(after_effect: bool) -> None:  # noqa: FBT001 - a case of the test.
    partner, body = _prepared()
    partner.control.fault(CREATE, "broken", after_effect=after_effect)
    for _ in range(2):
        broken = partner.call("POST", "/v3/customers", body, x_correlation_id="intent")
        assert refusal(broken) == (500, "1124", [])
    assert len(partner.control.customers()) == int(after_effect)


@pytest.mark.parametrize(("retry_after", "header"), [(None, None), (7, "7")])
def test_throttling_is_answered_with_and_without_a_time(retry_after: int | None, header: str | None) -> None:
    partner, body = _prepared()
    partner.control.fault(CREATE, "throttled", retry_after=retry_after)
    throttled = partner.post("/v3/customers", body)
    assert refusal(throttled) == (429, "4118", [])
    assert throttled.headers.get("retry-after") == header
    assert partner.control.customers() == []
    assert partner.post("/v3/customers", body).status_code == 201


def test_any_documented_refusal_can_be_had_on_demand() -> None:
    partner, body = _prepared()
    partner.control.fault(CREATE, "refused", code="1117", details=["companyProfile.address.city"])
    assert refusal(partner.post("/v3/customers", body)) == (400, "1117", ["companyProfile.address.city"])
    partner.control.fault(CREATE, "refused", code="RETURN_QTY_EXCEEDS_REMAINING", status=422, message="too many")
    assert refusal(partner.post("/v3/customers", body)) == (422, "RETURN_QTY_EXCEEDS_REMAINING", [])


def test_a_refused_token_on_demand_is_not_stored() -> None:
    partner, body = _prepared()
    partner.control.fault(CREATE, "refused", code="4116")
    assert partner.call("POST", "/v3/customers", body, x_correlation_id="intent").status_code == 401
    assert partner.call("POST", "/v3/customers", body, x_correlation_id="intent").status_code == 201


def test_an_unreadable_answer_comes_after_the_effect() -> None:
    partner, body = _prepared()
    partner.control.fault(CREATE, "unreadable")
    answered = partner.http.post("/v3/customers", json=body, headers=partner.headers())
    assert answered.status_code == 200
    with pytest.raises(ValueError, match="Unterminated"):
        answered.json()
    assert len(partner.control.customers()) == 1


def test_a_fault_strikes_the_meant_order_type_only_the_given_times_after_the_skipped_ones() -> None:
    partner = Partner()
    path = f"/v3/customers/{partner.control.add_customer(partner.control.add_reseller(DISTRIBUTOR))}/orders"
    partner.control.fault("POST /v3/customers/{id}/orders", "throttled", order_type="NEW", times=2, skip=1)
    assert partner.post(path, an_order(kind="PREVIEW")).status_code == 200
    assert [partner.post(path, an_order()).status_code for _ in range(4)] == [202, 429, 429, 202]
    assert partner.control.faults() == []


def test_a_replayed_answer_uses_up_no_fault_of_adobes_but_the_network_can_lose_it() -> None:
    partner, body = _prepared()
    partner.call("POST", "/v3/customers", body, x_correlation_id="intent")
    partner.control.fault("*", "throttled")
    assert partner.call("POST", "/v3/customers", body, x_correlation_id="intent").status_code == 201
    assert len(partner.control.faults()) == 1
    partner.control.fault("*", "no answer")
    with pytest.raises(httpx.ReadTimeout):
        partner.call("POST", "/v3/customers", body, x_correlation_id="intent")


def test_the_identity_service_can_fail_too() -> None:
    partner = Partner()
    partner.control.fault("POST /ims/token/v3", "throttled", retry_after=3)
    partner.control.fault("POST /ims/token/v3", "gateway page", status=503, skip=1)
    assert [partner.fetch_token().status_code for _ in range(3)] == [429, 503, 200]


def test_of_several_faults_the_oldest_strikes_first_and_reads_use_up_no_planned_ending() -> None:
    partner, body = _prepared()
    partner.control.fault("*", "ends as", ends_as="1010")
    partner.control.fault("*", "throttled", skip=1)
    partner.control.fault("*", "broken")
    partner.control.fault("*", "refused", code="1132")
    assert [partner.get("/v3/resellers").status_code for _ in range(4)] == [500, 429, 400, 200]
    customer_id = partner.post("/v3/customers", body).json()["customerId"]
    assert [partner.get(f"/v3/customers/{customer_id}").json()["status"] for _ in range(2)] == ["1002", "1010"]


def test_planned_faults_can_be_called_off() -> None:
    partner, body = _prepared()
    partner.control.fault("*", "broken", times=100)
    partner.control.clear_faults()
    assert partner.post("/v3/customers", body).status_code == 201


@pytest.mark.parametrize(
    ("error", "expected"), [(httpx.ConnectError, httpx.ConnectError), (httpx.ReadTimeout, httpx.ReadTimeout)]
)
def test_a_lost_connection_can_be_one_that_never_was(
    error: type[httpx.TransportError], expected: type[httpx.TransportError]
) -> None:
    simulator = AdobeSimulator(lambda: START)
    simulator.control.fault("*", "no answer")
    client = httpx.Client(transport=InProcessTransport(simulator, before_effect=error), base_url="https://partners.adobe.io")
    with pytest.raises(expected):
        client.get("/ping")


def test_a_slow_answer_beyond_the_read_timeout_is_lost_after_its_effect() -> None:
    partner, body = _prepared()
    partner.control.fault(CREATE, "slow", delay_ms=5_000, times=2)
    headers = partner.headers()
    with pytest.raises(httpx.ReadTimeout):
        partner.http.post("/v3/customers", json=body, headers=headers, timeout=4)
    patient = partner.http.post("/v3/customers", json=body, headers=headers, timeout=6)
    assert (patient.status_code, len(partner.control.customers())) == (201, 1)


def test_served_with_a_pause_a_slow_answer_really_waits() -> None:
    waited: list[float] = []
    simulator = AdobeSimulator(lambda: START, pause=waited.append)
    partner = Partner(simulator=simulator)
    partner.control.fault("GET /v3/resellers", "slow", delay_ms=1_500)
    assert "x-simulated-delay-ms" not in partner.get("/v3/resellers").headers
    assert waited == [1.5]


def _struck(seed: int, times: int | None = None) -> list[bool]:
    """Ask for the resellers four hundred times, under a fault that strikes one call in ten; gives which were struck."""
    partner = Partner()
    partner.control.fault("GET /v3/resellers", "throttled", chance=0.1, seed=seed, times=times)
    return [partner.get("/v3/resellers").status_code == 429 for _ in range(400)]


def test_a_fault_with_a_chance_strikes_about_as_often_and_again_at_the_same_calls() -> None:
    struck = _struck(7)
    # One in ten of 400 is 40; three standard deviations are 18.
    assert 22 <= sum(struck) <= 58
    assert _struck(7) == struck
    assert _struck(8) != struck


def test_a_fault_with_a_chance_ends_after_so_many_strikes_too() -> None:
    assert sum(_struck(7, times=3)) == 3


def test_faults_of_the_same_seed_strike_independently_of_each_other() -> None:
    partner = Partner()
    for kind in ("throttled", "broken"):
        partner.control.fault("GET /v3/resellers", kind, chance=0.3, seed=1, times=None)
    statuses = [partner.get("/v3/resellers").status_code for _ in range(300)]
    # 30 % of all, and 30 % of the other 70 %; three standard deviations are 24 and 21.
    assert 66 <= statuses.count(429) <= 114
    assert 42 <= statuses.count(500) <= 84


def test_a_fault_without_an_end_strikes_until_it_is_cleared() -> None:
    partner = Partner()
    partner.control.fault("GET /v3/resellers", "throttled", times=None)
    assert {partner.get("/v3/resellers").status_code for _ in range(5)} == {429}
    partner.control.clear_faults()
    assert partner.get("/v3/resellers").status_code == 200


def test_a_latency_is_waited_for_before_every_answer_and_the_control_is_free_of_it() -> None:
    waited: list[float] = []
    partner = Partner(simulator=AdobeSimulator(lambda: START, SimulatorSettings(latency_ms=300), pause=waited.append))
    partner.get("/v3/resellers")
    assert waited == [0.3, 0.3]  # The token, and the list.
    partner.control.change(latency_ms=0)
    partner.get("/v3/resellers")
    assert len(waited) == 2


def test_a_negative_latency_is_refused() -> None:
    with pytest.raises(ValueError, match="latency_ms is -1: it must be at least 0"):
        SimulatorSettings(latency_ms=-1)
