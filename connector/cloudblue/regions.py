"""From a region as people write it to the code after the hyphen of ISO 3166-2, which is what Adobe takes.

A name becomes its code, a misspelling its code where one name alone is close; several close ones are offered, never chosen from.
"""

from __future__ import annotations

import difflib
import unicodedata
from functools import lru_cache
from typing import Final

import pycountry

_CLOSE: Final = 0.8
_MOST_OFFERED: Final = 3
_NO_REGION: Final = "00"


def resolve_region(country: str, text: str) -> tuple[str, bool, tuple[str, ...]]:
    """Give the region, whether it is known, and close matches where it is not. `country` is ISO 3166-1 alpha-2, upper case."""
    codes = _regions(country)
    code = text.upper().removeprefix(f"{country}-")
    if not text or not codes or code == _NO_REGION or code in codes.values():
        return code if text else "", True, ()
    plain = _plain(text)
    if plain in codes:
        return codes[plain], True, ()
    close = difflib.get_close_matches(plain, codes, n=_MOST_OFFERED, cutoff=_CLOSE)
    offered: dict[str, str] = {}
    for name in close:
        offered.setdefault(codes[name], name)
    if len(offered) == 1:
        return codes[close[0]], True, ()
    return text, False, tuple(f"{name.title()} ({code})" for code, name in offered.items())


@lru_cache(maxsize=64)
def _regions(country: str) -> dict[str, str]:
    """Give a country's regions, from plain name to code. Names with an addition in brackets are known without it too."""
    regions: dict[str, str] = {}
    for region in pycountry.subdivisions:
        if region.country_code != country:
            continue
        code = region.code.split("-", 1)[1]
        regions[_plain(region.name)] = code
        regions.setdefault(_plain(region.name.split("[")[0].split("(")[0]), code)
    return regions


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.strip().casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
