"""Adobe's published text expressions: company names, people's names, e-mail addresses. It judges characters, never meaning.

Source: developer.adobe.com/vipmp/docs/references/validations. The page writes Java expressions; Python's `re` has no
Unicode classes, so letters and digits are told by their Unicode category.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from jsonschema import FormatChecker

# Besides letters and digits. The full-width signs are Adobe's: ideographic space, ampersand, middle dot, brackets.
_COMPANY: Final = frozenset("_ ,.&'()\"/-\u3000\uff06\u30fb\uff08\uff09")
_PERSON: Final = frozenset("-_ ,.&'\"\u3000\uff06")

_ATOM: Final = r"[a-zA-Z0-9!#$%&'*+/=?^_`{|}~-]+"
_QUOTED: Final = r'"(?:[\x01-\x08\x0b\x0c\x0e-\x1f\x21\x23-\x5b\x5d-\x7f]|\\[\x01-\x09\x0b\x0c\x0e-\x7f])*"'
_LABEL: Final = r"[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?"
_OCTET: Final = r"(?:25[0-5]|2[0-4][0-9]|[01]?[0-9][0-9]?)"
_LITERAL: Final = rf"\[(?:{_OCTET}\.){{3}}{_OCTET}\]"
_EMAIL: Final = re.compile(rf"(?:{_ATOM}(?:\.{_ATOM})*|{_QUOTED})@(?:(?:{_LABEL}\.)+{_LABEL}|{_LITERAL})")

FORMATS: Final = FormatChecker(formats=())


@FORMATS.checks("adobe-company-name")
def is_company_name(value: object) -> bool:
    """Say whether every character may stand in a company name; the length is the schema's business."""
    return not isinstance(value, str) or _only(value, _COMPANY)


@FORMATS.checks("adobe-person-name")
def is_person_name(value: object) -> bool:
    """Say whether every character may stand in a first or last name."""
    return not isinstance(value, str) or _only(value, _PERSON)


@FORMATS.checks("adobe-email")
def is_email(value: object) -> bool:
    """Say whether the whole text is an e-mail address by Adobe's expression."""
    return not isinstance(value, str) or _EMAIL.fullmatch(value) is not None


def _only(text: str, extra: frozenset[str]) -> bool:
    return all(unicodedata.category(char)[0] in "LN" or char in extra for char in text)
