"""The simulated price lists: paging, caps, filters, attributes, both names of the type, and lists of any size."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest

from connector.simulator.adobe import SimulatorSettings
from tests.prices.shop import an_offer, offers
from tests.simulator.adobe.driver import Partner

if TYPE_CHECKING:
    import httpx

PATH: Final = "/v3/pricelist"
BODY: Final = {"region": "NA", "marketSegment": "COM", "currency": "USD", "priceListMonth": "202609"}


def a_partner(rows: int = 0, **settings: Any) -> Partner:  # noqa: ANN401 - the simulator's settings, by name.
    partner = Partner(SimulatorSettings(**settings), segments=("COM",))
    if rows:
        partner.control.put_price_list(offers(rows), month="202609")
    return partner


def ids(response: httpx.Response) -> list[str]:
    return [offer["offerId"] for offer in response.json()["offers"]]


def refused(response: httpx.Response) -> tuple[int, str]:
    return response.status_code, response.json()["code"]


def test_pages_are_twenty_rows_unless_asked_for_otherwise_and_say_what_they_are() -> None:
    partner = a_partner(45)
    page = partner.post(PATH, BODY).json()
    assert {name: value for name, value in page.items() if name != "offers"} == {
        "priceListMonth": "202609",
        "marketSegment": "COM",
        "region": "NA",
        "currency": "USD",
        "priceListType": "STANDARD",
        "totalCount": 45,
        "count": 20,
        "limit": 20,
        "offset": 0,
    }
    last = partner.post(PATH, BODY, "limit=30&offset=30").json()
    assert (last["count"], last["limit"], last["offset"]) == (15, 30, 30)


def test_a_larger_page_than_the_cap_is_cut_and_the_page_says_so() -> None:
    page = a_partner(30, price_list_cap=10).post(PATH, BODY, "limit=25").json()
    assert (page["count"], page["limit"]) == (10, 10)


def test_only_the_attributes_asked_for_come_and_those_without_a_value_do_not() -> None:
    partner = a_partner()
    partner.control.put_price_list([an_offer(1, metric=None, pool="")], month="202609")
    (bare,) = partner.post(PATH, BODY).json()["offers"]
    assert set(bare) == {"offerId", "productFamily", "firstOrderDate", "lastOrderDate", "partnerPrice"}
    wanted = {**BODY, "includeOfferAttributes": ["levelDetails", "metric", "pool", "estimatedStreetPrice"]}
    (offer,) = partner.post(PATH, wanted).json()["offers"]
    assert set(offer) - set(bare) == {"levelDetails", "estimatedStreetPrice"}


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"offerId": "65304002CA01A12"}, ["65304002CA01A12"]),
        ({"productFamily": "Sample Studio"}, ["65304001CA01A12", "65304002CA01A12"]),
        ({"productFamily": "sample studio"}, []),
        ({"firstOrderDate": "2026-01-01"}, ["65304003CA01A12"]),
        ({"firstOrderDate": "2025-12-31"}, ["65304001CA01A12", "65304002CA01A12", "65304003CA01A12"]),
        ({"lastOrderDate": "2026-12-31"}, ["65304001CA01A12", "65304002CA01A12", "65304003CA01A12"]),
        ({"lastOrderDate": "2027-01-01"}, ["65304003CA01A12"]),
        ({"discountCode": "HVD_L18_POST"}, ["65304002CA01A12"]),
        ({"offerId": "65304002CA01A12", "firstOrderDate": "2026-01-01"}, []),
        ({"offerId": "", "productFamily": None}, ["65304001CA01A12", "65304002CA01A12", "65304003CA01A12"]),
    ],
)
def test_every_filter_holds_and_an_empty_one_is_ignored(filters: dict[str, str | None], expected: list[str]) -> None:
    partner = a_partner()
    later = {"firstOrderDate": "2026-01-02T00:00:00.000Z", "lastOrderDate": "2027-06-30T00:00:00.000Z"}
    rows = [an_offer(1), an_offer(2, discountCode="HVD_L18_POST"), an_offer(3, productFamily="Other", **later)]
    partner.control.put_price_list(rows, month="202609")
    assert ids(partner.post(PATH, {**BODY, "filters": filters})) == expected


@pytest.mark.parametrize(
    ("changes", "query", "expected"),
    [
        ({"month": "202609"}, "", (400, "1121")),
        ({"limit": 20}, "", (400, "1121")),
        ({"offset": 20}, "", (400, "1121")),
        ({"discountType": "3YC"}, "", (400, "1121")),
        ({"priceListType": "3YC", "discountType": "3YC"}, "", (400, "1121")),
        ({"priceListMonth": None}, "", (400, "1122")),
        ({"region": None}, "", (400, "1122")),
        ({"priceListMonth": "202613"}, "", (400, "5122")),
        ({"region": "XX"}, "", (400, "5122")),
        ({"priceListType": "VOLUME"}, "", (400, "5122")),
        ({"includeOfferAttributes": ["shoeSize"]}, "", (400, "5122")),
        ({"filters": {"shoeSize": "42"}}, "", (400, "1121")),
        ({}, "limit=0", (400, "5122")),
        ({}, "offset=-1", (400, "5122")),
        ({}, "offset=45", (404, "1162")),
        ({"priceListMonth": "202610"}, "", (404, "1162")),
        ({"priceListType": "3YC"}, "", (404, "1162")),
        ({"marketSegment": "EDU"}, "", (400, "1160")),
        ({"currency": "JPY"}, "", (400, "1161")),
    ],
)
def test_what_adobe_refuses_is_refused(changes: dict[str, object], query: str, expected: tuple[int, str]) -> None:
    body = {name: value for name, value in {**BODY, **changes}.items() if value is not None}
    assert refused(a_partner(45).post(PATH, body, query)) == expected


def test_a_region_outside_the_contract_and_an_inactive_contract_are_refused() -> None:
    partner = a_partner(3)
    second = Partner(
        simulator=partner.simulator, key="second-key", distributor="D2000000000", currencies=("USD",), regions=("WE",)
    )
    assert refused(second.post(PATH, BODY)) == (400, "1161")
    partner.control.set_partner(partner.distributor, active=False)
    assert refused(partner.post(PATH, BODY)) == (400, "1159")


def test_an_invalid_request_says_so_and_nothing_of_orders() -> None:
    body = a_partner(3).post(PATH, {**BODY, "region": "XX"}).json()
    assert (body["message"], body["additionalDetails"]) == ("Invalid Request", ["region"])


def test_the_older_name_of_the_type_can_be_the_one_that_is_taken() -> None:
    partner = a_partner(price_list_type_field="discountType")
    partner.control.put_price_list(offers(1), month="202609", list_type="3YC")
    page = partner.post(PATH, {**BODY, "discountType": "3YC"}).json()
    assert (page["discountType"], "priceListType" in page) == ("3YC", False)
    assert refused(partner.post(PATH, {**BODY, "priceListType": "3YC"})) == (400, "1121")


def test_a_used_correlation_id_brings_its_page_back_whatever_page_is_asked_for() -> None:
    partner = a_partner(45)
    first = partner.call("POST", PATH, BODY, "limit=20&offset=0", x_correlation_id="the-same")
    second = partner.call("POST", PATH, BODY, "limit=20&offset=20", x_correlation_id="the-same")
    assert second.content == first.content


def test_a_list_can_change_while_it_is_read_and_be_withdrawn() -> None:
    partner = a_partner(45)
    partner.control.drift_price_list(offers(50), after_pages=2, month="202609")
    totals = [partner.post(PATH, BODY).json()["totalCount"] for _ in range(4)]
    assert totals == [45, 45, 50, 50]
    partner.control.withdraw_price_list(month="202609")
    assert refused(partner.post(PATH, BODY)) == (404, "1162")


def test_a_list_of_any_size_is_made_up_without_taking_room() -> None:
    partner = a_partner()
    partner.control.make_up_price_list(1_000_000, month="202609", every=3, more=100)
    page = partner.post(PATH, BODY, "limit=2&offset=999998").json()
    assert (page["totalCount"], page["count"]) == (1_000_000, 2)
    assert [(offer["offerId"], offer["partnerPrice"]) for offer in page["offers"]] == [
        ("10249999CA03A12", "109.98"),
        ("10249999CA04A12", "110.99"),
    ]
    assert ids(partner.post(PATH, {**BODY, "filters": {"offerId": "10000000CA01A12"}})) == ["10000000CA01A12"]


def test_the_record_of_calls_keeps_the_number_of_rows_only() -> None:
    partner = a_partner(45)
    partner.post(PATH, BODY)
    assert partner.control.calls()[-1].response_body["offers"] == 20


def test_price_lists_are_steered_over_http_too() -> None:
    partner = a_partner()
    given = {"offers": offers(2), "month": "202609"}
    assert partner.http.post("/control/price-lists", json=given).status_code == 200
    assert (
        partner.http.post("/control/price-lists/drift", json={**given, "offers": offers(3), "after_pages": 0}).status_code == 200
    )
    assert partner.post(PATH, BODY).json()["totalCount"] == 3
    assert partner.http.post("/control/price-lists/made-up", json={"rows": 9, "month": "202609"}).status_code == 200
    assert partner.post(PATH, BODY).json()["totalCount"] == 9
    assert partner.http.request("DELETE", "/control/price-lists", json={"month": "202609"}).status_code == 200
    assert partner.http.request("DELETE", "/control/price-lists", json={"month": "202609"}).status_code == 404
