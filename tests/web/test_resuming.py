"""Acting on parked requests in the console, finding them by what Adobe calls them, and what was done to an asset."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from connector.store import State, Wanted
from tests.flows.lives import an_asset, order_ids
from tests.web.console import problem

if TYPE_CHECKING:
    from tests.web.console import Console

SWITCH = "subscription/autorenewal"


def park(console: Console, number: int = 1) -> list[str]:
    """Let requests come while Adobe does not know the connector."""
    console.world.adobe.control.fault("*", "refused", status=403, code="4115", times=50)
    made = [console.world.buy() for _ in range(number)]
    console.world.deliver()
    console.world.adobe.control.clear_faults()
    return made


def pages(console: Console, path: str, field: str, limit: int) -> list[dict[str, Any]]:
    """Read every page of a list."""
    found: list[dict[str, Any]] = []
    after = ""
    for _ in range(20):
        page = console.get(f"{path}?limit={limit}{after}").json()
        found += page.get(field, ())
        if "next" not in page:
            return found
        assert len(page.get(field, ())) <= limit
        after = f"&after={quote(page['next'])}"
    raise AssertionError("the list never ended")


def test_a_resumed_request_waits_for_nobody_and_goes_on_when_it_comes(console: Console) -> None:
    (request,) = park(console)
    answer = console.post(f"requests/{request}/resume")
    assert answer.status_code == 200, answer.text
    assert answer.json()["request_id"] == request
    assert "again_at" in answer.json()
    assert console.get("requests/parked").json() == {"requests": []}
    console.world.connect.control.deliver_now()
    assert console.world.settle(request) == "approved"


def test_a_request_that_is_not_parked_says_how_it_stands(console: Console) -> None:
    request = console.world.buy()
    answer = console.post(f"requests/{request}/resume")
    assert problem(answer) == (409, "not-parked")
    assert answer.json()["detail"] == f"The database knows no request {request}."
    assert console.world.settle(request) == "approved"
    assert "it ended with approve" in console.post(f"requests/{request}/resume").json()["detail"]


def test_a_request_whose_time_has_come_names_no_time(console: Console) -> None:
    (request,) = park(console)
    console.world.advance(days=2)
    assert set(console.post(f"requests/{request}/resume").json()) == {"request_id", "text"}


@pytest.mark.parametrize("request_id", ["PR-9999-9999-9999-001", "..%2F..", "TCR-000-000"])
def test_what_is_no_request_cannot_be_resumed(console: Console, request_id: str) -> None:
    assert problem(console.post(f"requests/{request_id}/resume"))[0] == 404


def test_a_stranger_resumes_nothing(console: Console) -> None:
    (request,) = park(console)
    assert problem(console.post(f"requests/{request}/resume", who="theirs")) == (404, "request-not-found")
    assert [one["request_id"] for one in console.get("requests/parked").json()["requests"]] == [request]


def test_parked_requests_come_page_by_page_the_longest_parked_first(console: Console) -> None:
    made = park(console, 5)
    console.world.connect.world.requests.pop(made[2])
    found = [one["request_id"] for one in pages(console, "requests/parked", "requests", 2)]
    assert found == [one for one in made if one != made[2]]


def test_the_platform_is_not_asked_about_more_parked_requests_than_four_pages(console: Console) -> None:
    (real,) = park(console)
    store = console.world.means.store
    for number in range(210):
        store.park(f"PR-9000-0000-{number:04d}-001", "gone")
    first = console.get("requests/parked?limit=100").json()
    assert [one["request_id"] for one in first["requests"]] == [real]
    last = console.get(f"requests/parked?limit=100&after={quote(first['next'])}").json()
    assert last == {"requests": []}


@pytest.mark.parametrize("after", ["x", "2026-13-01T00:00:00Z|PR-1", "2026-01-01T00:00:00Z|", "|PR-1"])
def test_a_page_that_begins_nowhere_is_refused(console: Console, after: str) -> None:
    assert problem(console.get(f"requests/parked?after={quote(after)}")) == (422, "input-invalid")
    assert problem(console.get(f"assets/{an_asset(console.world)}/actions?after={quote(after)}")) == (422, "input-invalid")


def test_requests_are_found_by_adobes_order_and_customer(console: Console) -> None:
    world = console.world
    asset = an_asset(world)
    console.world.buy()
    (request,) = [one.request_id for one in world.means.store.requests_page(Wanted(State.ENDED)).requests]
    (order,) = order_ids(world)
    state = world.means.store.request_state(request)
    assert state is not None
    assert state.asset_id == asset
    for text in (order, state.company_id):
        assert [one["request_id"] for one in console.get(f"requests?search={text}").json()["requests"]] == [request]
        assert console.get(f"requests?search={text}", who="theirs").json() == {"requests": []}
    assert console.get("requests?search=P9299999999").json() == {"requests": []}


def test_what_was_done_to_an_asset_is_listed_the_newest_first(console: Console) -> None:
    asset = an_asset(console.world)
    answers = []
    for wanted in (False, True, False):
        answers.append(console.post(SWITCH, {"asset_id": asset, "autorenewal": wanted}))
        console.world.advance(seconds=1)
    found = pages(console, f"assets/{asset}/actions", "actions", 2)
    assert [one["action_id"] for one in found] == [one.headers["x-action-id"] for one in reversed(answers)]
    assert [one["answer"] for one in found] == [one.json() for one in reversed(answers)]
    assert {(one["what"], one["user"], one["outcome"]) for one in found} == {("auto-renewal", "UR-000", "done")}
    assert all(one["began_at"] <= one["done_at"] for one in found)


def test_an_action_without_an_answer_and_a_resumption_are_listed_too(console: Console) -> None:
    (request,) = park(console)
    asset = console.world.connect.control.asset_of(request)
    console.post(f"requests/{request}/resume")
    console.world.advance(seconds=1)
    console.world.means.store.begin_action("lost", what="auto-renewal", subject=asset, digest="d", user="UR-000")
    lost, resumed = console.get(f"assets/{asset}/actions").json()["actions"]
    assert (lost["outcome"], "answer" in lost, "done_at" in lost and bool(lost["done_at"])) == ("begun", False, False)
    assert (resumed["what"], resumed["outcome"], resumed["answer"]["request_id"]) == ("resume", "done", request)


def test_a_stranger_learns_nothing_of_what_was_done(console: Console) -> None:
    asset = an_asset(console.world)
    assert problem(console.get(f"assets/{asset}/actions", who="theirs")) == (404, "asset-not-found")
    assert problem(console.get("assets/AS-9999-9999-9999/actions")) == (404, "asset-not-found")
