"""A company that already owns licences: its requests, its Adobe orders and subscriptions, and the imagined Adobe that keeps them.

`Adobe` does what Adobe's pages say of orders, returns and renewal settings, at once and without checks; `refuses` makes it say
no. Nothing here looks at the rules under test.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from connector.domain import moves, reseller_moves
from connector.domain.adobe_facts import Order, OrderLine, OtherAsset, Subscription
from connector.domain.journal import Answer, Attempt, Outcome, correlation_id
from connector.domain.ladders import next_move
from connector.domain.refusals import Refusal
from connector.domain.requests import Parameter
from tests.builders import (
    ACROBAT,
    CUSTOMER,
    NOW,
    PHOTOSHOP,
    RESELLER,
    STOCK,
    a_policy,
    a_purchase,
    a_reseller,
    an_attempt,
    facts,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from connector.domain.facts import Facts
    from connector.domain.policy import Policy
    from connector.domain.requests import Item, Request, Value

RENEWAL_DAY: Final = date(2027, 3, 2)
LONG_AGO: Final = NOW - timedelta(days=40)
MOST_MOVES: Final = 300
_SUBSCRIPTIONS: Final = {PHOTOSHOP: "S-photoshop", ACROBAT: "S-acrobat", STOCK: "S-stock"}


def days_ago(days: int) -> datetime:
    """Give the moment so many days before now."""
    return NOW - timedelta(days=days)


def bought(order_id: str, mpn: str = PHOTOSHOP, quantity: int = 5, *, created: datetime = LONG_AGO, **changes: Any) -> Order:  # noqa: ANN401 - the fields of the order, by name.
    """Build a complete order with one line; `remaining` is what was not given back, `offer_id` what was ordered."""
    remaining = changes.pop("remaining", quantity)
    offer_id = changes.pop("offer_id", f"{mpn}T1A12" if mpn == STOCK else f"{mpn}01A12")
    status = changes.pop("line_status", "1000" if remaining is None or remaining else "1008")
    line = OrderLine(1, offer_id, quantity, _SUBSCRIPTIONS[mpn], status, remaining, "USD")
    return replace(Order(order_id, "NEW", "1000", "PR-earlier", created, (line,)), **changes)


def held(mpn: str = PHOTOSHOP, quantity: int = 5, **changes: Any) -> Subscription:  # noqa: ANN401 - the fields, by name.
    """Build an active subscription that renews all its seats."""
    offer_id = f"{mpn}T1A12" if mpn == STOCK else f"{mpn}01A12"
    found = Subscription(
        _SUBSCRIPTIONS[mpn], offer_id, "1000", quantity, auto_renewal=True, renewal_quantity=quantity, renewal_date=RENEWAL_DAY
    )
    return replace(found, **changes)


def an_entry(order: Order, mpn: str = PHOTOSHOP, **changes: Any) -> dict[str, Any]:  # noqa: ANN401 - the entry's texts, by name.
    """Write an order into the ledger as the parameter `adobe_orders` documents it."""
    lines = [
        {"mpn": mpn, "line": line.number, "quantity": line.quantity, "remaining": line.remaining or 0} for line in order.lines
    ]
    created = f"{order.created:%Y-%m-%dT%H:%M:%SZ}"
    return {"order_id": order.id, "type": order.type, "created": created, "status": order.status, "lines": lines} | changes


def a_request(
    *items: Item,
    kind: str = "change",
    ledger: Iterable[Mapping[str, Any]] = (),
    values: Mapping[str, Value] | None = None,
    owns: Iterable[str] = (PHOTOSHOP,),
    without: Iterable[str] = (),
    **changes: Any,  # noqa: ANN401 - further fields of the request, by name.
) -> Request:
    """Build a request of an asset that owns these products at Adobe, with this ledger."""
    listed = [{"sku": mpn, "subscription_id": _SUBSCRIPTIONS[mpn]} for mpn in owns]
    carried: dict[str, Value] = {
        "adobe_customer_id": CUSTOMER,
        "cb_adobe_account_subscription_list": {"value": listed},
        "adobe_subscription_id": ",".join(_SUBSCRIPTIONS[mpn] for mpn in owns),
        "adobe_orders": {"orders": list(ledger)},
        "renewal_date": RENEWAL_DAY.isoformat(),
    }
    request = a_purchase(*items, values=carried, kind=kind, without=without, **changes)
    request = replace(request, parameters={**request.parameters, "cancel_reason": Parameter("cancel_reason")})
    return request.with_values(values or {})


@dataclass
class Adobe:
    """What Adobe has, and which calls it refuses: texts that a call in words begins with, and the code.

    `explicit` says whether renewal quantities stay where they are when seats come and go, as they do once they were set; `lags`
    that the history shows returns as open at the first look; `deaf` subscriptions accept settings without keeping them; setting
    one that `undoes` names switches another on again; what `vanishes` is hidden once something was bought. A
    `terse` one leaves the settings out of its answer to them.
    """

    orders: list[Order] = field(default_factory=list)
    subscriptions: list[Subscription] = field(default_factory=list)
    refuses: dict[str, str] = field(default_factory=dict)
    breaks: frozenset[str] = frozenset()
    loses: frozenset[str] = frozenset()
    before: Mapping[str, str] = field(default_factory=dict)
    others: tuple[OtherAsset, ...] = ()
    explicit: bool = True
    order_status: str = "1000"
    return_status: str = "1000"
    reseller_status: str = "1000"
    lags: bool = False
    deaf: frozenset[str] = frozenset()
    undoes: dict[str, str] = field(default_factory=dict)
    vanishes: frozenset[str] = frozenset()
    terse: bool = False

    def seen(self, read: moves.Read) -> object:
        """Answer a look."""
        if (code := self.refuses.get(type(read).__name__)) is not None:
            return Refusal(400, code, "No")
        match read:
            case moves.ReadPreviousRequest():
                return self.before
            case moves.ReadReseller():
                return RESELLER
            case reseller_moves.ReadResellerProfile():
                return a_reseller(status=self.reseller_status)
            case moves.ReadOtherAssets():
                return self.others
            case moves.ReadSubscriptions():
                hidden = self.vanishes if any(order.created == NOW for order in self.orders) else frozenset()
                return tuple(one for one in self.subscriptions if one.id not in hidden)
            case moves.ReadOrdersSince():
                found = tuple(order for order in self.orders if order.created >= read.since)
                return tuple(map(_still_open, found)) if self.lags and not read.look else found
            case moves.ReadOrder():
                return next((order for order in self.orders if order.id == read.order_id), Refusal(404, "2115", "No"))
            case moves.PreviewOrder():
                lines = tuple(OrderLine(one.number, f"{one.mpn[:10]}{one.offer_id[10:]}", one.quantity) for one in read.lines)
                return Order("", "PREVIEW", "", read.reference, NOW, lines)
            case _:
                raise TypeError(f"no change makes the move {read}")

    def answered(self, call: moves.Call, generation: int) -> Attempt:
        """Answer a call. One that breaks is not carried out; one whose answer it loses is."""
        attempt = replace(an_attempt(call), generation=generation, correlation_id=correlation_id("PR", call.intent, generation))
        words = in_words(call)
        if any(words.startswith(start) for start in self.breaks):
            return replace(attempt, outcome=Outcome.BROKEN, answer=None)
        code = next((code for start, code in self.refuses.items() if words.startswith(start)), None)
        if code is not None:
            return replace(attempt, outcome=Outcome.REFUSED, answer=Answer(400, {"code": code, "message": "No"}))
        answer = self._carried_out(call)
        if any(words.startswith(start) for start in self.loses):
            return replace(attempt, outcome=Outcome.BROKEN, answer=None)
        return replace(attempt, answer=answer, opened_at=NOW, answered_at=NOW)

    def _carried_out(self, call: moves.Call) -> Answer:
        match call:
            case moves.PlaceOrder():
                return Answer(201, {"orderId": self._buy(call)})
            case moves.ReturnOrder():
                return Answer(201, {"orderId": self._take_back(call)})
            case moves.SetAutoRenewal():
                self._renew(call)
                return Answer(200, {} if self.terse else self._shown(call.subscription_id))
            case _:
                raise TypeError(f"no change makes the call {call}")

    def _buy(self, call: moves.PlaceOrder) -> str:
        order_id, lines = f"NEW-{len(self.orders)}", []
        for line in call.lines:
            active = [one for one in self.subscriptions if one.offer_id[:10] == line.mpn[:10] and one.status == "1000"]
            name = active[0].id if active else f"S-new-{line.number}"
            if not active:
                self.subscriptions.append(held(quantity=0, id=name, offer_id=line.offer_id))
            if self.order_status == "1000":
                self._add(name, line.quantity, new=not active)
            shown = name if self.order_status == "1000" else ""
            lines.append(OrderLine(line.number, line.offer_id, line.quantity, shown, self.order_status, line.quantity, "USD"))
        self.orders.append(Order(order_id, "NEW", self.order_status, call.reference, NOW, tuple(lines)))
        return order_id

    def _take_back(self, call: moves.ReturnOrder) -> str:
        order_id = f"RETURN-{len(self.orders)}"
        place = next(place for place, order in enumerate(self.orders) if order.id == call.order_id)
        source = self.orders[place]
        given = {line.number: line.quantity for line in call.lines}
        lines = []
        for line in source.lines:
            seats = given.get(line.number, 0)
            left = (line.quantity if line.remaining is None else line.remaining) - seats
            kept = None if line.remaining is None else left
            lines.append(replace(line, remaining=kept, status=line.status if left else "1008"))
            if seats:
                self._add(line.subscription_id, -seats)
        done = all(line.status == "1008" for line in lines)
        self.orders[place] = replace(source, lines=tuple(lines), status="1008" if done else source.status)
        returned = tuple(OrderLine(one.number, one.offer_id, one.quantity, "", self.return_status) for one in call.lines)
        self.orders.append(Order(order_id, "RETURN", self.return_status, call.reference, NOW, returned, call.order_id))
        return order_id

    def _add(self, name: str, seats: int, *, new: bool = False) -> None:
        def grown(one: Subscription) -> Subscription:
            quantity = one.quantity + seats
            renewal = quantity if new or not self.explicit else one.renewal_quantity
            return replace(one, quantity=quantity, renewal_quantity=renewal, status="1000" if quantity else "1004")

        self.subscriptions = [grown(one) if one.id == name else one for one in self.subscriptions]

    def _renew(self, call: moves.SetAutoRenewal) -> None:
        def after(one: Subscription) -> Subscription:
            if one.id == undone:
                return replace(one, auto_renewal=True)
            if one.id != call.subscription_id or one.id in self.deaf:
                return one
            return replace(one, auto_renewal=bool(call.quantity), renewal_quantity=call.quantity or one.renewal_quantity)

        undone = self.undoes.pop(call.subscription_id, "")
        self.subscriptions = [after(one) for one in self.subscriptions]

    def _shown(self, subscription_id: str) -> dict[str, Any]:
        found = next(one for one in self.subscriptions if one.id == subscription_id)
        settings = {"enabled": found.auto_renewal, "renewalQuantity": found.renewal_quantity}
        return {"subscriptionId": found.id, "status": found.status, "autoRenewal": settings}


def _still_open(order: Order) -> Order:
    return replace(order, status="1002") if order.type == "RETURN" else order


def in_words(call: moves.Call) -> str:
    """Say shortly what a call does, for the tables of expectations."""
    match call:
        case moves.PlaceOrder():
            return "buy " + ", ".join(f"{line.quantity} {line.mpn}" for line in call.lines)
        case moves.ReturnOrder():
            return f"return {call.order_id}: " + ", ".join(f"{line.quantity} of line {line.number}" for line in call.lines)
        case moves.SetAutoRenewal():
            return f"renew {call.quantity or 'nothing'} of {call.subscription_id}"
        case _:
            return type(call).__name__


@dataclass
class Life:
    """A request in front of this Adobe, delivered as often as asked; `calls` are the writes in words, `made` all moves."""

    request: Request
    adobe: Adobe
    facts: Facts
    policy: Policy
    calls: list[str] = field(default_factory=list)
    made: list[moves.Move] = field(default_factory=list)

    def deliver(self) -> moves.Move:
        """Play one delivery up to its verdict, or to a call of which nobody knows what came of it."""
        self.facts = replace(self.facts, seen={}, answered_now=frozenset())
        for _ in range(MOST_MOVES):
            move = next_move(self.request, self.facts, self.policy)
            self.made.append(move)
            if isinstance(move, moves.Verdict):
                return move
            self._make(move)
            if self.facts.attempts and self.facts.attempts[-1].outcome is Outcome.BROKEN and isinstance(move, moves.Call):
                return move
        raise AssertionError("a delivery goes round in circles")

    def _make(self, move: moves.Move) -> None:
        if isinstance(move, moves.Keep):
            self.request = self.request.with_values(move.values)
        elif isinstance(move, moves.Call):
            self.calls.append(in_words(move))
            done = sum(attempt.intent == move.intent for attempt in self.facts.attempts)
            self._journal(self.adobe.answered(move, done + 1))
        elif isinstance(move, moves.Adopt):
            answer = Answer(200, {"orderId": move.found_id})
            self._journal(replace(an_attempt(move.call, Outcome.ADOPTED), answer=answer))
        elif isinstance(move, moves.Read):
            self.facts = self.facts.with_seen(move, self.adobe.seen(move))

    def _journal(self, attempt: Attempt) -> None:
        answered = self.facts.answered_now | {attempt.correlation_id}
        self.facts = self.facts.with_attempts((*self.facts.attempts, attempt), answered)


def a_life(request: Request, adobe: Adobe, policy: Policy | None = None, **known: Any) -> Life:  # noqa: ANN401 - the facts, by name.
    """Build a request in front of Adobe, before its first delivery."""
    return Life(request, adobe, facts(**known), policy or a_policy())


def codes(move: moves.Move) -> tuple[str, ...]:
    """Name the kind of a move and the problems that it tells."""
    problems = move.problems if isinstance(move, moves.Inquire | moves.Fail | moves.Park) else ()
    return (type(move).__name__.lower(), *(problem.code for problem in problems))
