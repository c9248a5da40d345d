"""The store's clock and its birth: one time for every instance, and since when it remembers."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from connector.store import Store

if TYPE_CHECKING:
    from tests.store.builders import Ahead


def test_the_clock_is_in_utc_and_goes_on(store: Store) -> None:
    first, second = store.now(), store.now()
    assert first.tzinfo == UTC
    assert first <= second <= first + timedelta(minutes=5)


def test_the_clock_knows_fractions_of_a_second(store: Store) -> None:
    assert any(store.now().microsecond for _ in range(20))


def test_two_instances_have_one_clock(store: Store, another_instance: Store) -> None:
    assert store.now() <= another_instance.now() <= store.now()


def test_the_clock_can_be_put_on(store: Store, ahead: Ahead) -> None:
    before = store.now()
    ahead.by(days=9)
    assert timedelta(days=9) <= store.now() - before < timedelta(days=9, minutes=5)


def test_a_store_is_born_when_its_tables_are_made_in_whole_seconds(database_url: str, ahead: Ahead) -> None:
    ahead.by(days=3)
    store = Store(database_url, offset=ahead)
    store.migrate()
    born, now = store.birth, store.now()
    assert (born.tzinfo, born.microsecond) == (UTC, 0)
    assert born <= now < born + timedelta(minutes=5)
    store.close()


def test_migrating_again_and_opening_again_leave_the_birth_alone(store: Store, another_instance: Store, ahead: Ahead) -> None:
    born = store.birth
    ahead.by(days=1)
    store.migrate()
    another_instance.migrate()
    another_instance.ready()
    assert store.birth == another_instance.birth == born


def test_a_restored_backup_is_born_anew(store: Store, another_instance: Store, ahead: Ahead) -> None:
    born = store.birth
    ahead.by(days=1)
    reborn = store.rebirth()
    assert reborn.microsecond == 0
    assert timedelta(hours=23) < reborn - born < timedelta(hours=25)
    assert another_instance.birth == reborn
