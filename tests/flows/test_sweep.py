"""Seats without a request: found by the schedule and by the command, once, cheaply, and never given back by themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import httpx
import pytest
from connect.eaas.core.enums import ResultType

from connector import bootstrap
from connector.fulfillment.sweeping import in_a_line
from connector.store import Store, StoreUnavailableError
from tests.flows.builders import ORDERS
from tests.flows.sweeps import an_open_order, end_elsewhere, found, swept
from tests.flows.transactions import siblings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from connector.store import Lease, Place
    from tests.world import World

HISTORY: Final = "GET /v3/customers/{id}/orders"
SCHEDULE: Final = {"id": "EFS-0000-0000-0000", "method": "sweep_seats", "parameter": {}}


class _Forgetful(httpx.BaseTransport):
    """An Adobe whose histories are empty."""

    def __init__(self, adobe: httpx.BaseTransport) -> None:
        self._adobe = adobe

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if request.method == "GET" and request.url.path.endswith("/orders"):
            return httpx.Response(200, json={"totalCount": 0, "count": 0, "offset": 0, "limit": 100, "items": []})
        return self._adobe.handle_request(request)


@pytest.mark.parametrize("status", ["failed", "revoked"])
def test_an_order_whose_request_somebody_else_ended_is_listed_with_the_last_day_for_a_return(world: World, status: str) -> None:
    request = an_open_order(world)
    end_elsewhere(world, request, status)
    (one,) = found(world)
    (order,) = world.adobe.control.orders()
    assert (one.request, one.status, one.order, one.seats) == (request, status, order["orderId"], 15)
    (customer,) = world.adobe.control.customers()
    assert (one.customer, one.account) == (customer["customerId"], "production/D1000000000")
    # Fourteen days are the default of RETURN_WINDOW_DAYS.
    assert one.until == (world.now().date() + timedelta(days=14)).isoformat()
    assert one.returnable
    assert in_a_line(one) == (
        f"{request} is {status}, and its Adobe order {one.order} of the customer {one.customer} holds 15 seats, "
        f"which can be returned until {one.until}: an operator of the distributor decides"
    )


def test_a_request_that_the_platform_refuses_to_read_again_keeps_no_other_from_being_listed(world: World) -> None:
    asked, ended = an_open_order(world), an_open_order(world, "Second Company")
    world.connect.world.requests[asked].status = "inquiring"
    end_elsewhere(world, ended)
    world.connect.control.add_fault(method="GET", path=f"*/requests/{asked}", status=403)
    told = swept(world)
    assert ([one.request for one in told.found], told.why) == ([ended], "")
    state = world.means.store.request_state(asked)
    assert state is not None
    assert state.ended_at is None


class _TornStore(Store):
    """A database that can be asked for orders, and neither for what is overdue nor for a lease."""

    def overdue(self, before: datetime, after: Place | None, limit: int) -> tuple[Place, ...]:  # noqa: ARG002 - as the real one.
        raise StoreUnavailableError("the database did not answer in time")

    def lease(self, names: Sequence[str], holder: str) -> Lease | None:  # noqa: ARG002 - as the real one.
        raise StoreUnavailableError("the database is read-only")


def test_a_database_that_cannot_tell_what_is_overdue_keeps_no_seats_from_being_listed(world: World) -> None:
    request = an_open_order(world)
    end_elsewhere(world, request)
    means = replace(world.means, store=_TornStore(world.variables["DATABASE_URL"]))
    told = bootstrap.sweep_seats(lambda: means, world.application().client)
    means.store.close()
    assert told.startswith(f"{request} is failed, and its Adobe order ")
    assert told.endswith(" Not all was looked at: which requests others answered: the database did not answer in time.")


def test_after_the_window_it_says_that_it_is_too_late(world: World) -> None:
    request = an_open_order(world)
    end_elsewhere(world, request)
    world.advance(days=15)
    (one,) = found(world)
    assert not one.returnable
    assert f"which could be returned until {one.until}" in in_a_line(one)


def test_after_two_months_nobody_asks_for_it_any_more(world: World) -> None:
    end_elsewhere(world, an_open_order(world))
    world.advance(days=61)
    assert found(world) == ()


def test_a_request_that_is_under_way_is_no_find(world: World) -> None:
    an_open_order(world)
    world.adobe.control.forget_calls()
    assert found(world) == ()
    assert world.adobe_calls() == []


def test_what_the_connector_answered_itself_is_not_even_asked_for(world: World) -> None:
    assert world.settle(world.buy()) == "approved"
    calls = len(world.connect.control.calls()), len(world.adobe.control.calls())
    assert found(world) == ()
    assert (len(world.connect.control.calls()), len(world.adobe.control.calls())) == calls


def test_what_somebody_else_approved_is_noted_and_not_asked_for_again(world: World) -> None:
    request = an_open_order(world)
    world.connect.world.requests[request].status = "approved"
    assert found(world) == ()
    state = world.means.store.request_state(request)
    assert state is not None
    assert state.outcome == "approved"


def test_who_only_looks_notes_nothing(world: World) -> None:
    request = an_open_order(world)
    world.connect.world.requests[request].status = "approved"
    assert swept(world, notes=False).found == ()
    state = world.means.store.request_state(request)
    assert state is not None
    assert state.outcome is None


def test_a_request_that_the_platform_does_not_know_any_more_is_left_out(world: World) -> None:
    request = an_open_order(world)
    del world.connect.world.requests[request]
    assert found(world) == ()


def test_an_order_that_failed_at_adobe_holds_no_seats(world: World) -> None:
    request = an_open_order(world)
    (customer,) = world.adobe.control.customers()
    # Adobe fails the open orders of a customer that it closes.
    world.adobe.control.set_customer_status(customer["customerId"], "1004")
    end_elsewhere(world, request)
    assert found(world) == ()


def test_where_adobe_cannot_be_asked_the_find_says_so(world: World) -> None:
    end_elsewhere(world, an_open_order(world))
    world.adobe.control.fault(HISTORY, "no answer", times=9)
    (one,) = found(world)
    assert (one.seats, one.doubt) == (None, "Adobe did not answer, or not as a whole")
    assert "holds seats (Adobe did not answer, or not as a whole), which can be returned until" in in_a_line(one)


def test_where_the_account_is_gone_the_find_says_so(world: World) -> None:
    end_elsewhere(world, an_open_order(world))
    world.means = replace(world.means, settings=replace(world.means.settings, accounts=()))
    (one,) = found(world)
    assert (one.seats, one.doubt) == (None, "its account is not in the settings any more")


def test_where_adobe_shows_no_such_order_the_find_says_so(world: World) -> None:
    end_elsewhere(world, an_open_order(world))
    world.transport = _Forgetful(world.transport)
    world.means = world.new_means()
    (one,) = found(world)
    assert (one.seats, one.doubt) == (None, "Adobe's history does not show the order")


def test_a_long_list_is_asked_for_in_pages_and_goes_on_where_it_broke_off(world: World) -> None:
    requests = sorted(an_open_order(world, f"Company {one}") for one in range(5))
    for request in requests:
        end_elsewhere(world, request)
    world.connect.control.add_fault(method="GET", path="*/requests", status=500, skip=1)
    broken = swept(world, at_once=2)
    assert [one.request for one in broken.found] == requests[:2]
    assert broken.broke_off_after == requests[1]
    assert broken.why != ""
    rest = swept(world, after=broken.broke_off_after, at_once=2)
    assert [one.request for one in rest.found] == requests[2:]
    assert (rest.broke_off_after, rest.why) == ("", "")


def test_the_schedule_is_declared_and_its_outcome_is_what_a_person_should_look_at(world: World) -> None:
    assert world.application().sweep_seats(SCHEDULE).status == ResultType.SUCCESS
    request = an_open_order(world)
    end_elsewhere(world, request)
    response = world.application().sweep_seats(SCHEDULE)
    assert response.status == ResultType.FAIL
    assert response.output.startswith(f"{request} is failed, and its Adobe order ")
    # It gave nothing back.
    assert len(world.adobe_writes()) == 2


def test_where_it_broke_off_the_schedule_says_so(world: World) -> None:
    an_open_order(world)
    world.connect.control.add_fault(method="GET", path="*/requests", status=500)
    response = world.application().sweep_seats(SCHEDULE)
    assert response.status == ResultType.FAIL
    assert response.output.startswith("Not all was looked at: ")


def test_each_request_of_a_transaction_that_was_ended_is_listed_with_the_shared_order(world: World) -> None:
    world.adobe.control.fault(ORDERS, "held", order_type="NEW")
    requests = siblings(world)
    for request in requests * 2:
        world.hand_over(request)
    (order,) = world.adobe.control.orders()
    end_elsewhere(world, requests[0])
    (one,) = found(world)
    assert (one.request, one.order) == (requests[0], order["orderId"])
