"""What `migration_info_object` says of a customer that is to be imported: which one, and what the seller believes of it.

Two members are mandatory. All others are claims only: Adobe's data counts, and each claim that differs from it is told.
Source: connect.cloudblue.com/community, the Simple API guide's page on managing orders (Seamless Move).
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from connector.domain import parameters as ids

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from connector.domain.requests import AnyRequest

_CUSTOMER_ID: Final = re.compile(r"[0-9A-Za-z-]{1,40}")
_GROUP: Final = re.compile(r"[0-9A-Z]{5}")
_DAYS: Final = ("%Y-%m-%d", "%d/%m/%Y")
_MANDATORY: Final = ("action_type", "adobe_customer_id")
_FEWEST_LICENCES: Final = 10
_FEWEST_CONSUMABLES: Final = 1000

YES: Final = "yes"
NO: Final = "no"


@dataclass(frozen=True)
class MigrationInfo:
    """The object, read. `claims` are texts as Adobe's data is written for comparison; `unused` names what nobody knows.

    `wrong` says what keeps the object from being used, each a sentence without its full stop.
    """

    customer_id: str = ""
    claims: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    unused: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()


def read_info(request: AnyRequest) -> MigrationInfo:
    """Read the object as the request carries it; it may have come as JSON text."""
    parameter = request.parameters.get(ids.MIGRATION)
    raw: Any = (parameter.structured or parameter.value) if parameter else None
    if isinstance(raw, str):
        try:
            raw = json.loads(raw)
        except ValueError:
            raw = None
    if not isinstance(raw, dict):
        return MigrationInfo(wrong=("it is no JSON object",))
    return _read({str(name): value for name, value in raw.items()})


def customer_named(request: AnyRequest) -> str:
    """Give the Adobe customer that a request is about: the one to import, whatever the asset has; else the one on the asset.

    Empty when there is none, or when the object of an import cannot be read.
    """
    if request.kind == "purchase" and request.asks(ids.MIGRATION):
        return read_info(request).customer_id
    return request.text(ids.CUSTOMER_ID)


def _read(raw: dict[str, Any]) -> MigrationInfo:
    wrong = [f"{name} is missing" for name in _MANDATORY if not _text(raw.get(name))]
    customer_id = _text(raw.get("adobe_customer_id"))
    if customer_id and not _CUSTOMER_ID.fullmatch(customer_id):
        wrong.append("adobe_customer_id is no Adobe id: letters, digits and hyphens, 40 at most")
        customer_id = ""
    claims: dict[str, str] = {}
    for name, (read, meant) in _CLAIMS.items():
        value = raw.get(name)
        if value is None or value == "":
            continue
        claim = read(value)
        if claim:
            claims[name] = claim
        else:
            wrong.append(f"{name} must be {meant}")
    claims, too_few = _minimums(claims)
    unused = sorted(name for name in raw if name not in _CLAIMS and name not in _MANDATORY)
    return MigrationInfo(customer_id, MappingProxyType(claims), tuple(unused), (*wrong, *too_few))


def _minimums(claims: dict[str, str]) -> tuple[dict[str, str], list[str]]:
    """Give the claims with their minimums, each where its size says that it belongs: a published example swaps two of them."""
    wrong: list[str] = []
    for names in _MINIMUMS:
        given = [claims.pop(name, "") or claims.pop(name.replace("minimum", "minimun"), "") for name in names]
        licences, consumables = (int(one) if one else 0 for one in given)
        if 0 < consumables < _FEWEST_CONSUMABLES and (not licences or licences >= _FEWEST_CONSUMABLES):
            licences, consumables = consumables, licences
        if 0 < licences < _FEWEST_LICENCES or 0 < consumables < _FEWEST_CONSUMABLES:
            wrong.append(f"{names[0]} must be at least {_FEWEST_LICENCES}, {names[1]} at least {_FEWEST_CONSUMABLES:,}")
        claims |= {name: str(one) for name, one in zip(names, (licences, consumables), strict=True) if one}
    return claims, wrong


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _group(value: object) -> str:
    text = _text(value).upper()
    return text if _GROUP.fullmatch(text) else ""


def _day(value: object) -> str:
    """Read a day; older data has the day first."""
    for form in _DAYS:
        try:
            return datetime.strptime(_text(value), form).date().isoformat()  # noqa: DTZ007 - a day has no time zone.
        except ValueError:
            continue
    return ""


def _whole_number(value: object) -> str:
    text = str(value).strip() if isinstance(value, int | str) and not isinstance(value, bool) else ""
    return str(int(text)) if text.isascii() and text.isdigit() and int(text) else ""


def _choice(value: object) -> str:
    """Read a yes or no: a boolean, its text, or a checkbox."""
    if isinstance(value, dict):
        return YES if any(value.values()) else NO
    text = str(value).strip().casefold()
    return {"true": YES, "yes": YES, "false": NO, "no": NO}.get(text, "")


_STATUS: Final = (_text, "a text")
_DATE: Final = (_day, "a date such as 2026-12-31")
_LEVEL: Final = (_group, "a discount group such as 01A12")
_NUMBER: Final = (_whole_number, "a whole number above zero")
_FLAG: Final = (_choice, "true or false")
_MINIMUMS: Final = (
    ("three_years_minimum_licenses", "three_years_minimum_consumables"),
    ("three_years_recommitment_minimum_licenses", "three_years_recommitment_minimum_consumables"),
)
_CLAIMS: Final[dict[str, tuple[Callable[[object], str], str]]] = {
    "discount_group": _LEVEL,
    "discount_group_consumables": _LEVEL,
    "commitment_status": _STATUS,
    "commitment_start_date": _DATE,
    "commitment_end_date": _DATE,
    "three_years_commitment": _FLAG,
    "recommitment_status": _STATUS,
    "recommitment_start_date": _DATE,
    "recommitment_end_date": _DATE,
    "three_years_recommitment": _FLAG,
    **{spelling: _NUMBER for names in _MINIMUMS for name in names for spelling in (name, name.replace("minimum", "minimun"))},
}
"""How each claim is read, which gives an empty text where it cannot be, and what it must be."""
