"""What the routes of resellers take and answer. Times are ISO 8601; what is empty is not known or not there."""

from __future__ import annotations

from typing import Final

from connector.wire import WireModel


class ResellerRow(WireModel):
    """A tier configuration of level 1. `state` is set_up, being_set_up, missing or parked; `why` and `since` belong to parked."""

    configuration_id: str
    company_id: str = ""
    company_name: str = ""
    product: str = ""
    marketplace: str = ""
    account: str = ""
    status: str = ""
    reseller_id: str = ""
    request_id: str = ""
    state: str
    why: str = ""
    since: str = ""


class DefaultReseller(WireModel):
    """The Adobe reseller that an account sells under where a tier has none."""

    product: str
    marketplace: str
    environment: str
    account: str
    reseller_id: str


class ResellersListed(WireModel):
    """One page of resellers, in the platform's order; `next` is there where more follow. `defaults` are the accounts'."""

    resellers: tuple[ResellerRow, ...] = ()
    defaults: tuple[DefaultReseller, ...] = ()
    next: str | None = None


class AddressShown(WireModel):
    """A company's address."""

    line_1: str = ""
    line_2: str = ""
    city: str = ""
    region: str = ""
    postal_code: str = ""
    country: str = ""


class CompanyShown(WireModel):
    """The company as the marketplace knows it, with what its parameters correct, written as Adobe writes it.

    `market_segment` is the one that the account sells.
    """

    company_name: str = ""
    address: AddressShown
    market_segment: str = ""


class AdobeResellerShown(WireModel):
    """The reseller as Adobe shows it."""

    reseller_id: str
    status: str = ""
    company_name: str = ""
    address: AddressShown
    market_segments: tuple[str, ...] = ()
    created: str = ""


class ResellerShown(WireModel):
    """Both sides of a reseller. `differs` names what does; `adobe` is there where the configuration has an Adobe reseller."""

    configuration_id: str
    company_id: str = ""
    company_name: str = ""
    product: str = ""
    marketplace: str = ""
    account: str = ""
    status: str = ""
    reseller_id: str = ""
    request_id: str = ""
    state: str
    why: str = ""
    since: str = ""
    default_reseller_id: str = ""
    marketplace_side: CompanyShown
    adobe: AdobeResellerShown | None = None
    differs: tuple[str, ...] = ()


class Adoption(WireModel):
    """Which Adobe reseller the configuration shall stand for."""

    reseller_id: str


class Adopted(WireModel):
    """What was written where; `written` is false where it stood there already."""

    configuration_id: str
    request_id: str = ""
    reseller_id: str
    written: bool
    text: str


_ROW: Final = {
    "configuration_id": "TC-333-000-001",
    "company_id": "TA-1000-0000-0001",
    "company_name": "Northbeam Resale Ltd",
    "product": "PRD-000-000-001",
    "marketplace": "MP-00001",
    "account": "production/D1000000000",
    "status": "active",
    "reseller_id": "1000512301",
    "state": "set_up",
}
_ADDRESS: Final = {"line_1": "1 Market Street", "city": "San Jose", "region": "CA", "postal_code": "95110", "country": "US"}
_DEFAULT: Final = {
    "product": "PRD-000-000-001",
    "marketplace": "MP-00001",
    "environment": "production",
    "account": "production/D1000000000",
    "reseller_id": "1000512300",
}
LISTED: Final = {"resellers": [_ROW], "defaults": [_DEFAULT], "next": "50"}
SHOWN: Final = {
    **_ROW,
    "default_reseller_id": "1000512300",
    "marketplace_side": {"company_name": "Northbeam Resale Ltd", "address": _ADDRESS, "market_segment": "COM"},
    "adobe": {
        "reseller_id": "1000512301",
        "status": "1000",
        "company_name": "Northbeam Resale",
        "address": _ADDRESS,
        "market_segments": ["COM"],
    },
    "differs": ["company_name"],
}
ADOPTION: Final = {"reseller_id": "1000512301"}
ADOPTED: Final = {
    "configuration_id": "TC-333-000-001",
    "request_id": "TCR-333-000-001-001",
    "reseller_id": "1000512301",
    "written": True,
    "text": "The request TCR-333-000-001-001 goes on with this reseller when the platform brings it.",
}
"""Examples for OpenAPI."""
