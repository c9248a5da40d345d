"""Requests and customers for people: lists page by page, one request's timeline and next move, and both sides of an asset."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from connect.eaas.core.testing import WebAppTestClient
from requests.adapters import BaseAdapter

from connector.webapp import AdobeWebApplication
from tests.flows.lives import FLAG, an_asset, changed, subscription_of
from tests.planted import EMAIL, assert_nowhere
from tests.web.console import Console, problem
from tests.world import ALL_APPS, CLIENT_SECRET, PHOTOSHOP

if TYPE_CHECKING:
    from requests import PreparedRequest
    from requests import Response as PlatformResponse

    from tests.world import World

_NO_DAY = "?after=2026-02-30T00:00:00Z|PR-1"
_NO_LATER = "?after=9999-12-31T23:59:59Z|PR-1"


def listed(console: Console, query: str = "") -> dict[str, Any]:
    """List requests."""
    answer = console.get(f"requests{query}")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def a_parked_request(console: Console) -> str:
    """Buy while Adobe does not know the connector."""
    console.world.adobe.control.fault("*", "refused", status=403, code="4115", times=50)
    request = console.world.buy()
    console.world.deliver()
    console.world.adobe.control.clear_faults()
    return request


def test_requests_are_listed_page_by_page_the_newest_first_and_each_once(console: Console) -> None:
    made = [console.world.buy() for _ in range(5)]
    found: list[str] = []
    query = "?limit=2"
    for _ in range(5):
        page = listed(console, query)
        found += [one["request_id"] for one in page.get("requests", ())]
        if "next" not in page:
            break
        query = f"?limit=2&after={page['next'].replace('+', '%2B')}"
    assert sorted(found) == sorted(made)
    assert found == [one["request_id"] for one in listed(console)["requests"]]


class Unordered(BaseAdapter):
    """The platform's wire, where requests of one second come in no order of their ids."""

    def __init__(self, inner: BaseAdapter) -> None:
        super().__init__()
        self._inner = inner

    def send(self, request: PreparedRequest, *args: Any, **kwargs: Any) -> PlatformResponse:  # noqa: ANN401 - `requests`' own.
        """Carry a call over."""
        request.url = str(request.url).replace("-created,-id", "-created")
        return self._inner.send(request, *args, **kwargs)

    def close(self) -> None:
        """Nothing is open."""


def paged(console: Console, limit: int) -> list[str]:
    """Walk through all pages, and give the ids in the order in which they were shown."""
    found: list[str] = []
    query = f"?limit={limit}"
    while query:
        page = listed(console, query)
        found += [one["request_id"] for one in page["requests"]]
        query = f"?limit={limit}&after={page['next'].replace('+', '%2B')}" if "next" in page else ""
    return found


@pytest.mark.parametrize("is_ordered", [True, False])
def test_requests_of_one_second_are_each_shown_once_however_many(world: World, *, is_ordered: bool) -> None:
    same, older = [world.buy() for _ in range(60)], [world.buy() for _ in range(3)]
    requests = world.connect.world.requests
    for name, second in (("12:00:01", same), ("12:00:00", older)):
        for one in second:
            requests[one].created = f"2026-03-01T{name}+00:00"
    expected = sorted(same, reverse=True) + sorted(older, reverse=True)
    world.adapter = world.adapter if is_ordered else Unordered(world.adapter)
    with WebAppTestClient(AdobeWebApplication) as client:
        console = Console(world, client)
        assert paged(console, 4) == expected
        assert paged(console, 70) == expected


def test_a_page_asks_the_platform_for_what_it_shows(console: Console) -> None:
    made = [console.world.buy() for _ in range(9)]
    for second, one in enumerate(made):
        console.world.connect.world.requests[one].created = f"2026-03-01T12:00:0{second}+00:00"
    before = len(console.world.connect.control.calls())
    assert [one["request_id"] for one in listed(console, "?limit=3")["requests"]] == made[:-4:-1]
    (call,) = console.world.connect.control.calls()[before:]
    assert "limit=4" in call.query


def test_requests_are_found_by_id_asset_customer_and_status(console: Console) -> None:
    world = console.world
    request = world.buy()
    assert world.settle(request) == "approved"
    other = world.buy()
    (customer,) = world.adobe.control.customers()
    asset = world.connect.control.asset_of(request)
    for query, expected in (
        (f"?search={request}", {request}),
        (f"?search={asset}", {request}),
        (f"?search={customer['customerId']}", {request, other}),
        ("?search=P1999999999", set()),
        ("?status=approved", {request}),
        ("?status=pending", {other}),
    ):
        assert {one["request_id"] for one in listed(console, query).get("requests", ())} == expected, query
    rows = {one["request_id"]: one["stands"] for one in listed(console)["requests"]}
    assert rows == {request: "ended", other: "unseen"}


@pytest.mark.parametrize(
    "query", ["?search=a b", "?status=lost", "?after=x", _NO_DAY, _NO_LATER, "?limit=0", "?limit=101", "?search=" + "x" * 65]
)
def test_a_search_that_cannot_be_made_is_refused(console: Console, query: str) -> None:
    assert problem(console.get(f"requests{query}")) == (422, "input-invalid")


def test_parked_requests_say_since_when_and_why(console: Console) -> None:
    request = a_parked_request(console)
    (row,) = console.get("requests/parked").json()["requests"]
    assert (row["request_id"], row["stands"], bool(row["since"])) == (request, "parked", True)
    assert "production/D1000000000" in row["why"]


def test_a_request_shows_its_timeline_and_hides_persons(console: Console) -> None:
    world = console.world
    request = world.buy(adobe_user_email=EMAIL, adobe_user_first_name="Planted-Forename-77")
    assert world.settle(request) == "approved"
    answer = console.get(f"requests/{request}")
    shown = answer.json()
    assert (shown["status"], shown["stands"]) == ("approved", "ended")
    assert [one["outcome"] for one in shown["timeline"] if one["what"] == "call"] == ["accepted", "accepted"]
    assert next(one["what"] for one in shown["timeline"]) == "came"
    email = next(one for one in shown["parameters"] if one["id"] == "adobe_user_email")
    assert email == {"id": "adobe_user_email", "title": email["title"], "error": "", "filled": True, "hidden": True}
    assert next(one for one in shown["parameters"] if one["id"] == "action_type")["value"] == "purchase"
    assert_nowhere(answer.text, [EMAIL, "Planted-Forename-77", CLIENT_SECRET])


def test_a_tier_request_is_shown_too(console: Console) -> None:
    request = next(iter(console.world.connect.world.config_requests))
    shown = console.get(f"requests/{request}").json()
    assert (shown["request_id"], shown["type"]) == (request, "setup")


def test_the_next_move_is_explained_and_nothing_is_done(console: Console) -> None:
    request = console.world.buy()
    answer = console.get(f"requests/{request}/explanation")
    assert answer.status_code == 200, answer.text
    assert {"known", "next"} <= {one["kind"] for one in answer.json()["steps"]}
    assert console.world.adobe_writes() == []


def test_a_request_that_cannot_be_read_is_shown_and_not_explained(console: Console) -> None:
    request = console.world.buy()
    console.world.deliver()
    console.showing.without_tiers = True
    shown = console.get(f"requests/{request}").json()
    assert (shown["request_id"], [one["what"] for one in shown["timeline"] if one["what"] == "call"]) == (request, [])
    assert problem(console.get(f"requests/{request}/explanation")) == (422, "not-supported")


def test_an_asset_is_shown_beside_its_customer_with_what_can_be_returned(console: Console) -> None:
    world = console.world
    asset = an_asset(world)
    changed(world, asset, {PHOTOSHOP: 12})
    shown = console.get(f"assets/{asset}/customer").json()
    items = {one["mpn"]: one for one in shown["items"]}
    assert (items[PHOTOSHOP]["quantity"], items[PHOTOSHOP]["adobe"]["quantity"]) == (12, 12)
    assert items[PHOTOSHOP]["differs"] == []
    first = next(one for one in shown["orders"] if one["lines"][0]["quantity"] == 10)
    created = datetime.fromisoformat(first["created"])
    assert datetime.fromisoformat(first["returnable_until"]) == datetime.combine(created.date() + timedelta(days=15), time(), UTC)
    assert (first["is_the_assets"], first["lines"][0]["returnable"]) == (True, 10)
    world.advance(days=15)
    later = console.get(f"assets/{asset}/customer").json()["orders"]
    assert [
        (one.get("returnable_until", ""), [line["returnable"] for line in one["lines"]]) for one in later if one["type"] == "NEW"
    ] == [
        ("", [0]),
        ("", [0, 0]),
    ]
    assert shown["discount_levels"]


def returnable(console: Console, asset: str) -> dict[str, list[int]]:
    """Tell what the page says can be returned, by the type of the order."""
    orders = console.get(f"assets/{asset}/customer").json()["orders"]
    assert all(bool(one.get("returnable_until")) == any(line["returnable"] for line in one["lines"]) for one in orders)
    return {one["type"]: [line["returnable"] for line in one["lines"]] for one in orders}


def test_until_the_end_of_the_windows_last_day_the_page_shows_what_a_change_gives_back(console: Console) -> None:
    world = console.world
    asset = an_asset(world, {PHOTOSHOP: 10})
    (order,) = world.adobe.control.orders()
    created = datetime.fromisoformat(order["creationDate"])
    late = datetime.combine(created.date() + timedelta(days=14), time(22), UTC)
    world.advance(seconds=(late - world.now()).total_seconds())
    assert returnable(console, asset) == {"NEW": [10]}
    request = world.connect.trade.change(asset, {PHOTOSHOP: 4}, FLAG)
    assert world.settle(request) == "approved", world.note(request)
    assert returnable(console, asset) == {"NEW": [4], "RETURN": [0]}
    world.advance(hours=2)
    assert returnable(console, asset) == {"NEW": [0], "RETURN": [0]}


def test_a_renewal_is_shown_to_be_returnable(console: Console) -> None:
    world = console.world
    asset = an_asset(world, {PHOTOSHOP: 10})
    world.advance(days=366)
    assert returnable(console, asset) == {"RENEWAL": [10]}
    request = world.connect.trade.change(asset, {PHOTOSHOP: 4}, FLAG)
    assert world.settle(request) == "approved", world.note(request)
    assert returnable(console, asset)["RENEWAL"] == [4]


def test_what_differs_between_the_sides_is_marked(console: Console) -> None:
    world = console.world
    asset = an_asset(world)
    quantities = world.connect.world.assets[asset].items
    quantities[next(iter(quantities))] = "11"
    items = {one["mpn"]: one for one in console.get(f"assets/{asset}/customer").json()["items"]}
    assert (items[PHOTOSHOP]["differs"], items[ALL_APPS].get("differs", [])) == (["quantity"], [])
    assert items[PHOTOSHOP]["subscription_id"] == subscription_of(world, PHOTOSHOP)


def test_an_asset_without_a_customer_says_so(console: Console) -> None:
    asset = console.world.connect.control.asset_of(console.world.buy())
    assert problem(console.get(f"assets/{asset}/customer")) == (409, "not-fulfilled")


def test_a_stranger_finds_none_of_it(console: Console) -> None:
    request = a_parked_request(console)
    asset = console.world.connect.control.asset_of(request)
    assert console.get("requests", who="theirs").json() == {"requests": []}
    assert console.get("requests/parked", who="theirs").json() == {"requests": []}
    for path in (f"requests/{request}", f"requests/{request}/explanation"):
        assert problem(console.get(path, who="theirs")) == (404, "request-not-found")
    assert problem(console.get(f"assets/{asset}/customer", who="theirs")) == (404, "asset-not-found")


@pytest.mark.parametrize("request_id", ["PR-9999-9999-9999-001", "..%2F..", "x", "PR-1%00", "TCR-000-000"])
def test_what_is_no_request_is_not_found(console: Console, request_id: str) -> None:
    assert problem(console.get(f"requests/{request_id}"))[0] == 404
