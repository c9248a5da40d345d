"""The moves of a transfer from VIP: two looks at a membership, one at what the product sells, and the one call."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from connector.domain.journal import digest

PLACING: Final = "place transfer "
"""How the intents of transfers begin."""


@dataclass(frozen=True)
class PreviewMembership:
    """Ask what a VIP membership holds and whether it can be transferred; seen as a `Membership`, or a `Refusal`.

    The two flags accept companies that Adobe would refuse otherwise, and give up rights of theirs: the operator's choice.
    """

    membership_id: str
    ignore_order_return: bool = False
    expire_open_pas: bool = False


@dataclass(frozen=True)
class ReadTransfer:
    """Read a transfer, after a pause in seconds; seen as a `Transfer`, or a `Refusal`. Each look of a delivery has its number."""

    membership_id: str
    transfer_id: str
    look: int = 0
    pause: float = 0.0


@dataclass(frozen=True)
class ReadProductItems:
    """List what the marketplace's product sells; seen as a tuple of `ProductItem`."""

    product_id: str


@dataclass(frozen=True)
class PlaceTransfer:
    """Transfer everything that a VIP membership holds to a reseller: Adobe makes the customer and the subscriptions.

    `tier_id` is the company for whom (TA-…), of which Adobe is told nothing.
    """

    membership_id: str
    reseller_id: str
    tier_id: str
    ignore_order_return: bool = False
    expire_open_pas: bool = False

    @property
    def intent(self) -> str:
        """Another membership or reseller is another intent; what the operator accepts on the way is not."""
        return f"{PLACING}{digest([self.membership_id, self.reseller_id])}"
