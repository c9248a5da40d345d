"""`parked`, typed at a desk: what waits for a person, with the ids that Adobe's support asks for."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from connector.domain.journal import Answer, Outcome, WireCall
from connector.store import Store
from tests.commands.desk import Desk, Platforms

if TYPE_CHECKING:
    from pathlib import Path

MATTER = "The reseller is inactive at Adobe.\nAnother thing."
CUSTOMER_KEY = "adobe-customer/production/D1000000000/P1005053489"
RESELLER_KEY = "adobe-reseller/production/D1000000000/PR14000077"
TIER_KEY = "customer/production/D1000000000/TA-1000-0000-0000"


@pytest.fixture
def request_id(platforms: Platforms) -> str:
    """A request on the platform."""
    return platforms.connect.trade.purchase({"65304470CA": 10}, {"action_type": "purchase"})


@pytest.fixture
def store(platforms: Platforms) -> Store:
    """The connector's database, as its deliveries left it."""
    made = Store(f"sqlite:///{platforms.database}")
    made.ready()
    return made


def refuse(store: Store, request_id: str, *, key: str = CUSTOMER_KEY, answer: Answer | None, outcome: Outcome) -> str:
    """Journal one attempt that came to nothing; gives its correlation id."""
    lease = store.lease((f"request/{request_id}", key), "a delivery")
    assert lease is not None
    attempt = store.open_attempt(
        lease,
        owner=request_id,
        intent="place order 0123456789ab",
        account="production/D1000000000",
        customer_key=key,
        call=WireCall("POST", "/v3/customers/P1005053489/orders", {}),
        request_id=request_id,
    )
    store.close_attempt(attempt, outcome, answer)
    lease.release()
    return attempt.correlation_id


def test_it_lists_what_is_the_matter_who_must_act_and_the_ids(
    desk: Desk, platforms: Platforms, store: Store, request_id: str
) -> None:
    said = {"code": "2124", "message": "No", "additionalDetails": [], "requestId": "a-request-id"}
    correlation = refuse(store, request_id, answer=Answer(400, said), outcome=Outcome.REFUSED)
    store.park(request_id, MATTER)
    ids = f"correlation id {correlation}, request id a-request-id"
    assert desk.type("parked") == 0
    headings, line, *rest = desk.lines
    assert headings.split() == ["request", "parked", "since", "concerns", "at", "Adobe"]
    request, since, asset, customer = line.split()
    assert (request, asset, customer) == (request_id, platforms.connect.control.asset_of(request_id), "P1005053489")
    assert abs((datetime.fromisoformat(since) - datetime.now(UTC)).total_seconds()) < 60
    assert rest == [
        "    The reseller is inactive at Adobe.",
        "    Another thing.",
        "    Must act: an operator of the distributor.",
        f"    Adobe's last no: place order 0123456789ab: HTTP 400, code 2124 ({ids})",
    ]
    assert platforms.connect.control.writes() == []


def test_programs_get_the_same_as_json(desk: Desk, platforms: Platforms, store: Store, request_id: str) -> None:
    correlation = refuse(store, request_id, answer=None, outcome=Outcome.BROKEN)
    since = store.park(request_id, MATTER)
    assert desk.type("parked", "--json") == 0
    assert json.loads(desk.printed) == [
        {
            "request": request_id,
            "since": f"{since:%Y-%m-%dT%H:%M:%SZ}",
            "who": "an operator of the distributor",
            "what": MATTER,
            "asset": platforms.connect.control.asset_of(request_id),
            "configuration": "",
            "tier_account": "",
            "adobe_customer": "P1005053489",
            "adobe_reseller": "",
            "refused": {
                "call": "place order 0123456789ab",
                "status": None,
                "code": "",
                "correlation_id": correlation,
                "request_id": "",
            },
        }
    ]


def test_a_call_without_a_usable_answer_is_told_as_one(desk: Desk, store: Store, request_id: str) -> None:
    correlation = refuse(store, request_id, key=TIER_KEY, answer=None, outcome=Outcome.BROKEN)
    store.park(request_id, MATTER)
    assert desk.type("parked") == 0
    assert desk.lines[1].split()[-1] == "-"
    assert desk.lines[-1] == (f"    Adobe's last no: place order 0123456789ab: no usable answer (correlation id {correlation})")


def test_the_customer_on_the_asset_is_shown_where_nothing_was_sent(
    desk: Desk, platforms: Platforms, store: Store, request_id: str
) -> None:
    platforms.connect.world.requests[request_id].params["adobe_customer_id"].value = "P1005000042"
    store.park(request_id, MATTER)
    assert desk.type("parked") == 0
    assert desk.lines[1].split()[-1] == "P1005000042"
    assert len(desk.lines) == 5


def test_a_reseller_request_shows_its_configuration_and_the_reseller(desk: Desk, platforms: Platforms, store: Store) -> None:
    account = platforms.connect.trade.add_account("Another Reseller", type="reseller")
    request = platforms.connect.trade.set_up_tier(account)
    configuration = platforms.connect.control.document(request)["configuration"]["id"]
    store.park(request, MATTER)
    assert desk.type("parked") == 0
    assert desk.lines[1].split()[2:] == [configuration, "-"]
    platforms.connect.world.config_requests[request].params["adobe_reseller_id"].value = "PR14000077"
    desk = Desk(platforms.variables)
    assert desk.type("parked", "--json") == 0
    (shown,) = json.loads(desk.printed)
    assert (shown["configuration"], shown["adobe_reseller"], shown["asset"]) == (configuration, "PR14000077", "")


def test_an_account_request_shows_the_account_and_the_reseller_that_it_last_called(
    desk: Desk, platforms: Platforms, store: Store
) -> None:
    account = platforms.connect.trade.add_account("Another Reseller", type="reseller")
    (request,) = platforms.connect.trade.update_account(account, tell=[next(iter(platforms.connect.world.products))])
    refuse(store, request, key=RESELLER_KEY, answer=None, outcome=Outcome.BROKEN)
    store.park(request, MATTER)
    assert desk.type("parked") == 0
    assert desk.lines[1].split()[2:] == [account, "PR14000077"]


@pytest.mark.parametrize("status", [404, None])
def test_a_platform_that_does_not_tell_leaves_the_asset_open(
    desk: Desk, platforms: Platforms, store: Store, request_id: str, status: int | None
) -> None:
    store.park(request_id, MATTER)
    platforms.connect.control.add_fault(path="/public/v1/requests/*", status=status)
    assert desk.type("parked") == 0
    assert desk.lines[1].split()[2:] == ["-", "-"]


def test_without_a_key_the_rest_is_listed_and_it_says_what_to_set(platforms: Platforms, store: Store, request_id: str) -> None:
    store.park(request_id, MATTER)
    desk = Desk({name: value for name, value in platforms.variables.items() if not name.startswith("CONNECT_API")})
    assert desk.type("parked") == 0
    assert desk.lines[1].split()[2:] == ["-", "-"]
    assert desk.lines[-1] == "What they concern is on the platform: set CONNECT_API_KEY (and CONNECT_API_URL) to see them."


def test_where_nothing_is_parked_it_says_so(desk: Desk, platforms: Platforms) -> None:
    assert desk.type("parked") == 0
    assert desk.lines == ["Nothing is parked."]
    assert not platforms.database.exists()


def test_a_database_that_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    desk = Desk({"DATABASE_URL": "postgresql+psycopg://postgres@127.0.0.1:9/connector"})
    assert desk.type("parked") == 1
    assert desk.lines[-1].startswith("The database cannot be read: the database cannot be used: nothing listens at its address")
