"""What an asset holds at Adobe: each item's subscription, and how many of its seats the asset's own orders explain.

Match by subscription id, never by product alone: several subscriptions of one product can stand beside each other, and the offer
that a subscription shows is always at base level.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from connector.domain import parameters as ids
from connector.domain.asked import asked_items
from connector.domain.offers import product_key
from connector.domain.problems import problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from connector.domain.adobe_facts import Subscription
    from connector.domain.case import Case
    from connector.domain.ledger import Entry
    from connector.domain.requests import Request

ACTIVE: Final = "1000"
_BUYS: Final = frozenset({"NEW", "TRANSFER"})
_COMPLETE: Final = frozenset({"1000", "1008"})


@dataclass(frozen=True)
class Holdings:
    """An asset's subscriptions by the MPN of their items."""

    by_mpn: Mapping[str, Subscription]

    def of(self, mpn: str) -> Subscription | None:
        """Give an item's subscription, `None` where it never had one."""
        return self.by_mpn.get(mpn)

    def as_seen(self, seen: tuple[Subscription, ...]) -> Holdings:
        """Give the same subscriptions as a later look shows them."""
        later = {one.id: one for one in seen}
        return Holdings({mpn: later.get(one.id, one) for mpn, one in self.by_mpn.items()})

    @property
    def ids(self) -> frozenset[str]:
        """The ids of all of them."""
        return frozenset(one.id for one in self.by_mpn.values())


def holdings_of(request: Request, seen: tuple[Subscription, ...]) -> Holdings:
    """Find the subscriptions of the request's items among those of the customer; of several of one item the active one."""
    found: dict[str, Subscription] = {}
    known = {one.id: one for one in seen}
    for mpn, subscription_id in _written(request, seen):
        one = known.get(subscription_id)
        if one and (mpn not in found or one.status == ACTIVE):
            found[mpn] = one
    return Holdings(found)


def _written(request: Request, seen: tuple[Subscription, ...]) -> list[tuple[str, str]]:
    """Give pairs of MPN and subscription id as the asset carries them, in the list or else in the plain parameter."""
    parameter = request.parameters.get(ids.SUBSCRIPTION_LIST)
    listed = parameter.structured.get("value") if parameter and isinstance(parameter.structured, dict) else None
    if isinstance(listed, list) and listed:
        return [(str(one.get("sku")), str(one.get("subscription_id"))) for one in listed if isinstance(one, dict)]
    keys = {product_key(item.mpn): item.mpn for _, item in asked_items(request)}
    plain = {one.strip() for one in request.text(ids.SUBSCRIPTION_ID).split(",")}
    return [(keys[product_key(one.offer_id)], one.id) for one in seen if one.id in plain and product_key(one.offer_id) in keys]


def require_held(case: Case, holdings: Holdings, mpns: Iterable[str]) -> None:
    """Stop where the asset does not say which subscription an item is: to leave it alone would look like success."""
    names = {item.mpn: item.name or item.mpn for item in case.request.items}
    missing = [names.get(mpn, mpn) for mpn in mpns if holdings.of(mpn) is None]
    if missing:
        case.stop((problem("subscription-unknown", items=", ".join(missing)),))


def owned(ledger: tuple[Entry, ...], mpn: str, until: datetime | None = None) -> int:
    """Count the seats of an item that the asset's orders up to a moment explain: what remains since its last renewal."""
    orders = sorted(
        (one for one in ledger if one.status in _COMPLETE and (until is None or one.created <= until)),
        key=lambda one: one.created,
    )
    seats = 0
    for order in orders:
        remaining = sum(line.remaining for line in order.lines if line.mpn == mpn)
        if order.type == "RENEWAL" and any(line.mpn == mpn for line in order.lines):
            seats = remaining
        elif order.type in _BUYS:
            seats += remaining
    return seats
