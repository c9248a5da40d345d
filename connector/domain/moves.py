"""The three kinds of move that a ladder can make, as plain values: a read, a call, a verdict. The shell carries them out.

A `Read` looks and leaves nothing behind at Adobe. A `Call` is one journaled Adobe write. `Keep` and `Adopt` record what is known:
on the asset, and in the journal. A `Verdict` ends the delivery.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from connector.domain.journal import digest
from connector.domain.reseller_moves import (
    CreateReseller,
    FindResellers,
    ReadHeldAccounts,
    ReadOtherConfigurations,
    ReadResellerProfile,
    UpdateCustomer,
    UpdateReseller,
)
from connector.domain.retail_moves import ReadRedeemed, RetailCall
from connector.domain.transfer_moves import PlaceTransfer, PreviewMembership, ReadProductItems, ReadTransfer

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from connector.domain.parties import CustomerProfile
    from connector.domain.problems import Problem
    from connector.domain.requests import Value

CUSTOMER_CREATIONS: Final = "create customer "
"""What the intents of every creation of a customer begin with."""


@dataclass(frozen=True)
class WantedLine:
    """One line to order: the item's number within the request, its MPN, the offer to name and how many."""

    number: int
    mpn: str
    offer_id: str
    quantity: int


# Reads ---------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ReadReseller:
    """Read the Adobe reseller id that the tier-1 configuration carries; seen as a text, empty when there is none."""

    tier_id: str


@dataclass(frozen=True)
class ReadOtherAssets:
    """List the platform's other assets of this customer tier; seen as a tuple of `OtherAsset`."""

    tier_id: str


@dataclass(frozen=True)
class ReadAssetsOfCustomer:
    """List the product's other assets that carry this Adobe customer, whosever they are; seen as a tuple of `OtherAsset`."""

    customer_id: str


@dataclass(frozen=True)
class ReadCustomer:
    """Read an Adobe customer; seen as a `Customer`, or a `Refusal`. `look` counts the updates of it in this delivery."""

    customer_id: str
    look: int = 0


@dataclass(frozen=True)
class FindCustomers:
    """Find the reseller's customers with this name and admin, in all statuses; seen as a tuple of `Customer`, or a `Refusal`."""

    reseller_id: str
    company_name: str
    email: str


@dataclass(frozen=True)
class FindCustomersByReference:
    """Find the reseller's customers with this reference, whatever their data; seen as `FindCustomers` is."""

    reseller_id: str
    reference: str


@dataclass(frozen=True)
class PreviewOrder:
    """Ask which offers this order would get; persists nothing; seen as an `Order` without id, or a `Refusal`.

    `look` is 1 where the offers that a first preview named in this delivery were refused.
    """

    customer_id: str
    reference: str
    currency: str
    lines: tuple[WantedLine, ...]
    look: int = 0


@dataclass(frozen=True)
class ReadOrder:
    """Read an order, after a pause in seconds; seen as an `Order`, or a `Refusal`. Each look of a delivery has its number."""

    customer_id: str
    order_id: str
    look: int = 0
    pause: float = 0.0


@dataclass(frozen=True)
class ReadOrdersSince:
    """List the customer's orders of all types and statuses since then; seen as a tuple of `Order`, or a `Refusal`.

    `look` tells one look of a delivery from the next: it is 0 until something was changed at Adobe in between.
    """

    customer_id: str
    since: datetime
    look: int = 0


@dataclass(frozen=True)
class ReadSubscriptions:
    """List the customer's subscriptions; seen as a tuple of `Subscription`, or a `Refusal`. `look` is as in `ReadOrdersSince`."""

    customer_id: str
    look: int = 0


@dataclass(frozen=True)
class ReadPreviousRequest:
    """Read the previous approved request of the asset; seen as its parameters' texts by id."""

    request_id: str


@dataclass(frozen=True)
class ReadRequests:
    """Read other requests as they are now; seen as a tuple of `Request`, without those that cannot be read."""

    request_ids: tuple[str, ...]


@dataclass(frozen=True)
class ReadPurchases:
    """List a company's purchases of the request's product and marketplace; seen as in `ReadRequests`.

    `look` tells one look of a delivery from the next.
    """

    tier_id: str
    look: int = 0


AdobeRead = (
    ReadCustomer
    | FindCustomers
    | FindCustomersByReference
    | PreviewOrder
    | ReadOrder
    | ReadOrdersSince
    | ReadSubscriptions
    | ReadResellerProfile
    | FindResellers
    | PreviewMembership
    | ReadTransfer
)
PlatformRead = (
    ReadReseller
    | ReadOtherAssets
    | ReadAssetsOfCustomer
    | ReadPreviousRequest
    | ReadRequests
    | ReadPurchases
    | ReadOtherConfigurations
    | ReadHeldAccounts
    | ReadProductItems
)
Read = AdobeRead | PlatformRead | ReadRedeemed


# Calls ---------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class CreateCustomer:
    """Create the company as an Adobe customer under a reseller."""

    reseller_id: str
    reference: str
    profile: CustomerProfile

    @property
    def intent(self) -> str:
        """Corrected data is another intent."""
        profile = self.profile
        address, contact = profile.address, profile.contact
        data = [
            self.reseller_id,
            profile.company_name,
            profile.language,
            profile.market_segment,
            [address.line_1, address.line_2, address.city, address.region, address.postal_code, address.country],
            [contact.first_name, contact.last_name, contact.email, contact.phone],
        ]
        return CUSTOMER_CREATIONS + digest(data)


@dataclass(frozen=True)
class PlaceOrder:
    """Place a NEW order for a customer. The level that the offers name is no part of the intent: a second PREVIEW may differ."""

    customer_id: str
    reference: str
    currency: str
    lines: tuple[WantedLine, ...]

    @property
    def intent(self) -> str:
        """Other items or quantities, or another customer, are another intent."""
        return order_intent(self.customer_id, self.lines)


def order_intent(customer_id: str, lines: tuple[WantedLine, ...]) -> str:
    """Name the intent of ordering these items for this customer."""
    return f"place order {digest([customer_id, [[line.number, line.mpn, line.quantity] for line in lines]])}"


@dataclass(frozen=True)
class ReturnedLine:
    """One line of an order to give back, as it was ordered: number, offer and currency are the original's."""

    number: int
    offer_id: str
    quantity: int
    currency: str


@dataclass(frozen=True)
class ReturnOrder:
    """Give back lines of one order, whole or in part."""

    customer_id: str
    order_id: str
    reference: str
    lines: tuple[ReturnedLine, ...]

    @property
    def intent(self) -> str:
        """Other lines or quantities, or another order, are another intent."""
        return f"return order {digest([self.customer_id, self.order_id, [[one.number, one.quantity] for one in self.lines]])}"


@dataclass(frozen=True)
class SetAutoRenewal:
    """Switch a subscription's auto-renewal on with exactly this quantity, or off (then `quantity` is 0)."""

    customer_id: str
    subscription_id: str
    quantity: int

    @property
    def intent(self) -> str:
        """Another quantity is another intent; no quantity is off."""
        return f"set auto-renewal {digest([self.customer_id, self.subscription_id, self.quantity])}"


Call = (
    CreateCustomer
    | PlaceOrder
    | ReturnOrder
    | SetAutoRenewal
    | CreateReseller
    | UpdateReseller
    | UpdateCustomer
    | PlaceTransfer
    | RetailCall
)


# What is recorded ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Keep:
    """Write what is known to the request's parameters now, before anything else can fail."""

    values: Mapping[str, Value]


@dataclass(frozen=True)
class Adopt:
    """Record that what a call would have made was found at Adobe: the journal gets a generation that was never sent."""

    call: Call
    found_id: str


# Verdicts ------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Approve:
    """The request is done: write these values, then approve.

    `template` is the configuration parameter that names the marketplace's template for it, where that is not the usual one;
    `tile` is what the customer reads where there is no template at all, or where it shows none of the parameters of `shows`.
    """

    values: Mapping[str, Value]
    note: str = ""
    template: str = ""
    tile: str = field(default="", repr=False)
    shows: tuple[str, ...] = ()


@dataclass(frozen=True)
class Inquire:
    """Ask the customer: the text on each of these parameters, earlier errors cleared."""

    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Fail:
    """The request can never succeed as it is: say why."""

    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Wait:
    """Look again after so many seconds; `why` is for the log, `note` for the people who look at the request meanwhile.

    `open_order` is the Adobe order that is still under way: empty when there is none, `None` when nobody can tell.
    """

    seconds: int
    why: str
    open_order: str | None = ""
    values: Mapping[str, Value] = field(default_factory=lambda: MappingProxyType({}))
    note: str = ""


@dataclass(frozen=True)
class Park:
    """A person is needed: the request stays as it is, says what and who, and is looked at slowly."""

    problems: tuple[Problem, ...]


Verdict = Approve | Inquire | Fail | Wait | Park
Move = Read | Call | Keep | Adopt | Verdict
