"""A page of a price list as the client asks for it and reads it. Expectations: developer.adobe.com/vipmp/docs/manage-pricing."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import pytest

from connector.adobe.errors import AdobeGibberishError, AdobeRefusedError
from connector.adobe.price_lists import PriceFilters, PriceQuestion
from tests.adobe.scripted import ScriptedAdobe, a_client, answer, body_of, page_of_html, refusal

QUESTION: Final = PriceQuestion("WE", "COM", "GBP", "202609")
OFFER: Final = {"offerId": "65309999CA13A12", "partnerPrice": "150.00"}
PAGE: Final[dict[str, Any]] = {
    "priceListMonth": "202609",
    "marketSegment": "COM",
    "region": "WE",
    "currency": "GBP",
    "priceListType": "STANDARD",
    "totalCount": 2,
    "count": 1,
    "limit": 1,
    "offset": 0,
    "offers": [OFFER],
}


def test_limit_and_offset_stand_in_the_query_and_nowhere_else() -> None:
    adobe = ScriptedAdobe(answer(200, PAGE))
    page = a_client(adobe).price_lists.page(QUESTION, offset=0, limit=50)
    assert (page.total, list(page.offers)) == (2, [OFFER])
    assert (adobe.only.method, adobe.only.url.path) == ("POST", "/v3/pricelist")
    assert adobe.queries() == [[("limit", "50"), ("offset", "0")]]
    assert body_of(adobe.only) == {"region": "WE", "marketSegment": "COM", "currency": "GBP", "priceListMonth": "202609"}


def test_filters_go_out_under_adobes_names_and_empty_ones_not_at_all() -> None:
    filters = PriceFilters(offer_id="65309999CA13A12", first_order_date=date(2026, 9, 1), last_order_date=None, discount_code="")
    question = PriceQuestion("WE", "COM", "GBP", "202609", "3YC", ("levelDetails",), filters)
    assert question.body == {
        "region": "WE",
        "marketSegment": "COM",
        "currency": "GBP",
        "priceListMonth": "202609",
        "priceListType": "3YC",
        "filters": {"offerId": "65309999CA13A12", "firstOrderDate": "2026-09-01"},
        "includeOfferAttributes": ["levelDetails"],
    }
    every = PriceFilters("65309999CA13A12", "Sample Studio", date(2026, 9, 1), date(2026, 9, 30), "HVD_L18_POST")
    assert PriceQuestion("WE", "COM", "GBP", "202609", filters=every).body["filters"] == {
        "offerId": "65309999CA13A12",
        "productFamily": "Sample Studio",
        "firstOrderDate": "2026-09-01",
        "lastOrderDate": "2026-09-30",
        "discountCode": "HVD_L18_POST",
    }


@pytest.mark.parametrize(
    "shown",
    [
        PAGE,
        {**PAGE, "priceListType": None, "discountType": "STANDARD"},
        {**PAGE, "totalCount": None, "totalItemCount": "2"},
        {"totalCount": 2, "offers": [OFFER]},
        {**PAGE, "region": "we", "marketSegment": "Com", "currency": "gbp", "priceListType": "Standard"},
    ],
)
def test_both_names_of_type_and_total_are_read_and_what_is_missing_is_tolerated(shown: dict[str, object]) -> None:
    page = a_client(ScriptedAdobe(answer(200, shown))).price_lists.page(QUESTION, offset=0, limit=1)
    assert (page.total, len(page.offers)) == (2, 1)


@pytest.mark.parametrize(
    "wrong",
    [
        {"region": "NA"},
        {"marketSegment": "EDU"},
        {"currency": "EUR"},
        {"priceListMonth": "202608"},
        {"priceListType": "3YC"},
        {"offset": 50},
        {"totalCount": None},
        {"totalCount": "many"},
        {"offers": {"offerId": "65309999CA13A12"}},
        {"offers": ["65309999CA13A12"]},
    ],
)
def test_a_page_of_another_list_or_without_sense_is_gibberish(wrong: dict[str, object]) -> None:
    with pytest.raises(AdobeGibberishError):
        a_client(ScriptedAdobe(answer(200, {**PAGE, **wrong}))).price_lists.page(QUESTION, offset=0, limit=1)


def test_an_empty_page_is_one_without_offers() -> None:
    empty = {**PAGE, "totalCount": 0, "offers": None}
    assert a_client(ScriptedAdobe(answer(200, empty))).price_lists.page(QUESTION, offset=0, limit=1).offers == ()


def test_a_page_is_asked_for_again_after_trouble_each_time_under_fresh_ids() -> None:
    adobe = ScriptedAdobe(page_of_html(503), refusal(500, "1124"), answer(200, PAGE))
    assert a_client(adobe).price_lists.page(QUESTION, offset=0, limit=1).total == 2
    assert len(set(adobe.headers("X-Correlation-Id"))) == 3
    assert len({request.content for request in adobe.requests}) == 1


def test_a_refusal_is_raised_at_once() -> None:
    adobe = ScriptedAdobe(refusal(404, "1162"))
    with pytest.raises(AdobeRefusedError) as refused:
        a_client(adobe).price_lists.page(QUESTION, offset=0, limit=1)
    assert (refused.value.status, refused.value.code) == (404, "1162")
