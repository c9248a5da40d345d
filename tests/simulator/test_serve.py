from __future__ import annotations

import json
import ssl
import threading
from typing import TYPE_CHECKING

import httpx
import pytest
import websockets.sync.client
from websockets.exceptions import ConnectionClosed, InvalidStatus

from connector.simulator.authority import make_authority
from connector.simulator.connect.simulator import ConnectSimulator
from connector.simulator.exchange import NoAnswerError, SimResponse
from connector.simulator.serve import SimulatorServer
from connector.simulator.tunnel import Tunnel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connector.simulator.authority import Authority
    from connector.simulator.exchange import SimRequest

KEY = {"Authorization": "ApiKey SU-000-000-001:secret"}


class AnExchange:
    """Echoes what came in; hangs up or waits on demand."""

    def __init__(self) -> None:
        self.gate = threading.Event()
        self.waiting = threading.Event()

    def __call__(self, request: SimRequest) -> SimResponse:
        if request.path == "/hang-up":
            raise NoAnswerError(after_effect=True)
        if request.path == "/nothing":
            return SimResponse(204)
        if request.path == "/slow":
            self.waiting.set()
            self.gate.wait(10)
        seen = {"method": request.method, "path": request.path, "query": request.query, "body": request.body.decode()}
        return SimResponse.of_json(200, seen | {"marker": request.headers.get("x-marker")}, {"X-Answer": "yes"})


@pytest.fixture
def exchange() -> AnExchange:
    return AnExchange()


@pytest.fixture
def server(exchange: AnExchange) -> Iterator[SimulatorServer]:
    with SimulatorServer(exchange) as running:
        yield running


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return make_authority(tmp_path_factory.mktemp("authority"), ("127.0.0.1", "localhost", "index.example"))


def trusting(authority: Authority) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(authority.ca_file))


def test_a_call_and_its_answer_arrive_whole(server: SimulatorServer) -> None:
    answered = httpx.post(f"{server.url}/a/b?c=d&c=e", content=b"hello", headers={"X-Marker": "m"}, trust_env=False)
    assert answered.status_code == 200
    assert answered.headers["x-answer"] == "yes"
    assert answered.json() == {"method": "POST", "path": "/a/b", "query": "c=d&c=e", "body": "hello", "marker": "m"}


def test_an_answer_without_content_has_none(server: SimulatorServer) -> None:
    answered = httpx.get(f"{server.url}/nothing", trust_env=False)
    assert (answered.status_code, answered.content) == (204, b"")


def test_a_hang_up_drops_the_connection_without_a_response(server: SimulatorServer) -> None:
    with pytest.raises(httpx.HTTPError) as caught:
        httpx.get(f"{server.url}/hang-up", trust_env=False)
    assert isinstance(caught.value, httpx.RemoteProtocolError | httpx.ReadError)
    assert httpx.get(f"{server.url}/after", trust_env=False).status_code == 200


def test_a_slow_answer_holds_up_nobody_else(server: SimulatorServer, exchange: AnExchange) -> None:
    slow: list[int] = []
    caller = threading.Thread(target=lambda: slow.append(httpx.get(f"{server.url}/slow", trust_env=False).status_code))
    caller.start()
    assert exchange.waiting.wait(10)
    assert httpx.get(f"{server.url}/quick", trust_env=False).status_code == 200
    assert slow == []
    exchange.gate.set()
    caller.join()
    assert slow == [200]


def test_the_server_listens_on_the_loopback_address_only(server: SimulatorServer) -> None:
    assert server.address[0] == "127.0.0.1"
    assert server.url == f"http://127.0.0.1:{server.address[1]}"


def test_a_stopped_server_leaves_its_port_free(exchange: AnExchange) -> None:
    with SimulatorServer(exchange) as first:
        port = first.address[1]
    with SimulatorServer(exchange, port=port) as second:
        assert httpx.get(f"{second.url}/x", trust_env=False).status_code == 200


def test_tls_is_trusted_only_by_those_who_were_given_the_authority(exchange: AnExchange, authority: Authority) -> None:
    with SimulatorServer(exchange, tls=authority) as server:
        assert server.url.startswith("https://127.0.0.1:")
        assert httpx.get(f"{server.url}/x", verify=trusting(authority), trust_env=False).status_code == 200
        with pytest.raises(httpx.ConnectError):
            httpx.get(f"{server.url}/x", trust_env=False)


def test_the_private_key_is_readable_by_its_owner_only(authority: Authority) -> None:
    assert authority.key_file.stat().st_mode & 0o077 == 0


def test_a_worker_connects_over_the_same_tls_port(authority: Authority) -> None:
    simulator = ConnectSimulator()
    with SimulatorServer(simulator, door=simulator.runners, tls=authority) as server:
        url = f"wss{server.url.removeprefix('https')}/public/v1/devops/ws/ENV-0000-0001-01/one?runner_type=background"
        with websockets.sync.client.connect(url, additional_headers=KEY, ssl=trusting(authority)) as worker:
            worker.send(json.dumps({"version": 2, "message_type": "setup_request", "data": {"event_subscriptions": {}}}))
            assert json.loads(worker.recv(10))["message_type"] == "setup_response"
            assert simulator.control.workers() == ["one/background#1"]
            simulator.control.lose_worker("one/background#1")
            with pytest.raises(ConnectionClosed):
                worker.recv(10)
        assert simulator.control.wait_for(lambda: not simulator.control.workers(), 10)


def test_a_worker_that_hangs_up_is_forgotten() -> None:
    simulator = ConnectSimulator()
    with SimulatorServer(simulator, door=simulator.runners) as server:
        url = f"ws{server.url.removeprefix('http')}/public/v1/devops/ws/ENV-0000-0001-01/one/webapp"
        with websockets.sync.client.connect(url, additional_headers=KEY) as worker:
            worker.send(json.dumps({"version": 2, "message_type": "setup_request", "data": {}}))
            worker.recv(10)
        assert simulator.control.wait_for(lambda: not simulator.control.workers(), 10)


def test_a_websocket_is_refused_where_there_is_no_door(server: SimulatorServer) -> None:
    with pytest.raises(InvalidStatus) as caught, websockets.sync.client.connect(f"ws{server.url.removeprefix('http')}/x"):
        pass
    assert caught.value.response.status_code == 403


def test_a_stopping_server_ends_open_websockets() -> None:
    simulator = ConnectSimulator()
    with SimulatorServer(simulator, door=simulator.runners) as server:
        url = f"ws{server.url.removeprefix('http')}/public/v1/devops/ws/ENV-0000-0001-01/one"
        worker = websockets.sync.client.connect(url, additional_headers=KEY)
    with pytest.raises(ConnectionClosed):
        worker.recv(10)
    worker.close()


def test_a_tunnel_leads_a_fixed_name_to_the_simulator_and_nothing_else_anywhere(
    exchange: AnExchange, authority: Authority
) -> None:
    with (
        SimulatorServer(exchange, tls=authority) as server,
        Tunnel(frozenset({"index.example"}), server.address) as tunnel,
        httpx.Client(proxy=tunnel.url, verify=trusting(authority), trust_env=False) as client,
    ):
        assert client.get("https://index.example/pypi").json()["path"] == "/pypi"
        with pytest.raises(httpx.ProxyError):
            client.get("https://elsewhere.example/")
