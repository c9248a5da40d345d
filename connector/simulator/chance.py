"""Chance that can be had again: whether something strikes is decided by a seed and by how often it was asked for."""

from __future__ import annotations

from hashlib import sha256
from typing import Final

_ALL: Final = 2**64


def strikes(chance: float, seed: int, what: str, number: int) -> bool:
    """Say whether the `number`-th call is struck by something whose chance is between 0 and 1.

    Things with different names are drawn independently of each other, also under the same seed.
    """
    drawn = sha256(f"{seed}/{what}/{number}".encode()).digest()[:8]
    return int.from_bytes(drawn, "big") / _ALL < chance
