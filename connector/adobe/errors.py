"""What can go wrong between us and Adobe. An exception means "no usable answer"; the caller decides what it leads to.

::

    AdobeError                         method, path, request id, correlation id
    ├── AdobeUnreachableError          no answer
    │   ├── AdobeConnectError          never sent
    │   │   └── AdobeUntrustedError    since the server's certificate is not trusted here
    │   └── AdobeResponseLostError     perhaps executed (also a 5xx without Adobe's code); same correlation id
    ├── AdobeAnswerError               status, code, message, details
    │   ├── AdobeCredentialsError      401 with a fresh token, 403 except 4121
    │   ├── AdobeRefusedError          other 4xx, and 403 with 4121: becomes a refusal
    │   ├── AdobeThrottledError        429; retry_after
    │   │   └── AdobeHeldBackError     never sent, since a 429's time is not over
    │   └── AdobeBrokenError           5xx with Adobe's code
    ├── AdobeGibberishError            a 2xx that cannot be read
    └── AdobeStoppingError             never sent, since this process was told to stop

The text of an error carries ids, status and code. It must never carry what Adobe wrote in prose, what we sent, or a header:
personal data and secrets live there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import datetime

_LINE: Final = re.compile(r"Line Item:\s*(\d+)", re.IGNORECASE)
_NAMED_REASON: Final = re.compile(r"Reason:\s*(.+?)\s*$", re.IGNORECASE)
# A bare reason code ends the detail, in capitals; field paths do not, and a number alone is no reason.
_BARE_REASON: Final = re.compile(r"(?<![\w.])(?=[A-Z0-9_& ]*[A-Z])([A-Z0-9][A-Z0-9_& ]{3,})$")


@dataclass(frozen=True)
class CallTrace:
    """Which HTTP attempt is meant: the route without its query, and the two ids under which Adobe's support finds it."""

    method: str
    path: str
    request_id: str
    correlation_id: str


@dataclass(frozen=True)
class Pressure:
    """How Adobe stands to a whole account: since when (aware UTC), and whether it takes no more requests or just fails."""

    since: datetime
    is_throttled: bool


class AdobeError(Exception):
    """Anything that kept us from a usable answer of Adobe's. `plainly` says in words of an operator what Adobe did.

    `pressure` is there where the trouble is the whole account's and not this call's alone.
    """

    plainly = "gave no usable answer"
    pressure: Pressure | None = None

    def __init__(self, trace: CallTrace, what: str) -> None:
        super().__init__(
            f"{trace.method} {trace.path}: {what} (request id {trace.request_id}, correlation id {trace.correlation_id})"
        )
        self.method = trace.method
        self.path = trace.path
        self.request_id = trace.request_id
        self.correlation_id = trace.correlation_id


class AdobeUnreachableError(AdobeError):
    """No answer came."""


class AdobeConnectError(AdobeUnreachableError):
    """The call was never sent: no connection, or no token because the identity service could not be reached."""

    plainly = "could not be reached, or gave no token"


class AdobeUntrustedError(AdobeConnectError):
    """The call was never sent: the server's certificate is not trusted on this machine, or is another host's."""

    plainly = "answered with a certificate that this machine does not trust"


class AdobeStoppingError(AdobeError):
    """The call was never sent: this process was told to stop, and another one goes on."""

    plainly = "was not called, since this process is stopping"

    def __init__(self, trace: CallTrace) -> None:
        super().__init__(trace, "never sent, this process is stopping")


class AdobeResponseLostError(AdobeUnreachableError):
    """The call went out and no answer of Adobe's came back: it was perhaps executed.

    Only the same correlation id may be used again. `gateway_page` tells that something in front of Adobe answered instead
    (a 5xx without Adobe's code); otherwise the connection broke or the time was up.
    """

    plainly = "did not answer, or not as a whole"

    def __init__(self, trace: CallTrace, what: str, *, gateway_page: bool = False) -> None:
        super().__init__(trace, what)
        self.gateway_page = gateway_page


class AdobeAnswerError(AdobeError):
    """Adobe answered, and the answer is no.

    `status` is HTTP's, `code` Adobe's own (mostly four digits, for some returns a word; `""` where there is none), `message` is
    prose for people (never match on it), `details` merges `additionalDetails` and `invalidFields`. `never_sent` tells that the
    identity service answered, so that the call itself was not made.
    Source: developer.adobe.com/vipmp/docs/references/error-handling.
    """

    def __init__(
        self,
        trace: CallTrace,
        *,
        status: int,
        code: str = "",
        message: str = "",
        details: tuple[str, ...] = (),
        never_sent: bool = False,
    ) -> None:
        super().__init__(trace, f"HTTP {status}, code {code or 'none'}")
        self.status = status
        self.code = code
        self.message = message
        self.details = details
        self.never_sent = never_sent

    @property
    def lines(self) -> tuple[int, ...]:
        """The numbers of the order lines that the details name (`Line Item: 2, …`), each once, in the order of mention."""
        return tuple(dict.fromkeys(int(number) for detail in self.details for number in _LINE.findall(detail)))

    @property
    def reasons(self) -> tuple[str, ...]:
        """The reasons that the details name: what follows `Reason:`, or a bare code in capitals; each once, in order."""
        found = (_NAMED_REASON.search(detail) or _BARE_REASON.search(detail) for detail in self.details)
        return tuple(dict.fromkeys(match.group(1).strip() for match in found if match))


class AdobeCredentialsError(AdobeAnswerError):
    """Adobe does not accept who we are: 401, 403 other than 4121, or a refused token request. The call was not executed."""


class AdobeRefusedError(AdobeAnswerError):
    """Adobe understood and refuses: a 4xx, also 403 with 4121 (the object belongs to another partner)."""


class AdobeThrottledError(AdobeAnswerError):
    """Too many requests (429, code 4118). `retry_after` is in seconds, `None` where Adobe names no time. Not executed."""

    plainly = "takes no more requests now"

    def __init__(
        self,
        trace: CallTrace,
        *,
        status: int = 429,
        code: str = "",
        message: str = "",
        details: tuple[str, ...] = (),
        never_sent: bool = False,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(trace, status=status, code=code, message=message, details=details, never_sent=never_sent)
        self.retry_after = retry_after


class AdobeHeldBackError(AdobeThrottledError):
    """The call was never sent: Adobe answered 429 to another call of this account, and its time is not over.

    `retry_after` is what is left of it, in seconds.
    """

    def __init__(self, trace: CallTrace, pressure: Pressure, *, retry_after: float) -> None:
        super().__init__(trace, retry_after=retry_after)
        self.pressure = pressure


class AdobeBrokenError(AdobeAnswerError):
    """Adobe failed inside (5xx with its own code, mostly 1124). The correlation id is used up: its answer would be replayed."""

    plainly = "failed inside"


class AdobeGibberishError(AdobeError):
    """A success that cannot be read: perhaps executed, and nobody knows with what outcome."""

    plainly = "gave an answer that cannot be read"
