"""The forms that single settings must have: one small function each, giving the sentence that says what is wrong.

No function here repeats the value that it judges.
"""

from __future__ import annotations

import re
from typing import Final

_VISIBLE: Final = re.compile(r"[!-~]+")
_PRINTABLE: Final = re.compile(r"[!-~](?:[ -~]*[!-~])?")
_CURRENCY: Final = re.compile(r"[A-Z]{3}")
_PRODUCT: Final = re.compile(r"\*|PRD(?:-[0-9]+)+")
_MARKETPLACE: Final = re.compile(r"\*|MP-[0-9]+")
_FERNET_KEY: Final = re.compile(r"[A-Za-z0-9_-]{43}=")
_ACCOUNT_ID_LENGTHS: Final = range(4, 41)


def credential_problem(value: str) -> str | None:
    """Keys and secrets go into HTTP headers and forms: visible ASCII characters, no spaces (a pasted line end is one)."""
    return None if _VISIBLE.fullmatch(value) else "must consist of visible ASCII characters, without spaces or line ends"


def scopes_problem(value: str) -> str | None:
    """Scopes are sent exactly as Adobe gave them, separated by commas."""
    return None if _PRINTABLE.fullmatch(value) else "must be the scopes as Adobe gave them, separated by commas"


def account_id_problem(value: str) -> str | None:
    r"""Adobe's expression for reseller, customer and distributor ids.

    Source: developer.adobe.com/vipmp/docs/references/validations, ACCOUNT_ID_REGEX: `^[\p{L}\d\-]{4,40}$`.
    """
    fits = len(value) in _ACCOUNT_ID_LENGTHS and all(sign.isalpha() or sign in "0123456789-" for sign in value)
    return None if fits else "must have 4 to 40 letters, digits or hyphens, as Adobe's ids have"


def currency_problem(value: str) -> str | None:
    """Three capital letters; Adobe documents prices in AUD, EUR, GBP, JPY and USD, and decides by itself about others."""
    return None if _CURRENCY.fullmatch(value) else "must be three capital letters (AUD, EUR, GBP, JPY, USD)"


def product_problem(value: str) -> str | None:
    """Name one product of the platform, or every one."""
    return None if _PRODUCT.fullmatch(value) else 'must be a product id such as PRD-000-000-000, or "*" for every product'


def marketplace_problem(value: str) -> str | None:
    """Name one marketplace of the platform, or every one."""
    return None if _MARKETPLACE.fullmatch(value) else 'must be a marketplace id such as MP-00000, or "*" for every marketplace'


def encryption_key_problem(value: str) -> str | None:
    """Judge a Fernet key: 32 bytes in url-safe base64, which is always 43 characters and one `=`."""
    if _FERNET_KEY.fullmatch(value):
        return None
    return "is not a Fernet key; 32 random bytes in url-safe base64 are 44 characters, the last of them ="
