"""What Adobe answers, read into frozen values. Dates are UTC, money is `Decimal`, an empty string is `None`.

The reading is tolerant (developer.adobe.com/vipmp/docs/references/resources): unknown fields are ignored, both spellings of a
field are known where Adobe's pages use two, unknown codes are kept. Every class has `parse(document)`, which raises `WireError`,
also for stored answers. Nothing here decides anything, and no `repr` shows personal data.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar

from connector.adobe.codes import AccountStatus, BenefitType, OfferType, OrderStatus, OrderType, SubscriptionStatus
from connector.wire import CamelModel


class StoredAddress(CamelModel):
    """An address as Adobe holds it. `region` is the ISO 3166-2 suffix."""

    private: ClassVar[frozenset[str]] = frozenset({"city", "address_line_1", "address_line_2", "postal_code", "phone_number"})
    spellings: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "address_line_1": ("addressLine1",),
        "address_line_2": ("addressLine2",),
    }

    country: str = ""
    region: str = ""
    city: str = ""
    address_line_1: str = ""
    address_line_2: str = ""
    postal_code: str = ""
    phone_number: str = ""


class StoredContact(CamelModel):
    """An administrator as Adobe holds it. The name may be another than the one sent: that of Adobe's identity store."""

    private: ClassVar[frozenset[str]] = frozenset({"first_name", "last_name", "email", "phone_number"})

    first_name: str = ""
    last_name: str = ""
    email: str = ""
    phone_number: str = ""


class StoredProfile(CamelModel):
    """A company as Adobe holds it. A customer has one segment (`market_segment`), a reseller several."""

    private: ClassVar[frozenset[str]] = frozenset({"company_name", "address", "contacts"})

    company_name: str = ""
    preferred_language: str = ""
    market_segment: str | None = None
    market_segments: tuple[str, ...] = ()
    market_sub_segments: tuple[str, ...] = ()
    address: StoredAddress = StoredAddress()
    contacts: tuple[StoredContact, ...] = ()


class Discount(CamelModel):
    """A discount level (`01`…`23`, `T1`…`TG`) for one kind of product; `discount_code` for high-volume customers only."""

    offer_type: OfferType
    level: str
    discount_code: str | None = None


class MinimumQuantity(CamelModel):
    """What a commitment promises at least, for one kind of product."""

    offer_type: OfferType
    quantity: int


class Commitment(CamelModel):
    """A commitment, or the request for one. `status` is a word: REQUESTED, ACCEPTED, COMMITTED, EXPIRED and others."""

    start_date: date | None = None
    end_date: date | None = None
    status: str | None = None
    minimum_quantities: tuple[MinimumQuantity, ...] = ()


class Benefit(CamelModel):
    """A three-year commit or the standing of a large government agency."""

    spellings: ClassVar[Mapping[str, tuple[str, ...]]] = {"kind": ("type",)}

    kind: BenefitType
    status: str | None = None
    commitment: Commitment | None = None
    commitment_request: Commitment | None = None
    recommitment_request: Commitment | None = None


class Customer(CamelModel):
    """A customer. `coterm_date` is unknown until the first order is complete.

    Source: developer.adobe.com/vipmp/docs/customer-account/get-customer-account.
    """

    customer_id: str
    reseller_id: str | None = None
    external_reference_id: str | None = None
    status: AccountStatus | None = None
    company_profile: StoredProfile = StoredProfile()
    discounts: tuple[Discount, ...] = ()
    benefits: tuple[Benefit, ...] = ()
    tags: tuple[str, ...] = ()
    linked_membership: dict[str, Any] | None = None
    global_sales_enabled: bool = False
    coterm_date: date | None = None
    creation_date: datetime | None = None


class CustomerSummary(CamelModel):
    """A customer as a reseller's list shows it: of the profile, the company name alone.

    Source: developer.adobe.com/vipmp/docs/customer-account/get-list-of-customers.
    """

    customer_id: str
    reseller_id: str | None = None
    external_reference_id: str | None = None
    status: AccountStatus | None = None
    company_profile: StoredProfile = StoredProfile()
    creation_date: datetime | None = None


class Reseller(CamelModel):
    """A reseller; also as the distributor's list shows it, then with the company name alone.

    Source: developer.adobe.com/vipmp/docs/reseller-account/get-reseller-account.
    """

    reseller_id: str
    distributor_id: str | None = None
    external_reference_id: str | None = None
    status: AccountStatus | None = None
    company_profile: StoredProfile = StoredProfile()
    creation_date: datetime | None = None


class Pricing(CamelModel):
    """Prices of one line, without tax, in the line's currency. The first three are per unit.

    `partner_price` is for the full term before discount, `discounted_partner_price` after it, `net_partner_price` prorated,
    `line_item_partner_price` the prorated total of the line: what Adobe charges.
    """

    spellings: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "net_partner_price": ("netPartnerPrice", "proratedPartnerPrice"),
        "line_item_partner_price": ("lineItemPartnerPrice", "lineItemPrice"),
    }

    partner_price: Decimal | None = None
    discounted_partner_price: Decimal | None = None
    net_partner_price: Decimal | None = None
    line_item_partner_price: Decimal | None = None


class PricingTotal(CamelModel):
    """The sum of an order's lines in one currency, without tax."""

    spellings: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "total_line_item_partner_price": ("totalLineItemPartnerPrice", "totalLineItemPrice"),
    }

    total_line_item_partner_price: Decimal
    currency_code: str | None = None


class OrderLine(CamelModel):
    """One line of an order. `subscription_id` is unknown while the order is open; prices and billed days come on request."""

    spellings: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "deployment_id": ("deploymentId", "deployToId", "deploymentID"),
    }

    ext_line_item_number: int
    offer_id: str
    quantity: int
    remaining_quantity: int | None = None
    subscription_id: str | None = None
    status: OrderStatus | None = None
    currency_code: str | None = None
    deployment_id: str | None = None
    prorated_days: int | None = None
    pricing: Pricing | None = None


class Order(CamelModel):
    """An order, or the answer to a PREVIEW: then without id and status, its lines at the level to order.

    Source: developer.adobe.com/vipmp/docs/order-management/get-order.
    """

    spellings: ClassVar[Mapping[str, tuple[str, ...]]] = {"lines": ("lineItems",)}

    order_type: OrderType
    order_id: str | None = None
    customer_id: str | None = None
    external_reference_id: str | None = None
    reference_order_id: str | None = None
    status: OrderStatus | None = None
    source: str | None = None
    currency_code: str | None = None
    creation_date: datetime | None = None
    lines: tuple[OrderLine, ...] = ()
    pricing_summary: tuple[PricingTotal, ...] = ()


class AutoRenewal(CamelModel):
    """What happens to a subscription on its renewal date. `renewal_quantity` counts only while `enabled`."""

    enabled: bool
    renewal_quantity: int | None = None
    renewal_code: str | None = None
    flex_discount_codes: tuple[str, ...] = ()


class Subscription(CamelModel):
    """A subscription. `offer_id` is always at base level: it never tells the discount level that was sold.

    Source: developer.adobe.com/vipmp/docs/subscription-management/get-details.
    """

    spellings: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "deployment_id": ("deploymentId", "deployToId", "deploymentID"),
    }

    subscription_id: str
    offer_id: str | None = None
    status: SubscriptionStatus | None = None
    current_quantity: int | None = None
    used_quantity: int | None = None
    renewed_quantity: int | None = None
    auto_renewal: AutoRenewal | None = None
    renewal_date: date | None = None
    currency_code: str | None = None
    deployment_id: str | None = None
    allowed_actions: tuple[str, ...] = ()
    creation_date: datetime | None = None
