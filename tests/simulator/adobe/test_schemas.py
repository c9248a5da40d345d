from __future__ import annotations

import copy
import json
import re
from pathlib import Path
from typing import Any, Final

import pytest
from jsonschema import Draft202012Validator

from connector.simulator.adobe.judge import validator
from tests.simulator.adobe.bodies import a_customer, a_line, a_preview, a_reseller, an_order

FILES: Final = sorted((Path(__file__).parents[3] / "connector" / "schemas" / "adobe").glob("*.json"))

# Documented messages with invented values.
_LINK: Final = {"self": {"uri": "/v3/customers/1007200145", "method": "GET", "headers": []}}
_ORDER: Final[dict[str, Any]] = {
    "externalReferenceId": "PO-5501",
    "orderId": "9201447001",
    "customerId": "1007200145",
    "orderType": "NEW",
    "referenceOrderId": "",
    "creationDate": "2026-09-04T10:02:11Z",
    "status": "1000",
    "source": "API",
    "lineItems": [
        {
            "extLineItemNumber": 1,
            "offerId": "65309999CA02A12",
            "quantity": 12,
            "remainingQuantity": 12,
            "subscriptionId": "c0ffee00c0ffee00c0ffee00c0ffeeNA",
            "status": "1000",
            "currencyCode": "GBP",
        },
    ],
    "links": _LINK,
}
_SUBSCRIPTION: Final[dict[str, Any]] = {
    "subscriptionId": "c0ffee00c0ffee00c0ffee00c0ffeeNA",
    "offerId": "65309999CA01A12",
    "currentQuantity": 7,
    "usedQuantity": 6,
    "renewedQuantity": 0,
    "autoRenewal": {"enabled": True, "renewalQuantity": 7},
    "creationDate": "2026-09-04T10:02:12Z",
    "renewalDate": "2027-09-04",
    "status": "1000",
    "currencyCode": "GBP",
    "links": _LINK,
}
_CUSTOMER: Final[dict[str, Any]] = {
    **a_customer("1000512301"),
    "customerId": "1007200145",
    "globalSalesEnabled": False,
    "discounts": [{"offerType": "LICENSE", "level": "02"}],
    "tags": [],
    "benefits": [],
    "cotermDate": "",
    "creationDate": "2026-09-01T08:20:00Z",
    "status": "1002",
    "links": _LINK,
}
_RESELLER: Final[dict[str, Any]] = {
    **a_reseller("5000000077"),
    "resellerId": "1000512301",
    "creationDate": "2026-09-01T08:15:30Z",
    "status": "1002",
    "links": _LINK,
}
_OFFERS: Final[dict[str, Any]] = {
    "totalCount": 1,
    "items": [{"offerId": "65309999CA12A12", "currencyCode": "GBP", "quantity": 14, "renewalDate": "2027-03-01"}],
    "benefits": [
        {
            "type": "THREE_YEAR_COMMIT",
            "commitment": {
                "startDate": "2025-03-01",
                "endDate": "2028-02-29",
                "status": "ACTIVE",
                "minimumQuantities": [{"offerType": "LICENSE", "quantity": 10}],
            },
            "commitmentRequest": None,
        }
    ],
    "discounts": [{"level": "12", "offerType": "LICENSE"}],
}
_TRANSFER: Final[dict[str, Any]] = {
    "transferId": "TRF-7f31",
    "customerId": "1007333001",
    "membershipId": "88A1B2C3",
    "resellerId": "1000512301",
    "creationDate": "2026-09-12T10:00:00Z",
    "status": "1000",
    "lineItems": [
        {
            "lineItemNumber": 1,
            "offerId": "65309999CA12A12",
            "quantity": 14,
            "subscriptionId": "ee55ee55ee55ee55ee55ee55ee55eeNA",
            "currencyCode": "GBP",
            "deploymentId": "",
        }
    ],
    "links": _LINK,
}
_ERROR: Final = {"code": "1117", "message": "Some Fields are Invalid", "additionalDetails": ["companyProfile.address.city"]}
_PAGE: Final = {"totalCount": 1, "count": 1, "offset": 0, "limit": 25}
_RETURN: Final = an_order(a_line("65309999CA02A12", 5), kind="RETURN", referenceOrderId="9201447001")
_RENEWED: Final = a_line(subscriptionId="c0ffee00c0ffee00c0ffee00c0ffeeNA")

MESSAGES: Final[dict[str, Any]] = {
    "create-reseller": a_reseller("5000000077"),
    "create-customer": a_customer("1000512301"),
    "order-new": an_order(),
    "order-preview": a_preview(),
    "order-return": _RETURN,
    "order-renewal": an_order(_RENEWED, kind="RENEWAL"),
    "order-preview-renewal": {"orderType": "PREVIEW_RENEWAL"},
    "update-order": {"externalReferenceId": "PO-5501-R1"},
    "update-subscription": {"autoRenewal": {"enabled": True, "renewalQuantity": 7, "flexDiscountCodes": ["KEEP_FIVE"]}},
    "order": _ORDER,
    "subscription": _SUBSCRIPTION,
    "updated-subscription": {name: value for name, value in _SUBSCRIPTION.items() if name not in {"offerId", "usedQuantity"}},
    "customer": _CUSTOMER,
    "reseller": _RESELLER,
    "error": _ERROR,
    "order-list": {**_PAGE, "items": [_ORDER], "links": _LINK},
    "subscription-list": {"totalCount": 1, "items": [_SUBSCRIPTION], "links": _LINK},
    "create-transfer": {"resellerId": "1000512301"},
    "membership-offers": _OFFERS,
    "transfer": _TRANSFER,
    "fetch-price-list": {
        "region": "WE",
        "marketSegment": "COM",
        "currency": "GBP",
        "priceListMonth": "202609",
        "priceListType": "3YC",
        "filters": {"offerId": "65309999CA13A12", "firstOrderDate": "", "discountCode": None},
        "includeOfferAttributes": ["productType", "levelDetails", "duration"],
    },
    "price-list": {
        "priceListMonth": "202609",
        "marketSegment": "COM",
        "region": "WE",
        "currency": "GBP",
        "discountType": "3YC",
        "totalCount": 1,
        "count": 1,
        "limit": 20,
        "offset": 0,
        "offers": [
            {
                "offerId": "65309999CA13A12",
                "productFamily": "Sample Studio",
                "firstOrderDate": "2025-05-01T00:00:00.000+00:00",
                "lastOrderDate": "2026-04-30T00:00:00.000+00:00",
                "partnerPrice": "150.00",
            }
        ],
    },
    "token": {"access_token": "eyJ", "token_type": "bearer", "expires_in": 86399},
    "token-error": {"error": "invalid_client", "error_description": "invalid client_secret parameter"},
}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_schema_is_one_and_says_its_source_and_date(path: Path) -> None:
    schema = json.loads(path.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    assert schema["$id"].endswith(f"/{path.name}")
    assert schema["title"]
    assert re.search(r"Source: https://developer\.adobe\.com/vipmp/docs/\S+, as of August 2026\.$", schema["description"])


@pytest.mark.parametrize("name", MESSAGES)
def test_a_documented_message_passes(name: str) -> None:
    assert [error.message for error in validator(name).iter_errors(MESSAGES[name])] == []


def _alterations() -> list[tuple[str, str, object]]:
    return [
        ("order", "status", None),
        ("order", "status", "9999"),
        ("order", "orderId", ""),
        ("order", "orderType", "PREVIEW"),
        ("order", "creationDate", "yesterday"),
        ("order", "lineItems.0.extLineItemNumber", "1"),
        ("order", "lineItems.0.subscriptionId", "c0ffee"),
        ("order", "lineItems.0.status", "1005"),
        ("subscription", "offerId", None),
        ("subscription", "autoRenewal", None),
        ("subscription", "autoRenewal.enabled", "true"),
        ("subscription", "currentQuantity", -1),
        ("updated-subscription", "autoRenewal.enabled", "true"),
        ("updated-subscription", "status", None),
        ("customer", "discounts.0.level", "1"),
        ("customer", "cotermDate", "2027-13-01"),
        ("customer", "companyProfile.marketSegment", "GIFT"),
        ("customer", "companyProfile.contacts", []),
        ("reseller", "distributorId", None),
        ("reseller", "companyProfile.marketSegments", ["ALL"]),
        ("reseller", "links.self.uri", "https://partners.adobe.io/v3/resellers/1"),
        ("error", "code", 1117),
        ("error", "additionalDetails", "companyProfile"),
        ("order-list", "totalCount", None),
        ("order-list", "items.0.orderId", None),
        ("subscription-list", "items", None),
        ("create-transfer", "resellerId", ""),
        ("membership-offers", "totalCount", None),
        ("membership-offers", "items.0.quantity", 0),
        ("membership-offers", "items.0.renewalDate", "01/03/2027"),
        ("transfer", "status", "1008"),
        ("transfer", "transferId", ""),
        ("transfer", "lineItems.0.subscriptionId", "ee55"),
        ("fetch-price-list", "priceListMonth", "2026-09"),
        ("fetch-price-list", "currency", "CHF"),
        ("fetch-price-list", "includeOfferAttributes", ["shoeSize"]),
        ("price-list", "offers.0.partnerPrice", 150.0),
        ("price-list", "offers.0.firstOrderDate", "2025-05-01"),
        ("price-list", "totalCount", None),
        ("token", "expires_in", "86399"),
        ("token-error", "error", None),
        ("create-customer", "resellerId", "R 1"),
        ("create-customer", "companyProfile.address.postalCode", None),
        ("create-reseller", "companyProfile.preferredLanguage", "en"),
        ("order-new", "orderType", "PREVIEW"),
        ("order-preview", "lineItems.0.quantity", 1.5),
        ("order-return", "referenceOrderId", None),
        ("order-renewal", "lineItems.0.subscriptionId", "c0ffee"),
        ("update-subscription", "autoRenewal.renewalQuantity", 0),
        ("update-order", "externalReferenceId", "x" * 36),
    ]


@pytest.mark.parametrize(("name", "path", "value"), _alterations())
def test_an_altered_message_is_refused(name: str, path: str, value: object) -> None:
    altered = copy.deepcopy(MESSAGES[name])
    *way, last = path.split(".")
    inside = altered
    for part in way:
        inside = inside[int(part) if part.isdecimal() else part]
    if value is None:
        del inside[last]
    else:
        inside[last] = value
    assert not validator(name).is_valid(altered)


@pytest.mark.parametrize(
    "name", [name for name in MESSAGES if name.startswith(("create-", "update-", "order-", "fetch-")) and "list" not in name]
)
def test_a_request_with_a_field_too_many_is_refused(name: str) -> None:
    assert not validator(name).is_valid({**MESSAGES[name], "shoeSize": 42})
