"""The ladder of a purchase: the procedure that turns an order of the marketplace into one customer and one order at Adobe.

Sources: developer.adobe.com/vipmp/docs/order-management/create-order, …/order-scenarios, …/references/status-codes.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final, NoReturn

from connector.domain import catalogue
from connector.domain import parameters as ids
from connector.domain.checks import purchase_problems, wanted_lines
from connector.domain.customers import customer_for, read_customer, reseller_of, usable
from connector.domain.fulfilled import fulfilled_values
from connector.domain.moves import Approve, PlaceOrder, ReadOtherAssets, ReadResellerStatus, ReadSubscriptions, order_intent
from connector.domain.offers import product_key
from connector.domain.orders import adopt_found_order, look_at_order, previewed_lines
from connector.domain.problems import problem

if TYPE_CHECKING:
    from connector.domain.adobe_facts import Order, OtherAsset, Subscription
    from connector.domain.case import Case

COMPLETE: Final = "1000"
OPEN: Final = "1002"
FAILED: Final = ("1004", "1008", "1020", "1022", "1024", "1026")
_MOST_FAILURES: Final = 3
_VISIBLE_WITHIN: Final = timedelta(hours=1)
_GONE: Final = "terminated"


def purchase(case: Case) -> NoReturn:
    """Take the next step of a purchase. Every path ends in a move."""
    customer_id = case.request.text(ids.CUSTOMER_ID)
    order = _placed(case, customer_id) if customer_id else None
    if order is None:
        case.refuse(purchase_problems(case.request, case.policy))
        customer_id = customer_for(case)
        case.keep({ids.CUSTOMER_ID: customer_id})
        order = _placed(case, customer_id)
    if order is None:
        _refuse_owned_products(case, customer_id)
        _place(case, customer_id)
    if order.status in FAILED:
        customer_id = _after_failure(case, customer_id, order)
        case.keep({ids.CUSTOMER_ID: customer_id})
        _place(case, customer_id)
    _finish(case, customer_id, order)


def _placed(case: Case, customer_id: str) -> Order | None:
    """Give the order that this request has placed for the customer, as Adobe shows it now."""
    lines = wanted_lines(case.request)
    intent = order_intent(customer_id, lines)
    if case.store_is_younger and not case.attempts(intent):
        adopt_found_order(case, customer_id, lines)
    answer = case.accepted(intent)
    if answer is None:
        return None
    order_id = str(answer.body["orderId"])
    case.keep({ids.ORDER_ID: order_id})
    return look_at_order(case, customer_id, order_id)


def _place(case: Case, customer_id: str) -> NoReturn:
    """Preview the order at base level and place it with the offers that came back."""
    lines = previewed_lines(case, customer_id)
    call = PlaceOrder(customer_id, case.request.reference, case.policy.currency, lines)
    case.call(call, look=lambda: adopt_found_order(case, customer_id, lines))


def _refuse_owned_products(case: Case, customer_id: str) -> None:
    """Two assets with one product of one customer would share one Adobe subscription: refuse the second, naming the first."""
    keys = {product_key(line.mpn): line.number for line in wanted_lines(case.request)}
    others: tuple[OtherAsset, ...] = case.look(ReadOtherAssets(case.request.customer.id))
    problems = [
        problem("product-already-owned", items=", ".join(case.items_by_line[keys[key]] for key in sorted(shared)), asset=other.id)
        for other in others
        if other.customer_id == customer_id and other.status != _GONE and (other.status != "processing" or other.order_ids)
        if (shared := keys.keys() & {product_key(mpn) for mpn in other.mpns})
    ]
    case.refuse(tuple(problems))


def _finish(case: Case, customer_id: str, order: Order) -> NoReturn:
    """Wait for the order, then approve with what Adobe gave."""
    if order.status != COMPLETE:
        _wait_for(case, order)
    seen: tuple[Subscription, ...] = case.read(ReadSubscriptions(customer_id), catalogue.READ_SUBSCRIPTIONS)
    found = {subscription.id: subscription for subscription in seen}
    missing = [line.number for line in order.lines if line.subscription_id not in found]
    if missing:
        _wait_to_see(case, order, missing)
    case.make(Approve(fulfilled_values(case.request, customer_id, order, found)))


def _wait_for(case: Case, order: Order) -> NoReturn:
    """Wait for an open order, and ask a person once it has been open for too long."""
    if case.facts.now - order.created > timedelta(days=case.policy.order_wait_days):
        case.stop((problem("order-open-too-long", order=order.id, days=case.policy.order_wait_days),))
    known = "is open" if order.status == OPEN else f"has the unknown status {order.status}"
    case.wait(f"the Adobe order {order.id} {known}", since=order.created, open_order=order.id)


def _wait_to_see(case: Case, order: Order, missing: list[int]) -> NoReturn:
    """Give a completed order an hour to show its subscriptions, then ask a person."""
    named = ", ".join(case.items_by_line.get(number, f"line {number}") for number in missing)
    if case.facts.now - order.created > _VISIBLE_WITHIN:
        case.stop((problem("subscription-missing", order=order.id, missing=named),))
    case.wait(
        f"the Adobe order {order.id} is complete, its subscriptions are not visible yet", since=order.created, open_order=order.id
    )


def _after_failure(case: Case, customer_id: str, order: Order) -> str:
    """Give the customer to order for again, once what made the order fail is gone; else stop and say what is the matter."""
    final = {
        "1004": "order-failed",
        "1008": "order-cancelled",
        "1020": "order-distributor-inactive",
        "1026": "order-customer-invalid",
    }
    if order.status in final:
        case.stop((problem(final[order.status], order=order.id),))
    if order.status == "1022":
        _require_active_reseller(case, order)
        instead = customer_id
    else:
        instead = _customer_after_failure(case, customer_id, order)
    failures = case.successes(order_intent(customer_id, wanted_lines(case.request)))
    if instead == customer_id and failures >= _MOST_FAILURES:
        case.stop((problem("order-fails-repeatedly", count=failures, order=order.id, status=order.status),))
    return instead


def _customer_after_failure(case: Case, customer_id: str, order: Order) -> str:
    """Give the customer, or the one that replaces it, once it can receive orders; corrected data is checked like any other."""
    customer = read_customer(case, customer_id)
    if customer.status == OPEN:
        case.wait(f"the Adobe customer {customer_id} is pending", since=order.created)
    case.refuse(purchase_problems(case.request, case.policy))
    return usable(case, customer)


def _require_active_reseller(case: Case, order: Order) -> None:
    """Order again only once Adobe shows the reseller as active."""
    if case.look(ReadResellerStatus(reseller_of(case))) != COMPLETE:
        case.stop((problem("order-reseller-inactive", order=order.id),))
