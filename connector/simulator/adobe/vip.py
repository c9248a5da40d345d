"""The old programme, VIP, as far as it matters here: memberships that can come over, and transfers under way.

It holds, and lets a transfer end; it judges nothing. Source: developer.adobe.com/vipmp/docs/migration.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from connector.simulator.adobe.catalogue import BEST_LAST
from connector.simulator.adobe.clock import years_after
from connector.simulator.adobe.world import ACTIVE, INACTIVE, PENDING, Customer, Order, OrderLine, Subscription

if TYPE_CHECKING:
    from datetime import date, datetime

    from connector.simulator.adobe.clock import VirtualClock
    from connector.simulator.adobe.world import World

LARGE_GOVERNMENT: Final = "LARGE_GOVERNMENT_AGENCY"


@dataclass(frozen=True)
class MembershipItem:
    """One product of a membership: the offer at the level that it will have, and when it renews.

    `subscribed_as` is the key of the product that the subscription will name where that is another one.
    """

    offer_id: str
    quantity: int
    renewal_date: date
    currency: str = "USD"
    subscribed_as: str = ""


@dataclass(eq=False)
class Membership:
    """A membership of VIP. `reasons` are Adobe's codes for why it cannot come over; `admins` are e-mail addresses.

    `in_progress` tells of a transfer that another program has begun; `transfer_id` names the one that is open or complete.
    """

    membership_id: str
    profile: dict[str, Any]
    items: list[MembershipItem]
    reasons: list[str] = field(default_factory=list)
    admins: list[str] = field(default_factory=lambda: ["it@northbeam.example"])
    in_progress: bool = False
    benefits: list[dict[str, Any]] = field(default_factory=list)
    discounts: list[dict[str, Any]] = field(default_factory=list)
    transfer_id: str = ""


@dataclass(eq=False)
class Transfer:
    """One transfer: of which membership, to which reseller, how it stands, and what it made."""

    transfer_id: str
    membership: Membership
    reseller_id: str
    created: datetime
    status: str = PENDING
    settles_as: str = ACTIVE
    held: bool = False
    reads: int = 0
    customer_id: str = ""
    subscription_ids: list[str] = field(default_factory=list)


def settle_transfer(transfer: Transfer, world: World, clock: VirtualClock) -> None:
    """End an open transfer: with a customer, its subscriptions and an order in its history; or failed, with nothing."""
    transfer.status = transfer.settles_as
    membership = transfer.membership
    if transfer.settles_as != ACTIVE:
        membership.transfer_id = ""
        return
    customer = _customer(transfer, world, clock)
    world.add_customer(customer)
    subscriptions = [_subscription(item, customer, world, clock) for item in membership.items]
    customer.subscriptions += subscriptions
    lines = [
        OrderLine(number, item.offer_id, item.quantity, item.currency, ACTIVE, subscription.subscription_id)
        for number, (item, subscription) in enumerate(zip(membership.items, subscriptions, strict=True), 1)
    ]
    world.add_order(Order(customer.customer_id, "TRANSFER", clock.now(), lines, status=ACTIVE))
    transfer.customer_id = customer.customer_id
    transfer.subscription_ids = [one.subscription_id for one in subscriptions]
    world.renewed_until = None


def _customer(transfer: Transfer, world: World, clock: VirtualClock) -> Customer:
    membership = transfer.membership
    to_come = [item.renewal_date for item in membership.items if item.renewal_date >= clock.today()]
    coterm = max(to_come, default=None)
    levels: dict[str, str] = {"LICENSE": "01"}
    for item in membership.items:
        offer = world.catalogue.get(item.offer_id)
        order = BEST_LAST[offer.product.kind]
        levels[offer.product.kind] = max(levels.get(offer.product.kind, offer.level), offer.level, key=order.index)
    contacts = [{"firstName": "Tomas", "lastName": "Brandt", "email": email, "phoneNumber": ""} for email in membership.admins]
    return Customer(
        customer_id=world.next_id("customer"),
        reseller_id=transfer.reseller_id,
        profile={**membership.profile, "contacts": contacts},
        reference="",
        created=clock.now(),
        status=ACTIVE,
        coterm=coterm,
        term_start=years_after(coterm, -1) if coterm else None,
        levels=levels,
        benefits=membership.benefits,
    )


def _subscription(item: MembershipItem, customer: Customer, world: World, clock: VirtualClock) -> Subscription:
    product = world.catalogue.get(item.offer_id).product
    lapsed = item.renewal_date < clock.today()
    shown = product.lowest_offer_id
    return Subscription(
        subscription_id=world.next_subscription_id(),
        customer_id=customer.customer_id,
        offer_id=item.subscribed_as + shown[len(item.subscribed_as) :],
        currency=item.currency,
        created=clock.now(),
        renewal_date=item.renewal_date,
        quantity=item.quantity,
        status=INACTIVE if lapsed else ACTIVE,
        expired_on=item.renewal_date if lapsed else None,
    )
