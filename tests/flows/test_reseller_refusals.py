"""What Adobe refuses of a reseller, and how one can end: correctable data is asked for, the rest is an operator's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.flows.reselling import (
    ADDRESS,
    CREATE_RESELLER,
    OTHER_MARKETPLACE,
    READ_RESELLER,
    UPDATE_RESELLER,
    a_world_of_two_marketplaces,
    a_world_with_reseller,
    a_world_without_reseller,
    assert_parked_without_asking,
    calls_to_adobe,
    set_up,
)

if TYPE_CHECKING:
    from pathlib import Path

    from tests.world import World

PROFILE = "companyProfile."
BAD_CITY = {"reseller_city": "Nowhere"}


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A world in which no reseller is set up yet, on the marketplace or at Adobe."""
    return a_world_without_reseller(tmp_path)


@pytest.mark.parametrize("code", ["1117", "1122"])
@pytest.mark.parametrize(
    ("path", "parameters"),
    [
        ("companyName", ("reseller_company_name",)),
        ("address.addressLine1", ("reseller_address_line_1",)),
        ("address.addressLine2", ("reseller_address_line_2",)),
        ("address.city", ("reseller_city",)),
        ("address.region", ("reseller_region",)),
        ("address.postalCode", ("reseller_postal_code",)),
        ("address.country", ("reseller_country",)),
        ("address.phoneNumber", ("reseller_phone_number",)),
        ("address", ADDRESS),
        ("contacts[0].phoneNumber", ("reseller_phone_number",)),
    ],
)
def test_each_path_of_a_refusal_is_asked_on_the_one_parameter_that_corrects_it(
    world: World, code: str, path: str, parameters: tuple[str, ...]
) -> None:
    world.adobe.control.fault(CREATE_RESELLER, "refused", status=400, code=code, details=[PROFILE + path])
    request = set_up(world)
    world.deliver()
    assert world.status(request) == "inquiring"
    assert set(world.errors(request)) == set(parameters)
    assert all(text.endswith(f"[{code}]") for text in world.errors(request).values())


def test_several_paths_are_asked_for_at_once(world: World) -> None:
    paths = [PROFILE + "address.city", PROFILE + "companyName"]
    world.adobe.control.fault(CREATE_RESELLER, "refused", status=400, code="1117", details=paths)
    request = set_up(world)
    world.deliver()
    assert set(world.errors(request)) == {"reseller_city", "reseller_company_name"}


@pytest.mark.parametrize("path", ["contacts[0].email", "contacts[0].firstName", "contacts[0].lastName"])
def test_a_contact_has_no_parameter_so_an_operator_corrects_the_tier_account(world: World, path: str) -> None:
    world.adobe.control.fault(CREATE_RESELLER, "refused", status=400, code="1117", details=[PROFILE + path])
    request = set_up(world)
    world.deliver()
    assert_parked_without_asking(world, request, "Correct it on the marketplace's account")
    assert path in world.note(request)


@pytest.mark.parametrize("details", [[], ["preferredLanguage"]])
def test_a_refusal_that_names_nothing_people_can_correct_parks(world: World, details: list[str]) -> None:
    world.adobe.control.fault(CREATE_RESELLER, "refused", status=400, code="1117", details=details)
    request = set_up(world)
    world.deliver()
    assert_parked_without_asking(world, request, "code 1117")


def test_an_address_that_does_not_fit_together_is_asked_for_as_a_whole_and_goes_on_once_corrected(world: World) -> None:
    world.adobe.control.fault(CREATE_RESELLER, "refused", status=400, code="1118")
    request = set_up(world)
    world.deliver()
    assert world.status(request) == "inquiring"
    assert set(world.errors(request)) == set(ADDRESS)
    world.connect.trade.correct_tier(request, {"reseller_city": "Irvine", "reseller_postal_code": "92612"})
    assert world.settle(request) == "approved"
    assert world.errors(request) == {}
    (reseller,) = world.adobe.control.resellers()
    assert reseller["companyProfile"]["address"]["city"] == "Irvine"


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("1114", "Correct distributor_id of the account"),
        ("1121", "defect of the connector"),
        ("2126", "reference too long"),
        ("2135", "Correct market_segment"),
        ("9999", "Adobe refused in a way that needs a person"),
    ],
)
def test_what_no_reseller_can_correct_parks_and_goes_on_once_it_is_put_right(world: World, code: str, words: str) -> None:
    world.adobe.control.fault(CREATE_RESELLER, "refused", status=400, code=code)
    request = set_up(world)
    world.deliver()
    assert_parked_without_asking(world, request, words)
    assert f"code {code}" in world.note(request)
    world.connect.control.deliver_now()
    assert world.settle(request) == "approved"
    assert world.note(request) == ""


def test_data_that_adobe_would_surely_refuse_is_asked_for_before_adobe_is(world: World) -> None:
    request = set_up(world, reseller_company_name="<X>", reseller_country="IR", reseller_city="x" * 41)
    world.deliver()
    assert world.status(request) == "inquiring"
    # Five digits are no postal code of Iran. That California is no region of it is nothing that anybody typed.
    address = {"reseller_country", "reseller_city", "reseller_postal_code"}
    assert set(world.errors(request)) == {"reseller_company_name", *address}
    assert world.adobe.control.calls() == []


def test_a_contact_that_adobe_would_surely_refuse_parks_and_names_the_tier_account(world: World) -> None:
    world.connect.trade.update_account(world.product.reseller, contact_info={"contact": {"email": "nobody"}})
    request = set_up(world)
    world.deliver()
    assert_parked_without_asking(world, request, f"The tier account {world.product.reseller}")
    assert world.adobe.control.calls() == []


@pytest.mark.parametrize(("status", "words"), [("1004", "is inactive (1004)"), ("1012", "is blocked (1012)")])
def test_a_reseller_that_ends_inactive_is_an_operators_matter(world: World, status: str, words: str) -> None:
    world.adobe.control.fault(CREATE_RESELLER, "ends as", ends_as=status)
    request = set_up(world)
    world.deliver()
    assert_parked_without_asking(world, request, words)
    assert world.adobe_writes() == [CREATE_RESELLER]


def test_a_sanctioned_company_fails(world: World) -> None:
    world.adobe.control.fault(CREATE_RESELLER, "ends as", ends_as="1022")
    purchase, request = world.buy(), next(iter(world.connect.world.config_requests))
    world.deliver()
    assert world.status(request) == "failed"
    assert world.reason(request) == "Adobe cannot sell through this company. [1022]"
    assert world.status(purchase) == "failed"


def test_an_address_that_makes_the_reseller_inactive_is_asked_for_and_the_corrected_one_makes_a_new_reseller(
    world: World,
) -> None:
    world.adobe.control.fault(CREATE_RESELLER, "ends as", ends_as="1010")
    request = set_up(world)
    world.deliver()
    assert world.status(request) == "inquiring"
    assert set(world.errors(request)) == set(ADDRESS)
    world.connect.trade.correct_tier(request, {"reseller_city": "Irvine", "reseller_postal_code": "92612"})
    assert world.settle(request) == "approved"
    first, second = world.adobe.control.resellers()
    assert (first["status"], second["status"]) == ("1010", "1000")
    assert world.params(request)["adobe_reseller_id"] == second["resellerId"]


def test_the_same_address_again_is_asked_about_again(world: World) -> None:
    world.adobe.control.fault(CREATE_RESELLER, "ends as", ends_as="1010")
    request = set_up(world)
    world.deliver()
    world.connect.trade.correct_tier(request, {"reseller_city": " San  Jose "})
    world.deliver()
    assert world.status(request) == "inquiring"
    assert world.adobe_writes() == [CREATE_RESELLER]


def test_a_second_set_up_is_asked_about_an_address_that_adobe_refused_already(tmp_path: Path) -> None:
    world = a_world_of_two_marketplaces(tmp_path, {})
    world.adobe.control.fault(CREATE_RESELLER, "ends as", ends_as="1010")
    first = set_up(world)
    world.deliver()
    second = set_up(world, OTHER_MARKETPLACE)
    world.deliver()
    assert (world.status(first), world.status(second)) == ("inquiring", "inquiring")
    assert world.adobe_writes() == [CREATE_RESELLER]
    world.connect.trade.correct_tier(second, {"reseller_city": "Irvine", "reseller_postal_code": "92612"})
    assert world.settle(second) == "approved"
    # The first request finds the reseller that the second one's correction made.
    world.connect.trade.correct_tier(first, {"reseller_city": "Irvine", "reseller_postal_code": "92612"})
    assert world.settle(first) == "approved"
    assert world.params(first)["adobe_reseller_id"] == world.params(second)["adobe_reseller_id"]
    assert world.adobe_writes() == [CREATE_RESELLER, CREATE_RESELLER]


@pytest.mark.parametrize(
    ("code", "details", "words"),
    [
        ("1115", [], "Correct adobe_reseller_id"),
        ("1121", [], "defect of the connector"),
        ("1134", ["INVALID_CUSTOMER_MARKET_SEGMENT"], "market segment of the reseller removed"),
        ("2126", [], "reference too long"),
        ("2135", [], "Correct market_segment"),
        ("5122", ["Reseller is not permitted to remove existing market segments"], "market segment of the reseller removed"),
    ],
)
def test_a_refused_update_is_an_operators_matter(tmp_path: Path, code: str, details: list[str], words: str) -> None:
    world, configuration = a_world_with_reseller(tmp_path)
    world.adobe.control.fault(UPDATE_RESELLER, "refused", status=400, code=code, details=details)
    request = world.connect.trade.ask_tier(configuration, {"reseller_address_line_1": "2 Market Street"})
    world.deliver()
    assert_parked_without_asking(world, request, words)
    world.connect.control.deliver_now()
    assert world.settle(request) == "approved"


@pytest.mark.parametrize(
    ("code", "details", "parameters"),
    [
        ("1117", ["companyProfile.address.addressLine1"], {"reseller_address_line_1"}),
        ("1118", [], set(ADDRESS)),
        ("1119", ["companyProfile.address.region"], {"reseller_region"}),
        ("1119", [], {"reseller_company_name", "reseller_region", "reseller_country"}),
        ("1122", ["companyProfile.address.postalCode"], {"reseller_postal_code"}),
    ],
)
def test_a_refused_update_is_asked_on_exactly_the_parameters_concerned(
    tmp_path: Path, code: str, details: list[str], parameters: set[str]
) -> None:
    world, configuration = a_world_with_reseller(tmp_path)
    world.adobe.control.fault(UPDATE_RESELLER, "refused", status=400, code=code, details=details)
    request = world.connect.trade.ask_tier(configuration, {"reseller_address_line_1": "2 Market Street"})
    world.deliver()
    assert world.status(request) == "inquiring"
    assert set(world.errors(request)) == parameters


def test_an_update_that_comes_too_early_waits_and_goes_on(tmp_path: Path) -> None:
    world, configuration = a_world_with_reseller(tmp_path)
    world.adobe.control.fault(UPDATE_RESELLER, "refused", status=400, code="1125")
    request = world.connect.trade.ask_tier(configuration, {"reseller_address_line_1": "2 Market Street"})
    world.deliver()
    assert (world.status(request), world.note(request)) == ("pending", "")
    world.connect.control.deliver_now()
    assert world.settle(request) == "approved"


def test_a_reseller_that_cannot_be_read_parks_with_adobes_answer(world: World) -> None:
    world.adobe.control.fault(READ_RESELLER, "refused", status=400, code="9999")
    request = set_up(world)
    world.deliver()
    assert_parked_without_asking(world, request, "code 9999")
    assert calls_to_adobe(world) == [CREATE_RESELLER, READ_RESELLER]


def test_a_reseller_that_cannot_be_read_again_parks_too(world: World) -> None:
    world.adobe.control.change(reseller_reads=None)
    world.adobe.control.fault(READ_RESELLER, "refused", status=400, code="9999", skip=1)
    request = set_up(world)
    world.deliver()
    assert_parked_without_asking(world, request, "code 9999")
