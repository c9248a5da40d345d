"""A transfer that takes its time, or ends badly: it is waited for, asked about, or told; it is never begun twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.flows.arrivals import MEMBERSHIP, PLACE, READ, a_membership, assert_transferred_once, order_transfer
from tests.flows.builders import Meanwhile, assert_parked, assert_waits, countdown
from tests.world import SIGN, World

if TYPE_CHECKING:
    from pathlib import Path

TRANSFERS = "POST /v3/memberships/{id}/transfers"


@pytest.fixture
def slow(world: World) -> World:
    """A world in which transfers stay open until somebody ends them."""
    world.adobe.control.change(transfer_reads=None)
    a_membership(world)
    return world


def test_the_ids_are_on_the_request_while_the_transfer_is_still_open(slow: World) -> None:
    request = order_transfer(slow)
    slow.deliver()
    assert_waits(slow, request)
    params = slow.params(request)
    assert (params["transfer_id"], params["account_creation_date"]) == ("TRF-000001", slow.now().date().isoformat())
    assert "adobe_customer_id" not in params


def test_an_open_transfer_is_only_read_until_it_is_complete(slow: World) -> None:
    request = order_transfer(slow)
    slow.deliver()
    assert slow.pauses == [0.1, 0.3, 0.6, 1.0, 1.5, 2.0]
    slow.advance(minutes=10)
    slow.adobe.control.forget_calls()
    slow.connect.control.deliver_now()
    slow.deliver()
    assert slow.adobe_calls() == [READ]
    assert countdown(slow) == 60
    slow.adobe.control.set_transfer_status("TRF-000001", "1000")
    assert slow.settle(request) == "approved"
    assert_transferred_once(slow, request)


def test_another_request_of_the_company_waits_while_the_transfer_is_open(slow: World) -> None:
    order_transfer(slow)
    slow.deliver()
    other = slow.buy({SIGN: 1})
    slow.deliver()
    assert_waits(slow, other)
    assert not any(call == "POST /v3/customers" for call in slow.adobe_calls())


def test_a_transfer_that_stays_open_beyond_the_limit_parks_and_goes_on_by_itself(slow: World) -> None:
    request = order_transfer(slow)
    slow.deliver()
    slow.advance(days=31)
    slow.connect.control.deliver_now()
    slow.deliver()
    assert_parked(slow, request, "TRF-000001")
    slow.adobe.control.set_transfer_status("TRF-000001", "1000")
    assert slow.settle(request) == "approved"
    assert_transferred_once(slow, request)


def test_an_unknown_status_waits_and_is_looked_at_again(world: World) -> None:
    a_membership(world)
    wire = Meanwhile(world)
    wire.rewrite(READ, {"status": "1099"})
    request = order_transfer(world)
    world.deliver()
    assert_waits(world, request)


@pytest.mark.parametrize(
    ("status", "words"),
    [("1004", "could not complete it"), ("1010", "does not accept its address")],
)
def test_a_transfer_that_ends_without_an_active_account_fails_with_the_reason(world: World, status: str, words: str) -> None:
    a_membership(world)
    world.adobe.control.fault(TRANSFERS, "ends as", ends_as=status)
    request = order_transfer(world)
    assert world.settle(request) == "failed"
    assert words in world.reason(request)
    assert world.reason(request).endswith(f"[{status}]")
    assert world.adobe.control.customers() == []
    assert world.adobe_calls().count(PLACE) == 1


def test_subscriptions_that_are_not_visible_yet_are_waited_for_an_hour_and_then_asked_about(world: World) -> None:
    a_membership(world)
    wire = world.transport
    Meanwhile(world).rewrite("GET /v3/customers/P1005000001/subscriptions", {"totalCount": 0, "items": []})
    request = order_transfer(world)
    world.deliver()
    assert_waits(world, request)
    world.advance(hours=2)
    world.connect.control.deliver_now()
    world.deliver()
    assert_parked(world, request, "65304470CA02A12, 65309999CA02A12")
    assert "This is done and stays done: the membership was transferred" in world.note(request)
    world.transport = wire
    world.means = world.new_means()
    assert world.settle(request) == "approved"
    assert_transferred_once(world, request)


@pytest.mark.parametrize(
    ("members", "words"),
    [
        ({"globalSalesEnabled": True}, "deployments"),
        ({"status": "1012"}, "1012"),
    ],
    ids=["deployments", "blocked"],
)
def test_a_customer_that_came_over_and_cannot_be_served_parks_with_its_id(
    world: World, members: dict[str, Any], words: str
) -> None:
    a_membership(world)
    Meanwhile(world).rewrite("GET /v3/customers/P1005000001", members)
    request = order_transfer(world)
    world.deliver()
    assert_parked(world, request, words)
    assert world.params(request)["adobe_customer_id"] == "P1005000001"


def test_a_transfer_that_holds_other_than_its_preview_said_parks_with_both_lists(world: World) -> None:
    a_membership(world)
    lines = [{"lineItemNumber": 1, "offerId": "65304470CA02A12", "quantity": 9, "subscriptionId": f"000001{'c0ffee' * 4}NA"}]
    Meanwhile(world).rewrite(READ, {"lineItems": lines})
    request = order_transfer(world)
    world.deliver()
    assert_parked(world, request, "Photoshop for teams (65304470CA): the transfer 9, the order 10")


def test_without_any_reseller_nothing_is_transferred(tmp_path: Path) -> None:
    world = World(tmp_path, reseller=False)
    a_membership(world)
    world.connect.trade.activate_tier(
        world.product.reseller, {}, product="PRD-000-000-001", marketplace="MP-00001", connection_type="production"
    )
    request = order_transfer(world)
    world.deliver()
    assert_parked(world, request, "no adobe_reseller_id")
    assert world.adobe.control.transfers() == []


def test_a_transfer_whose_reseller_is_inactive_parks_until_it_is_active(world: World) -> None:
    a_membership(world)
    world.adobe.control.set_reseller_status(world.reseller_id, "1004")
    request = order_transfer(world)
    world.deliver()
    assert_parked(world, request, "reseller is inactive")
    world.adobe.control.set_reseller_status(world.reseller_id, "1000")
    assert world.settle(request) == "approved"
    assert_transferred_once(world, request)


def test_a_membership_without_an_administrator_is_asked_about(world: World) -> None:
    a_membership(world, admins=[])
    request = order_transfer(world)
    assert world.settle(request) == "inquiring"
    assert "administrator" in world.errors(request)["adobe_vip_number"]
    world.adobe.control.set_membership(MEMBERSHIP, admins=["it@northbeam.example"])
    world.correct(request)
    assert world.settle(request) == "approved"
    assert_transferred_once(world, request)
