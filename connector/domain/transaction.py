"""The ladder of a one-to-one purchase in several requests: all of them become one customer and one order with a line for each.

Customer and order belong to the transaction, whichever of its requests is delivered; what an asset shows, its renewal and its
approval belong to that request alone. Lines are numbered by the assets' ids, so that every request derives the same order.

Sources: developer.adobe.com/vipmp/docs/order-management/create-order, …/order-management/get-order, …/order-scenarios.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NoReturn

from connector.domain import meanings
from connector.domain import parameters as ids
from connector.domain.case import DONE, Case
from connector.domain.checks import purchase_problems, wanted_quantities
from connector.domain.customers import customer_for
from connector.domain.journal import Outcome
from connector.domain.moves import Adopt, PlaceOrder, ReadOrdersSince, WantedLine
from connector.domain.offers import product_key
from connector.domain.ordering import CURABLE, owned_products, stop_on_failed_order
from connector.domain.orders import FAILED, look_at_order, previewed, previewed_lines
from connector.domain.problems import problem
from connector.domain.purchase import customer_after_failure, finish
from connector.domain.refusals import Refusal
from connector.domain.siblings import calls_of, orders_of, ready, see_unchanged, siblings_of, wait_for
from connector.domain.transactions import ordered_item

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from connector.domain.adobe_facts import Order, OrderLine
    from connector.domain.journal import Attempt
    from connector.domain.requests import Item, Request
    from connector.domain.siblings import Siblings


_CLOCKS_DIFFER: Final = timedelta(minutes=5)
"""How far the platform's clock may be ahead of Adobe's: what was created later than that was not in an order."""


def transaction(case: Case) -> NoReturn:
    """Take the next step of one request of a transaction. Every path ends in a move."""
    siblings = siblings_of(case)
    item = ordered_item(case.request)
    if item is None:
        case.stop(purchase_problems(case.request, case.policy))
    customer_id, order = _placed(case, siblings)
    line = _own_line(case, siblings, order, item) if order else None
    if order and line:
        # The customer of an order that failed may have been replaced since: the asset's own stays until the order is seen.
        case.keep({ids.CUSTOMER_ID: case.request.text(ids.CUSTOMER_ID) or customer_id, ids.ORDER_ID: order.id})
    if order and order.status not in FAILED:
        _finish(case, customer_id, order, item, line)
    if order and line and order.status not in CURABLE:
        stop_on_failed_order(case, order)
    requests = ready(case, siblings)
    shared = _shared(case, siblings, requests)
    customer_id = customer_after_failure(shared, customer_id, order) if order else customer_for(shared)
    case.keep({ids.CUSTOMER_ID: customer_id})
    _place(case, shared, siblings, requests, customer_id)


def _finish(case: Case, customer_id: str, order: Order, item: Item, line: OrderLine | None) -> NoReturn:
    """See to this request's line of the order, and to nothing else of it."""
    if line is None:
        case.stop((problem("transaction-already-ordered", order=order.id),))
    case.keep({ids.CUSTOMER_ID: customer_id})
    own = replace(case.request, items=(item,), first_line=line.number)
    finish(replace(case, request=own), customer_id, replace(order, lines=(line,)))


def _placed(case: Case, siblings: Siblings) -> tuple[str, Order | None]:
    """Give the order that the transaction has placed, as Adobe shows it now, and the customer that it was placed for."""
    placed = orders_of(case, siblings.transaction)
    last = placed[-1] if placed else None
    if last is None:
        if case.is_born_after(siblings.earliest):
            for customer_id in _customers(siblings):
                _adopt_found(case, siblings, customer_id, placed)
    elif last.outcome is Outcome.BROKEN:
        _adopt_found(case, siblings, last.aimed_at, placed)
    elif last.outcome in DONE and last.answer:
        return last.aimed_at, look_at_order(case, last.aimed_at, str(last.answer.body["orderId"]))
    return "", None


def _customers(siblings: Siblings) -> tuple[str, ...]:
    """Give the Adobe customers that stand on any of the requests, the own one first."""
    on_assets = (one.text(ids.CUSTOMER_ID) for one in (siblings.own, *siblings.all))
    return tuple(dict.fromkeys(customer_id for customer_id in on_assets if customer_id))


def _adopt_found(case: Case, siblings: Siblings, customer_id: str, placed: Iterable[Attempt]) -> None:
    """Adopt the order that carries the transaction's GUID; park when there are several; come back when there is none."""
    since = siblings.earliest.replace(microsecond=0)
    history: tuple[Order, ...] = case.read(ReadOrdersSince(customer_id, since), meanings.READ_HISTORY)
    known = {attempt.answer.body.get("orderId") for attempt in placed if attempt.answer}
    own = [one for one in history if one.type == "NEW" and one.reference == siblings.transaction and one.id not in known]
    own = [one for one in own if one.created >= since]
    living = [one for one in own if one.status not in FAILED]
    if len(living) > 1:
        case.stop((problem("order-ambiguous", orders=", ".join(one.id for one in living)),))
    latest = max(living or own, key=lambda one: one.created, default=None)
    if latest:
        lines = (WantedLine(line.number, product_key(line.offer_id), line.offer_id, line.quantity) for line in latest.lines)
        case.make(Adopt(PlaceOrder(customer_id, siblings.transaction, case.policy.currency, tuple(lines)), latest.id))


def _own_line(case: Case, siblings: Siblings, order: Order, item: Item) -> OrderLine | None:
    """Give the line that was ordered for this request: another request may have asked for the same product and quantity.

    An asset that carries the order was found to have a line of it before.
    """
    key = product_key(item.mpn)
    line = next((one for one in order.lines if product_key(one.offer_id) == key and one.quantity == item.quantity), None)
    if line is None or case.request.text(ids.ORDER_ID) == order.id:
        return line
    came_later = case.request.created > order.created + _CLOCKS_DIFFER
    return None if came_later or _is_anothers(case, siblings, order, key) else line


def _is_anothers(case: Case, siblings: Siblings, order: Order, key: str) -> bool:
    """Whether what was bought of a product belongs to another request, or to an asset whose request is not seen any more."""
    if siblings.oldest_by_product[key] is not siblings.own:
        return True
    requests = (one for one in siblings.all if one is not siblings.own and one.text(ids.ORDER_ID) == order.id)
    assets = (other for other in case.other_assets() if order.id in other.order_ids)
    carrying = (*(item.mpn for one in requests for item in one.ordered_items), *(mpn for other in assets for mpn in other.mpns))
    return key in map(product_key, carrying)


def _shared(case: Case, siblings: Siblings, requests: tuple[Request, ...]) -> Case:
    """Give the whole transaction as one case: one request for all items, whose calls are the transaction's."""
    parameters = {name: one for name, one in siblings.own.parameters.items() if name != ids.EXTERNAL_REFERENCE}
    whole = replace(
        siblings.own,
        id=siblings.transaction,
        created=siblings.earliest,
        items=tuple(item for one in requests if (item := ordered_item(one))),
        customer=siblings.company,
        parameters=MappingProxyType(parameters),
    )
    shared = replace(case, request=whole, facts=replace(case.facts, attempts=calls_of(case, siblings.transaction)))
    return replace(shared, request=whole.with_values({ids.CUSTOMER_ID: _customer_of(shared, siblings)}))


def _customer_of(shared: Case, siblings: Siblings) -> str:
    """Give the customer that the requests share: the one that the transaction made last, or the only one that any carries."""
    known = _customers(siblings)
    answers = (attempt.answer for attempt in reversed(shared.facts.attempts) if attempt.outcome in DONE and attempt.answer)
    made = next((answer.body["customerId"] for answer in answers if answer.body.get("customerId") in known), None)
    if made is None and len(known) > 1:
        found = problem("transaction-customers-differ", transaction=siblings.transaction, customers=", ".join(known))
        shared.stop((found,))
    return made or "".join(known)


def _place(case: Case, shared: Case, siblings: Siblings, requests: tuple[Request, ...], customer_id: str) -> NoReturn:
    """Preview the order of all requests at base level and place it with the offers that came back."""
    whose = dict(enumerate(requests, start=1))
    quantities = wanted_quantities(shared.request)
    together = frozenset(one.asset_id for one in siblings.all)
    for number, one in sorted(whose.items(), key=lambda each: each[1] is not siblings.own):
        owned = owned_products(shared, customer_id, {number: quantities[number]}, but=together)
        if owned and one is not siblings.own:
            wait_for(case, siblings, f"{one.id}, whose product the company has already")
        shared.refuse(owned)
    answer, _ = previewed(shared, customer_id, quantities)
    _leave_to_others(case, siblings, whose, answer if isinstance(answer, Refusal) else None)
    lines = previewed_lines(shared, customer_id, quantities)
    call = PlaceOrder(customer_id, siblings.transaction, case.policy.currency, lines)
    _leave_to_others(case, siblings, whose, shared.refusal(call.intent))
    see_unchanged(case, siblings)
    shared.call(call, look=lambda: None)


def _leave_to_others(case: Case, siblings: Siblings, whose: Mapping[int, Request], refusal: Refusal | None) -> None:
    """Wait where Adobe refuses lines of others only: theirs are the requests to be asked about, or to fail."""
    concerned = [whose[number] for number in refusal.lines if number in whose] if refusal else []
    if concerned and siblings.own not in concerned:
        wait_for(case, siblings, f"{', '.join(one.id for one in concerned)}, whose product Adobe refuses")
