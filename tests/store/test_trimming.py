"""Trimming: what ended for good long ago goes, and nothing that a later request could ask about."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from connector.domain.journal import Answer, Outcome
from connector.store import Trimmed
from tests.store.builders import CUSTOMER, OTHER_CUSTOMER, a_lease, an_open_attempt

if TYPE_CHECKING:
    from connector.store import Store
    from tests.store.builders import Ahead

KEEP = timedelta(days=90)
TRANSACTION = "transaction production D1000000000 TA-1 6f9619ff8b864d01b42d00cf4fc964ff"


def trimmed(store: Store, keep: timedelta = KEEP, *, batch: int = 100, forsaken: timedelta = timedelta(0)) -> Trimmed:
    """Trim without resting."""
    return store.trim(keep, lambda _seconds: None, batch=batch, forsaken=forsaken)


def attempted(
    store: Store, owner: str, intent: str = "place order 3f1c", outcome: Outcome = Outcome.ACCEPTED, key: str = CUSTOMER
) -> None:
    """Journal an attempt and its answer."""
    lease = a_lease(store, key)
    attempt = an_open_attempt(store, lease, owner=owner, intent=intent, customer_key=key)
    store.close_attempt(attempt, outcome, Answer(200, {"orderId": "P92000001"}))
    lease.release()


def ended(store: Store, request_id: str, outcome: str = "approve", *, transaction: str | None = None) -> None:
    """Have a request worked on and answered."""
    store.track(request_id, kind="purchase", customer_key=CUSTOMER, transaction_key=transaction)
    attempted(store, request_id)
    store.end(request_id, outcome)


def known(store: Store, *request_ids: str) -> list[str]:
    """List which of these requests the database knows."""
    return [one for one in request_ids if store.request_state(one) is not None]


def test_what_ended_long_ago_goes_with_its_attempts_and_the_rest_stays(store: Store, ahead: Ahead) -> None:
    ended(store, "PR-old")
    ahead.by(days=80)
    ended(store, "PR-recent")
    ahead.by(days=11)
    assert trimmed(store) == Trimmed(requests=1, attempts=1)
    assert known(store, "PR-old", "PR-recent") == ["PR-recent"]
    assert store.attempts("PR-old") == ()
    assert len(store.attempts("PR-recent")) == 1


@pytest.mark.parametrize("outcome", ["approve", "fail", "approved", "failed", "revoked", "accepted", "ignored"])
def test_a_request_goes_once_it_ended_for_good(store: Store, ahead: Ahead, outcome: str) -> None:
    ended(store, "PR-1", outcome)
    ahead.by(days=91)
    assert trimmed(store).requests == 1


@pytest.mark.parametrize("outcome", ["inquire", "inquiring", "scheduled", "revoking", "draft", "tiers_setup"])
def test_a_request_that_may_come_back_stays_however_long_it_takes(store: Store, ahead: Ahead, outcome: str) -> None:
    ended(store, "PR-1", outcome)
    ahead.by(days=1000)
    assert trimmed(store) == Trimmed()
    assert len(store.attempts("PR-1")) == 1


@pytest.mark.parametrize("outcome", ["failed", "revoked"])
def test_what_somebody_else_ended_stays_while_its_orders_are_looked_after(store: Store, ahead: Ahead, outcome: str) -> None:
    ended(store, "PR-1", outcome)
    ended(store, "PR-2")
    ahead.by(days=12)
    sixty = timedelta(days=60)
    assert trimmed(store, timedelta(days=11), forsaken=sixty) == Trimmed(requests=1, attempts=1)
    assert known(store, "PR-1", "PR-2") == ["PR-1"]
    ahead.by(days=47)
    assert trimmed(store, timedelta(days=11), forsaken=sixty) == Trimmed()
    ahead.by(days=2)
    assert trimmed(store, timedelta(days=11), forsaken=sixty) == Trimmed(requests=1, attempts=1)


def test_a_longer_retention_is_not_shortened_by_it(store: Store, ahead: Ahead) -> None:
    ended(store, "PR-1", "failed")
    ahead.by(days=80)
    assert trimmed(store, KEEP, forsaken=timedelta(days=60)).requests == 0


def test_a_transaction_stays_while_the_order_of_one_of_its_requests_is_looked_after(store: Store, ahead: Ahead) -> None:
    ended(store, "PR-1", transaction=TRANSACTION)
    ended(store, "PR-2", "failed", transaction=TRANSACTION)
    ahead.by(days=20)
    assert trimmed(store, timedelta(days=11), forsaken=timedelta(days=60)).requests == 0
    ahead.by(days=41)
    assert trimmed(store, timedelta(days=11), forsaken=timedelta(days=60)).requests == 2


def test_requests_that_wait_or_are_parked_stay_however_long_it_takes(store: Store, ahead: Ahead) -> None:
    attempted(store, "PR-1")
    store.note_waiting("PR-1")
    attempted(store, "PR-2")
    store.park("PR-2", "The reseller is inactive.")
    ahead.by(days=1000)
    assert trimmed(store) == Trimmed()


def test_an_open_attempt_stays_and_its_request_too(store: Store, ahead: Ahead) -> None:
    ended(store, "PR-1")
    an_open_attempt(store, a_lease(store), owner="PR-1", intent="set auto-renewal 1")
    ahead.by(days=91)
    assert trimmed(store) == Trimmed(leases=1)
    assert len(store.attempts("PR-1")) == 2


def test_what_was_answered_lately_stays_though_its_request_ended_long_ago(store: Store, ahead: Ahead) -> None:
    ended(store, "PR-1")
    late = an_open_attempt(store, a_lease(store), owner="PR-1", intent="set auto-renewal 1")
    ahead.by(days=91)
    store.close_attempt(late, Outcome.ACCEPTED, Answer(200, {}))
    assert trimmed(store).requests == 0
    ahead.by(days=91)
    assert trimmed(store) == Trimmed(requests=1, attempts=2)


def test_resellers_and_transfers_are_remembered_for_later_requests(store: Store, ahead: Ahead) -> None:
    attempted(store, "TCR-1", "create reseller 1")
    attempted(store, "TCR-1", "create reseller 2", Outcome.REFUSED)
    attempted(store, "PR-1", "place transfer 1")
    attempted(store, "PR-1", "create customer 1")
    store.end("TCR-1", "approve")
    store.end("PR-1", "fail")
    ahead.by(days=91)
    assert trimmed(store) == Trimmed(requests=2, attempts=2)
    assert [one.intent for one in store.attempts_under(CUSTOMER)] == ["create reseller 1", "place transfer 1"]
    assert trimmed(store) == Trimmed()


def test_a_transaction_goes_as_one_and_what_it_brought_about_stays(store: Store, ahead: Ahead) -> None:
    ended(store, "PR-1", transaction=TRANSACTION)
    attempted(store, TRANSACTION, "place order 1", Outcome.REFUSED)
    attempted(store, TRANSACTION, "place order 2")
    store.release(TRANSACTION)
    ahead.by(days=50)
    ended(store, "PR-2", transaction=TRANSACTION)
    ahead.by(days=41)
    assert trimmed(store) == Trimmed()
    assert store.siblings_of(TRANSACTION, but="PR-2") == ("PR-1",)
    ahead.by(days=50)
    assert trimmed(store) == Trimmed(requests=2, attempts=3, releases=1)
    assert [one.intent for one in store.attempts(TRANSACTION)] == ["place order 2"]


def test_a_transaction_waits_for_its_open_call(store: Store, ahead: Ahead) -> None:
    ended(store, "PR-1", transaction=TRANSACTION)
    an_open_attempt(store, a_lease(store), owner=TRANSACTION)
    ahead.by(days=91)
    assert trimmed(store).requests == 0
    assert known(store, "PR-1") == ["PR-1"]


def test_half_a_transaction_that_goes_in_one_batch_leaves_the_others_their_calls(store: Store, ahead: Ahead) -> None:
    for number in range(3):
        ended(store, f"PR-{number}", transaction=TRANSACTION)
    attempted(store, TRANSACTION, "place order 1", Outcome.REFUSED)
    ahead.by(days=91)
    assert trimmed(store, batch=2) == Trimmed(requests=3, attempts=4)


def test_attempts_that_no_request_has_go_by_their_own_age(store: Store, ahead: Ahead) -> None:
    attempted(store, "an action of the console")
    ahead.by(days=50)
    attempted(store, "another action of the console", key=OTHER_CUSTOMER)
    ahead.by(days=41)
    assert trimmed(store) == Trimmed(attempts=1)
    assert store.attempts("an action of the console") == ()
    assert len(store.attempts("another action of the console")) == 1


def test_leases_go_a_day_after_they_expired(store: Store, ahead: Ahead) -> None:
    a_lease(store, "request/PR-1")
    ahead.by(hours=24)
    assert trimmed(store) == Trimmed()
    ahead.by(hours=1)
    assert trimmed(store) == Trimmed(leases=1)


def test_a_release_that_nobody_used_goes_by_its_age(store: Store, ahead: Ahead) -> None:
    store.release(TRANSACTION)
    ahead.by(days=91)
    assert trimmed(store) == Trimmed(releases=1)


def test_everything_goes_in_batches_with_rests_in_between(store: Store, ahead: Ahead) -> None:
    for number in range(25):
        ended(store, f"PR-{number}", "inquire" if number == 5 else "approve")
    ahead.by(days=91)
    rests: list[float] = []
    assert store.trim(KEEP, rests.append, batch=10) == Trimmed(requests=24, attempts=24)
    assert len(rests) == 4
    assert min(rests) > 0


@pytest.mark.parametrize("keep", [timedelta(0), timedelta(days=10), timedelta(days=11) - timedelta(seconds=1)])
def test_attempts_are_never_trimmed_before_adobe_forgets_their_ids(store: Store, ahead: Ahead, keep: timedelta) -> None:
    ended(store, "PR-1")
    ahead.by(days=1000)
    with pytest.raises(ValueError, match="11 days"):
        trimmed(store, keep)
    assert len(store.attempts("PR-1")) == 1


def test_a_request_that_was_there_before_the_trimming_is_remembered_since_it_was_seen(store: Store, ahead: Ahead) -> None:
    store.note_waiting("PR-1")
    state = store.request_state("PR-1")
    assert state is not None
    ahead.by(days=200)
    trimmed(store)
    assert store.remembers_since(state.first_seen) == state.first_seen


def test_a_request_that_may_have_been_trimmed_is_older_than_the_memory(store: Store, ahead: Ahead) -> None:
    ended(store, "PR-1")
    created = store.now()
    ahead.by(days=200)
    assert store.remembers_since(None) == store.birth
    trimmed(store)
    store.track("PR-1", kind="purchase", customer_key=CUSTOMER)
    state = store.request_state("PR-1")
    assert state is not None
    assert created < store.remembers_since(state.first_seen) == store.remembers_since(None)
    assert store.remembers_since(None) <= store.now() - KEEP


def test_a_request_that_came_again_stays_older_than_the_memory_however_often_is_trimmed(store: Store, ahead: Ahead) -> None:
    ended(store, "PR-1")
    created = store.now()
    ahead.by(days=200)
    trimmed(store)
    store.track("PR-1", kind="purchase", customer_key=CUSTOMER)
    state = store.request_state("PR-1")
    assert state is not None
    ahead.by(days=200)
    trimmed(store)
    assert created < store.remembers_since(state.first_seen) <= state.first_seen


def test_keeping_more_from_now_on_brings_nothing_back(store: Store, ahead: Ahead) -> None:
    ahead.by(days=200)
    trimmed(store, timedelta(days=20))
    horizon = store.remembers_since(None)
    trimmed(store, timedelta(days=100))
    assert store.remembers_since(None) == horizon


def test_two_may_trim_at_once(store: Store, another_instance: Store, ahead: Ahead) -> None:
    for number in range(10):
        ended(store, f"PR-{number}")
    ahead.by(days=91)
    second: list[Trimmed] = []

    def meanwhile(_seconds: float) -> None:
        if not second:
            second.append(trimmed(another_instance, batch=3))

    first = store.trim(KEEP, meanwhile, batch=3)
    assert first + second[0] == Trimmed(requests=10, attempts=10)
