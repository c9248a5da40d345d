"""`seats`, typed at a desk: Adobe orders of requests that somebody else ended, and until when they can be returned."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Final

import pytest

from connector.domain.journal import Answer, Outcome, WireCall
from connector.store import Store
from tests.commands.desk import Desk, Platforms, now

CUSTOMER: Final = "P1005053489"
KEY: Final = f"adobe-customer/production/D1000000000/{CUSTOMER}"


@pytest.fixture
def request_id(platforms: Platforms) -> str:
    """A request on the platform that somebody failed."""
    found = platforms.connect.trade.purchase({"65304470CA": 10}, {"action_type": "purchase"})
    platforms.connect.world.requests[found].status = "failed"
    return found


def remember(platforms: Platforms, request_id: str) -> None:
    """Write down that Adobe accepted an order for a request."""
    store = Store(f"sqlite:///{platforms.database}")
    store.track(request_id, kind="purchase", customer_key="customer/production/D1000000000/TA-1")
    lease = store.lease((f"request/{request_id}", KEY), "a delivery")
    assert lease is not None
    attempt = store.open_attempt(
        lease,
        owner=request_id,
        intent="place order 0123456789ab",
        account="production/D1000000000",
        customer_key=KEY,
        call=WireCall("POST", f"/v3/customers/{CUSTOMER}/orders", {}),
        request_id=request_id,
    )
    store.close_attempt(attempt, Outcome.ACCEPTED, Answer(200, {"orderId": "P92000001"}))
    lease.release()
    store.close()


def last_day() -> str:
    """Give the last day of a return for what was ordered today."""
    return (now().date() + timedelta(days=14)).isoformat()


def test_it_lists_the_order_the_last_day_and_whose_turn_it_is(desk: Desk, platforms: Platforms, request_id: str) -> None:
    remember(platforms, request_id)
    assert desk.type("seats") == 0
    # This Adobe never heard of the customer, so it cannot say how many seats are left.
    assert desk.printed == (
        f"{request_id} is failed, and its Adobe order P92000001 of the customer {CUSTOMER} holds seats (Adobe gave no usable "
        f"answer), which can be returned until {last_day()}: an operator of the distributor decides."
    )


def test_programs_get_it_as_json(desk: Desk, platforms: Platforms, request_id: str) -> None:
    remember(platforms, request_id)
    assert desk.type("seats", "--json") == 0
    told = json.loads(desk.printed)
    (one,) = told["found"]
    assert (one["request"], one["order"], one["customer"], one["until"]) == (request_id, "P92000001", CUSTOMER, last_day())
    assert (one["returnable"], told["broke_off_after"], told["why"]) == (True, "", "")


def test_after_the_last_one_nothing_is_left(desk: Desk, platforms: Platforms, request_id: str) -> None:
    remember(platforms, request_id)
    assert desk.type("seats", "--after", request_id) == 0
    assert desk.lines == ["No seats without a request were found."]


def test_without_a_database_there_are_none(desk: Desk, platforms: Platforms) -> None:
    assert desk.type("seats") == 0
    assert desk.lines == ["No seats without a request were found."]
    assert not platforms.database.exists()


def test_without_the_platform_nobody_can_tell(platforms: Platforms) -> None:
    desk = Desk({name: value for name, value in platforms.variables.items() if not name.startswith("CONNECT_API")})
    assert desk.type("seats") == 1
    assert "set CONNECT_API_KEY" in desk.printed


def test_a_sweep_that_broke_off_says_how_to_go_on(desk: Desk, platforms: Platforms, request_id: str) -> None:
    remember(platforms, request_id)
    platforms.connect.control.add_fault(method="GET", path="*/requests", status=500)
    assert desk.type("seats") == 1
    assert desk.lines[-1].startswith("Not all was looked at: ")
    assert desk.lines[-1].endswith("Go on with: python -m connector seats")


def test_a_database_that_is_away_is_told(platforms: Platforms) -> None:
    desk = Desk({**platforms.variables, "DATABASE_URL": "postgresql+psycopg://postgres:pa55word@127.0.0.1:9/connector"})
    assert desk.type("seats") == 1
    assert desk.printed.startswith("The database cannot be read: ")
    assert "pa55word" not in desk.printed
