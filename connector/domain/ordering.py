"""Placing an order and following it: shared by every ladder that buys.

Sources: developer.adobe.com/vipmp/docs/order-management/create-order and …/order-management/order-scenarios.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final, NoReturn

from connector.domain import meanings
from connector.domain import parameters as ids
from connector.domain.checks import wanted_lines
from connector.domain.ledger import read_ledger
from connector.domain.moves import PlaceOrder, order_intent
from connector.domain.offers import product_key
from connector.domain.orders import OPEN, adopt_found_order, look_at_order, previewed_lines
from connector.domain.problems import problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from connector.domain.adobe_facts import Order, OtherAsset, Subscription
    from connector.domain.case import Case
    from connector.domain.problems import Problem

RESELLER_INACTIVE: Final = "1022"
CUSTOMER_INACTIVE: Final = "1024"
CURABLE: Final = frozenset({RESELLER_INACTIVE, CUSTOMER_INACTIVE})
"""Failures after which the same order may go out again, once what caused them is gone."""
_VISIBLE_WITHIN: Final = timedelta(hours=1)
_GONE: Final = "terminated"
_MOST_FAILURES: Final = 3


def placed_order(case: Case, customer_id: str, quantities: Mapping[int, int]) -> Order | None:
    """Give the order that this request has placed for the customer, as Adobe shows it now."""
    lines = wanted_lines(case.request, quantities)
    intent = order_intent(customer_id, lines)
    if case.store_is_younger and not case.attempts(intent):
        adopt_found_order(case, customer_id, lines)
    answer = case.accepted(intent)
    if answer is None:
        return None
    order_id = str(answer.body["orderId"])
    case.keep({ids.ORDER_ID: order_id})
    return look_at_order(case, customer_id, order_id)


def place_order(case: Case, customer_id: str, quantities: Mapping[int, int]) -> NoReturn:
    """Preview the order at base level and place it with the offers that came back."""
    lines = previewed_lines(case, customer_id, quantities)
    call = PlaceOrder(customer_id, case.request.reference, case.policy.currency, lines)
    case.call(call, look=lambda: adopt_found_order(case, customer_id, lines))


def refuse_owned_products(case: Case, customer_id: str, quantities: Mapping[int, int]) -> None:
    """Two assets with one product of one customer would share one Adobe subscription: refuse the second, naming the first."""
    case.refuse(owned_products(case, customer_id, quantities))


def owned_products(
    case: Case, customer_id: str, quantities: Mapping[int, int], but: frozenset[str] = frozenset()
) -> tuple[Problem, ...]:
    """List the products to order that another asset of this customer has; `but` are assets that are bought for together."""
    keys = {product_key(line.mpn): line.number for line in wanted_lines(case.request, quantities)}
    return tuple(
        problem("product-already-owned", items=", ".join(case.items_by_line[keys[key]] for key in sorted(shared)), asset=other.id)
        for other in case.other_assets()
        if other.id not in but and _lives(other, customer_id)
        if (shared := keys.keys() & {product_key(mpn) for mpn in other.mpns})
    )


def held_by_others(case: Case, customer_id: str) -> frozenset[str]:
    """Give the product keys that other living assets of the company hold under this Adobe customer."""
    return held_by(case.other_assets(), customer_id)


def held_by(others: Iterable[OtherAsset], customer_id: str) -> frozenset[str]:
    """Give the product keys that these assets hold under an Adobe customer, as far as they live."""
    return frozenset(product_key(mpn) for other in others if _lives(other, customer_id) for mpn in other.mpns)


def orders_of_others(case: Case) -> frozenset[str]:
    """Give the Adobe orders that belong to other assets of the company alone; one that was shared is this asset's too."""
    own = {entry.order_id for entry in read_ledger(case.request) or ()} | {case.request.text(ids.ORDER_ID)}
    return frozenset(order_id for other in case.other_assets() for order_id in other.order_ids if order_id not in own)


def _lives(other: OtherAsset, customer_id: str) -> bool:
    """Whether another asset stands for licences of this customer: one that is being bought does once it has an order."""
    return other.customer_id == customer_id and other.status != _GONE and (other.status != "processing" or bool(other.order_ids))


def refuse_repeated_failures(case: Case, customer_id: str, order: Order, quantities: Mapping[int, int]) -> None:
    """Ask a person once several orders of this request have failed although nothing seems to be in their way."""
    failures = case.successes(order_intent(customer_id, wanted_lines(case.request, quantities)))
    if failures >= _MOST_FAILURES:
        case.stop((problem("order-fails-repeatedly", count=failures, order=order.id, status=order.status),))


def stop_on_failed_order(case: Case, order: Order) -> NoReturn:
    """Say why an order failed or was cancelled, and whose turn it is."""
    case.stop_on_status(meanings.ORDER, order.status, order=order.id)


def wait_for_order(case: Case, order: Order) -> NoReturn:
    """Wait for an open order, and ask a person once it has been open for too long."""
    if case.facts.now - order.created > timedelta(days=case.policy.order_wait_days):
        case.stop((problem("order-open-too-long", order=order.id, days=case.policy.order_wait_days),))
    known = "is open" if order.status == OPEN else f"has the unknown status {order.status}"
    case.wait(f"the Adobe order {order.id} {known}", since=order.created, open_order=order.id)


def require_subscriptions(case: Case, order: Order, seen: Mapping[str, Subscription]) -> None:
    """Give a completed order an hour to show its subscriptions, then ask a person."""
    missing = [line.number for line in order.lines if line.subscription_id not in seen]
    if not missing:
        return
    named = ", ".join(case.items_by_line.get(number, f"line {number}") for number in missing)
    if case.facts.now - order.created > _VISIBLE_WITHIN:
        case.stop((problem("subscription-missing", order=order.id, missing=named),))
    case.wait(
        f"the Adobe order {order.id} is complete, its subscriptions are not visible yet", since=order.created, open_order=order.id
    )
