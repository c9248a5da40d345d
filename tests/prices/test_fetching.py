"""Fetching a list: pages, caps, drifts, doubles, ends, and what is kept."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from connector.domain.prices.lists import Asked, ListStatus
from connector.domain.prices.scopes import Month, Scope
from connector.prices.fetching import Result
from connector.simulator.adobe import InProcessTransport, SimulatorSettings
from tests.prices.shop import ACCOUNT, MONTH, SCOPE, Abandoned, Shop, abandon, an_offer, offers, queries

if TYPE_CHECKING:
    import httpx

    from connector.simulator.adobe import AdobeSimulator
    from connector.store import Store
    from tests.store.builders import Ahead


def test_fifty_nine_rows_come_in_three_pages_each_under_its_own_correlation_id(shop: Shop) -> None:
    shop.control.put_price_list(offers(59), month="202609")
    fetched = shop.fetch(page_size=20)
    assert fetched.result is Result.PUBLISHED
    assert queries(shop.pages()) == ["limit=20&offset=0", "limit=20&offset=20", "limit=20&offset=40"]
    assert len({call.correlation_id for call in shop.pages()}) == 3
    assert [row.offer_id for row in shop.kept(fetched)] == [f"653040{number:02}CA01A12" for number in range(1, 60)]
    assert shop.told[-1] == (59, 59)


def test_a_server_that_caps_the_page_is_followed_by_the_rows_that_came(store: Store) -> None:
    shop = Shop(store, SimulatorSettings(price_list_cap=50))
    shop.control.put_price_list(offers(120), month="202609")
    fetched = shop.fetch(page_size=100)
    assert fetched.result is Result.PUBLISHED
    assert queries(shop.pages()) == ["limit=100&offset=0", "limit=100&offset=50", "limit=100&offset=100"]
    assert len(shop.kept(fetched)) == 120


def test_the_body_names_the_list_and_never_a_page_a_month_by_its_old_name_or_both_types(shop: Shop) -> None:
    shop.control.put_price_list(offers(1), month="202609", list_type="3YC")
    shop.fetch(scope=SCOPE.typed("3YC"))
    (call,) = shop.pages()
    asked_for = call.request_body.pop("includeOfferAttributes")
    assert call.request_body == {
        "region": "NA",
        "marketSegment": "COM",
        "currency": "USD",
        "priceListMonth": "202609",
        "priceListType": "3YC",
    }
    assert len(asked_for) == 26
    assert {"acdIndicator", "acdEffectiveDate", "acdDescription", "levelDetails", "estimatedStreetPrice"} <= set(asked_for)
    assert "partNumber" not in asked_for


def test_the_standard_list_is_asked_for_without_naming_its_type(shop: Shop) -> None:
    shop.control.put_price_list(offers(1), month="202609")
    shop.fetch()
    assert {"priceListType", "discountType"}.isdisjoint(shop.pages()[0].request_body)


def test_the_older_name_of_the_type_is_sent_and_read_where_the_operator_says_so(store: Store) -> None:
    shop = Shop(store, SimulatorSettings(price_list_type_field="discountType"))
    shop.control.put_price_list(offers(2), month="202609", list_type="3YC")
    fetched = shop.fetch(scope=SCOPE.typed("3YC"), type_field="discountType")
    assert fetched.result is Result.PUBLISHED
    assert shop.pages()[0].request_body["discountType"] == "3YC"
    assert "priceListType" not in shop.pages()[0].request_body


def test_a_list_that_changes_between_pages_is_read_again_from_its_beginning(shop: Shop) -> None:
    shop.control.put_price_list(offers(45), month="202609")
    shop.control.drift_price_list(offers(50), month="202609", after_pages=2)
    fetched = shop.fetch(page_size=20)
    assert fetched.result is Result.PUBLISHED
    assert [query.rpartition("=")[2] for query in queries(shop.pages())] == ["0", "20", "40", "0", "20", "40"]
    assert len(shop.kept(fetched)) == 50


def test_a_list_that_never_stands_still_is_incomplete(shop: Shop) -> None:
    shop.control.put_price_list(offers(40), month="202609")
    for more in range(1, 9):
        shop.control.drift_price_list(offers(40 + more), month="202609", after_pages=1)
    fetched = shop.fetch(page_size=20)
    assert fetched.result is Result.INCOMPLETE
    assert "changed again and again" in fetched.text
    assert shop.store.latest_price_list(SCOPE, MONTH) is None


def test_a_row_that_comes_twice_makes_the_list_incomplete_and_it_is_not_published(shop: Shop) -> None:
    shop.control.put_price_list([*offers(30), an_offer(1), *offers(31)[30:]], month="202609")
    fetched = shop.fetch(page_size=20)
    assert fetched.result is Result.INCOMPLETE
    assert fetched.text == "Adobe speaks of 32 rows, and 31 different ones came. Fetch it again."
    assert fetched.kept is not None
    assert (fetched.kept.status, fetched.kept.revision) == (ListStatus.INCOMPLETE, None)
    assert shop.store.latest_price_list(SCOPE, MONTH) is None


def test_a_row_that_comes_twice_in_different_pieces_is_noticed_too(shop: Shop) -> None:
    shop.control.put_price_list([*offers(1100), an_offer(1)], month="202609")
    assert shop.fetch().text == "Adobe speaks of 1101 rows, and 1100 different ones came. Fetch it again."


def test_the_next_fetch_replaces_an_incomplete_list(shop: Shop) -> None:
    shop.control.put_price_list([an_offer(1), an_offer(1)], month="202609")
    shop.fetch()
    shop.control.put_price_list(offers(2), month="202609")
    assert shop.fetch().result is Result.PUBLISHED
    assert [kept.status for kept in shop.store.price_lists()] == [ListStatus.PUBLISHED]


def this_month(shop: Shop) -> Month:
    return Month.of(shop.store.now().date())


def test_a_month_to_come_that_is_not_published_yet_is_no_problem(shop: Shop) -> None:
    fetched = shop.fetch(month=this_month(shop).after)
    assert (fetched.result, fetched.needs_a_person) == (Result.NONE_YET, False)
    assert fetched.text == "Adobe has no such list for this month yet."
    assert shop.store.price_lists() == ()


@pytest.mark.parametrize("is_past", [False, True], ids=["this month", "a past month"])
@pytest.mark.parametrize("is_empty", [False, True], ids=["no list", "an empty list"])
def test_a_month_that_has_come_and_is_missing_needs_a_person(shop: Shop, *, is_past: bool, is_empty: bool) -> None:
    month = Month(2024, 1) if is_past else this_month(shop)
    if is_empty:
        shop.control.put_price_list([], month=str(month))
    fetched = shop.fetch(month=month)
    assert (fetched.result, fetched.needs_a_person) == (Result.MISSING, True)
    assert fetched.text.startswith("Adobe has no such list, although its month has come: see whether the contract has")
    assert shop.store.price_lists() == ()


def test_an_empty_list_of_a_month_to_come_counts_as_none_yet(shop: Shop) -> None:
    month = this_month(shop).after
    shop.control.put_price_list([], month=str(month))
    assert shop.fetch(month=month).result is Result.NONE_YET
    assert shop.store.price_lists() == ()


def test_a_404_behind_the_last_row_is_the_end_when_all_rows_are_there(shop: Shop) -> None:
    shop.control.put_price_list(offers(40), month="202609")
    with pytest.raises(Abandoned):
        shop.fetch(page_size=20, told=abandon)
    fetched = shop.fetch(page_size=20)
    assert [call.status for call in shop.pages()] == [200, 200, 200, 404]
    assert fetched.result is Result.PUBLISHED
    assert len(shop.kept(fetched)) == 40


@pytest.mark.parametrize("code", ["1162", "1116"])
def test_a_404_before_the_last_row_makes_the_list_incomplete(shop: Shop, code: str) -> None:
    shop.control.put_price_list(offers(60), month="202609")
    shop.control.fault("POST /v3/pricelist", "refused", code=code, status=404, skip=2)
    fetched = shop.fetch(page_size=20)
    assert fetched.result is Result.INCOMPLETE
    assert fetched.text == "Adobe speaks of 60 rows, and 40 different ones came. Fetch it again."


def test_an_attribute_that_adobe_does_not_know_is_left_out_of_the_next_question(shop: Shop) -> None:
    shop.control.put_price_list(offers(3), month="202609")
    fetched = shop.fetch_few()
    assert (fetched.result, fetched.needs_a_person) == (Result.PUBLISHED, True)
    assert fetched.kept is not None
    assert fetched.kept.asked_for is Asked.FEW
    assert "suggested prices and product texts are missing" in fetched.text
    assert shop.pages()[1].request_body["includeOfferAttributes"] == [
        "productType",
        "productTypeDetail",
        "language",
        "acdIndicator",
        "acdEffectiveDate",
        "acdDescription",
        "levelDetails",
    ]
    assert [row.street_price for row in shop.kept(fetched)] == [None, None, None]


def test_a_list_with_few_attributes_never_counts_before_one_of_its_month_with_all(shop: Shop) -> None:
    shop.control.put_price_list(offers(3), month="202609")
    full = shop.fetch()
    poorer = shop.fetch_few()
    assert full.kept is not None
    assert poorer.kept is not None
    assert [(kept.revision, kept.asked_for) for kept in shop.store.price_lists()] == [(1, Asked.ALL), (2, Asked.FEW)]
    assert shop.store.latest_price_list(SCOPE, MONTH) == full.kept
    assert shop.store.price_list_before(poorer.kept) == full.kept
    # The next one with all is held against the one with all: it is the same, and the other one stays beside it.
    again = shop.fetch()
    assert (again.result, again.needs_a_person) == (Result.UNCHANGED, False)
    assert again.kept is not None
    assert again.kept.id == full.kept.id
    shop.control.put_price_list([an_offer(1, partnerPrice="1300.00"), *offers(3)[1:]], month="202609")
    changed = shop.fetch()
    assert changed.kept is not None
    assert changed.kept.revision == 3
    assert shop.store.price_list_before(changed.kept) == shop.store.price_list(full.kept.id)


def test_the_same_list_with_few_attributes_is_kept_once_and_needs_a_person_every_day(shop: Shop) -> None:
    shop.control.put_price_list(offers(3), month="202609")
    first, again = shop.fetch_few(), shop.fetch_few()
    assert [one.needs_a_person for one in (first, again)] == [True, True]
    assert (again.result, len(shop.store.price_lists())) == (Result.UNCHANGED, 1)
    assert again.text == first.text


def test_a_list_with_few_attributes_counts_before_those_of_earlier_months_and_until_one_with_all_comes(shop: Shop) -> None:
    for month in ("202608", "202609"):
        shop.control.put_price_list(offers(3), month=month)
    shop.fetch(month=Month(2026, 8))
    poorer = shop.fetch_few()
    assert shop.store.latest_price_list(SCOPE, MONTH) == poorer.kept
    full = shop.fetch()
    assert full.kept is not None
    assert (full.result, full.kept.revision) == (Result.PUBLISHED, 2)
    assert shop.store.latest_price_list(SCOPE, MONTH) == full.kept


@pytest.mark.parametrize("code", ["5122", "1121", "1122", "1117"])
def test_every_refusal_of_a_question_is_asked_again_with_few_attributes(shop: Shop, code: str) -> None:
    shop.control.put_price_list(offers(3), month="202609")
    shop.control.fault("POST /v3/pricelist", "refused", code=code, status=400)
    fetched = shop.fetch()
    assert fetched.kept is not None
    assert (fetched.result, fetched.kept.asked_for, fetched.needs_a_person) == (Result.PUBLISHED, Asked.FEW, True)
    assert len(shop.pages()) == 2


@pytest.mark.parametrize("code", ["5122", "1121", "1122"])
def test_a_list_that_is_refused_with_few_attributes_too_is_left_out(shop: Shop, code: str) -> None:
    shop.control.put_price_list(offers(3), month="202609")
    shop.control.fault("POST /v3/pricelist", "refused", code=code, status=400, times=2)
    assert shop.fetch().result is Result.REFUSED
    assert len(shop.pages()) == 2


def test_one_offer_keeps_a_row_for_each_window_and_each_discount_code(shop: Shop) -> None:
    windows = [
        an_offer(
            1,
            firstOrderDate="2025-05-01T00:00:00.000+00:00",
            lastOrderDate="2026-04-30T00:00:00.000+00:00",
            partnerPrice="150.00",
        ),
        an_offer(
            1,
            firstOrderDate="2026-05-01T00:00:00.000+00:00",
            lastOrderDate="2027-04-30T00:00:00.000+00:00",
            partnerPrice="158.00",
        ),
        an_offer(
            1,
            firstOrderDate="2026-05-01T00:00:00.000+00:00",
            lastOrderDate="2027-04-30T00:00:00.000+00:00",
            partnerPrice="120.50",
            discountCode="HVD_L18_POST",
        ),
    ]
    shop.control.put_price_list(windows, month="202609", list_type="3YC")
    fetched = shop.fetch(scope=SCOPE.typed("3YC"))
    assert [(row.first_order, row.discount_code, row.partner_price) for row in shop.kept(fetched)] == [
        (date(2025, 5, 1), "", Decimal("150.00")),
        (date(2026, 5, 1), "", Decimal("158.00")),
        (date(2026, 5, 1), "HVD_L18_POST", Decimal("120.50")),
    ]


def test_prices_keep_their_digits_in_every_currency_and_the_raw_text_beside_them(shop: Shop) -> None:
    shop.control.put_price_list(
        [an_offer(1, partnerPrice="1234", estimatedStreetPrice=None), an_offer(2, partnerPrice="1206.840")],
        month="202609",
        currency="JPY",
    )
    yen = Scope(ACCOUNT, "NA", "COM", "JPY")
    first, second = shop.kept(shop.fetch(scope=yen))
    assert (str(first.partner_price), first.street_price, first.attributes["partnerPrice"]) == ("1234", None, "1234")
    assert (str(second.partner_price), second.attributes["partnerPrice"]) == ("1206.840", "1206.840")


def test_the_same_content_is_kept_once_however_often_it_is_fetched(shop: Shop, ahead: Ahead) -> None:
    shop.control.put_price_list(offers(30), month="202609")
    first = shop.fetch()
    ahead.by(hours=24)
    shop.control.put_price_list(list(reversed(offers(30))), month="202609")
    again = shop.fetch()
    assert (first.result, again.result) == (Result.PUBLISHED, Result.UNCHANGED)
    assert first.kept is not None
    assert again.kept is not None
    assert (again.kept.id, again.kept.revision) == (first.kept.id, 1)
    assert again.kept.fetched_at == first.kept.fetched_at
    assert again.kept.seen_at is not None
    assert first.kept.seen_at is not None
    assert (again.kept.seen_at - first.kept.seen_at).total_seconds() >= 24 * 3600
    assert [kept.id for kept in shop.store.price_lists()] == [first.kept.id]


def test_other_content_of_the_same_month_is_the_next_revision_and_the_first_one_stays(shop: Shop) -> None:
    shop.control.put_price_list(offers(3), month="202609")
    first = shop.fetch()
    shop.control.put_price_list([an_offer(1, partnerPrice="1300.00"), *offers(3)[1:]], month="202609")
    second = shop.fetch()
    assert second.kept is not None
    assert second.kept.revision == 2
    assert [row.partner_price for row in shop.kept(first)] == [Decimal("1206.84")] * 3
    assert [row.partner_price for row in shop.kept(second)] == [Decimal("1300.00"), Decimal("1206.84"), Decimal("1206.84")]
    assert shop.store.latest_price_list(SCOPE, Month(2027, 1)) == second.kept


def test_a_row_that_cannot_be_read_makes_the_list_incomplete_and_is_named(shop: Shop) -> None:
    shop.control.put_price_list([an_offer(1, partnerPrice="on request")], month="202609")
    fetched = shop.fetch()
    assert fetched.result is Result.INCOMPLETE
    assert "offer 65304001CA01A12: partnerPrice is no amount" in fetched.text


@pytest.mark.parametrize(("month", "region"), [("202610", "NA"), ("202609", "WE")])
def test_an_answer_about_another_list_is_never_taken_for_this_one(shop: Shop, month: str, region: str) -> None:
    shop.control.put_price_list(offers(2), month=month, region=region)
    other = Month.parse(month)
    shop.fetch(scope=Scope(ACCOUNT, region, "COM", "USD"), month=other)
    shop.client = shop.new_client(_Crossed(shop.adobe, shop.pages()[-1].correlation_id))
    fetched = shop.fetch()
    assert (fetched.result, fetched.needs_a_person) == (Result.UNREADABLE, True)
    assert "the page is of another list" in fetched.text
    assert shop.store.latest_price_list(SCOPE, MONTH) is None


class _Crossed(InProcessTransport):
    """A network that lets every page travel under one old correlation id: Adobe gives the stored answer of another question."""

    def __init__(self, adobe: AdobeSimulator, correlation_id: str) -> None:
        super().__init__(adobe)
        self._correlation_id = correlation_id

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        request.headers["X-Correlation-Id"] = self._correlation_id
        return super().handle_request(request)
