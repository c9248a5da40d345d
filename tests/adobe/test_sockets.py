"""The client on real sockets (loopback): connections kept alive, and a call that is over when its time is up."""

from __future__ import annotations

import itertools
import json
import socket
import threading
import time
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Self

import pytest

from connector.adobe.calls import WriteCall
from connector.adobe.client import AdobeClient
from connector.adobe.errors import AdobeConnectError, AdobeResponseLostError, AdobeUntrustedError
from connector.adobe.transport import Line, NotSentError, Outgoing
from tests.adobe.scripted import credentials
from tests.untrusted import an_untrusted_server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

A_WRITE = WriteCall("POST", "/v3/customers", {"resellerId": "1000512301"})


def whole(body: object) -> bytes:
    content = json.dumps(body).encode()
    return b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s" % (len(content), content)


TOKEN = whole({"access_token": "token", "expires_in": 86399})
CREATED = whole({"customerId": "1007200145"})


class LoopbackServer:
    """Answers token requests; hands every other request to `talk`, which tells whether the connection goes on."""

    def __init__(self, talk: Callable[[socket.socket, bytes, threading.Event], bool]) -> None:
        self._talk = talk
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._accept)]
        self.connections = 0
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def __enter__(self) -> Self:
        self._threads[0].start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(10)
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            thread = threading.Thread(target=self._serve, args=(connection,))
            self._threads.append(thread)
            thread.start()

    def _serve(self, connection: socket.socket) -> None:
        connection.settimeout(10)
        with connection:
            while request := self._request(connection):
                if request.startswith(b"POST /ims/"):
                    connection.sendall(TOKEN)
                elif not self._talk(connection, request, self._stop):
                    return

    @staticmethod
    def _request(connection: socket.socket) -> bytes:
        received = b""
        while b"\r\n\r\n" not in received:
            chunk = connection.recv(65536)
            if not chunk:
                return b""
            received += chunk
        head, _, body = received.partition(b"\r\n\r\n")
        lengths = [int(line.split(b":")[1]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length")]
        while lengths and len(body) < lengths[0]:
            body += connection.recv(65536)
        return head


def trickle(content: bytes) -> Callable[[socket.socket, bytes, threading.Event], bool]:
    """Send a byte now and then, each well within any single read's time-out, until the other side has had enough."""

    def talk(connection: socket.socket, _request: bytes, stop: threading.Event) -> bool:
        for byte in itertools.cycle([content]):
            if stop.wait(0.02):
                return False
            try:
                connection.sendall(byte)
            except OSError:
                return False
        return False

    return talk


@contextmanager
def a_client_of(url: str, total_seconds: float) -> Iterator[AdobeClient]:
    numbers = itertools.count(1)
    client = AdobeClient(
        credentials(url, url),
        clock=lambda: datetime(2026, 9, 4, tzinfo=UTC),
        monotonic=time.monotonic,
        new_id=lambda: f"id-{next(numbers)}",
        pause=lambda _: None,
        total_seconds=total_seconds,
    )
    with closing(client):
        yield client


def begin_of_body(connection: socket.socket, request: bytes, stop: threading.Event) -> bool:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n")
    return trickle(b" ")(connection, request, stop)


def begin_of_head(connection: socket.socket, request: bytes, stop: threading.Event) -> bool:
    connection.sendall(b"HTTP/1.1 200 OK\r\nX-Filler: ")
    return trickle(b"x")(connection, request, stop)


def silence(_connection: socket.socket, _request: bytes, stop: threading.Event) -> bool:
    stop.wait(10)
    return False


@pytest.mark.parametrize("talk", [begin_of_body, begin_of_head, silence])
def test_a_server_that_trickles_or_says_nothing_is_cut_when_the_calls_time_is_up(
    talk: Callable[[socket.socket, bytes, threading.Event], bool],
) -> None:
    with LoopbackServer(talk) as server, a_client_of(server.url, total_seconds=0.3) as client:
        client.fetch_token()
        begun = time.monotonic()
        with pytest.raises(AdobeResponseLostError) as caught:
            client.send(A_WRITE, "correlation-7")
        assert 0.25 < time.monotonic() - begun < 5
    assert not caught.value.gateway_page


def test_one_connection_is_kept_alive_for_many_calls() -> None:
    def talk(connection: socket.socket, _request: bytes, _stop: threading.Event) -> bool:
        connection.sendall(CREATED)
        return True

    with LoopbackServer(talk) as server:
        with a_client_of(server.url, total_seconds=10) as client:
            for number in range(3):
                assert client.send(A_WRITE, f"correlation-{number}") == {"customerId": "1007200145"}
        assert server.connections == 1


def test_a_connection_that_breaks_after_the_call_went_out_leaves_its_fate_open() -> None:
    def talk(_connection: socket.socket, _request: bytes, _stop: threading.Event) -> bool:
        return False

    with (
        LoopbackServer(talk) as server,
        a_client_of(server.url, total_seconds=10) as client,
        pytest.raises(AdobeResponseLostError),
    ):
        client.send(A_WRITE, "correlation-7")


def test_an_answer_that_breaks_off_in_the_middle_is_no_answer() -> None:
    def talk(connection: socket.socket, _request: bytes, _stop: threading.Event) -> bool:
        connection.sendall(CREATED[:-3])
        return False

    with (
        LoopbackServer(talk) as server,
        a_client_of(server.url, total_seconds=10) as client,
        pytest.raises(AdobeResponseLostError),
    ):
        client.send(A_WRITE, "correlation-7")


def test_a_port_where_nobody_listens_means_never_sent() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    with a_client_of(url, total_seconds=10) as client, pytest.raises(AdobeConnectError):
        client.send(A_WRITE, "correlation-7")


def test_a_server_that_cannot_prove_who_it_is_means_never_sent_and_is_told_as_such() -> None:
    with (
        an_untrusted_server() as url,
        a_client_of(url, total_seconds=10) as client,
        pytest.raises(AdobeUntrustedError, match="never sent, the certificate is not trusted"),
    ):
        client.send(A_WRITE, "correlation-7")


def test_time_that_runs_out_before_the_connection_stands_means_never_sent() -> None:
    ticks = itertools.count()
    with closing(Line(None, lambda: float(next(ticks)))) as line, pytest.raises(NotSentError):
        line.attempt(Outgoing("GET", "http://127.0.0.1:9/", {}, b""), deadline=1.0)


def test_without_any_time_left_nothing_is_sent() -> None:
    with a_client_of("http://127.0.0.1:9", total_seconds=0) as client, pytest.raises(AdobeConnectError):
        client.send(A_WRITE, "correlation-7")
