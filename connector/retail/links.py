"""Redemption links: which ones are Adobe's, the code inside one, and how a text loses them. Pure; a link is a secret."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable

CODE: Final = "rc"
# One strict expression beside the lenient parser: what clients and parsers read differently from each other does not fit it.
_HTTPS: Final = re.compile(
    r"https://(?P<host>[a-z0-9-]+(?:\.[a-z0-9-]+)+)(?::443)?(?:[/?#][^\s\\\x00-\x1f\x7f]*)?", re.IGNORECASE | re.ASCII
)
_HOST: Final = re.compile(r"[a-z0-9.-]+", re.ASCII)
# A link with or without its scheme, at any place of a word, percent-encoded or not.
_LINK: Final = re.compile(r"https?(?:://|%3A%2F%2F)|\.[a-z]{2,}(?::\d+)?(?:[/?]|%2F|%3F)", re.IGNORECASE)
_WORD: Final = re.compile(r"\S+")
_PARAMETER: Final = re.compile(rf"(?<![a-z])({CODE}|uuid)([\s\"']*(?:[=:]|%3D)[\s\"']*)\S+", re.IGNORECASE)
_NAMED_CODE: Final = re.compile(r"\b(\w*codes?)([\s\"':=]+(?:(?:is|was|are)[\s\"':=]+)?)\S+", re.IGNORECASE)
# Groups of four as in the documented samples, or a long word of letters and digits; our own references are neither.
_BARE_CODE: Final = re.compile(
    r"\b(?:(AS(?:-\d+)+(?![\w-]))|[A-Z0-9]{4}(?:-[A-Z0-9]{4})+\b|(?=[A-Z]*\d)(?=\d*[A-Z])[A-Z0-9]{12,}\b)", re.IGNORECASE
)
_MASK: Final = "***"


def code_of(url: str) -> str:
    """Give the redemption code of a link, the query parameter `rc`; empty where it has none, as telecom links may.

    Its form is Adobe's: the documented samples have six groups of four, nothing depends on it.
    """
    return next(iter(parse_qs(urlsplit(url).query).get(CODE, ())), "")


def host_of(url: str) -> str:
    """Give the host of any address, in lower case; empty where it has none that can be read and told."""
    try:
        host = (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""
    return host if _HOST.fullmatch(host) else ""


def is_link(url: str) -> bool:
    """Tell whether a text is an address that can be opened: https, a host by name, no port but 443, no user name."""
    return _HTTPS.fullmatch(url) is not None


def is_allowed(url: str, hosts: Iterable[str]) -> bool:
    """Tell whether a link may be handed to customers: it is one, and its host is on the list (`*.adobe.com`: any below it)."""
    link = _HTTPS.fullmatch(url)
    return link is not None and any(_fits(link["host"].lower(), host.lower()) for host in hosts)


def _fits(host: str, pattern: str) -> bool:
    return host.endswith(pattern[1:]) if pattern.startswith("*.") else host == pattern


def without_links(text: str, held: Iterable[str] = ()) -> str:
    """Take links and redemption codes out of what Adobe wrote in prose, which is told to operators.

    `held` are links and codes that are known: they go by the letter, whatever their form. Others go by their usual forms, and
    now and then a harmless word with them.
    """
    for known in sorted(filter(None, held), key=len, reverse=True):
        text = re.sub(re.escape(known), _MASK, text, flags=re.IGNORECASE)
    text = _WORD.sub(lambda word: _MASK if _LINK.search(word[0]) else word[0], text)
    text = _NAMED_CODE.sub(rf"\1\2{_MASK}", _PARAMETER.sub(rf"\1\2{_MASK}", text))
    return _BARE_CODE.sub(lambda found: found[1] or _MASK, text)
