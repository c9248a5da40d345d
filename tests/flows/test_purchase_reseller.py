"""Whose customer the company becomes: the tier-1 configuration's Adobe reseller, else the account's default."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.flows.builders import assert_one_of_everything, assert_parked, the_customer
from tests.world import DISTRIBUTOR, World

if TYPE_CHECKING:
    from pathlib import Path


def a_world_whose_tier_has_no_reseller_id(folder: Path, account: dict[str, object] | None = None) -> World:
    """Have the reseller's configuration set up, but without an Adobe reseller id on it."""
    world = World(folder, reseller=False, account=account)
    world.connect.trade.activate_tier(world.product.reseller)
    return world


def test_the_reseller_comes_from_the_tier_1_configuration(world: World) -> None:
    request = world.buy()
    assert world.settle(request) == "approved"
    assert the_customer(world)["resellerId"] == world.reseller_id


def test_the_tier_1_configuration_wins_over_the_accounts_default(tmp_path: Path) -> None:
    world = World(tmp_path, account={"default_reseller_id": "PR14009999"})
    assert world.settle(world.buy()) == "approved"
    assert the_customer(world)["resellerId"] == world.reseller_id


def test_without_one_on_the_tier_the_accounts_default_reseller_sells(tmp_path: Path) -> None:
    world = a_world_whose_tier_has_no_reseller_id(tmp_path, {"default_reseller_id": "PR14000001"})
    request = world.buy()
    assert world.settle(request) == "approved"
    assert the_customer(world)["resellerId"] == "PR14000001"


def test_while_the_tiers_own_reseller_is_being_set_up_the_default_does_not_take_the_customer(tmp_path: Path) -> None:
    world = a_world_whose_tier_has_no_reseller_id(tmp_path, {"default_reseller_id": "PR14000001"})
    request = world.buy()
    (configuration,) = world.connect.world.configurations
    change = world.connect.trade.ask_tier(configuration)
    world.hand_over(request)
    assert (world.status(request), world.note(request)) == ("pending", "")
    assert world.adobe.control.calls() == []
    assert world.settle(change) == "approved"
    world.connect.control.deliver_now()
    assert world.settle(request) == "approved"
    assert the_customer(world)["resellerId"] == world.params(change)["adobe_reseller_id"] != "PR14000001"


def test_without_any_reseller_the_request_is_parked_and_nothing_is_sent(tmp_path: Path) -> None:
    world = a_world_whose_tier_has_no_reseller_id(tmp_path)
    request = world.buy()
    world.deliver()
    assert_parked(world, request, "adobe_reseller_id")
    assert "default_reseller_id" in world.note(request)
    assert world.adobe.control.calls() == []


def test_a_parked_request_goes_on_once_the_reseller_is_set_up(tmp_path: Path) -> None:
    world = a_world_whose_tier_has_no_reseller_id(tmp_path)
    request = world.buy()
    world.deliver()
    (configuration,) = world.connect.world.configurations
    change = world.connect.trade.ask_tier(configuration)
    tier_params = [{"id": "adobe_reseller_id", "value": world.reseller_id}]
    client = world.application().client
    client.ns("tier").collection("config-requests")[change].update({"params": tier_params})
    client.ns("tier").collection("config-requests")[change]("approve").post({"template": {"id": "TL-000-000-004"}})
    world.advance(hours=1)
    assert world.settle(request) == "approved"
    assert_one_of_everything(world, request)
    assert world.note(request) == ""
    assert "error_msg" not in world.params(request)


def test_a_configuration_of_another_connection_is_not_this_requests(tmp_path: Path) -> None:
    world = World(tmp_path, reseller=False)
    other = world.adobe.control.add_reseller(DISTRIBUTOR, "Another Reseller")
    world.connect.trade.activate_tier(world.product.reseller, {"adobe_reseller_id": other}, connection_type="test")
    world.connect.trade.activate_tier(world.product.reseller, {"adobe_reseller_id": world.reseller_id})
    assert world.settle(world.buy()) == "approved"
    assert the_customer(world)["resellerId"] == world.reseller_id
