"""`transactions`: lists the purchases that wait for their requests, and has one ordered as it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from connector.store import Store
from tests.commands.desk import Desk
from tests.databases import a_database, database_kinds
from tests.planted import DATABASE_PASSWORD, assert_nowhere

if TYPE_CHECKING:
    from pathlib import Path

GUID = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"
KEY = f"transaction production D1000000000 TA-1 {GUID.replace('-', '')}"
ELSEWHERE = f"transaction test D1000000000 TA-1 {GUID.replace('-', '')}"
STRANGERS = f"transaction production D1000000000 TA-2 {GUID.replace('-', '')}"


def known(url: str, key: str = KEY, first: str = "PR-1", second: str = "PR-2") -> Store:
    """Let two of three requests of a transaction have been delivered."""
    store = Store(url)
    store.migrate()
    for request in (first, second):
        store.track(request, kind="purchase", customer_key="customer/TA-1", transaction_key=key, announced=3)
    return store


@pytest.mark.parametrize("kind", database_kinds())
def test_it_lists_each_transaction_with_the_state_of_its_requests(kind: str, tmp_path: Path) -> None:
    with a_database(kind, tmp_path) as url:
        store = known(url)
        store.note_waiting("PR-1")
        store.park("PR-2", "Nothing is ordered.")
        store.track("PR-9", kind="purchase", customer_key="customer/TA-1")
        desk = Desk({"DATABASE_URL": url})
        assert desk.type("transactions") == 0
        head, *lines = desk.lines
        assert head == f"{GUID}  production/D1000000000  TA-1: 2 of 3 requests were delivered"
        assert re.fullmatch(r"  PR-1  waits since \d{4}-\d\d-\d\d \d\d:\d\d UTC", lines[0])
        assert re.fullmatch(r"  PR-2  parked since \d{4}-\d\d-\d\d \d\d:\d\d UTC", lines[1])
        assert lines[2:] == ["    Nothing is ordered."]
        store.close()


def test_ended_requests_and_open_orders_are_told_as_such_and_whole_ones_not_at_all(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'connector.sqlite3'}"
    store = known(url)
    store.end("PR-1", "approve")
    store.set_unsettled("PR-2", "P92000001")
    desk = Desk({"DATABASE_URL": url})
    assert desk.type("transactions") == 0
    assert desk.lines[1:] == ["  PR-1  ended with approve", "  PR-2  its order is under way: P92000001"]
    store.end("PR-2", "approve")
    assert desk.type("transactions") == 0
    assert desk.lines[-1] == "No transaction is open."
    store.close()


@pytest.mark.parametrize("kind", database_kinds())
@pytest.mark.parametrize("spelling", [GUID, GUID.upper(), GUID.replace("-", "")])
def test_a_release_is_noted_once_and_shown(kind: str, spelling: str, tmp_path: Path) -> None:
    with a_database(kind, tmp_path) as url:
        store = known(url)
        desk = Desk({"DATABASE_URL": url})
        assert (desk.type("transactions", "release", spelling), desk.type("transactions", "release", spelling)) == (0, 0)
        assert desk.lines[0].startswith("Released. PR-1, PR-2: what is pending is ordered")
        assert store.is_released(KEY)
        assert not store.is_released(ELSEWHERE)
        assert desk.type("transactions") == 0
        assert re.search(r"were delivered, released at \d{4}-\d\d-\d\d \d\d:\d\d UTC$", desk.lines[2])
        store.close()


@pytest.mark.parametrize(
    ("other", "choice"),
    [(ELSEWHERE, ["--account", "test/D1000000000"]), (STRANGERS, ["--company", "TA-2"])],
    ids=["accounts", "companies"],
)
def test_a_guid_that_several_have_is_released_for_the_one_that_is_named(tmp_path: Path, other: str, choice: list[str]) -> None:
    url = f"sqlite:///{tmp_path / 'connector.sqlite3'}"
    store = known(url)
    known(url, other, "PR-3", "PR-4").close()
    desk = Desk({"DATABASE_URL": url})
    assert desk.type("transactions", "release", GUID) == 1
    account, company = {ELSEWHERE: ("test/D1000000000", "TA-1"), STRANGERS: ("production/D1000000000", "TA-2")}[other]
    assert desk.lines[-1].endswith(
        f"say which, one of --account production/D1000000000 --company TA-1, --account {account} --company {company}."
    )
    assert not store.is_released(KEY)
    assert desk.type("transactions", "release", GUID, *choice) == 0
    assert (store.is_released(KEY), store.is_released(other)) == (False, True)
    store.close()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["b2c3"], "b2c3 is no GUID, as in 6f9619ff-8b86-4d01-b42d-00cf4fc964ff."),
        (["0d6d3d4e-6b3a-4b52-a8de-0e1a1a5f2f11"], "knows no open transaction 0d6d3d4e-6b3a-4b52-a8de-0e1a1a5f2f11."),
        ([GUID, "--account", "test/D1"], f"knows no open transaction {GUID} of test/D1."),
        ([GUID, "--account", "test/D1", "--company", "TA-2"], f"knows no open transaction {GUID} of TA-2 of test/D1."),
    ],
)
def test_what_cannot_be_released_is_a_problem(words: list[str], said: str, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'connector.sqlite3'}"
    known(url).close()
    desk = Desk({"DATABASE_URL": url})
    assert desk.type("transactions", "release", *words) == 1
    assert desk.printed.endswith(said)


def test_without_a_database_nothing_is_open_and_none_is_made(tmp_path: Path) -> None:
    file = tmp_path / "connector.sqlite3"
    desk = Desk({"DATABASE_URL": f"sqlite:///{file}"})
    assert desk.type("transactions") == 0
    assert desk.lines == ["No transaction is open."]
    assert desk.type("transactions", "release", GUID) == 1
    assert not file.exists()


def test_a_database_that_does_not_answer_is_a_problem_and_shows_no_password() -> None:
    desk = Desk({"DATABASE_URL": f"postgresql+psycopg://postgres:{DATABASE_PASSWORD}@127.0.0.1:9/connector"})
    assert desk.type("transactions") == 1
    assert desk.printed.startswith("The database cannot be used: ")
    assert_nowhere(desk.printed, (DATABASE_PASSWORD,))
