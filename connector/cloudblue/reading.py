"""From the platform's JSON to the typed request: tolerant of what may be absent, strict about what must be there."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, TypeVar

from connector.cloudblue.phones import international
from connector.cloudblue.postal_codes import settled_postal_code
from connector.cloudblue.regions import resolve_region
from connector.domain import parameters as ids
from connector.domain.companies import NEEDS_REGION, NO_REGION, corrected, corrected_reseller, postal_code_of
from connector.domain.parties import Address, Contact, Tier
from connector.domain.requests import (
    ACCOUNT_UPDATE,
    RESELLER_ADJUSTMENT,
    RESELLER_CHANGE,
    RESELLER_SETUP,
    UNLIMITED,
    Item,
    Parameter,
    Request,
    TierRequest,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from connector.domain.requests import AnyRequest

_TIER_KINDS: Final = {"setup": RESELLER_SETUP, "update": RESELLER_CHANGE, "adjustment": RESELLER_ADJUSTMENT}
_OF_CONFIGURATION: Final = "TCR-"
_OF_ACCOUNT: Final = "TAR-"


class MalformedRequestError(Exception):
    """The platform's object is not what its documentation says; the text names the part, never its content."""


def id_in(raw: object) -> str:
    """Give the id of an object that perhaps cannot be read; empty where it has none that is a text."""
    found = raw.get("id") if isinstance(raw, dict) else None
    return found if isinstance(found, str) else ""


def read_any_request(raw: Mapping[str, Any]) -> AnyRequest:
    """Read a request of any kind, told by its id. Raises `MalformedRequestError`."""
    is_of_tier = id_in(raw).startswith((_OF_CONFIGURATION, _OF_ACCOUNT))
    return read_tier_request(raw) if is_of_tier else read_request(raw)


def read_request(raw: Mapping[str, Any]) -> Request:
    """Read a fulfilment request. Raises `MalformedRequestError` when something that every request has is missing."""
    return _strictly(_request, raw)


def read_tier_request(raw: Mapping[str, Any]) -> TierRequest:
    """Read a request about a tier configuration (TCR-…) or a tier account (TAR-…). Raises `MalformedRequestError`."""
    is_of_account = id_in(raw).startswith(_OF_ACCOUNT)
    return _strictly(_account_request if is_of_account else _configuration_request, raw)


_DEEPEST: Final = 50
"""Levels of an object in a parameter; the deepest that is known has five."""

_Read = TypeVar("_Read")


def _strictly(read: Callable[[Mapping[str, Any]], _Read], raw: Mapping[str, Any]) -> _Read:
    try:
        return read(raw)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError, RecursionError) as error:
        what = f"{error}" if isinstance(error, KeyError) else type(error).__name__
        raise MalformedRequestError(f"the request cannot be read: {what}") from None


def _configuration_request(raw: Mapping[str, Any]) -> TierRequest:
    configuration = raw["configuration"]
    connection = configuration.get("connection") or {}
    kind = _text(raw["type"])
    request = TierRequest(
        id=_text(raw["id"]),
        kind=_TIER_KINDS.get(kind, f"tier {kind}"),
        status=_text(raw["status"]),
        created=_time(raw),
        product_id=_text((raw.get("product") or configuration["product"])["id"]),
        marketplace_id=_text((raw.get("marketplace") or configuration["marketplace"])["id"]),
        connection_type=_text(connection.get("type") or raw["environment"]),
        company=read_tier(raw.get("account") or configuration["account"]),
        level=int(raw.get("tier_level") or configuration["tier_level"]),
        configuration_id=_text(configuration["id"]),
        parameters={found.id: found for found in map(_parameter, raw.get("params") or ())},
        configuration=read_configuration(configuration.get("configuration") or {}),
        approved={found.id: found.comparable for found in map(_parameter, configuration.get("params") or ())},
        note=str(raw.get("notes") or ""),
    )
    texts = {name: request.text(name) for name in request.parameters}
    return replace(request, company=corrected_reseller_account(request.company, texts))


def _account_request(raw: Mapping[str, Any]) -> TierRequest:
    return TierRequest(
        id=_text(raw["id"]),
        kind=ACCOUNT_UPDATE,
        status=_text(raw["status"]),
        created=_time(raw),
        product_id=_text(raw["product"]["id"]),
        marketplace_id="",
        connection_type="",
        company=read_tier(raw["account"]),
    )


def corrected_customer(company: Tier, texts: Mapping[str, str]) -> Tier:
    """Give a company as its `customer_*` and `adobe_user_*` parameters correct it, and as Adobe writes it."""
    found = corrected(company, lambda name: texts.get(name, ""))
    return _as_adobe_writes_it(found, {name for name in (ids.REGION, ids.PHONE) if texts.get(name)})


def corrected_reseller_account(company: Tier, texts: Mapping[str, str]) -> Tier:
    """Give a company as its `reseller_*` parameters correct it, and as Adobe writes it."""
    found = corrected_reseller(company, lambda name: texts.get(name, ""))
    return _as_adobe_writes_it(found, {name for name in (ids.REGION, ids.PHONE) if texts.get(ids.OF_RESELLER[name])})


def _request(raw: Mapping[str, Any]) -> Request:
    asset = raw["asset"]
    parameters = {found.id: found for found in map(_parameter, asset.get("params") or ())}
    tiers = asset["tiers"]
    request = Request(
        id=_text(raw["id"]),
        kind=_text(raw["type"]),
        status=_text(raw["status"]),
        created=_time(raw),
        asset_id=_text(asset["id"]),
        product_id=_text(asset["product"]["id"]),
        marketplace_id=_text((asset.get("marketplace") or raw["marketplace"])["id"]),
        connection_type=_text(asset["connection"]["type"]),
        customer=read_tier(tiers["customer"]),
        tier_1=read_tier(tiers["tier1"]) if tiers.get("tier1") else None,
        # An item's place is its line's number at Adobe: it must not move when the platform lists the items in another order.
        items=tuple(sorted(map(_item, asset.get("items") or ()), key=lambda item: item.id)),
        parameters=parameters,
        configuration=read_configuration(asset.get("configuration") or {}),
        note=str(raw.get("note") or ""),
        previous_id=str((raw.get("previous_approved_request") or {}).get("id") or ""),
    )
    texts = {name: request.text(name) for name in parameters}
    return replace(request, customer=corrected_customer(request.customer, texts))


def read_configuration(configuration: Mapping[str, Any]) -> dict[str, str]:
    """Read configuration parameters: ids to texts."""
    return {_text(found["id"]): str(found.get("value") or "") for found in configuration.get("params") or ()}


def _parameter(raw: Mapping[str, Any]) -> Parameter:
    value = raw.get("value")
    return Parameter(
        id=_text(raw["id"]),
        value="" if value is None else str(value),
        structured=_shallow(raw.get("structured_value"), _DEEPEST),
        error=str(raw.get("value_error") or ""),
        phase=str(raw.get("phase") or "ordering"),
    )


def _shallow(value: object, levels: int) -> object:
    """Give an object as it is. Deeper than any that is known it raises `ValueError`: some later step could not follow it."""
    if isinstance(value, dict | list):
        if levels == 0:
            raise ValueError("an object is too deep")
        for part in value.values() if isinstance(value, dict) else value:
            _shallow(part, levels - 1)
    return value


def _item(raw: Mapping[str, Any]) -> Item:
    pay_per_use = str(raw.get("item_type", "")).upper() == "PPU" or UNLIMITED in {raw.get("quantity"), raw.get("old_quantity")}
    return Item(
        id=_text(raw.get("global_id") or raw["id"]),
        mpn=str(raw.get("mpn") or "").strip(),
        name=str(raw.get("display_name") or ""),
        quantity=read_quantity(raw.get("quantity")),
        old_quantity=read_quantity(raw.get("old_quantity")),
        pay_per_use=pay_per_use,
    )


def read_quantity(value: object) -> int | None:
    """Read a quantity, which the platform sends as a text or a number; `None` when it is no whole number."""
    try:
        number = float(str(value if value is not None else 0))
    except ValueError:
        return None
    return int(number) if number.is_integer() else None


def read_tier(raw: Mapping[str, Any]) -> Tier:
    """Read a tier account as it stands, without corrections."""
    info = raw.get("contact_info") or {}
    contact = info.get("contact") or {}
    return Tier(
        id=_text(raw["id"]),
        name=str(raw.get("name") or "").strip(),
        address=Address(
            line_1=_trimmed(info, "address_line1"),
            line_2=_trimmed(info, "address_line2"),
            city=_trimmed(info, "city"),
            region=_trimmed(info, "state"),
            postal_code=_trimmed(info, "postal_code"),
            country=_trimmed(info, "country").upper(),
        ),
        contact=Contact(
            first_name=_trimmed(contact, "first_name"),
            last_name=_trimmed(contact, "last_name"),
            email=_trimmed(contact, "email"),
            phone=read_phone(contact.get("phone_number")),
        ),
    )


def read_phone(raw: object) -> str:
    """Read a phone number, which the platform keeps in parts, in international form; empty when there is none."""
    if isinstance(raw, str):
        return raw.strip()
    parts: Mapping[str, Any] = raw if isinstance(raw, dict) else {}
    code, *rest = (str(parts.get(part) or "").strip() for part in ("country_code", "area_code", "phone_number"))
    number = "".join((f"+{code.removeprefix('+')}" if code else "", *rest))
    return number if parts.get("phone_number") else ""


def _as_adobe_writes_it(company: Tier, typed: Collection[str]) -> Tier:
    """Bring a company's region and phone number into the form that Adobe takes, and judge what has a form per country.

    The same for customers and resellers. Adobe needs no phone number, and in most countries no region: what the marketplace
    keeps as one and is none is left out, while one that somebody typed for this request, named by `typed`, is asked about.
    """
    address, contact = company.address, company.contact
    phone = international(contact.phone, address.country)
    unread = bool(contact.phone) and not phone and ids.PHONE in typed
    return replace(
        company,
        address=_judged(address, region_was_typed=ids.REGION in typed),
        contact=replace(contact, phone=contact.phone if unread else phone, phone_known=not unread),
    )


def _judged(address: Address, *, region_was_typed: bool) -> Address:
    region, region_known, suggestions = resolve_region(address.country, address.region)
    if not region_known and not region_was_typed and address.country not in NEEDS_REGION:
        region, region_known, suggestions = NO_REGION, True, ()
    code, code_known, example = settled_postal_code(address.country, postal_code_of(address.postal_code, address.country), region)
    return replace(
        address,
        region=region,
        region_known=region_known,
        region_suggestions=suggestions,
        postal_code=code,
        postal_code_known=code_known,
        postal_code_example="" if code_known else example,
    )


def _trimmed(raw: Mapping[str, Any], name: str) -> str:
    return str(raw.get(name) or "").strip()


def _text(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise TypeError("an id is no text")
    return value


def _time(raw: Mapping[str, Any]) -> datetime:
    written = raw.get("created") or raw["events"]["created"]["at"]
    time = datetime.fromisoformat(written)
    return (time if time.tzinfo else time.replace(tzinfo=UTC)).astimezone(UTC)
