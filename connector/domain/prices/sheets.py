"""The rows of CloudBlue's two price files, made from Adobe's: the Price Manager's levels, and the flat list's base level.

Nothing is dropped: what cannot be written is given back as a leftover, with the reason. Sources: docs.cloudblue.com, the file of
the Price Manager (lower limits, rating attributes) and the price import of flat catalogues (sheet `Price-list`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from connector.domain.offers import group, is_consumable, product_key, stands_for
from connector.domain.prices.levels import high_growth, is_base, limits_disagree, lower_limit
from connector.domain.prices.margins import rule_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from connector.domain.prices.margins import PriceRule
    from connector.domain.prices.rows import PriceRow

_HIGH_VOLUME: Final = re.compile(r"HVD_L(\d+)_(PRE|POS)")
_MONTHS: Final = re.compile(r"(\d+)\s+months?", re.IGNORECASE)
# The term stands behind level and variant, `01A12`.
_TERM: Final = re.compile(r"[0-9A-Z]{3}(\d{2})", re.ASCII)
_NO_TERM: Final = "neither its duration nor its offer id says for how many months its price is"
_YEAR: Final = 12


@dataclass(frozen=True)
class Item:
    """An item of the marketplace's product: its MPN, which is Adobe's product key or a whole offer id, and its name.

    With a whole offer id it has the prices of that kind and term alone, at every level.
    """

    mpn: str
    name: str = ""


@dataclass(frozen=True)
class Terms:
    """For whom and from when the prices are made. `effective` is `None` for at once; `today` is then the day that counts.

    `committed_rating` is what the platform calls prices of a three-year commit.
    """

    currency: str
    today: date
    rules: tuple[PriceRule, ...] = ()
    reseller: str = "*"
    effective: date | None = None
    committed_rating: str = "3YC"
    vendor_id: str = ""
    vendor_name: str = ""

    @property
    def day(self) -> date:
        """The day on which a row must be on sale to be written."""
        return self.effective or self.today

    def price(self, mpn: str, cost: Decimal) -> Decimal | None:
        """Give the distributor's price for a cost; `None` where no rule fits."""
        rule = rule_for(self.rules, self.reseller, mpn)
        return None if rule is None else rule.price(cost, self.currency)


@dataclass(frozen=True)
class Leftover:
    """Something that is not in the file: an offer of Adobe's or an item of the marketplace, and why."""

    what: str
    why: str


@dataclass(frozen=True)
class LevelRow:
    """One row of the Price Manager's file. `wholesale` is the distributor's price, `retail` Adobe's suggestion; one is there."""

    mpn: str
    period: str
    fee_type: str
    lower_limit: int
    rating: str
    effective: date | None
    wholesale: Decimal | None
    retail: Decimal | None


@dataclass(frozen=True)
class FlatRow:
    """One row of the flat list: the product at its base level. `price` is `None` where no rule makes one."""

    item: Item
    offer_id: str
    period: str
    unit: str
    cost: Decimal
    price: Decimal
    street: Decimal | None


def level_rows(
    items: Sequence[Item], plain: Iterable[PriceRow], committed: Iterable[PriceRow], terms: Terms
) -> Iterator[LevelRow | Leftover]:
    """Make the Price Manager's rows from a standard list and a 3YC list, both in the order of offers.

    By item: the plain levels, then those with a rating attribute (three-year commit, high volume, high growth).
    """
    by_key = _by_key(items)
    seen: set[str] = set()
    for key, rows, committed_rows in _by_product(plain, committed):
        same = by_key.get(key, [])
        yield from _unsold(same, (*rows, *committed_rows))
        for item in same:
            made = list(_levels_of(item, _sold_as(item, same, rows), _sold_as(item, same, committed_rows), terms))
            if any(isinstance(row, LevelRow) for row in made):
                seen.add(item.mpn)
            yield from made
    yield from _unpriced(items, by_key, seen)


def flat_rows(items: Sequence[Item], plain: Iterable[PriceRow], terms: Terms) -> Iterator[FlatRow | Leftover]:
    """Make the flat list's rows from a standard list in the order of offers: one per item, at the base level.

    Where a product has several terms, that of twelve months counts: an item with the whole offer id has the price of another.
    """
    by_key = _by_key(items)
    seen: set[str] = set()
    for key, rows, _ in _by_product(plain, ()):
        same = by_key.get(key, [])
        yield from _unsold(same, rows)
        for item in same:
            base = [row for row in _sold_as(item, same, rows) if is_base(row.offer_id) and not row.discount_code]
            yield from _not_on_sale(base, terms)
            for made in _flat_of(item, [row for row in base if row.covers(terms.day)], terms):
                if isinstance(made, FlatRow):
                    seen.add(item.mpn)
                yield made
    yield from _unpriced(items, by_key, seen)


def _by_product(plain: Iterable[PriceRow], committed: Iterable[PriceRow]) -> Iterator[tuple[str, list[PriceRow], list[PriceRow]]]:
    """Walk through both lists product by product; of neither is more than one product held."""
    left, right = (groupby(rows, lambda row: product_key(row.offer_id)) for rows in (plain, committed))
    one, other = _next(left), _next(right)
    while one or other:
        key = min(found[0] for found in (one, other) if found)
        rows, committed_rows = (found[1] if found and found[0] == key else [] for found in (one, other))
        if one and one[0] == key:
            one = _next(left)
        if other and other[0] == key:
            other = _next(right)
        yield key, rows, committed_rows


def _next(groups: Iterator[tuple[str, Iterator[PriceRow]]]) -> tuple[str, list[PriceRow]] | None:
    found = next(groups, None)
    return None if found is None else (found[0], list(found[1]))


def _levels_of(
    item: Item, plain: Sequence[PriceRow], committed: Sequence[PriceRow], terms: Terms
) -> Iterator[LevelRow | Leftover]:
    rated = [_Rated(_rating(row, ""), row, is_committed=False) for row in plain]
    rated += [_Rated(_rating(row, terms.committed_rating), row, is_committed=True) for row in committed]
    yield from _not_on_sale((one.row for one in rated), terms)
    # Of rows for one level the first is the one that is written.
    on_sale = sorted((one for one in rated if one.row.covers(terms.day)), key=_Rated.place)
    written: set[tuple[str, int, str]] = set()
    for rating, row in ((one.rating, one.row) for one in on_sale):
        made = _level_of(item, rating, row, terms)
        if isinstance(made, LevelRow):
            place = made.rating, made.lower_limit, made.period
            if place in written:
                made = Leftover(
                    row.offer_id, f"another row has the same level (from {made.lower_limit}, {rating or 'no rating'})"
                )
            elif rating and ("", *place[1:]) not in written:
                made = Leftover(row.offer_id, f"{rating} from {made.lower_limit} has no level without a rating beside it")
            else:
                written.add(place)
        yield made
        if isinstance(made, LevelRow) and limits_disagree(row.offer_id, row.attributes.get("levelDetails", "")):
            details = row.attributes["levelDetails"]
            yield Leftover(row.offer_id, f"written from {made.lower_limit} on; its level says otherwise than {details}")


def _not_on_sale(rows: Iterable[PriceRow], terms: Terms) -> Iterator[Leftover]:
    yield from (Leftover(row.offer_id, f"not on sale on {terms.day}") for row in rows if not row.covers(terms.day))


def _level_of(item: Item, rating: str, row: PriceRow, terms: Terms) -> LevelRow | Leftover:
    limit, months = _limit(row), months_of(row)
    wholesale = None if row.partner_price is None else terms.price(item.mpn, row.partner_price)
    if limit is None:
        return Leftover(row.offer_id, "its level and the quantity that it begins at are not known")
    if months is None:
        return Leftover(row.offer_id, _NO_TERM)
    if wholesale is None and row.street_price is None:
        return Leftover(row.offer_id, "there is neither a price of the distributor's (PRICE_RULES) nor one that Adobe suggests")
    return LevelRow(item.mpn, in_words(months), "Recurring", limit, rating, terms.effective, wholesale, row.street_price)


@dataclass(frozen=True)
class _Rated:
    """A row with its rating attribute, and whether it stands in the 3YC list."""

    rating: str
    row: PriceRow
    is_committed: bool

    def place(self) -> tuple[str, int, bool, int, str]:
        """Give where it comes among the rows of an item, the one that counts first where several are for one level.

        High growth and high volume prices are for customers with a three-year commit, so the 3YC list says them; a plain list
        may carry them too. Any other discount code is also for customers without one, so the plain list comes first. Within
        one list the window that began last counts.
        """
        of_commitment = bool(_HIGH_VOLUME.match(self.row.discount_code) or high_growth(self.row.offer_id))
        second = self.is_committed is not of_commitment
        return self.rating, _limit(self.row) or 0, second, -self.row.first_order.toordinal(), self.row.offer_id


def _rating(row: PriceRow, committed: str) -> str:
    """Give the rating attribute: a high-volume code and a high growth offer have their own, else that of the list."""
    match = _HIGH_VOLUME.match(row.discount_code)
    if match:
        return f"HVD{match[1]}{match[2]}"
    return row.discount_code or high_growth(row.offer_id) or committed


def _limit(row: PriceRow) -> int | None:
    return lower_limit(row.offer_id, row.attributes.get("levelDetails", ""))


def _flat_of(item: Item, base: Sequence[PriceRow], terms: Terms) -> Iterator[FlatRow | Leftover]:
    """Make one row of those on sale: of the term of twelve months, else of the shortest; of that, the window that began last."""
    by_term: dict[int | None, list[PriceRow]] = {}
    for row in sorted(base, key=lambda row: (row.first_order, row.last_order), reverse=True):
        by_term.setdefault(months_of(row), []).append(row)
    yield from (Leftover(row.offer_id, _NO_TERM) for row in by_term.pop(None, ()))
    terms_there = sorted(filter(None, by_term), key=lambda months: (months != _YEAR, months))
    for months in terms_there[1:]:
        why = f"its term is {in_words(months)}, and an item has one price here: that of {in_words(terms_there[0])}"
        yield from (Leftover(row.offer_id, why) for row in by_term[months])
    for months in terms_there[:1]:
        row, *others = by_term[months]
        yield from (Leftover(other.offer_id, "another row has the same level (base)") for other in others)
        price = None if row.partner_price is None else terms.price(item.mpn, row.partner_price)
        if row.partner_price is None or price is None:
            yield Leftover(row.offer_id, "there is no cost, or no rule of PRICE_RULES for it")
        else:
            unit = row.attributes.get("metric", "") or ("Unit" if is_consumable(row.offer_id) else "License")
            yield FlatRow(item, row.offer_id, in_words(months), unit, row.partner_price, price, row.street_price)


def months_of(row: PriceRow) -> int | None:
    """Give the term in months: by Adobe's words for it, else by the offer id's last two characters; `None` without either."""
    match = _MONTHS.search(row.attributes.get("duration", "")) or _TERM.fullmatch(group(row.offer_id))
    return int(match[1]) or None if match else None


def in_words(months: int) -> str:
    """Say a term in the platform's words: `1 year(s)`, `6 month(s)`."""
    return f"{months} month(s)" if months % _YEAR else f"{months // _YEAR} year(s)"


def _by_key(items: Sequence[Item]) -> dict[str, list[Item]]:
    """Find the items by product, in their order: one for each of its terms is possible, by whole offer ids."""
    found: dict[str, list[Item]] = {}
    for item in items:
        found.setdefault(product_key(item.mpn), []).append(item)
    return found


def _first(same: Sequence[Item], offer_or_mpn: str) -> Item | None:
    """Find the item that an offer is sold as; of several the first counts."""
    return next((item for item in same if stands_for(item.mpn, offer_or_mpn)), None)


def _sold_as(item: Item, same: Sequence[Item], rows: Sequence[PriceRow]) -> list[PriceRow]:
    return [row for row in rows if _first(same, row.offer_id) is item]


def _unsold(same: Sequence[Item], rows: Iterable[PriceRow]) -> Iterator[Leftover]:
    yield from (Leftover(row.offer_id, "no item has this MPN") for row in rows if _first(same, row.offer_id) is None)


def _unpriced(items: Sequence[Item], by_key: Mapping[str, Sequence[Item]], seen: set[str]) -> Iterator[Leftover]:
    for item in items:
        first = _first(by_key[product_key(item.mpn)], item.mpn) or item
        if first is not item:
            yield Leftover(item.mpn, f"the item {first.mpn} is the same product")
        elif item.mpn not in seen:
            yield Leftover(item.mpn, "the list has no price for this item")
