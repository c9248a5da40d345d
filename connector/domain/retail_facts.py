"""What Partner Connection Retail showed: the link of a claim, and what became of it. A link is a secret."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import datetime

ACTIVE: Final = "ACTIVE"
CANCELLED: Final = "CANCELLED"
WAS_STATUS: Final = "was_status"
"""The field of the answer to an end that tells which refusal counts as one: 404, nothing there, or 409, ended already."""


@dataclass(frozen=True)
class Redemption:
    """What the customer redeems. Only a claim's answer holds it, and only the asset keeps it; short form and code may lack."""

    url: str = field(repr=False)
    short_url: str = field(default="", repr=False)
    code: str = field(default="", repr=False)


@dataclass(frozen=True)
class Redeemed:
    """What became of a claim: ACTIVE, CANCELLED, or empty while nobody has redeemed it. Times are aware UTC."""

    status: str = ""
    start: datetime | None = None
    end: datetime | None = None
