"""An imagined Adobe and an imagined platform: pure values that answer each move of a ladder, so that whole deliveries can be played.

It is no simulator: it checks nothing, and answers what the generated world says. Nothing here looks at the rules under test.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, assert_never

from connector.domain import moves
from connector.domain.adobe_facts import Customer, Order, OrderLine, OtherAsset
from connector.domain.journal import Answer, Attempt, Outcome, correlation_id
from connector.domain.ladders import next_move
from connector.domain.refusals import Refusal
from tests.builders import CUSTOMER, NOW, RESELLER, a_customer, a_subscription, an_attempt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from connector.domain.facts import Facts
    from connector.domain.moves import Call, Read
    from connector.domain.policy import Policy
    from connector.domain.requests import Request

MOST_MOVES = 300
"""More moves than this in one delivery count as going round in circles; the connector itself gives up there."""

Ending = Outcome | Refusal
"""How a call ends: accepted, broken, not executed or found unanswered by the journal's rules, or refused."""


@dataclass
class Imagined:
    """One world. `choose` gives, from a name and the possible answers, the one that this world gives: the same each time it asks."""

    choose: Callable[[str, tuple[Any, ...]], Any]
    others: tuple[OtherAsset, ...] = ()
    customers: dict[str, Customer] = field(default_factory=dict)
    orders: dict[str, Order] = field(default_factory=dict)
    made: int = 0

    def seen(self, read: Read) -> object:
        """Answer a look."""
        refusal = None if isinstance(read, moves.ReadReseller | moves.ReadOtherAssets) else self._refusal(read)
        return refusal or self._shown(read)

    def _refusal(self, read: Read) -> Refusal | None:
        found: Refusal | None = self.choose(f"refusal of {type(read).__name__}", (None, None, None, *REFUSALS))
        return found

    def _shown(self, read: Read) -> object:
        match read:
            case moves.ReadReseller():
                return self.choose("reseller", (RESELLER, RESELLER, ""))
            case moves.ReadOtherAssets():
                return self.others
            case moves.ReadCustomer():
                return self._customer(read.customer_id)
            case moves.ReadResellerStatus():
                return self.choose("reseller status", ("1000", "1004", "1099"))
            case moves.FindCustomers():
                return tuple(self._customer(one) for one in self.choose("found", ((), (CUSTOMER,), (CUSTOMER, "P2"), ("P2",))))
            case moves.PreviewOrder():
                return self._previewed(read)
            case moves.ReadOrder():
                return self.orders[read.order_id]
            case moves.ReadOrdersSince():
                return tuple(self.orders.values())
            case moves.ReadSubscriptions():
                return tuple(a_subscription(number) for number in range(self.choose("subscriptions", (0, 9)) + 1))
            case _:
                assert_never(read)

    def _customer(self, customer_id: str) -> Customer:
        if customer_id not in self.customers:
            status = self.choose(f"status of {customer_id}", CUSTOMER_STATUSES)
            self.customers[customer_id] = a_customer(id=customer_id, status=status)
        return self.customers[customer_id]

    def _previewed(self, read: moves.PreviewOrder) -> Order:
        level = self.choose("level", ("01", "02", "T1"))
        lines = tuple(OrderLine(line.number, f"{line.mpn[:10]}{level}A12", line.quantity) for line in read.lines)
        return Order("", "PREVIEW", "", read.reference, NOW, lines if self.choose("lines", (True, True, False)) else ())

    def answered(self, call: Call, generation: int) -> Attempt:
        """Answer a call."""
        ending: Ending = self.choose(f"ending of {call.intent} {generation}", ENDINGS)
        attempt = replace(an_attempt(call), generation=generation, correlation_id=correlation_id("PR", call.intent, generation))
        if isinstance(ending, Refusal):
            body = {"code": ending.code, "message": ending.message, "additionalDetails": list(ending.details)}
            return replace(attempt, outcome=Outcome.REFUSED, answer=Answer(ending.status, body))
        if ending is not Outcome.ACCEPTED:
            return replace(attempt, outcome=ending, answer=None)
        return replace(attempt, answer=Answer(201, self._created(call)))

    def _created(self, call: Call) -> dict[str, str]:
        self.made += 1
        if isinstance(call, moves.CreateCustomer):
            return {"customerId": f"P{self.made + 1}"}
        status = self.choose(f"status of order {self.made}", ORDER_STATUSES)
        lines = tuple(OrderLine(line.number, line.offer_id, line.quantity, a_subscription(line.number).id) for line in call.lines)
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
CUSTOMER_STATUSES = ("1000", "1000", "1002", "1004", "1010", "1012", "1014", "1022", "1023", "")
ORDER_STATUSES = ("1000", "1000", "1002", "1004", "1008", "1020", "1022", "1024", "1026", "1099")
ENDINGS: tuple[Ending, ...] = (Outcome.ACCEPTED,) * 8 + (Outcome.BROKEN, Outcome.NOT_EXECUTED, *REFUSALS)


def moves_of(request: Request, facts: Facts, policy: Policy, world: Imagined) -> Iterator[moves.Move]:
    """Play one delivery: yield each move, the verdict last. A call that broke or was not executed ends it, as it does for real."""
    for _ in range(MOST_MOVES):
        move = next_move(request, facts, policy)
        yield move
        match move:
            case moves.Keep():
                request = request.with_values(move.values)
            case moves.CreateCustomer() | moves.PlaceOrder():
                done = sum(attempt.intent == move.intent for attempt in facts.attempts)
                attempt = world.answered(move, done + 1)
                facts = _with(facts, attempt)
                if attempt.outcome in {Outcome.BROKEN, Outcome.NOT_EXECUTED}:
                    return
            case moves.Adopt():
                key = "customerId" if isinstance(move.call, moves.CreateCustomer) else "orderId"
                adopted = replace(an_attempt(move.call, Outcome.ADOPTED), answer=Answer(200, {key: move.found_id}))
                facts = _with(facts, adopted)
            case moves.Approve() | moves.Inquire() | moves.Fail() | moves.Wait() | moves.Park():
                return
            case read:
                facts = facts.with_seen(read, world.seen(read))


def _with(facts: Facts, attempt: Attempt) -> Facts:
    return facts.with_attempts((*facts.attempts, attempt), facts.answered_now | {attempt.correlation_id})
