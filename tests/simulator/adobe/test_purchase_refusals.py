from __future__ import annotations

from typing import Any

import pytest

from connector.simulator.adobe import SimulatorSettings
from tests.simulator.adobe.bodies import a_line, a_preview, an_order
from tests.simulator.adobe.driver import DISTRIBUTOR, Partner, refusal


def _path(partner: Partner, segment: str = "COM") -> str:
    reseller_id = partner.control.add_reseller(DISTRIBUTOR, segments=("COM", "EDU", "GOV"))
    return f"/v3/customers/{partner.control.add_customer(reseller_id, segment=segment)}/orders"


@pytest.mark.parametrize("kind", ["NEW", "PREVIEW"])
@pytest.mark.parametrize(
    ("lines", "code", "details"),
    [
        ([a_line(number=number) for number in range(1, 501)], "2119", ["lineItems"]),
        ([a_line(quantity=0)], "2120", ["Line Item: 1"]),
        ([a_line(), a_line(quantity=10_001, number=7)], "2120", ["Line Item: 7"]),
        ([a_line(quantity=599_001)], "2120", ["Line Item: 1"]),
        ([a_line(number=5), a_line("30007777CA01A12", number=5)], "2121", ["Line Item: 5"]),
        ([a_line("99999999CA01A12")], "2122", ["Line Item: 1"]),
        ([a_line("65309999CA05A12")], "2122", ["Line Item: 1"]),
        ([a_line("65309999CA01A24")], "2122", ["Line Item: 1"]),
        ([a_line("65313333CB13A12")], "2122", ["Line Item: 1"]),
        ([a_line(number=1_000_000)], "2123", ["Line Item: 1000000"]),
        ([a_line(number=-1)], "2123", ["Line Item: -1"]),
        ([a_line(currencyCode="EUR")], "2125", ["Line Item: 1"]),
        ([a_line(currencyCode="JPY")], "2125", ["Line Item: 1"]),
        ([a_line("65317777CA01A12")], "2128", ["Line Item: 1"]),
        ([a_line(currencyCode="CHF")], "2128", ["Line Item: 1"]),
        ([a_line(), a_line("30007777CA01A12", 1, 2, currencyCode="USD")], "2137", ["Line Item: 2"]),
        ([a_line(deploymentId="1450099021")], "2138", ["Line Item: 1"]),
        ([a_line(discountCode="HVD_17")], "5135", ["Line Item: 1"]),
        ([a_line(flexDiscountCodes=["AUTUMN_TEN"])], "2146", ["Line Item: 1"]),
        ([a_line(flexDiscountCodes=["ONE", "TWO"])], "2147", ["Line Item: 1"]),
        ([{**a_line(), "quantity": "12"}], "1117", ["lineItems[0].quantity"]),
        ([a_line(currencyCode="pounds")], "1117", ["lineItems[0].currencyCode"]),
        ([a_line(subscriptionId="c0ffee")], "1121", ["lineItems[0].subscriptionId"]),
        ([{"extLineItemNumber": 1, "quantity": 1}], "1122", ["lineItems[0].offerId"]),
        ([a_line("65309999CA06A12")], "2129", ["Line Item: 1, Reason: Not an LGA Customer"]),
        ([a_line("65310001CA01A12", number=3)], "2129", ["Line Item: 3, Reason: INELIGIBLE_ADD_ON"]),
        ([a_line("65314444CC01A12", currencyCode="USD")], "2129", ["Line Item: 1, Reason: INELIGIBLE_MARKET_SEGMENT"]),
        (
            [a_line("65311111CA01A12", number=1), a_line("65312222CA01A12", number=2)],
            "2129",
            ["Line Item: 1, Reason: INELIGIBLE_SWITCH", "Line Item: 2, Reason: INELIGIBLE_SWITCH"],
        ),
    ],
)
def test_a_purchase_and_its_preview_are_refused_alike(
    kind: str, lines: list[dict[str, Any]], code: str, details: list[str]
) -> None:
    partner = Partner()
    status = 404 if code == "2138" else 400
    assert refusal(partner.post(_path(partner), an_order(*lines, kind=kind))) == (status, code, details)
    assert partner.control.orders() == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (an_order(externalReferenceId="x" * 36), (400, "2126", ["externalReferenceId"])),
        ({**an_order(), "lineItems": []}, (400, "1122", ["lineItems"])),
        ({"orderType": "NEW"}, (400, "1122", ["lineItems"])),
        ({"lineItems": [a_line()]}, (400, "1122", ["orderType"])),
        (an_order(kind="GIFT"), (400, "1117", ["orderType"])),
        (an_order(referenceOrderId="P92000001"), (400, "1121", ["referenceOrderId"])),
        (an_order(kind="RETURN"), (400, "1122", ["referenceOrderId"])),
        (an_order(kind="RETURN", referenceOrderId="P92"), (404, "2115", [])),
        (None, (400, "1122", ["orderType"])),
    ],
)
def test_an_order_of_the_wrong_shape_is_refused(body: Any, expected: tuple[int, str, list[str]]) -> None:  # noqa: ANN401 - any JSON.
    partner = Partner()
    assert refusal(partner.post(_path(partner), body)) == expected


@pytest.mark.parametrize(("quantity", "offer_id"), [(9, "65309999CA02A12"), (49, "65309999CA03A12"), (500, "65309999CA12A12")])
def test_new_corrects_nothing_so_an_unearned_level_is_refused(quantity: int, offer_id: str) -> None:
    partner = Partner()
    path = _path(partner)
    assert refusal(partner.post(path, an_order(a_line(offer_id, quantity)))) == (400, "2129", ["Line Item: 1"])
    assert partner.post(path, a_preview(a_line(offer_id, quantity))).status_code == 200


def test_an_add_on_is_fine_beside_its_product_or_after_it() -> None:
    partner = Partner(SimulatorSettings(order_reads=0))
    path = _path(partner)
    add_on = a_line("65310001CA01A12", number=2)
    assert partner.post(path, a_preview(a_line(), add_on)).status_code == 200
    partner.post(path, an_order())
    assert partner.post(path, an_order(add_on)).status_code == 202


def test_an_owned_product_excludes_its_incompatible_one() -> None:
    partner = Partner(SimulatorSettings(order_reads=0))
    path = _path(partner)
    partner.post(path, an_order(a_line("65311111CA01A12")))
    details = ["Line Item: 1, Reason: INELIGIBLE_SWITCH"]
    assert refusal(partner.post(path, an_order(a_line("65312222CA01A12")))) == (400, "2129", details)


def test_a_restricted_offer_can_be_bought_once_a_term_even_while_its_order_is_open() -> None:
    partner = Partner(SimulatorSettings(order_reads=None))
    path = _path(partner)
    restricted = a_line("65316666CA01A12")
    first = partner.post(path, an_order(restricted)).json()["orderId"]
    details = ["Line Item: 1, Reason: CUSTOMER_NOT_ELIGIBLE_FOR_PURCHASE"]
    assert refusal(partner.post(path, an_order(restricted))) == (400, "2129", details)
    partner.control.set_order_status(first, "1004")
    assert partner.post(path, an_order(restricted)).status_code == 202


def test_an_education_customer_buys_what_its_qualification_allows() -> None:
    partner = Partner()
    path = _path(partner, "EDU")
    classroom = a_line("65313344CB01A12")
    details = ["Line Item: 1, Reason: INELIGIBLE_MARKET_SEGMENT"]
    assert partner.post(path, a_preview(a_line("65313333CB01A12"))).status_code == 200
    assert refusal(partner.post(path, a_preview(classroom)))[2] == details
    partner.control.set_sub_segments(path.split("/")[3], "HIGHER_ED")
    assert refusal(partner.post(path, a_preview(classroom)))[2] == details
    partner.control.set_sub_segments(path.split("/")[3], "K_12")
    assert partner.post(path, a_preview(classroom)).status_code == 200


def test_a_customers_currency_is_the_one_it_bought_in() -> None:
    partner = Partner(SimulatorSettings(order_reads=0))
    path = _path(partner)
    partner.post(path, an_order())
    assert refusal(partner.post(path, a_preview(a_line(currencyCode="USD")))) == (400, "2137", ["Line Item: 1"])
    line = {name: value for name, value in a_line().items() if name != "currencyCode"}
    assert partner.post(path, a_preview(line)).json()["lineItems"][0]["currencyCode"] == "GBP"


def test_currency_at_both_levels_is_refused_when_it_differs_and_always_in_strict_mode() -> None:
    partner = Partner()
    path = _path(partner)
    assert refusal(partner.post(path, an_order(currencyCode="USD"))) == (400, "2140", [])
    assert partner.post(path, a_preview(currencyCode="GBP")).status_code == 200
    partner.control.change(strict_currency=True)
    assert refusal(partner.post(path, an_order(currencyCode="GBP"))) == (400, "2140", [])


def test_a_distributor_without_the_programme_sells_nothing() -> None:
    partner = Partner()
    path = _path(partner)
    partner.control.set_partner(DISTRIBUTOR, sells=False)
    assert refusal(partner.post(path, an_order())) == (400, "2124", [])


def test_a_withdrawn_product_cannot_be_ordered_any_more_but_its_orders_complete() -> None:
    partner = Partner()
    path = _path(partner)
    order_id = partner.post(path, an_order()).json()["orderId"]
    partner.control.withdraw_product("65309999CA")
    assert refusal(partner.post(path, an_order())) == (400, "2122", ["Line Item: 1"])
    assert partner.get(f"{path}/{order_id}").json()["status"] == "1000"
