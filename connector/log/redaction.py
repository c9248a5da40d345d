"""Removing from text what nobody may read: registered secrets, credentials by their usual form, e-mail addresses.

Redaction comes last, on the text that is about to be written, so that it does not matter how a secret got there: as an argument,
inside a dictionary's `repr`, in an exception's message or in a URL. It may remove too much; it must never remove too little.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from threading import Lock
from typing import Final, Protocol, TypeAlias
from urllib.parse import quote, quote_plus

MASK: Final = "***"

# What a log line may hold once it is cleaned: exactly what JSON can say.
Loggable: TypeAlias = "str | int | float | bool | list[Loggable] | dict[str, Loggable] | None"


class Revealable(Protocol):
    """Anything that keeps a text to itself until asked, as the settings' secrets do."""

    def reveal(self) -> str:
        """Give the text itself."""
        ...


# Names of what holds a secret, as they stand in headers, forms, JSON and settings; a word may stand before one (`new_password`).
_NAME: Final = (
    r"(?:(?:[\w-]*[-_])?(?:api[-_]?key|client[-_]?secret|(?:access|refresh|id)[-_]?token|authorization"
    r"|password|passwd|private[-_]?key|encryption[-_]?key|database[-_]?url|connector[-_]?accounts|connect-config|cookie)"
    r"|adobeClientSecret)"
)
# These are ordinary words in a sentence, so that they count only as the name of a field or between quotation marks.
_FIELD: Final = rf"(?:{_NAME}|secret|token)"
_SECRET_FIELD: Final = re.compile(_FIELD, re.IGNORECASE)

# The parts of an address may be percent-encoded inside another one.
_COLON_SLASHES: Final = r"(?:://|%3A%2F%2F)"
_SHORT_LINKS: Final = r"www\.(?:stage\.)?adobe\.com(?:/|%2F)go"

_PATTERNS: Final = (
    # "client_secret": "…" in JSON, in a dictionary's repr (bytes too) and in a list of header pairs.
    (re.compile(rf"""(["']{_FIELD}["']\s*[:,]\s*b?)(["'])(?:\\.|(?!\2)[^\\])*\2""", re.IGNORECASE | re.DOTALL), rf"\1\2{MASK}\2"),
    # The same inside a text that was quoted once more: \"client_secret\": \"…\".
    (re.compile(rf"""((?<!\\)\\+["']{_FIELD}\\+["']\s*[:,]\s*b?\\+["'])[^"'\\]*""", re.IGNORECASE), rf"\1{MASK}"),
    (re.compile(r"\b(bearer|basic|apikey)\s+[^\s\"',;\\]+", re.IGNORECASE), rf"\1 {MASK}"),
    # An unknown scheme may stand before the credential: both words go.
    (re.compile(r"\b(authorization\s*[:=]\s*)[^\s\"',;&]+(?:[ \t]+[^\s\"',;&]+)?", re.IGNORECASE), rf"\1{MASK}"),
    (
        re.compile(rf"""(?<![\w-])({_NAME}["']?\s*[:=]\s*b?)(?:(["'])[^"']*|[^\s"',;&}})\]]+)""", re.IGNORECASE),
        rf"\1\2{MASK}",
    ),
    # A redemption link, and the code in one: whoever has it redeems the product.
    (re.compile(rf"https?{_COLON_SLASHES}(?:redeem[\w-]*\.adobe\.com|{_SHORT_LINKS})[^\s\"'<>]*", re.IGNORECASE), MASK),
    (re.compile(r"(?<!\w)(rc(?:=|%3D))[^\s&\"'<>%]+", re.IGNORECASE), rf"\1{MASK}"),
    # The user name and password of any address.
    (re.compile(r"://[^\s/\"'<>]+@"), f"://{MASK}@"),
)
# What may stand beside the @ of an e-mail address; in a URL the @ and other signs may be percent-encoded.
_LETTER: Final = r"""[^\s@%*<>",;:()\[\]{}=&?/\\|]"""
_EMAIL: Final = re.compile(rf"(?:(?<!{_LETTER})(?<!%)|(?<=%40))(?:{_LETTER}|%(?!40))++(?:@|%40){_LETTER}+", re.IGNORECASE)

# Every expression above needs one of these signs to find anything; most fields of a line have none.
_SUSPICIOUS: Final = re.compile(r"""[\s@:=%"']""")

_SHORT: Final = 6
_DEEPEST: Final = 6


class _Registry:
    """The secrets known so far, in every spelling in which a text may carry them; and the hosts whose links are secrets."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._hosts: set[str] = set()
        self._links: re.Pattern[str] | None = None
        self._spellings: set[str] = set()
        self._pattern: re.Pattern[str] | None = None

    def add(self, value: str) -> None:
        quoted = {value, repr(value)[1:-1], json.dumps(value)[1:-1]}
        spellings = (
            quoted | {json.dumps(each)[1:-1] for each in quoted} | {quote(value, safe=""), quote(value), quote_plus(value)}
        )
        with self._lock:
            self._spellings |= spellings - {""}
            # The longest come first, else a secret that begins like another would leave the other's end behind.
            longest_first = sorted(self._spellings, key=len, reverse=True)
            self._pattern = re.compile("|".join(map(_expression, longest_first))) if longest_first else None

    def add_host(self, host: str) -> None:
        expression = rf"[\w.-]+{re.escape(host[1:])}" if host.startswith("*.") else re.escape(host)
        with self._lock:
            self._hosts.add(expression)
            hosts = "|".join(sorted(self._hosts))
            self._links = re.compile(rf"https?{_COLON_SLASHES}(?:{hosts})(?![\w-])[^\s\"'<>]*", re.IGNORECASE)

    def remove_from(self, text: str) -> str:
        clean = self._pattern.sub(MASK, text) if self._pattern else text
        return self._links.sub(MASK, clean) if self._links else clean


def _expression(spelling: str) -> str:
    """Look for a very short secret as a whole word only: as a part of words it would blacken every line."""
    escaped = re.escape(spelling)
    return rf"(?<!\w){escaped}(?!\w)" if len(spelling) < _SHORT else escaped


_REGISTRY: Final = _Registry()


def register_secret(secret: Revealable) -> None:
    """From now on remove this secret from every line, also in its quoted and URL-encoded spellings. Safe from any thread."""
    _REGISTRY.add(secret.reveal())


def register_link_host(host: str) -> None:
    """From now on remove every link to this host from every line (`*.a.example`: to any host below). Safe from any thread."""
    _REGISTRY.add_host(host)


def redact(text: str) -> str:
    """Give the text without secrets, credentials, passwords in addresses and e-mail addresses; each becomes `***`."""
    clean = _REGISTRY.remove_from(text)
    if not _SUSPICIOUS.search(clean):
        return clean
    for pattern, replacement in _PATTERNS:
        clean = pattern.sub(replacement, clean)
    return _EMAIL.sub(MASK, clean)


def redact_value(value: object, depth: int = 0) -> Loggable:
    """Turn any value into what JSON can say, redacted on the way; a field whose name promises a secret loses its value."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int) or (isinstance(value, float) and math.isfinite(value)):
        return value
    if depth >= _DEEPEST:
        return "…"
    if isinstance(value, Mapping):
        return {redact(str(name)): _field(str(name), each, depth) for name, each in value.items()}
    if isinstance(value, (list, tuple, AbstractSet)):
        return [redact_value(each, depth + 1) for each in value]
    return redact(_text(value))


def _field(name: str, value: object, depth: int) -> Loggable:
    return MASK if _SECRET_FIELD.fullmatch(name) else redact_value(value, depth + 1)


def _text(value: object) -> str:
    try:
        return str(value)
    except Exception as error:  # noqa: BLE001 - a value that cannot be printed must not stop the work that is being logged.
        return f"<a {type(value).__name__} that raised {type(error).__name__}>"
