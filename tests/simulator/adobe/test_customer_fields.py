from __future__ import annotations

from typing import Any

import pytest

from tests.simulator.adobe.bodies import a_contact, a_customer, a_profile, an_address
from tests.simulator.adobe.driver import DISTRIBUTOR, Partner, refusal


def _answer(profile: dict[str, Any], **changes: object) -> tuple[int, str, list[str]] | None:
    partner = Partner()
    reseller_id = partner.control.add_reseller(DISTRIBUTOR, segments=("COM", "EDU", "GOV"))
    response = partner.post("/v3/customers", a_customer(reseller_id, profile, **changes))
    return None if response.status_code == 201 else refusal(response)


@pytest.mark.parametrize("name", ["Acme", "Zoë & Søn (Å/S)", "株式会社アドビ・サンプル", 'O\'Neill, "Bros" 2.0', "x" * 80])
def test_a_company_name_of_the_documented_characters_passes(name: str) -> None:
    assert _answer(a_profile(companyName=name)) is None


@pytest.mark.parametrize("name", ["Acm", "x" * 81, "Acme!", "Acme <b>", "Acme @ Home", "Ac\nme", "Acme\n"])
def test_another_company_name_is_refused_by_its_path(name: str) -> None:
    assert _answer(a_profile(companyName=name)) == (400, "1117", ["companyProfile.companyName"])


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"firstName": ""}, "firstName"),
        ({"firstName": "x" * 36}, "firstName"),
        ({"lastName": "Br@ndt"}, "lastName"),
        ({"email": "it.northbeam.example"}, "email"),
        ({"email": "it@northbeam"}, "email"),
        ({"phoneNumber": "<1>"}, "phoneNumber"),
    ],
)
def test_a_wrong_contact_field_is_refused_by_its_path(changes: dict[str, str], path: str) -> None:
    contacts = [a_contact(), a_contact(**changes)]
    assert _answer(a_profile(contacts=contacts)) == (400, "1117", [f"companyProfile.contacts[1].{path}"])


@pytest.mark.parametrize("email", ["a.b+c@sub.domain.example", "it@[10.0.0.1]", '"odd one"@northbeam.example'.replace(" ", "")])
def test_an_email_by_adobes_expression_passes(email: str) -> None:
    assert _answer(a_profile(contacts=[a_contact(email=email)])) is None


@pytest.mark.parametrize(
    ("country", "region", "postal_code"),
    [
        *[("US", "CA", "95110"), ("US", "PR", "00901-1234"), ("CA", "ON", "K1A 0B1"), ("GB", "00", "SW1A 1AA")],
        *[("DE", "BE", "10115"), ("FR", "IDF", "75001"), ("NL", "NH", "1012 AB"), ("ES", "MD", "28001")],
        *[("IT", "RM", "00184"), ("AU", "NSW", "2000"), ("JP", "13", "100-0001"), ("AE", "DU", ""), ("IE", "D", "D02 AF30")],
    ],
)
def test_an_address_that_fits_its_country_passes(country: str, region: str, postal_code: str) -> None:
    assert _answer(a_profile(address=an_address(country=country, region=region, postalCode=postal_code))) is None


@pytest.mark.parametrize(
    ("country", "region", "postal_code"),
    [
        *[("US", "California", "95110"), ("US", "CA", "9511"), ("CA", "ON", "K1A0B1"), ("CA", "XX", "K1A 0B1")],
        *[("GB", "00", "YO19TT"), ("DE", "BE", "1011"), ("FR", "IDF", "7500"), ("NL", "NH", "AB 1012"), ("ES", "MD", "2800")],
        *[("IT", "RM", "0018"), ("AU", "NSW", "20000"), ("JP", "13", "1000001"), ("KP", "01", "1"), ("XX", "01", "1")],
    ],
)
def test_an_address_that_cannot_be_is_refused_as_a_whole(country: str, region: str, postal_code: str) -> None:
    assert _answer(a_profile(address=an_address(country=country, region=region, postalCode=postal_code))) == (400, "1118", [])


def test_another_wrong_field_beside_a_wrong_address_makes_it_1117_with_both() -> None:
    profile = a_profile(address=an_address(postalCode="nowhere"), contacts=[a_contact(email="nobody")])
    answered = _answer(profile)
    assert answered is not None
    assert answered[:2] == (400, "1117")
    assert set(answered[2]) == {"companyProfile.contacts[0].email", "companyProfile.address.postalCode"}


def test_a_too_long_city_is_a_field_and_not_an_address() -> None:
    assert _answer(a_profile(address=an_address(city="x" * 41))) == (400, "1117", ["companyProfile.address.city"])


def test_missing_fields_are_named_all_at_once_by_their_paths() -> None:
    contact = {"email": "it@northbeam.example"}
    address = {name: value for name, value in an_address().items() if name != "city"}
    answered = _answer(a_profile(contacts=[contact], address=address))
    assert answered is not None
    assert answered[:2] == (400, "1122")
    assert set(answered[2]) == {
        *("companyProfile.contacts[0].firstName", "companyProfile.contacts[0].lastName"),
        "companyProfile.address.city",
    }


def test_an_unexpected_field_is_told_before_a_missing_one() -> None:
    profile = {**a_profile(), "vatNumber": "GB1"}
    del profile["companyName"]
    assert _answer(profile) == (400, "1121", ["companyProfile.vatNumber"])


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"externalReferenceId": "x" * 36}, (400, "2126", ["externalReferenceId"])),
        ({"cotermDate": "2027-09-01"}, (400, "1117", ["cotermDate"])),
        ({"cotermDate": "2029-09-02"}, (400, "1117", ["cotermDate"])),
        ({"cotermDate": "2028-02-30"}, (400, "1117", ["cotermDate"])),
        ({"cotermDate": "soon"}, (400, "1117", ["cotermDate"])),
        ({"globalSalesEnabled": True}, (400, "1139", [])),
        ({"benefits": [{"type": "LARGE_GOVERNMENT_AGENCY"}]}, (400, "1164", [])),
        ({"benefits": [{"type": "LARGE_GOVERNMENT_AGENCY"}, {"type": "THREE_YEAR_COMMIT"}]}, (400, "1147", [])),
    ],
)
def test_what_stands_beside_the_profile_is_judged_too(changes: dict[str, Any], expected: tuple[int, str, list[str]]) -> None:
    assert _answer(a_profile(), **changes) == expected


@pytest.mark.parametrize("locale", ["en-CH", "English", ""])
def test_an_unsupported_locale_is_refused_by_its_path(locale: str) -> None:
    assert _answer(a_profile(preferredLanguage=locale)) == (400, "1117", ["companyProfile.preferredLanguage"])


def test_a_body_that_is_no_json_is_refused() -> None:
    partner = Partner()
    response = partner.http.post("/v3/customers", content=b"<customer/>", headers=partner.headers())
    assert refusal(response) == (400, "1117", [])


def test_a_three_year_request_is_kept_as_requested() -> None:
    partner = Partner()
    request = {"minimumQuantities": [{"offerType": "LICENSE", "quantity": 50}]}
    benefits = [{"type": "THREE_YEAR_COMMIT", "commitmentRequest": request}]
    body = a_customer(partner.control.add_reseller(DISTRIBUTOR), benefits=benefits)
    benefit = partner.post("/v3/customers", body).json()["benefits"][0]
    kept = {"startDate": "2026-09-01", "endDate": "2029-08-31", "status": "REQUESTED", **request}
    assert benefit == {"type": "THREE_YEAR_COMMIT", "commitment": None, "commitmentRequest": kept, "recommitmentRequest": None}
