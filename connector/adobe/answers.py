"""What an HTTP answer means. Every known shape of an error body is read here, and none may break the reading.

Shapes: Adobe's own (`code`, `message`, `additionalDetails`, `invalidFields`), the gateway's in front of it (`error_code`), the
identity service's (`error`, `error_description`), a page of HTML, and nothing at all.
Source: developer.adobe.com/vipmp/docs/references/error-handling.
"""

from __future__ import annotations

import email.utils
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any, Final, Self

from connector.adobe.errors import (
    AdobeAnswerError,
    AdobeBrokenError,
    AdobeCredentialsError,
    AdobeError,
    AdobeGibberishError,
    AdobeRefusedError,
    AdobeResponseLostError,
    AdobeThrottledError,
    CallTrace,
)
from connector.wire import WireError, read_json

_FOREIGN_OBJECT: Final = "4121"
# Adobe's numeric codes have four digits; a gateway that repeats the HTTP status as `code` has not told Adobe's opinion.
_HTTP_STATUS_DIGITS: Final = 3


@dataclass(frozen=True)
class Reply:
    """An HTTP answer, read to its end. Header names are lower-case. `body` is personal data."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)

    @property
    def ok(self) -> bool:
        """Whether it is a success: any 2xx, since Adobe's pages name 200, 201, 202 and 204 for one and the same call."""
        return HTTPStatus.OK <= self.status < HTTPStatus.MULTIPLE_CHOICES


@dataclass(frozen=True)
class Objection:
    """What an error body says, whoever wrote it. `adobes` tells that Adobe itself wrote it, with a code of its own."""

    code: str = ""
    message: str = field(default="", repr=False)
    details: tuple[str, ...] = field(default=(), repr=False)
    adobes: bool = False

    @classmethod
    def parse(cls, body: bytes) -> Self:
        """Read the body of a 4xx or 5xx; one that has none of the known shapes says nothing."""
        try:
            document = read_json(body)
        except WireError:
            return cls()
        return cls._of(document) if isinstance(document, Mapping) else cls()

    @classmethod
    def _of(cls, document: Mapping[str, Any]) -> Self:
        code = _text(document.get("code"))
        foreign_code = _text(document.get("error_code")) or _text(document.get("error"))
        return cls(
            code=code or foreign_code,
            message=_text(document.get("message")) or _text(document.get("error_description")),
            details=tuple(dict.fromkeys((*_texts(document.get("additionalDetails")), *_texts(document.get("invalidFields"))))),
            adobes=bool(code) and not (code.isdigit() and len(code) <= _HTTP_STATUS_DIGITS),
        )


def _text(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return ""
    return str(value).strip()


def _texts(value: object) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    return tuple(text for one in values if (text := _text(one)))


def read_object(trace: CallTrace, reply: Reply) -> dict[str, Any]:
    """Read the JSON object of a success; a 204 has none and gives `{}`. Raises `AdobeGibberishError`."""
    if reply.status == HTTPStatus.NO_CONTENT:
        return {}
    try:
        document = read_json(reply.body)
    except WireError:
        document = None
    if not isinstance(document, dict):
        raise AdobeGibberishError(trace, f"HTTP {reply.status} without a JSON object")
    return document


def error_of(trace: CallTrace, reply: Reply, now: datetime) -> AdobeError:
    """Say what an answer other than 2xx means. `now` is for a `Retry-After` that names a date."""
    said = Objection.parse(reply.body)
    if reply.status == HTTPStatus.TOO_MANY_REQUESTS:
        wait = retry_after(reply.headers.get("retry-after"), now)
        return AdobeThrottledError(trace, code=said.code, message=said.message, details=said.details, retry_after=wait)
    if not _is_adobes(reply, said):
        return AdobeResponseLostError(trace, f"HTTP {reply.status} from something in front of Adobe", gateway_page=True)
    return _kind(reply, said)(trace, status=reply.status, code=said.code, message=said.message, details=said.details)


def _is_adobes(reply: Reply, said: Objection) -> bool:
    # A gateway's page comes after the effect as often as before it; a redirect is no answer of Adobe's either.
    if reply.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return said.adobes
    return reply.status >= HTTPStatus.BAD_REQUEST


def _kind(reply: Reply, said: Objection) -> type[AdobeAnswerError]:
    if reply.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return AdobeBrokenError
    if reply.status == HTTPStatus.UNAUTHORIZED:
        return AdobeCredentialsError
    if reply.status == HTTPStatus.FORBIDDEN and said.code != _FOREIGN_OBJECT:
        return AdobeCredentialsError
    return AdobeRefusedError


def retry_after(header: str | None, now: datetime) -> float | None:
    """Read a `Retry-After`: seconds, or a date (RFC 9110, 10.2.3). Gives seconds from now, never negative, or `None`."""
    if header is None:
        return None
    text = header.strip()
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        moment = email.utils.parsedate_to_datetime(text)
    except ValueError:
        return None
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
    return max(0.0, (moment - now).total_seconds())
