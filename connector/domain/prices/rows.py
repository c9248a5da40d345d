"""One row of a price list: its full key, its prices, and everything else that Adobe wrote, kept as it came.

An offer repeats within one list: with disjoint windows of order dates (the history of its price, to which a three-year commit
holds on), and with discount codes of high-volume customers. So nothing may ever be found by the offer id alone.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

RowKey: TypeAlias = tuple[str, str, date, date]
"""Offer id, discount code (empty without one), first and last order date."""

UNBOUNDED: Final = (date.min, date.max)
"""What stands for a first and a last order date that Adobe leaves out: they exclude no day."""

_OFFER: Final = "offerId"
_CODE: Final = "discountCode"
_FIRST, _LAST = "firstOrderDate", "lastOrderDate"
_PARTNER, _STREET = "partnerPrice", "estimatedStreetPrice"
_IN_COLUMNS: Final = frozenset({_OFFER, _CODE, _FIRST, _LAST, _PARTNER, _STREET})
_AMOUNT: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?")

_canonical: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode


class RowError(ValueError):
    """A row that cannot be read; names the field and never more of the row than the offer id."""


@dataclass(frozen=True)
class PriceRow:
    """One row. Prices are per unit and full term, without tax, in the list's currency, with as many decimals as Adobe wrote.

    `partner_price` is what the distributor pays, `street_price` the price that Adobe suggests to end customers; either is `None`
    where Adobe gave none. With a discount code both are discounted already. Windows include both their days. `raw` is the offer
    as it came: canonical JSON (names sorted, no spaces, empty values left out), numbers in it as strings.
    """

    offer_id: str
    discount_code: str
    first_order: date
    last_order: date
    partner_price: Decimal | None
    street_price: Decimal | None
    raw: str

    @property
    def key(self) -> RowKey:
        """What tells it apart from every other row of its list."""
        return self.offer_id, self.discount_code, self.first_order, self.last_order

    @cached_property
    def digest(self) -> bytes:
        """SHA-256 of the raw row: two rows with one digest are the same in every attribute."""
        return hashlib.sha256(self.raw.encode()).digest()

    @cached_property
    def attributes(self) -> dict[str, str]:
        """Every attribute by Adobe's name, as text; those without a value are left out."""
        found: dict[str, str] = json.loads(self.raw)
        return found

    @property
    def others(self) -> dict[str, str]:
        """The attributes that have no field of their own here, Adobe's statements on changes left out."""
        return {name: text for name, text in self.attributes.items() if name not in _IN_COLUMNS | INDICATORS}

    def covers(self, day: date) -> bool:
        """Whether a day lies in the window; both ends belong to it."""
        return self.first_order <= day <= self.last_order


INDICATORS: Final = frozenset({"acdIndicator", "acdEffectiveDate", "acdDescription"})
"""Adobe's own words on what was added, changed or deleted. A cross-check, and nothing of the price."""


def read_row(offer: Mapping[str, Any]) -> PriceRow:
    """Read one offer of a price list. Only the id must be there; prices may be strings or numbers. Raises `RowError`."""
    # Written out for texts, which nearly all values are: a list has millions of them.
    present = {name: text for name, value in offer.items() if (text := value.strip() if type(value) is str else _text(value))}
    offer_id = present.get(_OFFER, "")
    if not offer_id:
        raise RowError("a row without offerId")
    try:
        return PriceRow(
            offer_id=offer_id,
            discount_code=present.get(_CODE, ""),
            first_order=_day(_FIRST, present, UNBOUNDED[0]),
            last_order=_day(_LAST, present, UNBOUNDED[1]),
            partner_price=_money(_PARTNER, present),
            street_price=_money(_STREET, present),
            raw=_kept(present),
        )
    except ValueError as error:
        reason = f"offer {offer_id}: {error}"
    raise RowError(reason)


def _kept(present: Mapping[str, str]) -> str:
    raw = _canonical(present)
    # JSON can carry half a character, and the character zero; no database takes them.
    if "\\u0000" in raw or not _is_text(raw):
        raise ValueError("a character in it cannot be kept")
    return raw


def _is_text(raw: str) -> bool:
    try:
        raw.encode()
    except UnicodeEncodeError:
        return False
    return True


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case Decimal():
            return format(value, "f")
        case int():
            return str(value)
        case _:
            return json.dumps(value, default=str, ensure_ascii=False, sort_keys=True)


def _day(name: str, present: Mapping[str, str], otherwise: date) -> date:
    if name not in present:
        return otherwise
    try:
        return read_day(present[name])
    except ValueError:
        reason = f"{name} is no date"
    raise ValueError(reason)


# A list has few different days and very many rows.
@lru_cache(maxsize=4096)
def read_day(text: str) -> date:
    """Read the UTC day of `2024-03-28T00:00:00.000Z`, of the same with an offset, or of a bare date. Raises `ValueError`."""
    moment = datetime.fromisoformat(text)
    try:
        return (moment.astimezone(UTC) if moment.tzinfo else moment).date()
    except OverflowError:
        # The last evening of the calendar west of Greenwich, and its first morning east of it.
        reason = "its day in UTC lies beyond the calendar"
    raise ValueError(reason)


def _money(name: str, present: Mapping[str, str]) -> Decimal | None:
    if name not in present:
        return None
    if not _AMOUNT.fullmatch(present[name]):
        raise ValueError(f"{name} is no amount")
    return Decimal(present[name])
