"""An imagined Adobe and an imagined platform: plain values that answer each move of a ladder, to play whole deliveries.

It is no simulator: it checks nothing, and answers what the generated world says. Nothing here looks at the rules under test.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, assert_never, get_args

from connector.domain import moves, reseller_moves
from connector.domain.adobe_facts import Customer, Order, OrderLine, OtherAsset, OtherConfiguration, Subscription
from connector.domain.journal import Answer, Attempt, Outcome, correlation_id
from connector.domain.ladders import next_move
from connector.domain.refusals import Refusal
from tests.builders import CUSTOMER, NOW, RESELLER, a_customer, a_reseller, a_subscription, an_attempt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from connector.domain.facts import Facts
    from connector.domain.policy import Policy
    from connector.domain.requests import Request

MOST_MOVES = 300
"""More moves than this in one delivery count as going round in circles; the connector itself gives up there."""

PurchaseRead = (
    moves.ReadReseller
    | moves.ReadOtherAssets
    | moves.ReadCustomer
    | reseller_moves.ReadResellerProfile
    | moves.FindCustomers
    | moves.PreviewOrder
    | moves.ReadOrder
    | moves.ReadOrdersSince
    | moves.ReadSubscriptions
    | reseller_moves.ReadOtherConfigurations
)
PurchaseCall = moves.CreateCustomer | moves.PlaceOrder
Verdict = moves.Approve | moves.Inquire | moves.Fail | moves.Wait | moves.Park
PURCHASE_MOVES = (*get_args(PurchaseRead), *get_args(PurchaseCall), moves.Keep, moves.Adopt, *get_args(Verdict))
"""Every move that a purchase can make."""

Ending = Outcome | Refusal
"""How a call ends: accepted, broken, not executed, or refused."""


@dataclass
class Imagined:
    """One world, made of a seed: asked for the same thing it answers the same. `customers` and `orders` are what Adobe has."""

    seed: int
    others: tuple[OtherAsset, ...] = ()
    customers: dict[str, Customer] = field(default_factory=dict)
    orders: dict[str, Order] = field(default_factory=dict)
    made: int = 0

    def choose(self, name: str, among: Sequence[Any]) -> Any:  # noqa: ANN401 - one of what it was given.
        """Choose one of these, always the same for this name."""
        return random.Random(f"{self.seed}/{name}").choice(among)  # noqa: S311 - a test's choice protects nothing.

    def seen(self, read: PurchaseRead) -> object:
        """Answer a look."""
        refusal = None if isinstance(read, moves.PlatformRead) else self._refusal(read)
        return refusal or self._shown(read)

    def _refusal(self, read: PurchaseRead) -> Refusal | None:
        found: Refusal | None = self.choose(f"refusal of {type(read).__name__}", (*[None] * 150, *REFUSALS))
        return found

    def _shown(self, read: PurchaseRead) -> object:
        match read:
            case moves.ReadReseller():
                return self.choose("reseller", (RESELLER, RESELLER, RESELLER, ""))
            case moves.ReadOtherAssets():
                return self.others
            case moves.ReadCustomer():
                return self._customer(read.customer_id)
            case reseller_moves.ReadResellerProfile():
                return a_reseller(status=self.choose("reseller status", ("1000", "1004", "1099")))
            case reseller_moves.ReadOtherConfigurations():
                return self.choose(
                    "set-up of the reseller", ((), (OtherConfiguration("TC-1", "PRD-100-000-000", "", is_open=True),))
                )
            case moves.FindCustomers():
                self._customer(self.choose("another", (CUSTOMER, "P-another")))
                return tuple(self.customers.values())
            case moves.PreviewOrder():
                return self._previewed(read)
            case moves.ReadOrder():
                return self.orders[read.order_id]
            case moves.ReadOrdersSince():
                return tuple(self.orders.values())
            case moves.ReadSubscriptions():
                return self._subscriptions() if self.choose("visible", (True, True, False)) else ()
            case _:
                assert_never(read)

    def _customer(self, customer_id: str) -> Customer:
        if customer_id not in self.customers:
            status = self.choose(f"status of {customer_id}", CUSTOMER_STATUSES)
            self.customers[customer_id] = a_customer(id=customer_id, status=status)
        return self.customers[customer_id]

    def _subscriptions(self) -> tuple[Subscription, ...]:
        lines = {line.subscription_id: line for order in self.orders.values() for line in order.lines}
        return tuple(
            replace(a_subscription(), id=name, quantity=line.quantity, renewal_quantity=line.quantity)
            for name, line in lines.items()
        )

    def _previewed(self, read: moves.PreviewOrder) -> Order:
        level = self.choose("level", ("01", "02", "T1"))
        lines = tuple(OrderLine(line.number, f"{line.mpn[:10]}{level}A12", line.quantity) for line in read.lines)
        return Order("", "PREVIEW", "", read.reference, NOW, lines if self.choose("lines", (True, True, False)) else ())

    def answered(self, call: PurchaseCall, generation: int) -> Attempt:
        """Answer a call. One that broke was carried out all the same in every other world."""
        ending: Ending = self.choose(f"ending of {call.intent} {generation}", ENDINGS)
        attempt = replace(an_attempt(call), generation=generation, correlation_id=correlation_id("PR", call.intent, generation))
        if isinstance(ending, Refusal):
            body = {"code": ending.code, "message": ending.message, "additionalDetails": list(ending.details)}
            return replace(attempt, outcome=Outcome.REFUSED, answer=Answer(ending.status, body))
        if ending is Outcome.ACCEPTED:
            return replace(attempt, answer=Answer(201, self._created(call)))
        if ending is Outcome.BROKEN and self.choose(f"effect of {call.intent} {generation}", (True, False)):
            self._created(call)
        return replace(attempt, outcome=ending, answer=None)

    def _created(self, call: PurchaseCall) -> dict[str, str]:
        self.made += 1
        if isinstance(call, moves.CreateCustomer):
            return {"customerId": self._customer(f"P-{self.made}").id}
        status = self.choose(f"status of order {self.made}", ORDER_STATUSES)
        lines = tuple(
            OrderLine(line.number, line.offer_id, line.quantity, a_subscription(line.number - 1).id) for line in call.lines
        )
        order = Order(str(self.made), "NEW", status, call.reference, NOW, lines)
        self.orders[order.id] = order
        return {"orderId": order.id}


REFUSALS = tuple(
    Refusal(400, code, "No", details)
    for code, details in (
        ("1115", ()),
        ("1116", ()),
        ("1117", ("companyProfile.address.city",)),
        ("1117", ("lineItems[0]",)),
        ("1118", ()),
        ("1127", ()),
        ("2119", ()),
        ("2122", ("Line Item: 1",)),
        ("2129", ("Line Item: 1, Reason: INELIGIBLE_ADD_ON",)),
        ("3131", ()),
        ("4121", ()),
        ("5122", ()),
        ("", ()),
    )
)
CUSTOMER_STATUSES = (*["1000"] * 6, *["1002"] * 4, "1004", "1010", "1010", "1012", "1014", "1022", "1023", "")
ORDER_STATUSES = (*["1000"] * 8, "1002", "1004", "1008", "1020", "1022", "1024", "1024", "1026", "1099")
ENDINGS: tuple[Ending, ...] = (*[Outcome.ACCEPTED] * 60, *[Outcome.BROKEN] * 12, *[Outcome.NOT_EXECUTED] * 5, *REFUSALS)


@dataclass
class Played:
    """What was played: the moves of each delivery, and request and facts as the last one left them."""

    request: Request
    facts: Facts
    policy: Policy
    world: Imagined
    deliveries: list[list[moves.Move]] = field(default_factory=list)

    @property
    def every_move(self) -> list[moves.Move]:
        """All moves, one after the other."""
        return [move for delivery in self.deliveries for move in delivery]

    def deliver(self) -> bool:
        """Play one delivery, and say whether the platform will deliver again. A broken call ends it, as it does for real."""
        self.facts = replace(self.facts, seen={}, answered_now=frozenset())
        made: list[moves.Move] = []
        self.deliveries.append(made)
        while len(made) < MOST_MOVES:
            move = next_move(self.request, self.facts, self.policy)
            made.append(move)
            if isinstance(move, Verdict):
                break
            self._make(move)
            if self._nobody_knows():
                return True
        if isinstance(made[-1], moves.Inquire):
            told = (replace(attempt, told_at=NOW) for attempt in self.facts.attempts)
            self.facts = replace(self.facts, attempts=tuple(told))
        return not isinstance(made[-1], moves.Approve | moves.Fail)

    def _make(self, move: moves.Move) -> None:
        if isinstance(move, moves.Keep):
            self.request = self.request.with_values(move.values)
        elif isinstance(move, PurchaseCall):
            done = sum(attempt.intent == move.intent for attempt in self.facts.attempts)
            self._journal(self.world.answered(move, done + 1))
        elif isinstance(move, moves.Adopt):
            key = "customerId" if isinstance(move.call, moves.CreateCustomer) else "orderId"
            self._journal(replace(an_attempt(move.call, Outcome.ADOPTED), answer=Answer(200, {key: move.found_id})))
        elif isinstance(move, PurchaseRead):
            self.facts = self.facts.with_seen(move, self.world.seen(move))
        else:
            raise TypeError(f"no purchase makes the move {move}")

    def _journal(self, attempt: Attempt) -> None:
        answered = self.facts.answered_now | {attempt.correlation_id}
        self.facts = self.facts.with_attempts((*self.facts.attempts, attempt), answered)

    def _nobody_knows(self) -> bool:
        last = self.facts.attempts[-1] if self.facts.attempts else None
        return (
            last is not None
            and last.outcome in {Outcome.BROKEN, Outcome.NOT_EXECUTED}
            and last.correlation_id in self.facts.answered_now
        )


def play(request: Request, facts: Facts, policy: Policy, world: Imagined, *, deliveries: int = 1) -> Played:
    """Play so many deliveries of a request, or fewer when it is approved or failed earlier."""
    played = Played(request, facts, policy, world)
    for _ in range(deliveries):
        if not played.deliver():
            break
    return played
