"""A database that cannot be used: one named error, and no address or password in what is printed."""

from __future__ import annotations

import logging
import traceback
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine, text

from connector.store import Store, StoreError, StoreUnavailableError, StoreUrlError
from tests.store.builders import CUSTOMER, a_lease

if TYPE_CHECKING:
    from pathlib import Path

PASSWORD = "correct-horse-battery"
PERSONAL = "Call Ada Lovelace."
# Port 1 of this machine: nobody listens there, the refusal comes at once.
NOBODY = f"postgresql+psycopg://connector:{PASSWORD}@127.0.0.1:1/journal"


def everything_printed(error: BaseException) -> str:
    return "".join(traceback.format_exception(error))


@pytest.mark.parametrize("operation", ["now", "ready", "migrate", "parked", "rebirth"])
def test_a_server_that_is_away_is_one_named_error_without_its_address(operation: str) -> None:
    store = Store(NOBODY)
    with pytest.raises(StoreUnavailableError) as caught:
        getattr(store, operation)()
    printed = everything_printed(caught.value)
    assert str(caught.value) == "the database cannot be used: nothing listens at its address"
    assert PASSWORD not in printed
    assert "127.0.0.1" not in printed


@pytest.mark.parametrize(
    ("url", "said"),
    [
        (f"connector:{PASSWORD}@127.0.0.1", "cannot be read"),
        (f"mysql://connector:{PASSWORD}@127.0.0.1/journal", "mysql is not supported"),
        (f"nosuch+driver://connector:{PASSWORD}@127.0.0.1/journal", "nosuch is not supported"),
        ("", "cannot be read"),
    ],
)
def test_an_unusable_url_is_refused_without_repeating_it(url: str, said: str) -> None:
    with pytest.raises(StoreUrlError, match=said) as caught:
        Store(url)
    assert PASSWORD not in everything_printed(caught.value)


def test_neither_store_nor_lease_shows_the_password() -> None:
    store = Store(NOBODY)
    assert PASSWORD not in repr(store)
    assert PASSWORD not in repr(vars(store))


def test_a_lease_that_cannot_be_given_back_expires_and_is_no_error(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    folder = tmp_path / "volume"
    folder.mkdir()
    store = Store(f"sqlite:///{folder / 'connector.sqlite'}")
    lease = a_lease(store)
    folder.rename(tmp_path / "unmounted")
    with caplog.at_level(logging.WARNING, logger="connector.store"):
        lease.release()
    assert any("will expire" in record.getMessage() for record in caplog.records)
    (tmp_path / "unmounted").rename(folder)
    assert store.lease((CUSTOMER,), "worker 2") is None
    store.close()


def test_what_no_column_takes_is_refused_without_being_shown(store: Store, database_url: str) -> None:
    # A column is taken away, as a hand in the database might: whatever goes wrong then has one of our names.
    engine = create_engine(database_url)
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE requests RENAME COLUMN park_text TO other"))
    engine.dispose()
    with pytest.raises(StoreError) as caught:
        store.park("PR-1000-0000-0000-001", PERSONAL)
    assert PERSONAL not in everything_printed(caught.value)
