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
    from connector.store import Lease, Place

_log: Final = logging.getLogger("connector.fulfillment")
_OVERDUE: Final = timedelta(hours=2)
"""How long a request may be overdue before it is asked after: a parked one comes every hour, and runners restart."""

_PENDING: Final = "pending"


def note_endings(means: Means, platform: Platform, *, at_once: int = 50) -> str:
    """Ask after every request that is overdue or waits for a correction, and note what ended; gives what nobody could tell.

    What the platform refuses to tell of one request, or of one kind of them, keeps no other from being noted; where it is away
    that is the end. It is asked for so many requests `at_once`. Raises `StoreError`.
    """
    noted = 0
    untold: dict[str, None] = {}
    before = means.store.now() - _OVERDUE
    try:
        for due in (means.store.overdue, means.store.lingering):
            after: Place | None = None
            while page := due(before, after, at_once):
                noted += _note_page([request_id for _, request_id in page], untold, means, platform)
                after = page[-1]
    except PlatformUnavailableError as error:
        untold[str(error)] = None
    if noted:
        _log.info("%s requests had been answered by others", noted, extra={"event": "noted", "requests": noted})
    return "; ".join(untold)


def _note_page(request_ids: list[str], untold: dict[str, None], means: Means, platform: Platform) -> int:
    """Note what ended among these requests, and what was refused; gives how many ended."""
    noted = 0
    shown, refused = platform.statuses(request_ids)
    untold |= dict.fromkeys(refused)
    for one in request_ids:
        try:
            noted += note_ending(one, shown.get(one, _PENDING), means, platform)
        except PlatformRefusedError as error:
            untold[str(error)] = None
    return noted


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
