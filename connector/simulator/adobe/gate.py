"""The header checks before any business: who asks, which intent, which attempt; and the memory of answers given.

It executes nothing.

Source: developer.adobe.com/vipmp/docs/references/api-headers. Where a stored answer exists it is given again, for ten days,
whatever the request id and the body are now.
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from connector.simulator.adobe.refusals import RefusalError

if TYPE_CHECKING:
    from datetime import datetime

    from connector.simulator.adobe.clock import VirtualClock
    from connector.simulator.adobe.tokens import TokenDesk
    from connector.simulator.adobe.world import Partner, World
    from connector.simulator.exchange import SimRequest, SimResponse

_MINUTE: Final = timedelta(minutes=1)
# Adobe shows UUIDs and defines no form; anything that fits a header and names something passes.
_CORRELATION_ID: Final = re.compile(r"[A-Za-z0-9._-]{1,100}")


@dataclass(frozen=True)
class Intent:
    """By what Adobe recognises a repeat: the partner, method and route, and the correlation id. Body and query play no part."""

    distributor_id: str
    route: str
    correlation_id: str


class AnswerMemory:
    """Answers by intent, good for a while; and the request ids that each partner has used."""

    def __init__(self, clock: VirtualClock, keeps: timedelta) -> None:
        self._clock = clock
        self.keeps = keeps
        self._answers: dict[Intent, tuple[datetime, SimResponse]] = {}
        self._request_ids: set[tuple[str, str]] = set()

    def recall(self, intent: Intent) -> SimResponse | None:
        """Give the stored answer to an intent, unless it is too old."""
        told_at, told = self._answers.get(intent, (None, None))
        if told_at is None or self._clock.now() - told_at >= self.keeps:
            return None
        return told

    def remember(self, intent: Intent, given: SimResponse) -> None:
        """Store what was answered, good or bad: it closes the intent."""
        self._answers[intent] = (self._clock.now(), given)

    def use_request_id(self, distributor_id: str, request_id: str) -> None:
        """Take note of a request id; raises 4120 when it was used before."""
        key = (distributor_id, request_id)
        if key in self._request_ids:
            raise RefusalError("4120")
        self._request_ids.add(key)


class Pace:
    """Counts each distributor's executed calls of the last minute, for those who want throttling by rule."""

    def __init__(self, clock: VirtualClock) -> None:
        self._clock = clock
        self._moments: dict[str, deque[datetime]] = {}

    def step(self, distributor_id: str, limit: int | None) -> None:
        """Count a call; raises 4118, and counts nothing, when the minute is full."""
        if limit is None:
            return
        moments = self._moments.setdefault(distributor_id, deque())
        while moments and self._clock.now() - moments[0] >= _MINUTE:
            moments.popleft()
        if len(moments) >= limit:
            raise RefusalError("4118")
        moments.append(self._clock.now())


def identify(request: SimRequest, world: World) -> Partner:
    """Give the partner whose API key this is; raises 4115."""
    partner = world.partners.get(request.headers.get("x-api-key", ""))
    if partner is None:
        raise RefusalError("4115")
    return partner


def check_token(request: SimRequest, partner: Partner, desk: TokenDesk) -> None:
    """Check the bearer token; raises 4117 when there is none, 4116 when it is not good for this key."""
    header = request.headers.get("authorization", "")
    if not header:
        raise RefusalError("4117")
    scheme, _, token = header.partition(" ")
    if scheme.lower() != "bearer" or not desk.is_good(token.strip(), partner.client_id):
        raise RefusalError("4116")


def read_intent(request: SimRequest, partner: Partner, route: str) -> Intent:
    """Give the intent that a request stands for; raises 4119 when the correlation id is absent or malformed."""
    correlation_id = request.headers.get("x-correlation-id", "")
    if not _CORRELATION_ID.fullmatch(correlation_id):
        raise RefusalError("4119")
    return Intent(partner.distributor_id, route, correlation_id)
