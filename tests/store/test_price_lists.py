"""The book of price lists: what it never does, whoever asks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

import pytest
from sqlalchemy import create_engine, insert

from connector.domain.prices.lists import Asked
from connector.domain.prices.scopes import Month, Scope
from connector.store import LeaseLostError
from connector.store.price_tables import price_approvals
from tests.domain.pricing import a_row
from tests.store.builders import a_lease

if TYPE_CHECKING:
    from connector.domain.prices.lists import PriceList
    from connector.store import Lease, Store

SCOPE: Final = Scope("production/D1000000000", "NA", "COM", "USD")
MONTH: Final = Month(2026, 9)


def begun(store: Store, lease: Lease) -> PriceList:
    return store.begin_price_list(lease, SCOPE, MONTH, patience=timedelta(hours=6))


def test_a_list_that_is_not_whole_cannot_be_published(store: Store) -> None:
    lease = a_lease(store, "price list")
    for listed in (begun(store, lease), store.add_price_rows(lease, begun(store, lease), [a_row()], 1, 2)):
        with pytest.raises(ValueError, match="is not whole"):
            store.publish_price_list(lease, listed)


def test_who_holds_an_old_picture_of_a_list_may_not_write_to_it(store: Store) -> None:
    lease = a_lease(store, "price list")
    old = begun(store, lease)
    store.add_price_rows(lease, old, [a_row()], 1, 2)
    with pytest.raises(LeaseLostError, match="another worker fetches this price list"):
        store.add_price_rows(lease, old, [a_row("65309999CA01A12")], 1, 2)
    assert [row.offer_id for row in store.price_rows(old.id)] == ["65304470CA01A12"]


def test_who_lost_the_lease_writes_nothing_at_all(store: Store, another_instance: Store) -> None:
    lease = a_lease(store, "price list")
    listed = begun(store, lease)
    lease.release()
    a_lease(another_instance, "price list", holder="worker 2")
    for write in (
        lambda: begun(store, lease),
        lambda: store.add_price_rows(lease, listed, [a_row()], 1, 1),
        lambda: store.restart_price_list(lease, listed, Asked.FEW),
        lambda: store.drop_price_list(lease, listed),
        lambda: store.refuse_price_list(lease, listed, "a problem"),
        lambda: store.publish_price_list(lease, store.price_list(listed.id)),
    ):
        with pytest.raises((LeaseLostError, ValueError)):
            write()
    assert store.price_lists() == (listed,)


def test_many_rows_come_back_in_the_order_of_their_keys(store: Store) -> None:
    lease = a_lease(store, "price list")
    listed = begun(store, lease)
    rows = [a_row(f"{number:08d}CA01A12", code=code) for number in range(1100) for code in ("", "HVD_L18_POST")]
    store.add_price_rows(lease, listed, rows[::-1], 2200, 2200)
    assert list(store.price_rows(listed.id)) == rows


def test_a_list_that_is_not_there_is_named(store: Store) -> None:
    with pytest.raises(LookupError, match="There is no price list 7"):
        store.price_list(7)
    with pytest.raises(LookupError, match="There is no price list 7"):
        store.approve_price_list(7, "Dana")


def test_only_a_published_list_can_be_approved(store: Store) -> None:
    lease = a_lease(store, "price list")
    fetching = begun(store, lease)
    with pytest.raises(ValueError, match=r"\(fetching\) is not whole"):
        store.approve_price_list(fetching.id, "Dana")
    incomplete = store.refuse_price_list(lease, fetching, "a problem")
    with pytest.raises(ValueError, match=r"\(incomplete\) is not whole"):
        store.approve_price_list(incomplete.id, "Dana")
    whole = store.add_price_rows(lease, begun(store, lease), [a_row()], 1, 1)
    published = store.publish_price_list(lease, whole)
    assert published.approved_by is None
    assert store.approve_price_list(published.id, "Dana").approved_by == "Dana"


def test_a_list_that_was_approved_before_it_was_whole_can_be_fetched_again(database_url: str, store: Store) -> None:
    lease = a_lease(store, "price list")
    incomplete = store.refuse_price_list(lease, begun(store, lease), "a problem")
    # An earlier version took such an approval.
    engine = create_engine(database_url)
    approval = insert(price_approvals).values(list_id=incomplete.id, approved_by="Dana", approved_at=datetime.now(UTC))
    with engine.begin() as connection:
        connection.execute(approval)
    engine.dispose()
    again = begun(store, lease)
    assert (again.id != incomplete.id, again.approved_by) == (True, None)
    assert store.price_lists() == (again,)
