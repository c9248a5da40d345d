"""One HTTP attempt at Adobe: the token it needs, its record, and what its answer means. It repeats nothing.

VIP Marketplace and Partner Connection Retail share it: their headers and answers differ, tokens and troubles do not.
"""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Final, TypeVar

from connector import __version__
from connector.adobe.auth import TOKEN_PATH, Token, Tokens, read_token, token_error, token_request
from connector.adobe.errors import (
    AdobeAnswerError,
    AdobeBrokenError,
    AdobeConnectError,
    AdobeCredentialsError,
    AdobeError,
    AdobeGibberishError,
    AdobeResponseLostError,
    AdobeThrottledError,
    AdobeUntrustedError,
    CallTrace,
)
from connector.adobe.record import CallRecord
from connector.adobe.transport import Line, NoAnswerError, NotSentError, NotTrustedError, Outgoing
from connector.wire import WireError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from connector.adobe.answers import Reply
    from connector.adobe.credentials import Credentials
    from connector.adobe.gate import Gate

USER_AGENT: Final = f"cloudblue-connect-adobe-vip/{__version__}"

Meaning = TypeVar("Meaning")


@dataclass(frozen=True)
class Surroundings:
    """What a client takes from the world, so that a test can give it another one. `total_seconds` bounds every call.

    `gate` says whether a call may begin, and hears how each one ended.
    """

    clock: Callable[[], datetime]
    monotonic: Callable[[], float]
    new_id: Callable[[], str]
    pause: Callable[[float], None]
    listen: Callable[[CallRecord], None]
    total_seconds: float
    gate: Gate


class Attempts:
    """Makes single attempts for one credential. Thread-safe."""

    def __init__(self, credentials: Credentials, line: Line, tokens: Tokens, world: Surroundings) -> None:
        self._credentials = credentials
        self._line = line
        self._tokens = tokens
        self._world = world
        self._key = (credentials.oauth_url, credentials.api_key)

    def token(self, deadline: float) -> Token:
        """Give a usable token, fetched where there is none."""
        return self._tokens.get(self._key, lambda: self._fetch_token(deadline))

    def deadline(self) -> float:
        """Say by when a call that begins now must be over, on the monotonic clock."""
        return self._world.monotonic() + self._world.total_seconds

    def make(
        self,
        trace: CallTrace,
        compose: Callable[[Token], Outgoing],
        deadline: float,
        meaning: Callable[[CallTrace, Reply], Meaning],
    ) -> Meaning:
        """Send once what `compose` makes with a token, and give its meaning. A 401 drops the token and is raised.

        Whether it may be sent was asked before: a call whose attempt stands in the journal goes out.
        """
        try:
            meant = self._made(trace, compose, deadline, meaning)
        except AdobeError as error:
            self._world.gate.failed(error)
            raise
        self._world.gate.answered()
        return meant

    def _made(
        self,
        trace: CallTrace,
        compose: Callable[[Token], Outgoing],
        deadline: float,
        meaning: Callable[[CallTrace, Reply], Meaning],
    ) -> Meaning:
        token = self.token(deadline)
        try:
            return self._recorded(trace, compose(token), deadline, meaning)
        except AdobeCredentialsError as refused:
            if refused.status == HTTPStatus.UNAUTHORIZED:
                self._tokens.invalidate(self._key, token.text)
            raise

    def _fetch_token(self, deadline: float) -> Token:
        # The request id is for our own log: the identity service knows none of the Partner API's headers.
        trace = CallTrace("POST", TOKEN_PATH, self._world.new_id(), "")
        outgoing = token_request(self._credentials, {"User-Agent": USER_AGENT})
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
        self, trace: CallTrace, outgoing: Outgoing, deadline: float, meaning: Callable[[CallTrace, Reply], Meaning]
    ) -> Meaning:
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
        except NotTrustedError as error:
            trouble = AdobeUntrustedError(trace, f"never sent, {error}")
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
