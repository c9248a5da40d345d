"""The connections to one Adobe account: pooled, kept alive, and every wait on a socket bounded by the call's deadline.

httpx bounds each single read, so that a peer who sends a byte now and then is never cut, and a read that begins just before
the deadline may last its full time-out beyond it. Here each wait on the socket is cut to what is left of the call. It must
never retry anything: whoever sent knows whether sending again is safe.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

import httpcore
import httpx

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterable, Iterator

# The runner gives handlers a hundred threads: each may hold one connection.
_CONNECTIONS: Final = 100
_KEEP_ALIVE_SECONDS: Final = 15.0

_NEVER_SENT: Final = (httpcore.ConnectError, httpcore.ConnectTimeout, httpcore.PoolTimeout, httpcore.UnsupportedProtocol)
_UNTRUSTED: Final = "CERTIFICATE_VERIFY_FAILED"
_BROKEN_OFF: Final = (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError)


class UntrustedError(httpx.ConnectError):
    """The server's certificate is not trusted here, or is another host's: nothing was sent."""


class Deadline:
    """The moment by which the current thread's HTTP attempt must be over, on the injected monotonic clock."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._of_thread = threading.local()

    @contextmanager
    def at(self, moment: float) -> Iterator[None]:
        """Hold the thread's socket waits to a moment while the block runs."""
        self._of_thread.moment = moment
        try:
            yield
        finally:
            del self._of_thread.moment

    def cut(self, timeout: float | None) -> float:
        """Give the shorter of a time-out and what is left, zero or less when nothing is. Only within `at`."""
        moment: float = self._of_thread.moment
        left = moment - self._monotonic()
        return left if timeout is None else min(left, timeout)


class _BoundedStream(httpcore.NetworkStream):
    """A socket whose waits end with the deadline."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _positive(self._deadline.cut(timeout), httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _positive(self._deadline.cut(timeout), httpcore.WriteTimeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = _positive(self._deadline.cut(timeout), httpcore.ConnectTimeout)
        return _BoundedStream(self._stream.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - the signature is httpcore's.
        return self._stream.get_extra_info(info)


class _BoundedBackend(httpcore.NetworkBackend):
    """Opens sockets within the deadline, and binds them to it."""

    def __init__(self, deadline: Deadline) -> None:
        self._sockets = httpcore.SyncBackend()
        self._deadline = deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        left = _positive(self._deadline.cut(timeout), httpcore.ConnectTimeout)
        return _BoundedStream(self._sockets.connect_tcp(host, port, left, local_address, socket_options), self._deadline)


def _positive(timeout: float, over: type[httpcore.TimeoutException]) -> float:
    if timeout <= 0:
        raise over
    return timeout


class _BodyStream(httpx.SyncByteStream):
    """The rest of an answer, with httpcore's troubles said in httpx's words."""

    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        with _in_words_of_httpx():
            yield from self._response.iter_stream()

    def close(self) -> None:
        self._response.close()


class PooledTransport(httpx.BaseTransport):
    """httpx over a pool of bounded sockets. Thread-safe. TLS trusts what httpx trusts."""

    def __init__(self, deadline: Deadline) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(),
            max_connections=_CONNECTIONS,
            max_keepalive_connections=_CONNECTIONS,
            keepalive_expiry=_KEEP_ALIVE_SECONDS,
            retries=0,
            network_backend=_BoundedBackend(deadline),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request; the answer's body is read by the caller. Raises httpx's transport errors."""
        url = httpcore.URL(
            scheme=request.url.raw_scheme, host=request.url.raw_host, port=request.url.port, target=request.url.raw_path
        )
        sent = httpcore.Request(
            request.method, url, headers=request.headers.raw, content=request.read(), extensions=request.extensions
        )
        with _in_words_of_httpx():
            response = self._pool.handle_request(sent)
        return httpx.Response(
            response.status, headers=response.headers, stream=_BodyStream(response), extensions=response.extensions
        )

    def close(self) -> None:
        """Close every connection."""
        self._pool.close()


@contextmanager
def _in_words_of_httpx() -> Iterator[None]:
    try:
        yield
    except _NEVER_SENT as error:
        kind = UntrustedError if _UNTRUSTED in str(error) else httpx.ConnectError
        trouble: httpx.TransportError = kind(type(error).__name__)
    except _BROKEN_OFF as error:
        trouble = httpx.ReadError(type(error).__name__)
    else:
        return
    raise trouble
