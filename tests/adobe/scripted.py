"""Adobe as seen from the socket: a transport that answers from a script and remembers what it was asked."""

from __future__ import annotations

import itertools
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

import httpx

from connector.adobe.client import AdobeClient
from connector.adobe.credentials import Credentials

if TYPE_CHECKING:
    from collections.abc import Callable

    from connector.adobe.auth import Tokens
    from connector.adobe.record import CallRecord

TOKEN_PATH = "/ims/token/v3"
Scripted = httpx.Response | Exception

SECRET = "s3cret-of-the-client"
API_KEY = "f00dcafe"


class Concealed:
    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return "***"


def credentials(url: str = "https://partners.example", oauth_url: str = "https://ims.example") -> Credentials:
    return Credentials(url=url, oauth_url=oauth_url, api_key=API_KEY, client_secret=Concealed(SECRET))


def answer(status: int, body: object = None, headers: dict[str, str] | None = None) -> httpx.Response:
    return httpx.Response(status, json=body, headers=headers)


def page_of_html(status: int) -> httpx.Response:
    return httpx.Response(status, text="<html><body>Bad Gateway</body></html>", headers={"content-type": "text/html"})


def refusal(status: int, code: str, message: str = "no", **more: object) -> httpx.Response:
    return answer(status, {"code": code, "message": message, **more})


@dataclass
class Clockwork:
    """Time that moves only when it is told to, or when somebody pauses."""

    seconds: float = 1000.0
    pauses: list[float] = field(default_factory=list)

    def monotonic(self) -> float:
        return self.seconds

    def pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.seconds += seconds

    def clock(self) -> datetime:
        return datetime(2026, 9, 4, 10, 0, 0, tzinfo=UTC)


class ScriptedAdobe(httpx.BaseTransport):
    """Answers API calls in the order of its script; tokens come from `token_answers`, then they count up from `token-1`."""

    def __init__(self, *script: Scripted, tokens: tuple[Scripted, ...] = ()) -> None:
        self._script = list(script)
        self._token_answers = list(tokens)
        self._token_numbers = itertools.count(1)
        self.requests: list[httpx.Request] = []
        self.token_requests: list[httpx.Request] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        request.read()
        if request.url.path == TOKEN_PATH:
            self.token_requests.append(request)
            return self._play(self._token_answers.pop(0) if self._token_answers else self._a_token())
        self.requests.append(request)
        return self._play(self._script.pop(0))

    def _a_token(self) -> httpx.Response:
        token = f"token-{next(self._token_numbers)}"
        return answer(200, {"access_token": token, "token_type": "bearer", "expires_in": 86399})

    @staticmethod
    def _play(scripted: Scripted) -> httpx.Response:
        if isinstance(scripted, Exception):
            raise scripted
        return scripted

    @property
    def only(self) -> httpx.Request:
        (request,) = self.requests
        return request

    def headers(self, name: str) -> list[str]:
        return [request.headers[name] for request in self.requests]

    def queries(self) -> list[list[tuple[str, str]]]:
        return [parse_qsl(request.url.query.decode(), keep_blank_values=True) for request in self.requests]


def body_of(request: httpx.Request) -> Any:  # noqa: ANN401 - any JSON value.
    return json.loads(request.content)


def a_client(
    adobe: httpx.BaseTransport | None,
    clockwork: Clockwork | None = None,
    *,
    listen: Callable[[CallRecord], None] | None = None,
    tokens: Tokens | None = None,
) -> AdobeClient:
    time = clockwork or Clockwork()
    numbers = itertools.count(1)
    return AdobeClient(
        credentials(),
        transport=adobe,
        clock=time.clock,
        monotonic=time.monotonic,
        new_id=lambda: f"id-{next(numbers)}",
        pause=time.pause,
        listen=listen,
        tokens=tokens,
    )
