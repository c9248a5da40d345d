"""The bodies of persisting calls. Expectations: the request samples of Adobe's create and update pages."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from connector.adobe.calls import (
    Address,
    CompanyProfile,
    Contact,
    NewCustomer,
    NewLine,
    NewOrder,
    NewReseller,
    WriteCall,
    create_customer,
    create_reseller,
    path_of,
    place_order,
    update_customer,
    update_reseller,
)


def a_profile(*segments: str) -> CompanyProfile:
    address = Address(country="GB", region="00", city="York", address_line_1="12 Mill Yard", postal_code="YO1 9TT")
    contact = Contact(first_name="Tomas", last_name="Brandt", email="it@northbeam.example")
    return CompanyProfile("Northbeam Optics", "en-GB", address, (contact,), segments or ("COM",))


COMPANY = {
    "companyName": "Northbeam Optics",
    "preferredLanguage": "en-GB",
    "address": {"country": "GB", "region": "00", "city": "York", "addressLine1": "12 Mill Yard", "postalCode": "YO1 9TT"},
    "contacts": [{"firstName": "Tomas", "lastName": "Brandt", "email": "it@northbeam.example"}],
}


def test_a_customer_is_created_under_its_reseller() -> None:
    assert create_customer(NewCustomer("1000512301", a_profile(), "CU-7719")) == WriteCall(
        "POST",
        "/v3/customers",
        {"resellerId": "1000512301", "externalReferenceId": "CU-7719", "companyProfile": {**COMPANY, "marketSegment": "COM"}},
    )


def test_a_longer_first_term_and_a_sub_segment_are_sent_when_given() -> None:
    profile = dataclasses.replace(a_profile("GOV"), market_sub_segments=("STATE",))
    body = create_customer(NewCustomer("1000512301", profile, coterm_date=date(2028, 6, 30))).body
    assert body["cotermDate"] == "2028-06-30"
    assert body["companyProfile"]["marketSegment"] == "GOV"
    assert body["companyProfile"]["marketSubSegments"] == ["STATE"]


def test_everything_optional_goes_out_when_it_is_filled() -> None:
    address = dataclasses.replace(a_profile().address, address_line_2="Unit 3", phone_number="+441904000000")
    contact = dataclasses.replace(a_profile().contacts[0], phone_number="+441904000001")
    body = create_customer(NewCustomer("1", dataclasses.replace(a_profile(), address=address, contacts=(contact,)))).body
    assert body["companyProfile"]["address"]["addressLine2"] == "Unit 3"
    assert body["companyProfile"]["address"]["phoneNumber"] == "+441904000000"
    assert body["companyProfile"]["contacts"][0]["phoneNumber"] == "+441904000001"
    assert "externalReferenceId" not in body


def test_a_customer_has_exactly_one_market_segment() -> None:
    with pytest.raises(ValueError, match="exactly one market segment"):
        create_customer(NewCustomer("1000512301", a_profile("COM", "GOV")))


def test_a_customers_whole_profile_is_replaced() -> None:
    call = update_customer("1007200145", a_profile("EDU"), "CU-7719-B")
    assert (call.method, call.path) == ("PATCH", "/v3/customers/1007200145")
    assert call.body == {"externalReferenceId": "CU-7719-B", "companyProfile": {**COMPANY, "marketSegment": "EDU"}}


def test_a_reseller_is_created_under_the_distributor_with_all_its_segments() -> None:
    assert create_reseller(NewReseller("5000000077", a_profile("COM", "GOV"), "RS-0081")) == WriteCall(
        "POST",
        "/v3/resellers",
        {
            "distributorId": "5000000077",
            "externalReferenceId": "RS-0081",
            "companyProfile": {**COMPANY, "marketSegments": ["COM", "GOV"]},
        },
    )


def test_a_resellers_whole_profile_is_replaced() -> None:
    call = update_reseller("1000512301", a_profile("COM", "EDU"))
    assert (call.method, call.path) == ("PATCH", "/v3/resellers/1000512301")
    assert call.body == {"companyProfile": {**COMPANY, "marketSegments": ["COM", "EDU"]}}


def test_an_order_names_its_currency_on_the_lines_alone() -> None:
    lines = (NewLine(1, "65309999CA02A12", 12, "GBP"), NewLine(2, "30007777CA02A12", 3, "GBP", "D55"))
    assert place_order("1007200145", NewOrder(lines, "PO-5501")) == WriteCall(
        "POST",
        "/v3/customers/1007200145/orders",
        {
            "orderType": "NEW",
            "externalReferenceId": "PO-5501",
            "lineItems": [
                {"extLineItemNumber": 1, "offerId": "65309999CA02A12", "quantity": 12, "currencyCode": "GBP"},
                {
                    "extLineItemNumber": 2,
                    "offerId": "30007777CA02A12",
                    "quantity": 3,
                    "currencyCode": "GBP",
                    "deploymentId": "D55",
                },
            ],
        },
    )


def test_a_quantity_of_zero_is_adobes_to_refuse_and_not_left_out() -> None:
    assert place_order("1", NewOrder((NewLine(1, "X", 0),))).body["lineItems"] == [
        {"extLineItemNumber": 1, "offerId": "X", "quantity": 0}
    ]


def test_an_id_is_one_segment_of_the_path_whatever_it_holds() -> None:
    assert path_of("customers", "1/../2?x=1#y", "orders") == "/v3/customers/1%2F..%2F2%3Fx%3D1%23y/orders"


@pytest.mark.parametrize("nothing", ["", " ", ".", ".."])
def test_an_empty_id_never_names_the_whole_collection(nothing: str) -> None:
    with pytest.raises(ValueError, match="id is empty"):
        path_of("customers", nothing)


def test_no_repr_shows_whose_data_it_is() -> None:
    customer = NewCustomer("1000512301", a_profile(), "CU-7719")
    shown = repr(customer) + repr(create_customer(customer))
    assert "1000512301" in shown
    for personal in ("Northbeam", "Tomas", "Brandt", "Mill Yard", "YO1 9TT", "York"):
        assert personal not in shown
