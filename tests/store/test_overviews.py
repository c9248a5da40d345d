"""What is counted for people over requests and attempts, on both databases: by whole days, and of nobody else's."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from connector.domain.journal import Answer, Outcome
from connector.store import AccountCalls, Shown, Sight
from tests.store.builders import ACCOUNT, CUSTOMER, a_lease, an_open_attempt

if TYPE_CHECKING:
    from connector.store import Store
    from tests.store.builders import Ahead

OURS = Sight(["MP-00001"], [ACCOUNT])
NOTHING = Sight([], [])


def seen(store: Store, request_id: str, marketplace: str = "MP-00001", transaction: str | None = None) -> None:
    """Let a request come."""
    shown = Shown(marketplace_id=marketplace)
    store.track(request_id, kind="purchase", customer_key=CUSTOMER, transaction_key=transaction, shown=shown)


def refused(store: Store, owner: str, status: int, code: str, number: int) -> None:
    """Let Adobe say no to a call of somebody's."""
    lease = a_lease(store)
    attempt = an_open_attempt(store, lease, owner=owner, intent=f"call {number}")
    outcome = Outcome.NOT_EXECUTED if status == 429 else Outcome.REFUSED
    store.close_attempt(attempt, outcome, Answer(status, {"code": code} if code else {}))
    lease.release()


def test_requests_are_counted_by_day_and_outcome(store: Store, ahead: Ahead) -> None:
    since = store.now()
    for number, outcome in enumerate(("approve", "approve", "fail")):
        seen(store, f"PR-{number}")
        ahead.by(seconds=10 * (number + 1))
        store.end(f"PR-{number}", outcome)
    first = store.now().date().isoformat()
    ahead.by(days=1)
    seen(store, "PR-3")
    store.end("PR-3", "approve")
    second = store.now().date().isoformat()
    found = store.counted(since, OURS)
    assert {key: number for key, number in found.days.items() if key[0] == first} == {
        (first, "approve"): 2,
        (first, "fail"): 1,
    }
    assert found.days[second, "approve"] == 1
    assert found.came == {first: 3, second: 1}
    assert [round(one) for one in found.durations] == [0, 10, 20]
    assert store.counted(store.now() + timedelta(days=1), OURS).days == {}


def test_what_is_parked_or_waits_is_counted_now(store: Store) -> None:
    for number in range(3):
        seen(store, f"PR-{number}")
    store.park("PR-0", "A person must act.")
    seen(store, "PR-4", "MP-00002")
    found = store.counted(store.now(), OURS)
    assert (found.parked, found.waiting) == (1, 2)


def test_adobes_codes_are_counted_of_requests_and_their_transactions(store: Store) -> None:
    since = store.now() - timedelta(minutes=1)
    seen(store, "PR-1")
    seen(store, "PR-2", transaction="transaction/1")
    seen(store, "PR-3", "MP-00002")
    refused(store, "PR-1", 400, "1117", 1)
    refused(store, "transaction/1", 400, "1117", 2)
    refused(store, "PR-1", 429, "", 3)
    refused(store, "PR-3", 400, "5555", 4)
    refused(store, "console/an-action", 400, "6666", 5)
    found = store.counted(since, OURS)
    assert found.refusals == {"1117": 2, "HTTP 429": 1}
    assert found.accounts == {ACCOUNT: AccountCalls(calls=5, throttled=1)}


def test_who_sees_nothing_counts_nothing(store: Store) -> None:
    since = store.now() - timedelta(minutes=1)
    seen(store, "PR-1")
    refused(store, "PR-1", 400, "1117", 1)
    store.end("PR-1", "approve")
    found = store.counted(since, NOTHING)
    assert (found.days, found.came, found.durations, found.refusals, found.accounts) == ({}, {}, (), {}, {})
    assert (found.parked, found.waiting) == (0, 0)


def test_a_request_without_an_answer_of_adobes_has_no_code(store: Store) -> None:
    since = store.now() - timedelta(minutes=1)
    seen(store, "PR-1")
    lease = a_lease(store)
    attempt = an_open_attempt(store, lease, owner="PR-1")
    store.close_attempt(attempt, Outcome.NOT_EXECUTED, None)
    assert store.counted(since, OURS).refusals == {"no answer": 1}
