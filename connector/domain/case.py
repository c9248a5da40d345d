"""One request in front of its ladder: what it asks, what is known, and the way to ask for what is not known yet.

A ladder is written as the procedure that a person would follow. Where a fact is missing, `look` stops it and the move that gets
the fact becomes the next move; the shell makes the move and runs the ladder again from the top. Nothing is stored in between.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final, Generic, NoReturn, TypeAlias, TypeVar, assert_never

from connector.domain import catalogue, meanings, pauses
from connector.domain.facts import UNKNOWN, Facts
from connector.domain.journal import Answer, Outcome
from connector.domain.moves import (
    Call,
    CreateCustomer,
    Fail,
    Inquire,
    Keep,
    Move,
    Park,
    PlaceOrder,
    Read,
    ReadOtherAssets,
    ReturnOrder,
    SetAutoRenewal,
    Wait,
)
from connector.domain.parking import matter_of
from connector.domain.problems import Kind, Problem, problem
from connector.domain.refusals import Refusal
from connector.domain.requests import MarketplaceRequest, Request, TierRequest
from connector.domain.reseller_moves import CreateReseller, UpdateCustomer, UpdateReseller
from connector.domain.retail_moves import ClaimProduct, EndSubscription
from connector.domain.transfer_moves import PlaceTransfer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from connector.domain.adobe_facts import OtherAsset
    from connector.domain.journal import Attempt
    from connector.domain.policy import Policy
    from connector.domain.requests import Value
    from connector.domain.retail_facts import Redemption

AnyRequestT = TypeVar("AnyRequestT", bound=MarketplaceRequest)

REPLAYS: Final = 50
"""How many stored answers may lie before a fresh one, after the store was lost."""

_TWICE: Final = 2
DONE: Final = frozenset({Outcome.ACCEPTED, Outcome.ADOPTED})
REFUSED_FOR_OFFERS: Final = frozenset({"2122", "2129"})
_NAMES: Final = {
    CreateCustomer: meanings.CREATE_CUSTOMER,
    PlaceOrder: meanings.PLACE_ORDER,
    ReturnOrder: meanings.RETURN_ORDER,
    SetAutoRenewal: meanings.SET_AUTO_RENEWAL,
    CreateReseller: meanings.CREATE_RESELLER,
    UpdateReseller: meanings.UPDATE_RESELLER,
    UpdateCustomer: meanings.UPDATE_CUSTOMER,
    PlaceTransfer: meanings.PLACE_TRANSFER,
    ClaimProduct: meanings.CLAIM_PRODUCT,
    EndSubscription: meanings.END_SUBSCRIPTION,
}


class NextMoveError(Exception):
    """Carries the next move out of a ladder; never leaves `next_move`."""

    def __init__(self, move: Move) -> None:
        super().__init__(type(move).__name__)
        self.move = move


@dataclass(frozen=True)
class AnyCase(Generic[AnyRequestT]):
    """A request, what is known of it, the operator's choices, and what the ladder has seen done so far, in words.

    `gathered` is there for a draft: what the customer can correct is put into it, and the ladder goes on to what else there is.
    """

    request: AnyRequestT
    facts: Facts
    policy: Policy
    done: tuple[str, ...] = ()
    gathered: list[Problem] | None = None

    @property
    def store_is_younger(self) -> bool:
        """Whether the store may have forgotten something about this request."""
        return self.is_born_after(self.request.created)

    def is_born_after(self, moment: datetime) -> bool:
        """Whether the store may have forgotten what was done since then: also where it was born within that very second."""
        return moment.replace(microsecond=0) <= self.facts.born

    def make(self, move: Move) -> NoReturn:
        """Stop here: this is the next move."""
        raise NextMoveError(move)

    def look(self, read: Read) -> Any:  # noqa: ANN401 - each read says in its own words what it is seen as.
        """Give what a read shows, which is the next move when it was not made yet."""
        found = self.facts.of(read)
        if found is UNKNOWN:
            self.make(read)
        return found

    def read(self, read: Read, call: str) -> Any:  # noqa: ANN401 - as `look`.
        """Look, where a refusal can only stop the request."""
        found = self.look(read)
        if isinstance(found, Refusal):
            self.refused(call, found)
        return found

    def keep(self, values: Mapping[str, Value]) -> None:
        """See to it that the asset carries these values before anything else is done."""
        changed = self.request.changed_by(values)
        if changed:
            self.make(Keep(changed))

    def other_assets(self: Case) -> tuple[OtherAsset, ...]:
        """List the other assets of the company, and those of every company that is known to have the same Adobe customer."""
        tiers = (self.request.customer.id, *self.facts.fellow_tiers)
        return tuple(asset for tier in tiers for asset in self.look(ReadOtherAssets(tier)))

    def attempts(self, intent: str) -> tuple[Attempt, ...]:
        """Give the attempts of an intent, oldest first."""
        return tuple(attempt for attempt in self.facts.attempts if attempt.intent == intent)

    def accepted(self, intent: str) -> Answer | None:
        """Give Adobe's answer where the last attempt of an intent was accepted, or found and adopted."""
        last = next(reversed(self.attempts(intent)), None)
        return last.answer if last and last.outcome in DONE else None

    def redemption(self, intent: str) -> Redemption | None:
        """Give the link where the last attempt of a claim was answered with one in this delivery: nothing else remembers it."""
        last = next(reversed(self.attempts(intent)), None)
        return self.facts.redemptions.get(last.correlation_id) if last else None

    def successes(self, intent: str) -> int:
        """Count the attempts of an intent that Adobe accepted, or that were found and adopted."""
        return sum(attempt.outcome in DONE for attempt in self.attempts(intent))

    def refusal(self, intent: str) -> Refusal | None:
        """Give Adobe's refusal where the last attempt of an intent was refused."""
        last = next(reversed(self.attempts(intent)), None)
        return refusal_of(last.answer) if last and last.outcome is Outcome.REFUSED and last.answer else None

    def broke_with_other_data(self, kind: str, intent: str) -> bool:
        """Whether the last creation whose intent begins with `kind` broke, made of other data than this intent.

        Nobody has looked behind it then: a further attempt, whatever its data, is made only after a look.
        """
        last = next((one for one in reversed(self.facts.attempts) if one.intent.startswith(kind)), None)
        return last is not None and last.outcome is Outcome.BROKEN and last.intent != intent

    def is_fresh(self, intent: str) -> bool:
        """Whether the last attempt of an intent was answered in this delivery."""
        return self.attempts(intent)[-1].correlation_id in self.facts.answered_now

    def made_now(self, prefix: str) -> int:
        """Count the calls of a kind, named by the beginning of their intents, that were accepted in this delivery."""
        return sum(
            attempt.outcome is Outcome.ACCEPTED
            for attempt in self.facts.attempts
            if attempt.correlation_id in self.facts.answered_now and attempt.intent.startswith(prefix)
        )

    def having_done(self, what: str) -> AnyCase[AnyRequestT]:
        """Give the case after something that lasts: from now on a problem cannot end the request as if nothing had happened."""
        return replace(self, done=(*self.done, what))

    def call(self, call: Call, *, look: Callable[[], None]) -> NoReturn:
        """Make a call, or stop on the refusal of it that still stands.

        `look` runs before a further generation of a call that broke: it makes the move that adopts what it finds, or comes back.
        """
        last = next(reversed(self.attempts(call.intent)), None)
        if last and last.outcome is Outcome.BROKEN:
            look()
        self.refuse(self.against(call))
        self.make(call)

    def against(self, call: Call) -> tuple[Problem, ...]:
        """Give the problems of the refusal that still stands against a call; empty where the next generation is due."""
        last = next(reversed(self.attempts(call.intent)), None)
        if last is None or last.outcome is not Outcome.REFUSED or last.answer is None:
            return ()
        refusal = refusal_of(last.answer)
        if _names_other_offers(call, last, refusal):
            return ()
        problems = catalogue.judge(_name_of(call), refusal, self.items_by_line)
        hardest = _hardest(problems)
        # Where something is done, or the request cannot be failed for it, a person is asked; then the next delivery tries again.
        lasting = hardest is Kind.FINAL and not self.done and self.request.can_be_asked
        if lasting or (hardest is Kind.CORRECTABLE and last.told_at is None):
            return problems
        fresh = last.correlation_id in self.facts.answered_now
        replayed = hardest is Kind.TRANSIENT and self.store_is_younger and last.generation < REPLAYS
        return self._told_again(call, refusal, problems) if fresh and not replayed else ()

    def refused_now(self, call: Call) -> tuple[Problem, ...]:
        """Give what Adobe's refusal of a call means, where it came in this delivery: the next one tries again."""
        refusal = self.refusal(call.intent)
        if refusal is None or not self.is_fresh(call.intent):
            return ()
        problems = catalogue.judge(_name_of(call), refusal, self.items_by_line)
        return self._told_again(call, refusal, problems)

    def _told_again(self, call: Call, refusal: Refusal, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
        """Give the problems, or a person's matter: a return refused again after all was read anew passes by no waiting."""
        refusals = sum(attempt.outcome is Outcome.REFUSED for attempt in self.attempts(call.intent))
        if not isinstance(call, ReturnOrder) or refusals < _TWICE or _hardest(problems) is not Kind.TRANSIENT:
            return problems
        return (problem("return-refused-again", order=call.order_id, answer=refusal.in_words()),)

    def refused(self, call: str, refusal: Refusal, *, with_note: bool = False) -> NoReturn:
        """Stop on a refusal of a read; `with_note` is as in `stop`."""
        self.stop(catalogue.judge(call, refusal, self.items_by_line), with_note=with_note)

    @property
    def items_by_line(self) -> dict[int, str]:
        """What the lines of this request's orders are called by people."""
        return self.request.items_by_line

    def refuse(self, problems: tuple[Problem, ...]) -> None:
        """Stop when there is any problem; all of them are told."""
        if self.gathered is not None and all(found.kind is Kind.CORRECTABLE for found in problems):
            self.gathered.extend(problems)
        elif problems:
            self.stop(problems)

    def stop(self, problems: tuple[Problem, ...], *, with_note: bool = False) -> NoReturn:
        """End the delivery with these problems: the hardest decides whose turn it is, all are told.

        `with_note` tells even what passes by itself: for what may take days.
        """
        told = tuple(map(self._askable, problems))
        if self.done and _hardest(told) is not Kind.TRANSIENT:
            told = (*(one.with_kind(Kind.OPERATOR) for one in told), problem("partly-done", done="; ".join(self.done)))
        match _hardest(told):
            case Kind.FINAL:
                self.make(Fail(told))
            case Kind.CORRECTABLE:
                self.make(Inquire(told))
            case Kind.OPERATOR:
                self.make(Park(told))
            case Kind.TRANSIENT:
                self.wait("; ".join(one.text for one in told), note=matter_of(told) if with_note else "")
            case unreachable:
                assert_never(unreachable)

    def stop_on_status(self, resource: str, status: str, *, turn: Kind | None = None, **words: object) -> NoReturn:
        """End the delivery for how something stands at Adobe, as the catalogue says; a good status is waited with."""
        found = catalogue.judge_status(resource, status, **words)
        if found:
            self.stop((found.with_kind(turn) if turn else found,))
        self.wait(f"the {resource} has the status {status}")

    def wait(self, why: str, *, since: datetime | None = None, open_order: str = "", note: str = "") -> NoReturn:
        """End the delivery and look again later, the later the longer it has been waited for the same.

        Nothing is waited for without a bound: after the days of `ORDER_WAIT_DAYS` a person is asked.
        """
        began = since or self.facts.waiting_since or self.facts.now
        days = self.policy.order_wait_days
        if self.facts.now - began > timedelta(days=days):
            self.make(Park((problem("waited-too-long", why=why, days=days),)))
        self.make(Wait(pauses.growing(self.facts.now - began), why, open_order, note=note))

    def _askable(self, found: Problem) -> Problem:
        """Leave a question only where it can be asked: the request must carry a parameter for it, and be of a kind that can."""
        if found.kind is not Kind.CORRECTABLE:
            return found
        if not self.request.can_be_asked:
            return found.with_kind(Kind.OPERATOR)
        carried = tuple(name for name in found.parameters if self.request.carries(name))
        if carried:
            return replace(found, parameters=carried)
        return found.with_kind(Kind.FINAL if self.request.may_fail else Kind.OPERATOR)


Case: TypeAlias = AnyCase[Request]
"""The case of a fulfilment request."""

TierCase: TypeAlias = AnyCase[TierRequest]
"""The case of a request about a tier configuration or a tier account."""


def refusal_of(answer: Answer) -> Refusal:
    """Read a stored answer as the refusal it was."""
    body = answer.body
    details = [*body.get("additionalDetails", []), *body.get("invalidFields", [])]
    return Refusal(answer.status, str(body.get("code", "")), str(body.get("message", "")), tuple(map(str, details)))


def _name_of(call: Call) -> str:
    """Give what a call is called in the catalogue: to renew nothing is a switch, not a quantity."""
    if isinstance(call, SetAutoRenewal) and not call.quantity:
        return meanings.SWITCH_OFF
    return _NAMES[type(call)]


def _names_other_offers(call: Call, attempt: Attempt, refusal: Refusal) -> bool:
    """Whether an order was refused for its offers, and a later preview names others."""
    if not isinstance(call, PlaceOrder) or attempt.call is None or refusal.code not in REFUSED_FOR_OFFERS:
        return False
    sent = {line["extLineItemNumber"]: line["offerId"] for line in attempt.call.body.get("lineItems", [])}
    return sent != {line.number: line.offer_id for line in call.lines}


def _hardest(problems: tuple[Problem, ...]) -> Kind:
    """Give the kind that decides: what can never be, then what the customer can correct, then what an operator must."""
    kinds = {problem.kind for problem in problems}
    return next(kind for kind in Kind if kind in kinds)
