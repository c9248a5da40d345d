"""What is known at one moment of a delivery: the journal, what was looked at, and the time. Immutable; grows move by move."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from connector.domain.parameters import CUSTOMER_ID

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from connector.domain.journal import Attempt
    from connector.domain.moves import Read
    from connector.domain.requests import Value
    from connector.domain.retail_facts import Redemption


class _Unknown(Enum):
    UNKNOWN = "unknown"


UNKNOWN: Final = _Unknown.UNKNOWN
"""Not looked at yet: which is not the same as absent."""


@dataclass(frozen=True)
class Facts:
    """What a ladder may know. `now` is when the delivery began, `born` since when the store remembers, both aware UTC.

    `attempts` are the owner's, oldest first; `answered_now` holds the correlation ids that were answered in this delivery;
    `known_customers` and `known_resellers` are what the store remembers of this company at Adobe, newest first; `fellow_tiers`
    the other companies (TA-…) that it remembers for the Adobe customer of this request; `known_transfers` the transfers of the
    request's VIP membership that any request of the company has begun, newest first; `waiting_since` is when the request began
    to wait without any progress; `redemptions` are the links that claims of this delivery were answered with, by correlation id:
    the journal keeps none. Of a transaction, `siblings` are the other requests that the store remembers, and `released` says
    whether an operator wants it ordered as it is; the transaction's attempts are among `attempts`.
    """

    now: datetime
    born: datetime
    attempts: tuple[Attempt, ...] = ()
    answered_now: frozenset[str] = frozenset()
    known_customers: tuple[str, ...] = ()
    known_resellers: tuple[str, ...] = ()
    fellow_tiers: tuple[str, ...] = ()
    known_transfers: tuple[str, ...] = ()
    waiting_since: datetime | None = None
    siblings: tuple[str, ...] = ()
    released: bool = False
    redemptions: Mapping[str, Redemption] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    seen: Mapping[Read, Any] = field(default_factory=lambda: MappingProxyType({}))

    def of(self, read: Read) -> Any:  # noqa: ANN401 - each read says in its own words what it is seen as.
        """Give what a read showed, or `UNKNOWN`."""
        return self.seen.get(read, UNKNOWN)

    def with_seen(self, read: Read, what: object) -> Facts:
        """Add what a read showed."""
        return replace(self, seen={**self.seen, read: what})

    def with_kept(self, values: Mapping[str, Value]) -> Facts:
        """Count the customer that is kept on the asset among the company's, for which it is remembered."""
        kept = (str(values[CUSTOMER_ID]),) if CUSTOMER_ID in values else ()
        return replace(self, known_customers=tuple(dict.fromkeys((*kept, *self.known_customers))))

    def with_attempts(
        self,
        attempts: tuple[Attempt, ...],
        answered_now: frozenset[str],
        redemptions: Mapping[str, Redemption] = MappingProxyType({}),
    ) -> Facts:
        """Take over the journal as it is now, and the links that it does not keep."""
        return replace(self, attempts=attempts, answered_now=answered_now, redemptions=redemptions)
