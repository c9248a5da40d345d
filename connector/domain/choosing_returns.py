"""Which orders a reduction gives back: the one that the customer names, or those that the connector finds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from connector.domain import meanings
from connector.domain.asked import Asked, Reduction
from connector.domain.moves import ReadOrder
from connector.domain.ordering import orders_of_others
from connector.domain.problems import problem
from connector.domain.refusals import Refusal
from connector.domain.returns import NOTHING, Returnable, ReturnPlan, history_of, of_own_orders, plan_returns, returnable_lines

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import NoReturn

    from connector.domain.adobe_facts import Order
    from connector.domain.case import Case
    from connector.domain.holdings import Holdings
    from connector.domain.ledger import Entry

_UNKNOWN: Final = frozenset({"2115", "1116"})
_RENEWAL: Final = "RENEWAL"
_SOURCES: Final = frozenset({"NEW", "RENEWAL"})
_IS_ID: Final = re.compile(r"[A-Za-z0-9_-]+")


def planned_returns(case: Case, customer_id: str, asked: Asked, holdings: Holdings, ledger: tuple[Entry, ...]) -> ReturnPlan:
    """Plan what is given back; nothing where a reduction takes effect at renewal. The plan is the same in every delivery."""
    if asked.reduction is Reduction.RENEWAL or not (asked.lowered or asked.order_id):
        return NOTHING
    lines = returnable_now(case, customer_id, holdings)
    if asked.order_id:
        return _named_order(case, customer_id, asked, holdings, lines)
    return plan_returns(of_own_orders(lines, ledger), _reductions(asked))


def returnable_now(case: Case, customer_id: str, holdings: Holdings) -> tuple[Returnable, ...]:
    """List everything of the asset's subscriptions that is inside the return window."""
    return returnable_lines(case, history_of(case, customer_id), holdings)


def _reductions(asked: Asked) -> dict[str, int]:
    return {item.mpn: item.old - item.new for item in asked.lowered}


def _named_order(case: Case, customer_id: str, asked: Asked, holdings: Holdings, lines: tuple[Returnable, ...]) -> ReturnPlan:
    """Give back from the order that the customer names and no other; ask again when that cannot be."""
    elsewhere = orders_of_others(case)
    lines = tuple(line for line in lines if line.order.type == _RENEWAL or line.order.id not in elsewhere)
    named = tuple(line for line in lines if line.order.id == asked.order_id)
    if not named:
        _ask_again(case, asked, lines, _why_not(case, customer_id, asked.order_id, holdings))
    if not asked.lowered:
        _ask_again(case, asked, lines, "the request reduces nothing")
    plan = plan_returns(named, _reductions(asked))
    if plan.deferred:
        wrong = ", ".join(item.name for item in asked.lowered if item.mpn in plan.deferred)
        _ask_again(case, asked, lines, f"it does not hold what is reduced of {wrong}")
    return plan


def _why_not(case: Case, customer_id: str, order_id: str, holdings: Holdings) -> str:
    """Say in words why an order is not among those that can be returned."""
    if not _IS_ID.fullmatch(order_id):
        return "Adobe does not know it"
    order: Order | Refusal = case.look(ReadOrder(customer_id, order_id))
    if isinstance(order, Refusal):
        return "Adobe does not know it" if order.code in _UNKNOWN else case.refused(meanings.READ_ORDER, order)
    if order.type not in _SOURCES:
        return "it is no purchase and no renewal"
    foreign = order.type != _RENEWAL and order.id in orders_of_others(case)
    if foreign or not any(line.subscription_id in holdings.ids for line in order.lines):
        return "it belongs to another subscription"
    if order.status == "1008" or all(line.remaining == 0 for line in order.lines):
        return "it has been returned already"
    return "its return window has closed, or it cannot be given back"


def _ask_again(case: Case, asked: Asked, lines: Iterable[Returnable], why: str) -> NoReturn:
    """Ask for another order, naming those that could be returned and until when."""
    choices = ", ".join(dict.fromkeys(f"{line.order.id} (until {line.until:%Y-%m-%d})" for line in lines))
    words = f"These can be returned: {choices}. Name one of them" if choices else "No order can be returned now. Correct it"
    words += f", or clear it: {_without_order(asked, choices)}." if asked.lowered else ", or clear it."
    parameters = (asked.order_parameter,)
    case.stop((problem("cancel-order-unusable", parameters=parameters, order=asked.order_id, why=why, choices=words),))


def _without_order(asked: Asked, choices: str) -> str:
    """Say what becomes of a reduction once no order is named for it."""
    if asked.unnamed is Reduction.RETURN and choices:
        return "then the oldest of these are returned where they cover the reduction, else the seats end at the next renewal"
    return "then the seats end at the next renewal"
