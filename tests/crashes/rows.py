"""All rows of the crash matrix, one for each type of request and each way of it that goes other ways at Adobe."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tests.crashes import arrivals, changes, claims, pauses, purchases, resellers, transactions

if TYPE_CHECKING:
    from tests.crashes.flow import Flow

FLOWS: Final[tuple[Flow, ...]] = (
    *purchases.FLOWS,
    *changes.FLOWS,
    *pauses.FLOWS,
    *arrivals.FLOWS,
    *transactions.FLOWS,
    *claims.FLOWS,
    *resellers.FLOWS,
)
