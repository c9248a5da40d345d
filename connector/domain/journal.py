"""What the journal remembers of one persisting Adobe write: the intent, its attempts and how each ended.

An *intent* is the stable name of one wanted effect. An *attempt* is one journaled row of it, numbered by its *generation*.
The row is committed before the HTTP call, so that whoever finds it open can send the same call again under the same id.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

# Adobe remembers an answered correlation id for ten days; ids derived in this namespace survive the loss of the database.
_NAMESPACE: Final = uuid.uuid5(uuid.NAMESPACE_URL, "https://connector.example/adobe-vipmp/intent-journal")


class Outcome(StrEnum):
    """How an attempt stands. Only `OPEN` may be sent again under its own correlation id."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    NOT_EXECUTED = "not executed"
    BROKEN = "broken"
    ADOPTED = "adopted"


@dataclass(frozen=True)
class WireCall:
    """One persisting HTTP call as it goes out: enough to send it again, byte for byte, without the ladder that wanted it."""

    method: str
    path: str
    body: Mapping[str, Any]


@dataclass(frozen=True)
class Answer:
    """What Adobe said to an attempt: the HTTP status and the JSON body (`{}` where there was none that could be read)."""

    status: int
    body: Mapping[str, Any]


@dataclass(frozen=True)
class Attempt:
    """One journaled row: generation *n* of an intent, with the call that it stands for and what became of it.

    Times are aware UTC, by the database's clock. `unanswered` counts sendings without any answer; `gateway_pages` counts
    gateway pages in a row. `told_at` is when a person was asked about this refusal and the platform confirmed it.
    """

    owner: str
    intent: str
    generation: int
    correlation_id: str
    account: str
    customer_key: str
    call: WireCall | None
    outcome: Outcome
    answer: Answer | None
    opened_at: datetime
    answered_at: datetime | None = None
    told_at: datetime | None = None
    unanswered: int = 0
    gateway_pages: int = 0

    @property
    def aimed_at(self) -> str:
        """Give whom the call was for, with which its key ends: an Adobe customer, or a company that has none yet."""
        return self.customer_key.rpartition("/")[2]


def correlation_id(owner: str, intent: str, generation: int) -> str:
    """Give the `X-Correlation-Id` of one attempt: derived, never random, so that losing the database doubles nothing."""
    return str(uuid.uuid5(_NAMESPACE, f"{owner}/{intent}/{generation}"))


def digest(value: object) -> str:
    """Give twelve hexadecimal digits that stand for marketplace-side data (JSON types only), whatever its key order."""
    canonical = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()[:12]
