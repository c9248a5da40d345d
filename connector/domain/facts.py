"""What is known at one moment of a delivery: the journal, what was looked at, and the time. Immutable; grows move by move."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from connector.domain.journal import Attempt
    from connector.domain.moves import Read


class _Unknown(Enum):
    UNKNOWN = "unknown"


UNKNOWN: Final = _Unknown.UNKNOWN
"""Not looked at yet: which is not the same as absent."""


@dataclass(frozen=True)
class Facts:
    """What a ladder may know. `now` is when the delivery began, `born` since when the store remembers, both aware UTC.

    `attempts` are the owner's, oldest first; `answered_now` holds the correlation ids that were answered in this delivery;
    `known_customers` are the Adobe customers that the store remembers for this company, newest first; `waiting_since` is when the
    request began to wait without any progress.
    """

    now: datetime
    born: datetime
    attempts: tuple[Attempt, ...] = ()
    answered_now: frozenset[str] = frozenset()
    known_customers: tuple[str, ...] = ()
    waiting_since: datetime | None = None
    seen: Mapping[Read, Any] = field(default_factory=lambda: MappingProxyType({}))

    def of(self, read: Read) -> Any:  # noqa: ANN401 - each read says in its own words what it is seen as.
        """Give what a read showed, or `UNKNOWN`."""
        return self.seen.get(read, UNKNOWN)

    def with_seen(self, read: Read, what: object) -> Facts:
        """Add what a read showed."""
        return replace(self, seen={**self.seen, read: what})

    def with_attempts(self, attempts: tuple[Attempt, ...], answered_now: frozenset[str]) -> Facts:
        """Take over the journal as it is now."""
        return replace(self, attempts=attempts, answered_now=answered_now)
