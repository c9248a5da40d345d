"""Carries the traffic of `requests` into an exchange without a socket.

`client.session.mount(client.endpoint, InProcessAdapter(simulator))`.

`ConnectClient` keeps one session per thread, so each thread mounts its own.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from requests import ConnectionError as RequestsConnectionError
from requests import PreparedRequest, Response
from requests.adapters import BaseAdapter
from requests.structures import CaseInsensitiveDict
from requests.utils import get_encoding_from_headers

from connector.simulator.exchange import NoAnswerError, SimRequest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from connector.simulator.exchange import Exchange, SimResponse


class InProcessAdapter(BaseAdapter):
    """A transport of `requests` that calls an exchange. A hang-up becomes `requests.ConnectionError`."""

    def __init__(self, exchange: Exchange) -> None:
        super().__init__()
        self._exchange = exchange

    def send(
        self,
        request: PreparedRequest,
        stream: bool = False,  # noqa: ARG002, FBT001, FBT002 - see above.
        timeout: object = None,  # noqa: ARG002 - see above.
        verify: object = True,  # noqa: ARG002, FBT002 - see above.
        cert: object = None,  # noqa: ARG002 - see above.
        proxies: Mapping[str, str] | None = None,  # noqa: ARG002 - see above.
    ) -> Response:
        """Carry one prepared request over and its answer back."""
        try:
            answered = self._exchange(_sim_request(request))
        except NoAnswerError as hung_up:
            raise RequestsConnectionError(str(hung_up), request=request) from hung_up
        return _response(request, answered)

    def close(self) -> None:
        """Nothing is open."""


def _sim_request(request: PreparedRequest) -> SimRequest:
    parts = urlsplit(request.url or "")
    headers = {name.lower(): value for name, value in request.headers.items()}
    body = request.body or b""
    return SimRequest(request.method or "GET", parts.path, parts.query, headers, body.encode() if isinstance(body, str) else body)


def _response(request: PreparedRequest, answered: SimResponse) -> Response:
    response = Response()
    response.status_code = answered.status
    response.headers = CaseInsensitiveDict(answered.headers)
    response.encoding = get_encoding_from_headers(response.headers)
    response.raw = io.BytesIO(answered.body)
    response.request = request
    response.url = request.url or ""
    return response
