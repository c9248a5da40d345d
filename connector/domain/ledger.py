"""The ledger of an asset's Adobe orders, as the parameter `adobe_orders` carries it: each order, its lines, what remains."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from connector.domain.parameters import ORDERS

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Mapping

    from connector.domain.adobe_facts import Order, OrderLine
    from connector.domain.requests import Request

RETURNED: Final = "1008"
"""The status of a line that was given back whole, and of an order whose lines all were."""

_TIME: Final = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True)
class EntryLine:
    """One line of an order: the item's MPN, Adobe's line number, what was ordered and what was not given back."""

    mpn: str
    line: int
    quantity: int
    remaining: int


@dataclass(frozen=True)
class Entry:
    """One Adobe order of the asset. `returned` is the order that a RETURN gives back, `reason` why somebody asked for it."""

    order_id: str
    type: str
    created: datetime
    status: str
    lines: tuple[EntryLine, ...]
    returned: str = ""
    reason: str = ""


def entry_of(order: Order, mpn_of: Callable[[OrderLine], str], reason: str = "") -> Entry:
    """Give the entry of an order as Adobe shows it now; lines of other assets, for which there is no MPN, are left out."""
    lines = tuple(
        EntryLine(mpn_of(line), line.number, line.quantity, remaining_of(order, line)) for line in order.lines if mpn_of(line)
    )
    return Entry(order.id, order.type, order.created, order.status, lines, order.returned_order, reason)


def remaining_of(order: Order, line: OrderLine) -> int:
    """Give how many seats of a line were not given back, as Adobe shows it: all of them where it does not say."""
    if order.type == "RETURN":
        return 0
    if line.remaining is None:
        return 0 if line.status == RETURNED else line.quantity
    return line.remaining


def read_ledger(request: Request) -> tuple[Entry, ...] | None:
    """Read the asset's ledger; `None` where there is none, or none that can be read."""
    parameter = request.parameters.get(ORDERS)
    listed = parameter.structured.get("orders") if parameter and isinstance(parameter.structured, dict) else None
    if not isinstance(listed, list) or not listed:
        return None
    try:
        return tuple(_read(entry) for entry in listed)
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def with_remaining(entry: Entry, remaining: Mapping[tuple[str, int], int]) -> Entry:
    """Give an entry with what remains of some of its lines, named by order and line number."""
    lines = (replace(line, remaining=remaining.get((entry.order_id, line.line), line.remaining)) for line in entry.lines)
    return replace(entry, lines=tuple(lines))


def without_seats(entry: Entry, mpns: Container[str], *, before: datetime) -> Entry:
    """Give an entry of an order before a moment with nothing remaining of these items."""
    if entry.created >= before:
        return entry
    return replace(entry, lines=tuple(replace(line, remaining=0) if line.mpn in mpns else line for line in entry.lines))


def with_order(request: Request, order: Order) -> dict[str, Any]:
    """Give the request's ledger with an order of this request in it."""
    mpns = {number: item.mpn for number, item in request.lines.items()}
    entry = entry_of(order, lambda line: mpns.get(line.number, ""))
    return written(with_entries(read_ledger(request) or (), (entry,)))


def with_entries(ledger: Iterable[Entry], entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Put entries into a ledger, in place of what it said of the same orders; oldest first."""
    merged: dict[str, Entry] = {}
    for entry in (*ledger, *entries):
        merged[entry.order_id] = _over(merged.get(entry.order_id), entry)
    return tuple(sorted(merged.values(), key=lambda entry: (entry.created, entry.order_id)))


def _over(before: Entry | None, entry: Entry) -> Entry:
    """Put an entry over what was written: a line whose subscription ended is not found any more, and stays as it was."""
    found = {line.line for line in entry.lines}
    kept = [line for line in before.lines if line.line not in found] if before else []
    return replace(entry, lines=tuple(sorted((*kept, *entry.lines), key=lambda line: line.line))) if kept else entry


def written(ledger: Iterable[Entry]) -> dict[str, Any]:
    """Give the value of the parameter."""
    return {"orders": [_written(entry) for entry in ledger]}


def _read(raw: Mapping[str, Any]) -> Entry:
    lines = tuple(
        EntryLine(str(line["mpn"]), int(line["line"]), int(line["quantity"]), int(line["remaining"])) for line in raw["lines"]
    )
    created = datetime.strptime(raw["created"], _TIME).replace(tzinfo=UTC)
    returned, reason = str(raw.get("returned") or ""), str(raw.get("reason") or "")
    return Entry(str(raw["order_id"]), str(raw["type"]), created, str(raw["status"]), lines, returned, reason)


def _written(entry: Entry) -> dict[str, Any]:
    extra = {name: value for name, value in (("returned", entry.returned), ("reason", entry.reason)) if value}
    return {
        "order_id": entry.order_id,
        "type": entry.type,
        "created": entry.created.strftime(_TIME),
        "status": entry.status,
        **extra,
        "lines": [
            {"mpn": line.mpn, "line": line.line, "quantity": line.quantity, "remaining": line.remaining} for line in entry.lines
        ],
    }
