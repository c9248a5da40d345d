"""httpx to a simulator in the same process, without a socket: for tests. It waits for nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx

from connector.simulator.adobe.app import DELAY_HEADER
from connector.simulator.exchange import NoAnswerError, SimRequest

if TYPE_CHECKING:
    from connector.simulator.exchange import Exchange


class InProcessTransport(httpx.BaseTransport):
    """Carries requests of an `httpx.Client` to any exchange, whatever host they name.

    A missing answer becomes `httpx.ReadTimeout`; one that hangs up before its effect becomes `before_effect`, which a test
    can set to `httpx.ConnectError`. An answer slower than the request's read time-out becomes `httpx.ReadTimeout` too,
    after its effect.
    """

    def __init__(self, exchange: Exchange, before_effect: type[httpx.TransportError] = httpx.ReadTimeout) -> None:
        self._exchange = exchange
        self._before_effect = before_effect

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer one request."""
        arrived = SimRequest(
            method=request.method,
            path=request.url.path,
            query=request.url.query.decode("ascii"),
            headers={name.lower(): value for name, value in request.headers.items()},
            body=request.read(),
        )
        try:
            given = self._exchange(arrived)
        except NoAnswerError as silence:
            error = httpx.ReadTimeout if silence.after_effect else self._before_effect
            raise error("no answer", request=request) from silence
        if _is_too_slow(request, given.headers.get(DELAY_HEADER, "0")):
            raise httpx.ReadTimeout("slow answer", request=request)
        return httpx.Response(given.status, headers=dict(given.headers), content=given.body, request=request)


def _is_too_slow(request: httpx.Request, delay_ms: str) -> bool:
    limit = request.extensions.get("timeout", {}).get("read")
    return limit is not None and int(delay_ms) / 1000 > limit
