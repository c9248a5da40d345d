"""Serves an exchange, and the websockets of a door, on one loopback port: plain or TLS, in a thread or in the foreground.

Every call runs in a thread of its own pool, so a slow answer holds up nobody else. A hang-up drops the connection without a
byte of response. It never listens on anything but the loopback address.
"""

from __future__ import annotations

import asyncio
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from connector.simulator.exchange import NoAnswerError, SimRequest
from connector.simulator.sockets import SocketOpening

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, MutableMapping
    from types import TracebackType
    from typing import Self

    from connector.simulator.authority import Authority
    from connector.simulator.exchange import Exchange
    from connector.simulator.sockets import SocketDoor, SocketPeer

    Message = MutableMapping[str, Any]
    Receive = Callable[[], Awaitable[Message]]
    Send = Callable[[Message], Awaitable[None]]

HOST: Final = "127.0.0.1"
THREADS: Final = 64
START_SECONDS: Final = 15.0
GRACEFUL_SECONDS: Final = 1
# Larger than the runner's own limit of 2 MiB, so that the runner is the one that complains.
LARGEST_MESSAGE: Final = 2**24
HANG_UP: Final = "simulator.hang_up"


class SimulatorServer:
    """A server for one exchange. `port` 0 takes a free one. With `tls` it speaks https and wss, else http and ws.

    `host` is a loopback address: what it serves can be steered without credentials.

    Use it as a context manager, or call `start` and `stop`; `serve_forever` stays in the foreground until a signal comes.
    """

    def __init__(
        self,
        exchange: Exchange,
        *,
        door: SocketDoor | None = None,
        host: str = HOST,
        port: int = 0,
        tls: Authority | None = None,
    ) -> None:
        self._app = _Application(exchange, door)
        self._tls = tls
        self._socket = socket.create_server((host, port))
        # Connections inherit it. Without it the kernel holds an answer's body back until its head is acknowledged, 40 ms later:
        # asyncio sets it only on sockets that name their protocol, which those of `create_server` do not.
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        config = uvicorn.Config(
            self._app,
            http=_HangingUpProtocol,
            # The one implementation that works with the runner's websockets 13 without deprecated interfaces.
            ws="websockets-sansio",
            ws_max_size=LARGEST_MESSAGE,
            loop="asyncio",
            lifespan="off",
            log_config=None,
            log_level="warning",
            access_log=False,
            timeout_graceful_shutdown=GRACEFUL_SECONDS,
            ssl_certfile=tls.certificate_file if tls else None,
            ssl_keyfile=tls.key_file if tls else None,
        )
        self._server = _AnnouncingServer(config)
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [self._socket]}, name="simulator", daemon=True
        )

    @property
    def address(self) -> tuple[str, int]:
        """Host and port."""
        host, port = self._socket.getsockname()
        return host, port

    @property
    def url(self) -> str:
        """The address as the start of a URL."""
        host, port = self.address
        return f"{'https' if self._tls else 'http'}://{host}:{port}"

    def start(self) -> tuple[str, int]:
        """Serve in a thread; returns the address once calls are taken.

        Raises `RuntimeError` when that does not happen in time.
        """
        self._thread.start()
        if not self._server.running.wait(START_SECONDS):
            raise RuntimeError("The simulator's server did not start.")
        return self.address

    def stop(self) -> None:
        """Stop taking calls, end the connections, and wait for the thread."""
        self._server.should_exit = True
        self._thread.join()
        self._close()

    def serve_forever(self) -> None:
        """Serve in the foreground until SIGINT or SIGTERM."""
        try:
            self._server.run(sockets=[self._socket])
        finally:
            self._close()

    def _close(self) -> None:
        self._socket.close()
        self._app.close()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()


class _AnnouncingServer(uvicorn.Server):
    """uvicorn's server, which says when it runs instead of being polled."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.running = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.running.set()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        # A TLS connection that is closed politely waits for a peer that may be gone; nobody here needs the farewell.
        for connection in list(self.server_state.connections):
            connection.transport.abort()
        await super().shutdown(sockets)


class _HangingUpProtocol(H11Protocol):
    """uvicorn's protocol, which lets the application drop the connection: ASGI has no word for that."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - uvicorn's own signature, passed on.
        super().__init__(*args, **kwargs)
        application = self.app

        async def with_hang_up(scope: Any, receive: Any, send: Any) -> None:  # noqa: ANN401 - the shape of ASGI.
            scope[HANG_UP] = self.transport.abort
            await application(scope, receive, send)

        self.app = with_hang_up


class _Application:
    """The ASGI application: http to the exchange, websockets to the door."""

    def __init__(self, exchange: Exchange, door: SocketDoor | None) -> None:
        self._exchange = exchange
        self._door = door
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="simulator-call")

    def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await self._socket(scope, receive, send)
        else:
            await self._http(scope, receive, send)

    async def _http(self, scope: Message, receive: Receive, send: Send) -> None:
        body = bytearray()
        while True:
            message = await receive()
            body += message.get("body", b"")
            if not message.get("more_body"):
                break
        call = SimRequest(scope["method"], scope["path"], scope["query_string"].decode("latin-1"), _headers(scope), bytes(body))
        try:
            answered = await self._in_thread(self._exchange, call)
        except NoAnswerError:
            scope[HANG_UP]()
            await receive()
            return
        headers = {name.lower(): value for name, value in answered.headers.items()} | {"content-length": str(len(answered.body))}
        if answered.status == 204:  # noqa: PLR2004 - No Content carries no length either.
            del headers["content-length"]
        pairs = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
        await send({"type": "http.response.start", "status": answered.status, "headers": pairs})
        await send({"type": "http.response.body", "body": answered.body})

    async def _socket(self, scope: Message, receive: Receive, send: Send) -> None:
        await receive()
        outgoing: asyncio.Queue[str | int] = asyncio.Queue()
        loop = asyncio.get_running_loop()

        def put(item: str | int) -> None:
            if not loop.is_closed():
                loop.call_soon_threadsafe(outgoing.put_nowait, item)

        query = dict(parse_qsl(scope["query_string"].decode("latin-1")))
        opening = SocketOpening(scope["path"], query, _headers(scope), send=put, close=put)
        peer = await self._in_thread(self._door.open, opening) if self._door else None
        if peer is None:
            await send({"type": "websocket.close", "code": 1008})
            return
        await send({"type": "websocket.accept"})
        writer = asyncio.create_task(_write(outgoing, send))
        try:
            await self._read(peer, receive)
        finally:
            writer.cancel()
            await self._in_thread(peer.lost)

    async def _read(self, peer: SocketPeer, receive: Receive) -> None:
        while (message := await receive())["type"] == "websocket.receive":
            await self._in_thread(peer.receive, message.get("text") or "")

    async def _in_thread(self, function: Callable[..., Any], *args: object) -> Any:  # noqa: ANN401 - whatever the function returns.
        return await asyncio.get_running_loop().run_in_executor(self._threads, function, *args)


async def _write(outgoing: asyncio.Queue[str | int], send: Send) -> None:
    try:
        while isinstance(item := await outgoing.get(), str):
            await send({"type": "websocket.send", "text": item})
        await send({"type": "websocket.close", "code": item})
    except OSError:
        # The worker went away first; the reader learns of it and tells the simulator.
        return


def _headers(scope: Message) -> dict[str, str]:
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
