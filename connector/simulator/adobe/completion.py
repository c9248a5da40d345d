"""What happens after the answer: customers settle, orders complete or fail, subscriptions grow. It refuses nothing.

Source: developer.adobe.com/vipmp/docs/references/status-codes. An order fails by what its customer, reseller or distributor
has become; the same numbers mean other things on accounts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from connector.simulator.adobe.benefits import commit_reached
from connector.simulator.adobe.catalogue import CONSUMABLES, LICENSE
from connector.simulator.adobe.levels import entitled_level, owned_quantity
from connector.simulator.adobe.renewing import complete_renewal, expire
from connector.simulator.adobe.return_effects import give_back
from connector.simulator.adobe.terms import anniversary, remaining_term, term_began
from connector.simulator.adobe.world import ACTIVE, INACTIVE, PENDING, Customer, Order, OrderLine, Subscription

if TYPE_CHECKING:
    from connector.simulator.adobe.catalogue import Product
    from connector.simulator.adobe.clock import VirtualClock
    from connector.simulator.adobe.world import World

_DISTRIBUTOR_INACTIVE: Final = "1020"
_RESELLER_INACTIVE: Final = "1022"
_CUSTOMER_INACTIVE: Final = "1024"


def settle_customer(customer: Customer) -> None:
    """Let a pending customer become what it is bound to become."""
    set_customer_status(customer, customer.settles_as)


def set_customer_status(customer: Customer, status: str) -> None:
    """Give a customer a status; an inactive one fails all its open orders with 1024."""
    customer.status = status
    if status in {ACTIVE, PENDING}:
        return
    for order in customer.orders:
        if order.status == PENDING:
            fail_order(order, _CUSTOMER_INACTIVE, customer)


def settle_order(order: Order, world: World, clock: VirtualClock) -> None:
    """End an open order: complete, or failed for the first reason there is."""
    customer = world.customers[order.customer_id]
    if order.settles_as != ACTIVE:
        fail_order(order, order.settles_as, customer)
        return
    if customer.status == PENDING:
        settle_customer(customer)
    status = _reason_to_fail(customer, world)
    if status is not None:
        fail_order(order, status, customer)
    elif order.order_type == "RETURN":
        give_back(order, customer, world)
    elif order.order_type == "RENEWAL":
        complete_renewal(order, customer, world.catalogue)
        world.renewed_until = None
    else:
        _complete(order, customer, world, clock)


def fail_order(order: Order, status: str, customer: Customer) -> None:
    """End an order failed; its lines fail with it. What the system failed to renew expires."""
    order.status = status
    for line in order.lines:
        line.status = INACTIVE
        if order.source == "System":
            expire(customer.by_id[line.subscription_id])


def _reason_to_fail(customer: Customer, world: World) -> str | None:
    reseller = world.resellers[customer.reseller_id]
    partner = world.partner_of(reseller.distributor_id)
    if customer.status != ACTIVE:
        return _CUSTOMER_INACTIVE
    if reseller.status not in {ACTIVE, PENDING}:
        return _RESELLER_INACTIVE
    return _DISTRIBUTOR_INACTIVE if partner is None or not partner.active else None


def _complete(order: Order, customer: Customer, world: World, clock: VirtualClock) -> None:
    today = clock.today()
    # Where nothing renewed, a term that is over rolls on by the year; the first one begins with its order.
    customer.term_start = term_began(customer, today).date() if customer.term_start else order.created.date()
    customer.coterm = anniversary(customer, today)
    bought = [(world.catalogue.get(line.offer_id), line.quantity) for line in order.lines]
    for kind in {offer.product.kind for offer, _ in bought}:
        customer.levels[kind] = entitled_level(customer, kind, bought, world.catalogue)
    for line in order.lines:
        _provide(line, customer, world, clock)
    owned = {kind: owned_quantity(customer, kind, world.catalogue) for kind in (LICENSE, CONSUMABLES)}
    customer.benefits = commit_reached(customer.benefits, owned)
    order.status = ACTIVE


def _provide(line: OrderLine, customer: Customer, world: World, clock: VirtualClock) -> None:
    product = world.catalogue.get(line.offer_id).product
    subscription = _owned(customer, product, line.currency) or _subscribe(line, customer, product, world, clock)
    subscription.quantity += line.quantity
    line.subscription_id = subscription.subscription_id
    line.status = ACTIVE
    line.remaining = line.quantity


def _owned(customer: Customer, product: Product, currency: str) -> Subscription | None:
    wanted = (product.lowest_offer_id, currency)
    return next((owned for owned in customer.living if (owned.offer_id, owned.currency) == wanted), None)


def _subscribe(line: OrderLine, customer: Customer, product: Product, world: World, clock: VirtualClock) -> Subscription:
    subscription = Subscription(
        subscription_id=world.next_subscription_id(),
        customer_id=customer.customer_id,
        offer_id=product.lowest_offer_id,
        currency=line.currency,
        created=clock.now(),
        renewal_date=remaining_term(customer, product, clock.today()).end,
    )
    customer.subscriptions.append(subscription)
    return subscription
