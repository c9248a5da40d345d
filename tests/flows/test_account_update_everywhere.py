"""A company under several Adobe accounts: its new data reach each of them that takes them, and the request is answered once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.flows.reselling import (
    MOVED,
    OTHER_CREDENTIALS,
    OTHER_MARKETPLACE,
    READ_RESELLER,
    UPDATE_RESELLER,
    a_world_of_two_marketplaces,
    address,
    calls_to_adobe,
    parked,
    set_up,
    tell,
)
from tests.world import World, an_account

if TYPE_CHECKING:
    from pathlib import Path


def test_a_company_under_two_distributors_is_updated_at_both(tmp_path: Path) -> None:
    world = a_world_of_two_marketplaces(tmp_path, OTHER_CREDENTIALS)
    for marketplace in (None, OTHER_MARKETPLACE):
        assert world.settle(set_up(world, marketplace)) == "approved"
    world.adobe.control.forget_calls()
    request = tell(world, world.product.reseller, contact_info=MOVED)
    world.deliver()
    assert world.status(request) == "accepted"
    assert [address(one) for one in world.adobe.control.resellers()] == [("77 New Road", "Fresno", "93650")] * 2
    assert calls_to_adobe(world) == [READ_RESELLER, UPDATE_RESELLER, READ_RESELLER] * 2


def test_it_is_not_accepted_before_the_last_account_is_up_to_date(tmp_path: Path) -> None:
    world = a_world_of_two_marketplaces(tmp_path, OTHER_CREDENTIALS)
    for marketplace in (None, OTHER_MARKETPLACE):
        assert world.settle(set_up(world, marketplace)) == "approved"
    request = tell(world, world.product.reseller, contact_info=MOVED)
    world.adobe.control.fault(UPDATE_RESELLER, "no answer", skip=1)
    world.deliver()
    assert world.status(request) == "pending"
    world.connect.control.deliver_now()
    world.deliver()
    assert world.status(request) == "accepted"
    assert [address(one)[0] for one in world.adobe.control.resellers()] == ["77 New Road"] * 2
    assert sum(call.startswith("PATCH") for call in world.adobe_writes()) == 2


def two_resellers(tmp_path: Path) -> tuple[World, str, str]:
    """Give a world whose reseller was set up under two distributors, and both Adobe resellers."""
    world = a_world_of_two_marketplaces(tmp_path, OTHER_CREDENTIALS)
    first, second = (set_up(world, marketplace) for marketplace in (None, OTHER_MARKETPLACE))
    for request in (first, second):
        assert world.settle(request) == "approved"
    world.adobe.control.forget_calls()
    return world, world.params(first)["adobe_reseller_id"], world.params(second)["adobe_reseller_id"]


def street(world: World, reseller: str) -> str:
    """Give the street of a reseller at Adobe."""
    (found,) = (one for one in world.adobe.control.resellers() if one["resellerId"] == reseller)
    return address(found)[0]


@pytest.mark.parametrize("which", [0, 1])
def test_what_can_never_be_done_under_one_distributor_does_not_keep_the_other_from_its_update(tmp_path: Path, which: int) -> None:
    world, *resellers = two_resellers(tmp_path)
    world.adobe.control.set_reseller_status(resellers[which], "1012")
    request = tell(world, world.product.reseller, contact_info=MOVED)
    world.deliver()
    assert world.status(request) == "ignored"
    assert f"reseller {resellers[which]} is not active (1012)" in world.reason(request)
    assert street(world, resellers[1 - which]) == "77 New Road"


@pytest.mark.parametrize("which", [0, 1])
def test_it_is_not_ignored_while_another_distributors_reseller_is_waited_for(tmp_path: Path, which: int) -> None:
    world, *resellers = two_resellers(tmp_path)
    world.adobe.control.change(reseller_reads=None)
    world.adobe.control.set_reseller_status(resellers[which], "1012")
    world.adobe.control.set_reseller_status(resellers[1 - which], "1002")
    request = tell(world, world.product.reseller, contact_info=MOVED)
    world.deliver()
    assert world.status(request) == "pending"
    assert world.connect.control.results()[-1].countdown == 30
    world.adobe.control.set_reseller_status(resellers[1 - which], "1000")
    world.connect.control.deliver_now()
    world.deliver()
    assert world.status(request) == "ignored"
    assert street(world, resellers[1 - which]) == "77 New Road"


def test_a_persons_matter_under_the_first_distributor_holds_up_no_other(tmp_path: Path) -> None:
    world, first, second = two_resellers(tmp_path)
    world.adobe.control.fault(UPDATE_RESELLER, "refused", status=400, code="2135")
    request = tell(world, world.product.reseller, contact_info=MOVED)
    world.deliver()
    assert "may not sell in the account's market segment" in parked(world, request)
    assert (street(world, first), street(world, second)) == ("1 Market Street", "77 New Road")
    world.connect.control.deliver_now()
    world.deliver()
    assert world.status(request) == "accepted"
    assert street(world, first) == "77 New Road"


def test_an_answer_that_does_not_come_for_the_first_distributor_holds_up_no_other(tmp_path: Path) -> None:
    world, first, second = two_resellers(tmp_path)
    world.adobe.control.fault(UPDATE_RESELLER, "no answer", after_effect=False)
    request = tell(world, world.product.reseller, contact_info=MOVED)
    world.deliver()
    assert world.status(request) == "pending"
    assert world.connect.control.results()[-1].countdown == 30
    assert street(world, second) == "77 New Road"
    assert street(world, first) != "77 New Road"
    world.connect.control.deliver_now()
    world.deliver()
    assert world.status(request) == "accepted"
    assert street(world, first) == "77 New Road"


def test_a_company_without_an_account_for_one_of_its_places_parks(tmp_path: Path) -> None:
    world = a_world_of_two_marketplaces(tmp_path, {})
    for marketplace in (None, OTHER_MARKETPLACE):
        assert world.settle(set_up(world, marketplace)) == "approved"
    world.variables["CONNECTOR_ACCOUNTS"] = json.dumps([an_account(world.product.product, {})])
    world.means = world.new_means()
    request = tell(world, world.product.reseller, contact_info=MOVED)
    world.deliver()
    assert f"marketplace {OTHER_MARKETPLACE}" in parked(world, request)
