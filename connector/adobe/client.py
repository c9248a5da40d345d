"""The client of one Adobe account: the one door into this package. Holds no state but connections and tokens.

It must never decide what a refusal leads to, and never send a persisting call twice.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from connector.adobe.attempts import Surroundings
from connector.adobe.auth import Tokens
from connector.adobe.calling import Caller
from connector.adobe.customers import Customers
from connector.adobe.gate import Gate
from connector.adobe.memberships import Memberships
from connector.adobe.orders import Orders
from connector.adobe.price_lists import PriceLists
from connector.adobe.record import CallRecord, log_call
from connector.adobe.resellers import Resellers
from connector.adobe.subscriptions import Subscriptions
from connector.adobe.transport import Line

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    import httpx

    from connector.adobe.calls import WriteCall
    from connector.adobe.credentials import Credentials


class AdobeClient:
    """Adobe's VIP Marketplace for one account. Thread-safe; keep one per account and process, it pools its connections.

    `clock` gives aware UTC, `monotonic` seconds, `new_id` a random id, `pause` waits for seconds; `listen` is told about every
    HTTP attempt, token requests included (by default it becomes one log line). Every method is over within `total_seconds`,
    a listing's within that for each page. Give clients with the same API key the same `tokens`. `gate` says whether calls may
    begin now. All methods raise the tree of `connector.adobe.errors`.
    """

    def __init__(  # noqa: PLR0913 - everything that comes from the world is injected, each under its own name.
        self,
        credentials: Credentials,
        *,
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
        world = Surroundings(clock, monotonic, new_id, pause, listen or log_call, total_seconds, gate or Gate(clock, monotonic))
        self._line = Line(transport, monotonic)
        self._speak_through(Caller(credentials, self._line, tokens or Tokens(monotonic), world))

    def _speak_through(self, caller: Caller) -> None:
        self._caller = caller
        self.resellers = Resellers(caller)
        self.customers = Customers(caller)
        self.orders = Orders(caller)
        self.subscriptions = Subscriptions(caller)
        self.memberships = Memberships(caller)
        self.price_lists = PriceLists(caller.patient())

    def within(self, total_seconds: float) -> AdobeClient:
        """Give the same client with another bound on each call; both share connections and tokens."""
        other = copy.copy(self)
        other._speak_through(self._caller.within(total_seconds))  # noqa: SLF001 - it is this class's own.
        return other

    def admit(self, write: WriteCall) -> None:
        """Say whether a persisting call may begin now. Raises `AdobeHeldBackError` or `AdobeStoppingError`; sends nothing."""
        self._caller.admit(write)

    def send(self, write: WriteCall, correlation_id: str) -> dict[str, Any]:
        """Make ONE attempt of a persisting call under the given correlation id, and give Adobe's answer as JSON's own types.

        Nothing is repeated. A 401 drops the cached token and is raised. A success without the id of what it created is an
        `AdobeGibberishError`. Amounts in the answer are strings, so that it can be stored without loss.
        """
        return self._caller.send(write, correlation_id)

    def fetch_token(self) -> None:
        """Make sure that there is a token: the cheapest proof that the credentials work. Raises what a call would."""
        self._caller.fetch_token()

    def close(self) -> None:
        """Close the connections. The client is of no use afterwards."""
        self._line.close()
