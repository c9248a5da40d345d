"""No boundary is missed: the HTTP exchanges of some requests listed by hand, and every row of the matrix as the page shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from tests.crashes import claims, purchases, transactions
from tests.crashes.faults import DATABASE, Fault, strikes, strikes_in_turn
from tests.crashes.page import beginning_of, shown
from tests.crashes.playing import AS_ASKED, Place, boundaries_of, end_after
from tests.crashes.rows import FLOWS
from tests.flows.builders import ORDERS

if TYPE_CHECKING:
    from tests.crashes.flow import Flow

CUSTOMER: Final = "P1005000001"
FIRST, SECOND, THIRD = "PR-0000-0000-0001-001", "PR-0000-0000-0002-001", "PR-0000-0000-0003-001"


def exchanges(names: list[str]) -> list[str]:
    """Give the HTTP exchanges among boundaries, shortened."""
    http = (name.split("?")[0] for name in names if name != DATABASE)
    return [name.removeprefix("platform ").replace("/public/v1/", "") for name in http]


def test_the_boundaries_of_a_purchase_are_all_counted(place: Place) -> None:
    names = boundaries_of(purchases.FLOWS[0], place)
    assert exchanges(names) == [
        "GET tier/configs",
        "GET subscriptions/assets",
        "adobe POST /ims/token/v3",
        "adobe POST /v3/customers",
        f"PUT requests/{FIRST}",
        f"adobe POST /v3/customers/{CUSTOMER}/orders",
        f"adobe POST /v3/customers/{CUSTOMER}/orders",
        f"PUT requests/{FIRST}",
        f"adobe GET /v3/customers/{CUSTOMER}/orders/P92000001",
        f"adobe GET /v3/customers/{CUSTOMER}/subscriptions",
        f"PUT requests/{FIRST}",
        f"POST requests/{FIRST}/approve",
    ]
    assert names.count(DATABASE) >= 10


def test_the_boundaries_of_a_transaction_are_all_counted(place: Place) -> None:
    names = boundaries_of(transactions.FLOWS[0], place)
    order = f"adobe GET /v3/customers/{CUSTOMER}/orders/P92000001"

    def finished(request: str) -> list[str]:
        return [
            f"PUT requests/{request}",
            f"adobe GET /v3/customers/{CUSTOMER}/subscriptions",
            f"PUT requests/{request}",
            f"POST requests/{request}/approve",
        ]

    # Who did not place the order looks whose line it is: at the other requests once more, and at the company's other assets.
    assert exchanges(names) == [
        "GET requests",
        "GET tier/configs",
        "GET subscriptions/assets",
        "adobe POST /ims/token/v3",
        "adobe POST /v3/customers",
        f"PUT requests/{FIRST}",
        f"adobe POST /v3/customers/{CUSTOMER}/orders",
        "GET requests",
        f"adobe POST /v3/customers/{CUSTOMER}/orders",
        order,
        *finished(FIRST),
        *["GET requests", "GET requests", order, "GET subscriptions/assets"],
        *finished(SECOND),
        *["GET requests", "GET requests", order, "GET subscriptions/assets"],
        *finished(THIRD),
    ]
    assert names.count(DATABASE) >= 20


def test_the_boundaries_of_a_claim_are_all_counted(place: Place) -> None:
    names = boundaries_of(claims.FLOWS[0], place)
    assert exchanges(names) == [
        f"PUT requests/{FIRST}",
        "adobe POST /ims/token/v3",
        "adobe POST /retail/v1/workflows",
        f"PUT requests/{FIRST}",
        "GET products/PRD-000-000-002/templates",
        f"POST requests/{FIRST}/approve",
    ]
    assert names.count(DATABASE) >= 10


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.name)
def test_the_page_shows_every_request_with_its_boundaries_of_today(flow: Flow, place: Place) -> None:
    beginning = beginning_of(flow.name, boundaries_of(flow, place))
    assert [line for line in shown().splitlines() if line.startswith(f"{beginning} |")], "run: python tools/crash_matrix.py"


def test_the_page_shows_no_request_that_is_not_played() -> None:
    names = [line.split(" | ")[0].removeprefix("| ") for line in shown().splitlines()[2:]]
    assert names == [flow.name for flow in FLOWS]


def test_every_fault_strikes_at_every_boundary_where_it_can() -> None:
    everything = set(Fault)
    assert {strike.fault for strike in strikes("adobe POST /v3/customers")} == everything
    assert {strike.fault for strike in strikes("adobe GET /v3/customers/P1/subscriptions")} == everything
    assert {strike.fault for strike in strikes("platform PUT /public/v1/requests/PR-1")} == everything
    assert {strike.fault for strike in strikes("platform GET /public/v1/requests")} == everything
    assert {strike.fault for strike in strikes(DATABASE)} == {Fault.KILLED_BEFORE, Fault.DATABASE_LOST, Fault.LEASE_LOST}


def test_ways_to_lose_a_lease_come_in_turn_and_nothing_else_is_left_out() -> None:
    taken = [strikes_in_turn(DATABASE, number) for number in range(4)]
    assert {strike for one in taken for strike in one} == set(strikes(DATABASE))
    assert [sum(strike.fault is Fault.LEASE_LOST for strike in one) for one in taken] == [2, 2, 2, 2]
    rest = [strike for strike in strikes("adobe POST /v3/customers") if strike.fault is not Fault.LEASE_LOST]
    assert [one for one in strikes_in_turn("adobe POST /v3/customers", 3) if one.fault is not Fault.LEASE_LOST] == rest


@pytest.mark.parametrize("fault", Fault)
def test_an_order_struck_by_any_fault_is_placed_once(fault: Fault, place: Place) -> None:
    names = boundaries_of(purchases.FLOWS[0], place)
    number = [number for number, name in enumerate(names) if name == f"adobe {ORDERS.format(id=CUSTOMER)}"][-1]
    struck = [strike for strike in strikes(names[number]) if strike.fault is fault]
    assert [end_after(strike, purchases.FLOWS[0], place, number, names[number]) for strike in struck] == [AS_ASKED] * len(struck)
    assert struck
