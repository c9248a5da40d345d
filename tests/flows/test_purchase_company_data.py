"""The company as Adobe gets to know it: the customer tier's data, corrected by filled parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.flows.builders import the_customer
from tests.world import PHOTOSHOP, World

if TYPE_CHECKING:
    from pathlib import Path


def a_company_in(world: World, country: str, **address: str) -> dict[str, str]:
    """Register a company in another country; gives the tiers of its purchases."""
    customer = world.connect.trade.add_account(
        "Maple Row Ltd", parent=world.product.reseller, contact_info={"country": country, **address}
    )
    return {"customer": customer, "tier1": world.product.reseller}


def created_profile(world: World, tiers: dict[str, str] | None = None, **params: object) -> dict[str, Any]:
    """Buy, and give the profile that Adobe got."""
    request = world.connect.trade.purchase({PHOTOSHOP: 1}, {"action_type": "purchase", **params}, tiers)
    assert world.settle(request) == "approved"
    profile: dict[str, Any] = the_customer(world)["companyProfile"]
    return profile


# Parameter, value, path in the profile: marketplace parameters of the asset's ordering phase.
OVERRIDES: list[tuple[str, Any, tuple[Any, ...]]] = [
    ("customer_company_name", "Corrected & Sons", ("companyName",)),
    ("customer_address_line_1", "2 Harbour Street", ("address", "addressLine1")),
    ("customer_address_line_2", "Floor 3", ("address", "addressLine2")),
    ("customer_postal_code", "95113", ("address", "postalCode")),
    ("customer_city", "Fresno", ("address", "city")),
    ("customer_region", "NV", ("address", "region")),
    ("customer_phone_number", "+12125550199", ("address", "phoneNumber")),
    ("adobe_user_email", "admin@corrected.example", ("contacts", 0, "email")),
    ("adobe_user_first_name", "Berta", ("contacts", 0, "firstName")),
    ("adobe_user_last_name", "Corrigan", ("contacts", 0, "lastName")),
]


def test_filled_parameters_override_the_customer_tier(world: World) -> None:
    profile = created_profile(world, **{parameter: value for parameter, value, _ in OVERRIDES})
    for parameter, value, path in OVERRIDES:
        found: Any = profile
        for part in path:
            found = found[part]
        assert found == value, parameter


@pytest.mark.parametrize("alone", ["customer_city", "adobe_user_email"])
def test_one_filled_parameter_leaves_the_rest_to_the_customer_tier(world: World, alone: str) -> None:
    profile = created_profile(world, **{parameter: value for parameter, value, _ in OVERRIDES if parameter == alone})
    seen = (profile["companyName"], profile["address"]["city"], profile["contacts"][0]["email"])
    city, email = ("Fresno", "ann@example.com") if alone == "customer_city" else ("San Jose", "admin@corrected.example")
    assert seen == ("Example Customer Inc", city, email)


def test_a_blank_parameter_overrides_nothing(world: World) -> None:
    profile = created_profile(world, customer_company_name="", customer_city="  ", adobe_user_email="")
    assert (profile["companyName"], profile["address"]["city"]) == ("Example Customer Inc", "San Jose")
    assert profile["contacts"][0]["email"] == "ann@example.com"


def test_the_country_can_be_corrected_with_the_rest_of_the_address(world: World) -> None:
    profile = created_profile(
        world, customer_country="de", customer_region="BE", customer_city="Berlin", customer_postal_code="10115"
    )
    assert (profile["address"]["country"], profile["address"]["region"]) == ("DE", "BE")
    assert profile["preferredLanguage"] == "de-DE"


# Regions are the part after the hyphen of ISO 3166-2; names and near misspellings become codes.
@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("CA", "CA"),
        ("ca", "CA"),
        ("US-CA", "CA"),
        ("California", "CA"),
        ("california", "CA"),
        ("Californa", "CA"),
        ("New York", "NY"),
    ],
)
def test_a_region_becomes_its_code(world: World, written: str, code: str) -> None:
    assert created_profile(world, customer_region=written)["address"]["region"] == code


def test_a_region_with_accents_is_known_without_them(world: World) -> None:
    profile = created_profile(world, a_company_in(world, "CA", state="Quebec", city="Laval", postal_code="H7A 0A1"))
    assert profile["address"]["region"] == "QC"


@pytest.mark.parametrize("written", ["k1a 0b1", "K1A0B1", "K1A-0B1"])
def test_a_canadian_postal_code_is_sent_with_its_space(world: World, written: str) -> None:
    profile = created_profile(world, a_company_in(world, "CA", state="Ontario", city="Ottawa", postal_code=written))
    assert profile["address"]["postalCode"] == "K1A 0B1"
    assert profile["address"]["region"] == "ON"


def test_a_country_whose_addresses_have_no_region_gets_the_placeholder(world: World) -> None:
    profile = created_profile(world, a_company_in(world, "SG", state="", city="Singapore", postal_code="018956"))
    assert profile["address"]["region"] == "00"


def test_a_region_of_the_tier_account_that_nobody_knows_is_not_asked_about_where_adobe_needs_none(tmp_path: Path) -> None:
    world = World(tmp_path, without=("customer_region",))
    tiers = a_company_in(world, "GB", state="Greater London", city="London", postal_code="SW1A 1AA")
    assert created_profile(world, tiers)["address"]["region"] == "00"


# The first supported locale that ends in the country, else en-US (developer.adobe.com/vipmp/docs/references/supported-locales).
@pytest.mark.parametrize(
    ("country", "state", "postal_code", "locale"),
    [
        ("GB", "LND", "SW1A 1AA", "en-GB"),
        ("CA", "ON", "K1A 0B1", "fr-CA"),
        ("JP", "13", "100-0001", "ja-JP"),
        ("IN", "DL", "110001", "en-US"),
    ],
)
def test_the_language_follows_the_country(world: World, country: str, state: str, postal_code: str, locale: str) -> None:
    tiers = a_company_in(world, country, state=state, postal_code=postal_code)
    assert created_profile(world, tiers)["preferredLanguage"] == locale


@pytest.mark.parametrize(("configured", "sent"), [("es-MX", "es-MX"), ("tlh-KX", "en-US")])
def test_the_marketplaces_language_is_used_where_adobe_supports_it(tmp_path: Path, configured: str, sent: str) -> None:
    world = World(tmp_path, configuration={"preferred_language": configured})
    assert created_profile(world)["preferredLanguage"] == sent


def test_the_segment_is_the_accounts(tmp_path: Path) -> None:
    world = World(tmp_path, account={"market_segment": "GOV"})
    government = world.adobe.control.add_reseller("D1000000000", "Public Sector Partner", segments=("COM", "GOV"))
    world.connect.vendor.add_item(world.product.product, "65314444CC", name="Folio Pro for government")
    reseller = world.connect.trade.add_account("Public Reseller", type="reseller")
    world.connect.trade.activate_tier(reseller, {"adobe_reseller_id": government})
    city = world.connect.trade.add_account("City of Examples", parent=reseller)
    tiers = {"customer": city, "tier1": reseller}
    request = world.connect.trade.purchase({"65314444CC": 2}, {"action_type": "purchase"}, tiers)
    assert world.settle(request) == "approved"
    assert the_customer(world)["companyProfile"]["marketSegment"] == "GOV"


def test_a_tier_without_phone_and_second_line_is_sent_without_them(world: World) -> None:
    tiers = a_company_in(world, "US")
    bare = {"contact": {"phone_number": {"country_code": "", "area_code": "", "phone_number": "", "extension": ""}}}
    world.connect.trade.update_account(tiers["customer"], contact_info=bare)
    profile = created_profile(world, tiers)
    assert {"phoneNumber", "addressLine2"}.isdisjoint(profile["address"])
    assert "phoneNumber" not in profile["contacts"][0]


@pytest.mark.parametrize(
    ("written", "sent"),
    [("+1 (212) 555-0199", "+12125550199"), ("212-555-0199", "+12125550199"), ("0049 30 184000", "+4930184000")],
)
def test_a_phone_number_is_sent_in_international_form_whatever_the_addresss_country(
    world: World, written: str, sent: str
) -> None:
    profile = created_profile(world, customer_phone_number=written)
    assert (profile["address"]["phoneNumber"], profile["contacts"][0]["phoneNumber"]) == (sent, sent)


def test_what_the_marketplace_keeps_as_a_phone_number_and_is_none_is_left_out(world: World) -> None:
    contact: dict[str, Any] = {"contact": {"phone_number": {"country_code": "", "area_code": "", "phone_number": "n/a"}}}
    tier = world.connect.trade.add_account("Silent Company Ltd", parent=world.product.reseller, contact_info=contact)
    profile = created_profile(world, {"customer": tier, "tier1": world.product.reseller})
    assert "phoneNumber" not in profile["address"]
    assert "phoneNumber" not in profile["contacts"][0]
