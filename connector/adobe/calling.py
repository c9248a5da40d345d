"""How one call is made: token, headers, attempt, record, meaning; and which calls may be repeated here.

Reads may: after a 401 once with a fresh token, after trouble twice at most. A PREVIEW only after a 401. A persisting call never:
whether it may go out again, and under which correlation id, is its sender's to know.
Source: developer.adobe.com/vipmp/docs/references/api-request-response.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final, TypeVar

from connector import __version__
from connector.adobe.answers import Reply, error_of, read_object
from connector.adobe.auth import TOKEN_PATH, Token, Tokens, read_token, token_error, token_request
from connector.adobe.calls import WriteCall, names_what_it_created
from connector.adobe.errors import (
    AdobeAnswerError,
    AdobeBrokenError,
    AdobeConnectError,
    AdobeCredentialsError,
    AdobeError,
    AdobeGibberishError,
    AdobeResponseLostError,
    AdobeThrottledError,
    AdobeUnreachableError,
    CallTrace,
)
from connector.adobe.record import CallRecord
from connector.adobe.transport import Line, NoAnswerError, NotSentError, Outgoing
from connector.wire import WireError, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from connector.adobe.credentials import Credentials

_USER_AGENT: Final = f"cloudblue-connect-adobe-vip/{__version__}"
_PAUSES: Final = (0.5, 1.5)
_LONGEST_RETRY_AFTER: Final = 5.0


_Meaning = TypeVar("_Meaning")


@dataclass(frozen=True)
class Surroundings:
    """What the client takes from the world, so that a test can give it another one. `total_seconds` bounds every call."""

    clock: Callable[[], datetime]
    monotonic: Callable[[], float]
    new_id: Callable[[], str]
    pause: Callable[[float], None]
    listen: Callable[[CallRecord], None]
    total_seconds: float


@dataclass(frozen=True)
class _Call:
    """One call before it has its ids: `query` is ready for the URL, without the question mark; `body` is personal data."""

    method: str
    path: str
    query: str = field(default="", repr=False)
    body: Mapping[str, Any] | None = field(default=None, repr=False)


class Caller:
    """Makes calls to one account. Thread-safe. Every call, its token, pauses and repeats included, is over in `total_seconds`."""

    def __init__(self, credentials: Credentials, line: Line, tokens: Tokens, world: Surroundings) -> None:
        self._credentials = credentials
        self._line = line
        self._tokens = tokens
        self._world = world
        self._key = (credentials.oauth_url, credentials.api_key)

    def read(self, path: str, query: str = "") -> tuple[CallTrace, dict[str, Any]]:
        """GET one document. Each attempt has fresh ids: a used correlation id would bring the old answer back."""
        deadline = self._deadline()
        call = _Call("GET", path, query)
        for pause in _PAUSES:
            try:
                return self._with_fresh_token(call, deadline)
            except (AdobeUnreachableError, AdobeBrokenError, AdobeThrottledError) as trouble:
                seconds = _pause_after(trouble, pause)
                if seconds is None or self._world.monotonic() + seconds >= deadline:
                    raise
            self._world.pause(seconds)
        return self._with_fresh_token(call, deadline)

    def ask(self, path: str, query: str, body: Mapping[str, Any]) -> tuple[CallTrace, dict[str, Any]]:
        """POST a question that persists nothing (a PREVIEW). Repeated only once, after a 401."""
        return self._with_fresh_token(_Call("POST", path, query, body), self._deadline())

    def send(self, write: WriteCall, correlation_id: str) -> dict[str, Any]:
        """Make one attempt of a persisting call, under the caller's correlation id. Never repeats anything.

        Gives the answer as JSON's own types, ready to be stored.
        """
        call = _Call(write.method, write.path, body=write.body)
        trace, document = self._attempt(call, correlation_id, self._deadline())
        if not names_what_it_created(write, document):
            raise AdobeGibberishError(trace, "a success that does not name what it created")
        answer: dict[str, Any] = plain(document)
        return answer

    def fetch_token(self) -> None:
        """Make sure that there is a token."""
        self._token(self._deadline())

    def _token(self, deadline: float) -> Token:
        return self._tokens.get(self._key, lambda: self._fetch_token(deadline))

    def _deadline(self) -> float:
        return self._world.monotonic() + self._world.total_seconds

    def _with_fresh_token(self, call: _Call, deadline: float) -> tuple[CallTrace, dict[str, Any]]:
        try:
            return self._attempt(call, self._world.new_id(), deadline)
        except AdobeCredentialsError as refused:
            if refused.status != HTTPStatus.UNAUTHORIZED or refused.never_sent:
                raise
        return self._attempt(call, self._world.new_id(), deadline)

    def _attempt(self, call: _Call, correlation_id: str, deadline: float) -> tuple[CallTrace, dict[str, Any]]:
        trace = CallTrace(call.method, call.path, self._world.new_id(), correlation_id)
        token = self._token(deadline)
        outgoing = self._outgoing(call, trace, token)
        try:
            return trace, self._recorded(trace, outgoing, deadline, self._meaning)
        except AdobeCredentialsError as refused:
            if refused.status == HTTPStatus.UNAUTHORIZED:
                self._tokens.invalidate(self._key, token.text)
            raise

    def _outgoing(self, call: _Call, trace: CallTrace, token: Token) -> Outgoing:
        headers = {
            "Authorization": f"Bearer {token.text}",
            "X-Api-Key": self._credentials.api_key,
            "X-Request-Id": trace.request_id,
            "X-Correlation-Id": trace.correlation_id,
            "Accept": "application/json",
            "Content-Type": "application/json",
            "User-Agent": _USER_AGENT,
        }
        url = self._credentials.url.rstrip("/") + call.path + (f"?{call.query}" if call.query else "")
        content = b"" if call.body is None else json.dumps(call.body, ensure_ascii=False, separators=(",", ":")).encode()
        return Outgoing(call.method, url, headers, content)

    def _meaning(self, trace: CallTrace, reply: Reply) -> dict[str, Any]:
        if reply.ok:
            return read_object(trace, reply)
        raise error_of(trace, reply, self._world.clock())

    def _fetch_token(self, deadline: float) -> Token:
        # The request id is for our own log: the identity service knows none of the Partner API's headers.
        trace = CallTrace("POST", TOKEN_PATH, self._world.new_id(), "")
        outgoing = token_request(self._credentials, {"User-Agent": _USER_AGENT})
        asked_at = self._world.monotonic()
        try:
            return self._recorded(trace, outgoing, deadline, lambda trace, reply: self._token_of(trace, reply, asked_at))
        except AdobeResponseLostError:
            pass
        raise AdobeConnectError(trace, "no token, the identity service did not answer")

    def _token_of(self, trace: CallTrace, reply: Reply, asked_at: float) -> Token:
        if not reply.ok:
            raise token_error(trace, reply, self._world.clock())
        try:
            return read_token(reply, asked_at)
        except WireError:
            pass
        raise AdobeConnectError(trace, "no token, the identity service's answer cannot be read")

    def _recorded(
        self, trace: CallTrace, outgoing: Outgoing, deadline: float, meaning: Callable[[CallTrace, Reply], _Meaning]
    ) -> _Meaning:
        started = self._world.monotonic()
        status = None
        try:
            reply = self._replied(trace, outgoing, deadline)
            status = reply.status
            meant = meaning(trace, reply)
        except AdobeError as error:
            self._report(trace, started, status, error)
            raise
        self._report(trace, started, status, None)
        return meant

    def _replied(self, trace: CallTrace, outgoing: Outgoing, deadline: float) -> Reply:
        # Raised outside the handlers: no exception of ours may lead back to one that holds the request.
        trouble: AdobeError
        try:
            return self._line.attempt(outgoing, deadline)
        except NotSentError as error:
            trouble = AdobeConnectError(trace, f"never sent, {error}")
        except NoAnswerError as error:
            trouble = AdobeResponseLostError(trace, f"no answer, {error}")
        raise trouble

    def _report(self, trace: CallTrace, started: float, status: int | None, error: AdobeError | None) -> None:
        milliseconds = round((self._world.monotonic() - started) * 1000)
        code = error.code if isinstance(error, AdobeAnswerError) else ""
        ids = (trace.request_id, trace.correlation_id)
        self._world.listen(CallRecord(trace.method, trace.path, status, code, *ids, milliseconds, _outcome(error, status)))


def _pause_after(trouble: AdobeError, pause: float) -> float | None:
    """Give the seconds to wait before a read goes out again; `None` when Adobe asks for more than a call can wait."""
    wanted = trouble.retry_after if isinstance(trouble, AdobeThrottledError) else None
    if wanted is None:
        return pause
    return wanted if wanted <= _LONGEST_RETRY_AFTER else None


def _outcome(error: AdobeError | None, status: int | None) -> str:
    match error:
        case None:
            return "answered"
        case AdobeThrottledError():
            return "throttled"
        case AdobeBrokenError():
            return "broken"
        case AdobeAnswerError():
            return "refused"
        case AdobeGibberishError():
            return "unreadable"
        case AdobeResponseLostError(gateway_page=True):
            return "gateway page"
        case AdobeResponseLostError():
            return "no answer"
        case _:
            # A token request that was answered, but with no token.
            return "not sent" if status is None else "no token"
