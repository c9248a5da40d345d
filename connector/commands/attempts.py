"""`attempts`: what was sent to Adobe for a request, or everything whose answer is missing. Never what the calls carried."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

from connector.commands.journal_reading import looking_at_the_store, table, written
from connector.commands.surroundings import SUCCESS
from connector.fulfillment.performing import REQUEST_ID

if TYPE_CHECKING:
    import argparse

    from connector.commands.surroundings import Surroundings
    from connector.domain.journal import Attempt
    from connector.store import Store

_HEADINGS: Final = ("owner", "intent", "generation", "outcome", "answer", "opened", "answered", "correlation id")


@dataclass(frozen=True)
class Sent:
    """One attempt. Times are ISO 8601 in UTC; what is not there is empty, a status that is not there is null.

    `unanswered` counts sendings without an answer; `request_id` is what Adobe's support asks for beside the correlation id.
    """

    owner: str
    intent: str
    generation: int
    outcome: str
    status: int | None
    code: str
    opened: str
    answered: str
    told: str
    unanswered: int
    correlation_id: str
    request_id: str
    account: str
    customer_key: str


def run(arguments: argparse.Namespace, surroundings: Surroundings) -> int:
    """List attempts, the oldest first. Raises `SettingsError` or `CommandError`."""
    with looking_at_the_store(surroundings) as store:
        found = tuple(map(_sent, _attempts(store, arguments.request))) if store else ()
    if arguments.json:
        surroundings.say(json.dumps([asdict(one) for one in found], indent=2))
        return SUCCESS
    if not found:
        nothing = f"Nothing was sent to Adobe for {arguments.request}, as far as the journal remembers."
        surroundings.say("No attempt is open." if arguments.open else nothing)
        return SUCCESS
    for line in table(_HEADINGS, [_row(one) for one in found]):
        surroundings.say(line)
    return SUCCESS


def _attempts(store: Store, request_id: str | None) -> tuple[Attempt, ...]:
    """Give a request's attempts with those of its transaction, or all that are open."""
    if request_id is None:
        return store.every_open_attempt()
    state = store.request_state(request_id)
    transaction = (state.transaction_key or "") if state else ""
    return store.attempts(*filter(None, (request_id, transaction)))


def _sent(attempt: Attempt) -> Sent:
    body = attempt.answer.body if attempt.answer else {}
    return Sent(
        owner=attempt.owner,
        intent=attempt.intent,
        generation=attempt.generation,
        outcome=attempt.outcome,
        status=attempt.answer.status if attempt.answer else None,
        code=str(body.get("code") or ""),
        opened=written(attempt.opened_at),
        answered=written(attempt.answered_at),
        told=written(attempt.told_at),
        unanswered=attempt.unanswered,
        correlation_id=attempt.correlation_id,
        request_id=str(body.get(REQUEST_ID) or ""),
        account=attempt.account,
        customer_key=attempt.customer_key,
    )


def _row(one: Sent) -> tuple[str, ...]:
    answer = " ".join(filter(None, (f"HTTP {one.status}" if one.status else "", one.code)))
    return one.owner, one.intent, str(one.generation), one.outcome, answer, one.opened, one.answered, one.correlation_id
