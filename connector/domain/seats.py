"""Seats without a request: what Adobe gave out for a request that somebody else failed or revoked meanwhile.

Whoever ended it cannot know of the order, and the customer never got the product: only a return ends what is paid for.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from connector.domain import catalogue, meanings
from connector.domain.offers import product_key
from connector.domain.orders import FAILED
from connector.domain.transfer_following import COMPLETE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import datetime

    from connector.domain.adobe_facts import Order, Subscription
    from connector.domain.transfer_facts import Transfer

_ENDED: Final = frozenset({"failed", "revoked"})
_GONE: Final = "terminated"
_SERVED: Final = "approved"
_SUBSCRIPTION_GONE: Final = "1004"
_CLOCKS_DIFFER: Final = timedelta(minutes=5)
"""How far the database's clock may be ahead of Adobe's."""

_LOOKED_BACK: Final = timedelta(days=60)
"""For how long an order is looked after at least: whoever pays for seats wants to know also when they cannot go back any more."""

ANSWERED: Final = frozenset({"approve", "fail", "approved"})
"""How a request ended that leaves nothing behind: as the connector answered it itself, or approved by whomever."""


def looked_back(window_days: int) -> timedelta:
    """Give for how long orders are looked after: two months, or the return window and a day where that is longer."""
    return max(_LOOKED_BACK, timedelta(days=window_days + 1))


def is_forsaken(status: str, asset_status: str) -> bool:
    """Whether nobody gets what was ordered for a request: it failed or was revoked, or its asset is gone without an approval."""
    return status in _ENDED or (asset_status == _GONE and status != _SERVED)


def seats_left(order_id: str, history: Iterable[Order]) -> int | None:
    """Give the seats of an order that nobody has given back; `None` where the history does not show the order.

    What a return asks back counts as given back, unless the return failed.
    """
    orders = tuple(history)
    order = next((one for one in orders if one.id == order_id), None)
    if order is None:
        return None
    if order.status in FAILED:
        return 0
    returns = (one for one in orders if one.returned_order == order_id and one.status not in FAILED)
    given_back = sum(line.quantity for one in returns for line in one.lines)
    return max(0, sum(line.quantity for line in order.lines) - given_back)


def placed_by(
    sent: Mapping[str, Any], since: datetime, history: Iterable[Order], known: Collection[str]
) -> tuple[tuple[str, date], ...]:
    """Give the orders, each with its day, that a call brought about whose answer is missing.

    `sent` is the call's body, sent at `since` or later. Its orders carry its reference and exactly its products and quantities;
    `known` are those whose answer came. One that failed brought about nothing.
    """
    wanted = {(line["extLineItemNumber"], product_key(line["offerId"]), line["quantity"]) for line in sent.get("lineItems", ())}
    own = (one for one in history if one.type == "NEW" and one.reference == sent.get("externalReferenceId"))
    new = (one for one in own if one.id not in known and one.status not in FAILED and one.created >= since - _CLOCKS_DIFFER)
    return tuple((one.id, one.created.date()) for one in new if _lines_of(one) == wanted)


def _lines_of(order: Order) -> set[tuple[int, str, int]]:
    return {(line.number, product_key(line.offer_id), line.quantity) for line in order.lines}


def seats_of_transfer(transfer: Transfer, subscriptions: Iterable[Subscription], held: Collection[str]) -> int:
    """Give the seats that came of a transfer: those of its subscriptions once it is complete, else those of its lines.

    `held` are the product keys that another asset of the company has taken over.
    """
    if transfer.status in catalogue.ended(meanings.TRANSFER):
        return 0
    lines = [line for line in transfer.lines if product_key(line.offer_id) not in held]
    if transfer.status != COMPLETE:
        return sum(line.quantity for line in lines)
    seen = {one.id: one for one in subscriptions}
    return sum(_seats_of(seen[line.subscription_id]) if line.subscription_id in seen else line.quantity for line in lines)


def _seats_of(subscription: Subscription) -> int:
    return 0 if subscription.status == _SUBSCRIPTION_GONE else subscription.quantity


def last_day(placed: date, window_days: int) -> date:
    """Give the last day (UTC) on which Adobe takes seats back that were ordered on a day."""
    return placed + timedelta(days=window_days)
