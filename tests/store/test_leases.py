"""Leases: who may work under which name, for how long, and who notices that it was taken over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from connector.store import LeaseLostError
from tests.store.builders import CUSTOMER, OTHER_CUSTOMER, REQUEST, a_lease

if TYPE_CHECKING:
    from connector.store import Store
    from tests.store.builders import Ahead

BY_ID = "customer/production/D1000000000/1005944528"


def test_a_lease_keeps_the_order_in_which_its_names_were_given(store: Store) -> None:
    assert a_lease(store, REQUEST, CUSTOMER).names == (REQUEST, CUSTOMER)


def test_a_name_given_twice_is_taken_once(store: Store) -> None:
    assert a_lease(store, CUSTOMER, CUSTOMER).names == (CUSTOMER,)


def test_a_lease_without_a_name_is_a_mistake(store: Store) -> None:
    with pytest.raises(ValueError, match="needs a name"):
        store.lease((), "worker 1")


def test_a_held_name_is_refused_to_another_worker(store: Store, another_instance: Store) -> None:
    a_lease(store, CUSTOMER)
    assert another_instance.lease((CUSTOMER,), "worker 2") is None


def test_a_held_name_is_refused_to_the_same_worker_as_well(store: Store) -> None:
    a_lease(store, CUSTOMER, holder="worker 1")
    assert store.lease((CUSTOMER,), "worker 1") is None


def test_of_several_names_all_or_none_are_taken(store: Store) -> None:
    a_lease(store, CUSTOMER)
    assert store.lease((REQUEST, CUSTOMER, OTHER_CUSTOMER), "worker 2") is None
    assert a_lease(store, REQUEST, OTHER_CUSTOMER, holder="worker 3").names == (REQUEST, OTHER_CUSTOMER)


def test_a_refused_lease_leaves_an_expired_one_to_its_holder(store: Store, ahead: Ahead) -> None:
    expired = a_lease(store, REQUEST)
    ahead.by(seconds=61)
    a_lease(store, CUSTOMER, holder="worker 2")
    assert store.lease((REQUEST, CUSTOMER), "worker 3") is None
    expired.renew()


def test_a_released_name_is_free_at_once(store: Store) -> None:
    a_lease(store, CUSTOMER).release()
    assert a_lease(store, CUSTOMER, holder="worker 2").names == (CUSTOMER,)


def test_an_abandoned_lease_is_held_for_59_seconds_and_free_after_60(store: Store, ahead: Ahead) -> None:
    a_lease(store, CUSTOMER)
    ahead.by(seconds=58)
    assert store.lease((CUSTOMER,), "worker 2") is None
    ahead.by(seconds=2)
    assert store.lease((CUSTOMER,), "worker 2") is not None


def test_a_renewal_counts_from_now(store: Store, ahead: Ahead) -> None:
    lease = a_lease(store, CUSTOMER)
    ahead.by(seconds=50)
    lease.renew()
    ahead.by(seconds=50)
    assert store.lease((CUSTOMER,), "worker 2") is None


def test_an_expired_lease_that_nobody_took_can_be_renewed(store: Store, ahead: Ahead) -> None:
    lease = a_lease(store, CUSTOMER)
    ahead.by(minutes=10)
    lease.renew()
    assert store.lease((CUSTOMER,), "worker 2") is None


def test_renewing_notices_that_one_of_the_names_was_taken_over(store: Store, ahead: Ahead) -> None:
    former = a_lease(store, REQUEST, CUSTOMER)
    ahead.by(seconds=61)
    a_lease(store, CUSTOMER, holder="worker 2")
    with pytest.raises(LeaseLostError):
        former.renew()


def test_a_renewal_that_fails_keeps_nothing(store: Store, ahead: Ahead) -> None:
    former = a_lease(store, REQUEST, CUSTOMER)
    ahead.by(seconds=61)
    a_lease(store, CUSTOMER, holder="worker 2")
    with pytest.raises(LeaseLostError):
        former.renew()
    assert store.lease((REQUEST,), "worker 3") is not None


def test_a_lease_is_lost_to_a_later_holder_of_the_same_name_even_after_that_one_released_it(store: Store, ahead: Ahead) -> None:
    former = a_lease(store, CUSTOMER)
    ahead.by(seconds=61)
    a_lease(store, CUSTOMER, holder="worker 2").release()
    with pytest.raises(LeaseLostError):
        former.renew()


def test_a_worker_is_told_from_its_own_former_self(store: Store, ahead: Ahead) -> None:
    former = a_lease(store, CUSTOMER, holder="worker 1")
    former.release()
    a_lease(store, CUSTOMER, holder="worker 1")
    with pytest.raises(LeaseLostError):
        former.renew()


def test_releasing_what_was_taken_over_leaves_the_new_holder_alone(store: Store, ahead: Ahead) -> None:
    former = a_lease(store, CUSTOMER)
    ahead.by(seconds=61)
    present = a_lease(store, CUSTOMER, holder="worker 2")
    former.release()
    present.renew()
    assert store.lease((CUSTOMER,), "worker 3") is None


def test_releasing_twice_is_no_error(store: Store) -> None:
    lease = a_lease(store, CUSTOMER)
    lease.release()
    lease.release()
    assert store.lease((CUSTOMER,), "worker 2") is not None


def test_a_lease_is_extended_by_a_name_that_became_known(store: Store) -> None:
    lease = a_lease(store, CUSTOMER)
    assert lease.extend(BY_ID)
    assert lease.names == (CUSTOMER, BY_ID)
    assert store.lease((BY_ID,), "worker 2") is None


def test_extending_by_a_name_already_held_changes_nothing(store: Store) -> None:
    lease = a_lease(store, CUSTOMER)
    assert lease.extend(CUSTOMER)
    assert lease.names == (CUSTOMER,)


def test_a_lease_is_not_extended_by_a_name_that_another_worker_holds(store: Store) -> None:
    a_lease(store, BY_ID, holder="worker 2")
    lease = a_lease(store, CUSTOMER)
    assert not lease.extend(BY_ID)
    assert lease.names == (CUSTOMER,)
    lease.renew()


def test_extending_takes_over_an_expired_name(store: Store, ahead: Ahead) -> None:
    a_lease(store, BY_ID, holder="worker 2")
    ahead.by(seconds=61)
    assert a_lease(store, CUSTOMER).extend(BY_ID)


def test_a_lost_lease_is_not_extended(store: Store, ahead: Ahead) -> None:
    former = a_lease(store, CUSTOMER)
    ahead.by(seconds=61)
    a_lease(store, CUSTOMER, holder="worker 2")
    with pytest.raises(LeaseLostError):
        former.extend(BY_ID)
    assert store.lease((BY_ID,), "worker 3") is not None


def test_an_extended_lease_is_released_as_a_whole(store: Store) -> None:
    lease = a_lease(store, CUSTOMER)
    lease.extend(BY_ID)
    lease.release()
    assert store.lease((CUSTOMER, BY_ID), "worker 2") is not None
