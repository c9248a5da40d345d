"""When no usable answer comes about a reseller, or the connector's memory is lost: one reseller and one update all the same."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.flows.reselling import (
    CREATE_RESELLER,
    LIST_RESELLERS,
    READ_RESELLER,
    UPDATE_RESELLER,
    a_world_with_reseller,
    a_world_without_reseller,
    calls_to_adobe,
    set_up,
    the_reseller,
)
from tests.matrix import lose_store
from tests.world import DISTRIBUTOR

if TYPE_CHECKING:
    from pathlib import Path

    from tests.world import World

BOTH = pytest.mark.parametrize("executed", [True, False], ids=["executed", "not executed"])


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A world in which no reseller is set up yet, on the marketplace or at Adobe."""
    return a_world_without_reseller(tmp_path)


@BOTH
def test_a_lost_answer_is_asked_for_again_under_the_same_id(world: World, *, executed: bool) -> None:
    world.adobe.control.fault(CREATE_RESELLER, "no answer", after_effect=executed)
    request = set_up(world)
    assert world.settle(request) == "approved"
    sent = world.adobe.control.calls("POST", "/v3/resellers")
    assert len(sent) == 2
    assert len({call.correlation_id for call in sent}) == 1
    assert the_reseller(world)["status"] == "1000"


@BOTH
def test_an_answered_500_is_looked_behind_before_the_next_attempt(world: World, *, executed: bool) -> None:
    world.adobe.control.fault(CREATE_RESELLER, "broken", after_effect=executed)
    request = set_up(world)
    assert world.settle(request) == "approved"
    again = [] if executed else [CREATE_RESELLER]
    assert calls_to_adobe(world) == [CREATE_RESELLER, LIST_RESELLERS, *again, READ_RESELLER]
    assert world.params(request)["adobe_reseller_id"] == the_reseller(world)["resellerId"]


@BOTH
def test_it_is_looked_behind_too_when_the_data_were_corrected_meanwhile(world: World, *, executed: bool) -> None:
    world.adobe.control.fault(CREATE_RESELLER, "broken", after_effect=executed)
    world.adobe.control.fault(LIST_RESELLERS, "no answer", times=3)
    request = set_up(world)
    world.deliver()
    assert (world.status(request), calls_to_adobe(world).count(CREATE_RESELLER)) == ("pending", 1)
    world.adobe.control.clear_faults()
    world.connect.trade.update_account(world.product.reseller, name="Renamed Reseller Inc")
    world.connect.control.deliver_now()
    assert world.settle(request) == "approved"
    assert calls_to_adobe(world).count(CREATE_RESELLER) == (1 if executed else 2)
    assert world.params(request)["adobe_reseller_id"] == the_reseller(world)["resellerId"]


def test_the_look_behind_finds_a_reseller_on_a_later_page_and_in_another_status(world: World) -> None:
    world.adobe.control.fault(CREATE_RESELLER, "broken", after_effect=True)
    request = set_up(world)
    world.deliver()
    (made,) = world.adobe.control.resellers()
    for _ in range(60):
        world.adobe.control.add_reseller(DISTRIBUTOR, "Demo Reseller Inc", reference="TA-9999-9999-9999")
    assert made["status"] == "1002"
    assert world.settle(request) == "approved"
    assert world.params(request)["adobe_reseller_id"] == made["resellerId"]
    assert world.adobe.control.resellers()[0]["status"] == "1000"


def test_a_reseller_that_is_older_than_the_request_was_not_made_by_its_broken_call(world: World) -> None:
    older = world.adobe.control.add_reseller(DISTRIBUTOR, "Demo Reseller Inc", reference=world.product.reseller)
    world.advance(seconds=5)
    world.adobe.control.fault(CREATE_RESELLER, "broken")
    request = set_up(world)
    assert world.settle(request) == "approved"
    assert world.params(request)["adobe_reseller_id"] != older


def test_after_nine_days_without_an_answer_a_look_comes_before_the_next_attempt(world: World) -> None:
    world.adobe.control.fault(CREATE_RESELLER, "no answer", after_effect=True)
    request = set_up(world)
    world.deliver()
    world.advance(days=9, hours=1)
    world.adobe.control.advance(timedelta(0))
    world.connect.control.deliver_now()
    assert world.settle(request) == "approved"
    assert calls_to_adobe(world).count(CREATE_RESELLER) == 1
    assert LIST_RESELLERS in calls_to_adobe(world)
    assert len(world.adobe.control.resellers()) == 1


def test_after_the_store_is_lost_the_reseller_that_was_created_is_found_by_name_and_reference(world: World) -> None:
    world.connect.control.add_fault(status=503, method="PUT")
    request = set_up(world)
    world.deliver()
    assert "adobe_reseller_id" not in world.params(request)
    lose_store(world)
    world.means = world.new_means()
    world.advance(minutes=1)
    world.connect.control.deliver_now()
    assert world.settle(request) == "approved"
    assert world.params(request)["adobe_reseller_id"] == the_reseller(world)["resellerId"]
    assert calls_to_adobe(world).count(CREATE_RESELLER) == 1


def test_after_the_store_is_lost_the_id_on_the_request_is_enough(world: World) -> None:
    world.adobe.control.change(reseller_reads=None)
    request = set_up(world)
    world.deliver()
    lose_store(world)
    world.means = world.new_means()
    world.adobe.control.set_reseller_status(the_reseller(world)["resellerId"], "1000")
    world.connect.control.deliver_now()
    assert world.settle(request) == "approved"
    assert LIST_RESELLERS not in calls_to_adobe(world)
    assert world.adobe_writes() == [CREATE_RESELLER]


@BOTH
def test_a_lost_answer_to_an_update_leads_to_one_update(tmp_path: Path, *, executed: bool) -> None:
    world, configuration = a_world_with_reseller(tmp_path)
    world.adobe.control.fault(UPDATE_RESELLER, "no answer", after_effect=executed)
    request = world.connect.trade.ask_tier(configuration, {"reseller_address_line_1": "2 Market Street"})
    assert world.settle(request) == "approved"
    sent = world.adobe.control.calls("PATCH")
    assert len({call.correlation_id for call in sent}) == 1
    assert the_reseller(world)["companyProfile"]["address"]["addressLine1"] == "2 Market Street"


@BOTH
def test_a_broken_update_goes_out_again_only_where_adobe_shows_the_old_data(tmp_path: Path, *, executed: bool) -> None:
    world, configuration = a_world_with_reseller(tmp_path)
    world.adobe.control.fault(UPDATE_RESELLER, "broken", after_effect=executed)
    request = world.connect.trade.ask_tier(configuration, {"reseller_address_line_1": "2 Market Street"})
    assert world.settle(request) == "approved"
    assert calls_to_adobe(world).count(UPDATE_RESELLER) == (1 if executed else 2)
    assert the_reseller(world)["companyProfile"]["address"]["addressLine1"] == "2 Market Street"


def test_another_worker_with_the_same_company_makes_the_request_wait(world: World) -> None:
    request = set_up(world)
    lease = world.means.store.lease((f"reseller/production/{DISTRIBUTOR}/{world.product.reseller}",), "another worker")
    assert lease is not None
    world.deliver()
    assert world.connect.control.results()[-1].countdown == 30
    assert world.adobe.control.calls() == []
    lease.release()
    world.connect.control.deliver_now()
    assert world.settle(request) == "approved"


def test_another_worker_with_the_same_adobe_reseller_makes_the_update_wait(tmp_path: Path) -> None:
    world, configuration = a_world_with_reseller(tmp_path)
    reseller = the_reseller(world)["resellerId"]
    lease = world.means.store.lease((f"adobe-reseller/production/{DISTRIBUTOR}/{reseller}",), "another worker")
    assert lease is not None
    request = world.connect.trade.ask_tier(configuration, {"reseller_address_line_1": "2 Market Street"})
    world.deliver()
    assert world.status(request) == "pending"
    assert world.adobe_writes() == []
    lease.release()
    world.connect.control.deliver_now()
    assert world.settle(request) == "approved"
