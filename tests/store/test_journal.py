"""The journal: an attempt is committed before its call, one at a time under a customer, by the lease's holder alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from connector.domain.journal import Answer, Outcome, WireCall
from connector.store import LeaseLostError, OpenAttemptError
from tests.store.builders import ACCOUNT, CUSTOMER, OTHER_CUSTOMER, REQUEST, a_call, a_lease, an_open_attempt

if TYPE_CHECKING:
    from connector.store import Store
    from tests.store.builders import Ahead

# uuid5 of "PR-1000-0000-0000-001/place order 3f1c/1" in the journal's namespace, computed by hand.
FIRST_ID = "9494c846-f483-561e-93ee-91bbb35c6a2f"


def test_a_first_attempt_is_generation_one_and_open(store: Store) -> None:
    before = store.now()
    attempt = an_open_attempt(store, a_lease(store))
    assert (attempt.owner, attempt.intent, attempt.generation) == (REQUEST, "place order 3f1c", 1)
    assert (attempt.outcome, attempt.answer, attempt.answered_at, attempt.told_at) == (Outcome.OPEN, None, None, None)
    assert (attempt.account, attempt.customer_key) == (ACCOUNT, CUSTOMER)
    assert (attempt.unanswered, attempt.gateway_pages) == (0, 0)
    assert before <= attempt.opened_at <= store.now()


def test_the_correlation_id_can_be_derived_again_after_a_loss(store: Store) -> None:
    assert an_open_attempt(store, a_lease(store)).correlation_id == FIRST_ID


def test_an_open_attempt_is_found_by_another_instance_at_once(store: Store, another_instance: Store) -> None:
    attempt = an_open_attempt(store, a_lease(store))
    assert another_instance.attempts(REQUEST) == (attempt,)


def test_the_call_of_an_open_attempt_comes_back_as_it_was_given(store: Store) -> None:
    call = WireCall(
        "POST", "/v3/customers", {"z": "Müller & Søn 株式会社 \x00", "a": [1, 2.5, None, True], "m": {"y": 1, "x": 2}}
    )
    an_open_attempt(store, a_lease(store), call=call)
    (found,) = store.attempts(REQUEST)
    assert found.call == call
    assert list(found.call.body) == ["z", "a", "m"]
    assert list(found.call.body["m"]) == ["y", "x"]


def test_a_second_attempt_under_the_same_customer_is_refused_while_one_is_open(store: Store) -> None:
    lease = a_lease(store)
    an_open_attempt(store, lease)
    with pytest.raises(OpenAttemptError):
        an_open_attempt(store, lease, owner="PR-1000-0000-0000-002", intent="another")
    assert store.attempts("PR-1000-0000-0000-002") == ()


def test_attempts_under_different_customers_do_not_stop_each_other(store: Store) -> None:
    lease = a_lease(store, CUSTOMER, OTHER_CUSTOMER)
    an_open_attempt(store, lease)
    other = an_open_attempt(store, lease, intent="another", customer_key=OTHER_CUSTOMER)
    assert other.outcome == Outcome.OPEN


def test_a_closed_attempt_makes_room_for_the_next_generation(store: Store) -> None:
    lease = a_lease(store)
    first = an_open_attempt(store, lease)
    store.close_attempt(first, Outcome.NOT_EXECUTED, Answer(429, {}))
    second = an_open_attempt(store, lease)
    assert second.generation == 2
    assert second.correlation_id != first.correlation_id


def test_each_intent_and_each_owner_counts_its_own_generations(store: Store) -> None:
    lease = a_lease(store)
    for owner, intent in ((REQUEST, "a"), (REQUEST, "b"), ("PR-1000-0000-0000-002", "a")):
        attempt = an_open_attempt(store, lease, owner=owner, intent=intent)
        store.close_attempt(attempt, Outcome.ACCEPTED, Answer(200, {}))
        assert attempt.generation == 1


def test_attempts_of_an_owner_come_oldest_first(store: Store) -> None:
    lease = a_lease(store)
    for intent in ("create customer", "place order", "create customer"):
        store.close_attempt(an_open_attempt(store, lease, intent=intent), Outcome.NOT_EXECUTED, Answer(401, {}))
    found = [(attempt.intent, attempt.generation) for attempt in store.attempts(REQUEST)]
    assert found == [("create customer", 1), ("place order", 1), ("create customer", 2)]


def test_an_owner_without_attempts_has_none(store: Store) -> None:
    assert store.attempts("PR-9999-0000-0000-001") == ()


def test_an_intent_has_one_open_attempt_whatever_its_customer_is_called(store: Store) -> None:
    """An account that was renamed names its customers anew, and no name of its leases tells of the old one."""
    an_open_attempt(store, a_lease(store))
    with pytest.raises(OpenAttemptError):
        an_open_attempt(store, a_lease(store, OTHER_CUSTOMER), customer_key=OTHER_CUSTOMER)


def test_an_owner_that_lost_its_lease_opens_nothing(store: Store, ahead: Ahead) -> None:
    former = a_lease(store)
    ahead.by(seconds=61)
    a_lease(store, holder="worker 2")
    with pytest.raises(LeaseLostError):
        an_open_attempt(store, former)
    assert store.attempts(REQUEST) == ()


def test_an_owner_that_lost_only_the_request_opens_nothing_under_the_customer(store: Store, ahead: Ahead) -> None:
    former = a_lease(store, REQUEST, CUSTOMER)
    ahead.by(seconds=61)
    a_lease(store, REQUEST, holder="worker 2")
    with pytest.raises(LeaseLostError):
        an_open_attempt(store, former)


def test_opening_an_attempt_renews_the_lease(store: Store, ahead: Ahead) -> None:
    lease = a_lease(store)
    ahead.by(seconds=50)
    an_open_attempt(store, lease)
    ahead.by(seconds=50)
    assert store.lease((CUSTOMER,), "worker 2") is None


def test_an_attempt_needs_the_lease_of_its_very_customer(store: Store) -> None:
    with pytest.raises(ValueError, match="lease of its customer"):
        an_open_attempt(store, a_lease(store, REQUEST))


def test_open_attempts_are_found_by_customer_and_by_owner_whoever_else_is_concerned(store: Store) -> None:
    lease = a_lease(store, CUSTOMER, OTHER_CUSTOMER)
    ended = an_open_attempt(store, lease, owner="PR-1000-0000-0000-007")
    mine = an_open_attempt(store, lease, customer_key=OTHER_CUSTOMER)
    assert store.open_attempts([CUSTOMER], [REQUEST]) == (ended, mine)
    assert store.open_attempts([CUSTOMER], []) == (ended,)
    assert store.open_attempts([], [REQUEST]) == (mine,)
    assert store.open_attempts([], []) == ()


def test_a_closed_attempt_is_not_among_the_open_ones(store: Store) -> None:
    store.close_attempt(an_open_attempt(store, a_lease(store)), Outcome.BROKEN, None)
    assert store.open_attempts([CUSTOMER], [REQUEST]) == ()


def test_what_a_look_found_is_adopted_as_the_next_generation(store: Store) -> None:
    lease = a_lease(store)
    store.close_attempt(an_open_attempt(store, lease), Outcome.BROKEN, None)
    adopted = store.adopt(
        lease,
        owner=REQUEST,
        intent="place order 3f1c",
        account=ACCOUNT,
        customer_key=CUSTOMER,
        answer=Answer(200, {"orderId": "5120008001"}),
    )
    assert (adopted.generation, adopted.outcome, adopted.call) == (2, Outcome.ADOPTED, None)
    assert adopted.answer == Answer(200, {"orderId": "5120008001"})
    assert adopted.answered_at == adopted.opened_at
    assert store.attempts(REQUEST)[1] == adopted


def test_good_answers_under_a_company_are_given_the_newest_first_whosever_they_are(store: Store) -> None:
    lease = a_lease(store, CUSTOMER, OTHER_CUSTOMER)
    outcomes = (Outcome.ACCEPTED, Outcome.REFUSED, Outcome.BROKEN, Outcome.NOT_EXECUTED, Outcome.ACCEPTED)
    for number, outcome in enumerate(outcomes):
        attempt = an_open_attempt(store, lease, owner=f"PR-{number}")
        store.close_attempt(attempt, outcome, None if outcome is Outcome.BROKEN else Answer(201, {"resellerId": f"P{number}"}))
    an_open_attempt(store, lease, owner="PR-open", customer_key=OTHER_CUSTOMER)
    found = {"owner": "PR-9", "intent": "create", "account": ACCOUNT, "customer_key": CUSTOMER}
    store.adopt(lease, **found, answer=Answer(200, {"resellerId": "P9"}))
    assert [answer.body for answer in store.answers_under(CUSTOMER)] == [{"resellerId": one} for one in ("P9", "P4", "P0")]
    assert store.answers_under(OTHER_CUSTOMER) == ()


def test_nothing_is_adopted_beside_an_open_attempt(store: Store) -> None:
    lease = a_lease(store)
    attempt = an_open_attempt(store, lease)
    with pytest.raises(OpenAttemptError):
        store.adopt(lease, owner=REQUEST, intent="x", account=ACCOUNT, customer_key=CUSTOMER, answer=Answer(200, {}))
    assert store.attempts(REQUEST) == (attempt,)


def test_an_owner_that_lost_its_lease_adopts_nothing(store: Store, ahead: Ahead) -> None:
    former = a_lease(store)
    ahead.by(seconds=61)
    a_lease(store, holder="worker 2")
    with pytest.raises(LeaseLostError):
        store.adopt(former, owner=REQUEST, intent="x", account=ACCOUNT, customer_key=CUSTOMER, answer=Answer(200, {}))


def test_a_body_that_could_not_be_sent_again_unchanged_is_not_journaled(store: Store) -> None:
    with pytest.raises(TypeError):
        an_open_attempt(store, a_lease(store), call=WireCall("POST", "/v3/customers", {"when": store.now()}))
    assert store.attempts(REQUEST) == ()


def test_the_default_call_is_journaled_as_built(store: Store) -> None:
    assert an_open_attempt(store, a_lease(store), call=a_call(7)).call == a_call(7)


def test_two_intents_that_would_get_one_id_are_kept_apart_by_a_refusal(store: Store) -> None:
    # Owner and intent are joined by a slash, so these two spell alike; Adobe would take the second for the first.
    lease = a_lease(store)
    store.close_attempt(an_open_attempt(store, lease, owner="a/b", intent="c"), Outcome.ACCEPTED, Answer(201, {}))
    with pytest.raises(OpenAttemptError):
        an_open_attempt(store, lease, owner="a", intent="b/c")
    assert store.attempts("a") == ()
