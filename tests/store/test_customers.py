"""Known Adobe customers of a marketplace tier account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.store.builders import ACCOUNT

if TYPE_CHECKING:
    from connector.store import Store

TIER = "TA-0000-0000-0001"


def test_a_tier_without_a_customer_has_none(store: Store) -> None:
    assert store.customers_of(ACCOUNT, TIER) == ()


def test_a_remembered_customer_is_known_to_every_instance(store: Store, another_instance: Store) -> None:
    store.remember_customer(ACCOUNT, TIER, "1005944528")
    assert another_instance.customers_of(ACCOUNT, TIER) == ("1005944528",)


def test_the_newest_customer_comes_first_and_the_old_one_is_not_forgotten(store: Store) -> None:
    store.remember_customer(ACCOUNT, TIER, "1005944528")
    store.remember_customer(ACCOUNT, TIER, "1005944529")
    assert store.customers_of(ACCOUNT, TIER) == ("1005944529", "1005944528")


def test_hearing_of_an_old_customer_again_does_not_make_it_the_newest(store: Store) -> None:
    for customer_id in ("1005944528", "1005944529", "1005944528"):
        store.remember_customer(ACCOUNT, TIER, customer_id)
    assert store.customers_of(ACCOUNT, TIER) == ("1005944529", "1005944528")


def test_customers_belong_to_one_tier_under_one_account(store: Store) -> None:
    store.remember_customer(ACCOUNT, TIER, "1005944528")
    assert store.customers_of("test/D1000000000", TIER) == ()
    assert store.customers_of(ACCOUNT, "TA-0000-0000-0002") == ()
