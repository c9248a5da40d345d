"""Several operations as one transaction: all of them hold, or none, and threads take their turns."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from connector.store import LeaseLostError
from tests.store.builders import CUSTOMER, OTHER_CUSTOMER, a_lease

if TYPE_CHECKING:
    from connector.store import Store


def test_all_of_it_holds(store: Store, another_instance: Store) -> None:
    with store.at_once():
        store.track("PR-1", kind="purchase", customer_key=CUSTOMER)
        store.set_unsettled("PR-1", "P92000001")
    assert another_instance.others_unsettled(CUSTOMER, but="PR-2") == ("PR-1",)


def test_nothing_of_it_holds_when_something_goes_wrong(store: Store, another_instance: Store) -> None:
    with pytest.raises(LeaseLostError):
        _begin_and_lose_the_lease(store)
    assert another_instance.request_state("PR-1") is None


def test_what_is_made_one_inside_belongs_to_the_whole(store: Store, another_instance: Store) -> None:
    with pytest.raises(LeaseLostError):
        _begin_and_lose_the_lease(store, looks=True)
    assert another_instance.request_state("PR-1") is None


def _begin_and_lose_the_lease(store: Store, *, looks: bool = False) -> None:
    lease = a_lease(store)
    lease.release()
    with store.at_once():
        if looks:
            with store.at_once(only_reading=True):
                assert store.request_state("PR-1") is None
        store.track("PR-1", kind="purchase", customer_key=CUSTOMER)
        lease.renew()


def test_other_threads_have_transactions_of_their_own(store: Store) -> None:
    with ThreadPoolExecutor(max_workers=1) as another, store.at_once(only_reading=True):
        another.submit(store.track, "PR-1", kind="purchase", customer_key=CUSTOMER).result(timeout=30)
    assert store.request_state("PR-1") is not None


def test_many_threads_write_without_losing_anything(store: Store) -> None:
    def write(number: int) -> None:
        with store.at_once():
            store.track(f"PR-{number}", kind="purchase", customer_key=OTHER_CUSTOMER)
            store.set_unsettled(f"PR-{number}", "P92000001")

    with ThreadPoolExecutor(max_workers=20) as threads:
        list(threads.map(write, range(100)))
    assert len(store.others_unsettled(OTHER_CUSTOMER, but="")) == 100
