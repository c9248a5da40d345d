"""`requests`, `attempts`, `leases`, `resume` and `trim`, typed at a desk without any platform: they go by the database alone."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from connector.domain.journal import Answer, Outcome
from connector.store import Shown, Store
from tests.commands.desk import Desk
from tests.databases import a_database, database_kinds
from tests.planted import DATABASE_PASSWORD, assert_nowhere
from tests.store.builders import ACCOUNT, CUSTOMER, Ahead, a_lease, an_open_attempt

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TIME = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"
SHOWN = Shown("AS-1", "PRD-1", "MP-1", ACCOUNT, "TA-1", "P100", "P92000001")


@pytest.fixture(params=database_kinds())
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give an empty database."""
    with a_database(request.param, tmp_path) as made:
        yield made


@pytest.fixture
def ahead() -> Ahead:
    """Give what moves the database's clock for the deliveries; commands see its real time."""
    return Ahead()


@pytest.fixture
def store(url: str, ahead: Ahead) -> Iterator[Store]:
    """Give the database as deliveries use it."""
    made = Store(url, offset=ahead)
    made.migrate()
    yield made
    made.close()


@pytest.fixture
def desk(url: str) -> Desk:
    """Give a desk with nothing but the database's address."""
    return Desk({"DATABASE_URL": url})


def test_requests_are_shown_with_ids_state_and_times(desk: Desk, store: Store) -> None:
    store.track("PR-1", kind="purchase", customer_key=CUSTOMER, shown=SHOWN)
    store.note_waiting("PR-1", why="Adobe is still checking the order", seconds=60)
    store.park("PR-2", "The reseller is inactive.", seconds=3600)
    assert desk.type("requests") == 0
    headings, parked, waiting = desk.lines
    assert re.split(r" {2,}", headings) == [
        *("request", "kind", "state", "first seen", "last verdict", "again at", "concerns", "customer", "order")
    ]
    expected = rf"PR-1 +purchase +waiting +{TIME} +wait +{TIME} +AS-1 +P100 +P92000001"
    assert re.fullmatch(expected, waiting)
    assert re.fullmatch(rf"PR-2 +- +parked +{TIME} +park +{TIME} +- +- +-", parked)


def test_programs_get_everything_that_is_known_of_a_request(desk: Desk, store: Store) -> None:
    store.track("PR-1", kind="purchase", customer_key=CUSTOMER, shown=SHOWN)
    store.note_waiting("PR-1", why="Adobe is still checking the order", seconds=60)
    assert desk.type("requests", "--json") == 0
    told = json.loads(desk.printed)
    assert told["after"] == ""
    (one,) = told["requests"]
    for name in ("first_seen", "last_verdict_at", "again_at"):
        assert re.fullmatch(TIME, one.pop(name))
    assert one == {
        "request": "PR-1",
        "kind": "purchase",
        "state": "waiting",
        "last_verdict": "wait",
        "wait_reason": "Adobe is still checking the order",
        "parked_since": "",
        "ended_at": "",
        "outcome": "",
        "concerns": "AS-1",
        "company": "TA-1",
        "adobe_customer": "P100",
        "adobe_order": "P92000001",
        "product": "PRD-1",
        "marketplace": "MP-1",
        "account": ACCOUNT,
    }


def test_every_page_says_how_to_go_on(desk: Desk, store: Store) -> None:
    for number in range(5):
        store.track(f"PR-{number}", kind="purchase", customer_key=CUSTOMER)
    words = ["requests", "--limit", "2"]
    found = []
    while True:
        desk.lines.clear()
        assert desk.type(*words) == 0
        found += [line.split()[0] for line in desk.lines if line.startswith("PR-")]
        if not desk.lines[-1].startswith("There are more: "):
            break
        words = ["requests", "--limit", "2", *desk.lines[-1].removeprefix("There are more: ").split()]
    assert found == ["PR-4", "PR-3", "PR-2", "PR-1", "PR-0"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("--state", "open"), ["PR-2", "PR-1"]),
        (("--state", "parked"), ["PR-2"]),
        (("--state", "ended"), ["PR-3"]),
        (("--state", "waiting"), []),
        (("--customer", "TA-1"), ["PR-1"]),
        (("--customer", "P100"), ["PR-1"]),
        (("--search", "AS-1"), ["PR-1"]),
        (("--search", "PR-2"), ["PR-2"]),
        (("--since", "1h"), ["PR-3", "PR-2", "PR-1"]),
        (("--since", "2999-01-01"), []),
        (("--since", "2999-01-01T00:00:00+02:00"), []),
        (("--since", "2020-01-31T08:00"), ["PR-3", "PR-2", "PR-1"]),
    ],
)
def test_requests_are_chosen_by_state_customer_id_and_time(
    desk: Desk, store: Store, words: tuple[str, ...], found: list[str]
) -> None:
    store.track("PR-1", kind="purchase", customer_key=CUSTOMER, shown=SHOWN)
    store.park("PR-2", "The reseller is inactive.")
    store.end("PR-3", "approve")
    assert desk.type("requests", "--json", *words) == 0
    assert [one["request"] for one in json.loads(desk.printed)["requests"]] == found


def test_where_nothing_fits_a_sentence_says_so(desk: Desk, store: Store) -> None:
    store.ready()
    for words, said in (
        (("requests",), "No request fits."),
        (("attempts", "--open"), "No attempt is open."),
        (("attempts", "PR-1"), "Nothing was sent to Adobe for PR-1, as far as the journal remembers."),
        (("leases",), "Nobody holds a lease."),
    ):
        desk.lines.clear()
        assert desk.type(*words) == 0
        assert desk.lines == [said]


@pytest.mark.parametrize("words", [("requests",), ("attempts", "--open"), ("leases",)])
def test_before_the_first_delivery_there_is_nothing_and_no_file_is_made(tmp_path: Path, words: tuple[str, ...]) -> None:
    path = tmp_path / "connector.sqlite3"
    desk = Desk({"DATABASE_URL": f"sqlite:///{path}"})
    assert desk.type(*words, "--json") == 0
    assert json.loads(desk.printed) in ([], {"requests": [], "after": ""})
    assert not path.exists()


@pytest.mark.parametrize(
    "words",
    [
        ("requests", "--state", "odd"),
        ("requests", "--since", "yesterday"),
        ("requests", "--since", "0d"),
        ("requests", "--limit", "0"),
        ("requests", "--limit", "1001"),
        ("requests", "--limit", "ten"),
        ("attempts",),
        ("attempts", "PR-1", "--open"),
        ("resume",),
        ("forget", "PR-1"),
    ],
)
def test_wrong_usage_ends_with_two(words: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as left:
        Desk({}).type(*words)
    assert left.value.code == 2


def test_a_place_that_no_page_ended_with_is_named(desk: Desk, store: Store) -> None:
    store.ready()
    assert desk.type("requests", "--after", "PR-1") == 1
    assert desk.lines == ["PR-1 is not where a page ended: copy what stands behind --after there."]


def test_attempts_of_a_request_are_shown_with_those_of_its_transaction_and_without_what_they_carried(
    desk: Desk, store: Store
) -> None:
    transaction = "transaction production D1000000000 TA-1 6f9619ff8b864d01b42d00cf4fc964ff"
    store.track("PR-1", kind="purchase", customer_key=CUSTOMER, transaction_key=transaction)
    lease = a_lease(store)
    first = an_open_attempt(store, lease, owner=transaction)
    said = {"code": "2124", "message": "A secret of Adobe's", "requestId": "a-request-id"}
    store.close_attempt(first, Outcome.REFUSED, Answer(400, said))
    second = an_open_attempt(store, lease, owner="PR-1", intent="set auto-renewal 1")
    assert desk.type("attempts", "PR-1") == 0
    _, refused, still_open = desk.lines
    of = re.escape(transaction)
    expected = rf"{of} +place order 3f1c +1 +refused +HTTP 400 2124 +{TIME} +{TIME} +{first.correlation_id}"
    assert re.fullmatch(expected, refused)
    assert re.fullmatch(rf"PR-1 +set auto-renewal 1 +1 +open +- +{TIME} +- +{second.correlation_id}", still_open)
    desk.lines.clear()
    assert desk.type("attempts", "PR-1", "--json") == 0
    told = json.loads(desk.printed)
    assert [(one["status"], one["code"], one["request_id"], one["unanswered"]) for one in told] == [
        (400, "2124", "a-request-id", 0),
        (None, "", "", 0),
    ]
    assert "secret" not in desk.printed
    assert "offerId" not in desk.printed


def test_open_attempts_are_shown_whosever_they_are(desk: Desk, store: Store) -> None:
    an_open_attempt(store, a_lease(store), owner="PR-1")
    assert desk.type("attempts", "--open", "--json") == 0
    (told,) = json.loads(desk.printed)
    assert (told["owner"], told["outcome"], told["customer_key"]) == ("PR-1", "open", CUSTOMER)


def test_leases_are_shown_with_whoever_holds_them(desk: Desk, store: Store, ahead: Ahead) -> None:
    ahead.by(hours=-1)
    a_lease(store, "request/PR-1", holder="worker 1")
    ahead.by(hours=1)
    a_lease(store, "request/PR-2", holder="worker 2")
    assert desk.type("leases") == 0
    headings, first, second = desk.lines
    assert headings.split() == ["name", "holder", "expires", "state"]
    assert re.fullmatch(rf"request/PR-1 +worker 1 +{TIME} +expired", first)
    assert re.fullmatch(rf"request/PR-2 +worker 2 +{TIME} +held", second)
    desk.lines.clear()
    assert desk.type("leases", "--json") == 0
    assert {one["name"]: one["expired"] for one in json.loads(desk.printed)} == {"request/PR-1": True, "request/PR-2": False}


def test_a_resumed_request_says_when_it_comes_again(desk: Desk, store: Store) -> None:
    store.park("PR-1", "The reseller is inactive.", seconds=3600)
    state = store.request_state("PR-1")
    assert state is not None
    assert state.wait_until is not None
    assert desk.type("resume", "PR-1") == 0
    at = f"{state.wait_until:%Y-%m-%d %H:%M} UTC"
    told = f"The platform brings it at about {at}; it then goes on, or is parked again where nothing has changed."
    assert desk.lines == [f"PR-1 is parked no more. {told}"]
    assert store.parked() == ()


def test_a_request_whose_time_has_passed_comes_within_the_hour(desk: Desk, store: Store) -> None:
    store.park("PR-1", "The reseller is inactive.")
    assert desk.type("resume", "PR-1") == 0
    assert "The platform brings it within the hour;" in desk.lines[0]


def test_what_is_not_parked_is_not_resumed_and_the_reason_is_said(desk: Desk, store: Store) -> None:
    store.end("PR-1", "approve")
    store.track("PR-2", kind="purchase", customer_key=CUSTOMER)
    for request_id, said in (
        ("PR-0", "The database knows no request PR-0."),
        ("PR-1", "PR-1 is not parked: it ended with approve."),
        ("PR-2", "PR-2 is not parked: it is new."),
    ):
        desk.lines.clear()
        assert desk.type("resume", request_id) == 1
        assert desk.lines == [said]


def test_trimming_says_what_went(desk: Desk, url: str, store: Store, ahead: Ahead) -> None:
    ahead.by(days=-12)
    lease = a_lease(store)
    attempt = an_open_attempt(store, lease, owner="PR-1")
    store.close_attempt(attempt, Outcome.ACCEPTED, Answer(200, {}))
    store.end("PR-1", "approve")
    ahead.by(days=12)
    desk.variables["RETENTION_DAYS"] = "11"
    assert desk.type("trim") == 0
    assert desk.lines == [
        f"1 requests and 1 attempts that ended more than 11 days ago were taken from {store.name}.",
        "1 long expired leases and 0 releases went with them.",
    ]
    desk.lines.clear()
    assert desk.type("trim") == 0
    assert desk.lines == [f"0 requests and 0 attempts that ended more than 11 days ago were taken from {store.name}."]


@pytest.mark.parametrize(
    "words", [("requests",), ("attempts", "--open"), ("attempts", "PR-1"), ("leases",), ("resume", "PR-1"), ("trim",)]
)
def test_a_database_that_is_away_is_told_without_its_password(words: tuple[str, ...]) -> None:
    desk = Desk({"DATABASE_URL": f"postgresql+psycopg://connector:{DATABASE_PASSWORD}@127.0.0.1:9/connector"})
    assert desk.type(*words) == 1
    assert "nothing listens at its address" in desk.printed
    assert_nowhere(desk.printed, (DATABASE_PASSWORD,))


@pytest.mark.parametrize("words", [("resume", "PR-1"), ("trim",)])
def test_a_database_that_is_not_there_is_not_made(tmp_path: Path, words: tuple[str, ...]) -> None:
    path = tmp_path / "connector.sqlite3"
    desk = Desk({"DATABASE_URL": f"sqlite:///{path}"})
    assert desk.type(*words) == 1
    assert "there is no database yet" in desk.printed
    assert not path.exists()
