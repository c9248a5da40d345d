from __future__ import annotations

from datetime import timedelta

from tests.simulator.adobe.bodies import a_customer, a_profile, an_address, an_order
from tests.simulator.adobe.driver import Partner, refusal


def test_a_repeated_create_gets_the_stored_answer_and_creates_nothing() -> None:
    partner = Partner()
    body = a_customer(partner.control.add_reseller(partner.distributor))
    first = partner.call("POST", "/v3/customers", body, x_correlation_id="intent")
    second = partner.call("POST", "/v3/customers", body, x_correlation_id="intent")
    assert (first.status_code, first.content) == (second.status_code, second.content)
    assert len(partner.control.customers()) == 1
    assert [call.replayed for call in partner.control.calls("POST", "/v3/customers")] == [False, True]


def test_a_refusal_is_stored_too_whatever_the_body_says_by_then() -> None:
    partner = Partner()
    reseller_id = partner.control.add_reseller(partner.distributor)
    wrong = a_customer(reseller_id, a_profile(address=an_address(postalCode="99999")))
    partner.call("POST", "/v3/customers", wrong, x_correlation_id="intent")
    repeated = partner.call("POST", "/v3/customers", a_customer(reseller_id), x_correlation_id="intent")
    assert refusal(repeated)[1] == "1118"
    assert partner.control.customers() == []


def test_a_read_is_stored_too_so_an_order_read_under_one_id_never_moves() -> None:
    partner = Partner()
    customer_id = partner.control.add_customer(partner.control.add_reseller(partner.distributor))
    partner.control.change(order_reads=2)
    order_id = partner.post(f"/v3/customers/{customer_id}/orders", an_order()).json()["orderId"]
    path = f"/v3/customers/{customer_id}/orders/{order_id}"
    same = [partner.call("GET", path, x_correlation_id="once").json()["status"] for _ in range(3)]
    assert same == ["1002", "1002", "1002"]
    assert partner.get(path).json()["status"] == "1000"


def test_a_known_correlation_id_on_another_page_gives_the_first_page_again() -> None:
    partner = Partner()
    for number in range(3):
        partner.control.add_reseller(partner.distributor, f"Reseller {number}")
    pages = [
        partner.call("GET", "/v3/resellers", query=f"limit=1&offset={offset}", x_correlation_id="page").json()["offset"]
        for offset in range(3)
    ]
    assert pages == [0, 0, 0]


def test_a_known_correlation_id_is_executed_on_another_call() -> None:
    partner = Partner()
    reseller_id = partner.control.add_reseller(partner.distributor)
    partner.call("GET", "/v3/resellers", x_correlation_id="intent")
    assert partner.call("GET", f"/v3/resellers/{reseller_id}", x_correlation_id="intent").json()["resellerId"] == reseller_id


def test_the_request_id_of_a_repeat_is_not_looked_at() -> None:
    partner = Partner()
    for _ in range(2):
        response = partner.call("GET", "/v3/resellers", x_correlation_id="intent", x_request_id="attempt")
        assert response.status_code == 200


def test_a_stored_answer_is_forgotten_after_ten_days_and_not_before() -> None:
    partner = Partner()
    body = a_customer(partner.control.add_reseller(partner.distributor))
    first = partner.call("POST", "/v3/customers", body, x_correlation_id="intent").json()["customerId"]
    partner.control.advance(timedelta(days=9, hours=23))
    partner.token = partner.fetch_token().json()["access_token"]
    assert partner.call("POST", "/v3/customers", body, x_correlation_id="intent").json()["customerId"] == first
    partner.control.advance(timedelta(hours=1))
    partner.token = partner.fetch_token().json()["access_token"]
    assert refusal(partner.call("POST", "/v3/customers", body, x_correlation_id="intent"))[1] == "1127"


def test_stored_answers_belong_to_one_distributor() -> None:
    partner = Partner()
    stranger = Partner(simulator=partner.simulator, key="beefbeef", distributor="D2000000000")
    partner.control.add_reseller(partner.distributor)
    assert partner.call("GET", "/v3/resellers", x_correlation_id="intent").json()["totalCount"] == 1
    assert stranger.call("GET", "/v3/resellers", x_correlation_id="intent").json()["totalCount"] == 0


def test_a_refused_token_closes_no_intent() -> None:
    partner = Partner()
    body = a_customer(partner.control.add_reseller(partner.distributor))
    assert partner.call("POST", "/v3/customers", body, x_correlation_id="intent", authorization="Bearer old").status_code == 401
    assert partner.call("POST", "/v3/customers", body, x_correlation_id="intent").status_code == 201
