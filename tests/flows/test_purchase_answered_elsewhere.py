"""A request that somebody else answers while it is being worked on is left alone: no second verdict, no error, no redelivery."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.flows.builders import Meanwhile, the_customer, the_order
from tests.flows.lives import an_asset
from tests.world import PHOTOSHOP

if TYPE_CHECKING:
    from tests.world import World

ANSWERS = [
    ("approve", {"activation_tile": "Done by hand."}, "approved"),
    ("fail", {"reason": "Answered by hand."}, "failed"),
    ("inquire", {"activation_tile": "Asked by hand."}, "inquiring"),
]
answers = pytest.mark.parametrize(("verb", "body", "status"), ANSWERS, ids=[verb for verb, _, _ in ANSWERS])


@answers
@pytest.mark.parametrize(("moment", "orders"), [("/v3/customers", 0), ("PREVIEW", 1), ("NEW", 1), ("/subscriptions", 1)])
def test_what_was_answered_by_hand_meanwhile_stays_so(
    world: World, verb: str, body: dict[str, str], status: str, moment: str, orders: int
) -> None:
    meanwhile = Meanwhile(world)
    request = world.buy()
    answered_by_hand = {"adobe_customer_id": "by hand"} if verb == "approve" else {}
    meanwhile.before(moment, lambda: answer_by_hand(world, request, verb, body, answered_by_hand))
    world.deliver()
    assert world.status(request) == status
    for _ in range(3):
        world.advance(hours=1)
        world.deliver()
    assert world.status(request) == status
    assert world.reason(request) in {"", "Answered by hand."}
    assert world.note(request) == ""
    verdicts = [call.path.rsplit("/", 1)[1] for call in world.connect.control.writes() if call.method == "POST"]
    # Somebody's hand is no call to the platform's API; ours may have been turned away.
    assert verdicts in ([], ["approve"])
    assert len(world.adobe.control.orders()) == orders
    state = world.means.store.request_state(request)
    assert state is not None
    assert (state.outcome, state.ended_at is None) == (status, False)


def answer_by_hand(world: World, request: str, verb: str, body: dict[str, str], params: dict[str, str]) -> None:
    """Answer as one of the distributor's staff does, filling what the platform demands first."""
    for name, value in params.items():
        world.connect.world.requests[request].params[name].value = value
    world.connect.trade.answer_elsewhere(request, verb, **body)


@answers
def test_a_request_that_is_delivered_after_its_answer_starts_nothing(
    world: World, verb: str, body: dict[str, str], status: str
) -> None:
    request = world.buy()
    answer_by_hand(world, request, verb, body, {"adobe_customer_id": "by hand"})
    world.hand_over(request)
    world.deliver()
    assert world.status(request) == status
    assert world.adobe.control.calls() == []


def test_a_request_that_was_asked_about_by_hand_goes_on_when_it_comes_back(world: World) -> None:
    meanwhile = Meanwhile(world)
    request = world.buy()
    meanwhile.before("NEW", lambda: answer_by_hand(world, request, "inquire", {}, {}))
    world.deliver()
    assert world.status(request) == "inquiring"
    world.correct(request)
    assert world.settle(request) == "approved"
    assert the_order(world)["customerId"] == the_customer(world)["customerId"]


def test_an_old_delivery_of_an_approved_request_changes_nothing(world: World) -> None:
    request = world.buy()
    stale = world.connect.control.document(request)
    assert world.settle(request) == "approved"
    calls, writes = len(world.adobe.control.calls()), len(world.connect.control.writes())
    response = world.application().handle_purchase(stale)
    assert str(response.status) == "success"
    assert len(world.adobe.control.calls()) == calls
    assert len(world.connect.control.writes()) == writes


@answers
def test_a_change_that_was_answered_after_it_was_handed_out_orders_nothing(
    world: World, verb: str, body: dict[str, str], status: str
) -> None:
    asset = an_asset(world)
    request = world.connect.trade.change(asset, {PHOTOSHOP: 12})
    handed_out = world.connect.control.document(request)
    world.connect.trade.answer_elsewhere(request, verb, **body)
    world.application().handle_change(handed_out)
    assert world.status(request) == status
    assert len(world.adobe.control.orders()) == 1
