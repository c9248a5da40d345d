"""What Adobe shows of a VIP membership and its transfer, and what the product sells: plain facts for the ladders."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime


@dataclass(frozen=True)
class MembershipOffer:
    """One future subscription of a membership: the offer, at the level that it will have, and how many seats of it.

    One whose renewal date is over has lapsed in VIP: it arrives inactive.
    """

    offer_id: str
    quantity: int
    renewal_date: date | None

    def is_lapsed(self, today: date) -> bool:
        """Whether it will arrive inactive; `today` is UTC's."""
        return self.renewal_date is not None and self.renewal_date < today


@dataclass(frozen=True)
class Membership:
    """What a VIP membership holds. `special` names what makes its company one that this version cannot serve."""

    offers: tuple[MembershipOffer, ...]
    special: tuple[str, ...] = ()


@dataclass(frozen=True)
class TransferLine:
    """One line of a transfer; `subscription_id` is empty until the transfer is complete."""

    offer_id: str
    quantity: int
    subscription_id: str = ""


@dataclass(frozen=True)
class Transfer:
    """A transfer of a membership. `status` is Adobe's code; `customer_id` is empty until the transfer is complete."""

    id: str
    status: str
    customer_id: str
    created: datetime
    lines: tuple[TransferLine, ...]


@dataclass(frozen=True)
class ProductItem:
    """One item of the marketplace's product. One that has `ended` is not sold any more."""

    mpn: str
    name: str
    ended: bool = False
