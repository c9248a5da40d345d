"""Sealing texts that are kept in the database: Fernet (AES-128-CBC with HMAC-SHA256), with keys that can be replaced.

The first key seals, every key unseals: a new one is put in front, and the old one is taken away once everything was sealed anew.
Must never put what is sealed, or a key, into an exception.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from connector.settings.secret import Secret


class SealError(Exception):
    """There is no key, or none of them fits."""


def seal(text: str, keys: Sequence[Secret]) -> str:
    """Seal a text with the first key. Raises `SealError` without keys."""
    return _fernet(keys).encrypt(text.encode()).decode()


def unseal(sealed: str, keys: Sequence[Secret]) -> str:
    """Give the text back, whichever key sealed it. Raises `SealError` where none did."""
    try:
        return _fernet(keys).decrypt(sealed.encode()).decode()
    except InvalidToken:
        pass
    raise SealError("no key fits")


def _fernet(keys: Sequence[Secret]) -> MultiFernet:
    if not keys:
        raise SealError("there is no key")
    return MultiFernet([Fernet(key.reveal()) for key in keys])
