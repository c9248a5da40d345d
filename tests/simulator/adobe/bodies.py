"""Request bodies as Adobe documents them, with invented values; builders take what a test is about."""

from __future__ import annotations

from typing import Any


def an_address(**changes: object) -> dict[str, Any]:
    address: dict[str, Any] = {
        "country": "GB",
        "region": "00",
        "city": "York",
        "addressLine1": "12 Mill Yard",
        "addressLine2": "",
        "postalCode": "YO1 9TT",
        "phoneNumber": "",
    }
    return {**address, **changes}


def a_contact(**changes: object) -> dict[str, Any]:
    return {"firstName": "Tomas", "lastName": "Brandt", "email": "it@northbeam.example", **changes}


def a_profile(**changes: object) -> dict[str, Any]:
    profile: dict[str, Any] = {
        "companyName": "Northbeam Optics",
        "preferredLanguage": "en-GB",
        "address": an_address(),
        "contacts": [a_contact()],
    }
    return {**profile, **changes}


def a_customer(reseller_id: str, profile: dict[str, Any] | None = None, **changes: object) -> dict[str, Any]:
    body = {"resellerId": reseller_id, "externalReferenceId": "TA-0000-0000-0001", "companyProfile": profile or a_profile()}
    return {**body, **changes}


def a_reseller(distributor_id: str, profile: dict[str, Any] | None = None, **changes: object) -> dict[str, Any]:
    named = a_profile(companyName="Harbour Lane Software", marketSegments=["COM"])
    body = {"distributorId": distributor_id, "externalReferenceId": "RS-0081", "companyProfile": profile or named}
    return {**body, **changes}


def a_line(offer_id: str = "65309999CA01A12", quantity: int = 1, number: int = 1, **changes: object) -> dict[str, Any]:
    return {"extLineItemNumber": number, "offerId": offer_id, "quantity": quantity, "currencyCode": "GBP", **changes}


def an_order(*lines: dict[str, Any], kind: str = "NEW", **changes: object) -> dict[str, Any]:
    return {"orderType": kind, "externalReferenceId": "PO-5501", "lineItems": list(lines) or [a_line()], **changes}


def a_preview(*lines: dict[str, Any], **changes: object) -> dict[str, Any]:
    return an_order(*lines, kind="PREVIEW", **changes)
