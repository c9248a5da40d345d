"""The persisting calls, built and not sent: each is a value that can be stored before it goes out, and go out again the same.

Pure. Optional fields that are empty are left out of the body: Adobe refuses fields that it does not expect (1121) and treats
an empty one as a value. Limits are those of developer.adobe.com/vipmp/docs/references/resources; Adobe enforces them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, unquote, urlencode

from connector.adobe.codes import OrderType
from connector.wire import read_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

_TRANSFER_OF: Final = re.compile(r"/v3/memberships/([^/]+)/transfers")


@dataclass(frozen=True)
class WriteCall:
    """One persisting call: its method, its path below the API's base with a query where it has one, and its JSON body.

    The body holds personal data; path and query never do.
    """

    method: str
    path: str
    body: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True)
class Address:
    """An address. `country` is ISO 3166, `region` the ISO 3166-2 suffix alone (`CA`, not `US-CA`).

    At most: region 255 characters, city, postal code and phone number 40, address lines 60 each.
    """

    country: str
    region: str
    city: str = field(repr=False)
    address_line_1: str = field(repr=False)
    postal_code: str = field(repr=False)
    address_line_2: str = field(default="", repr=False)
    phone_number: str = field(default="", repr=False)


@dataclass(frozen=True)
class Contact:
    """An administrator, whom Adobe welcomes by mail. At most: names 35 characters each, e-mail 240, phone number 40."""

    first_name: str = field(repr=False)
    last_name: str = field(repr=False)
    email: str = field(repr=False)
    phone_number: str = field(default="", repr=False)


@dataclass(frozen=True)
class CompanyProfile:
    """A company: name of 4 to 80 characters, a locale such as `en-GB`, at least one contact.

    A customer has one market segment (`COM`, `EDU`, `GOV`), a reseller one or more; sub-segments are a customer's only.
    """

    company_name: str = field(repr=False)
    preferred_language: str
    address: Address
    contacts: tuple[Contact, ...]
    market_segments: tuple[str, ...] = ("COM",)
    market_sub_segments: tuple[str, ...] = ()


@dataclass(frozen=True)
class NewCustomer:
    """A customer to create under a reseller that is active or pending. `coterm_date` only for a longer first term."""

    reseller_id: str
    profile: CompanyProfile
    external_reference_id: str = ""
    coterm_date: date | None = None


@dataclass(frozen=True)
class NewReseller:
    """A reseller to create under the distributor."""

    distributor_id: str
    profile: CompanyProfile
    external_reference_id: str = ""


@dataclass(frozen=True)
class NewLine:
    """One line to order: numbers 1 to 999,999, unique in the order. The currency stands here, never on the order too (2140)."""

    number: int
    offer_id: str
    quantity: int
    currency_code: str = ""
    deployment_id: str = ""


@dataclass(frozen=True)
class NewOrder:
    """What to preview or to order: 1 to 499 lines, a reference of at most 35 characters that need not be unique."""

    lines: tuple[NewLine, ...]
    external_reference_id: str = ""


def create_customer(customer: NewCustomer) -> WriteCall:
    """Create a customer. Adobe answers with its id and status 1002; the final status comes later.

    Refusals: 1115, 1117, 1118, 1121, 1122, 1126, 1127, 2126, 2135.
    Source: developer.adobe.com/vipmp/docs/customer-account/create-customer-account.
    """
    body = {
        "resellerId": customer.reseller_id,
        "externalReferenceId": customer.external_reference_id,
        "companyProfile": _customer_profile(customer.profile),
        "cotermDate": customer.coterm_date.isoformat() if customer.coterm_date else "",
    }
    return WriteCall("POST", "/v3/customers", _filled(body))


def update_customer(customer_id: str, profile: CompanyProfile, external_reference_id: str = "") -> WriteCall:
    """Replace a customer's whole profile. Every contact named receives Adobe's welcome mail again.

    Company name, country and region must equal the stored ones (1119); a pending customer cannot be updated (1125).
    Source: developer.adobe.com/vipmp/docs/customer-account/update-customer-account.
    """
    body = {"externalReferenceId": external_reference_id, "companyProfile": _customer_profile(profile)}
    return WriteCall("PATCH", path_of("customers", customer_id), _filled(body))


def create_reseller(reseller: NewReseller) -> WriteCall:
    """Create a reseller. Refusals: 1114, 1117, 1118, 1121, 1122, 2126, 2135.

    Source: developer.adobe.com/vipmp/docs/reseller-account/create-reseller-account.
    """
    body = {
        "distributorId": reseller.distributor_id,
        "externalReferenceId": reseller.external_reference_id,
        "companyProfile": _reseller_profile(reseller.profile),
    }
    return WriteCall("POST", "/v3/resellers", _filled(body))


def update_reseller(reseller_id: str, profile: CompanyProfile, external_reference_id: str = "") -> WriteCall:
    """Replace a reseller's whole profile. Market segments can be added, never removed (1134, 5122).

    Company name, country and region must equal the stored ones (1119); a pending reseller cannot be updated (1125).
    Source: developer.adobe.com/vipmp/docs/reseller-account/update-reseller-account.
    """
    body = {"externalReferenceId": external_reference_id, "companyProfile": _reseller_profile(profile)}
    return WriteCall("PATCH", path_of("resellers", reseller_id), _filled(body))


def place_order(customer_id: str, order: NewOrder) -> WriteCall:
    """Order (type NEW). The offers should be those that a PREVIEW returned. Adobe answers with the id at once, status 1002.

    Refusals: those of a PREVIEW, and 2126, 3131, 5122.
    Source: developer.adobe.com/vipmp/docs/order-management/create-order.
    """
    return WriteCall("POST", path_of("customers", customer_id, "orders"), order_body(order, OrderType.NEW))


def return_order(customer_id: str, order_id: str, order: NewOrder) -> WriteCall:
    """Give lines of an order back (type RETURN), within 14 days of it: number, offer and currency as they were ordered.

    Any quantity up to the line's remaining one; whole lines only for consumables. Adobe answers with an id at once, status 1002.
    Refusals: 2117, 2120, 2127, 2129 to 2134, 4122, 5133, and by name RETURN_QTY_EXCEEDS_REMAINING, RETURN_NOT_SUPPORTED_MOQ_SKU,
    RETURN_NOT_SUPPORTED_SWITCH_ORDER, RETURN_VIOLATES_3YC_MCQ.
    Source: developer.adobe.com/vipmp/docs/order-management/order-scenarios.
    """
    body = order_body(order, OrderType.RETURN) | {"referenceOrderId": order_id}
    return WriteCall("POST", path_of("customers", customer_id, "orders"), body)


def set_auto_renewal(customer_id: str, subscription_id: str, quantity: int) -> WriteCall:
    """Switch auto-renewal on with exactly this quantity, or off with 0. Takes effect at the next renewal only.

    Its answer may lack fields: read the subscription again. Refusals: 3115, 3116, 3119, 3120, 5134.
    Source: developer.adobe.com/vipmp/docs/subscription-management/update-subscription.
    """
    renewal: dict[str, Any] = {"enabled": True, "renewalQuantity": quantity} if quantity else {"enabled": False}
    return WriteCall("PATCH", path_of("customers", customer_id, "subscriptions", subscription_id), {"autoRenewal": renewal})


def place_transfer(membership_id: str, reseller_id: str, *, ignore_order_return: bool, expire_open_pas: bool) -> WriteCall:
    """Transfer a membership of VIP with all that it holds to a reseller. Adobe answers with an id at once, status 1002.

    The two flags give up rights of the company: its returnable orders become final, its open purchase authorisations expire.
    Refusals: those of the preview, and 1115, 4122, 5119. A membership can be transferred once (5118, while it lasts 5121).
    Source: developer.adobe.com/vipmp/docs/migration/transfer-subscription.
    """
    query = transfer_query(ignore_order_return=ignore_order_return, expire_open_pas=expire_open_pas)
    path = path_of("memberships", membership_id, "transfers")
    return WriteCall("POST", f"{path}?{query}" if query else path, {"resellerId": reseller_id})


def membership_of(path: str) -> str:
    """Give the membership whose transfer a path below the API's base is about; empty where it is about none."""
    found = _TRANSFER_OF.match(path)
    return unquote(found[1]) if found else ""


def transfer_query(*, ignore_order_return: bool, expire_open_pas: bool) -> str:
    """Compose the query that preview and transfer share; empty where no right is given up."""
    flags = {"ignore-order-return": ignore_order_return, "expire-open-pas": expire_open_pas}
    return urlencode({name: "true" for name, is_set in flags.items() if is_set})


def order_body(order: NewOrder, order_type: OrderType) -> dict[str, Any]:
    """Compose the body of an order with plain lines."""
    body = {
        "orderType": order_type.value,
        "externalReferenceId": order.external_reference_id,
        "lineItems": [_line(line) for line in order.lines],
    }
    return _filled(body)


def path_of(*segments: str) -> str:
    """Compose a path below `/v3`. An id is one segment whatever it holds; an empty one would name the whole collection.

    Raises `ValueError` for an id that is empty or means a directory.
    """
    if any(segment.strip() in ("", ".", "..") for segment in segments):
        raise ValueError("an Adobe id is empty")
    return "/v3/" + "/".join(quote(segment, safe="") for segment in segments)


# Which id a success must carry to be one: without it nobody could ever find what was created.
_CREATED: Final = (
    (re.compile(r"/v3/customers"), "customerId"),
    (re.compile(r"/v3/resellers"), "resellerId"),
    (re.compile(r"/v3/customers/[^/]+/orders"), "orderId"),
    (re.compile(r"/v3/memberships/[^/]+/transfers(\?.*)?"), "transferId"),
)


def names_what_it_created(write: WriteCall, answer: Mapping[str, Any]) -> bool:
    """Tell whether the success of a creating call carries the id of what it created; true for every other call."""
    created = [key for route, key in _CREATED if write.method == "POST" and route.fullmatch(write.path)]
    return all(_has_id(answer.get(key)) for key in created)


def _has_id(value: object) -> bool:
    try:
        return bool(read_text(value))
    except ValueError:
        return False


def _line(line: NewLine) -> dict[str, Any]:
    return _filled(
        {
            "extLineItemNumber": line.number,
            "offerId": line.offer_id,
            "quantity": line.quantity,
            "currencyCode": line.currency_code,
            "deploymentId": line.deployment_id,
        }
    )


def _customer_profile(profile: CompanyProfile) -> dict[str, Any]:
    if len(profile.market_segments) != 1:
        raise ValueError("a customer has exactly one market segment")
    own = {"marketSegment": profile.market_segments[0], "marketSubSegments": list(profile.market_sub_segments)}
    return _filled({**_company(profile), **own})


def _reseller_profile(profile: CompanyProfile) -> dict[str, Any]:
    return _filled({**_company(profile), "marketSegments": list(profile.market_segments)})


def _company(profile: CompanyProfile) -> dict[str, Any]:
    return {
        "companyName": profile.company_name,
        "preferredLanguage": profile.preferred_language,
        "address": _address(profile.address),
        "contacts": [_contact(contact) for contact in profile.contacts],
    }


def _address(address: Address) -> dict[str, Any]:
    parts = {
        "country": address.country,
        "region": address.region,
        "city": address.city,
        "addressLine1": address.address_line_1,
        "addressLine2": address.address_line_2,
        "postalCode": address.postal_code,
        "phoneNumber": address.phone_number,
    }
    # Adobe takes no address without the field of the postal code, and some places have no codes: there it goes out empty.
    return {name: text for name, text in parts.items() if text or name == "postalCode"}


def _contact(contact: Contact) -> dict[str, Any]:
    return _filled(
        {
            "firstName": contact.first_name,
            "lastName": contact.last_name,
            "email": contact.email,
            "phoneNumber": contact.phone_number,
        }
    )


def _filled(body: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in body.items() if value not in ("", [])}
