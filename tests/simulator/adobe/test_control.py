from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from connector.simulator.adobe import AdobeSimulator, SimulatorSettings
from tests.simulator.adobe.bodies import a_contact, a_customer, a_line, a_preview, a_profile, an_order
from tests.simulator.adobe.driver import DISTRIBUTOR, START, Partner, refusal

SETTINGS = (
    "token_lifetime, reseller_reads, customer_reads, order_reads, transfer_reads, replay_memory, calls_per_minute, "
    "latency_ms, judge_schemas, strict_currency, show_remaining_quantity, partial_returns, return_dialect, return_window_days, "
    "late_renewal_days, sparse_updates, price_list_cap, price_list_type_field"
)
KINDS = "no answer, gateway page, slow, unreadable, throttled, broken, refused, ends as, held"
FAULT = (
    "route, kind, order_type, times, skip, chance, seed, after_effect, status, code, message, details, retry_after, delay_ms, "
    "ends_as"
)


def _control(partner: Partner, method: str, path: str, body: object = None) -> Any:  # noqa: ANN401 - any JSON comes back.
    response = partner.http.request(method, f"/control{path}", json=body)
    assert response.status_code == 200, response.text
    return response.json()


def test_a_world_is_seeded_and_read_back_over_http() -> None:
    partner = Partner()
    credentials = {"client_id": "k2", "client_secret": "s2", "distributor_id": "D2", "currencies": ["EUR"], "segments": ["COM"]}
    assert _control(partner, "POST", "/partners", credentials) == {"id": "k2"}
    reseller = _control(partner, "POST", "/resellers", {"distributor_id": "D2", "company_name": "Quay House"})["id"]
    customer = _control(partner, "POST", "/customers", {"reseller_id": reseller, "status": "1002"})["id"]
    _control(partner, "POST", f"/customers/{customer}/status", {"status": "1000"})
    _control(partner, "POST", f"/customers/{customer}/level", {"level": "03"})
    _control(partner, "POST", f"/customers/{customer}/commitment", {"licences": 10})
    order = _control(partner, "POST", f"/customers/{customer}/purchases", {"offer_id": "65309999CA03A12", "quantity": 50})["id"]
    state = _control(partner, "GET", "")
    assert [one["companyProfile"]["companyName"] for one in state["resellers"]] == ["Quay House"]
    assert (state["customers"][0]["status"], state["customers"][0]["discounts"][0]["level"]) == ("1000", "12")
    assert [one["orderId"] for one in _control(partner, "GET", f"/orders?customer_id={customer}")] == [order]
    assert _control(partner, "GET", "/subscriptions")[0]["currentQuantity"] == 50
    assert _control(partner, "GET", "/subscriptions?customer_id=P99") == []


def test_statuses_faults_settings_and_the_clock_are_steered_over_http() -> None:
    partner = Partner()
    customer_id = partner.control.add_customer(partner.control.add_reseller(DISTRIBUTOR))
    path = f"/v3/customers/{customer_id}/orders"
    _control(partner, "POST", "/settings", {"order_reads": None, "token_lifetime": 60})
    _control(partner, "POST", "/faults", {"route": "POST *", "kind": "throttled", "order_type": "NEW", "retry_after": 2})
    assert _control(partner, "GET", "/faults")[0]["kind"] == "throttled"
    assert partner.post(path, an_order()).headers["retry-after"] == "2"
    failing, passing = (partner.post(path, an_order()).json()["orderId"] for _ in range(2))
    _control(partner, "POST", f"/orders/{failing}/status", {"status": "1026"})
    _control(partner, "POST", f"/orders/{passing}/release")
    assert [order["status"] for order in partner.control.orders()] == ["1026", "1000"]
    assert _control(partner, "POST", "/clock", {"hours": 1.5}) == {"now": "2026-09-01T09:30:00Z"}
    assert partner.fetch_token().json()["expires_in"] == 60


def test_the_other_controls_answer_over_http_too() -> None:
    partner = Partner()
    customer_id = partner.control.add_customer(partner.control.add_reseller(DISTRIBUTOR, segments=("EDU",)), segment="EDU")
    product = {"key": "70000001CB", "name": "Loom", "list_prices": {"USD": "10.00"}, "segment": "EDU", "sub_segment": "K_12"}
    assert _control(partner, "POST", "/products", product) == {"id": "70000001CB"}
    _control(partner, "POST", f"/customers/{customer_id}/sub-segments", {"sub_segments": ["K_12"]})
    path = f"/v3/customers/{customer_id}/orders"
    preview = a_preview(a_line("70000001CB01A12", 2, currencyCode="USD"))
    priced = partner.post(path, preview, "fetch-price=true").json()
    assert priced["pricingSummary"][0]["totalLineItemPartnerPrice"] == 20.00
    _control(partner, "DELETE", "/products/70000001CB")
    assert refusal(partner.post(path, preview))[1] == "2122"
    _control(partner, "POST", f"/partners/{DISTRIBUTOR}", {"sells": False})
    reseller_id = partner.control.resellers()[0]["resellerId"]
    _control(partner, "POST", f"/resellers/{reseller_id}/status", {"status": "1012"})
    assert partner.control.resellers()[0]["status"] == "1012"
    subscription = partner.control.add_purchase(customer_id, "65313333CB01A12", 1)
    assert [order["status"] for order in partner.control.orders() if order["orderId"] == subscription] == ["1022"]
    _control(partner, "DELETE", "/tokens")
    assert refusal(partner.get("/v3/resellers"))[1] == "4116"
    _control(partner, "POST", f"/clients/{partner.key}/secret", {"client_secret": "another-secret"})
    assert partner.fetch_token().status_code == 401
    _control(partner, "DELETE", "/calls")
    _control(partner, "DELETE", "/faults")
    assert _control(partner, "GET", "/calls") == []


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("POST", "/customers", {"reseller_id": "PR99"}, 404),
        ("POST", "/customers", {"colour": "red"}, 400),
        ("POST", "/clock", {"days": -1}, 400),
        ("POST", "/settings", {"colour": "red"}, 400),
        ("POST", "/faults", {"route": "*", "kind": "bad mood"}, 400),
        ("POST", "/partners/D1", {"colour": True}, 400),
        ("POST", "/clients/nobody/secret", {"client_secret": "s"}, 404),
        ("POST", "/orders/P99/release", None, 404),
        ("POST", "/subscriptions/c0ffee", {"used": 1}, 404),
        ("POST", "/products", {"key": "7", "name": "x", "list_prices": {"USD": "free"}}, 400),
        ("POST", "/clock", [1], 400),
        ("GET", "/unicorns", None, 404),
    ],
)
def test_a_wrong_control_call_is_told_so(method: str, path: str, body: object, status: int) -> None:
    response = Partner().http.request(method, f"/control{path}", json=body)
    assert response.status_code == status
    assert response.json()["error"]


@pytest.mark.parametrize(
    ("path", "body", "error"),
    [
        ("/settings", {"sllow": 1}, f"settings: it does not know sllow; it takes: {SETTINGS}."),
        ("/settings", {"token_lifetime": "x"}, "settings: a value is of the wrong kind, such as a text where a number belongs."),
        ("/settings", {"return_dialect": "1"}, "there is no dialect of returns '1'; there are: 422, 400"),
        (
            "/settings",
            {"price_list_type_field": "month"},
            "there is no name of the type of a price list 'month'; there are: priceListType, discountType",
        ),
        (
            "/price-lists/drift",
            {"offers": [], "after_pages": 1, "month": "202609"},
            "there is no price list NA COM USD STANDARD 202609",
        ),
        ("/faults", {"route": "*", "kind": "sllow"}, f"there is no kind of fault 'sllow'; there are: {KINDS}"),
        ("/faults", {"kind": "slow", "delay": 1}, f"fault: it needs route and it does not know delay; it takes: {FAULT}."),
        ("/clock", {"weeks": 1}, "clock: it does not know weeks; it takes: days, hours, minutes, seconds."),
        ("/clock", [1], "a control call takes a JSON object"),
        ("/customers", {"reseller_id": "PR99"}, "there is no PR99"),
        ("/customers/P1/purchases", {"offer_id": "7", "quantity": 1}, "there is no P1"),
        ("/subscriptions/c0ffee", {"used": 1}, "there is no such thing"),
        ("/reset", {"all": True}, "reset: it does not know all; it takes: nothing."),
    ],
)
def test_a_wrong_control_call_is_told_in_plain_words_with_what_there_is(path: str, body: object, error: str) -> None:
    assert Partner().http.post(f"/control{path}", json=body).json() == {"error": error}


def test_what_is_no_json_and_no_control_call_is_told_plainly() -> None:
    http = Partner().http
    assert http.post("/control/faults", content=b"{").json() == {"error": "the body is no JSON"}
    told = http.get("/control/unicorns").json()
    assert told["error"] == "there is no such control call"
    assert "POST /control/orders/{order_id}/release" in told["controls"]
    assert not [one for one in told["controls"] if set("()?<>") & set(one)]


def test_nobody_can_have_bought_what_does_not_exist() -> None:
    partner = Partner()
    customer_id = partner.control.add_customer(partner.control.add_reseller(DISTRIBUTOR))
    body = {"offer_id": "99999999CA01A12", "quantity": 1}
    assert partner.http.post(f"/control/customers/{customer_id}/purchases", json=body).status_code == 404
    assert partner.control.orders() == []


def test_an_ended_order_cannot_be_ended_again_and_no_order_ends_returned() -> None:
    partner = Partner()
    customer_id = partner.control.add_customer(partner.control.add_reseller(DISTRIBUTOR))
    order_id = partner.control.add_purchase(customer_id, "65309999CA01A12", 1)
    with pytest.raises(ValueError, match="not open"):
        partner.control.set_order_status(order_id, "1004")
    with pytest.raises(ValueError, match="1008"):
        partner.control.set_order_status(order_id, "1008")
    partner.control.release_order(order_id)
    assert partner.control.orders()[0]["status"] == "1000"


def test_an_open_order_can_be_completed_by_status() -> None:
    partner = Partner(SimulatorSettings(order_reads=None))
    customer_id = partner.control.add_customer(partner.control.add_reseller(DISTRIBUTOR))
    order_id = partner.post(f"/v3/customers/{customer_id}/orders", an_order()).json()["orderId"]
    partner.control.set_order_status(order_id, "1000")
    assert partner.control.subscriptions(customer_id)[0]["currentQuantity"] == 1


def test_every_exchange_is_recorded_with_what_it_asked_and_got() -> None:
    partner = Partner()
    body = a_customer(partner.control.add_reseller(DISTRIBUTOR))
    partner.call("POST", "/v3/customers", body, x_correlation_id="intent", x_request_id="attempt")
    call = partner.control.calls(method="POST", path_contains="/customers")[0]
    assert (call.method, call.path, call.route, call.status) == ("POST", "/v3/customers", "POST /v3/customers", 201)
    assert (call.correlation_id, call.request_id, call.took_effect) == ("intent", "attempt", True)
    assert (call.request_body, call.response_body["status"], call.at) == (body, "1002", START)
    partner.get("/v3/resellers", "status=9")
    shown = _control(partner, "GET", "/calls?method=GET")[0]
    assert (shown["query"], shown["status"], shown["code"], shown["response_body"]["additionalDetails"]) == (
        *("status=9", 400, "1132"),
        ["status"],
    )
    partner.control.forget_calls()
    assert partner.control.calls() == []


def test_what_the_control_gives_are_copies() -> None:
    partner = Partner()
    partner.control.add_reseller(DISTRIBUTOR)
    partner.control.resellers()[0]["companyProfile"]["companyName"] = "Changed"
    assert partner.control.resellers()[0]["companyProfile"]["companyName"] == "Harbour Lane Software"


def test_two_equal_runs_number_everything_alike_and_a_reset_begins_anew() -> None:
    def ids(partner: Partner) -> list[str]:
        customer_id = partner.control.add_customer(partner.control.add_reseller(DISTRIBUTOR))
        partner.control.add_purchase(customer_id, "65309999CA01A12", 1)
        return [customer_id, *(one["subscriptionId"] for one in partner.control.subscriptions())]

    first, second = Partner(), Partner()
    assert ids(first) == ids(second)
    first.control.reset()
    assert first.control.customers() == []
    assert refusal(first.get("/v3/resellers"))[1] == "4115"


def test_the_clock_starts_with_the_given_one_and_only_moves_ahead() -> None:
    moments = iter([datetime(2026, 9, 1, tzinfo=UTC), datetime(2026, 9, 2, tzinfo=UTC)])
    simulator = AdobeSimulator(lambda: next(moments))
    assert simulator.control.advance(timedelta(hours=1)) == datetime(2026, 9, 1, 1, tzinfo=UTC)
    assert simulator.clock.now() == datetime(2026, 9, 2, 1, tzinfo=UTC)
    with pytest.raises(ValueError, match="ahead"):
        simulator.control.advance(timedelta(seconds=-1))


def test_judging_by_schemas_can_be_switched_off_for_measurements() -> None:
    partner = Partner(SimulatorSettings(judge_schemas=False))
    body = a_customer(partner.control.add_reseller(DISTRIBUTOR), a_profile(companyName="!"))
    assert partner.post("/v3/customers", {**body, "colour": "red"}).status_code == 201


def test_many_threads_at_once_lose_and_double_nothing() -> None:
    partner = Partner()
    reseller_id = partner.control.add_reseller(DISTRIBUTOR)

    def create(number: int) -> int:
        body = a_customer(reseller_id, a_profile(contacts=[a_contact(email=f"admin{number % 20}@northbeam.example")]))
        return partner.post("/v3/customers", body).status_code

    with ThreadPoolExecutor(8) as threads:
        answered = sorted(threads.map(create, range(40)))
    assert answered == [201] * 20 + [400] * 20
    assert len({customer["customerId"] for customer in partner.control.customers()}) == 20


def test_the_page_names_every_unknown_and_what_was_decided() -> None:
    page = (Path(__file__).parents[3] / "docs" / "simulator.md").read_text(encoding="utf-8")
    unknowns = Partner().control.unknowns()
    assert json.loads(Partner().http.get("/control/unknowns").text) == unknowns
    assert [unknown for unknown in unknowns if f"| {unknown['topic']} | {unknown['decided']} |" not in page] == []
