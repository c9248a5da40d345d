"""The ladder of a purchase: the procedure that turns an order of the marketplace into one customer and one order at Adobe.

Sources: developer.adobe.com/vipmp/docs/order-management/create-order, …/order-scenarios, …/references/status-codes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from connector.domain import notes, ordering
from connector.domain import parameters as ids
from connector.domain.asked import asked_switch
from connector.domain.checks import purchase_problems, wanted_quantities
from connector.domain.customers import PENDING, customer_for, read_customer, require_active_reseller, usable
from connector.domain.fulfilled import fulfilled_values
from connector.domain.moves import Approve
from connector.domain.ordering import (
    place_order,
    placed_order,
    refuse_owned_products,
    refuse_repeated_failures,
    require_subscriptions,
    stop_on_failed_order,
    wait_for_order,
)
from connector.domain.orders import COMPLETE, FAILED
from connector.domain.renewals import Wish, bring_about, subscriptions_at_last, subscriptions_now

if TYPE_CHECKING:
    from collections.abc import Mapping

    from connector.domain.adobe_facts import Order, Subscription
    from connector.domain.case import Case
    from connector.domain.problems import Problem


def purchase(case: Case) -> NoReturn:
    """Take the next step of a purchase. Every path ends in a move."""
    customer_id = case.request.text(ids.CUSTOMER_ID)
    quantities = wanted_quantities(case.request)
    order = placed_order(case, customer_id, quantities) if customer_id else None
    if order is None:
        case.refuse(purchase_problems(case.request, case.policy))
        customer_id = customer_for(case)
        case.keep({ids.CUSTOMER_ID: customer_id})
        order = placed_order(case, customer_id, quantities)
    if order is None:
        refuse_owned_products(case, customer_id, quantities)
        place_order(case, customer_id, quantities)
    if order.status in FAILED:
        customer_id = customer_after_failure(case, customer_id, order, purchase_problems(case.request, case.policy))
        case.keep({ids.CUSTOMER_ID: customer_id})
        place_order(case, customer_id, quantities)
    finish(case, customer_id, order)


def finish(case: Case, customer_id: str, order: Order) -> NoReturn:
    """Wait for the order, see to the renewal of what was bought, then approve with what Adobe gave."""
    if order.status != COMPLETE:
        wait_for_order(case, order)
    seen = _by_id(subscriptions_now(case, customer_id))
    require_subscriptions(case, order, seen)
    done = case.having_done(f"the Adobe order {order.id} is complete")
    wishes = _wishes(case, order, seen)
    done = bring_about(done, customer_id, wishes)
    found = _by_id(subscriptions_at_last(done, customer_id, wishes))
    case.make(Approve(fulfilled_values(case.request, customer_id, order, found), note=_told(case, order, found)))


def _by_id(seen: tuple[Subscription, ...]) -> dict[str, Subscription]:
    return {subscription.id: subscription for subscription in seen}


def _wishes(case: Case, order: Order, found: Mapping[str, Subscription]) -> tuple[Wish, ...]:
    """Renew exactly what was bought, or nothing where auto-renewal shall be off; mostly Adobe has it like that already.

    A subscription that renews more than that holds seats that were bought elsewhere: those are left to renew.
    """
    off = asked_switch(case.request, None) is False
    names = case.items_by_line
    return tuple(
        Wish(line.subscription_id, names.get(line.number, ""), 0 if off else line.quantity)
        for line in order.lines
        if off or not _renews_at_least(found[line.subscription_id], line.quantity)
    )


def _renews_at_least(subscription: Subscription, quantity: int) -> bool:
    return subscription.auto_renewal and subscription.renewal_quantity >= quantity


def _told(case: Case, order: Order, found: Mapping[str, Subscription]) -> str:
    """Tell of seats that an earlier subscription left behind, which are neither absorbed nor renewed, and of what will end."""
    names = case.items_by_line
    held = [(names.get(line.number, ""), line.quantity, found[line.subscription_id]) for line in order.lines]
    told = [notes.explained_elsewhere(name, one, quantity) for name, quantity, one in held if one.quantity > quantity]
    return " ".join((*told, *(notes.ends(name, one) for name, _, one in held if not one.auto_renewal)))


def customer_after_failure(case: Case, customer_id: str, order: Order, problems: tuple[Problem, ...] = ()) -> str:
    """Give the customer to order for again, once what made the order fail is gone; else stop and say what is the matter.

    `problems` are what the local checks find: corrected data is checked like any other.
    """
    match order.status:
        case ordering.RESELLER_INACTIVE:
            require_active_reseller(case, order)
            instead = customer_id
        case ordering.CUSTOMER_INACTIVE:
            instead = _usable_customer(case, customer_id, order, problems)
        case _:
            stop_on_failed_order(case, order)
    if instead == customer_id:
        refuse_repeated_failures(case, customer_id, order, wanted_quantities(case.request))
    return instead


def _usable_customer(case: Case, customer_id: str, order: Order, problems: tuple[Problem, ...]) -> str:
    """Give the customer, or the one that replaces it, once it can receive orders."""
    customer = read_customer(case, customer_id)
    if customer.status == PENDING:
        case.wait(f"the Adobe customer {customer_id} is pending", since=order.created)
    case.refuse(problems)
    return usable(case, customer)
