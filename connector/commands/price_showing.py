"""What the commands on prices print: one line per list, outcome or change, and how far a fetch is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from connector.domain.prices.comparing import Change, ChangeKind, Disagreement
from connector.domain.prices.rows import UNBOUNDED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date, datetime
    from decimal import Decimal

    from connector.domain.prices.lists import PriceList
    from connector.domain.prices.scopes import Month, Scope
    from connector.prices.asking import Price
    from connector.prices.differences import Summary
    from connector.prices.fetching import Fetched

_WIDTH: Final = 30


class Bar:
    """A bar of how far a fetch is, drawn in place; call it with the rows so far and all that there are."""

    def __init__(self, show: Callable[[str], None]) -> None:
        self._show = show

    def __call__(self, scope: Scope, month: Month, rows: int, total: int) -> None:
        """Draw it."""
        done = _WIDTH * rows // total if total else _WIDTH
        self._show(f"{scope} {month} [{'#' * done}{' ' * (_WIDTH - done)}] {rows:,} of {total:,}")

    def clear(self) -> None:
        """Wipe it, before a line is printed."""
        self._show("")


def outcome_of(fetched: Fetched) -> str:
    """Say how the fetching of one list ended."""
    kept = f", {fetched.kept.row_count:,} rows, list {fetched.kept.id}" if fetched.kept else ""
    told = f"{fetched.scope} {fetched.month}: {fetched.result.name.lower().replace('_', ' ')}{kept}"
    return f"{told}. {fetched.text}".strip() if fetched.text else f"{told}."


def line_of(listed: PriceList) -> str:
    """Show one list as a line of `prices list`."""
    state = f"revision {listed.revision}" if listed.revision else str(listed.status)
    times = f"fetched {_minute(listed.fetched_at)}, last seen {_minute(listed.seen_at)}"
    approved = f"approved by {listed.approved_by}" if listed.approved_by else ""
    more = filter(None, (listed.problem, "few attributes" if listed.has_few_attributes else "", approved))
    return "  ".join([f"{listed.id:>6}", str(listed.scope), str(listed.month), state, f"{listed.row_count:,} rows", times, *more])


def _minute(moment: datetime | None) -> str:
    return moment.strftime("%Y-%m-%d %H:%M") if moment else "never"


def row_of(found: Change | Disagreement) -> tuple[str, ...]:
    """Show one difference as cells: kind, key, prices before and after, the day it may count from, Adobe's other word."""
    if isinstance(found, Disagreement):
        row = found.row
        return (
            "disagreement",
            *_key(row.offer_id, row.discount_code, row.first_order, row.last_order),
            "",
            "",
            "",
            "",
            "",
            (f"{found.said}; it {found.seen}" if found.seen.startswith(("was", "is")) else f"{found.said}; seen: {found.seen}"),
        )
    old, new, row = found.old, found.new, found.row
    kinds = "+".join(found.kinds)
    days = [row.first_order, row.last_order]
    if ChangeKind.DATES in found.kinds and old is not None:
        kinds += f" (were {_day(old.first_order)} to {_day(old.last_order)})"
    before = old or found.predecessor
    prices = (
        _amount(before.partner_price if before else None),
        _amount(new.partner_price if new else None),
        _amount(before.street_price if before else None),
        _amount(new.street_price if new else None),
    )
    since = _day(found.proposed_from) if found.proposed_from else ""
    return (kinds, *_key(row.offer_id, row.discount_code, *days), *prices, since, row.attributes.get("acdIndicator", ""))


def _key(offer_id: str, code: str, first: date, last: date) -> tuple[str, str, str, str]:
    return offer_id, code, _day(first), _day(last)


def _day(day: date) -> str:
    return "open" if day in UNBOUNDED else day.isoformat()


def _amount(amount: Decimal | None) -> str:
    return "" if amount is None else format(amount, "f")


def summary_lines(summary: Summary, shown: int) -> Iterator[str]:
    """Count the differences, and name the largest move of a price."""
    told = sum(summary.counts.values()) + summary.disagreements
    counts = ", ".join(f"{number:,} {kind}" for kind in ChangeKind if (number := summary.counts[kind]))
    yield f"Differences: {counts or 'none'}. Adobe says otherwise of {summary.disagreements:,} rows."
    if summary.largest is not None:
        yield f"Largest move of a price: {summary.largest_move:.1f} % ({summary.largest.row.offer_id})."
    if told > shown:
        yield f"{shown} are shown; --csv FILE writes them all."


def price_lines(price: Price) -> Iterator[str]:
    """Say a price, and from which row of which list it was read."""
    row, scope = price.row, price.listed.scope
    yield f"partner price  {_amount(row.partner_price) or 'none'} {scope.currency}"
    yield f"street price   {_amount(row.street_price) or 'none'} {scope.currency}"
    code = f", discount code {row.discount_code}" if row.discount_code else ""
    yield f"read from      {price.listed}"
    yield f"row            {row.offer_id}, {_day(row.first_order)} to {_day(row.last_order)}{code}, by {price.day}"
    for list_type in price.not_kept:
        yield f"note           no {list_type} list is kept, which comes first for this customer: its price may be another one"
    if not price.exact_month:
        yield "note           no list of the order's month is kept: this is the last one before it"
