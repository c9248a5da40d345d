"""Everything that the simulated retail programme knows: partners, their offers, claims, what was redeemed. It judges nothing."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(eq=False)
class Partner:
    """One set of credentials and the offers that were mapped to it at onboarding."""

    client_id: str
    client_secret: str = field(repr=False)
    offers: set[str]
    active: bool = True


@dataclass(eq=False)
class Claim:
    """One reference, bound to its first offer for ever. `status` is CLAIMED, ACTIVE or CANCELLED."""

    client_id: str
    reference: str
    offer_id: str
    code: str = field(repr=False)
    claimed: datetime
    status: str = "CLAIMED"
    started: datetime | None = None
    ended: datetime | None = None


class World:
    """Partners by client id, claims by client id and reference; two equal runs number everything alike."""

    def __init__(self) -> None:
        self.partners: dict[str, Partner] = {}
        self.claims: dict[tuple[str, str], Claim] = {}
        self._counters: Counter[str] = Counter()

    def next_id(self, kind: str) -> str:
        """Give the next id of a kind; tokens are the only ones here."""
        self._counters[kind] += 1
        return f"retail-{kind}-{self._counters[kind]:06d}"

    def new_code(self, reference: str, offer_id: str) -> str:
        """Make a redemption code of six groups of four, as in Adobe's samples; it depends on nothing but what it is for."""
        digits = hashlib.sha256(f"{reference}/{offer_id}".encode()).hexdigest().upper()
        return "-".join(digits[place : place + 4] for place in range(0, 24, 4))
