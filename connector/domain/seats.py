"""Seats without a request: what Adobe gave out for a request that somebody else failed or revoked meanwhile.

Whoever ended it cannot know of the order, and the customer never got the product: only a return ends what is paid for.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from connector.domain.orders import FAILED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from connector.domain.adobe_facts import Order

_ENDED: Final = frozenset({"failed", "revoked"})
_GONE: Final = "terminated"
_SERVED: Final = "approved"


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


def last_day(placed: date, window_days: int) -> date:
    """Give the last day (UTC) on which Adobe takes seats back that were ordered on a day."""
    return placed + timedelta(days=window_days)
