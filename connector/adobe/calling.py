"""How one call is made: token, headers, attempt, record, meaning; and which calls may be repeated here.

Reads may: after a 401 once with a fresh token, after trouble twice at most, and not at all where the whole account is in trouble.
A PREVIEW only after a 401. A persisting call never: whether it may go out again, and under which correlation id, is its sender's
to know, and so is whether it may begin: it asks the account's gate before it opens the journal. All else asks it here.
Source: developer.adobe.com/vipmp/docs/references/api-request-response.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from connector.adobe.answers import Reply, error_of, read_object
from connector.adobe.attempts import USER_AGENT, Attempts, Surroundings
from connector.adobe.calls import WriteCall, names_what_it_created
from connector.adobe.errors import (
    AdobeBrokenError,
    AdobeCredentialsError,
    AdobeError,
    AdobeGibberishError,
    AdobeThrottledError,
    AdobeUnreachableError,
    CallTrace,
)
from connector.adobe.transport import Outgoing
from connector.wire import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from connector.adobe.auth import Token, Tokens
    from connector.adobe.credentials import Credentials
    from connector.adobe.transport import Line

_PAUSES: Final = (0.5, 1.5)
_LONGEST_RETRY_AFTER: Final = 5.0


@dataclass(frozen=True)
class _Call:
    """One call before it has its ids: `query` is ready for the URL, without the question mark; `body` is personal data."""

    method: str
    path: str
    query: str = field(default="", repr=False)
    body: Mapping[str, Any] | None = field(default=None, repr=False)


class Caller:
    """Makes calls to one account. Thread-safe. Every call, its token, pauses and repeats included, is over in `total_seconds`."""

    def __init__(
        self, credentials: Credentials, line: Line, tokens: Tokens, world: Surroundings, *, is_patient: bool = False
    ) -> None:
        self._is_patient = is_patient
        self._credentials = credentials
        self._attempts = Attempts(credentials, line, tokens, world)
        self._line = line
        self._tokens = tokens
        self._world = world

    def within(self, total_seconds: float) -> Caller:
        """Give the same caller with another bound on each call."""
        return Caller(self._credentials, self._line, self._tokens, replace(self._world, total_seconds=total_seconds))

    def patient(self) -> Caller:
        """Give the same caller for work that has a patience of its own: it repeats reads also while the account is in trouble."""
        return Caller(self._credentials, self._line, self._tokens, self._world, is_patient=True)

    def read(self, path: str, query: str = "", body: Mapping[str, Any] | None = None) -> tuple[CallTrace, dict[str, Any]]:
        """GET one document, or POST a search that has a body and persists nothing.

        Each attempt has fresh ids: a used correlation id would bring the old answer back.
        """
        deadline = self._attempts.deadline()
        call = _Call("GET" if body is None else "POST", path, query, body)
        for pause in _PAUSES:
            try:
                return self._with_fresh_token(call, deadline)
            except (AdobeUnreachableError, AdobeBrokenError, AdobeThrottledError) as trouble:
                seconds = None if self._is_the_last() else _pause_after(trouble, pause)
                if seconds is None or self._world.monotonic() + seconds >= deadline:
                    raise
            self._world.pause(seconds)
        return self._with_fresh_token(call, deadline)

    def ask(self, path: str, query: str, body: Mapping[str, Any]) -> tuple[CallTrace, dict[str, Any]]:
        """POST a question that persists nothing (a PREVIEW). Repeated only once, after a 401."""
        return self._with_fresh_token(_Call("POST", path, query, body), self._attempts.deadline())

    def send(self, write: WriteCall, correlation_id: str) -> dict[str, Any]:
        """Make one attempt of a persisting call, under the caller's correlation id. Never repeats anything.

        Gives the answer as JSON's own types, ready to be stored.
        """
        path, _, query = write.path.partition("?")
        call = _Call(write.method, path, query, write.body)
        trace, document = self._attempt(call, correlation_id, self._attempts.deadline())
        if not names_what_it_created(write, document):
            raise AdobeGibberishError(trace, "a success that does not name what it created")
        answer: dict[str, Any] = plain(document)
        return answer

    def admit(self, write: WriteCall) -> None:
        """Say whether a persisting call may begin, before its attempt is opened. Raises as `Gate.admit` does."""
        self._world.gate.admit(CallTrace(write.method, write.path.partition("?")[0], "", ""))

    def fetch_token(self) -> None:
        """Make sure that there is a token."""
        self._attempts.token(self._attempts.deadline())

    def _is_the_last(self) -> bool:
        """Whether a call that failed is not made again, since it was there to find out how the account stands."""
        return self._world.gate.is_troubled and not self._is_patient

    def _with_fresh_token(self, call: _Call, deadline: float) -> tuple[CallTrace, dict[str, Any]]:
        try:
            return self._admitted(call, deadline)
        except AdobeCredentialsError as refused:
            if refused.status != HTTPStatus.UNAUTHORIZED or refused.never_sent:
                raise
        return self._admitted(call, deadline)

    def _admitted(self, call: _Call, deadline: float) -> tuple[CallTrace, dict[str, Any]]:
        self._world.gate.admit(CallTrace(call.method, call.path, "", ""))
        return self._attempt(call, self._world.new_id(), deadline)

    def _attempt(self, call: _Call, correlation_id: str, deadline: float) -> tuple[CallTrace, dict[str, Any]]:
        trace = CallTrace(call.method, call.path, self._world.new_id(), correlation_id)
        return trace, self._attempts.make(trace, lambda token: self._outgoing(call, trace, token), deadline, self._meaning)

    def _outgoing(self, call: _Call, trace: CallTrace, token: Token) -> Outgoing:
        headers = {
            "Authorization": f"Bearer {token.text}",
            "X-Api-Key": self._credentials.api_key,
            "X-Request-Id": trace.request_id,
            "X-Correlation-Id": trace.correlation_id,
            "Accept": "application/json",
            "Content-Type": "application/json",
            "User-Agent": USER_AGENT,
        }
        url = self._credentials.url.rstrip("/") + call.path + (f"?{call.query}" if call.query else "")
        content = b"" if call.body is None else json.dumps(call.body, ensure_ascii=False, separators=(",", ":")).encode()
        return Outgoing(call.method, url, headers, content)

    def _meaning(self, trace: CallTrace, reply: Reply) -> dict[str, Any]:
        if reply.ok:
            return read_object(trace, reply)
        raise error_of(trace, reply, self._world.clock())


def _pause_after(trouble: AdobeError, pause: float) -> float | None:
    """Give the seconds to wait before a read goes out again; `None` when Adobe asks for more than a call can wait."""
    if not isinstance(trouble, AdobeThrottledError):
        return pause
    wanted = trouble.retry_after
    return wanted if wanted is not None and wanted <= _LONGEST_RETRY_AFTER else None
