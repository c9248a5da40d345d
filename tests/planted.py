"""Secrets planted by tests, and the search for them in whatever came out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, quote_plus

if TYPE_CHECKING:
    from collections.abc import Iterable

API_KEY: Final = "planted-api-key-4f1d9c7e"
# Quotation marks, a backslash and signs that URLs encode: the spellings under which a secret hides.
CLIENT_SECRET: Final = "p8e-Planted\"Quote'Back\\slash/+&Hemlock"
DATABASE_PASSWORD: Final = "planted-Database-Pa55"
ENCRYPTION_KEY: Final = "UGxhbnRlZFBsYW50ZWRQbGFudGVkUGxhbnRlZDEyMzQ="
EMAIL: Final = "planted.person+vip@northbeam.example"

PLANTED: Final = (API_KEY, CLIENT_SECRET, DATABASE_PASSWORD, ENCRYPTION_KEY, EMAIL)


def assert_nowhere(text: str, secrets: Iterable[str]) -> None:
    """Fail when any secret stands in the text, as it is or in the spellings of JSON, `repr` and URLs; the failure names none."""
    for number, secret in enumerate(secrets):
        spellings = {
            secret,
            json.dumps(secret)[1:-1],
            repr(secret)[1:-1],
            quote(secret, safe=""),
            quote(secret),
            quote_plus(secret),
        }
        assert not any(spelling in text for spelling in spellings), f"planted secret number {number} stands in the text"
