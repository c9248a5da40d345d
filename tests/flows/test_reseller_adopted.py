"""Resellers that are there already: brought along with the request, or set up for another marketplace of the same distributor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.flows.reselling import (
    CREATE_RESELLER,
    LIST_RESELLERS,
    OTHER_CREDENTIALS,
    OTHER_DISTRIBUTOR,
    OTHER_MARKETPLACE,
    READ_RESELLER,
    UPDATE_RESELLER,
    a_world_of_two_marketplaces,
    a_world_without_reseller,
    assert_parked_without_asking,
    calls_to_adobe,
    set_up,
    the_reseller,
)
from tests.world import DISTRIBUTOR, World

if TYPE_CHECKING:
    from pathlib import Path

EDUCATION = {"market_segment": "EDU"}


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A world in which no reseller is set up yet, on the marketplace or at Adobe."""
    return a_world_without_reseller(tmp_path)


def test_a_reseller_that_is_brought_along_is_adopted_after_one_look(world: World) -> None:
    brought = world.adobe.control.add_reseller(DISTRIBUTOR, "Quite Another Name")
    request = set_up(world, adobe_reseller_id=brought)
    assert world.settle(request) == "approved"
    assert calls_to_adobe(world) == [READ_RESELLER]
    assert world.params(request)["adobe_reseller_id"] == brought
    assert the_reseller(world)["companyProfile"]["companyName"] == "Quite Another Name"


@pytest.mark.parametrize("distributor", [OTHER_DISTRIBUTOR, ""])
def test_a_reseller_that_adobe_does_not_know_here_parks_and_none_is_created(world: World, distributor: str) -> None:
    brought = world.adobe.control.add_reseller(distributor) if distributor else "PR14007777"
    request = set_up(world, adobe_reseller_id=brought)
    world.deliver()
    assert_parked_without_asking(world, request, f"does not know the reseller {brought}")
    assert DISTRIBUTOR in world.note(request)
    assert world.adobe_writes() == []


def test_an_unknown_reseller_is_asked_about_where_the_id_is_an_ordering_parameter(world: World) -> None:
    world.connect.vendor.remove_parameter(world.product.product, "adobe_reseller_id")
    world.connect.vendor.add_parameter(world.product.product, "adobe_reseller_id", scope="tier1")
    request = set_up(world, adobe_reseller_id="PR14007777")
    world.deliver()
    assert world.status(request) == "inquiring"
    assert list(world.errors(request)) == ["adobe_reseller_id"]


@pytest.mark.parametrize("status", ["1004", "1010", "1012"])
def test_a_reseller_that_is_not_active_parks_and_none_is_created(world: World, status: str) -> None:
    brought = world.adobe.control.add_reseller(DISTRIBUTOR, status=status)
    request = set_up(world, adobe_reseller_id=brought)
    world.deliver()
    assert_parked_without_asking(world, request, f"({status})")
    assert brought in world.note(request)
    assert world.adobe_writes() == []
    world.adobe.control.set_reseller_status(brought, "1000")
    world.connect.control.deliver_now()
    assert world.settle(request) == "approved"


def test_an_adopted_reseller_gets_the_accounts_segment_and_keeps_everything_else(tmp_path: Path) -> None:
    world = a_world_without_reseller(tmp_path, account=EDUCATION)
    world.adobe.control.add_partner("the-client-id", "the-client-secret", DISTRIBUTOR, segments=("COM", "EDU"))
    brought = world.adobe.control.add_reseller(DISTRIBUTOR, "Quite Another Name", reference="theirs")
    before = the_reseller(world)
    request = set_up(world, adobe_reseller_id=brought)
    assert world.settle(request) == "approved"
    assert calls_to_adobe(world) == [READ_RESELLER, UPDATE_RESELLER, READ_RESELLER]
    after = the_reseller(world)
    assert after["companyProfile"].pop("marketSegments") == ["COM", "EDU"]
    before["companyProfile"].pop("marketSegments")
    assert without_empty(after["companyProfile"]) == without_empty(before["companyProfile"])
    assert after["externalReferenceId"] == "theirs"


def without_empty(value: Any) -> Any:  # noqa: ANN401 - any JSON value.
    """Leave empty texts out: Adobe's client sends none."""
    if isinstance(value, dict):
        return {key: without_empty(part) for key, part in value.items() if part != ""}
    return [without_empty(part) for part in value] if isinstance(value, list) else value


def test_two_set_ups_of_one_company_under_one_distributor_give_one_reseller_with_both_segments(tmp_path: Path) -> None:
    world = a_world_of_two_marketplaces(tmp_path, EDUCATION)
    first, second = set_up(world), set_up(world, OTHER_MARKETPLACE)
    assert (world.settle(first), world.settle(second)) == ("approved", "approved")
    reseller = the_reseller(world)
    assert world.adobe_writes() == [CREATE_RESELLER, f"PATCH /v3/resellers/{reseller['resellerId']}"]
    assert reseller["companyProfile"]["marketSegments"] == ["COM", "EDU"]
    assert {world.params(one)["adobe_reseller_id"] for one in (first, second)} == {reseller["resellerId"]}


def test_a_set_up_that_comes_while_the_first_one_waits_shares_its_reseller(tmp_path: Path) -> None:
    world = a_world_of_two_marketplaces(tmp_path, {})
    world.adobe.control.change(reseller_reads=None)
    first, second = set_up(world), set_up(world, OTHER_MARKETPLACE)
    world.deliver()
    assert (world.status(first), world.status(second)) == ("pending", "pending")
    world.adobe.control.set_reseller_status(the_reseller(world)["resellerId"], "1000")
    world.connect.control.deliver_now()
    world.deliver()
    assert (world.status(first), world.status(second)) == ("approved", "approved")
    assert world.adobe_writes() == [CREATE_RESELLER]


def test_a_set_up_that_comes_while_a_brought_reseller_waits_shares_it(tmp_path: Path) -> None:
    world = a_world_of_two_marketplaces(tmp_path, {})
    brought = world.adobe.control.add_reseller(DISTRIBUTOR, status="1012")
    first = set_up(world, adobe_reseller_id=brought)
    world.deliver()
    assert world.status(first) == "pending"
    world.adobe.control.set_reseller_status(brought, "1000")
    second = set_up(world, OTHER_MARKETPLACE)
    world.deliver()
    assert world.params(second)["adobe_reseller_id"] == brought
    assert world.adobe_writes() == []


def test_a_brought_reseller_is_known_to_later_set_ups_before_its_own_request_is_approved(tmp_path: Path) -> None:
    world = a_world_of_two_marketplaces(tmp_path, {})
    brought = world.adobe.control.add_reseller(DISTRIBUTOR)
    first, second = set_up(world, adobe_reseller_id=brought), set_up(world, OTHER_MARKETPLACE)
    world.connect.control.add_fault(status=503, method="POST", path=f"/{first}/approve")
    world.deliver()
    assert world.status(second) == "approved"
    assert world.settle(first) == "approved"
    assert the_reseller(world)["resellerId"] == brought
    assert world.adobe_writes() == []


def test_two_distributors_make_two_resellers_of_one_company(tmp_path: Path) -> None:
    world = a_world_of_two_marketplaces(tmp_path, OTHER_CREDENTIALS)
    first, second = set_up(world), set_up(world, OTHER_MARKETPLACE)
    assert (world.settle(first), world.settle(second)) == ("approved", "approved")
    found = {one["resellerId"]: one["distributorId"] for one in world.adobe.control.resellers()}
    shown = [found[world.params(one)["adobe_reseller_id"]] for one in (first, second)]
    assert shown == [DISTRIBUTOR, OTHER_DISTRIBUTOR]


def test_a_purchase_goes_to_the_reseller_of_its_own_marketplace(tmp_path: Path) -> None:
    world = a_world_of_two_marketplaces(tmp_path, OTHER_CREDENTIALS)
    requests = set_up(world, OTHER_MARKETPLACE), set_up(world)
    assert [world.settle(one) for one in requests] == ["approved", "approved"]
    assert world.settle(world.buy()) == "approved"
    (customer,) = world.adobe.control.customers()
    assert customer["resellerId"] == world.params(requests[1])["adobe_reseller_id"]


def test_a_second_set_up_after_the_store_was_lost_finds_the_reseller_on_the_platform(tmp_path: Path) -> None:
    world = a_world_of_two_marketplaces(tmp_path, {})
    assert world.settle(set_up(world)) == "approved"
    for file in tmp_path.glob("connector.sqlite3*"):
        file.unlink()
    world.means = world.new_means()
    second = set_up(world, OTHER_MARKETPLACE)
    assert world.settle(second) == "approved"
    assert world.params(second)["adobe_reseller_id"] == the_reseller(world)["resellerId"]


def test_a_reseller_that_somebody_set_up_with_our_reference_is_looked_for_while_another_set_up_is_under_way(
    tmp_path: Path,
) -> None:
    world = a_world_of_two_marketplaces(tmp_path, {})
    ours = world.adobe.control.add_reseller(DISTRIBUTOR, "Demo Reseller Inc", reference=world.product.reseller)
    world.adobe.control.add_reseller(DISTRIBUTOR, "Demo Reseller Inc", reference="TA-9999-9999-9999")
    set_up(world)
    second = set_up(world, OTHER_MARKETPLACE)
    response = world.hand_over(second)
    assert str(response.status) == "success"
    assert world.params(second)["adobe_reseller_id"] == ours
    assert calls_to_adobe(world) == [LIST_RESELLERS, READ_RESELLER]


def test_several_resellers_with_our_reference_park_and_none_is_created(tmp_path: Path) -> None:
    world = a_world_of_two_marketplaces(tmp_path, {})
    both = [
        world.adobe.control.add_reseller(DISTRIBUTOR, "Demo Reseller Inc", reference=world.product.reseller) for _ in range(2)
    ]
    set_up(world)
    second = set_up(world, OTHER_MARKETPLACE)
    world.hand_over(second)
    assert world.status(second) == "pending"
    assert all(one in world.note(second) for one in both)
    assert world.adobe_writes() == []


def test_a_reseller_of_another_distributor_on_the_platform_is_none_of_this_one(tmp_path: Path) -> None:
    world = a_world_of_two_marketplaces(tmp_path, {})
    foreign = world.adobe.control.add_reseller(OTHER_DISTRIBUTOR)
    world.connect.trade.activate_tier(world.product.reseller, {"adobe_reseller_id": foreign}, marketplace=OTHER_MARKETPLACE)
    request = set_up(world)
    assert world.settle(request) == "approved"
    assert world.params(request)["adobe_reseller_id"] != foreign
    assert world.adobe_writes() == [CREATE_RESELLER]


def test_a_known_reseller_that_cannot_be_read_for_another_reason_is_no_reason_to_create_one(tmp_path: Path) -> None:
    world = a_world_of_two_marketplaces(tmp_path, {})
    assert world.settle(set_up(world)) == "approved"
    world.adobe.control.fault(READ_RESELLER, "refused", status=400, code="9999")
    second = set_up(world, OTHER_MARKETPLACE)
    world.deliver()
    assert world.status(second) == "pending"
    assert "9999" in world.note(second)
    assert world.adobe_writes() == [CREATE_RESELLER]
