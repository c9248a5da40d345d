"""A company's data at Adobe beside the marketplace's: what is a difference, what goes out, and what can never be changed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from connector.domain.parties import Address, AdobeProfile, Contact, CustomerProfile
from connector.domain.profiles import differences, fixed_differences, updated, with_segment
from tests.builders import ADDRESS, ADMIN

WANTED = CustomerProfile("End Customer Inc", ADDRESS, ADMIN, "en-US", "COM")
STORED = AdobeProfile("End Customer Inc", "en-US", ADDRESS, ADMIN.phone, (ADMIN,), ("COM",))
LEEDS = Address("4 Canal Wharf", "", "Leeds", "00", "LS11 5PS", "GB")


def test_the_same_data_make_no_difference() -> None:
    assert updated(STORED, WANTED) == STORED
    assert differences(STORED, STORED) == ()
    assert fixed_differences(STORED, WANTED) == ()


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (replace(ADDRESS, line_1="2 Test Street"), ("the address",)),
        (replace(ADDRESS, line_2="Floor 2"), ("the address",)),
        (replace(ADDRESS, city="Tustin"), ("the address",)),
        (replace(ADDRESS, postal_code="92780"), ("the address",)),
        (replace(ADDRESS, line_1="1  TEST  street", city="irvine"), ()),
    ],
)
def test_an_address_differs_by_more_than_its_spelling(address: Address, expected: tuple[str, ...]) -> None:
    sent = updated(STORED, replace(WANTED, address=address))
    assert differences(STORED, sent) == expected
    assert sent.address == (address if expected else ADDRESS)


@pytest.mark.parametrize(
    ("phone", "expected"),
    [
        ("+15558677090", ("the phone number", "the contacts")),
        ("+1 (555) 867-7089", ()),
        ("", ()),
    ],
)
def test_a_phone_number_differs_by_its_digits_and_is_never_taken_away(phone: str, expected: tuple[str, ...]) -> None:
    sent = updated(STORED, replace(WANTED, contact=replace(ADMIN, phone=phone)))
    assert differences(STORED, sent) == expected
    assert sent.phone == (phone if expected else ADMIN.phone)


def test_names_are_adobes_own_once_it_knows_the_mail_address() -> None:
    wanted = replace(WANTED, contact=replace(ADMIN, first_name="Anna", email="ANN@customer.example"))
    assert updated(STORED, wanted) == STORED


def test_a_new_contact_takes_the_first_ones_place() -> None:
    second = Contact("Ines", "Okoro", "ines@customer.example")
    new = Contact("Zoe", "New", "zoe@customer.example", ADMIN.phone)
    sent = updated(replace(STORED, contacts=(ADMIN, second)), replace(WANTED, contact=new))
    assert sent.contacts == (new, second)
    assert differences(replace(STORED, contacts=(ADMIN, second)), sent) == ("the contacts",)


def test_the_other_contacts_keep_their_phone_numbers() -> None:
    second = Contact("Ines", "Okoro", "ines@customer.example", "+441130000000")
    stored = replace(STORED, contacts=(second, replace(ADMIN, phone="")))
    assert updated(stored, WANTED).contacts == (second, ADMIN)


def test_a_company_without_a_mail_address_leaves_the_contacts_alone() -> None:
    assert updated(STORED, replace(WANTED, contact=Contact())).contacts == (ADMIN,)


def test_adobes_language_stays_and_a_missing_one_becomes_american_english() -> None:
    assert updated(replace(STORED, language="de-DE"), WANTED).language == "de-DE"
    assert updated(replace(STORED, language=""), WANTED).language == "en-US"


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (replace(WANTED, company_name="Another Inc"), ("customer_company_name",)),
        (replace(WANTED, company_name="END  CUSTOMER INC"), ()),
        (replace(WANTED, address=replace(ADDRESS, region="NV")), ("customer_region",)),
        (replace(WANTED, address=LEEDS), ("customer_country",)),
        (replace(WANTED, address=replace(ADDRESS, region="ON", country="CA")), ("customer_country", "customer_region")),
    ],
)
def test_name_country_and_region_are_named_and_never_sent(wanted: CustomerProfile, expected: tuple[str, ...]) -> None:
    assert fixed_differences(STORED, wanted) == expected
    sent = updated(STORED, wanted)
    assert (sent.company_name, sent.address.country, sent.address.region) == ("End Customer Inc", "US", "CA")


@pytest.mark.parametrize("moved", [LEEDS, replace(ADDRESS, region="NV", city="Reno", postal_code="89501")])
def test_an_address_elsewhere_is_not_mixed_with_the_old_one(moved: Address) -> None:
    assert updated(STORED, replace(WANTED, address=moved)).address == ADDRESS


@pytest.mark.parametrize("region", ["00", ""])
def test_a_placeholder_for_the_region_is_no_difference_and_stays(region: str) -> None:
    stored = replace(STORED, address=replace(LEEDS, region=region))
    wanted = replace(WANTED, address=replace(LEEDS, region="ENG", line_1="9 Canal Wharf"))
    assert fixed_differences(stored, wanted) == ()
    assert updated(stored, wanted).address == replace(LEEDS, region=region, line_1="9 Canal Wharf")


def test_a_segment_is_added_and_none_is_removed() -> None:
    assert with_segment(STORED, "COM") == STORED
    sent = with_segment(STORED, "EDU")
    assert sent.segments == ("COM", "EDU")
    assert differences(STORED, sent) == ("the market segments",)
    assert differences(STORED, replace(STORED, segments=("COM",))) == ()
