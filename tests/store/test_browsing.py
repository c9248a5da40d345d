"""Requests and attempts as people look through them: pages that stay right while rows come and go, filters, a search."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from connector.store import Shown, State, Wanted
from tests.store.builders import ACCOUNT, CUSTOMER, OTHER_CUSTOMER, a_lease, an_open_attempt

if TYPE_CHECKING:
    from connector.store import Store
    from tests.store.builders import Ahead


def seen(store: Store, request_id: str, **shown: str) -> None:
    """Have a request delivered."""
    store.track(request_id, kind="purchase", customer_key=CUSTOMER, shown=Shown(account=ACCOUNT, **shown))


def ids(store: Store, wanted: Wanted | None = None) -> list[str]:
    """List the requests of the first page."""
    return [one.request_id for one in store.requests_page(wanted or Wanted()).requests]


def test_the_newest_request_comes_first(store: Store, ahead: Ahead) -> None:
    for request_id in ("PR-1", "PR-2", "PR-3"):
        seen(store, request_id)
        ahead.by(seconds=1)
    assert ids(store) == ["PR-3", "PR-2", "PR-1"]


def test_pages_hold_everything_once_also_when_requests_come_and_end_in_between(store: Store, ahead: Ahead) -> None:
    for number in range(7):
        seen(store, f"PR-{number}")
        if number % 2:
            ahead.by(seconds=1)
    found, after = [], ""
    while True:
        page = store.requests_page(after=after, limit=3)
        found += [one.request_id for one in page.requests]
        after = page.after
        if not after:
            break
        ahead.by(seconds=1)
        seen(store, f"PR-new-{len(found)}")
        store.end("PR-5", "approve")
    assert found == ["PR-6", "PR-5", "PR-4", "PR-3", "PR-2", "PR-1", "PR-0"]


def test_a_page_that_holds_the_last_request_says_that_none_follows(store: Store) -> None:
    seen(store, "PR-1")
    seen(store, "PR-2")
    assert store.requests_page(limit=2).after == ""
    assert store.requests_page(limit=1).after != ""


@pytest.mark.parametrize("after", ["PR-1", "yesterday~PR-1", "2026-11-22T10:00:00~PR-1", "~"])
def test_what_no_page_ended_with_is_refused(store: Store, after: str) -> None:
    with pytest.raises(ValueError, match="not where a page ended"):
        store.requests_page(after=after)


def test_requests_are_told_apart_by_how_they_stand(store: Store) -> None:
    for request_id in ("PR-new", "PR-waits", "PR-parked", "PR-ended"):
        seen(store, request_id)
    store.note_waiting("PR-waits", why="Adobe is still checking the order", seconds=60)
    store.park("PR-parked", "The reseller is inactive.", seconds=3600)
    store.end("PR-ended", "approve")
    assert ids(store, Wanted(State.WAITING)) == ["PR-waits"]
    assert ids(store, Wanted(State.PARKED)) == ["PR-parked"]
    assert ids(store, Wanted(State.ENDED)) == ["PR-ended"]
    assert sorted(ids(store, Wanted(State.OPEN))) == ["PR-new", "PR-parked", "PR-waits"]


def test_requests_are_found_by_customer_and_by_time(store: Store, ahead: Ahead) -> None:
    seen(store, "PR-1", company_id="TA-1", adobe_customer_id="P100")
    ahead.by(days=1)
    seen(store, "PR-2", company_id="TA-2", adobe_customer_id="P200")
    assert ids(store, Wanted(customer="TA-1")) == ["PR-1"]
    assert ids(store, Wanted(customer="P200")) == ["PR-2"]
    assert ids(store, Wanted(since=store.now() - timedelta(hours=1))) == ["PR-2"]
    assert ids(store, Wanted(customer="TA-1", since=store.now())) == []


@pytest.mark.parametrize("text", ["PR-1", "AS-1", "TA-1", "P100", "P92000001"])
def test_a_request_is_found_by_any_of_its_ids(store: Store, text: str) -> None:
    seen(store, "PR-1", asset_id="AS-1", company_id="TA-1", adobe_customer_id="P100", order_id="P92000001")
    seen(store, "PR-2", asset_id="AS-2", company_id="TA-2", adobe_customer_id="P200", order_id="P92000002")
    assert ids(store, Wanted(search=text)) == ["PR-1"]


def test_what_is_known_of_a_request_stays_when_a_later_delivery_knows_less(store: Store) -> None:
    seen(store, "PR-1", asset_id="AS-1", order_id="P92000001")
    seen(store, "PR-1", asset_id="AS-1")
    store.end("PR-1", "approve", shown=Shown(adobe_customer_id="P100"))
    (found,) = store.requests_page().requests
    assert (found.account, found.asset_id, found.order_id, found.adobe_customer_id) == (ACCOUNT, "AS-1", "P92000001", "P100")


def test_the_last_verdict_and_what_is_waited_for_are_shown_until_the_end(store: Store, ahead: Ahead) -> None:
    seen(store, "PR-1")
    store.note_progress("PR-1", why="Adobe is still checking the order", seconds=60)
    waits = store.request_state("PR-1")
    assert waits is not None
    assert waits.last_verdict_at is not None
    assert (waits.last_verdict, waits.wait_reason) == ("wait", "Adobe is still checking the order")
    assert waits.wait_until == waits.last_verdict_at + timedelta(seconds=60)
    ahead.by(seconds=60)
    store.park("PR-1", "The reseller is inactive.", seconds=3600)
    parked = store.request_state("PR-1")
    assert parked is not None
    assert parked.last_verdict_at is not None
    assert (parked.last_verdict, parked.wait_reason) == ("park", None)
    assert parked.wait_until == parked.last_verdict_at + timedelta(hours=1)
    assert parked.last_verdict_at - waits.last_verdict_at >= timedelta(seconds=60)
    store.end("PR-1", "fail")
    ended = store.request_state("PR-1")
    assert ended is not None
    assert (ended.last_verdict, ended.last_verdict_at, ended.wait_until) == ("fail", ended.ended_at, None)


def test_open_attempts_are_listed_whosever_they_are(store: Store) -> None:
    first = an_open_attempt(store, a_lease(store))
    second = an_open_attempt(store, a_lease(store, OTHER_CUSTOMER), owner="PR-2", customer_key=OTHER_CUSTOMER)
    assert store.every_open_attempt() == (first, second)


def test_leases_are_listed_with_their_holders_expired_ones_too(store: Store, ahead: Ahead) -> None:
    a_lease(store, "request/PR-1", holder="worker 1")
    ahead.by(seconds=61)
    a_lease(store, "request/PR-2", holder="worker 2")
    assert [(one.name, one.holder, one.is_expired) for one in store.leases()] == [
        ("request/PR-1", "worker 1", True),
        ("request/PR-2", "worker 2", False),
    ]


def test_a_resumed_request_is_parked_no_more_and_has_neither_failed_nor_waited(store: Store) -> None:
    store.note_failure("PR-1")
    store.note_waiting("PR-1")
    store.park("PR-1", "The reseller is inactive.", seconds=3600)
    before = store.resume("PR-1")
    assert before is not None
    assert (before.park_text, before.failures) == ("The reseller is inactive.", 1)
    after = store.request_state("PR-1")
    assert after is not None
    assert (after.parked_at, after.park_text, after.failures, after.waiting_since) == (None, None, 0, None)
    assert after.wait_until == before.wait_until
    assert store.parked() == ()


def test_only_a_parked_request_can_be_resumed(store: Store) -> None:
    store.note_waiting("PR-1")
    store.park("PR-2", "The reseller is inactive.")
    store.end("PR-2", "fail")
    states = [store.request_state(one) for one in ("PR-1", "PR-2")]
    assert [store.resume(one) for one in ("PR-0", "PR-1", "PR-2")] == [None, None, None]
    assert [store.request_state(one) for one in ("PR-0", "PR-1", "PR-2")] == [None, *states]


def test_times_of_pages_do_not_depend_on_how_they_are_written(store: Store) -> None:
    seen(store, "PR-1")
    later = datetime.now(UTC) + timedelta(days=1)
    page = store.requests_page(after=f"{later.astimezone(tz=None).isoformat()}~PR-0")
    assert [one.request_id for one in page.requests] == ["PR-1"]
