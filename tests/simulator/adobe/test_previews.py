from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from connector.simulator.adobe.emit import answer
from connector.simulator.adobe.pricing import Span, price_line
from tests.simulator.adobe.bodies import a_line, a_preview, an_order
from tests.simulator.adobe.driver import DISTRIBUTOR, Partner, refusal


def _customer(partner: Partner, segment: str = "COM") -> str:
    reseller_id = partner.control.add_reseller(DISTRIBUTOR, segments=("COM", "EDU", "GOV"))
    return partner.control.add_customer(reseller_id, segment=segment)


def _offers(partner: Partner, customer_id: str, *lines: dict[str, Any]) -> list[str]:
    answered = partner.post(f"/v3/customers/{customer_id}/orders", a_preview(*lines)).json()
    return [line["offerId"] for line in answered["lineItems"]]


def test_a_preview_keeps_nothing_and_gives_no_ids() -> None:
    partner = Partner()
    customer_id = _customer(partner)
    response = partner.post(f"/v3/customers/{customer_id}/orders", a_preview(a_line(quantity=12)))
    body = response.json()
    assert response.status_code == 200
    assert (body["orderId"], body["status"], body["orderType"], body["externalReferenceId"]) == ("", "", "PREVIEW", "PO-5501")
    assert body["lineItems"] == [
        {
            "extLineItemNumber": 1,
            "offerId": "65309999CA02A12",
            "quantity": 12,
            "subscriptionId": "",
            "status": "",
            "currencyCode": "GBP",
        },
    ]
    assert "links" not in body
    assert partner.control.orders() == []


@pytest.mark.parametrize(
    ("quantity", "level"), [(1, "01"), (9, "01"), (10, "02"), (49, "02"), (50, "03"), (99, "03"), (100, "04"), (10_000, "04")]
)
def test_the_level_follows_the_quantity_of_the_order(quantity: int, level: str) -> None:
    partner = Partner()
    assert _offers(partner, _customer(partner), a_line(quantity=quantity)) == [f"65309999CA{level}A12"]


@pytest.mark.parametrize(("quantity", "level"), [(999, "T1"), (1_000, "T2"), (2_500, "T3"), (15_000, "T5"), (100_000, "T7")])
def test_consumables_have_bands_of_their_own(quantity: int, level: str) -> None:
    partner = Partner()
    assert _offers(partner, _customer(partner), a_line("65315555CAT1A12", quantity)) == [f"65315555CA{level}A12"]


def test_licences_of_one_order_add_up_and_consumables_and_add_ons_do_not_count() -> None:
    partner = Partner()
    lines = [
        a_line("65309999CA01A12", 6, 1),
        a_line("30007777CA01A12", 3, 2),
        a_line("65310001CA01A12", 50, 3),
        a_line("65315555CAT1A12", 50, 4),
    ]
    assert [offer[10:12] for offer in _offers(partner, _customer(partner), *lines)] == ["01", "01", "01", "T1"]
    lines[1] = a_line("30007777CA01A12", 4, 2)
    assert [offer[10:12] for offer in _offers(partner, _customer(partner), *lines)] == ["02", "02", "02", "T1"]


def test_separate_orders_never_add_up_and_a_level_once_reached_stays() -> None:
    partner = Partner()
    customer_id = _customer(partner)
    partner.control.add_purchase(customer_id, "65309999CA01A12", 6)
    assert _offers(partner, customer_id, a_line(quantity=6, currencyCode="USD")) == ["65309999CA01A12"]
    partner.control.add_purchase(customer_id, "65309999CA02A12", 10)
    assert _offers(partner, customer_id, a_line(quantity=1, currencyCode="USD")) == ["65309999CA02A12"]


@pytest.mark.parametrize("sent", ["01", "03", "04", "14"])
def test_a_preview_corrects_any_level_to_the_earned_one(sent: str) -> None:
    partner = Partner()
    assert _offers(partner, _customer(partner), a_line(f"65309999CA{sent}A12", 10)) == ["65309999CA02A12"]


@pytest.mark.parametrize(("licences", "level"), [(10, "12"), (50, "13"), (100, "14")])
def test_a_committed_customer_has_its_committed_level(licences: int, level: str) -> None:
    partner = Partner()
    customer_id = _customer(partner)
    partner.control.add_commitment(customer_id, licences=licences)
    assert _offers(partner, customer_id, a_line()) == [f"65309999CA{level}A12"]


def test_an_accepted_commitment_counts_once_the_order_reaches_it_and_placing_commits() -> None:
    partner = Partner()
    customer_id = _customer(partner)
    partner.control.add_commitment(customer_id, licences=50, status="ACCEPTED")
    partner.control.add_purchase(customer_id, "65309999CA02A12", 30, "GBP")
    assert _offers(partner, customer_id, a_line(quantity=19)) == ["65309999CA02A12"]
    assert _offers(partner, customer_id, a_line(quantity=20)) == ["65309999CA13A12"]
    partner.post(f"/v3/customers/{customer_id}/orders", an_order(a_line("65309999CA13A12", 20)))
    partner.control.release_order(partner.control.orders()[-1]["orderId"])
    assert partner.control.customers()[0]["benefits"][0]["commitment"]["status"] == "COMMITTED"


def test_a_commitment_of_consumables_gives_licences_no_discount() -> None:
    partner = Partner()
    customer_id = _customer(partner)
    partner.control.add_commitment(customer_id, consumables=1_000)
    assert _offers(partner, customer_id, a_line(), a_line("65315555CAT1A12", 1, 2)) == ["65309999CA01A12", "65315555CATBA12"]


def test_an_education_commitment_has_ordinary_levels() -> None:
    partner = Partner()
    customer_id = _customer(partner, "EDU")
    partner.control.add_commitment(customer_id, licences=50)
    assert _offers(partner, customer_id, a_line("65313333CB01A12")) == ["65313333CB03A12"]


def test_prices_come_only_on_request_and_as_numbers_with_two_decimals() -> None:
    partner = Partner()
    path = f"/v3/customers/{_customer(partner)}/orders"
    lines = a_line(quantity=12), a_line("30007777CA01A12", 3, 2)
    response = partner.post(path, a_preview(*lines), "fetch-price=true")
    first, second = response.json()["lineItems"]
    assert (first["proratedDays"], second["proratedDays"]) == (365, 365)
    assert '"partnerPrice": 190.00,' in response.text
    assert '"lineItemPartnerPrice": 2280.00' in response.text
    assert second["pricing"]["partnerPrice"] == 100.00
    assert second["pricing"]["lineItemPartnerPrice"] == 300.00
    assert response.json()["pricingSummary"] == [{"totalLineItemPartnerPrice": 2580.00, "currencyCode": "GBP"}]
    assert "pricing" not in partner.post(path, a_preview(*lines)).text


def test_a_later_order_pays_to_the_anniversary_and_a_consumable_pays_its_own_year() -> None:
    partner = Partner()
    customer_id = _customer(partner)
    partner.control.add_purchase(customer_id, "65309999CA01A12", 1, "GBP")
    partner.control.advance(timedelta(days=275))
    partner.token = partner.fetch_token().json()["access_token"]
    lines = a_line(quantity=3), a_line("65315555CAT1A12", 1, 2)
    priced = partner.post(f"/v3/customers/{customer_id}/orders", a_preview(*lines), "fetch-price=true").json()["lineItems"]
    # 200.00 / 365 = 0.547945205 a day; 90 days: 49.32; 3 seats: 147.95.
    assert priced[0]["proratedDays"] == 90
    assert priced[0]["pricing"] == {
        "partnerPrice": 200.00,
        "discountedPartnerPrice": 200.00,
        "netPartnerPrice": 49.32,
        "lineItemPartnerPrice": 147.95,
    }
    # The year of the consumable, from 3 June 2027 on, contains 29 February 2028.
    assert (priced[1]["proratedDays"], priced[1]["pricing"]["lineItemPartnerPrice"]) == (366, 41.90)


@pytest.mark.parametrize(
    ("start", "end", "days", "year_days"),
    [
        (date(2026, 9, 1), date(2027, 9, 1), 365, 365),
        (date(2027, 9, 1), date(2028, 9, 1), 366, 366),
        (date(2028, 2, 28), date(2028, 2, 29), 1, 365),
        (date(2028, 5, 1), date(2028, 9, 1), 123, 366),
    ],
)
def test_a_span_counts_the_day_of_the_order_and_not_the_anniversary(start: date, end: date, days: int, year_days: int) -> None:
    assert (Span(start, end).days, Span(start, end).year_days) == (days, year_days)


def test_proration_follows_the_programmes_worksheet() -> None:
    # 173.28 a year is 0.474739726 a day, so 100 days of 7 seats are 332.32.
    pricing = price_line(Decimal("173.28"), 7, Span(date(2027, 5, 24), date(2027, 9, 1)))
    assert (pricing["netPartnerPrice"], pricing["lineItemPartnerPrice"]) == (Decimal("47.47"), Decimal("332.32"))


def test_prices_of_several_currencies_are_refused() -> None:
    partner = Partner()
    lines = a_line(), a_line("30007777CA01A12", 1, 2, currencyCode="USD")
    path = f"/v3/customers/{_customer(partner)}/orders"
    assert refusal(partner.post(path, a_preview(*lines), "fetch-price=true")) == (400, "2148", [])
    assert refusal(partner.post(path, a_preview(*lines)))[1] == "2137"


def test_only_decimals_are_written_as_raw_numbers() -> None:
    assert answer(200, {"price": Decimal("190.00"), "text": "1.50"}).body == b'{"price": 190.00, "text": "1.50"}'
    with pytest.raises(TypeError, match="set is no JSON"):
        answer(200, {"price": {1}})
