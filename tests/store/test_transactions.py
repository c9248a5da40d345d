"""The store knows which requests belong to one transaction, and forgets it when a request leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connector.domain.journal import Answer, Outcome
from tests.store.builders import REQUEST, a_call, a_lease, an_open_attempt

if TYPE_CHECKING:
    from connector.store import Store

KEY = "transaction production D1000000000 TA-1 6f9619ff8b864d01b42d00cf4fc964ff"
COMPANY = "customer/production/D1000000000/TA-1"


def track(store: Store, request: str, key: str | None = KEY, company: str = COMPANY) -> None:
    store.track(request, kind="purchase", customer_key=company, transaction_key=key, announced=3 if key else None)


def test_the_others_of_a_transaction_are_known_ended_ones_too(store: Store) -> None:
    for request in ("PR-1", "PR-2", "PR-3"):
        track(store, request)
    track(store, "PR-4", key=None)
    store.end("PR-1", "approve")
    assert store.siblings_of(KEY, but="PR-2") == ("PR-1", "PR-3")
    assert store.siblings_of(f"{KEY}0", but="PR-2") == ()


def test_a_request_that_leaves_a_transaction_is_none_of_it_any_more(store: Store) -> None:
    track(store, "PR-1")
    track(store, "PR-2")
    track(store, "PR-1", key=None)
    assert store.siblings_of(KEY, but="PR-2") == ()
    state = store.request_state("PR-1")
    assert state is not None
    assert (state.transaction_key, state.announced) == (None, None)


def test_open_orders_of_the_same_transaction_hold_nobody_up(store: Store) -> None:
    track(store, "PR-1")
    track(store, "PR-2", key=None)
    store.set_unsettled("PR-1", "P92000001")
    store.set_unsettled("PR-2", "P92000002")
    assert store.others_unsettled(COMPANY, but="PR-3") == ("PR-1", "PR-2")
    assert store.others_unsettled(COMPANY, but="PR-3", beside=KEY) == ("PR-2",)


def test_a_release_is_remembered_with_its_time(store: Store) -> None:
    track(store, "PR-1")
    (before,) = store.open_transactions()
    assert (before.key, before.released_at, store.is_released(KEY)) == (KEY, None, False)
    store.release(KEY)
    store.release(KEY)
    (after,) = store.open_transactions()
    assert after.released_at is not None
    assert after.released_at <= store.now()
    assert store.is_released(KEY)


def test_a_transaction_is_open_until_all_of_its_requests_have_ended(store: Store) -> None:
    track(store, "PR-1")
    track(store, "PR-2")
    store.end("PR-1", "approve")
    assert [[one.request_id for one in found.requests] for found in store.open_transactions()] == [["PR-1", "PR-2"]]
    store.end("PR-2", "approve")
    assert store.open_transactions() == ()


def test_attempts_of_a_request_and_of_its_transaction_are_given_in_one_order_and_told_together(store: Store) -> None:
    for owner, quantity in ((REQUEST, 1), (KEY, 2), (REQUEST, 3)):
        lease = a_lease(store)
        attempt = an_open_attempt(store, lease, owner=owner, call=a_call(quantity))
        store.close_attempt(attempt, Outcome.REFUSED, Answer(400, {"code": "1117"}))
        lease.release()
    found = store.attempts(REQUEST, KEY)
    assert [(one.owner, one.generation) for one in found] == [(REQUEST, 1), (KEY, 1), (REQUEST, 2)]
    assert [one.owner for one in store.attempts(KEY)] == [KEY]
    store.mark_told(REQUEST, KEY)
    assert all(one.told_at for one in store.attempts(REQUEST, KEY))
