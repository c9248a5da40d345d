"""What the looks of a transfer showed, as sentences for an operator: ids, codes and numbers, no personal data."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from connector.domain import transfer_facts as facts

if TYPE_CHECKING:
    from collections.abc import Iterable

Shown = facts.Membership | facts.Transfer | facts.ProductItem
"""What the looks of a transfer show, or tuples of it."""


def seen_in_words(seen: Shown) -> str:
    """Say what a look showed."""
    match seen:
        case facts.Membership():
            return ", ".join(map(_offer, seen.offers)) or "nothing"
        case facts.Transfer():
            customer = f", Adobe customer {seen.customer_id}" if seen.customer_id else ""
            return f"{seen.id}, status {seen.status}{customer}: {_lines(seen.lines)}"
        case facts.ProductItem():
            return seen.mpn
        case _:
            assert_never(seen)


def _offer(offer: facts.MembershipOffer) -> str:
    return f"{offer.quantity} of {offer.offer_id}" + (f" until {offer.renewal_date:%Y-%m-%d}" if offer.renewal_date else "")


def _lines(lines: Iterable[facts.TransferLine]) -> str:
    return ", ".join(f"{line.quantity} of {line.offer_id}" for line in lines)
