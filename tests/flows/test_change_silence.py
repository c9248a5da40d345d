"""Answers to returns and renewal settings that never come, or come broken: each is carried out once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.flows.builders import assert_waits
from tests.flows.lives import FLAG, ORDERS, SUBSCRIPTION, an_asset, asked, order_ids, seats, subscription_of
from tests.world import PHOTOSHOP

if TYPE_CHECKING:
    from connector.simulator.adobe.calls import Call
    from tests.world import World

calls = pytest.mark.parametrize("what", ["return", "renew"])
effects = pytest.mark.parametrize("after", [False, True], ids=["before the effect", "after the effect"])


def disturbed(world: World, what: str, kind: str, **rest: Any) -> str:  # noqa: ANN401 - as a fault of the simulator.
    """Return three seats, and let one of the two calls go wrong."""
    asset = an_asset(world)
    world.adobe.control.set_subscription(subscription_of(world, PHOTOSHOP), renewal_quantity=10)
    where: dict[str, Any] = {"route": ORDERS, "order_type": "RETURN"} if what == "return" else {"route": SUBSCRIPTION}
    world.adobe.control.fault(kind=kind, **where, **rest)
    return asked(world, asset, {PHOTOSHOP: 7}, **FLAG)


def sent(world: World, what: str) -> list[Call]:
    """Give every sending of the call."""
    if what == "renew":
        return world.adobe.control.calls("PATCH")
    return [call for call in world.adobe.control.calls("POST", "/orders") if call.request_body["orderType"] == "RETURN"]


def assert_returned_once(world: World, request: str) -> None:
    """See the request through, with one return of three seats and as many seats at the next renewal as are left."""
    assert world.settle(request) == "approved"
    assert len(order_ids(world, "RETURN")) == 1
    assert seats(world, PHOTOSHOP) == (7, 7)
    assert "3 seats of the Adobe order" in world.note(request)


@calls
@effects
def test_a_lost_answer_is_asked_for_again_under_the_same_id(world: World, what: str, *, after: bool) -> None:
    request = disturbed(world, what, "no answer", after_effect=after, times=2)
    assert_waits(world, request)
    assert_returned_once(world, request)
    assert len({call.correlation_id for call in sent(world, what)}) == 1
    assert len(sent(world, what)) == 3


@calls
@effects
def test_an_answered_500_is_looked_behind_before_the_next_attempt(world: World, what: str, *, after: bool) -> None:
    request = disturbed(world, what, "broken", after_effect=after)
    assert_waits(world, request)
    assert_returned_once(world, request)
    assert len({call.correlation_id for call in sent(world, what)}) == (1 if after else 2)


@calls
def test_pages_of_a_gateway_end_in_a_look_and_one_effect(world: World, what: str) -> None:
    request = disturbed(world, what, "gateway page", after_effect=True, times=5)
    assert_waits(world, request)
    assert_returned_once(world, request)


@calls
def test_a_throttled_call_goes_out_again_later(world: World, what: str) -> None:
    request = disturbed(world, what, "throttled", retry_after=90)
    assert_waits(world, request)
    assert_returned_once(world, request)


def test_a_forgotten_return_is_found_by_its_reference_and_adopted(world: World) -> None:
    request = disturbed(world, "renew", "refused", times=9, status=404, code="3115")
    assert world.status(request) == "pending"
    # Another database, as after its loss: it was born after the request.
    world.means.store.close()
    world.database.unlink()
    world.advance(seconds=2)
    world.means = world.new_means()
    world.means.store.ready()
    world.adobe.control.clear_faults()
    world.connect.control.deliver_now()
    assert_returned_once(world, request)
