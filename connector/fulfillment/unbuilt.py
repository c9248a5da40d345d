"""What the platform delivers and this version does not do yet: said on the request, never a false success."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Final

from connector.domain import pauses
from connector.domain.problems import problem
from connector.fulfillment.answering import Ending
from connector.fulfillment.delivery import slow
from connector.fulfillment.failures import log_failure
from connector.log import bound

if TYPE_CHECKING:
    from collections.abc import Mapping

    from connector.cloudblue.platform import Platform

_log: Final = logging.getLogger("connector.fulfillment")


def park_tier_request(raw: Mapping[str, Any], platform: Platform) -> Ending:
    """Say on a tier configuration request that it waits for a person."""
    request_id = str(raw.get("id") or "")
    note = problem("feature-not-built", feature="the setup of a reseller").for_operator()
    with bound(request=request_id):
        _log.warning("%s is parked: feature-not-built", request_id, extra={"event": "verdict", "verdict": "park"})
        try:
            if raw.get("notes") != note:
                platform.note_tier_request(request_id, note)
        except Exception as error:  # noqa: BLE001 - nothing may leave a handler, or it comes back at once for ever.
            log_failure(f"the notes of {request_id} could not be written", error)
            return Ending(slow(1))
    return Ending(pauses.PARKED)


def wait_with_tier_update(raw: Mapping[str, Any]) -> Ending:
    """Leave a tier account update for later: accepting it would claim that Adobe knows of it."""
    with bound(request=str(raw.get("id") or "")):
        _log.warning("a tier account update waits: bringing Adobe up to date is not built yet")
    return Ending(pauses.PARKED)
