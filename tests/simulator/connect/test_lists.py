from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from connect.client import R

from connector.simulator.connect.errors import PlatformError
from connector.simulator.connect.listing import answer_list, content_range

if TYPE_CHECKING:
    from collections.abc import Callable

    from connect.client import ConnectClient

    from connector.simulator.connect.adobe_product import AdobeProduct
    from connector.simulator.connect.simulator import ConnectSimulator

    Refused = Callable[[Callable[[], Any]], tuple[int, str, list[str]]]

PEOPLE: list[dict[str, Any]] = [
    {"id": "1", "name": "Ann, Inc", "tier": {"level": "a"}, "tags": [{"key": "x"}, {"key": "y"}], "note": None, "age": "10"},
    {"id": "2", "name": "bob", "tier": {"level": "b"}, "tags": [], "note": "", "age": "20"},
    {"id": "3", "name": "Bobby", "tier": {}, "tags": [{"key": "x"}], "note": "n", "age": "30"},
]
FIELDS = ("id", "name", "tier.*", "tags.*", "note", "age")


def found(query: str) -> list[str]:
    answered = answer_list(PEOPLE, query, FIELDS)
    return [person["id"] for person in json.loads(answered.body)]


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("", ["1", "2", "3"]),
        ("eq(id,2)", ["2"]),
        ("id=2", ["2"]),
        ("tier.level=a", ["1"]),
        ("ne(id,2)", ["1", "3"]),
        ("gt(age,10)", ["2", "3"]),
        ("and(ge(age,20),lt(age,30))", ["2"]),
        ("le(age,20)", ["1", "2"]),
        ("in(id,(1,3))", ["1", "3"]),
        ("out(id,(1,3))", ["2"]),
        ("in(id,())", []),
        ("or(eq(id,1),eq(id,2))", ["1", "2"]),
        ("not(eq(id,1))", ["2", "3"]),
        ("not(and(eq(id,1),eq(age,10)))", ["2", "3"]),
        ("like(name,bob*)", ["2"]),
        ("ilike(name,bob*)", ["2", "3"]),
        ("ilike(name,*nn*)", ["1"]),
        ("eq(note,null())", ["1"]),
        ("ne(note,null())", ["2", "3"]),
        ("eq(note,empty())", ["1", "2"]),
        ("ne(note,empty())", ["3"]),
        ("eq(tags.key,y)", ["1"]),
        ("eq(name,Ann%2C%20Inc)", ["1"]),
        ("name=Ann%2C%20Inc", ["1"]),
        ("eq%28id%2C2%29", ["2"]),
        ("eq(id,2)&ge(age,10)&limit=5&offset=0", ["2"]),
        ("ordering(-age)", ["3", "2", "1"]),
        ("ordering(name)", ["1", "3", "2"]),
        ("ordering=-age", ["3", "2", "1"]),
        ("ordering(-age)&limit=1&offset=1", ["2"]),
    ],
)
def test_a_filter_finds_what_it_names(query: str, ids: list[str]) -> None:
    assert found(query) == ids


@pytest.mark.parametrize(
    "query",
    [
        "foo(id,1)",
        "eq(id)",
        "eq(id,1",
        "eq(id,1)x",
        "and()",
        "not(eq(id,1),eq(id,2))",
        "in(id,1)",
        "eq(id,(1,2))",
        "eq(id,other())",
        "eq(unknown,1)",
        "unknown=1",
        "ordering(unknown)",
        "limit=x",
        "limit=5000",
        "search=ann",
        "just-words",
    ],
)
def test_what_is_not_understood_is_refused_and_never_ignored(query: str) -> None:
    with pytest.raises(PlatformError) as caught:
        answer_list(PEOPLE, query, FIELDS)
    assert (caught.value.status, caught.value.code) == (400, "VAL_001")


def test_an_unknown_field_is_refused_even_when_there_is_nothing_to_filter() -> None:
    with pytest.raises(PlatformError, match="unknown field colour"):
        answer_list([], "and(eq(id,1),eq(colour,red))", FIELDS)


def test_select_leaves_fields_out() -> None:
    answered = answer_list(PEOPLE[:1], "select(-tags,-tier.level,+note)", FIELDS)
    assert answered.body == b'[{"id": "1", "name": "Ann, Inc", "tier": {}, "note": null, "age": "10"}]'
    assert PEOPLE[0]["tier"] == {"level": "a"}


@pytest.mark.parametrize(
    ("offset", "shown", "total", "text"),
    [
        (0, 100, 500, "items 0-99/500"),
        (100, 50, 150, "items 100-149/150"),
        (0, 0, 500, "items 0-0/500"),
        (0, 0, 0, "items 0-0/0"),
    ],
)
def test_the_content_range_counts_as_the_client_reads_it(offset: int, shown: int, total: int, text: str) -> None:
    assert content_range(offset, shown, total) == text


def test_cloudblues_client_filters_orders_counts_and_pages(
    simulator: ConnectSimulator, adobe: AdobeProduct, client: ConnectClient
) -> None:
    ids = [simulator.trade.purchase({"65304470CA": 1}, {"action_type": "purchase"}) for _ in range(5)]
    mine = R().asset.product.id.eq(adobe.product) & R().status.in_(["pending", "inquiring"])
    assert client.requests.filter(mine).count() == 5
    assert [request["id"] for request in client.requests.filter(mine).limit(2).order_by("-id")] == ids[::-1]
    assert client.requests.filter(status="approved").first() is None
    assert client.requests.filter(f"and(eq(id,{ids[0]}),in(status,(pending)))").count() == 1
    assert client.requests.filter(mine & ~R().id.eq(ids[0])).count() == 4
    assert client.assets.filter(tiers__customer__id=adobe.customer, product__id=adobe.product).count() == 5
    trimmed = client.requests.filter(id=ids[0]).select("-asset.items").first()
    assert "items" not in trimmed["asset"]


def test_a_call_without_an_api_key_is_refused(simulator: ConnectSimulator, client: ConnectClient, refused: Refused) -> None:
    client.api_key = "Bearer something"
    assert refused(client.requests.all().count) == (401, "AUTH_001", ["API request is unauthorized."])


def test_an_unknown_address_and_an_unknown_method_are_told_apart(client: ConnectClient, refused: Refused) -> None:
    assert refused(lambda: client.get("nowhere"))[0] == 404
    assert refused(lambda: client.delete("requests"))[0] == 405
    assert refused(client.requests["PR-1"].get)[:2] == (404, "NTF_001")
