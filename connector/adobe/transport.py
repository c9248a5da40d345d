"""One HTTP attempt: sent once, read to its end, within a deadline. Decides nothing and repeats nothing.

It must never let one of the HTTP library's exceptions out: they hold the request with its headers and body.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import httpx

from connector.adobe.answers import Reply
from connector.adobe.pool import Deadline, PooledTransport, UntrustedError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_CONNECT_SECONDS: Final = 5.0
_READ_SECONDS: Final = 25.0
_TIMEOUT: Final = httpx.Timeout(_READ_SECONDS, connect=_CONNECT_SECONDS, pool=_CONNECT_SECONDS)
_ENCODINGS: Final = {"Accept-Encoding": "gzip, deflate"}
_NEVER_SENT: Final = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)


@dataclass(frozen=True)
class Outgoing:
    """One request as it leaves. Headers and content hold secrets and personal data."""

    method: str
    url: str = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    content: bytes = field(repr=False)


class NotSentError(Exception):
    """The request never left. The text is the kind of trouble, nothing of the request."""


class NotTrustedError(NotSentError):
    """The request never left, since the server's certificate is not trusted here."""


class NoAnswerError(Exception):
    """The request left, and its answer did not arrive whole. The text is the kind of trouble, nothing of the request."""


class Line:
    """The pooled connections of one account. Thread-safe.

    Connecting may take 5 s, each wait for data 25 s, and the whole attempt what its deadline leaves. The transport is used
    without httpx's client: that writes every URL to its own log, whose queries name companies, and keeps cookies.
    """

    def __init__(self, transport: httpx.BaseTransport | None, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._deadline = Deadline(monotonic)
        self._transport = transport or PooledTransport(self._deadline)

    def attempt(self, outgoing: Outgoing, deadline: float) -> Reply:
        """Send once and read the answer to its end. Raises `NotSentError` or `NoAnswerError`."""
        if self._monotonic() >= deadline:
            raise NotSentError("no time left")
        trouble: Exception
        try:
            with self._deadline.at(deadline):
                return self._exchange(outgoing, deadline)
        except UntrustedError:
            trouble = NotTrustedError("the certificate is not trusted")
        except _NEVER_SENT as error:
            trouble = NotSentError(type(error).__name__)
        except httpx.HTTPError as error:
            trouble = NoAnswerError(type(error).__name__)
        raise trouble

    def _exchange(self, outgoing: Outgoing, deadline: float) -> Reply:
        headers = {**_ENCODINGS, **outgoing.headers}
        timeouts = {"timeout": _TIMEOUT.as_dict()}
        request = httpx.Request(outgoing.method, outgoing.url, headers=headers, content=outgoing.content, extensions=timeouts)
        response = self._transport.handle_request(request)
        try:
            return Reply(response.status_code, dict(response.headers), self._body(response, deadline))
        finally:
            response.close()

    def _body(self, response: httpx.Response, deadline: float) -> bytes:
        body = bytearray()
        try:
            for chunk in response.iter_bytes():
                body += chunk
                if self._monotonic() >= deadline:
                    raise NoAnswerError("the time for the whole call was up")
        except httpx.DecodingError:
            # Wrongly compressed: an answer arrived, and nobody can read it.
            return b""
        return bytes(body)

    def close(self) -> None:
        """Close every connection."""
        self._transport.close()
