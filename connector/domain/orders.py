"""Looking at orders: what a preview offers, how a placed order stands, and which order in the history is this request's own.

Sources: developer.adobe.com/vipmp/docs/order-management/create-order and …/order-management/get-order.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from connector.domain import catalogue, meanings, pauses
from connector.domain.case import REFUSED_FOR_OFFERS
from connector.domain.checks import wanted_lines
from connector.domain.journal import Outcome
from connector.domain.moves import (
    Adopt,
    PlaceOrder,
    PreviewOrder,
    ReadOrder,
    ReadOrdersSince,
    WantedLine,
    order_intent,
)
from connector.domain.offers import group, product_key
from connector.domain.problems import problem
from connector.domain.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from connector.domain.adobe_facts import Order
    from connector.domain.case import Case

COMPLETE: Final = "1000"
OPEN: Final = "1002"
FAILED: Final = catalogue.ended(meanings.ORDER)
_OFFER_INVALID: Final = "2122"


def look_at_order(case: Case, customer_id: str, order_id: str) -> Order:
    """Read an order; one that was placed a moment ago is looked at a few times, since it usually completes within seconds."""
    order: Order = case.read(ReadOrder(customer_id, order_id), meanings.READ_ORDER)
    fresh = case.facts.now - order.created < pauses.FRESH
    for look, pause in enumerate(pauses.QUICK_LOOKS if fresh else (), start=1):
        if order.status != OPEN:
            break
        order = case.read(ReadOrder(customer_id, order_id, look, pause), meanings.READ_ORDER)
    return order


def previewed_lines(case: Case, customer_id: str, quantities: Mapping[int, int]) -> tuple[WantedLine, ...]:
    """Give the request's lines with the offers that PREVIEW returns for them."""
    answer, lines = previewed(case, customer_id, quantities)
    if isinstance(answer, Refusal):
        case.refused(meanings.PREVIEW_ORDER, answer)
    offers = {line.number: line.offer_id for line in answer.lines}
    strange = [line.number for line in lines if product_key(offers.get(line.number, "")) != product_key(line.mpn)]
    if strange:
        case.stop((problem("preview-contradicts", items=", ".join(case.items_by_line[number] for number in strange)),))
    return tuple(replace(line, offer_id=offers[line.number]) for line in lines)


def previewed(case: Case, customer_id: str, quantities: Mapping[int, int]) -> tuple[Order | Refusal, tuple[WantedLine, ...]]:
    """Give what PREVIEW answers to the request's lines at base level, and these lines.

    An MPN does not tell whether its product is a consumable: a line whose base licence Adobe does not know is asked for once more
    as a consumable.
    """
    consumables: frozenset[int] = frozenset()
    answer, lines = _preview(case, customer_id, quantities, consumables)
    while more := _perhaps_consumables(answer, lines) - consumables:
        consumables |= more
        answer, lines = _preview(case, customer_id, quantities, consumables)
    return answer, lines


def _perhaps_consumables(answer: Order | Refusal, lines: tuple[WantedLine, ...]) -> frozenset[int]:
    """Give the lines whose offer Adobe does not know, where the MPN leaves open what kind of product it is."""
    if not isinstance(answer, Refusal) or answer.code != _OFFER_INVALID:
        return frozenset()
    return frozenset(answer.lines) & {line.number for line in lines if not group(line.mpn)}


def _preview(
    case: Case, customer_id: str, quantities: Mapping[int, int], consumables: frozenset[int]
) -> tuple[Order | Refusal, tuple[WantedLine, ...]]:
    lines = wanted_lines(case.request, quantities, consumables=consumables)
    look = int(_was_refused_just_now(case, order_intent(customer_id, lines)))
    return case.look(PreviewOrder(customer_id, case.request.reference, case.policy.currency, lines, look)), lines


def _was_refused_just_now(case: Case, intent: str) -> bool:
    """Whether offers that were previewed in this delivery were refused since: a level can be lost between the two calls."""
    return any(
        attempt.opened_at >= case.facts.now
        and attempt.outcome is Outcome.REFUSED
        and attempt.answer is not None
        and attempt.answer.body.get("code") in REFUSED_FOR_OFFERS
        for attempt in case.attempts(intent)
    )


def adopt_found_order(case: Case, customer_id: str, lines: tuple[WantedLine, ...]) -> None:
    """Adopt the order that this request placed and forgot; park when it cannot be told; come back when there is none."""
    since = case.request.created.replace(microsecond=0)
    history: tuple[Order, ...] = case.read(ReadOrdersSince(customer_id, since), meanings.READ_HISTORY)
    known = {attempt.answer.body.get("orderId") for attempt in case.facts.attempts if attempt.answer}
    own = [order for order in history if order.id not in known and order.created >= since and _is_own(case, order, lines)]
    if own:
        taken = {order_id for other in case.other_assets() for order_id in other.order_ids}
        own = [order for order in own if order.id not in taken]
    living = [order for order in own if order.status not in FAILED]
    if len(living) > 1:
        case.stop((problem("order-ambiguous", orders=", ".join(order.id for order in living)),))
    latest = max(living or own, key=lambda order: order.created, default=None)
    if latest:
        call = PlaceOrder(customer_id, case.request.reference, case.policy.currency, lines)
        case.make(Adopt(call, latest.id))


def _is_own(case: Case, order: Order, lines: tuple[WantedLine, ...]) -> bool:
    """Whether an order carries this request's reference and exactly its products and quantities."""
    wanted = {(line.number, product_key(line.mpn), line.quantity) for line in lines}
    found = {(line.number, product_key(line.offer_id), line.quantity) for line in order.lines}
    return order.type == "NEW" and order.reference == case.request.reference and found == wanted
