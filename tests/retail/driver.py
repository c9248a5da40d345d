"""The retail client on the simulated programme, or on a script; time stands still and nothing is waited for."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import httpx

from connector.adobe.credentials import Credentials
from connector.retail.calls import claim_product
from connector.retail.client import RetailClient
from connector.simulator.adobe.transport import InProcessTransport
from connector.simulator.retail import RetailOptions, RetailSimulator

if TYPE_CHECKING:
    from collections.abc import Callable

    from connector.adobe.record import CallRecord

CLIENT_ID: Final = "f00dcafe"
SECRET: Final = "s3cret-of-the-client"
OFFER: Final = "30006514"
OTHER_OFFER: Final = "30006521"
REFERENCE: Final = "AS-1234-5678-9012-30006514"
CLAIM: Final = "POST /retail/v1/workflows"
HOSTS: Final = ("*.adobe.com",)
NOW: Final = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)


class Concealed:
    """A secret that shows itself only when asked to."""

    def reveal(self) -> str:
        """Give it."""
        return SECRET


class Desk:
    """A simulator with one partner and its offers, and a client of it; `records` is what the client reports of each attempt."""

    def __init__(self, options: RetailOptions | None = None, *, secret: object = None) -> None:
        self.simulator = RetailSimulator(lambda: NOW, options)
        self.simulator.control.add_partner(CLIENT_ID, SECRET if secret is None else str(secret), [OFFER, OTHER_OFFER])
        self.records: list[CallRecord] = []
        self.client = a_client(InProcessTransport(self.simulator, httpx.ConnectError), self.records.append)

    def claim(self, reference: str = REFERENCE, offer_id: str = OFFER) -> dict[str, object]:
        """Claim, in one attempt."""
        return self.client.send(claim_product(reference, offer_id), "a-correlation-id")

    def count(self, path: str) -> int:
        """Count the exchanges with a path."""
        return len(self.simulator.control.calls(None, path))


def a_client(transport: httpx.BaseTransport, listen: Callable[[CallRecord], None] | None = None) -> RetailClient:
    """Make a client on a wire."""
    ids = itertools.count(1)
    return RetailClient(
        Credentials("https://partners.example/retail", "https://ims.example", CLIENT_ID, Concealed(), "openid,retail"),
        hosts=HOSTS,
        transport=transport,
        clock=lambda: NOW,
        monotonic=lambda: 0.0,
        new_id=lambda: f"id-{next(ids)}",
        pause=lambda _seconds: None,
        listen=listen or (lambda _record: None),
    )


class Script(httpx.BaseTransport):
    """A wire that answers a token, and then what it was told, one after the other; `seen` is what came."""

    def __init__(self, *answers: httpx.Response) -> None:
        self._answers = list(answers)
        self.seen: list[httpx.Request] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer one request."""
        self.seen.append(request)
        if request.url.path == "/ims/token/v3":
            return httpx.Response(200, json={"access_token": "a-token", "token_type": "bearer", "expires_in": 86399})
        return self._answers.pop(0)
