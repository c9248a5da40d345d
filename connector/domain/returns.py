"""Giving seats back: which lines of the asset's orders can be returned, which of them to return, and seeing it done.

Sources: developer.adobe.com/vipmp/docs/order-management/order-scenarios and …/references/status-codes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from connector.domain import meanings
from connector.domain.journal import Outcome
from connector.domain.moves import Adopt, ReadOrdersSince, ReturnedLine, ReturnOrder
from connector.domain.offers import is_consumable
from connector.domain.ordering import wait_for_order
from connector.domain.orders import COMPLETE, FAILED, OPEN, look_at_order
from connector.domain.problems import problem
from connector.domain.seats import last_day
from connector.domain.taking_back import RENEWAL, SOURCES, can_come_back, current_lines, is_open, left_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from connector.domain.adobe_facts import Order, OrderLine, Subscription
    from connector.domain.case import Case
    from connector.domain.holdings import Holdings
    from connector.domain.ledger import Entry


@dataclass(frozen=True)
class Returnable:
    """One line that can be given back as far as it remained before this request, until the end of a day (UTC).

    `begun` of its seats were given back by this request already.
    """

    order: Order
    line: OrderLine
    mpn: str
    remaining: int
    whole_only: bool
    until: date
    begun: int = 0

    def part_of(self, seats: int) -> int:
        """Say how many of so many seats this line can take back."""
        if self.whole_only:
            return self.remaining if self.remaining <= seats else 0
        return min(self.remaining, seats)


@dataclass(frozen=True)
class ReturnPlan:
    """What is given back: seats by line, and the items for which it is all or nothing and nothing was possible."""

    parts: tuple[tuple[Returnable, int], ...]
    deferred: frozenset[str]

    def seats_of(self, mpn: str) -> int:
        """Count the seats of an item that are given back."""
        return sum(seats for part, seats in self.parts if part.mpn == mpn)

    def calls(self, case: Case, customer_id: str) -> tuple[ReturnOrder, ...]:
        """Give one call per order, oldest first, its lines exactly as they were ordered."""
        by_order: dict[str, list[ReturnedLine]] = {}
        for part, seats in self.parts:
            line = part.line
            by_order.setdefault(part.order.id, []).append(ReturnedLine(line.number, line.offer_id, seats, line.currency))
        reference = case.request.reference
        return tuple(ReturnOrder(customer_id, order_id, reference, tuple(lines)) for order_id, lines in by_order.items())


NOTHING: Final = ReturnPlan((), frozenset())


def history_of(case: Case, customer_id: str) -> tuple[Order, ...]:
    """List the orders of the return window, with a day to spare: one look serves all questions of a delivery.

    The window is the request's: what it began to give back stays in sight however long it takes.
    Nobody says when an open return lowers what remains of its order, so this request's own are seen completed first.
    """
    _refuse_after_failed_return(case, customer_id)
    since = case.request.created.replace(microsecond=0) - timedelta(days=case.policy.return_window_days + 1)
    orders: tuple[Order, ...] = case.read(ReadOrdersSince(customer_id, since), meanings.READ_HISTORY)
    pending = [one for one in own_returns(case, orders) if one.status == OPEN]
    for one in pending:
        seen = look_at_order(case, customer_id, one.id)
        if seen.status == OPEN:
            wait_for_order(case, seen)
    if pending:
        orders = case.read(ReadOrdersSince(customer_id, since, look=1), meanings.READ_HISTORY)
    return orders


def _refuse_after_failed_return(case: Case, customer_id: str) -> None:
    """Ask a person once a return of this request has failed: to return another order instead is nobody's wish."""
    for attempt in case.facts.attempts:
        if (
            attempt.intent.startswith("return order")
            and attempt.outcome in {Outcome.ACCEPTED, Outcome.ADOPTED}
            and attempt.answer
        ):
            returned = look_at_order(case, customer_id, str(attempt.answer.body["orderId"]))
            if returned.status in FAILED:
                order = returned.returned_order
                case.stop((problem("return-failed", order=order, returned=returned.id, status=returned.status),))


def returnable_lines(case: Case, history: tuple[Order, ...], holdings: Holdings) -> tuple[Returnable, ...]:
    """List what the asset's subscriptions could give back, oldest first, as it was before this request gave anything back."""
    mpns = {subscription.id: (mpn, subscription) for mpn, subscription in holdings.by_mpn.items()}
    found: list[Returnable] = []
    for order, line in current_lines(history):
        if line.subscription_id in mpns:
            mpn, subscription = mpns[line.subscription_id]
            one = _returnable(case, history, order, line, mpn, subscription)
            found += [one] if one else []
    return tuple(found)


def bought_in_window(case: Case, customer_id: str, subscription_id: str) -> bool:
    """Whether anything of a subscription was bought or renewed so lately that the return window is still open."""
    return any(
        order.type in SOURCES and _last_day(case, order) >= case.facts.now.date()
        for order in history_of(case, customer_id)
        if any(line.subscription_id == subscription_id for line in order.lines)
    )


def _last_day(case: Case, order: Order) -> date:
    """Give the last day (UTC) on which Adobe takes seats of an order back."""
    return last_day(order.created.date(), case.policy.return_window_days)


def _returnable(
    case: Case, history: tuple[Order, ...], order: Order, line: OrderLine, mpn: str, subscription: Subscription
) -> Returnable | None:
    """Judge one line."""
    if not can_come_back(order, line, subscription):
        return None
    given = _given_back_here(case, history, order, line)
    if not given and not is_open(order, subscription, case.facts.now.date(), case.policy.return_window_days):
        return None
    remaining, whole_only = left_of(line) + given, is_consumable(line.offer_id) or line.remaining is None
    return Returnable(order, line, mpn, remaining, whole_only, _last_day(case, order), given) if remaining else None


def _given_back_here(case: Case, history: tuple[Order, ...], order: Order, line: OrderLine) -> int:
    """Count what this request has given back of a line already, so that every delivery makes the same plan."""
    return sum(
        returned.quantity
        for one in own_returns(case, history)
        if one.returned_order == order.id
        for returned in one.lines
        if returned.number == line.number
    )


def own_returns(case: Case, history: Iterable[Order]) -> tuple[Order, ...]:
    """Find the returns that this request has placed: its reference, since its creation, not failed."""
    since = case.request.created.replace(microsecond=0)
    return tuple(
        one
        for one in history
        if one.type == "RETURN"
        and one.reference == case.request.reference
        and one.created >= since
        and one.status in {COMPLETE, OPEN}
    )


def of_own_orders(lines: Iterable[Returnable], ledger: Iterable[Entry]) -> tuple[Returnable, ...]:
    """Keep the lines of orders that are the asset's own: those of its ledger, and renewals, which nobody places elsewhere.

    A renewal may be missing in the ledger: once this request has given all of it back, no renewal date tells of it any more.
    """
    known = {entry.order_id for entry in ledger}
    return tuple(line for line in lines if line.order.type == RENEWAL or line.order.id in known)


def plan_returns(lines: Iterable[Returnable], wanted: Mapping[str, int]) -> ReturnPlan:
    """Choose lines for so many seats of each item, oldest first; an item is given back as a whole or not at all.

    What this request has begun to give back stays given back, also where the rest of the item cannot be any more.
    """
    available = tuple(lines)
    parts: list[tuple[Returnable, int]] = []
    deferred: set[str] = set()
    for mpn, seats in wanted.items():
        own = tuple(line for line in available if line.mpn == mpn)
        chosen = _oldest_first(own, seats) or _whole_lines(own, seats)
        if not chosen:
            deferred.add(mpn)
        parts += chosen or ((line, line.begun) for line in own if line.begun)
    return ReturnPlan(tuple(parts), frozenset(deferred))


def _oldest_first(lines: Iterable[Returnable], seats: int) -> tuple[tuple[Returnable, int], ...]:
    """Take from each line what it can give; nothing where that does not cover the seats."""
    chosen, rest = [], seats
    for line in lines:
        taken = line.part_of(rest)
        chosen += [(line, taken)] if taken else []
        rest -= taken
    return () if rest else tuple(chosen)


def _whole_lines(lines: Iterable[Returnable], seats: int) -> tuple[tuple[Returnable, int], ...]:
    """Find whole lines that make up the seats exactly: an older one may be too large or too small for the younger ones."""
    sums: dict[int, tuple[tuple[Returnable, int], ...]] = {0: ()}
    for line in lines:
        for total, chosen in tuple(sums.items()):
            if total + line.remaining <= seats:
                sums.setdefault(total + line.remaining, (*chosen, (line, line.remaining)))
    return sums.get(seats, ())


def give_back(case: Case, customer_id: str, plan: ReturnPlan) -> tuple[Case, tuple[Order, ...]]:
    """Give the returns of a plan once they are complete, one after the other, and the case that knows what was done."""
    history = history_of(case, customer_id) if plan.parts else ()
    returned: list[Order] = []
    for call in plan.calls(case, customer_id):
        returned.append(see_returned(case, customer_id, call, history))
        case = case.having_done(f"the Adobe order {call.order_id} was returned")
    return case, tuple(returned)


def see_returned(case: Case, customer_id: str, call: ReturnOrder, history: tuple[Order, ...]) -> Order:
    """Give a return that is complete; else make it, or wait for it."""
    if case.store_is_younger and not case.attempts(call.intent):
        _adopt_found_return(case, call, history)
    answer = case.accepted(call.intent)
    if answer is None:
        case.call(call, look=lambda: _adopt_found_return(case, call, history))
    returned = look_at_order(case, customer_id, str(answer.body["orderId"]))
    if returned.status != COMPLETE:
        wait_for_order(case, returned)
    return returned


def _adopt_found_return(case: Case, call: ReturnOrder, history: tuple[Order, ...]) -> None:
    """Adopt the return that this request made before it was forgotten."""
    wanted = {(line.number, line.quantity) for line in call.lines}
    for one in own_returns(case, history):
        if one.returned_order == call.order_id and {(line.number, line.quantity) for line in one.lines} == wanted:
            case.make(Adopt(call, one.id))
