"""Requests of a transaction that wait for one another: how long, what they say meanwhile, and what ends it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from connector import bootstrap
from connector.cloudblue.reading import read_request
from connector.fulfillment.explaining import explain
from tests.flows.builders import countdown
from tests.flows.transactions import (
    GUID,
    REFERENCE,
    a_sibling,
    assert_one_order,
    deliver_again,
    settle_all,
    siblings,
)
from tests.world import ALL_APPS, DISTRIBUTOR, PHOTOSHOP, SIGN, World

if TYPE_CHECKING:
    from pathlib import Path

ORDERS = "POST /v3/customers/{id}/orders"


def test_a_request_looks_for_the_others_every_half_minute_for_ten_minutes_and_then_ever_more_slowly(world: World) -> None:
    a_sibling(world, PHOTOSHOP, 4, of=2)
    world.deliver()
    waits = [countdown(world)]
    for minutes in (1, 5, 3.9, 0.2, 20, 120):
        deliver_again(world, seconds=minutes * 60)
        waits.append(countdown(world))
    # After ten minutes a tenth of the time waited, from 60 to 600 seconds: 10.1 minutes, 30.1, and more than two hours.
    assert waits == [30, 30, 30, 30, 60, 180, 600]
    assert world.adobe_calls() == []


def test_the_task_comes_back_alone_as_long_as_somebody_is_missing(world: World) -> None:
    first = a_sibling(world, PHOTOSHOP, 4, of=2)
    world.deliver()
    assert world.status(first) == "pending"
    assert "error_msg" not in world.params(first)
    writes = len(world.connect.control.writes())
    deliver_again(world)
    assert len(world.connect.control.writes()) == writes


def test_after_the_wait_the_group_parks_naming_who_is_missing_and_goes_on_when_the_last_one_comes(world: World) -> None:
    first, second = a_sibling(world, PHOTOSHOP, 4, of=3), a_sibling(world, ALL_APPS, 4, of=3)
    world.deliver()
    deliver_again(world, seconds=24 * 3600)
    for request in (first, second):
        assert world.status(request) == "pending"
        assert "waits for 1 of 3 requests, which are not there" in world.note(request)
        assert f"{first}, {second}" in world.note(request)
        assert REFERENCE in world.note(request)
        assert "have not arrived" in world.params(request)["error_msg"]
    assert countdown(world) == 3600
    third = a_sibling(world, SIGN, 4, of=3)
    world.deliver()
    assert world.status(third) == "approved"
    assert settle_all(world, (first, second, third)) == ["approved"] * 3
    assert_one_order(world, (first, second, third))
    assert "error_msg" not in world.params(first)


def test_the_wait_counts_from_the_earliest_request(world: World) -> None:
    first = a_sibling(world, PHOTOSHOP, 4, of=3)
    world.deliver()
    world.advance(hours=23, minutes=59)
    second = a_sibling(world, ALL_APPS, 4, of=3)
    world.deliver()
    assert world.note(second).startswith("Waits for")
    deliver_again(world, seconds=60)
    assert [world.note(one).startswith("Nothing of the transaction") for one in (first, second)] == [True, True]


def test_the_operator_chooses_how_long_a_transaction_waits(tmp_path: Path) -> None:
    world = World(tmp_path, variables={"TRANSACTION_WAIT_HOURS": "1"})
    request = a_sibling(world, PHOTOSHOP, 4, of=2)
    world.deliver()
    deliver_again(world, seconds=3601)
    assert world.note(request).startswith("Nothing of the transaction")


def test_a_request_with_wrong_data_is_asked_and_the_others_say_for_whom_they_wait(world: World) -> None:
    wrong = a_sibling(world, PHOTOSHOP, 4, of=2, cb_autorenewal="active_auto_renewal_status", cancel_order_id="7120018003")
    right = a_sibling(world, ALL_APPS, 4, of=2)
    world.hand_over(right)
    waits = "Waits for the other requests of its transaction"
    assert world.note(right).startswith(f"{waits}: {wrong}, which needs a correction.")
    world.hand_over(wrong)
    assert world.status(wrong) == "inquiring"
    assert set(world.errors(wrong)) == {"cancel_order_id"}
    world.hand_over(right)
    assert world.note(right).startswith(f"{waits}: {wrong}, which is inquiring.")
    world.correct(wrong, cancel_order_id="")
    assert settle_all(world, (wrong, right)) == ["approved"] * 2
    assert_one_order(world, (wrong, right))


def test_a_request_that_nobody_corrects_is_named_when_the_group_parks(world: World) -> None:
    wrong, right = a_sibling(world, PHOTOSHOP, 4, of=2, cancel_order_id="7120018003"), a_sibling(world, ALL_APPS, 4, of=2)
    world.deliver()
    deliver_again(world, seconds=25 * 3600)
    assert f"waits for {wrong}, which is inquiring" in world.note(right)


def test_an_open_order_is_waited_for_by_all_of_its_requests_and_not_by_each_for_the_others(world: World) -> None:
    world.adobe.control.fault(ORDERS, "held", order_type="NEW")
    requests = siblings(world, {PHOTOSHOP: 6, ALL_APPS: 6})
    world.deliver()
    deliver_again(world)
    (order,) = world.adobe.control.orders()
    assert order["status"] == "1002"
    for request in requests:
        assert world.params(request)["adobe_order_id"] == order["orderId"]
        assert world.note(request) == ""
    other = world.buy({SIGN: 2})
    world.deliver()
    assert len(world.adobe.control.orders()) == 1
    world.adobe.control.release_order(order["orderId"])
    assert settle_all(world, (*requests, other)) == ["approved"] * 3
    assert [len(one["lineItems"]) for one in world.adobe.control.orders()] == [2, 1]


def test_an_open_order_of_another_request_of_the_company_holds_the_transaction_up(world: World) -> None:
    world.adobe.control.fault(ORDERS, "held", order_type="NEW")
    before = world.buy({SIGN: 2})
    world.deliver()
    requests = siblings(world, {PHOTOSHOP: 6, ALL_APPS: 6})
    world.deliver()
    assert len(world.adobe.control.orders()) == 1
    world.adobe.control.release_order(world.adobe.control.orders()[0]["orderId"])
    assert settle_all(world, (before, *requests)) == ["approved"] * 3
    assert len(world.adobe.control.orders()) == 2
    assert len(world.adobe.control.customers()) == 1


def test_a_transaction_of_one_is_a_purchase(world: World) -> None:
    request = a_sibling(world, PHOTOSHOP, 10, of=1)
    world.deliver()
    order = assert_one_order(world, [request])
    assert order["lineItems"][0]["offerId"] == "65304470CA02A12"
    assert [call.split(" ", 1)[0] for call in world.adobe_calls()] == ["POST", "POST", "POST", "GET", "GET"]


@pytest.mark.parametrize("params", [{}, {"transaction_items": "1"}], ids=["no number", "one"])
def test_the_marketplaces_model_without_a_transaction_is_a_purchase_of_one_product(
    tmp_path: Path, params: dict[str, str]
) -> None:
    world = World(tmp_path, configuration={"business-model": "one-to-one"})
    request = world.buy({PHOTOSHOP: 3}, **params)
    assert world.settle(request) == "approved"
    assert world.adobe.control.orders()[0]["externalReferenceId"] == request


def test_the_requests_own_model_wins_over_the_marketplaces(tmp_path: Path) -> None:
    world = World(tmp_path, configuration={"business-model": "one-to-one"})
    model: dict[str, Any] = {"business-model": "one-to-many"}
    request = world.buy(**model)
    assert world.settle(request) == "approved"
    assert len(world.adobe.control.orders()[0]["lineItems"]) == 2


def test_the_model_of_the_marketplace_and_the_requests_guid_are_enough(tmp_path: Path) -> None:
    world = World(tmp_path, configuration={"business-model": "one-to-one"})
    wanted = {PHOTOSHOP: 5, ALL_APPS: 5}
    requests = [world.buy({mpn: seats}, transaction_id=GUID, transaction_items="2") for mpn, seats in wanted.items()]
    world.deliver()
    assert_one_order(world, requests)


def test_a_company_that_adobe_knows_already_is_read_and_not_created(world: World) -> None:
    assert world.settle(world.buy({"30007777CA": 2})) == "approved"
    requests = siblings(world, {PHOTOSHOP: 6, ALL_APPS: 6})
    assert settle_all(world, requests) == ["approved"] * 2
    assert len(world.adobe.control.customers()) == 1
    assert len(world.adobe.control.orders()) == 2


def test_a_transaction_that_another_worker_holds_is_looked_at_again_after_half_a_minute(world: World) -> None:
    request = a_sibling(world, PHOTOSHOP, 4, of=1)
    other = world.means.store.lease(
        (f"transaction production {DISTRIBUTOR} {world.product.customer} {REFERENCE}",), "another worker"
    )
    assert other is not None
    response = world.hand_over(request)
    assert (response.status, response.countdown) == ("reschedule", 30)
    assert world.adobe_calls() == []
    other.release()
    world.hand_over(request)
    assert world.status(request) == "approved"


def test_it_is_explained_for_whom_a_request_waits(world: World) -> None:
    first = a_sibling(world, PHOTOSHOP, 4, of=3)
    world.deliver()
    second = a_sibling(world, ALL_APPS, 4, of=3)
    request = read_request(world.connect.control.document(second))
    platform = bootstrap.platform_of(world.application().client)
    told = [step.text for step in explain(request, world.means, platform, world.now())]
    assert f"the requests {first}, on the platform: {first}, status pending" in told
    assert any(text.startswith(f"the purchases of the tier {world.product.customer}, on the platform: ") for text in told)
    assert told[-1] == f"the transaction {REFERENCE} waits for 1 of 3 requests, which are not there"
