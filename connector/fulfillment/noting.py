"""Requests that somebody else answered on the platform: no delivery comes any more, so that somebody has to go and ask.

It asks after those alone that should have come again and did not, and after those that were left to somebody's correction. Must
never end a request that a delivery is at work on.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from connector.cloudblue.platform import PlatformRefusedError, PlatformUnavailableError
from connector.domain.retention import FINAL
from connector.store import LeaseLostError

if TYPE_CHECKING:
    from connector.cloudblue.platform import Platform
    from connector.fulfillment.means import Means
    from connector.store import Lease

_log: Final = logging.getLogger("connector.fulfillment")
_OVERDUE: Final = timedelta(hours=2)
"""How long a request may be overdue before it is asked after: a parked one comes every hour, and runners restart."""

_PENDING: Final = "pending"


def note_endings(means: Means, platform: Platform, *, at_once: int = 50) -> str:
    """Ask after every request that is overdue or waits for a correction, and note what ended; gives why that broke off.

    The platform is asked for so many requests `at_once`. Raises `StoreError`.
    """
    noted, after = 0, ""
    before = means.store.now() - _OVERDUE
    while overdue := means.store.overdue(before, after, at_once):
        try:
            shown = platform.statuses(tuple(one.request_id for one in overdue))
            noted += sum(note_ending(one.request_id, shown.get(one.request_id, _PENDING), means, platform) for one in overdue)
        except (PlatformRefusedError, PlatformUnavailableError) as error:
            return str(error)
        after = overdue[-1].request_id
    if noted:
        _log.info("%s requests had been answered by others", noted, extra={"event": "noted", "requests": noted})
    return ""


def note_ending(request_id: str, status: str, means: Means, platform: Platform) -> bool:
    """Note that the platform shows a request as ended, unless that is known or somebody is at work on it; gives whether it did.

    What is not over for good may have changed since it was read: it is read again under the request's lease.
    """
    if status == _PENDING or _is_known(request_id, status, means):
        return False
    lease = means.store.lease((f"request/{request_id}",), means.new_id())
    if lease is None:
        return False
    try:
        now = status if status in FINAL else str(platform.request(request_id)["status"])
        return now != _PENDING and _ended(request_id, now, lease, means)
    finally:
        lease.release()


def _ended(request_id: str, status: str, lease: Lease, means: Means) -> bool:
    """Note an end unless it is known; the platform may have taken longer than the lease lasts, and another be at work by now."""
    try:
        with means.store.at_once():
            lease.renew()
            if _is_known(request_id, status, means):
                return False
            means.store.end(request_id, status)
    except LeaseLostError:
        return False
    return True


def _is_known(request_id: str, status: str, means: Means) -> bool:
    """Whether the store has this end, or none that is older than this one: a request that was asked about may end for good."""
    state = means.store.request_state(request_id)
    if state is None or state.ended_at is None:
        return state is None
    return state.outcome in FINAL or status not in FINAL
