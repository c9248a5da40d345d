"""Changes and adjustments of a reseller: Adobe is told of a real difference, once, and of nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.flows.builders import Meanwhile
from tests.flows.reselling import (
    CREATE_RESELLER,
    READ_RESELLER,
    UPDATE_RESELLER,
    a_world_that_holds,
    a_world_with_reseller,
    a_world_without_reseller,
    assert_parked_without_asking,
    calls_to_adobe,
    configuration_of,
    set_up,
    the_reseller,
)
from tests.world import DISTRIBUTOR

if TYPE_CHECKING:
    from pathlib import Path

    from tests.world import World

MOVED = {"reseller_address_line_1": "2 Market Street", "reseller_city": "Fresno", "reseller_postal_code": "93650"}


@pytest.fixture
def known(tmp_path: Path) -> tuple[World, str]:
    """A world whose reseller the connector has set up, and its tier configuration."""
    return a_world_with_reseller(tmp_path)


def test_a_change_that_changes_nothing_at_adobe_sends_no_update(known: tuple[World, str]) -> None:
    world, configuration = known
    request = world.connect.trade.ask_tier(configuration)
    assert world.settle(request) == "approved"
    assert calls_to_adobe(world) == [READ_RESELLER]


@pytest.mark.parametrize(
    "spelled", [{"reseller_city": "SAN  JOSE"}, {"reseller_phone_number": "+1 (408) 555-0100"}, {"reseller_region": "California"}]
)
def test_another_spelling_is_no_difference(known: tuple[World, str], spelled: dict[str, object]) -> None:
    world, configuration = known
    request = world.connect.trade.ask_tier(configuration, spelled)
    assert world.settle(request) == "approved"
    assert calls_to_adobe(world) == [READ_RESELLER]


def test_a_name_that_adobe_keeps_for_a_known_mail_address_is_no_difference(known: tuple[World, str]) -> None:
    world, configuration = known
    world.connect.trade.update_account(world.product.reseller, contact_info={"contact": {"first_name": "Anna"}})
    request = world.connect.trade.ask_tier(configuration)
    assert world.settle(request) == "approved"
    assert calls_to_adobe(world) == [READ_RESELLER]


def test_a_difference_goes_out_once_as_the_whole_profile(known: tuple[World, str]) -> None:
    world, configuration = known
    request = world.connect.trade.ask_tier(configuration, MOVED)
    assert world.settle(request) == "approved"
    assert calls_to_adobe(world) == [READ_RESELLER, UPDATE_RESELLER, READ_RESELLER]
    profile = the_reseller(world)["companyProfile"]
    assert profile == {
        "companyName": "Demo Reseller Inc",
        "preferredLanguage": "en-US",
        "marketSegments": ["COM"],
        "address": {
            "country": "US",
            "region": "CA",
            "city": "Fresno",
            "addressLine1": "2 Market Street",
            "postalCode": "93650",
            "phoneNumber": "+14085550100",
        },
        "contacts": [{"firstName": "Ann", "lastName": "Example", "email": "reseller@example.com", "phoneNumber": "+14085550100"}],
    }
    document = world.connect.control.document(request)
    assert (document["notes"], document["template"]["id"]) == ("", "TL-000-000-004")


def test_a_new_contact_takes_the_first_ones_place_and_leaves_the_others(tmp_path: Path) -> None:
    contacts = [
        {"firstName": "Tomas", "lastName": "Brandt", "email": "tomas@example.com"},
        {"firstName": "Ines", "lastName": "Okoro", "email": "ines@example.com"},
    ]
    world, configuration = a_world_that_holds(tmp_path, profile={"contacts": contacts})
    contact = {"first_name": "Zoe", "last_name": "New", "email": "zoe@example.com"}
    world.connect.trade.update_account(world.product.reseller, contact_info={"contact": contact})
    assert world.settle(world.connect.trade.ask_tier(configuration)) == "approved"
    found = [one["email"] for one in the_reseller(world)["companyProfile"]["contacts"]]
    assert found == ["zoe@example.com", "ines@example.com"]


@pytest.mark.parametrize(
    ("params", "asked"),
    [
        ({"reseller_company_name": "Another Name Inc"}, {"reseller_company_name"}),
        ({"reseller_region": "NV", "reseller_city": "Reno", "reseller_postal_code": "89501"}, {"reseller_region"}),
        (
            {"reseller_country": "CA", "reseller_region": "ON", "reseller_postal_code": "M5V 2T6", "reseller_city": "Toronto"},
            {"reseller_country", "reseller_region"},
        ),
    ],
)
def test_what_adobe_lets_nobody_change_is_asked_about_and_nothing_is_sent(
    known: tuple[World, str], params: dict[str, object], asked: set[str]
) -> None:
    world, configuration = known
    request = world.connect.trade.ask_tier(configuration, params)
    world.deliver()
    assert world.status(request) == "inquiring"
    assert set(world.errors(request)) == asked
    assert all(text.endswith("[1119]") for text in world.errors(request).values())
    assert world.adobe_writes() == []
    world.connect.trade.correct_tier(request, dict.fromkeys(params, ""))
    assert world.settle(request) == "approved"


def test_a_name_that_differs_for_another_reason_stays_adobes_and_is_told(known: tuple[World, str]) -> None:
    world, configuration = known
    world.connect.trade.update_account(world.product.reseller, name="Renamed Reseller Inc")
    request = world.connect.trade.ask_tier(configuration, MOVED)
    assert world.settle(request) == "approved"
    assert "the company name" in world.note(request)
    profile = the_reseller(world)["companyProfile"]
    assert (profile["companyName"], profile["address"]["city"]) == ("Demo Reseller Inc", "Fresno")


def test_an_address_in_another_country_is_not_mixed_with_the_old_one(known: tuple[World, str]) -> None:
    world, configuration = known
    abroad = {"country": "GB", "state": "", "city": "Leeds", "postal_code": "LS11 5PS"}
    world.connect.trade.update_account(world.product.reseller, contact_info=abroad)
    request = world.connect.trade.ask_tier(configuration)
    assert world.settle(request) == "approved"
    assert "the country" in world.note(request)
    assert world.adobe_writes() == []


def test_a_change_that_adobe_would_refuse_is_asked_about_before_adobe_is(known: tuple[World, str]) -> None:
    world, configuration = known
    request = world.connect.trade.ask_tier(configuration, {"reseller_city": "x" * 41})
    world.deliver()
    assert set(world.errors(request)) == {"reseller_city"}
    assert world.adobe_writes() == []


def test_a_change_of_a_configuration_without_a_reseller_sets_one_up(tmp_path: Path) -> None:
    world = a_world_without_reseller(tmp_path)
    configuration = world.connect.trade.activate_tier(world.product.reseller)
    request = world.connect.trade.ask_tier(configuration, MOVED)
    assert world.settle(request) == "approved"
    assert world.params(request)["adobe_reseller_id"] == the_reseller(world)["resellerId"]
    assert the_reseller(world)["companyProfile"]["address"]["city"] == "Fresno"
    assert world.adobe_writes() == [CREATE_RESELLER]


def test_a_change_waits_while_the_reseller_is_pending(known: tuple[World, str]) -> None:
    world, configuration = known
    reseller = the_reseller(world)["resellerId"]
    world.adobe.control.change(reseller_reads=None)
    world.adobe.control.set_reseller_status(reseller, "1002")
    request = world.connect.trade.ask_tier(configuration, MOVED)
    world.deliver()
    assert (world.status(request), world.note(request)) == ("pending", "")
    assert world.adobe_writes() == []
    world.adobe.control.set_reseller_status(reseller, "1000")
    world.connect.control.deliver_now()
    assert world.settle(request) == "approved"


def test_a_change_of_a_blocked_reseller_parks(known: tuple[World, str]) -> None:
    world, configuration = known
    world.adobe.control.set_reseller_status(the_reseller(world)["resellerId"], "1012")
    request = world.connect.trade.ask_tier(configuration, MOVED)
    world.deliver()
    assert_parked_without_asking(world, request, "is blocked (1012)")


def test_an_accepted_update_that_is_not_visible_is_waited_for_an_hour_and_never_sent_again(known: tuple[World, str]) -> None:
    world, configuration = known
    old = the_reseller(world)["companyProfile"]
    Meanwhile(world).rewrite(f"GET /v3/resellers/{the_reseller(world)['resellerId']}", {"companyProfile": old})
    request = world.connect.trade.ask_tier(configuration, MOVED)
    world.deliver()
    assert (world.status(request), world.note(request)) == ("pending", "")
    world.advance(minutes=30)
    world.connect.control.deliver_now()
    world.deliver()
    assert (world.status(request), world.note(request)) == ("pending", "")
    world.advance(minutes=31)
    world.connect.control.deliver_now()
    world.deliver()
    assert_parked_without_asking(world, request, "still shows the old: the address")
    assert len(world.adobe_writes()) == 1


def test_an_adjustment_looks_and_writes_the_id_and_changes_nothing_at_adobe(known: tuple[World, str]) -> None:
    world, configuration = known
    world.connect.trade.update_account(world.product.reseller, contact_info={"city": "Fresno"})
    world.connect.world.configurations[configuration].params.pop("adobe_reseller_id")
    request = world.connect.trade.ask_tier(configuration, kind="adjustment")
    assert world.settle(request) == "approved"
    assert world.params(request)["adobe_reseller_id"] == the_reseller(world)["resellerId"]
    assert set(calls_to_adobe(world)) == {READ_RESELLER}
    assert world.note(request) == ""


def test_an_adjustment_tells_of_a_reseller_that_is_not_active(known: tuple[World, str]) -> None:
    world, configuration = known
    world.adobe.control.set_reseller_status(the_reseller(world)["resellerId"], "1004")
    request = world.connect.trade.ask_tier(configuration, kind="adjustment")
    assert world.settle(request) == "approved"
    assert "1004" in world.note(request)


def test_an_adjustment_of_a_tier_that_has_no_reseller_says_so(tmp_path: Path) -> None:
    world = a_world_without_reseller(tmp_path)
    configuration = world.connect.trade.activate_tier(world.product.reseller)
    request = world.connect.trade.ask_tier(configuration, kind="adjustment")
    assert world.settle(request) == "approved"
    assert world.note(request) == "This tier has no Adobe reseller yet."
    assert world.adobe.control.calls() == []


def test_tier_2_is_never_changed_at_adobe(tmp_path: Path) -> None:
    world = a_world_without_reseller(tmp_path)
    setup = world.connect.trade.set_up_tier(world.product.reseller, level=2)
    assert world.settle(setup) == "approved"
    for kind in ("update", "adjustment"):
        request = world.connect.trade.ask_tier(configuration_of(world, setup), kind=kind)
        assert world.settle(request) == "approved"
        assert "tier 1 only" in world.note(request)
    assert world.adobe.control.calls() == []


def test_a_change_keeps_the_segments_that_other_marketplaces_added(tmp_path: Path) -> None:
    world, configuration = a_world_that_holds(tmp_path, segments=("COM", "EDU"))
    world.adobe.control.add_partner("the-client-id", "the-client-secret", DISTRIBUTOR, segments=("COM", "EDU"))
    assert world.settle(world.connect.trade.ask_tier(configuration, MOVED)) == "approved"
    assert the_reseller(world)["companyProfile"]["marketSegments"] == ["COM", "EDU"]


def test_a_set_up_again_after_a_change_finds_the_same_reseller(known: tuple[World, str]) -> None:
    world, _ = known
    world.connect.vendor.add_marketplace("MP-00003", "A third")
    account = world.variables["CONNECTOR_ACCOUNTS"].replace('"MP-00001"', '"*"')
    world.variables["CONNECTOR_ACCOUNTS"] = account
    world.means = world.new_means()
    request = set_up(world, "MP-00003")
    assert world.settle(request) == "approved"
    assert world.adobe_writes() == []
