"""Moves, what reads showed, and the journal's rows as sentences for an operator: ids, codes and numbers, no personal data."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from connector.domain import adobe_facts as facts
from connector.domain import moves, reseller_moves, retail_moves, transfer_moves
from connector.domain.parameters import SECRETS
from connector.domain.refusals import Refusal
from connector.domain.requests import Request
from connector.domain.retail_facts import Redeemed
from connector.fulfillment import transfers_in_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from connector.domain.journal import Attempt
    from connector.domain.problems import Problem


def read_in_words(read: moves.Read) -> str:
    """Say what is looked at."""
    match read:
        case moves.ReadCustomer():
            return f"the Adobe customer {read.customer_id}"
        case reseller_moves.ReadResellerProfile():
            return f"the Adobe reseller {read.reseller_id}"
        case moves.FindCustomers() | moves.FindCustomersByReference() | reseller_moves.FindResellers():
            return _search_in_words(read)
        case moves.PreviewOrder():
            return f"a preview of the order for the Adobe customer {read.customer_id}: {_lines(read.lines)}"
        case moves.ReadOrder():
            return f"the Adobe order {read.order_id}"
        case moves.ReadOrdersSince():
            return f"the orders of the Adobe customer {read.customer_id} since {read.since:%Y-%m-%d %H:%M:%S} UTC"
        case moves.ReadSubscriptions():
            return f"the subscriptions of the Adobe customer {read.customer_id}"
        case transfer_moves.PreviewMembership():
            return f"what the VIP membership {read.membership_id} holds"
        case transfer_moves.ReadTransfer():
            return f"the transfer {read.transfer_id} of the VIP membership {read.membership_id}"
        case retail_moves.ReadRedeemed():
            return f"what became of the claim {read.reference}"
        case _:
            return f"{_platform_read_in_words(read)}, on the platform"


def _search_in_words(read: moves.FindCustomers | moves.FindCustomersByReference | reseller_moves.FindResellers) -> str:
    match read:
        case moves.FindCustomers():
            return f"the customers of the Adobe reseller {read.reseller_id} with this name and administrator"
        case moves.FindCustomersByReference():
            return f"the customers of the Adobe reseller {read.reseller_id} with the reference {read.reference}"
        case _:
            named = "this name and " if read.company_name else ""
            return f"the distributor's Adobe resellers with {named}the reference {read.reference}"


def _platform_read_in_words(read: moves.PlatformRead) -> str:
    match read:
        case moves.ReadReseller():
            return f"the Adobe reseller of the tier {read.tier_id}"
        case moves.ReadOtherAssets():
            return f"the other assets of the tier {read.tier_id}"
        case moves.ReadAssetsOfCustomer():
            return f"the product's other assets with the Adobe customer {read.customer_id}"
        case moves.ReadPreviousRequest():
            return f"the previous approved request {read.request_id}"
        case reseller_moves.ReadOtherConfigurations():
            return f"the other configurations of the tier {read.tier_id} under this Adobe account"
        case reseller_moves.ReadHeldAccounts():
            return f"what the tier {read.tier_id} has at Adobe under this account"
        case transfer_moves.ReadProductItems():
            return f"the items of the product {read.product_id}"
        case moves.ReadRequests():
            return f"the requests {', '.join(read.request_ids)}"
        case moves.ReadPurchases():
            return f"the purchases of the tier {read.tier_id}"
        case _:
            assert_never(read)


def seen_in_words(seen: object) -> str:
    """Say what a look showed."""
    if isinstance(seen, transfers_in_words.Shown):
        return transfers_in_words.seen_in_words(seen)
    match seen:
        case Refusal():
            return f"refused: HTTP {seen.status}, code {seen.code or 'none'}"
        case facts.Customer() | facts.Reseller() | Request():
            return f"{seen.id}, status {seen.status}"
        case facts.Order():
            known = f"{seen.id}, status {seen.status}: " if seen.id else ""
            return known + ", ".join(f"{line.quantity} of {line.offer_id}" for line in seen.lines)
        case facts.Subscription():
            return f"{seen.id}, status {seen.status}, {seen.quantity} of {seen.offer_id}"
        case Redeemed():
            return seen.status.lower() or "not redeemed yet"
        case dict():
            return f"{len(seen)} parameters"
        case facts.OtherAsset():
            return f"{seen.id}, {seen.status}, Adobe customer {seen.customer_id or 'none'}"
        case facts.OtherConfiguration():
            return f"{seen.id}, Adobe reseller {seen.reseller_id or 'none'}{', being set up' if seen.is_open else ''}"
        case facts.HeldAccount():
            return f"the {seen.kind} {seen.id}"
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
            return f"write {', '.join(f'{name} = {_shown(name, value)}' for name, value in move.values.items())} to the request"
        case moves.Adopt():
            return f"take {move.found_id}, found at Adobe, as the answer to: {move.call.intent}"
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
            return _call_in_words(move)


def _call_in_words(call: moves.Call) -> str:
    match call:
        case moves.CreateCustomer():
            return f"create an Adobe customer under the reseller {call.reseller_id} with the reference {call.reference}"
        case moves.PlaceOrder():
            return f"order for the Adobe customer {call.customer_id}, with the reference {call.reference}: {_lines(call.lines)}"
        case moves.ReturnOrder():
            given = ", ".join(f"{line.quantity} of {line.offer_id}" for line in call.lines)
            return f"return of the Adobe order {call.order_id}: {given}"
        case moves.SetAutoRenewal():
            wanted = f"on, with {call.quantity} to renew" if call.quantity else "off"
            return f"switch the auto-renewal of the Adobe subscription {call.subscription_id} {wanted}"
        case reseller_moves.CreateReseller():
            return f"create an Adobe reseller under the distributor {call.distributor_id} with the reference {call.reference}"
        case reseller_moves.UpdateReseller():
            return f"update the Adobe reseller {call.reseller_id}"
        case reseller_moves.UpdateCustomer():
            return f"update the Adobe customer {call.customer_id}"
        case transfer_moves.PlaceTransfer():
            return f"transfer the VIP membership {call.membership_id} to the Adobe reseller {call.reseller_id}"
        case retail_moves.ClaimProduct():
            return f"claim the Adobe offer {call.offer_id} under the reference {call.reference}"
        case retail_moves.EndSubscription():
            return f"end the Adobe subscription of the reference {call.reference}"
        case _:
            assert_never(call)


def why_in_words(move: moves.Keep | moves.Adopt | moves.Call | moves.Verdict, attempts: Iterable[Attempt]) -> tuple[str, ...]:
    """Say why it would be done, in one sentence or more."""
    match move:
        case moves.Keep():
            return ("ids are kept on the request as soon as they are known",)
        case moves.Adopt():
            return ("it carries this request's reference and data, and the journal knows no answer",)
        case moves.Approve():
            return ("Adobe has everything that the request asks for",)
        case moves.Wait():
            return (move.why,)
        case moves.Inquire() | moves.Fail() | moves.Park():
            return tuple(f"{problem.code}: {problem.for_operator()}" for problem in move.problems)
        case call:
            return (_why_called(call.intent, attempts),)


def _shown(name: str, value: object) -> object:
    return "***" if name in SECRETS else value


def _why_called(intent: str, attempts: Iterable[Attempt]) -> str:
    own = [attempt for attempt in attempts if attempt.intent == intent]
    if not own:
        return "the journal knows no attempt of it"
    return f"generation {own[-1].generation + 1} is due after {attempt_in_words(own[-1])}"


def _lines(lines: Iterable[moves.WantedLine]) -> str:
    return ", ".join(f"{line.quantity} of {line.offer_id}" for line in lines)


def _parameters(problems: Iterable[Problem]) -> list[str]:
    return list(dict.fromkeys(name for problem in problems for name in problem.parameters))
