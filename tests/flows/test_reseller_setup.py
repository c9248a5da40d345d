"""The set-up of a reseller: one Adobe reseller from the tier account, its id on the configuration, approved once it is active."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.flows.builders import assert_one_of_everything, the_customer
from tests.flows.reselling import (
    CREATE_RESELLER,
    READ_RESELLER,
    a_world_without_reseller,
    assert_parked_without_asking,
    calls_to_adobe,
    set_up,
    the_reseller,
)
from tests.world import DISTRIBUTOR

if TYPE_CHECKING:
    from pathlib import Path

    from tests.world import World


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A world in which no reseller is set up yet, on the marketplace or at Adobe."""
    return a_world_without_reseller(tmp_path)


def test_a_set_up_creates_the_reseller_from_its_tier_account_and_approves_with_the_tier_1_template(world: World) -> None:
    request = set_up(world)
    assert world.settle(request) == "approved"
    assert calls_to_adobe(world) == [CREATE_RESELLER, READ_RESELLER]
    reseller = the_reseller(world)
    assert reseller["status"] == "1000"
    assert reseller["distributorId"] == DISTRIBUTOR
    assert reseller["externalReferenceId"] == world.product.reseller
    assert reseller["companyProfile"] == {
        "companyName": "Demo Reseller Inc",
        "preferredLanguage": "en-US",
        "marketSegments": ["COM"],
        "address": {
            "country": "US",
            "region": "CA",
            "city": "San Jose",
            "addressLine1": "1 Market Street",
            "postalCode": "95110",
            "phoneNumber": "+14085550100",
        },
        "contacts": [{"firstName": "Ann", "lastName": "Example", "email": "reseller@example.com", "phoneNumber": "+14085550100"}],
    }
    assert world.params(request) == {"adobe_reseller_id": reseller["resellerId"]}
    document = world.connect.control.document(request)
    assert document["template"]["id"] == "TL-000-000-004"
    assert document["notes"] == ""


def test_a_purchase_that_waited_for_the_set_up_goes_to_that_reseller(world: World) -> None:
    purchase = world.buy()
    assert world.status(purchase) == "tiers_setup"
    world.deliver()
    assert world.settle(purchase) == "approved"
    assert_one_of_everything(world, purchase)
    assert the_customer(world)["resellerId"] == the_reseller(world)["resellerId"]


def test_filled_reseller_parameters_override_the_tier_account(world: World) -> None:
    filled = {
        "reseller_company_name": "Corrected Reseller Ltd",
        "reseller_address_line_1": "9 Canal Wharf",
        "reseller_address_line_2": "Floor 2",
        "reseller_postal_code": "LS11 5PS",
        "reseller_city": "Leeds",
        "reseller_region": "",
        "reseller_country": "gb",
        "reseller_phone_number": "+441130000000",
    }
    world.connect.trade.update_account(world.product.reseller, contact_info={"state": ""})
    assert world.settle(set_up(world, **filled)) == "approved"
    profile = the_reseller(world)["companyProfile"]
    assert profile["companyName"] == "Corrected Reseller Ltd"
    assert profile["preferredLanguage"] == "en-GB"
    assert profile["address"] == {
        "country": "GB",
        "region": "00",
        "city": "Leeds",
        "addressLine1": "9 Canal Wharf",
        "addressLine2": "Floor 2",
        "postalCode": "LS11 5PS",
        "phoneNumber": "+441130000000",
    }


def test_a_region_of_the_tier_account_that_nobody_knows_is_not_asked_about_where_adobe_needs_none(world: World) -> None:
    here = {"country": "DE", "state": "Bavaria", "city": "Munich", "postal_code": "80331"}
    world.connect.trade.update_account(world.product.reseller, contact_info=here)
    assert world.settle(set_up(world)) == "approved"
    assert the_reseller(world)["companyProfile"]["address"]["region"] == "00"


def test_credentials_distributor_and_segment_are_the_accounts_of_product_marketplace_and_environment(tmp_path: Path) -> None:
    account = {"environment": "test", "distributor_id": "D3000000000", "api_key": "test-client", "market_segment": "EDU"}
    world = a_world_without_reseller(tmp_path, account=account)
    world.adobe.control.add_partner("test-client", "the-client-secret", "D3000000000", segments=("EDU",))
    request = world.connect.trade.set_up_tier(world.product.reseller, connection_type="test")
    assert world.settle(request) == "approved"
    assert the_reseller(world)["distributorId"] == "D3000000000"
    assert the_reseller(world)["companyProfile"]["marketSegments"] == ["EDU"]


def test_a_set_up_without_an_account_parks_and_names_what_is_missing(world: World) -> None:
    request = world.connect.trade.set_up_tier(world.product.reseller, connection_type="preview")
    world.deliver()
    assert_parked_without_asking(world, request, "connection type preview")
    assert world.adobe.control.calls() == []


def test_a_pending_reseller_is_polled_and_approved_in_the_same_delivery_when_it_settles_within_seconds(world: World) -> None:
    world.adobe.control.change(reseller_reads=3)
    request = set_up(world)
    world.deliver()
    assert world.status(request) == "approved"
    assert calls_to_adobe(world) == [CREATE_RESELLER, *[READ_RESELLER] * 3]
    assert world.pauses == [0.1, 0.3]


def test_a_reseller_that_stays_pending_is_waited_for_with_its_id_written(world: World) -> None:
    world.adobe.control.change(reseller_reads=None)
    request = set_up(world)
    world.deliver()
    assert world.status(request) == "pending"
    assert world.note(request) == ""
    assert world.params(request)["adobe_reseller_id"] == the_reseller(world)["resellerId"]
    assert world.connect.control.results()[-1].countdown == 30
    world.advance(minutes=30)
    world.connect.control.deliver_now()
    world.deliver()
    assert world.connect.control.results()[-1].countdown == 180
    world.adobe.control.set_reseller_status(the_reseller(world)["resellerId"], "1000")
    assert world.settle(request) == "approved"
    assert world.adobe_writes() == [CREATE_RESELLER]


def test_a_reseller_that_is_pending_for_longer_than_the_limit_is_a_persons_matter(world: World) -> None:
    world.adobe.control.change(reseller_reads=None)
    request = set_up(world)
    world.deliver()
    world.advance(days=31)
    world.connect.control.deliver_now()
    world.deliver()
    assert_parked_without_asking(world, request, "still pending after 30 days")
    world.adobe.control.set_reseller_status(the_reseller(world)["resellerId"], "1000")
    assert world.settle(request) == "approved"
    assert world.note(request) == ""


def test_the_screening_of_a_reseller_is_waited_for(world: World) -> None:
    world.adobe.control.fault(CREATE_RESELLER, "ends as", ends_as="1023")
    request = set_up(world)
    world.deliver()
    assert (world.status(request), world.note(request)) == ("pending", "")


def test_a_status_that_nobody_knows_is_waited_for(world: World) -> None:
    world.adobe.control.fault(CREATE_RESELLER, "ends as", ends_as="1099")
    request = set_up(world)
    world.deliver()
    assert (world.status(request), world.note(request)) == ("pending", "")


def test_tier_2_is_no_reseller_of_adobes_and_is_approved_with_a_word_about_it(world: World) -> None:
    request = world.connect.trade.set_up_tier(world.product.reseller, level=2)
    assert world.settle(request) == "approved"
    assert "tier 1 only" in world.note(request)
    assert world.adobe.control.calls() == []


def test_a_product_without_the_reseller_id_parks_and_sends_nothing(world: World) -> None:
    world.connect.vendor.remove_parameter(world.product.product, "adobe_reseller_id")
    request = set_up(world)
    world.deliver()
    assert_parked_without_asking(world, request, "adobe_reseller_id")
    assert world.adobe.control.calls() == []


def test_a_product_without_the_reseller_id_sells_under_the_accounts_default_reseller(tmp_path: Path) -> None:
    world = a_world_without_reseller(tmp_path, account={"default_reseller_id": "PR14009999"})
    world.connect.vendor.remove_parameter(world.product.product, "adobe_reseller_id")
    request = set_up(world)
    assert world.settle(request) == "approved"
    assert "PR14009999" in world.note(request)
    assert world.adobe.control.calls() == []


def test_a_filled_approval_code_asks_for_a_reseller_change_which_parks(world: World) -> None:
    request = set_up(world, adobe_reseller_approval_code="A1B2")
    world.deliver()
    assert_parked_without_asking(world, request, "a change of reseller")
    assert world.adobe.control.calls() == []


def test_a_request_type_that_nobody_knows_parks(world: World) -> None:
    request = set_up(world)
    world.connect.world.config_requests[request].type = "transfer"
    world.application().handle_tier_setup(world.connect.control.document(request))
    assert "tier transfer" in world.note(request)


def test_a_set_up_that_was_answered_by_hand_meanwhile_stays_so(world: World) -> None:
    world.adobe.control.change(reseller_reads=None)
    request = set_up(world)
    world.deliver()
    requests = world.application().client.ns("tier").collection("config-requests")
    requests[request]("fail").post({"reason": "Not a reseller of ours."})
    world.advance(hours=1)
    written = len(world.connect.control.writes())
    world.hand_over(request)
    assert world.status(request) == "failed"
    assert len(world.connect.control.writes()) == written
    assert world.adobe_writes() == [CREATE_RESELLER]
