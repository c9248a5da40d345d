"""A customer's three-year commit as Adobe shows it, and the parameters that show it on the marketplace."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from connector.domain import parameters as ids

if TYPE_CHECKING:
    from datetime import date

    from connector.domain.adobe_facts import Customer
    from connector.domain.requests import Value


@dataclass(frozen=True)
class Commitment:
    """What a customer promised for three years, or asked to promise: Adobe's status, first and last day, and the minimums."""

    status: str
    start: date | None = None
    end: date | None = None
    licences: int = 0
    consumables: int = 0


def commitment_values(customer: Customer) -> dict[str, Value]:
    """Give status and dates of the commitment and of the one that follows it; nothing where the customer has none."""
    return {**_values(ids.COMMITMENT_SHOWN, customer.commitment), **_values(ids.RECOMMITMENT_SHOWN, customer.recommitment)}


def _values(names: tuple[str, str, str], found: Commitment | None) -> dict[str, Value]:
    if found is None:
        return {}
    status, start, end = names
    days = {start: found.start, end: found.end}
    return {status: found.status, **{name: day.isoformat() for name, day in days.items() if day}}
