"""The company that a request is for, as Adobe shall know it: the customer tier's data, corrected by the filled parameters.

Adobe's limits are those of developer.adobe.com/vipmp/docs/references/validations and …/references/supported-locales.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from connector.domain import parameters as ids
from connector.domain.parties import Address, Contact, CustomerProfile, Tier

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from connector.domain.policy import Policy
    from connector.domain.requests import Request, TierRequest

# fmt: off
LOCALES: Final = (
    "bg-BG", "cs-CZ", "da-DK", "de-DE", "en-AE", "en-GB", "en-IL", "en-US", "en-XM", "es-ES", "es-LA", "es-MX",
    "es-NA", "et-EE", "fi-FI", "fr-CA", "fr-FR", "fr-MA", "fr-XM", "hr-HR", "hu-HU", "it-IT", "ja-JP", "ko-KR",
    "lt-LT", "lv-LV", "nb-NO", "nl-NL", "pl-PL", "pt-BR", "ro-RO", "ru-RU", "sk-SK", "sl-SI", "sr-RS", "sr-SP",
    "sv-SE", "tr-TR", "uk-UA", "zh-CN", "zh-HANS", "zh-HANT", "zh-TW",
)
# fmt: on
DEFAULT_LOCALE: Final = "en-US"

NO_REGION: Final = "00"
"""What stands for the region where a country's addresses have none."""

NEEDS_REGION: Final = frozenset({"US", "CA"})

_CANADIAN: Final = re.compile(r"([A-Z]\d[A-Z])[ -]?(\d[A-Z]\d)")


def corrected(tier: Tier, text: Callable[[str], str]) -> Tier:
    """Apply the filled `customer_*` and `adobe_user_*` parameters to the customer tier; `text` gives a parameter's text."""
    address, contact = tier.address, tier.contact
    return replace(
        tier,
        name=text(ids.COMPANY_NAME) or tier.name,
        address=Address(
            line_1=text(ids.ADDRESS_LINE_1) or address.line_1,
            line_2=text(ids.ADDRESS_LINE_2) or address.line_2,
            city=text(ids.CITY) or address.city,
            region=text(ids.REGION) or address.region,
            postal_code=text(ids.POSTAL_CODE) or address.postal_code,
            country=(text(ids.COUNTRY) or address.country).upper(),
        ),
        contact=Contact(
            first_name=text(ids.USER_FIRST_NAME) or contact.first_name,
            last_name=text(ids.USER_LAST_NAME) or contact.last_name,
            email=text(ids.USER_EMAIL) or contact.email,
            phone=text(ids.PHONE) or contact.phone,
        ),
    )


def corrected_reseller(tier: Tier, text: Callable[[str], str]) -> Tier:
    """Apply the filled `reseller_*` parameters to a reseller's tier account, by the rules of a customer's."""
    return corrected(tier, lambda name: text(ids.OF_RESELLER[name]) if name in ids.OF_RESELLER else "")


def profile_of(request: Request, policy: Policy) -> CustomerProfile:
    """Give the company of a request as Adobe shall know it."""
    return company_profile(request.customer, request.configuration, policy)


def reseller_profile_of(request: TierRequest, policy: Policy) -> CustomerProfile:
    """Give the reseller of a request as Adobe shall know it."""
    return company_profile(request.company, request.configuration, policy)


def company_profile(company: Tier, configuration: Mapping[str, str], policy: Policy) -> CustomerProfile:
    """Give a company as Adobe shall know it under an account."""
    address = company.address
    return CustomerProfile(
        company_name=company.name,
        address=replace(
            address,
            region=address.region or ("" if address.country in NEEDS_REGION else NO_REGION),
            postal_code=postal_code_of(address.postal_code, address.country),
        ),
        contact=company.contact,
        language=locale_for(configuration.get(ids.PREFERRED_LANGUAGE, ""), address.country),
        market_segment=policy.market_segment,
    )


def locale_for(preferred: str, country: str) -> str:
    """Choose the language: the marketplace's where Adobe supports it, else the country's first, else American English."""
    if preferred in LOCALES:
        return preferred
    return next((locale for locale in LOCALES if locale.endswith(f"-{country}")), DEFAULT_LOCALE)


def same_address(ours: Address, theirs: Address) -> bool:
    """Whether two addresses are one, whatever their spelling of case and spaces."""
    return _plain(ours) == _plain(theirs)


def _plain(address: Address) -> tuple[str, ...]:
    parts = (address.line_1, address.line_2, address.city, address.region, address.postal_code, address.country)
    return tuple("".join(part.split()).casefold() for part in parts)


def postal_code_of(code: str, country: str) -> str:
    """Write a Canadian code with the space that Adobe wants; leave all others as they are."""
    canadian = _CANADIAN.fullmatch(code.upper()) if country == "CA" else None
    return f"{canadian[1]} {canadian[2]}" if canadian else code
