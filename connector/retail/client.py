"""The client of one Partner Connection Retail account. Holds no state but connections and tokens.

It must never decide what a refusal leads to, never send a claim twice, and never follow a redirect.
Source: developer.adobe.com/adobe-partner-connection-retail/guides/api.
"""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from connector.adobe.attempts import USER_AGENT, Attempts, Surroundings
from connector.adobe.auth import Tokens
from connector.adobe.errors import AdobeCredentialsError, CallTrace
from connector.adobe.gate import Gate
from connector.adobe.record import CallRecord, log_call
from connector.adobe.transport import Line, Outgoing
from connector.retail.answers import read_claim, read_end, read_subscription
from connector.retail.calls import CLAIM_PATH, subscription_path

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    import httpx

    from connector.adobe.answers import Reply
    from connector.adobe.auth import Token
    from connector.adobe.calls import WriteCall
    from connector.adobe.credentials import Credentials
    from connector.retail.models import Subscription

PREFIX: Final = "/retail"
"""The path that Adobe's hosts have this API under; added to an address that names a host alone."""


class RetailClient:
    """Partner Connection Retail for one account. Thread-safe; keep one per account and process, it pools its connections.

    `hosts` are those to which a claim may redirect. Time, ids and waiting are injected as for `AdobeClient`. Every method is over
    within `total_seconds`, and raises the tree of `connector.adobe.errors`.
    """

    def __init__(  # noqa: PLR0913 - everything that comes from the world is injected, each under its own name.
        self,
        credentials: Credentials,
        *,
        hosts: tuple[str, ...],
        transport: httpx.BaseTransport | None = None,
        clock: Callable[[], datetime],
        monotonic: Callable[[], float],
        new_id: Callable[[], str],
        pause: Callable[[float], None],
        listen: Callable[[CallRecord], None] | None = None,
        tokens: Tokens | None = None,
        gate: Gate | None = None,
        total_seconds: float = 30.0,
    ) -> None:
        self._line = Line(transport, monotonic)
        self._tokens = tokens or Tokens(monotonic)
        self._credentials = credentials
        self._base = base_of(credentials.url)
        self._hosts = hosts
        found = gate or Gate(clock, monotonic)
        self._live_in(Surroundings(clock, monotonic, new_id, pause, listen or log_call, total_seconds, found))

    def _live_in(self, world: Surroundings) -> None:
        self._world = world
        self._attempts = Attempts(self._credentials, self._line, self._tokens, world)

    def within(self, total_seconds: float) -> RetailClient:
        """Give the same client with another bound on each call; both share connections and tokens."""
        other = copy.copy(self)
        other._live_in(replace(self._world, total_seconds=total_seconds))  # noqa: SLF001 - it is this class's own.
        return other

    def admit(self, write: WriteCall) -> None:
        """Say whether a persisting call may begin now. Raises `AdobeHeldBackError` or `AdobeStoppingError`; sends nothing."""
        self._world.gate.admit(CallTrace(write.method, write.path, "", ""))

    def send(self, write: WriteCall, correlation_id: str) -> dict[str, Any]:
        """Make ONE attempt of a persisting call, and give Adobe's answer as JSON's own types. Nothing is repeated.

        The answer to a claim holds the link. The correlation id is for our own log: this API documents no such header.
        """

        def meaning(trace: CallTrace, reply: Reply) -> dict[str, Any]:
            if write.path == CLAIM_PATH:
                return read_claim(trace, write, reply, self._hosts, self._world.clock())
            return read_end(trace, reply, self._world.clock())

        trace = CallTrace(write.method, write.path, self._world.new_id(), correlation_id)
        return self._attempts.make(
            trace, lambda token: self._outgoing(trace, token, write.body), self._attempts.deadline(), meaning
        )

    def subscription(self, reference: str) -> Subscription | None:
        """Read what became of a claim; `None` while it was not redeemed. After a 401 once more, with a fresh token.

        UNOFFICIAL: from an integration kit of July 2026, not from Adobe's public pages.
        """
        deadline = self._attempts.deadline()
        try:
            return self._read_subscription(reference, deadline)
        except AdobeCredentialsError as refused:
            if refused.status != HTTPStatus.UNAUTHORIZED or refused.never_sent:
                raise
        return self._read_subscription(reference, deadline)

    def _read_subscription(self, reference: str, deadline: float) -> Subscription | None:
        trace = CallTrace("GET", subscription_path(reference), self._world.new_id(), self._world.new_id())
        self._world.gate.admit(trace)
        return self._attempts.make(
            trace,
            lambda token: self._outgoing(trace, token, None),
            deadline,
            lambda trace, reply: read_subscription(trace, reply, self._world.clock()),
        )

    def fetch_token(self) -> None:
        """Make sure that there is a token: the cheapest proof that the credentials work. Raises what a call would."""
        self._attempts.token(self._attempts.deadline())

    def close(self) -> None:
        """Close the connections. The client is of no use afterwards."""
        self._line.close()

    def _outgoing(self, trace: CallTrace, token: Token, body: Mapping[str, Any] | None) -> Outgoing:
        headers = {
            "Authorization": f"Bearer {token.text}",
            "X-API-Key": self._credentials.api_key,
            "Accept": "application/json",
            "Content-Type": "application/json",
            "User-Agent": USER_AGENT,
        }
        content = b"" if body is None else json.dumps(body, separators=(",", ":")).encode()
        return Outgoing(trace.method, self._base + trace.path, headers, content)


def base_of(url: str) -> str:
    """Give the API's base: an address that names no path gets Adobe's own, `/retail`."""
    bare = url.rstrip("/")
    return bare if urlsplit(bare).path else bare + PREFIX
