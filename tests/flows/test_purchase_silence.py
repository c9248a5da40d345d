"""Answers that never come, come broken, or come from something in front of Adobe: always one customer and one order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.flows.builders import (
    CREATE,
    ORDERS,
    READ_CUSTOMER,
    READ_HISTORY,
    READ_ORDER,
    READ_SUBSCRIPTIONS,
    assert_one_of_everything,
    assert_parked,
    assert_waits,
)
from tests.world import PHOTOSHOP, SIGN

if TYPE_CHECKING:
    from connector.simulator.adobe.calls import Call
    from tests.world import World

WRITES: list[tuple[str, dict[str, Any]]] = [(CREATE, {}), (ORDERS, {"order_type": "NEW"})]
READS: list[tuple[str, dict[str, Any]]] = [
    (ORDERS, {"order_type": "PREVIEW"}),
    (READ_ORDER, {}),
    (READ_SUBSCRIPTIONS, {}),
]
writes = pytest.mark.parametrize(("route", "kind"), WRITES, ids=["customer", "order"])
effects = pytest.mark.parametrize("after", [False, True], ids=["before the effect", "after the effect"])


def attempts(world: World, route: str) -> list[Call]:
    """Give every sending of the call that makes a customer, or an order."""
    if route == CREATE:
        return [call for call in world.adobe.control.calls("POST") if call.path == "/v3/customers"]
    return [call for call in world.adobe.control.calls("POST", "/orders") if call.request_body["orderType"] == "NEW"]


@writes
@effects
@pytest.mark.parametrize("times", [1, 4])
def test_a_lost_answer_is_asked_for_again_under_the_same_id(
    world: World, route: str, kind: dict[str, Any], *, after: bool, times: int
) -> None:
    world.adobe.control.fault(route, "no answer", after_effect=after, times=times, **kind)
    request = world.buy()
    world.deliver()
    assert_waits(world, request)
    assert world.settle(request) == "approved"
    assert_one_of_everything(world, request)
    sendings = attempts(world, route)
    assert len({call.correlation_id for call in sendings}) == 1
    assert len(sendings) == times + 1


@writes
def test_a_slow_answer_counts_as_none_and_is_asked_for_again(world: World, route: str, kind: dict[str, Any]) -> None:
    world.adobe.control.fault(route, "slow", delay_ms=60_000, **kind)
    request = world.buy()
    world.deliver()
    assert_waits(world, request)
    assert world.settle(request) == "approved"
    assert_one_of_everything(world, request)
    assert len({call.correlation_id for call in attempts(world, route)}) == 1


@writes
@effects
def test_an_answered_500_is_looked_behind_before_the_next_attempt(
    world: World, route: str, kind: dict[str, Any], *, after: bool
) -> None:
    world.adobe.control.fault(route, "broken", after_effect=after, **kind)
    request = world.buy()
    world.deliver()
    assert_waits(world, request)
    assert world.settle(request) == "approved"
    assert_one_of_everything(world, request)
    # Made after all: adopted, never sent again. Not made: the next attempt under its own id, after a look.
    assert len(attempts(world, route)) == (1 if after else 2)
    assert len({call.correlation_id for call in attempts(world, route)}) == len(attempts(world, route))


@effects
def test_it_is_looked_behind_too_when_the_companys_data_were_corrected_meanwhile(world: World, *, after: bool) -> None:
    world.adobe.control.fault(CREATE, "broken", after_effect=after)
    request = world.buy()
    world.hand_over(request)
    world.adobe.control.fault("GET /v3/resellers/{id}/customers", "broken", times=9)
    world.connect.trade.update_account(world.product.customer, name="Renamed Customer Inc")
    world.connect.control.deliver_now()
    world.deliver()
    assert_waits(world, request)
    world.adobe.control.clear_faults()
    assert world.settle(request) == "approved"
    assert_one_of_everything(world, request)
    assert len(attempts(world, CREATE)) == (1 if after else 2)


@writes
@effects
def test_three_gateway_pages_in_a_row_are_looked_behind(world: World, route: str, kind: dict[str, Any], *, after: bool) -> None:
    world.adobe.control.fault(route, "gateway page", after_effect=after, times=3, status=502, **kind)
    request = world.buy()
    assert world.settle(request) == "approved"
    assert_one_of_everything(world, request)
    ids = [call.correlation_id for call in attempts(world, route)]
    assert len(set(ids[:3])) == 1
    assert len(ids) == (3 if after else 4)


@writes
def test_two_gateway_pages_are_no_answer_yet(world: World, route: str, kind: dict[str, Any]) -> None:
    world.adobe.control.fault(route, "gateway page", after_effect=True, times=2, **kind)
    request = world.buy()
    assert world.settle(request) == "approved"
    assert_one_of_everything(world, request)
    assert len({call.correlation_id for call in attempts(world, route)}) == 1
    assert attempts(world, route)[-1].replayed


@writes
def test_a_success_that_cannot_be_read_is_looked_behind(world: World, route: str, kind: dict[str, Any]) -> None:
    world.adobe.control.fault(route, "unreadable", **kind)
    request = world.buy()
    assert world.settle(request) == "approved"
    assert_one_of_everything(world, request)
    assert len(attempts(world, route)) == 1


@writes
def test_credentials_refused_after_a_lost_answer_are_looked_behind_too(world: World, route: str, kind: dict[str, Any]) -> None:
    world.adobe.control.fault(route, "no answer", after_effect=True, **kind)
    request = world.buy()
    world.deliver()
    world.adobe.control.revoke_tokens()
    world.adobe.control.fault(route, "refused", code="4115", **kind)
    world.advance(minutes=1)
    world.settle(request)
    world.adobe.control.clear_faults()
    world.advance(hours=1)
    assert world.settle(request) == "approved"
    assert_one_of_everything(world, request)


@pytest.mark.parametrize(("route", "kind"), READS, ids=["preview", "order", "subscriptions"])
@pytest.mark.parametrize("trouble", ["no answer", "broken"])
def test_a_read_without_an_answer_waits_and_is_made_again(world: World, route: str, kind: dict[str, Any], trouble: str) -> None:
    world.adobe.control.fault(route, trouble, times=9, **kind)
    request = world.buy()
    world.deliver()
    assert_waits(world, request)
    world.adobe.control.clear_faults()
    assert world.settle(request) == "approved"
    assert_one_of_everything(world, request)


def test_a_read_that_fails_once_is_repeated_within_the_delivery(world: World) -> None:
    for route in (READ_ORDER, READ_SUBSCRIPTIONS):
        world.adobe.control.fault(route, "gateway page")
    request = world.buy()
    world.deliver()
    assert_one_of_everything(world, request)


def test_no_answer_about_an_existing_customer_never_makes_a_second_one(world: World) -> None:
    assert world.settle(world.buy({PHOTOSHOP: 1})) == "approved"
    world.adobe.control.fault(READ_CUSTOMER, "broken", times=9)
    request = world.buy({SIGN: 1})
    world.deliver()
    assert_waits(world, request)
    world.adobe.control.clear_faults()
    assert world.settle(request) == "approved"
    assert len(world.adobe.control.customers()) == 1


def test_an_order_of_somebody_elses_is_not_taken_for_the_lost_one(world: World) -> None:
    world.adobe.control.fault(ORDERS, "broken", order_type="NEW")
    request = world.buy({PHOTOSHOP: 1})
    world.deliver()
    customer = world.params(request)["adobe_customer_id"]
    world.adobe.control.add_purchase(customer, "65304470CA01A12", 2, reference=request)
    world.adobe.control.add_purchase(customer, "65304470CA01A12", 1, reference="somebody's own")
    assert world.settle(request) == "approved"
    assert len(world.adobe.control.orders()) == 3
    assert world.params(request)["adobe_order_id"] == world.adobe.control.orders()[-1]["orderId"]


def test_two_orders_that_could_be_the_lost_one_park_and_none_is_placed(world: World) -> None:
    world.adobe.control.fault(ORDERS, "broken", order_type="NEW")
    request = world.buy({PHOTOSHOP: 1})
    world.deliver()
    customer = world.params(request)["adobe_customer_id"]
    found = [world.adobe.control.add_purchase(customer, "65304470CA01A12", 1, reference=request) for _ in range(2)]
    world.advance(minutes=1)
    world.deliver()
    assert_parked(world, request, found[0])
    assert found[1] in world.note(request)
    assert len(world.adobe.control.orders()) == 2


def test_a_look_that_gets_no_answer_sends_nothing(world: World) -> None:
    world.adobe.control.fault(ORDERS, "broken", after_effect=True, order_type="NEW")
    world.adobe.control.fault(READ_HISTORY, "no answer", times=20)
    request = world.buy()
    for _ in range(3):
        world.deliver()
        world.advance(minutes=2)
    assert len(attempts(world, ORDERS)) == 1
    world.adobe.control.clear_faults()
    assert world.settle(request) == "approved"
    assert_one_of_everything(world, request)


def test_after_nine_days_without_an_answer_a_look_comes_before_the_next_attempt(world: World) -> None:
    world.adobe.control.fault(ORDERS, "no answer", after_effect=True, order_type="NEW")
    request = world.buy()
    world.deliver()
    world.advance(days=11)
    assert world.settle(request) == "approved"
    assert_one_of_everything(world, request)
    assert len(attempts(world, ORDERS)) == 1
