"""Moves, what reads showed, and the journal's rows as sentences for an operator: ids, codes and numbers, no personal data."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from connector.domain import adobe_facts as facts
from connector.domain import moves
from connector.domain.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from connector.domain.journal import Attempt
    from connector.domain.problems import Problem


def read_in_words(read: moves.Read) -> str:
    """Say what is looked at."""
    match read:
        case moves.ReadReseller():
            return f"the Adobe reseller of the tier {read.tier_id}, on the platform"
        case moves.ReadOtherAssets():
            return f"the other assets of the tier {read.tier_id}, on the platform"
        case moves.ReadCustomer():
            return f"the Adobe customer {read.customer_id}"
        case moves.ReadResellerStatus():
            return f"the Adobe reseller {read.reseller_id}"
        case moves.FindCustomers():
            return f"the customers of the Adobe reseller {read.reseller_id} with this name and administrator"
        case moves.PreviewOrder():
            return f"a preview of the order for the Adobe customer {read.customer_id}: {_lines(read.lines)}"
        case moves.ReadOrder():
            return f"the Adobe order {read.order_id}"
        case moves.ReadOrdersSince():
            return f"the orders of the Adobe customer {read.customer_id} since {read.since:%Y-%m-%d %H:%M:%S} UTC"
        case moves.ReadSubscriptions():
            return f"the subscriptions of the Adobe customer {read.customer_id}"
        case moves.ReadPreviousRequest():
            return f"the previous approved request {read.request_id}, on the platform"
        case _:
            assert_never(read)


def seen_in_words(seen: object) -> str:
    """Say what a look showed."""
    match seen:
        case Refusal():
            return f"refused: HTTP {seen.status}, code {seen.code or 'none'}"
        case facts.Customer():
            return f"{seen.id}, status {seen.status}"
        case facts.Order():
            known = f"{seen.id}, status {seen.status}: " if seen.id else ""
            return known + ", ".join(f"{line.quantity} of {line.offer_id}" for line in seen.lines)
        case facts.Subscription():
            return f"{seen.id}, status {seen.status}, {seen.quantity} of {seen.offer_id}"
        case dict():
            return f"{len(seen)} parameters"
        case facts.OtherAsset():
            return f"{seen.id}, {seen.status}, Adobe customer {seen.customer_id or 'none'}"
        case tuple():
            return "; ".join(map(seen_in_words, seen)) or "none"
        case _:
            return str(seen) or "none"


def attempt_in_words(attempt: Attempt) -> str:
    """Say what the journal remembers of one attempt."""
    answer = f", HTTP {attempt.answer.status}" if attempt.answer else ""
    code = f", code {attempt.answer.body['code']}" if attempt.answer and attempt.answer.body.get("code") else ""
    return f"{attempt.intent}, generation {attempt.generation}: {attempt.outcome}{answer}{code}"


def move_in_words(move: moves.Keep | moves.Adopt | moves.Call | moves.Verdict) -> str:
    """Say what would be done."""
    match move:
        case moves.Keep():
            return f"write {', '.join(f'{name} = {value}' for name, value in move.values.items())} to the request"
        case moves.Adopt():
            return f"take {move.found_id}, found at Adobe, as the answer to: {move.call.intent}"
        case moves.CreateCustomer():
            return f"create an Adobe customer under the reseller {move.reseller_id} with the reference {move.reference}"
        case moves.PlaceOrder():
            return f"order for the Adobe customer {move.customer_id}, with the reference {move.reference}: {_lines(move.lines)}"
        case moves.ReturnOrder():
            given = ", ".join(f"{line.quantity} of {line.offer_id}" for line in move.lines)
            return f"return of the Adobe order {move.order_id}: {given}"
        case moves.SetAutoRenewal():
            wanted = f"on, with {move.quantity} to renew" if move.quantity else "off"
            return f"switch the auto-renewal of the Adobe subscription {move.subscription_id} {wanted}"
        case moves.Approve():
            return f"approve the request, after writing {', '.join(sorted(move.values)) or 'nothing'}"
        case moves.Inquire():
            return f"ask the customer about {', '.join(_parameters(move.problems))}"
        case moves.Fail():
            return "fail the request"
        case moves.Wait():
            return f"wait, and look again after {move.seconds} s"
        case moves.Park():
            return "park the request: a person is needed"
        case _:
            assert_never(move)


def why_in_words(move: moves.Keep | moves.Adopt | moves.Call | moves.Verdict, attempts: Iterable[Attempt]) -> tuple[str, ...]:
    """Say why it would be done, in one sentence or more."""
    match move:
        case moves.Keep():
            return ("ids are kept on the asset as soon as they are known",)
        case moves.Adopt():
            return ("it carries this request's reference and data, and the journal knows no answer",)
        case moves.CreateCustomer() | moves.PlaceOrder() | moves.ReturnOrder() | moves.SetAutoRenewal():
            return (_why_called(move.intent, attempts),)
        case moves.Approve():
            return ("the order is complete at Adobe, and its subscriptions are there",)
        case moves.Wait():
            return (move.why,)
        case moves.Inquire() | moves.Fail() | moves.Park():
            return tuple(f"{problem.code}: {problem.for_operator()}" for problem in move.problems)
        case _:
            assert_never(move)


def _why_called(intent: str, attempts: Iterable[Attempt]) -> str:
    own = [attempt for attempt in attempts if attempt.intent == intent]
    if not own:
        return "the journal knows no attempt of it"
    return f"generation {own[-1].generation + 1} is due after {attempt_in_words(own[-1])}"


def _lines(lines: Iterable[moves.WantedLine]) -> str:
    return ", ".join(f"{line.quantity} of {line.offer_id}" for line in lines)


def _parameters(problems: Iterable[Problem]) -> list[str]:
    return list(dict.fromkeys(name for problem in problems for name in problem.parameters))
