"""What is wrong with a company's data before Adobe is asked: only what Adobe would surely refuse, and all of it at once.

Limits and expressions: developer.adobe.com/vipmp/docs/references/resources and …/references/validations.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from connector.domain import parameters as ids
from connector.domain.problems import Problem, problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connector.domain.parties import Address, Contact, CustomerProfile

# Adobe's \p{L}\p{N} is what \w means to Python; the full-width signs are in Adobe's own expression.
_COMPANY: Final = re.compile(r"[\w \u3000,.\uff06&\u30fb'()\uff08\uff09\"/-]{4,80}")
_NAME: Final = re.compile(r"[\w \u3000,.\uff06&'\"-]{1,35}")
_PLAIN: Final = re.compile(r'[^<>"]*')
_EMAIL: Final = re.compile(r'[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]+')
_LINE_LENGTH: Final = 60
_SHORT_LENGTH: Final = 40
_EMAIL_LENGTH: Final = 240
_COUNTRY_LENGTH: Final = 2

UNSERVED: Final = {
    "AQ": "", "AX": "FI, region 01", "BL": "FR, region BL", "BQ": "NL, region BQ1, BQ2 or BQ3", "BV": "", "CU": "",
    "CW": "NL, region CW", "EH": "", "GG": "GB", "GS": "", "HM": "",
    "IM": "GB", "IO": "GB", "IR": "", "JE": "GB", "KM": "", "KP": "", "MF": "FR", "PN": "", "PW": "", "SD": "", "SJ": "",
    "SS": "", "SY": "", "TF": "FR",
}  # fmt: skip
"""Countries that Adobe does not serve, with the country, and where it matters the region, to give instead where there is one."""


def company_problems(profile: CustomerProfile) -> tuple[Problem, ...]:
    """List everything in the company's data that Adobe would refuse."""
    return (*_name(profile), *_address(profile.address), *_contact(profile.contact))


def _name(profile: CustomerProfile) -> Iterator[Problem]:
    if not _COMPANY.fullmatch(profile.company_name):
        yield problem("company-name-invalid")


def _address(address: Address) -> Iterator[Problem]:
    if not address.line_1 or not _fits(address.line_1, _LINE_LENGTH):
        yield problem("address-line-invalid", parameters=(ids.ADDRESS_LINE_1,))
    if not _fits(address.line_2, _LINE_LENGTH):
        yield problem("address-line-invalid", parameters=(ids.ADDRESS_LINE_2,))
    if not address.city or not _fits(address.city, _SHORT_LENGTH):
        yield problem("city-invalid")
    if not address.postal_code_known or not _fits(address.postal_code, _SHORT_LENGTH):
        example = f", for example {address.postal_code_example}" if address.postal_code_example else ""
        yield problem("postal-code-invalid", country=address.country, example=example)
    yield from _country(address)
    yield from _region(address)


def _country(address: Address) -> Iterator[Problem]:
    if len(address.country) != _COUNTRY_LENGTH:
        yield problem("country-missing")
    elif address.country in UNSERVED:
        instead = UNSERVED[address.country]
        yield problem("country-unserved", country=address.country, instead=f" (use {instead})" if instead else "")


def _region(address: Address) -> Iterator[Problem]:
    if not address.region:
        yield problem("region-missing")
    elif not address.region_known:
        close = ", ".join(address.region_suggestions)
        words = f"Did you mean {close}?" if close else "Give its code, for example CA."
        yield problem("region-unknown", country=address.country, suggestions=words)


def _contact(contact: Contact) -> Iterator[Problem]:
    if not _EMAIL.fullmatch(contact.email) or len(contact.email) > _EMAIL_LENGTH:
        yield problem("email-invalid")
    if not _NAME.fullmatch(contact.first_name):
        yield problem("first-name-invalid")
    if not _NAME.fullmatch(contact.last_name):
        yield problem("last-name-invalid")
    if not contact.phone_known or not _fits(contact.phone, _SHORT_LENGTH):
        yield problem("phone-invalid")


def _fits(text: str, length: int) -> bool:
    return len(text) <= length and _PLAIN.fullmatch(text) is not None
