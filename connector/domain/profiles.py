"""A company's data at Adobe beside the marketplace's: what differs, and the whole profile that an update would send.

An update replaces the profile as a whole and sends mails to every contact in it: it is worth a call only where something differs.
Company name, country and region cannot be changed at all, so they always go out as Adobe has them (1119).
Sources: developer.adobe.com/vipmp/docs/reseller-account/update-reseller-account, …/customer-account/update-customer-account.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from connector.domain import parameters as ids
from connector.domain.companies import DEFAULT_LOCALE, NO_REGION, same_address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connector.domain.parties import Address, AdobeProfile, Contact, CustomerProfile

_NO_REGIONS: Final = frozenset({"", NO_REGION})

FIXED: Final = {ids.COMPANY_NAME: "the company name", ids.COUNTRY: "the country", ids.REGION: "the state or region"}
"""What Adobe never lets be changed, by the customer's parameter for it."""


def fixed_differences(stored: AdobeProfile, wanted: CustomerProfile) -> tuple[str, ...]:
    """Name what differs and cannot be changed, each by the customer's parameter for it."""
    return tuple(_fixed(stored, wanted))


def _fixed(stored: AdobeProfile, wanted: CustomerProfile) -> Iterator[str]:
    if _plain(stored.company_name) != _plain(wanted.company_name):
        yield ids.COMPANY_NAME
    if _plain(stored.address.country) != _plain(wanted.address.country):
        yield ids.COUNTRY
    regions = {_plain(stored.address.region), _plain(wanted.address.region)}
    # Where a country's addresses have no region, Adobe keeps a placeholder or nothing, whatever the marketplace says.
    if len(regions) > 1 and not regions & _NO_REGIONS:
        yield ids.REGION


def updated(stored: AdobeProfile, wanted: CustomerProfile) -> AdobeProfile:
    """Give the whole profile to send: the marketplace's data where it differs and can be changed, else Adobe's own."""
    phone = wanted.contact.phone
    return replace(
        stored,
        language=stored.language or DEFAULT_LOCALE,
        address=_address(stored.address, wanted.address),
        phone=phone if phone and not _same_phone(phone, stored.phone) else stored.phone,
        contacts=_contacts(stored.contacts, wanted.contact),
    )


def with_segment(stored: AdobeProfile, segment: str) -> AdobeProfile:
    """Give the profile with one market segment more; none is ever removed, which Adobe refuses."""
    return stored if segment in stored.segments else replace(stored, segments=(*stored.segments, segment))


def differences(stored: AdobeProfile, sent: AdobeProfile) -> tuple[str, ...]:
    """Say in words what an update would change; nothing where it would change nothing."""
    parts = {
        "the address": not same_address(stored.address, sent.address),
        "the phone number": stored.phone != sent.phone,
        "the contacts": stored.contacts != sent.contacts,
        "the market segments": set(stored.segments) != set(sent.segments),
    }
    return tuple(name for name, differs in parts.items() if differs)


def _address(stored: Address, wanted: Address) -> Address:
    """Give the address to send: another country's or region's is not one that Adobe could be told of."""
    kept = replace(wanted, country=stored.country, region=stored.region)
    regions = {_plain(stored.region), _plain(wanted.region)}
    moved = _plain(stored.country) != _plain(wanted.country) or (len(regions) > 1 and not regions & _NO_REGIONS)
    return stored if moved or same_address(stored, kept) else kept


def _contacts(stored: tuple[Contact, ...], wanted: Contact) -> tuple[Contact, ...]:
    """Give the contacts to send. Names are Adobe's own once it knows an e-mail address, so they are never compared."""
    if not wanted.email:
        return stored
    if any(_plain(one.email) == _plain(wanted.email) for one in stored):
        return tuple(_with_phone(one, wanted) for one in stored)
    return (wanted, *stored[1:])


def _with_phone(stored: Contact, wanted: Contact) -> Contact:
    is_meant = _plain(stored.email) == _plain(wanted.email) and wanted.phone
    return replace(stored, phone=wanted.phone) if is_meant and not _same_phone(stored.phone, wanted.phone) else stored


def _same_phone(one: str, other: str) -> bool:
    return [sign for sign in one if sign.isdigit()] == [sign for sign in other if sign.isdigit()]


def _plain(text: str) -> str:
    return "".join(text.split()).casefold()
