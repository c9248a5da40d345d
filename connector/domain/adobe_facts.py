"""What Adobe and the platform showed: plain facts that the ladders decide on. Statuses are Adobe's four-digit codes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from connector.domain.parties import AdobeProfile

if TYPE_CHECKING:
    from datetime import date, datetime
    from decimal import Decimal

    from connector.domain.commitments import Commitment
    from connector.domain.parties import Address, Tier


@dataclass(frozen=True)
class Customer:
    """An Adobe customer. `special` names what makes it one that this version cannot serve; `emails` are the admins'.

    `profile` is the whole of what an update would replace.
    """

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
    commitment: Commitment | None = None
    recommitment: Commitment | None = None
    profile: AdobeProfile = field(default_factory=AdobeProfile)


@dataclass(frozen=True)
class Reseller:
    """An Adobe reseller. A list shows the company name alone of its profile."""

    id: str
    status: str
    distributor_id: str
    reference: str = ""
    created: datetime | None = None
    profile: AdobeProfile = field(default_factory=AdobeProfile)


@dataclass(frozen=True)
class OrderLine:
    """One line of an Adobe order; `subscription_id` is empty while the order is open, `remaining` `None` where Adobe gives none.

    `unit_price` is for the full term, after discount and without tax, in `currency`: there where prices were asked for.
    """

    number: int
    offer_id: str
    quantity: int
    subscription_id: str = ""
    status: str = ""
    remaining: int | None = None
    currency: str = ""
    unit_price: Decimal | None = None


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
    """Another asset on the platform, of the same customer tier or with the same Adobe customer, and what it holds at Adobe."""

    id: str
    status: str
    customer_id: str
    order_ids: tuple[str, ...]
    mpns: tuple[str, ...]


@dataclass(frozen=True)
class OtherConfiguration:
    """A tier configuration of level 1 of the same company under the same Adobe account, whatever its product and marketplace.

    `reseller_id` is empty where none is written; `is_open` says whether a request about it is under way; `marketplace_id` is
    empty where the platform names none.
    """

    id: str
    product_id: str
    reseller_id: str
    is_open: bool = False
    marketplace_id: str = ""


@dataclass(frozen=True)
class HeldAccount:
    """What the marketplace holds of a company at Adobe: a `reseller` or a `customer`, by its id, and the company's data for it.

    `company` is the tier account as it is now, corrected by the filled parameters of whatever holds the id.
    """

    kind: str
    id: str
    company: Tier
