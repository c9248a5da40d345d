"""What stands in the way of an export, and the rows of the two price files, read from the kept lists product by product."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from connector.domain.prices.lists import ListStatus
from connector.domain.prices.margins import PriceRule
from connector.domain.prices.scopes import STANDARD, THREE_YEAR
from connector.domain.prices.sheets import FlatRow, Leftover, LevelRow, flat_rows, level_rows
from connector.prices.differences import summary_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from connector.domain.prices.lists import PriceList
    from connector.domain.prices.sheets import Item, Terms
    from connector.settings import Settings
    from connector.store import Store


class BlockedError(Exception):
    """A list must not be exported; the text says why.

    What moved too far waits for a person's approval: `moved` is that list then, and `since` the one that it is measured by.
    """

    def __init__(self, text: str, *, moved: PriceList | None = None, since: PriceList | None = None) -> None:
        super().__init__(text)
        self.moved = moved
        self.since = since


@dataclass(frozen=True)
class Guard:
    """What an export must fulfil: the marketplace's currency, and how far a price may have moved (percent)."""

    currency: str
    move_limit: int


def rules_of(settings: Settings) -> tuple[PriceRule, ...]:
    """Give the rules of `PRICE_RULES`."""
    return tuple(
        PriceRule(one.way, one.percent, one.reseller, one.product, one.rounding, one.step) for one in settings.price_rules
    )


def must_be_exportable(store: Store, listed: PriceList, guard: Guard) -> None:
    """Refuse a list that is not whole, in another currency, or with a price that moved too far and that nobody approved.

    Moves count from the last list before that was exportable itself: from one that is blocked, nobody's prices were made. The
    first list of all has nothing to move from. Raises `BlockedError`, or `StoreError`.
    """
    if listed.status is not ListStatus.PUBLISHED:
        raise BlockedError(f"{listed} is not whole. Fetch it again.")
    if listed.scope.currency != guard.currency:
        raise BlockedError(f"{listed} is in {listed.scope.currency}, and the marketplace sells in {guard.currency}.")
    if listed.approved_by:
        return
    base = _base_of(store, listed, guard)
    if base is None:
        return
    summary = summary_of(store, base, listed)
    if summary.largest is not None and summary.largest_move > guard.move_limit:
        raise BlockedError(
            f"In {listed} the price of {summary.largest.row.offer_id} moved by {summary.largest_move:.1f} %, more than"
            f" {guard.move_limit} %, since {base}.",
            moved=listed,
            since=base,
        )


def warnings_of(store: Store, plain: PriceList, committed: PriceList | None = None) -> tuple[str, ...]:
    """Say what a person should know of lists that may be exported all the same. Raises `StoreError`."""
    told = [warning for one in (plain, committed) if one is not None for warning in _warnings_of_one(store, one)]
    if committed is not None and committed.month != plain.month:
        told.append(f"{committed} and {plain} are of different months, and go into one file.")
    return tuple(told)


def _warnings_of_one(store: Store, listed: PriceList) -> list[str]:
    latest = store.latest_price_list(listed.scope, listed.month)
    told = []
    if latest is not None and latest.id != listed.id:
        told.append(f"{listed} is not the list that counts in its month: {latest} is.")
    if listed.has_few_attributes:
        told.append(f"{listed} was asked for with few attributes: suggested prices and product texts are missing in it.")
    else:
        poorer = [one for one in store.price_lists() if _is_later_and_poorer(one, listed)]
        told += [f"{one} is later than {listed}, with few attributes: see whether prices differ." for one in poorer[-1:]]
    return told


def _is_later_and_poorer(one: PriceList, than: PriceList) -> bool:
    same = (one.scope, one.month) == (than.scope, than.month)
    return same and one.has_few_attributes and (one.revision or 0) > (than.revision or 0)


def _base_of(store: Store, listed: PriceList, guard: Guard) -> PriceList | None:
    """Find the last list before that was approved, or whose prices moved within the limit from its own base; else the first.

    Walks back to the last approved list, or the first of all, and from there forth: one comparison for each list between.
    """
    before = store.price_list_before(listed)
    later = []
    while before is not None and not before.approved_by:
        later.append(before)
        before = store.price_list_before(before)
    for one in reversed(later):
        if before is None or summary_of(store, before, one).largest_move <= guard.move_limit:
            before = one
    return before


def price_manager_rows(
    store: Store, plain: PriceList, committed: PriceList | None, items: Sequence[Item], terms: Terms
) -> Iterator[LevelRow | Leftover]:
    """Give the rows of the Price Manager's file. Raises `BlockedError` for lists that do not belong together, or `StoreError`."""
    _must_be(plain, STANDARD)
    if committed is not None:
        _must_be(committed, THREE_YEAR)
        if committed.scope != plain.scope.typed(THREE_YEAR):
            raise BlockedError(f"{committed} is for other buyers than {plain}.")
    committed_rows = iter(()) if committed is None else store.price_rows(committed.id)
    return level_rows(items, store.price_rows(plain.id), committed_rows, terms)


def flat_list_rows(store: Store, plain: PriceList, items: Sequence[Item], terms: Terms) -> Iterator[FlatRow | Leftover]:
    """Give the rows of the flat list. Raises `BlockedError` for a list of another type, or `StoreError`."""
    _must_be(plain, STANDARD)
    return flat_rows(items, store.price_rows(plain.id), terms)


def _must_be(listed: PriceList, list_type: str) -> None:
    if listed.scope.list_type != list_type:
        raise BlockedError(f"{listed} is no {list_type} list.")
