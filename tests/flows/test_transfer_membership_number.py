"""The membership number is asked for until Adobe knows it; nothing is transferred before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.flows.arrivals import MEMBERSHIP, PREVIEW, a_membership, assert_transferred_once, order_transfer

if TYPE_CHECKING:
    from tests.world import World

OFFERS = "GET /v3/memberships/{id}/offers"


@pytest.mark.parametrize(("number", "words"), [("", "Give the company's VIP membership number"), ("88/../A1", "letters, digits")])
def test_a_number_that_is_missing_or_none_is_asked_for_before_adobe_hears_of_it(world: World, number: str, words: str) -> None:
    a_membership(world)
    request = order_transfer(world, adobe_vip_number=number)
    assert world.settle(request) == "inquiring"
    assert set(world.errors(request)) == {"adobe_vip_number"}
    assert words in world.errors(request)["adobe_vip_number"]
    assert world.adobe.control.calls() == []


def test_a_number_that_adobe_does_not_know_is_asked_for_and_the_corrected_one_comes_over(world: World) -> None:
    a_membership(world)
    request = order_transfer(world, adobe_vip_number="88WRONG")
    assert world.settle(request) == "inquiring"
    assert set(world.errors(request)) == {"adobe_vip_number"}
    assert world.errors(request)["adobe_vip_number"].endswith("[5115]")
    world.correct(request, adobe_vip_number=MEMBERSHIP)
    assert world.settle(request) == "approved"
    assert_transferred_once(world, request)


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ({"kind": "refused", "code": "5116"}, "5116"),
        ({"kind": "refused", "code": "5116", "status": 404}, "5116"),
        ({"kind": "refused", "code": "404", "status": 404}, "404"),
        ({"kind": "gateway page", "status": 404}, "404"),
    ],
    ids=["5116", "404 with a code", "404 of a gateway", "404 without JSON"],
)
def test_every_way_of_not_knowing_a_membership_asks_for_its_number(world: World, fault: dict[str, Any], code: str) -> None:
    a_membership(world)
    world.adobe.control.fault(OFFERS, **fault)
    request = order_transfer(world)
    assert world.settle(request) == "inquiring"
    assert set(world.errors(request)) == {"adobe_vip_number"}
    assert code in world.errors(request)["adobe_vip_number"]
    assert world.adobe.control.transfers() == []
    assert world.adobe_calls() == [PREVIEW]


def test_a_membership_that_is_unknown_only_when_it_is_transferred_is_asked_for_too(world: World) -> None:
    a_membership(world)
    world.adobe.control.fault("POST /v3/memberships/{id}/transfers", "gateway page", status=404)
    request = order_transfer(world)
    assert world.settle(request) == "inquiring"
    assert set(world.errors(request)) == {"adobe_vip_number"}
    world.correct(request, adobe_vip_number=MEMBERSHIP)
    assert world.settle(request) == "approved"
    assert_transferred_once(world, request)


def test_everything_that_the_request_alone_tells_is_told_at_once(world: World) -> None:
    request = order_transfer(world, adobe_vip_number="", cb_autorenewal="inactive_auto_renewal_status", cancel_order_id="P1")
    assert world.settle(request) == "inquiring"
    assert set(world.errors(request)) == {"adobe_vip_number", "cancel_order_id"}


def test_the_companys_data_is_not_checked_since_adobe_takes_its_own(world: World) -> None:
    a_membership(world)
    request = order_transfer(world, customer_company_name="A#B", customer_region="Nowhereland")
    assert world.settle(request) == "approved"
    assert_transferred_once(world, request)
