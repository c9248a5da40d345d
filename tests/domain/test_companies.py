"""The company as Adobe shall know it: whose data counts, which language, how a postal code is written."""

from __future__ import annotations

from dataclasses import replace

import pytest

from connector.domain.companies import corrected, locale_for, profile_of, same_address
from connector.domain.parties import Address, Contact
from tests.builders import ADDRESS, ADMIN, a_policy, a_purchase, a_tier


@pytest.mark.parametrize(
    ("country", "expected"),
    [
        ("US", "en-US"),
        ("GB", "en-GB"),
        ("DE", "de-DE"),
        ("CA", "fr-CA"),
        ("JP", "ja-JP"),
        ("BR", "pt-BR"),
        ("CN", "zh-CN"),
        ("MA", "fr-MA"),
        ("CH", "en-US"),
        ("IN", "en-US"),
        ("", "en-US"),
    ],
)
def test_the_language_is_the_first_that_adobe_supports_for_the_country(country: str, expected: str) -> None:
    assert locale_for("", country) == expected


def test_the_marketplaces_language_comes_first_where_adobe_supports_it() -> None:
    assert locale_for("fr-FR", "DE") == "fr-FR"
    assert locale_for("de-CH", "CH") == "en-US"


def test_the_configured_language_reaches_the_profile() -> None:
    request = a_purchase(configuration={"preferred_language": "nl-NL"})
    assert profile_of(request, a_policy()).language == "nl-NL"


def test_the_profile_has_the_accounts_market_segment() -> None:
    assert profile_of(a_purchase(), a_policy(market_segment="EDU")).market_segment == "EDU"


def test_filled_parameters_override_the_customer_tier() -> None:
    values = {
        "customer_company_name": "Corrected Ltd",
        "customer_address_line_1": "2 New Road",
        "customer_address_line_2": "Floor 3",
        "customer_city": "London",
        "customer_region": "LND",
        "customer_postal_code": "SW1A 1AA",
        "customer_country": "gb",
        "customer_phone_number": "+442071234567",
        "adobe_user_first_name": "Bea",
        "adobe_user_last_name": "Other",
        "adobe_user_email": "bea@corrected.example",
    }
    found = corrected(a_tier(), lambda name: values.get(name, ""))
    assert found.name == "Corrected Ltd"
    assert found.address == Address("2 New Road", "Floor 3", "London", "LND", "SW1A 1AA", "GB")
    assert found.contact == Contact("Bea", "Other", "bea@corrected.example", "+442071234567")


def test_without_parameters_the_customer_tier_stands() -> None:
    found = corrected(a_tier(), lambda _: "")
    assert (found.name, found.address, found.contact) == ("End Customer Inc", ADDRESS, ADMIN)


@pytest.mark.parametrize(
    ("country", "written", "expected"),
    [
        ("CA", "k1a0b1", "K1A 0B1"),
        ("CA", "K1A-0B1", "K1A 0B1"),
        ("CA", "K1A 0B1", "K1A 0B1"),
        ("CA", "12345", "12345"),
        ("US", "92612-1234", "92612-1234"),
        ("GB", "sw1a1aa", "sw1a1aa"),
    ],
)
def test_canada_wants_the_space_in_its_postal_code_and_nobody_else_is_touched(country: str, written: str, expected: str) -> None:
    request = a_purchase(customer=a_tier(address=replace(ADDRESS, country=country, postal_code=written)))
    assert profile_of(request, a_policy()).address.postal_code == expected


@pytest.mark.parametrize(("country", "expected"), [("SG", "00"), ("DE", "00"), ("US", ""), ("CA", "")])
def test_a_missing_region_is_00_except_where_adobe_always_needs_one(country: str, expected: str) -> None:
    request = a_purchase(customer=a_tier(address=replace(ADDRESS, country=country, region="")))
    assert profile_of(request, a_policy()).address.region == expected


def test_two_addresses_are_one_whatever_their_case_and_spaces() -> None:
    assert same_address(ADDRESS, replace(ADDRESS, line_1="1  TEST street", city=" irvine"))
    assert not same_address(ADDRESS, replace(ADDRESS, postal_code="92613"))
