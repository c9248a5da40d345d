from __future__ import annotations

from datetime import timedelta

import pytest

from tests.simulator.adobe.bodies import a_line, an_order
from tests.simulator.adobe.driver import DISTRIBUTOR, Partner, refusal


def _customer(partner: Partner) -> str:
    return partner.control.add_customer(partner.control.add_reseller(DISTRIBUTOR))


def _later(partner: Partner, by: timedelta) -> None:
    partner.control.advance(by)
    partner.token = partner.fetch_token().json()["access_token"]


def test_the_history_is_newest_first_even_within_one_second() -> None:
    partner = Partner()
    customer_id = _customer(partner)
    first, second = (partner.control.add_purchase(customer_id, "65309999CA01A12", 1) for _ in range(2))
    _later(partner, timedelta(hours=1))
    third = partner.control.add_purchase(customer_id, "65309999CA01A12", 1)
    items = partner.get(f"/v3/customers/{customer_id}/orders").json()["items"]
    assert [item["orderId"] for item in items] == [third, second, first]


def test_the_history_filters_by_everything_that_is_documented() -> None:
    partner = Partner()
    customer_id = _customer(partner)
    path = f"/v3/customers/{customer_id}/orders"
    done = partner.control.add_purchase(customer_id, "65309999CA01A12", 1, "GBP")
    _later(partner, timedelta(hours=2))
    open_one = partner.post(path, an_order(a_line("30007777CA01A12"))).json()["orderId"]
    subscription_id = partner.control.subscriptions()[0]["subscriptionId"]
    reseller_id = partner.control.resellers()[0]["resellerId"]

    def found(query: str) -> list[str]:
        return [item["orderId"] for item in partner.get(path, query).json()["items"]]

    assert found("order-type=NEW&order-type=RENEWAL") == [open_one, done]
    assert found("order-type=RETURN") == []
    assert found("status=1002") == [open_one]
    assert found("status=1000&status=1002") == [open_one, done]
    assert found("offer-id=65309999CA01A12") == [done]
    assert found(f"subscription-id={subscription_id}") == [done]
    assert found(f"reseller-id={reseller_id}&status=1000") == [done]
    assert found("reseller-id=PR99") == []
    assert found("reference-order-id=P92") == []
    assert found("start-date=2026-09-01T09:00:00Z") == [open_one]
    assert found("end-date=2026-09-01T09:00:00Z") == [done]
    assert found("end-date=2026-09-01") == []


def test_without_a_start_date_only_the_current_term_is_shown() -> None:
    partner = Partner()
    customer_id = _customer(partner)
    path = f"/v3/customers/{customer_id}/orders"
    old = partner.control.add_purchase(customer_id, "65309999CA01A12", 1)
    _later(partner, timedelta(days=364))
    assert partner.get(path).json()["totalCount"] == 1
    _later(partner, timedelta(days=1))
    new = partner.control.add_purchase(customer_id, "65309999CA01A12", 1)
    current, ever = (partner.get(path, query).json()["items"] for query in ("", "start-date=2026-01-01"))
    assert [(item["orderType"], item["orderId"]) for item in current if item["orderType"] == "NEW"] == [("NEW", new)]
    assert [item["orderId"] for item in ever if item["orderType"] == "NEW"] == [new, old]
    assert [item["orderType"] for item in current] == ["NEW", "RENEWAL"]


def test_orders_before_the_first_complete_one_are_shown() -> None:
    partner = Partner()
    path = f"/v3/customers/{_customer(partner)}/orders"
    order_id = partner.post(path, an_order()).json()["orderId"]
    _later(partner, timedelta(days=3))
    assert [item["orderId"] for item in partner.get(path).json()["items"]] == [order_id]
    partner.control.release_order(order_id)
    assert [item["orderId"] for item in partner.get(path).json()["items"]] == [order_id]


def test_pages_default_to_25_and_are_clamped_to_100() -> None:
    partner = Partner()
    customer_id = _customer(partner)
    for _ in range(120):
        partner.control.add_purchase(customer_id, "65309999CA01A12", 1)
    path = f"/v3/customers/{customer_id}/orders"
    first = partner.get(path, "status=1000").json()
    assert (first["count"], first["limit"], first["totalCount"]) == (25, 25, 120)
    assert "prev" not in first["links"]
    assert first["links"]["self"]["uri"] == f"{path}?status=1000"
    assert first["links"]["next"]["uri"] == f"{path}?status=1000&limit=25&offset=25"
    clamped = partner.get(path, "limit=1000").json()
    assert (clamped["count"], clamped["limit"]) == (100, 100)
    last = partner.get(clamped["links"]["next"]["uri"]).json()
    assert (last["count"], last["offset"]) == (20, 100)
    assert "next" not in last["links"]


def test_an_offset_past_the_end_is_out_of_range() -> None:
    partner = Partner()
    customer_id = _customer(partner)
    partner.control.add_purchase(customer_id, "65309999CA01A12", 1)
    assert refusal(partner.get(f"/v3/customers/{customer_id}/orders", "offset=2")) == (400, "1133", [])


@pytest.mark.parametrize(
    "query", ["order-type=GIFT", "status=9999", "start-date=soon", "start-date=2026-09-01T08:00:00", "limit=0", "when=now"]
)
def test_a_bad_filter_is_refused_by_its_name(query: str) -> None:
    partner = Partner()
    name = query.partition("=")[0]
    assert refusal(partner.get(f"/v3/customers/{_customer(partner)}/orders", query)) == (400, "1132", [name])


def test_prices_of_past_orders_come_on_request_and_only_of_complete_ones() -> None:
    partner = Partner()
    path = f"/v3/customers/{_customer(partner)}/orders"
    order_id = partner.post(path, an_order(a_line(quantity=2))).json()["orderId"]
    assert "pricing" not in partner.get(path, "fetch-price=true").text
    read = partner.get(f"{path}/{order_id}", "fetch-price=true").json()
    assert read["lineItems"][0]["pricing"]["lineItemPartnerPrice"] == 400.00
    assert read["pricingSummary"] == [{"totalLineItemPartnerPrice": 400.00, "currencyCode": "GBP"}]
    assert "pricing" not in partner.get(f"{path}/{order_id}").text


def test_remaining_quantities_can_be_hidden_as_before_august_2026() -> None:
    partner = Partner()
    customer_id = _customer(partner)
    order_id = partner.control.add_purchase(customer_id, "65309999CA01A12", 2)
    path = f"/v3/customers/{customer_id}/orders/{order_id}"
    assert partner.get(path).json()["lineItems"][0]["remainingQuantity"] == 2
    partner.control.change(show_remaining_quantity=False)
    assert "remainingQuantity" not in partner.get(path).text


def test_an_unknown_order_or_one_of_another_customer_is_not_found() -> None:
    partner = Partner()
    mine, theirs = _customer(partner), _customer(partner)
    order_id = partner.control.add_purchase(theirs, "65309999CA01A12", 1)
    assert refusal(partner.get(f"/v3/customers/{mine}/orders/P99")) == (404, "2115", [])
    assert refusal(partner.get(f"/v3/customers/{mine}/orders/{order_id}")) == (404, "2115", [])
    assert refusal(partner.get(f"/v3/customers/P99/orders/{order_id}")) == (404, "2115", [])


def test_only_the_reference_of_an_order_can_be_changed() -> None:
    partner = Partner()
    customer_id = _customer(partner)
    path = f"/v3/customers/{customer_id}/orders/{partner.control.add_purchase(customer_id, '65309999CA01A12', 1)}"
    assert partner.patch(path, {"externalReferenceId": "PO-R1"}).json()["externalReferenceId"] == "PO-R1"
    assert partner.get(path).json()["externalReferenceId"] == "PO-R1"
    assert refusal(partner.patch(path, {"externalReferenceId": "PO-R2", "status": "1008"})) == (400, "1119", ["status"])
    assert refusal(partner.patch(path, {"externalReferenceId": "x" * 36})) == (400, "2126", ["externalReferenceId"])
    assert refusal(partner.patch(path, {})) == (400, "1122", ["externalReferenceId"])
