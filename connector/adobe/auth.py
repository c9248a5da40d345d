"""Access tokens: one per credential, shared by every thread, fetched early and by one thread at a time.

Must never put a token or a secret into an exception, a log or a `repr`.
Source: developer.adobe.com/vipmp/docs/authentication; the token endpoint is IMS's `/ims/token/v3`.
"""

from __future__ import annotations

import threading
from concurrent.futures import Future
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from connector.adobe.answers import Objection, Reply, retry_after
from connector.adobe.errors import AdobeConnectError, AdobeCredentialsError, AdobeError, AdobeThrottledError, CallTrace
from connector.adobe.transport import Outgoing
from connector.wire import WireModel, read_json

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from connector.adobe.credentials import Credentials

TOKEN_PATH: Final = "/ims/token/v3"  # noqa: S105 - a path, which opens nothing.
_MARGIN_SECONDS: Final = 180.0
_SHARE_OF_SHORT_LIFE: Final = 0.95
_UNSTATED_LIFE_SECONDS: Final = 300


@dataclass(frozen=True)
class Token:
    """An access token, and until when: from `stale_at` on a new one is due, from `ends_at` on it is void (monotonic clock)."""

    text: str = field(repr=False)
    stale_at: float
    ends_at: float


class _TokenAnswer(WireModel):
    """IMS's answer to a token request. `expires_in` is in seconds; the documented life is 24 hours, what it says counts."""

    private = frozenset({"access_token"})

    access_token: str
    expires_in: int = _UNSTATED_LIFE_SECONDS


class Tokens:
    """The tokens of one process, by identity service and API key. Thread-safe; share one among all clients."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._tokens: dict[tuple[str, str], Token] = {}
        self._flights: dict[tuple[str, str], Future[Token]] = {}

    def get(self, key: tuple[str, str], fetch: Callable[[], Token]) -> Token:
        """Give a usable token. While one thread fetches, all others wait for it and share its outcome, also a failure."""
        with self._lock:
            held = self._tokens.get(key)
            if held and self._monotonic() < held.stale_at:
                return held
            flight = self._flights.get(key)
            leads = flight is None
            if flight is None:
                flight = self._flights[key] = Future()
        if leads:
            self._fly(key, fetch, flight, held)
        return flight.result()

    def _fly(self, key: tuple[str, str], fetch: Callable[[], Token], flight: Future[Token], held: Token | None) -> None:
        try:
            token = self._fetch_or_keep(fetch, held)
        except BaseException as error:  # noqa: BLE001 - whatever happens here, nobody may wait for ever; every waiter raises it.
            self._land(key, None)
            flight.set_exception(error)
        else:
            self._land(key, token)
            flight.set_result(token)

    def _fetch_or_keep(self, fetch: Callable[[], Token], held: Token | None) -> Token:
        try:
            return fetch()
        except (AdobeConnectError, AdobeThrottledError):
            # That is what fetching early is for: the old one still opens the door for a moment.
            if held and self._monotonic() < held.ends_at:
                return held
            raise

    def _land(self, key: tuple[str, str], token: Token | None) -> None:
        with self._lock:
            del self._flights[key]
            if token:
                self._tokens[key] = token

    def invalidate(self, key: tuple[str, str], text: str) -> None:
        """Forget a token that Adobe did not accept, unless somebody has replaced it already."""
        with self._lock:
            held = self._tokens.get(key)
            if held and held.text == text:
                del self._tokens[key]


def token_request(credentials: Credentials, headers: dict[str, str]) -> Outgoing:
    """Compose the request for a token. Its content holds the client secret."""
    form = {
        "grant_type": "client_credentials",
        "client_id": credentials.api_key,
        "client_secret": credentials.client_secret.reveal(),
        "scope": credentials.scopes,
    }
    headers = {**headers, "Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded"}
    return Outgoing("POST", credentials.oauth_url.rstrip("/") + TOKEN_PATH, headers, urlencode(form).encode())


def read_token(reply: Reply, asked_at: float) -> Token:
    """Read a token from IMS's success, its life counted from the asking. Raises `WireError`."""
    answer = _TokenAnswer.parse(read_json(reply.body))
    life = float(max(0, answer.expires_in))
    fresh = life - _MARGIN_SECONDS if life > _MARGIN_SECONDS else life * _SHARE_OF_SHORT_LIFE
    return Token(answer.access_token, asked_at + fresh, asked_at + life)


def token_error(trace: CallTrace, reply: Reply, now: datetime) -> AdobeError:
    """Say what a failed token request means. Nothing of it was executed at the Partner API, whatever IMS answered."""
    said = Objection.parse(reply.body)
    if reply.status == HTTPStatus.TOO_MANY_REQUESTS:
        wait = retry_after(reply.headers.get("retry-after"), now)
        return AdobeThrottledError(trace, code=said.code, never_sent=True, retry_after=wait)
    if HTTPStatus.BAD_REQUEST <= reply.status < HTTPStatus.INTERNAL_SERVER_ERROR:
        return AdobeCredentialsError(trace, status=reply.status, code=said.code, message=said.message, never_sent=True)
    return AdobeConnectError(trace, f"no token, the identity service answered HTTP {reply.status}")
