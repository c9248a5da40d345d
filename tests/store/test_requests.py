"""What requests are to one another: who waits for whom, and who is left to a human."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from connector.store import RequestState, Shown
from tests.store.builders import CUSTOMER, OTHER_CUSTOMER, REQUEST

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from connector.store import Place, Store
    from tests.store.builders import Ahead

SECOND = "PR-1000-0000-0000-002"
THIRD = "PR-1000-0000-0000-003"
ORDER = "5120008001"


def a_tracked_request(store: Store, request_id: str = REQUEST, customer_key: str = CUSTOMER, order: str | None = None) -> None:
    store.track(request_id, kind="purchase", customer_key=customer_key)
    if order:
        store.set_unsettled(request_id, order)


def state_of(store: Store, request_id: str = REQUEST) -> RequestState:
    state = store.request_state(request_id)
    assert state is not None
    return state


def test_an_unknown_request_has_no_state(store: Store) -> None:
    assert store.request_state(REQUEST) is None


def test_a_tracked_request_is_known_from_its_first_delivery_on(store: Store, ahead: Ahead) -> None:
    a_tracked_request(store)
    first = state_of(store)
    ahead.by(hours=1)
    a_tracked_request(store)
    assert state_of(store) == first
    assert first == RequestState(REQUEST, "purchase", CUSTOMER, first.first_seen, None, 0, None, None, None, None, None)


def test_a_request_whose_customer_changes_is_tracked_under_the_new_one(store: Store) -> None:
    a_tracked_request(store)
    a_tracked_request(store, customer_key=OTHER_CUSTOMER)
    assert state_of(store).customer_key == OTHER_CUSTOMER


def test_an_unsettled_order_holds_the_other_requests_of_its_customer(store: Store, another_instance: Store) -> None:
    a_tracked_request(store, REQUEST, order=ORDER)
    assert another_instance.others_unsettled(CUSTOMER, SECOND) == (REQUEST,)


def test_unsettled_orders_of_all_customers_are_counted_until_they_settle_or_end(store: Store, another_instance: Store) -> None:
    a_tracked_request(store, REQUEST, order=ORDER)
    a_tracked_request(store, SECOND, customer_key=OTHER_CUSTOMER, order=ORDER)
    a_tracked_request(store, "PR-without-an-order")
    assert another_instance.unsettled_count() == 2
    store.set_unsettled(SECOND, None)
    assert another_instance.unsettled_count() == 1
    store.end(REQUEST, "approved")
    assert another_instance.unsettled_count() == 0


def test_a_request_does_not_wait_for_itself(store: Store) -> None:
    a_tracked_request(store, REQUEST, order=ORDER)
    assert store.others_unsettled(CUSTOMER, REQUEST) == ()


def test_an_unsettled_order_of_another_customer_holds_nobody(store: Store) -> None:
    a_tracked_request(store, REQUEST, order=ORDER)
    assert store.others_unsettled(OTHER_CUSTOMER, SECOND) == ()


def test_a_settled_order_holds_nobody(store: Store) -> None:
    a_tracked_request(store, REQUEST, order=ORDER)
    store.set_unsettled(REQUEST, None)
    assert state_of(store).unsettled_order is None
    assert store.others_unsettled(CUSTOMER, SECOND) == ()


def test_a_parked_request_holds_nobody(store: Store) -> None:
    a_tracked_request(store, REQUEST, order=ORDER)
    store.park(REQUEST, "Ask Adobe about order 5120008001.")
    assert store.others_unsettled(CUSTOMER, SECOND) == ()


def test_a_parked_request_that_orders_again_holds_the_others_again(store: Store) -> None:
    a_tracked_request(store, REQUEST, order=ORDER)
    store.park(REQUEST, "Ask Adobe about order 5120008001.")
    store.set_unsettled(REQUEST, "5120008002")
    assert store.others_unsettled(CUSTOMER, SECOND) == (REQUEST,)


def test_a_parked_request_that_waits_is_parked_no_more(store: Store) -> None:
    store.park(REQUEST, "Ask Adobe about order 5120008001.")
    store.note_waiting(REQUEST)
    assert (state_of(store).parked_at, state_of(store).park_text) == (None, None)
    assert store.parked() == ()


def test_a_parked_request_that_waits_for_something_else_stays_parked(store: Store, ahead: Ahead) -> None:
    since = store.park(REQUEST, "Ask Adobe about order 5120008001.")
    ahead.by(minutes=5)
    store.note_waiting(REQUEST, still_parked=True)
    (state,) = store.parked()
    assert (state.parked_at, state.park_text) == (since, "Ask Adobe about order 5120008001.")
    assert state.waiting_since is not None
    assert state.waiting_since - since >= timedelta(minutes=5)


def test_an_ended_request_holds_nobody(store: Store) -> None:
    a_tracked_request(store, REQUEST, order=ORDER)
    store.end(REQUEST, "failed")
    assert store.others_unsettled(CUSTOMER, SECOND) == ()


def test_the_longest_known_of_several_holders_comes_first(store: Store, ahead: Ahead) -> None:
    a_tracked_request(store, SECOND, order="5120008002")
    ahead.by(minutes=1)
    a_tracked_request(store, REQUEST, order=ORDER)
    assert store.others_unsettled(CUSTOMER, THIRD) == (SECOND, REQUEST)


def test_waiting_counts_from_the_first_time(store: Store, ahead: Ahead) -> None:
    a_tracked_request(store)
    since = store.note_waiting(REQUEST)
    ahead.by(hours=5)
    assert store.note_waiting(REQUEST) == since
    assert store.now() - since >= timedelta(hours=5)


def test_progress_ends_waiting_and_failing(store: Store, ahead: Ahead) -> None:
    a_tracked_request(store)
    before = store.note_waiting(REQUEST)
    store.note_failure(REQUEST)
    store.note_progress(REQUEST)
    assert (state_of(store).waiting_since, state_of(store).failures) == (None, 0)
    ahead.by(hours=5)
    assert store.note_waiting(REQUEST) - before >= timedelta(hours=5)


def test_unknown_errors_are_counted_in_a_row(store: Store) -> None:
    a_tracked_request(store)
    assert [store.note_failure(REQUEST) for _ in range(5)] == [1, 2, 3, 4, 5]
    store.note_progress(REQUEST)
    assert store.note_failure(REQUEST) == 1


def test_failures_of_a_request_that_could_not_be_read_are_counted_as_well(store: Store) -> None:
    assert [store.note_failure(REQUEST), store.note_failure(REQUEST)] == [1, 2]
    assert (state_of(store).kind, state_of(store).customer_key) == (None, None)
    a_tracked_request(store)
    assert (state_of(store).failures, state_of(store).customer_key) == (2, CUSTOMER)


def test_parked_requests_are_listed_the_longest_parked_first(store: Store, ahead: Ahead) -> None:
    for request_id in (SECOND, REQUEST):
        store.park(request_id, f"Look at {request_id}.")
        ahead.by(minutes=1)
    assert [(state.request_id, state.park_text) for state in store.parked()] == [
        (SECOND, "Look at PR-1000-0000-0000-002."),
        (REQUEST, "Look at PR-1000-0000-0000-001."),
    ]


def test_parking_again_keeps_the_time_and_takes_the_new_text(store: Store, ahead: Ahead) -> None:
    first = store.park(REQUEST, "The credentials are refused.")
    ahead.by(hours=6)
    assert store.park(REQUEST, "The contract has ended.") == first
    assert (state_of(store).parked_at, state_of(store).park_text) == (first, "The contract has ended.")


def test_an_ended_request_that_is_parked_is_alive_again(store: Store) -> None:
    a_tracked_request(store)
    store.end(REQUEST, "inquire")
    store.park(REQUEST, "The account is gone.")
    assert (state_of(store).ended_at, state_of(store).outcome) == (None, None)
    assert [one.request_id for one in store.parked()] == [REQUEST]


def test_an_ended_request_is_not_parked_any_more(store: Store) -> None:
    a_tracked_request(store)
    store.park(REQUEST, "The credentials are refused.")
    store.end(REQUEST, "approved")
    state = state_of(store)
    assert (state.parked_at, state.park_text, state.outcome) == (None, None, "approved")
    assert state.ended_at is not None
    assert store.parked() == ()


def test_a_request_that_comes_back_after_its_end_is_alive_again(store: Store) -> None:
    a_tracked_request(store, REQUEST, order=ORDER)
    store.end(REQUEST, "inquiring")
    a_tracked_request(store, REQUEST)
    assert (state_of(store).ended_at, state_of(store).outcome) == (None, None)
    assert store.others_unsettled(CUSTOMER, SECOND) == (REQUEST,)


def overdue(store: Store, before: datetime) -> list[str]:
    return [request_id for _, request_id in store.overdue(before, None, 50)]


def test_a_request_is_overdue_once_no_word_came_although_one_was_due(store: Store, ahead: Ahead) -> None:
    began = store.now()
    store.track("PR-1", kind="purchase", customer_key=CUSTOMER)
    store.note_waiting("PR-2", seconds=3600)
    store.park("PR-3", "The reseller is inactive.", seconds=7200)
    assert overdue(store, began) == []
    ahead.by(minutes=1)
    assert overdue(store, store.now()) == ["PR-1"]
    ahead.by(hours=1)
    assert overdue(store, store.now()) == ["PR-1", "PR-2"]
    ahead.by(hours=1)
    assert overdue(store, store.now()) == ["PR-1", "PR-2", "PR-3"]


@pytest.mark.parametrize(("outcome", "lingers"), [("inquire", True), ("scheduled", True), ("approve", False), ("revoked", False)])
def test_what_ended_is_asked_after_unless_it_is_for_good(store: Store, ahead: Ahead, outcome: str, *, lingers: bool) -> None:
    store.end("PR-1", outcome)
    ended = state_of(store, "PR-1").ended_at
    ahead.by(minutes=1)
    assert overdue(store, store.now()) == []
    assert store.lingering(store.now(), None, 50) == (((ended, "PR-1"),) if lingers else ())
    assert store.lingering(store.now() - timedelta(minutes=2), None, 50) == ()


def test_overdue_requests_come_page_by_page_by_when_they_were_first_seen(store: Store, ahead: Ahead) -> None:
    for request_id in ("PR-4", "PR-2", "PR-0", "PR-3", "PR-1"):
        store.track(request_id, kind="purchase", customer_key=CUSTOMER)
        ahead.by(minutes=1)
    pages = pages_of(lambda after: store.overdue(store.now(), after, 2))
    assert pages == [["PR-4", "PR-2"], ["PR-0", "PR-3"], ["PR-1"]]


def test_lingering_requests_come_page_by_page_by_their_end(store: Store, ahead: Ahead) -> None:
    for request_id in ("PR-2", "PR-0", "PR-1"):
        store.end(request_id, "inquire")
        ahead.by(minutes=1)
    assert pages_of(lambda after: store.lingering(store.now(), after, 2)) == [["PR-2", "PR-0"], ["PR-1"]]


def pages_of(asked: Callable[[Place | None], tuple[Place, ...]]) -> list[list[str]]:
    """Give the ids of each page, to the end."""
    pages, after = [], None
    while page := asked(after):
        pages.append([request_id for _, request_id in page])
        after = page[-1]
    return pages


def test_a_company_is_known_under_each_account_that_its_requests_were_worked_on(store: Store) -> None:
    for request_id, account, company in (
        ("PR-1", "production/D2", "TA-1"),
        ("PR-2", "production/D1", "TA-1"),
        ("PR-3", "x/D3", "TA-2"),
    ):
        store.track(request_id, kind="purchase", customer_key=CUSTOMER, shown=Shown(account=account, company_id=company))
    store.track("PR-4", kind="purchase", customer_key=CUSTOMER, shown=Shown(company_id="TA-1"))
    assert store.accounts_of("TA-1") == ("production/D1", "production/D2")
    assert store.accounts_of("TA-3") == ()
