"""The SQLite file: made at first use, private, and made anew when somebody has removed it."""

from __future__ import annotations

import logging
import os
import sqlite3
import stat
from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import URL

from connector.domain.journal import Answer, Outcome, WireCall
from connector.store import LeaseLostError, Store, StoreUnavailableError, StoreUrlError
from tests.store.builders import CUSTOMER, REQUEST, a_lease, an_open_attempt

if TYPE_CHECKING:
    from pathlib import Path

    from tests.store.builders import Ahead


def is_sound(path: Path) -> bool:
    with closing(sqlite3.connect(path)) as connection:
        answer: tuple[str] = connection.execute("PRAGMA integrity_check").fetchone()
    return answer == ("ok",)


def test_nothing_is_made_before_the_first_use(sqlite_store: Store, sqlite_path: Path) -> None:
    assert not sqlite_path.exists()


@pytest.mark.parametrize("operation", ["now", "ready", "migrate", "parked"])
def test_the_first_use_makes_a_file_that_only_its_owner_can_read(sqlite_store: Store, sqlite_path: Path, operation: str) -> None:
    getattr(sqlite_store, operation)()
    files = [each for each in sqlite_path.parent.iterdir() if each.name.startswith(sqlite_path.name)]
    assert sqlite_path in files
    assert {stat.S_IMODE(each.stat().st_mode) for each in files} == {0o600}
    assert sqlite_store.parked() == ()


def test_the_store_says_once_that_it_serves_one_instance(
    sqlite_store: Store,
    sqlite_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.INFO, logger="connector.store"):
        sqlite_store.now()
        sqlite_path.unlink()
        sqlite_store.now()
    said = [record.getMessage() for record in caplog.records if record.name == "connector.store"]
    assert said == ["the store is an SQLite file: it serves exactly one runner instance"]


def test_a_committed_row_is_forced_to_the_disk(sqlite_store: Store) -> None:
    # 2 is FULL: every commit waits for the disk. sqlite.org/pragma.html#pragma_synchronous
    with sqlite_store._database.reading() as transaction:  # noqa: SLF001 (the setting has no other trace)
        assert transaction.connection.exec_driver_sql("PRAGMA synchronous").scalar_one() == 2
        assert transaction.connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"


def test_a_relative_path_stays_the_same_file_when_the_working_directory_changes(tmp_path: Path) -> None:
    relative = os.path.relpath(tmp_path / "connector.sqlite")
    store = Store(f"sqlite:///{relative}")
    before = os.open(".", os.O_RDONLY)
    try:
        os.chdir("/")
        store.now()
    finally:
        os.fchdir(before)
        os.close(before)
    assert (tmp_path / "connector.sqlite").exists()
    store.close()


def test_a_removed_file_is_made_anew_with_a_new_birth(sqlite_store: Store, sqlite_path: Path, ahead: Ahead) -> None:
    an_open_attempt(sqlite_store, a_lease(sqlite_store))
    born = sqlite_store.birth
    sqlite_path.unlink()
    ahead.by(hours=1)
    assert sqlite_store.attempts(REQUEST) == ()
    assert sqlite_store.birth - born >= timedelta(hours=1)
    assert is_sound(sqlite_path)


@pytest.mark.parametrize("left", ["", "-wal", "-shm"])
def test_whatever_of_the_file_was_removed_the_next_store_works(sqlite_path: Path, left: str) -> None:
    url = f"sqlite:///{sqlite_path}"
    abandoned = Store(url)
    an_open_attempt(abandoned, a_lease(abandoned))
    for each in list(sqlite_path.parent.glob("connector.sqlite*")):
        if each.name != f"connector.sqlite{left}" or not left:
            each.unlink()
    fresh = Store(url)
    attempt = an_open_attempt(fresh, a_lease(fresh))
    assert abandoned.attempts(REQUEST) == (attempt,)
    abandoned.close()
    assert fresh.attempts(REQUEST) == (attempt,)
    fresh.close()
    assert is_sound(sqlite_path)


def test_an_abandoned_store_does_not_harm_the_file_that_took_the_place_of_its_own(sqlite_path: Path) -> None:
    url = f"sqlite:///{sqlite_path}"
    abandoned = Store(url)
    an_open_attempt(abandoned, a_lease(abandoned))
    sqlite_path.unlink()
    fresh = Store(url)
    attempt = an_open_attempt(fresh, a_lease(fresh))
    abandoned.close()
    another = Store(url)
    assert another.attempts(REQUEST) == (attempt,)
    assert another.close_attempt(attempt, Outcome.ACCEPTED, Answer(201, {}))
    assert fresh.open_attempts([CUSTOMER], []) == ()
    fresh.close()
    another.close()
    assert is_sound(sqlite_path)


def test_a_lease_does_not_outlive_the_file(sqlite_store: Store, sqlite_path: Path) -> None:
    lease = a_lease(sqlite_store)
    sqlite_path.unlink()
    with pytest.raises(LeaseLostError):
        lease.renew()
    assert a_lease(sqlite_store, holder="worker 2").names == (CUSTOMER,)
    with pytest.raises(LeaseLostError):
        lease.renew()


def test_the_same_attempt_has_the_same_id_in_the_next_file(sqlite_store: Store, sqlite_path: Path) -> None:
    first = an_open_attempt(sqlite_store, a_lease(sqlite_store))
    sqlite_path.unlink()
    assert an_open_attempt(sqlite_store, a_lease(sqlite_store)).correlation_id == first.correlation_id


def test_personal_data_leaves_the_file_with_the_closing_of_its_attempt(sqlite_store: Store, sqlite_path: Path) -> None:
    call = WireCall("POST", "/v3/customers", {"companyProfile": {"companyName": "Ada Lovelace Ltd"}})
    attempt = an_open_attempt(sqlite_store, a_lease(sqlite_store), call=call)
    sqlite_store.close_attempt(attempt, Outcome.ACCEPTED, Answer(201, {"companyProfile": {"companyName": "Ada Lovelace Ltd"}}))
    sqlite_store.close()
    assert b"Lovelace" not in sqlite_path.read_bytes()


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "sqlite:///file:x?mode=memory&uri=true"])
def test_a_database_in_memory_is_refused(url: str) -> None:
    with pytest.raises(StoreUrlError, match="file of its own"):
        Store(url)


def test_a_missing_folder_is_named_without_its_path(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path / 'nowhere' / 'connector.sqlite'}")
    with pytest.raises(StoreUnavailableError, match="No such file or directory") as caught:
        store.now()
    assert "nowhere" not in str(caught.value)


def test_a_file_that_is_no_database_is_left_as_it_is(sqlite_store: Store, sqlite_path: Path) -> None:
    sqlite_path.write_text("The minutes of the last meeting, which nobody wants to lose." * 20)
    before = sqlite_path.read_bytes()
    with pytest.raises(StoreUnavailableError, match="the file is no SQLite database"):
        sqlite_store.now()
    assert sqlite_path.read_bytes() == before


def test_a_file_that_cannot_be_made_is_one_named_error(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path / ('x' * 300)}")
    with pytest.raises(StoreUnavailableError, match="File name too long"):
        store.now()


@pytest.mark.parametrize("name", ["with space.sqlite", "100%.sqlite", "a?b#c.sqlite", "ünïcode.sqlite"])
def test_any_file_name_will_do(tmp_path: Path, name: str) -> None:
    address = URL.create("sqlite", database=str(tmp_path / name))
    store = Store(address.render_as_string())
    attempt = an_open_attempt(store, a_lease(store))
    assert store.attempts(REQUEST) == (attempt,)
    assert (tmp_path / name).exists()
    store.close()
