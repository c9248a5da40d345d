"""A proxy that leads every `CONNECT` to one address, so that a program with a fixed host name in it talks to a simulator instead.

It opens no connection to anywhere else, whatever is asked for: offline is offline.
"""

from __future__ import annotations

import socket
import threading
from socketserver import StreamRequestHandler, ThreadingTCPServer
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

HOST: Final = "127.0.0.1"
CHUNK: Final = 65536
IDLE_SECONDS: Final = 60.0


class Tunnel:
    """The proxy, in a thread of its own. Use it as a context manager; `url` goes into a process's `HTTPS_PROXY`."""

    def __init__(self, hosts: frozenset[str], target: tuple[str, int]) -> None:
        self._server = _TunnelServer(hosts, target)
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, name="tunnel", daemon=True
        )

    @property
    def url(self) -> str:
        """The proxy's address."""
        return f"http://{HOST}:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _TunnelServer(ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, hosts: frozenset[str], target: tuple[str, int]) -> None:
        super().__init__((HOST, 0), _Handler)
        self.hosts = hosts
        self.target = target


class _Handler(StreamRequestHandler):
    """One connection: the CONNECT line, then bytes in both directions."""

    server: _TunnelServer
    timeout = IDLE_SECONDS

    def handle(self) -> None:
        method, _, rest = self.rfile.readline().decode("latin-1").partition(" ")
        host = rest.partition(":")[0]
        while self.rfile.readline().strip():
            continue
        if method != "CONNECT" or host not in self.server.hosts:
            self.wfile.write(b"HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n")
            return
        with socket.create_connection(self.server.target, timeout=IDLE_SECONDS) as target:
            self.wfile.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            back = threading.Thread(target=_pump, args=(target, self.connection), daemon=True)
            back.start()
            _pump(self.connection, target)
            back.join()


def _pump(source: socket.socket, sink: socket.socket) -> None:
    try:
        while chunk := source.recv(CHUNK):
            sink.sendall(chunk)
        sink.shutdown(socket.SHUT_WR)
    except OSError:
        # One side is gone: the other one's reads end as well, since both sockets are closed with the handler.
        return
