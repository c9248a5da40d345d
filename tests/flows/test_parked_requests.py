"""Parked: what the note says and keeps saying, and what lets a request go on or leaves it where it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.flows.builders import CREATE, ORDERS, assert_one_of_everything, assert_parked
from tests.world import PHOTOSHOP, World

if TYPE_CHECKING:
    from pathlib import Path

NOTE = re.compile(r".+\nWaits for an operator of the distributor since \d{4}-\d\d-\d\d \d\d:\d\d UTC\.", re.DOTALL)


def a_parked_request(world: World, times: int = 1) -> str:
    """Buy, and have Adobe refuse the customer so many times for a reseller that is not active."""
    world.adobe.control.fault(CREATE, "refused", code="1126", times=times)
    request = world.buy()
    world.deliver()
    assert_parked(world, request, "1126")
    return request


def notes_written(world: World) -> int:
    return sum(isinstance(call.body, dict) and "note" in call.body for call in world.connect.control.writes())


def test_the_note_says_who_must_act_and_since_when_and_is_written_once(world: World) -> None:
    request = a_parked_request(world, times=9)
    first = world.note(request)
    assert NOTE.fullmatch(first)
    for _ in range(3):
        world.advance(hours=1)
        world.deliver()
    assert (world.note(request), notes_written(world)) == (first, 1)


def test_the_journal_keeps_the_id_that_adobes_support_asks_for(world: World) -> None:
    request = a_parked_request(world)
    (refused,) = [call for call in world.adobe.control.calls("POST", "/v3/customers") if call.status == 400]
    (attempt,) = world.means.store.attempts(request)
    assert attempt.answer is not None
    assert attempt.answer.body["requestId"] == refused.request_id


def test_another_matter_is_told_and_the_time_stays(world: World) -> None:
    request = a_parked_request(world)
    since = world.note(request).rsplit("\n", 1)[1]
    world.adobe.control.fault(ORDERS, "refused", code="2124", order_type="PREVIEW")
    world.advance(hours=1)
    world.deliver()
    assert_parked(world, request, "2124")
    assert world.note(request).rsplit("\n", 1)[1] == since


@pytest.mark.parametrize(
    ("route", "kind"), [(CREATE, "throttled"), (CREATE, "no answer"), (CREATE, "gateway page"), (CREATE, "broken")]
)
def test_adobes_trouble_in_between_leaves_the_note_and_the_list(world: World, route: str, kind: str) -> None:
    request = a_parked_request(world)
    note = world.note(request)
    world.adobe.control.fault(route, kind)
    world.adobe.control.fault(route, "refused", code="1126")
    world.advance(hours=1)
    world.deliver()
    assert (world.status(request), world.note(request)) == ("pending", note)
    assert [state.request_id for state in world.means.store.parked()] == [request]


def test_another_request_of_the_customer_in_between_leaves_the_note_and_the_list(world: World) -> None:
    world.adobe.control.fault(ORDERS, "refused", code="2124", order_type="PREVIEW", times=1)
    request = world.buy({PHOTOSHOP: 3})
    world.deliver()
    assert_parked(world, request, "2124")
    note = world.note(request)
    world.adobe.control.change(order_reads=None)
    other = world.buy({"65309999CA": 4})
    world.deliver()
    assert world.status(other) == "pending"
    world.advance(hours=1)
    world.hand_over(request)
    assert world.note(request) == note
    assert [state.request_id for state in world.means.store.parked()] == [request]
    world.adobe.control.change(order_reads=1)
    assert world.settle(other) == "approved"
    assert world.settle(request) == "approved"
    assert world.note(request) == ""


def test_a_parked_request_whose_cause_is_gone_goes_on_by_itself(world: World) -> None:
    request = a_parked_request(world)
    world.advance(hours=1)
    assert world.settle(request) == "approved"
    assert_one_of_everything(world, request)
    assert world.means.store.parked() == ()


def test_a_parked_request_that_orders_again_holds_the_customers_others_back(world: World) -> None:
    world.adobe.control.fault(ORDERS, "refused", code="2124", order_type="PREVIEW", times=1)
    first = world.buy({PHOTOSHOP: 3})
    world.deliver()
    assert_parked(world, first, "2124")
    world.adobe.control.fault(ORDERS, "no answer", order_type="NEW", after_effect=True)
    world.adobe.control.change(order_reads=None)
    world.advance(hours=1)
    world.hand_over(first)
    second = world.buy({"65309999CA": 4})
    world.hand_over(second)
    assert [one["orderType"] for one in world.adobe.control.orders()] == ["NEW"]
    world.adobe.control.change(order_reads=1)
    assert world.settle(second) == "approved"
    assert world.status(first) == "approved"


def test_the_note_of_what_no_store_remembers_keeps_its_time_too(tmp_path: Path) -> None:
    world = World(tmp_path)
    request = world.buy()
    document = world.connect.control.document(request)
    del document["asset"]["tiers"]
    for _ in range(2):
        assert world.application().handle_purchase({**document, "note": world.note(request)}).countdown == 3600
    assert NOTE.fullmatch(world.note(request))
    assert notes_written(world) == 1


@pytest.mark.parametrize("status", [400, 403])
def test_a_refused_update_of_a_park_is_made_smaller_and_then_said_in_the_log_alone(world: World, status: int) -> None:
    world.adobe.control.fault(CREATE, "refused", code="1126", times=9)
    world.connect.control.add_fault(method="PUT", path="/public/v1/requests/*", status=status, times=1)
    request = world.buy()
    world.deliver()
    assert NOTE.fullmatch(world.note(request))
    assert "error_msg" not in world.params(request)
    other = world.buy({"65309999CA": 4})
    world.connect.control.add_fault(method="PUT", path="/public/v1/requests/*", status=status, times=2)
    assert world.hand_over(other).countdown == 3600
    assert (world.status(other), world.note(other)) == ("pending", "")


def test_a_park_of_what_somebody_has_answered_meanwhile_is_left_alone(world: World) -> None:
    request = world.buy()
    document = world.connect.control.document(request)
    world.connect.trade.answer_elsewhere(request, "fail", reason="by hand")
    document["asset"]["connection"]["type"] = "preview"
    response = world.application().handle_purchase(document)
    assert (str(response.status), world.note(request)) == ("success", "")
    assert world.means.store.parked() == ()


def test_what_cannot_be_read_nor_told_so_is_looked_at_slowly_all_the_same(world: World) -> None:
    request = world.buy()
    document = world.connect.control.document(request)
    del document["asset"]["tiers"]
    world.connect.trade.answer_elsewhere(request, "fail", reason="by hand")
    assert world.application().handle_purchase(document).countdown == 3600


@pytest.mark.parametrize("document", [{}, {"id": None}, {"id": [["deep"]]}, []])
def test_an_object_without_an_id_is_looked_at_slowly(world: World, document: object) -> None:
    before = len(world.connect.control.calls())
    assert world.application().handle_purchase(document).countdown == 3600
    assert len(world.connect.control.calls()) == before
