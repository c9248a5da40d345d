"""Orders whose answer is missing and whose request somebody else ended: found in Adobe's history, and only looked at."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from connector.adobe.calls import NewLine, NewOrder, place_order, return_order
from connector.domain.journal import Outcome
from connector.fulfillment.sweeping import in_a_line
from tests.flows.builders import ORDERS
from tests.flows.sweeps import end_elsewhere, found
from tests.flows.transactions import siblings
from tests.world import ALL_APPS, PHOTOSHOP, SIGN

if TYPE_CHECKING:
    from connector.adobe.calls import WriteCall
    from tests.world import World

LOST = pytest.mark.parametrize("kind", ["no answer", "broken"])


def left_without_answer(world: World, kind: str, *, after: bool = True, **params: object) -> str:
    """Buy, and lose the answer to the order; then somebody else ends the request."""
    world.adobe.control.fault(ORDERS, kind, order_type="NEW", after_effect=after)
    request = world.buy(None, **params)
    world.hand_over(request)
    end_elsewhere(world, request)
    world.adobe.control.forget_calls()
    return request


def by_hand(world: World, call: WriteCall) -> None:
    """Send a call to Adobe past the connector."""
    world.means.client_for(world.means.settings.accounts[0]).send(call, str(uuid4()))


def the_lines(photoshop: int, all_apps: int) -> tuple[NewLine, ...]:
    """Give the lines of the usual order, with other quantities."""
    return (NewLine(1, f"{PHOTOSHOP}01A12", photoshop, "USD"), NewLine(2, f"{ALL_APPS}01A12", all_apps, "USD"))


def journaled(world: World, request: str) -> list[str]:
    """List how the request's attempts at an order stand in the journal."""
    return [one.outcome for one in world.means.store.attempts(request) if one.intent.startswith("place order")]


@LOST
def test_an_order_whose_answer_is_missing_is_found_by_its_reference_and_lines(world: World, kind: str) -> None:
    request = left_without_answer(world, kind)
    before = journaled(world, request)
    (one,) = found(world)
    (order,) = world.adobe.control.orders()
    assert (one.request, one.order, one.seats, one.returnable) == (request, order["orderId"], 15, True)
    assert one.until == one_fortnight_after(order)
    # It only looked: nothing was written at Adobe, and the journal still waits for the answer.
    assert world.adobe_writes() == []
    assert journaled(world, request) == before
    assert before == [{"no answer": "open", "broken": "broken"}[kind]]


def one_fortnight_after(order: dict[str, Any]) -> str:
    """Give the last of the 14 days in which Adobe takes an order back."""
    year, month, day = map(int, order["creationDate"][:10].split("-"))
    return (datetime(year, month, day, tzinfo=UTC) + timedelta(days=14)).date().isoformat()


@LOST
def test_a_call_that_had_no_effect_left_no_seats(world: World, kind: str) -> None:
    left_without_answer(world, kind, after=False)
    assert found(world) == ()


def test_an_order_that_was_given_back_since_holds_no_seats(world: World) -> None:
    left_without_answer(world, "no answer")
    (customer,), (order,) = world.adobe.control.customers(), world.adobe.control.orders()
    world.adobe.control.set_order_status(order["orderId"], "1000")
    listed = ((one["extLineItemNumber"], one["offerId"], one["quantity"], one["currencyCode"]) for one in order["lineItems"])
    lines = tuple(NewLine(*line) for line in listed)
    by_hand(world, return_order(customer["customerId"], order["orderId"], NewOrder(lines, "by hand")))
    assert [one["orderType"] for one in world.adobe.control.orders()] == ["NEW", "RETURN"]
    assert found(world) == ()


def test_another_order_of_the_customer_is_not_taken_for_it(world: World) -> None:
    """Same reference, other quantities; and the same lines under the reference of somebody else."""
    request = left_without_answer(world, "no answer", after=False)
    (customer,) = world.adobe.control.customers()
    by_hand(world, place_order(customer["customerId"], NewOrder(the_lines(10, 4), request)))
    by_hand(world, place_order(customer["customerId"], NewOrder(the_lines(10, 5), "somebody-else")))
    assert len(world.adobe.control.orders()) == 2
    assert found(world) == ()


def test_an_order_that_another_request_of_the_customer_placed_is_not_taken_for_it(world: World) -> None:
    """The caller's order id is the reference of both requests, and both ask for the same."""
    first = left_without_answer(world, "no answer", after=False, external_reference_id="PO-77")
    (attempt,) = (one for one in world.means.store.attempts(first) if one.intent.startswith("place order"))
    world.means.store.close_attempt(attempt, Outcome.BROKEN, None)
    second = world.buy(external_reference_id="PO-77")
    assert world.settle(second) == "approved"
    assert len(world.adobe.control.orders()) == 1
    assert found(world) == ()


def test_two_attempts_of_one_order_are_one_find(world: World) -> None:
    world.adobe.control.fault(ORDERS, "broken", order_type="NEW")
    world.adobe.control.fault(ORDERS, "broken", order_type="NEW", after_effect=True)
    request = world.buy()
    for _ in range(2):
        world.hand_over(request)
    end_elsewhere(world, request)
    assert journaled(world, request) == ["broken", "broken"]
    (one,) = found(world)
    assert one.order == world.adobe.control.orders()[0]["orderId"]


def test_the_order_of_a_transaction_is_found_by_its_guid(world: World) -> None:
    world.adobe.control.fault(ORDERS, "no answer", order_type="NEW", after_effect=True)
    requests = siblings(world)
    for request in requests:
        world.hand_over(request)
    end_elsewhere(world, requests[0])
    (one,) = found(world)
    assert (one.request, one.order) == (requests[0], world.adobe.control.orders()[0]["orderId"])


def test_where_adobe_cannot_be_asked_what_came_of_it_the_find_says_so(world: World) -> None:
    request = left_without_answer(world, "no answer")
    world.adobe.control.fault("GET /v3/customers/{id}/orders", "no answer", times=9)
    (one,) = found(world)
    (customer,) = world.adobe.control.customers()
    assert (one.order, one.transfer, one.seats, one.until) == ("", "", None, "")
    assert in_a_line(one) == (
        f"{request} is failed, and the answer to its Adobe order or transfer of the customer {customer['customerId']} is "
        "missing, so that seats may be there that nobody gets (Adobe did not answer, or not as a whole): "
        "an operator of the distributor decides"
    )


def test_a_request_that_is_under_way_still_is_no_find(world: World) -> None:
    world.adobe.control.fault(ORDERS, "no answer", order_type="NEW", after_effect=True)
    world.hand_over(world.buy({SIGN: 3}))
    assert found(world) == ()
