"""Lists over all their pages. Expectations: developer.adobe.com/vipmp/docs/references/api-request-response and the list pages."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import httpx
import pytest

from connector.adobe.errors import AdobeGibberishError, AdobeRefusedError
from tests.adobe.scripted import ScriptedAdobe, a_client, answer, refusal

ORDERS = "/v3/customers/1007200145/orders"
Pairs = list[tuple[str, str]]


def an_order(order_id: str) -> dict[str, object]:
    line = {"extLineItemNumber": 1, "offerId": "65309999CA02A12", "quantity": 12, "subscriptionId": "", "status": "1002"}
    return {"orderType": "NEW", "orderId": order_id, "customerId": "1007200145", "status": "1002", "lineItems": [line]}


def a_page(total: int, *order_ids: str, following: str | None = None, limit: int = 100) -> httpx.Response:
    links: dict[str, object] = {"self": {"uri": ORDERS, "method": "GET", "headers": []}}
    if following is not None:
        links["next"] = {"uri": following, "method": "GET", "headers": []}
    items = [an_order(order_id) for order_id in order_ids]
    return answer(200, {"totalCount": total, "count": len(items), "offset": 0, "limit": limit, "items": items, "links": links})


def history_ids(adobe: ScriptedAdobe) -> list[str | None]:
    return [order.order_id for order in a_client(adobe).orders.history("1007200145")]


def test_a_history_is_read_to_its_end_by_the_links_as_they_are_given() -> None:
    link = "/v3/customers/1007200145/orders?order-type=NEW&start-date=2026-01-01T00%3A00%3A00Z&limit=100&offset=100"
    adobe = ScriptedAdobe(a_page(3, "9201", "9202", following=link), a_page(3, "9203"))
    start = datetime(2026, 1, 1, tzinfo=UTC)
    orders = a_client(adobe).orders.history("1007200145", order_types=("NEW",), start_date=start, limit=500)
    assert [order.order_id for order in orders] == ["9201", "9202", "9203"]
    first, second = adobe.queries()
    assert first == [("order-type", "NEW"), ("start-date", "2026-01-01T00:00:00Z"), ("limit", "500"), ("offset", "0")]
    assert second == [("order-type", "NEW"), ("start-date", "2026-01-01T00:00:00Z"), ("limit", "100"), ("offset", "100")]
    assert adobe.requests[1].url.query.decode() == link.partition("?")[2]


def test_every_page_has_a_correlation_id_of_its_own() -> None:
    adobe = ScriptedAdobe(a_page(2, "9201", following=f"{ORDERS}?offset=1"), a_page(2, "9202"))
    assert history_ids(adobe) == ["9201", "9202"]
    assert len(set(adobe.headers("X-Correlation-Id"))) == 2


def test_every_filter_of_the_history_goes_out_under_adobes_name() -> None:
    adobe = ScriptedAdobe(a_page(0))
    a_client(adobe).orders.history(
        "1007200145",
        order_types=("NEW", "RENEWAL"),
        statuses=("1000", "1002"),
        offer_ids=("65309999CA02A12",),
        reference_order_id="9201447001",
        start_date=datetime(2026, 9, 4, 12, 0, 0, tzinfo=timezone(timedelta(hours=2))),
        end_date=datetime(2026, 9, 5, tzinfo=UTC),
    )
    assert adobe.only.url.path == ORDERS
    expected: Pairs = [
        ("order-type", "NEW"),
        ("order-type", "RENEWAL"),
        ("status", "1000"),
        ("status", "1002"),
        ("offer-id", "65309999CA02A12"),
        ("reference-order-id", "9201447001"),
        ("start-date", "2026-09-04T10:00:00Z"),
        ("end-date", "2026-09-05T00:00:00Z"),
        ("limit", "100"),
        ("offset", "0"),
    ]
    assert adobe.queries() == [expected]


def test_an_offset_past_the_end_is_the_end() -> None:
    adobe = ScriptedAdobe(a_page(1, "9201", following=f"{ORDERS}?offset=1"), refusal(400, "1133"))
    assert history_ids(adobe) == ["9201"]


def test_a_refused_first_page_is_a_refusal() -> None:
    with pytest.raises(AdobeRefusedError) as caught:
        history_ids(ScriptedAdobe(refusal(404, "1116")))
    assert caught.value.code == "1116"


def test_a_refused_later_page_is_a_refusal_and_not_an_end() -> None:
    adobe = ScriptedAdobe(a_page(2, "9201", following=f"{ORDERS}?offset=1"), refusal(400, "1132"))
    with pytest.raises(AdobeRefusedError) as caught:
        history_ids(adobe)
    assert caught.value.code == "1132"


def test_a_list_that_ends_before_its_own_count_is_not_taken_for_the_whole() -> None:
    with pytest.raises(AdobeGibberishError):
        history_ids(ScriptedAdobe(a_page(3, "9201", "9202")))


def test_pages_that_lead_in_a_circle_are_not_followed_for_ever() -> None:
    link = f"{ORDERS}?offset=1"
    with pytest.raises(AdobeGibberishError):
        history_ids(ScriptedAdobe(a_page(9, "9201", following=link), a_page(9, "9202", following=link)))


def test_an_empty_page_ends_the_list_whatever_its_link_says() -> None:
    assert history_ids(ScriptedAdobe(a_page(0, following=f"{ORDERS}?offset=100"))) == []


def test_a_row_that_moved_to_the_next_page_while_we_read_is_given_once() -> None:
    adobe = ScriptedAdobe(a_page(2, "9202", "9201", following=f"{ORDERS}?offset=2"), a_page(3, "9201"))
    assert history_ids(adobe) == ["9202", "9201"]


def test_a_link_cannot_lead_our_token_to_another_host() -> None:
    adobe = ScriptedAdobe(a_page(2, "9201", following="https://evil.example/steal?offset=1"), a_page(2, "9202"))
    assert history_ids(adobe) == ["9201", "9202"]
    assert {(request.url.host, request.url.path) for request in adobe.requests} == {("partners.example", ORDERS)}


def test_a_later_page_is_retried_like_any_read() -> None:
    adobe = ScriptedAdobe(a_page(2, "9201", following=f"{ORDERS}?offset=1"), httpx.ReadError("x"), a_page(2, "9202"))
    assert history_ids(adobe) == ["9201", "9202"]


def test_customers_are_listed_by_status_and_name_over_all_pages() -> None:
    def row(customer_id: str) -> dict[str, object]:
        company = {"companyName": "Northbeam Optics"}
        return {"customerId": customer_id, "resellerId": "1000512301", "status": "1014", "companyProfile": company}

    link = {"next": {"uri": "/v3/resellers/1000512301/customers?status=1000&status=1014&limit=50&offset=50"}}
    pages = [
        answer(200, {"totalCount": 2, "count": 1, "offset": 0, "limit": 50, "accounts": [row("1007200145")], "links": link}),
        answer(200, {"totalCount": 2, "count": 1, "offset": 50, "limit": 50, "accounts": [row("1007200146")]}),
    ]
    adobe = ScriptedAdobe(*pages)
    found = a_client(adobe).customers.list("1000512301", statuses=("1000", "1014"), company_name="Northbeam*")
    assert [(one.customer_id, one.status, one.company_profile.company_name) for one in found] == [
        ("1007200145", "1014", "Northbeam Optics"),
        ("1007200146", "1014", "Northbeam Optics"),
    ]
    assert adobe.requests[0].url.path == "/v3/resellers/1000512301/customers"
    first: Pairs = [("status", "1000"), ("status", "1014"), ("company-name", "Northbeam*"), ("limit", "50"), ("offset", "0")]
    second: Pairs = [("status", "1000"), ("status", "1014"), ("limit", "50"), ("offset", "50")]
    assert adobe.queries() == [first, second]


def test_resellers_are_listed_under_either_documented_key() -> None:
    row = {"resellerId": "1000512301", "distributorId": "5000000077", "status": "1000"}
    for key in ("accounts", "resellers"):
        adobe = ScriptedAdobe(answer(200, {"totalCount": 1, "count": 1, "offset": 0, "limit": 50, key: [row]}))
        (found,) = a_client(adobe).resellers.list(statuses=("1000",))
        assert found.reseller_id == "1000512301"
        assert adobe.queries() == [[("status", "1000"), ("limit", "50"), ("offset", "0")]]


def test_subscriptions_come_in_one_answer_without_filters() -> None:
    adobe = ScriptedAdobe(answer(200, {"totalCount": 1, "items": [{"subscriptionId": "c0ffeeNA"}], "links": {"self": {}}}))
    (found,) = a_client(adobe).subscriptions.list("1007200145")
    assert found.subscription_id == "c0ffeeNA"
    assert str(adobe.only.url) == "https://partners.example/v3/customers/1007200145/subscriptions"


def test_fewer_subscriptions_than_counted_are_completed_by_the_next_link() -> None:
    link = {"next": {"uri": "/v3/customers/1007200145/subscriptions?offset=1"}}
    first = answer(200, {"totalCount": 2, "items": [{"subscriptionId": "aNA"}], "links": link})
    second = answer(200, {"totalCount": 2, "items": [{"subscriptionId": "bNA"}]})
    found = a_client(ScriptedAdobe(first, second)).subscriptions.list("1007200145")
    assert [one.subscription_id for one in found] == ["aNA", "bNA"]


def test_fewer_subscriptions_than_counted_without_a_link_are_gibberish() -> None:
    adobe = ScriptedAdobe(answer(200, {"totalCount": 2, "items": [{"subscriptionId": "aNA"}]}))
    with pytest.raises(AdobeGibberishError):
        a_client(adobe).subscriptions.list("1007200145")


@pytest.mark.parametrize(
    "body", [{"totalCount": 1, "items": ["x"]}, {"totalCount": "many", "items": []}, {"totalCount": 1, "items": [{}]}]
)
def test_a_page_that_cannot_be_read_is_gibberish(body: dict[str, object]) -> None:
    with pytest.raises(AdobeGibberishError):
        a_client(ScriptedAdobe(answer(200, body))).subscriptions.list("1007200145")
