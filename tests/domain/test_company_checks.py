"""The limits of a company's data: the last value that Adobe takes, and the first that it does not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from connector.domain.companies import profile_of
from connector.domain.company_checks import company_problems
from connector.domain.parties import Address, Contact
from tests.builders import ADDRESS, ADMIN, a_policy, a_purchase, a_tier


def _address(part: str, text: str) -> Address:
    change: dict[str, Any] = {part: text}
    return replace(ADDRESS, **change)


def _contact(part: str, text: str) -> Contact:
    change: dict[str, Any] = {part: text}
    return replace(ADMIN, **change)


def _found(
    name: str = "End Customer Inc", address: Address = ADDRESS, contact: Contact = ADMIN
) -> list[tuple[str, tuple[str, ...]]]:
    profile = profile_of(a_purchase(customer=a_tier(name=name, address=address, contact=contact)), a_policy())
    return [(problem.code, problem.parameters) for problem in company_problems(profile)]


@pytest.mark.parametrize(
    "name",
    [
        "Four",
        "N" * 80,
        "Bäckerei Müller & Söhne (GmbH)",
        'O\'Neil, "Best" of A/B_C-D.',
        "株式会社\u3000アドビ\uff06\u30fb\uff08東京\uff09",
        "\uff11\uff12\uff13\uff14",
        "Ⅻ½x2",
    ],
)
def test_a_company_name_within_adobes_expression_is_taken(name: str) -> None:
    assert _found(name=name) == []


@pytest.mark.parametrize("name", ["", "Abc", "N" * 81, "Smith + Co", "A<B>C", "No. 1!", "Tab\tInc", "Line\nInc"])
def test_a_company_name_outside_adobes_expression_is_asked_for(name: str) -> None:
    assert _found(name=name) == [("company-name-invalid", ("customer_company_name",))]


@pytest.mark.parametrize(
    ("part", "text", "code", "parameter"),
    [
        ("line_1", "", "address-line-invalid", "customer_address_line_1"),
        ("line_1", "S" * 61, "address-line-invalid", "customer_address_line_1"),
        ("line_1", "1 <Main> Street", "address-line-invalid", "customer_address_line_1"),
        ("line_2", "S" * 61, "address-line-invalid", "customer_address_line_2"),
        ("line_2", 'The "Tower"', "address-line-invalid", "customer_address_line_2"),
        ("city", "", "city-invalid", "customer_city"),
        ("city", "C" * 41, "city-invalid", "customer_city"),
        ("postal_code", "9" * 41, "postal-code-invalid", "customer_postal_code"),
        ("country", "", "country-missing", "customer_country"),
        ("country", "USA", "country-missing", "customer_country"),
        ("region", "", "region-missing", "customer_region"),
    ],
)
def test_each_wrong_part_of_the_address_has_its_own_question(part: str, text: str, code: str, parameter: str) -> None:
    assert _found(address=_address(part, text)) == [(code, (parameter,))]


@pytest.mark.parametrize(
    ("part", "text"),
    [
        ("line_1", "S" * 60),
        ("line_2", "S" * 60),
        ("line_2", ""),
        ("city", "C" * 40),
        ("postal_code", "9" * 40),
        ("postal_code", ""),
    ],
)
def test_an_address_at_its_limits_is_taken(part: str, text: str) -> None:
    assert _found(address=_address(part, text)) == []


@pytest.mark.parametrize(
    ("part", "text", "code", "parameter"),
    [
        ("email", "", "email-invalid", "adobe_user_email"),
        ("email", "ann", "email-invalid", "adobe_user_email"),
        ("email", "ann@example", "email-invalid", "adobe_user_email"),
        ("email", "a@b@c.example", "email-invalid", "adobe_user_email"),
        ("email", "ann example@customer.example", "email-invalid", "adobe_user_email"),
        ("email", "a" * 229 + "@example.org", "email-invalid", "adobe_user_email"),
        ("first_name", "", "first-name-invalid", "adobe_user_first_name"),
        ("first_name", "A" * 36, "first-name-invalid", "adobe_user_first_name"),
        ("last_name", "", "last-name-invalid", "adobe_user_last_name"),
        ("last_name", "Smith (Jr)", "last-name-invalid", "adobe_user_last_name"),
        ("phone", "1" * 41, "phone-invalid", "customer_phone_number"),
    ],
)
def test_each_wrong_part_of_the_contact_has_its_own_question(part: str, text: str, code: str, parameter: str) -> None:
    assert _found(contact=_contact(part, text)) == [(code, (parameter,))]


@pytest.mark.parametrize(
    ("part", "text"),
    [
        ("email", "a" * 228 + "@example.org"),
        ("first_name", "A" * 35),
        ("first_name", "Jean-Luc"),
        ("last_name", "O'Brien, Jr."),
        ("last_name", "山田\uff06"),
        ("phone", ""),
        ("phone", "1" * 40),
    ],
)
def test_a_contact_at_its_limits_is_taken(part: str, text: str) -> None:
    assert _found(contact=_contact(part, text)) == []


@pytest.mark.parametrize(
    "country",
    ["AQ", "BV", "CU", "EH", "GS", "HM", "IR", "KM", "KP", "PN", "PW", "SD", "SJ", "SS", "SY"],
)
def test_a_country_that_adobe_does_not_serve_is_named(country: str) -> None:
    profile = profile_of(a_purchase(customer=a_tier(address=replace(ADDRESS, country=country))), a_policy())
    (found,) = company_problems(profile)
    assert found.code == "country-unserved"
    assert found.text == f"Adobe does not sell to addresses in {country}. Give an address in another country."


@pytest.mark.parametrize(
    ("country", "instead"),
    [
        ("AX", "FI, region 01"),
        ("BL", "FR, region BL"),
        ("BQ", "NL, region BQ1, BQ2 or BQ3"),
        ("CW", "NL, region CW"),
        ("GG", "GB"),
        ("IM", "GB"),
        ("IO", "GB"),
        ("JE", "GB"),
        ("MF", "FR"),
        ("TF", "FR"),
    ],
)
def test_a_territory_is_told_which_country_and_region_stand_for_it(country: str, instead: str) -> None:
    profile = profile_of(a_purchase(customer=a_tier(address=replace(ADDRESS, country=country))), a_policy())
    (found,) = company_problems(profile)
    assert f"(use {instead})" in found.text


def test_an_unknown_region_offers_the_close_ones() -> None:
    close = ("North Carolina (NC)", "South Carolina (SC)")
    address = replace(ADDRESS, region="Nort Carolina", region_known=False, region_suggestions=close)
    profile = profile_of(a_purchase(customer=a_tier(address=address)), a_policy())
    (found,) = company_problems(profile)
    assert found.parameters == ("customer_region",)
    assert "US" in found.text
    assert "Did you mean North Carolina (NC), South Carolina (SC)?" in found.text


def test_an_unknown_region_without_a_close_one_asks_for_the_code() -> None:
    profile = profile_of(a_purchase(customer=a_tier(address=replace(ADDRESS, region="Nowhere", region_known=False))), a_policy())
    (found,) = company_problems(profile)
    assert "Give its code, for example CA." in found.text


def test_everything_that_is_wrong_is_told_at_once() -> None:
    assert [code for code, _ in _found(name="Abc", address=Address(country="US"), contact=Contact())] == [
        "company-name-invalid",
        "address-line-invalid",
        "city-invalid",
        "region-missing",
        "email-invalid",
        "first-name-invalid",
        "last-name-invalid",
    ]
