"""Everything that the simulated Adobe knows: partners, resellers, customers, orders, subscriptions.

It holds and numbers, and judges nothing.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from connector.simulator.adobe.catalogue import Catalogue
from connector.simulator.adobe.price_shelf import PriceShelf

if TYPE_CHECKING:
    from datetime import date, datetime
    from decimal import Decimal

    from connector.simulator.adobe.vip import Membership, Transfer

ACTIVE: Final = "1000"
PENDING: Final = "1002"
INACTIVE: Final = "1004"
RETURNED: Final = "1008"

REGIONS: Final = ("NA", "PA", "EE", "MX", "LA", "WE", "JP", "AP")
"""Adobe's price regions."""

# Opaque ids with letters, as Adobe's sandbox gives them, so that nobody gets away with reading them as numbers.
_PREFIXES: Final = {"reseller": "PR14", "customer": "P1005", "order": "P92", "transfer": "TRF-", "token": "sim-token-"}


@dataclass(eq=False)
class Partner:
    """One set of credentials: who asks, for which distributor, and what that contract allows."""

    client_id: str
    client_secret: str = field(repr=False)
    distributor_id: str
    currencies: tuple[str, ...]
    segments: tuple[str, ...]
    regions: tuple[str, ...]
    active: bool = True
    sells: bool = True
    ordering_open: bool = True


@dataclass(eq=False)
class Reseller:
    """A reseller account under one distributor."""

    reseller_id: str
    distributor_id: str
    profile: dict[str, Any]
    reference: str
    created: datetime
    status: str = PENDING
    settles_as: str = ACTIVE
    reads: int = 0


@dataclass(eq=False)
class OrderLine:
    """One line of an order; `offer_id` carries the level at which it was sold."""

    number: int
    offer_id: str
    quantity: int
    currency: str
    status: str = PENDING
    subscription_id: str = ""
    remaining: int = 0
    prorated_days: int | None = None
    pricing: dict[str, Decimal] | None = None
    flex_codes: tuple[str, ...] = ()


@dataclass(eq=False)
class Order:
    """One persisted order; id and sequence are given by the world that keeps it."""

    customer_id: str
    order_type: str
    created: datetime
    lines: list[OrderLine]
    reference: str = ""
    order_id: str = ""
    sequence: int = 0
    status: str = PENDING
    settles_as: str = ACTIVE
    held: bool = False
    reads: int = 0
    source: str = "API"
    reference_order_id: str = ""

    @property
    def by_number(self) -> dict[int, OrderLine]:
        """Give the lines by their numbers."""
        return {line.number: line for line in self.lines}


@dataclass(eq=False)
class Subscription:
    """What a customer owns of one product in one currency.

    `explicit` is a renewal quantity that somebody set; `term_start` is the last renewal or expiry, None in the first term;
    `expired_on` is the renewal date at which an inactive one did not renew.
    """

    subscription_id: str
    customer_id: str
    offer_id: str
    currency: str
    created: datetime
    renewal_date: date
    quantity: int = 0
    used: int = 0
    renewed: int = 0
    auto_renews: bool = True
    explicit: int | None = None
    flex_codes: tuple[str, ...] = ()
    status: str = ACTIVE
    term_start: datetime | None = None
    expired_on: date | None = None

    def end(self) -> None:
        """Make it inactive; a renewal quantity that somebody set ends with it."""
        self.status = INACTIVE
        self.explicit = None

    @property
    def renewal_quantity(self) -> int:
        """Give what auto-renewal would renew: the number that somebody set, else all that is owned."""
        return self.quantity if self.explicit is None else self.explicit


@dataclass(eq=False)
class Customer:
    """A customer account under one reseller, with what it ordered and owns."""

    customer_id: str
    reseller_id: str
    profile: dict[str, Any]
    reference: str
    created: datetime
    status: str = PENDING
    settles_as: str = ACTIVE
    coterm: date | None = None
    term_start: date | None = None
    levels: dict[str, str] = field(default_factory=lambda: {"LICENSE": "01"})
    benefits: list[dict[str, Any]] = field(default_factory=list)
    orders: list[Order] = field(default_factory=list)
    subscriptions: list[Subscription] = field(default_factory=list)
    reads: int = 0

    @property
    def segment(self) -> str:
        """Give the market segment; Adobe's default is COM."""
        return str(self.profile.get("marketSegment", "COM"))

    @property
    def living(self) -> list[Subscription]:
        """Give the subscriptions that are active."""
        return [subscription for subscription in self.subscriptions if subscription.status == ACTIVE]

    @property
    def in_flight(self) -> set[str]:
        """Give the ids of the subscriptions that an open renewal order is about to renew."""
        renewals = (order for order in self.orders if order.order_type == "RENEWAL" and order.status == PENDING)
        return {line.subscription_id for order in renewals for line in order.lines}

    @property
    def by_id(self) -> dict[str, Subscription]:
        """Give the subscriptions of any status by their ids."""
        return {subscription.subscription_id: subscription for subscription in self.subscriptions}


def namesake_key(profile: dict[str, Any]) -> tuple[str, str]:
    """Give company name and primary admin, caseless: by these two Adobe calls two accounts the same (status 1014)."""
    contacts = profile.get("contacts") or [{"email": ""}]
    return profile["companyName"].strip().casefold(), contacts[0]["email"].casefold()


class World:
    """All objects by id, plus counters for new ids: two equal runs number everything alike."""

    def __init__(self) -> None:
        self.catalogue = Catalogue.built_in()
        self.price_shelf = PriceShelf()
        self.partners: dict[str, Partner] = {}
        self.resellers: dict[str, Reseller] = {}
        self.customers: dict[str, Customer] = {}
        self.orders: dict[str, Order] = {}
        self.memberships: dict[str, Membership] = {}
        self.transfers: dict[str, Transfer] = {}
        # The day up to which renewals are done; None when something happened that may make one due.
        self.renewed_until: date | None = None
        self._customers_by_name: dict[tuple[str, str], list[Customer]] = {}
        self._counters: Counter[str] = Counter()

    def next_number(self, kind: str) -> int:
        """Count on: 1, 2, 3, …, for each kind alone."""
        self._counters[kind] += 1
        return self._counters[kind]

    def next_id(self, kind: str) -> str:
        """Give the next id of a reseller, customer, order or token."""
        return f"{_PREFIXES[kind]}{self.next_number(kind):06d}"

    def next_subscription_id(self) -> str:
        """Give the next subscription id: 30 hexadecimal digits and `NA`, as in Adobe's samples."""
        return f"{self.next_number('subscription'):06x}{'c0ffee' * 4}NA"

    def add_customer(self, customer: Customer) -> None:
        """Keep a customer, findable by id and by name."""
        self.customers[customer.customer_id] = customer
        self.note_name(customer)

    def add_order(self, order: Order) -> Order:
        """Keep an order under a new id, findable by it and with its customer."""
        order.order_id, order.sequence = self.next_id("order"), self.next_number("sequence")
        self.orders[order.order_id] = order
        self.customers[order.customer_id].orders.append(order)
        return order

    def note_name(self, customer: Customer) -> None:
        """Keep a customer findable under the name and admin that it has now."""
        known = self._customers_by_name.setdefault(namesake_key(customer.profile), [])
        if customer not in known:
            known.append(customer)

    def namesakes(self, profile: dict[str, Any]) -> list[Customer]:
        """Give the active and pending customers with this company name and primary admin."""
        key = namesake_key(profile)
        found = self._customers_by_name.get(key, [])
        return [customer for customer in found if customer.status in {ACTIVE, PENDING} and namesake_key(customer.profile) == key]

    def partner_of(self, distributor_id: str) -> Partner | None:
        """Give the first credentials of a distributor, which stand for its contract."""
        return next((partner for partner in self.partners.values() if partner.distributor_id == distributor_id), None)
