"""CloudBlue's client, made lean: what it sends and how it connects stay as they were."""

from __future__ import annotations

from typing import TYPE_CHECKING

import requests
from connect.client import ConnectClient

from connector.cloudblue.lean import lean

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


class _Recorder(requests.adapters.BaseAdapter):
    """A wire that keeps what would have been sent, and how."""

    def __init__(self) -> None:
        super().__init__()
        self.headers: list[dict[str, str]] = []
        self.ways: list[dict[str, object]] = []

    def send(self, request: requests.PreparedRequest, **way: object) -> requests.Response:  # type: ignore[override] # Takes any.
        self.headers.append(dict(request.headers))
        self.ways.append({name: way[name] for name in ("timeout", "verify", "proxies")})
        answer = requests.Response()
        answer.status_code, answer.request, answer.url = 204, request, str(request.url)
        return answer

    def close(self) -> None:
        """There is nothing to close."""


def a_client(endpoint: str, wire: _Recorder) -> ConnectClient:
    client = ConnectClient(
        "ApiKey SU-1:key", endpoint=endpoint, use_specs=False, timeout=(3, 7), default_headers={"X-Connect-Task": "T-1"}
    )
    client.session.mount(endpoint, wire)
    return client


def test_the_same_is_sent_in_the_same_way(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    authority = tmp_path / "authority.pem"
    authority.write_text("")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(authority))
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.invalid:3128")
    wire = _Recorder()
    endpoint = "https://the-same.invalid/public/v1"
    a_client(endpoint, wire).requests["PR-1"]("approve").post(payload={"a": 1})
    made_lean = lean(a_client(endpoint, wire))
    made_lean.requests["PR-1"]("approve").post(payload={"a": 1})
    assert wire.headers[1] == wire.headers[0]
    assert wire.ways[1] == wire.ways[0]
    assert wire.ways[1] == {"timeout": (3, 7), "verify": str(authority), "proxies": {"https": "http://proxy.invalid:3128"}}


def test_the_key_on_the_machine_never_takes_the_place_of_the_platforms(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    passwords = tmp_path / "netrc"
    passwords.write_text("machine the-key.invalid login somebody password else\n")
    monkeypatch.setenv("NETRC", str(passwords))
    wire = _Recorder()
    lean(a_client("https://the-key.invalid/public/v1", wire)).requests["PR-1"].get()
    assert wire.headers[0]["Authorization"] == "ApiKey SU-1:key"


def test_making_it_lean_twice_changes_nothing_more() -> None:
    wire = _Recorder()
    client = a_client("https://twice.invalid/public/v1", wire)
    lean(client).requests["PR-1"].get()
    lean(client).requests["PR-1"].get()
    assert wire.headers[1] == wire.headers[0]
    assert wire.headers[0]["X-Connect-Task"] == "T-1"


def test_a_later_patience_holds() -> None:
    wire = _Recorder()
    client = lean(a_client("https://patience.invalid/public/v1", wire))
    client.timeout = (2.0, 4.0)
    client.requests["PR-1"].get()
    assert wire.ways[0]["timeout"] == (2.0, 4.0)
