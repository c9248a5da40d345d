"""What Adobe and the platform showed: plain facts that the ladders decide on. Statuses are Adobe's four-digit codes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

    from connector.domain.parties import Address


@dataclass(frozen=True)
class Customer:
    """An Adobe customer. `special` names what makes it one that this version cannot serve; `emails` are the admins'."""

    id: str
    status: str
    company_name: str
    address: Address
    emails: tuple[str, ...]
    market_segment: str
    reseller_id: str
    reference: str = ""
    created: datetime | None = None
    special: tuple[str, ...] = ()


@dataclass(frozen=True)
class OrderLine:
    """One line of an Adobe order; `subscription_id` is empty while the order is open, `remaining` where Adobe gives none."""

    number: int
    offer_id: str
    quantity: int
    subscription_id: str = ""
    status: str = ""
    remaining: int | None = None
    currency: str = ""


@dataclass(frozen=True)
class Order:
    """An Adobe order, or the answer to a PREVIEW (then without id and status). `returned_order` is what a RETURN gives back."""

    id: str
    type: str
    status: str
    reference: str
    created: datetime
    lines: tuple[OrderLine, ...]
    returned_order: str = ""


@dataclass(frozen=True)
class Subscription:
    """An Adobe subscription. Its offer is always at base level, whatever level was sold."""

    id: str
    offer_id: str
    status: str
    quantity: int
    auto_renewal: bool
    renewal_quantity: int
    renewal_date: date | None
    used: int = 0


@dataclass(frozen=True)
class OtherAsset:
    """Another asset of the same customer tier on the platform, with what it holds at Adobe."""

    id: str
    status: str
    customer_id: str
    order_ids: tuple[str, ...]
    mpns: tuple[str, ...]
