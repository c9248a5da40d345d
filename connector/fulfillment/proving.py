"""Who may notify us: the five ways in which Adobe proves itself, compared in constant time, and the tokens that two of them need.

The kit names the ways and no more; how each looks on the wire is agreed with Adobe at onboarding, and told in docs/retail.md.
A token is derived: nothing of it is stored, and every instance knows every other's.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import TYPE_CHECKING, Final

from connector.settings import notify as ways

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from connector.settings import Account
    from connector.settings.notify import Notify

TOKEN_SECONDS: Final = 3600
# Seconds since 1970 have ten digits until the year 2286; more than these are a forgery, and Python reads no number of any length.
_LONGEST_EXPIRY: Final = 12


def who_notifies(headers: Mapping[str, str], accounts: Iterable[Account], now: datetime) -> Account | None:
    """Give the account that a notification proves to be about; `None` where it proves nothing. Header names are lower-case.

    Every account is compared whatever the others said, and `now` is aware UTC.
    """
    found = None
    for account in accounts:
        if account.notify is not None and _proves(account.notify, headers, now) and found is None:
            found = account
    return found


def new_token(client_id: str, client_secret: str, accounts: Iterable[Account], now: datetime) -> str | None:
    """Give a token for a client that an account knows; `None` for any other."""
    issued = None
    for account in accounts:
        way = account.notify
        if way is None or way.auth not in {ways.OAUTH2, ways.CUSTOM_TOKEN}:
            continue
        known = _same(client_id, way.value("client_id")) & _same(client_secret, way.value("client_secret"))
        if known and issued is None:
            issued = _token(way, int(now.timestamp()) + TOKEN_SECONDS)
    return issued


def _proves(way: Notify, headers: Mapping[str, str], now: datetime) -> bool:
    given = headers.get(way.header, "")
    match way.auth:
        case ways.STATIC:
            return _same(given.removeprefix("Bearer "), way.value("token"))
        case ways.BASIC:
            pair = f"{way.value('username')}:{way.value('password')}".encode()
            return _same(given, f"Basic {base64.b64encode(pair).decode()}")
        case ways.CUSTOM_HEADERS:
            same = [_same(headers.get(name, ""), secret.reveal()) for name, secret in way.values]
            return all(same)
        case ways.OAUTH2:
            return given.startswith("Bearer ") and _is_good(way, given.removeprefix("Bearer "), now)
        case _:
            return _is_good(way, given, now)


def _is_good(way: Notify, token: str, now: datetime) -> bool:
    expiry = token.partition(".")[0]
    if not (expiry.isascii() and expiry.isdigit()) or len(expiry) > _LONGEST_EXPIRY or int(expiry) <= now.timestamp():
        return False
    return _same(token, _token(way, int(expiry)))


def _token(way: Notify, expiry: int) -> str:
    said = f"{expiry}.{way.value('client_id')}".encode()
    return f"{expiry}.{hmac.new(way.value('client_secret').encode(), said, hashlib.sha256).hexdigest()}"


def _same(given: str, expected: str) -> bool:
    # A stranger may send halves of characters, which no UTF-8 has: they are compared like everything else.
    return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), expected.encode())
