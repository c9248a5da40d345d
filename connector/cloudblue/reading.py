"""From the platform's JSON to the typed request: tolerant of what may be absent, strict about what must be there."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from connector.cloudblue.regions import resolve_region
from connector.domain.companies import corrected
from connector.domain.parties import Address, Contact, Tier
from connector.domain.requests import UNLIMITED, Item, Parameter, Request

if TYPE_CHECKING:
    from collections.abc import Mapping


class MalformedRequestError(Exception):
    """The platform's object is not what its documentation says; the text names the part, never its content."""


def read_request(raw: Mapping[str, Any]) -> Request:
    """Read a fulfilment request. Raises `MalformedRequestError` when something that every request has is missing."""
    try:
        return _request(raw)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        what = f"{error}" if isinstance(error, KeyError) else type(error).__name__
        raise MalformedRequestError(f"the request cannot be read: {what}") from None


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
        customer=_tier(tiers["customer"]),
        tier_1=_tier(tiers["tier1"]) if tiers.get("tier1") else None,
        # An item's place is its line's number at Adobe: it must not move when the platform lists the items in another order.
        items=tuple(sorted(map(_item, asset.get("items") or ()), key=lambda item: item.id)),
        parameters=parameters,
        configuration=read_configuration(asset.get("configuration") or {}),
        note=str(raw.get("note") or ""),
        previous_id=str((raw.get("previous_approved_request") or {}).get("id") or ""),
    )
    company = corrected(request.customer, request.text)
    return replace(request, customer=replace(company, address=_with_region(company.address)))


def read_configuration(configuration: Mapping[str, Any]) -> dict[str, str]:
    """Read configuration parameters: ids to texts."""
    return {_text(found["id"]): str(found.get("value") or "") for found in configuration.get("params") or ()}


def _parameter(raw: Mapping[str, Any]) -> Parameter:
    value = raw.get("value")
    return Parameter(
        id=_text(raw["id"]),
        value="" if value is None else str(value),
        structured=raw.get("structured_value"),
        error=str(raw.get("value_error") or ""),
        phase=str(raw.get("phase") or "ordering"),
    )


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


def _tier(raw: Mapping[str, Any]) -> Tier:
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
    number = "".join(str(parts.get(part) or "") for part in ("country_code", "area_code", "phone_number"))
    return number if parts.get("phone_number") else ""


def _with_region(address: Address) -> Address:
    region, known, suggestions = resolve_region(address.country, address.region)
    return replace(address, region=region, region_known=known, region_suggestions=suggestions)


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
