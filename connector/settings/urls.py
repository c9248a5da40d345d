"""Which addresses may be spoken to: Adobe's own hosts over https, this machine, and nothing else unless it is allowed by name.

The rules stand here so that a mistyped host never receives the client secret. Nothing in this module resolves or opens anything.
"""

from __future__ import annotations

import ipaddress
import re
from typing import Final
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

_ADOBE_HOSTS: Final = (".adobe.io", ".adobelogin.com")
_LOOPBACK_NETWORKS: Final = (ipaddress.ip_network("127.0.0.0/8"), ipaddress.ip_network("::1/128"))
_HIGHEST_PORT: Final = 65535

# One strict expression instead of a lenient parser: user names, queries, fragments, white space and backslashes, which clients
# and parsers read differently from each other, do not fit it at all.
_URL: Final = re.compile(
    r"(?P<scheme>https?)://"
    r"(?:\[(?P<six>[0-9A-Fa-f:]+)\]|(?P<host>[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?))"
    r"(?::(?P<port>[0-9]{1,5}))?"
    r"(?:/[A-Za-z0-9._~/-]*)?"
)


def url_problem(url: str, *, allow_host: bool) -> str | None:
    """Say what is wrong with the address of an Adobe service, or nothing when it may be used."""
    match = _URL.fullmatch(url)
    if match is None or not 0 < int(match["port"] or 443) <= _HIGHEST_PORT:
        return "is not an address; write https://host, without user name, query, fragment or spaces"
    host = (match["six"] or match["host"]).lower()
    if _is_loopback(host):
        return None
    if match["scheme"] != "https":
        return "must begin with https:// (plain http is for loopback addresses only)"
    if match["six"] is None and host.endswith(_ADOBE_HOSTS):
        return None
    if allow_host:
        return None
    return 'names a host that is not Adobe\'s; use a host under adobe.io or adobelogin.com, or add "allow_host": true'


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return any(address in network for network in _LOOPBACK_NETWORKS)


def database_url_problem(url: str) -> str | None:
    """Say what is wrong with the address of the database, or nothing when it may be used."""
    scheme, separator, rest = url.partition("://")
    if not separator or any(character.isspace() for character in url):
        return "is not a database address; write sqlite:///file or postgresql+psycopg://user:password@host:5432/database"
    if scheme == "sqlite":
        return _sqlite_problem(rest)
    if scheme != "postgresql+psycopg":
        return "names a database or driver that is not supported; write sqlite:///… or postgresql+psycopg://…"
    parts = _split(url)
    if parts is None or not parts.path.strip("/"):
        return "lacks a part; write postgresql+psycopg://user:password@host:5432/database, special characters percent-encoded"
    return None


def _sqlite_problem(rest: str) -> str | None:
    # A database in memory would forget every open call at a restart, and each of the pool's connections would see its own.
    if not rest.startswith("/") or not rest[1:] or ":memory:" in rest or "mode=memory" in rest:
        return "must name a file; write sqlite:///connector.sqlite3 (three slashes: relative, four: absolute)"
    return None


def database_passwords(url: str) -> tuple[str, ...]:
    """Find the passwords inside a database address, decoded, so that they can be kept out of the logs by themselves as well."""
    parts = _split(url)
    if parts is None:
        return ()
    return (*((unquote(parts.password),) if parts.password else ()), *parse_qs(parts.query).get("password", ()))


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        _ = parts.port  # The port is checked only when it is read.
    except ValueError:
        return None
    return parts
