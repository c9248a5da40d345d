"""Transfers from VIP whose request somebody else ended: how many seats came over, and what is said where nobody can tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from connector.fulfillment.sweeping import in_a_line
from tests.flows.arrivals import MEMBERSHIP, a_membership, order_transfer
from tests.flows.sweeps import end_elsewhere, found

if TYPE_CHECKING:
    from tests.world import World

TRANSFERS = "POST /v3/memberships/{id}/transfers"


def transferred(world: World) -> str:
    """Transfer a membership of 10 and 5 seats, and stop right then; somebody else ends the request."""
    a_membership(world)
    request = order_transfer(world)
    stopping = world.new_means(lambda: any(path.endswith("/transfers") for path in world.adobe_writes()))
    world.hand_over(request, stopping)
    end_elsewhere(world, request)
    return request


def without_answer(world: World, kind: str, *, after: bool = True) -> str:
    """Transfer a membership, and lose the answer; somebody else ends the request."""
    a_membership(world)
    world.adobe.control.fault(TRANSFERS, kind, after_effect=after)
    request = order_transfer(world)
    world.hand_over(request)
    end_elsewhere(world, request)
    world.adobe.control.forget_calls()
    return request


def test_the_seats_that_came_over_are_counted_and_only_adobe_can_take_them_back(world: World) -> None:
    request = transferred(world)
    (one,) = found(world)
    (transfer,), (customer,) = world.adobe.control.transfers(), world.adobe.control.customers()
    assert (one.request, one.transfer, one.customer) == (request, transfer["transferId"], customer["customerId"])
    assert (one.order, one.seats, one.until, one.returnable) == ("", 15, "", False)
    assert in_a_line(one) == (
        f"{request} is failed, and its Adobe transfer {one.transfer} of the customer {one.customer} holds 15 seats, "
        "which only Adobe can take back: an operator of the distributor decides"
    )


def test_a_transfer_that_is_open_still_counts_by_its_lines_and_has_no_customer_yet(world: World) -> None:
    world.adobe.control.change(transfer_reads=None)
    request = transferred(world)
    (one,) = found(world)
    assert (one.customer, one.seats) == ("", 15)
    assert f"{request} is failed, and its Adobe transfer {one.transfer} holds 15 seats, " in in_a_line(one)


def test_a_transfer_that_failed_left_nothing(world: World) -> None:
    world.adobe.control.change(transfer_reads=None)
    transferred(world)
    world.adobe.control.set_transfer_status("TRF-000001", "1004")
    assert found(world) == ()


def test_what_a_later_request_of_the_company_took_over_is_somebodys(world: World) -> None:
    transferred(world)
    world.adobe.control.set_transfer_status("TRF-000001", "1000")
    second = order_transfer(world)
    assert world.settle(second) == "approved"
    assert found(world) == ()


def test_of_a_request_that_cannot_be_read_any_more_all_seats_are_listed(world: World) -> None:
    request = transferred(world)
    del world.connect.world.assets[world.connect.control.asset_of(request)].tiers["customer"]
    (one,) = found(world)
    assert one.seats == 15


@pytest.mark.parametrize("kind", ["no answer", "broken"])
def test_where_the_answer_is_missing_adobe_tells_only_that_the_membership_was_transferred(world: World, kind: str) -> None:
    request = without_answer(world, kind)
    (one,) = found(world)
    assert (one.order, one.transfer, one.customer, one.seats) == ("", "", "", None)
    assert in_a_line(one) == (
        f"{request} is failed, and the answer to its Adobe order or transfer is missing, so that seats may be there that nobody "
        f"gets (Adobe says that the membership {MEMBERSHIP} was transferred, and lists no transfers): an operator of the "
        "distributor decides"
    )
    assert world.adobe_calls() == [f"GET /v3/memberships/{MEMBERSHIP}/offers"]


def test_a_transfer_that_never_began_left_nothing(world: World) -> None:
    without_answer(world, "no answer", after=False)
    assert found(world) == ()


def test_a_transfer_that_another_request_began_is_not_taken_for_it(world: World) -> None:
    """The first call had no effect; the second request transferred the membership, and is known by its own."""
    without_answer(world, "broken", after=False)
    second = order_transfer(world)
    assert world.settle(second) == "approved"
    assert found(world) == ()
