"""Several workers at the same moment, in threads and in processes: exactly one of them wins."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import TYPE_CHECKING, TypeVar

from connector.domain.journal import Answer, Attempt, Outcome
from connector.store import LeaseLostError, OpenAttemptError, Store
from tests.store.builders import CUSTOMER, OTHER_CUSTOMER, REQUEST, Ahead, a_lease, an_open_attempt
from tests.store.workers import Worker, race

if TYPE_CHECKING:
    from collections.abc import Callable

    from connector.store import Lease

THREADS = 6

Result = TypeVar("Result")


def at_once(*jobs: Callable[[], Result]) -> list[Result]:
    start = Barrier(len(jobs))

    def run(job: Callable[[], Result]) -> Result:
        start.wait()
        return job()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def test_of_threads_that_want_a_lease_one_gets_it(store: Store) -> None:
    for _ in range(5):
        won = list(filter(None, at_once(*[lambda: store.lease((REQUEST, CUSTOMER), "thread")] * THREADS)))
        assert len(won) == 1
        won[0].release()


def test_of_threads_that_take_over_an_expired_lease_one_gets_it(store: Store, ahead: Ahead) -> None:
    a_lease(store, REQUEST, CUSTOMER)
    ahead.by(seconds=61)
    found = at_once(*[lambda: store.lease((REQUEST, CUSTOMER), "thread")] * THREADS)
    assert len(list(filter(None, found))) == 1


def test_threads_that_want_the_same_names_in_different_orders_do_not_block_each_other(store: Store, ahead: Ahead) -> None:
    for _ in range(5):
        ahead.by(seconds=61)
        orders = [(CUSTOMER, OTHER_CUSTOMER), (OTHER_CUSTOMER, CUSTOMER)] * 3
        found = at_once(*(lambda names=names: store.lease(names, "thread") for names in orders))
        assert len(list(filter(None, found))) == 1


def test_a_holder_that_renews_and_one_that_takes_over_never_both_succeed(store: Store, ahead: Ahead) -> None:
    for turn in range(5):
        names = (f"{REQUEST}/{turn}", f"{CUSTOMER}/{turn}")
        former = a_lease(store, *names)
        ahead.by(seconds=61)

        def renew(lease: Lease = former) -> bool:
            try:
                lease.renew()
            except LeaseLostError:
                return False
            return True

        def take_over(names: tuple[str, str] = names) -> bool:
            return store.lease(names, "worker 2") is not None

        assert sorted(at_once(renew, take_over)) == [False, True]


def test_a_former_holder_that_opens_an_attempt_and_a_new_holder_never_both_succeed(store: Store, ahead: Ahead) -> None:
    for turn in range(5):
        customer = f"{CUSTOMER}/{turn}"
        former = a_lease(store, customer)
        ahead.by(seconds=61)

        def send(lease: Lease = former, customer: str = customer) -> bool:
            try:
                an_open_attempt(store, lease, owner=customer, customer_key=customer)
            except LeaseLostError:
                return False
            return True

        def take_over(customer: str = customer) -> bool:
            return store.lease((customer,), "worker 2") is not None

        opened, taken = at_once(send, take_over)
        assert opened != taken
        assert len(store.attempts(customer)) == int(opened)


def test_of_threads_that_share_a_lease_and_open_an_attempt_one_may(store: Store) -> None:
    lease = a_lease(store)

    def attempt() -> Attempt | None:
        try:
            return an_open_attempt(store, lease)
        except OpenAttemptError:
            return None

    (opened,) = filter(None, at_once(*[attempt] * THREADS))
    assert store.attempts(REQUEST) == (opened,)


def test_of_threads_that_close_an_attempt_one_has_the_word(store: Store) -> None:
    attempt = an_open_attempt(store, a_lease(store))
    jobs = [lambda number=number: store.close_attempt(attempt, Outcome.ACCEPTED, Answer(200 + number, {})) for number in range(6)]
    found = at_once(*jobs)
    assert sorted(found) == [False] * 5 + [True]
    (closed,) = store.attempts(REQUEST)
    assert closed.answer == Answer(200 + found.index(True), {})


def test_threads_that_count_lose_nothing(store: Store) -> None:
    attempt = an_open_attempt(store, a_lease(store))
    at_once(*[lambda: store.record_unanswered(attempt, gateway_page=True)] * THREADS)
    at_once(*[lambda: store.note_failure(REQUEST)] * THREADS)
    (found,) = store.attempts(REQUEST)
    assert (found.unanswered, found.gateway_pages) == (THREADS, THREADS)
    assert store.note_failure(REQUEST) == THREADS + 1


def test_threads_may_use_a_new_store_at_once(database_url: str, ahead: Ahead) -> None:
    store = Store(database_url, offset=ahead)
    at_once(*[store.migrate] * THREADS)
    born = store.birth
    assert at_once(*[lambda: store.birth] * THREADS) == [born] * THREADS
    store.close()


def test_processes_may_begin_a_new_store_at_once_and_agree_on_its_birth(database_url: str) -> None:
    births = race("begin", database_url)
    assert len(births) == 2
    assert len(set(births)) == 1


def test_of_processes_that_want_a_lease_one_gets_it(store: Store, database_url: str) -> None:
    assert sorted(race("take", database_url)) == ["lost", "won"]


def test_of_processes_that_open_an_attempt_one_may(store: Store, database_url: str) -> None:
    found = race("open and let go", database_url)
    (attempt,) = store.attempts(REQUEST)
    assert sorted(found).count(attempt.correlation_id) == 1
    assert set(found) <= {attempt.correlation_id, "lost", "refused"}


def test_a_killed_worker_leaves_its_open_attempt_and_its_lease(store: Store, database_url: str, ahead: Ahead) -> None:
    with Worker("open", database_url) as worker:
        worker.wait_until_ready()
        worker.go()
        correlation_id = worker.said()
    (left,) = store.open_attempts([CUSTOMER], [])
    assert left.correlation_id == correlation_id
    assert store.lease((CUSTOMER,), "worker 2") is None
    ahead.by(seconds=60)
    assert store.now() - left.opened_at >= timedelta(seconds=60)
    assert a_lease(store, holder="worker 2").names == (CUSTOMER,)
    assert store.close_attempt(left, Outcome.ACCEPTED, Answer(201, {}))


def test_parent_and_child_of_a_fork_use_one_store_without_harm(store: Store, database_url: str) -> None:
    assert race("fork", database_url, runners=1) == ["child 0, generation 2, failures 2"]
    assert [attempt.outcome for attempt in store.attempts(REQUEST)] == [Outcome.ACCEPTED, Outcome.OPEN]
