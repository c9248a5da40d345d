"""What a delivery would do next with a request, and why: the same ladder on the same facts, all but the looks left undone.

Must never write: no journal row, no lease, no parameter, no call that persists. Give it means whose store only looks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from connector.domain import moves
from connector.domain.facts import Facts
from connector.domain.ladders import next_move
from connector.domain.reseller_moves import CreateReseller, UpdateCustomer, UpdateReseller
from connector.domain.retail_moves import ClaimProduct, EndSubscription
from connector.domain.transfer_moves import PlaceTransfer
from connector.fulfillment import former_accounts, opening, triage
from connector.fulfillment.answering import in_a_crowd
from connector.fulfillment.in_words import attempt_in_words, move_in_words, read_in_words, seen_in_words, why_in_words
from connector.fulfillment.performing import FORGOTTEN_AFTER
from connector.fulfillment.programs import Observers, observer_of
from connector.store import StoreMissingError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from connector.cloudblue.platform import Platform
    from connector.domain.journal import Attempt
    from connector.domain.requests import AnyRequest
    from connector.fulfillment.means import Means
    from connector.settings import Account

_PENDING: Final = "pending"


@dataclass(frozen=True)
class Step:
    """One sentence of an explanation. `kind` is `known`, `seen`, `would` (before the next move), `next` or `why`."""

    kind: str
    text: str


def explain(request: AnyRequest, means: Means, platform: Platform, now: datetime) -> Iterator[Step]:
    """Give the explanation step by step, as it looks around. `now` is aware UTC, for a store that is not there to tell."""
    yield Step("known", f"{request.id} is a {request.kind} request of {request.subject}, {request.status}")
    if request.status != _PENDING:
        yield Step("next", "nothing")
        yield Step("why", f"only pending requests are worked on, this one is {request.status}")
        return
    accounts = opening.accounts_for(request, means.settings, platform)
    if isinstance(accounts, moves.Park):
        yield from _undone(accounts)
        return
    for account in accounts:
        yield Step("known", f"its Adobe account is {account.name}")
        yield from _under(account, request, means, platform, now)
    if not accounts:
        yield from _undone(moves.Approve({}))
    if len(accounts) > 1:
        yield Step("why", "the platform is told once, after the last account: it ends only where nothing is left to do under any")


def _under(account: Account, request: AnyRequest, means: Means, platform: Platform, now: datetime) -> Iterator[Step]:
    """Explain what is done under an account, as a delivery with its leases would begin."""
    facts = Facts(now, now)
    unanswered: tuple[Attempt, ...] = ()
    busy, stranded, waiting = False, None, 0
    try:
        means.store.ready()
        facts = opening.opening_facts(request, means.store, account)
        stranded = former_accounts.stranded(request, means.store, account, means.settings)
        found = means.store.open_attempts(_lease_names(request, account), opening.owners_of(request, account))
        unanswered = tuple(attempt for attempt in found if attempt.account == account.name)
        busy = _is_busy(request, means, platform, account)
        waiting = means.store.unsettled_count()
    except StoreMissingError as error:
        yield Step("known", str(error))
    yield from (Step("known", attempt_in_words(attempt)) for attempt in facts.attempts)
    if stranded:
        yield from _undone(stranded)
    elif unanswered:
        yield from (_settled(attempt, facts.now) for attempt in unanswered)
        yield Step("why", "a call without an answer is settled before anything else is done")
    elif busy:
        yield from _undone(opening.CUSTOMER_BUSY)
    else:
        yield from _climb(account, request, facts, means, platform, waiting)


def _climb(account: Account, request: AnyRequest, facts: Facts, means: Means, platform: Platform, waiting: int) -> Iterator[Step]:
    """Go up the ladder: make every look, note what would be kept, stop in front of the first move that does something.

    So many requests are `waiting` for open orders.
    """
    observer = observer_of(account, means, platform)
    policy = opening.policy_of(account, means.settings)
    while True:
        match former_accounts.as_served(next_move(request, facts, policy), request, facts.attempts, account):
            case moves.Keep() as keep:
                yield Step("would", move_in_words(keep))
                request = request.with_values(keep.values)
                facts = facts.with_kept(keep.values)
            case (
                moves.CreateCustomer()
                | moves.PlaceOrder()
                | moves.ReturnOrder()
                | moves.SetAutoRenewal()
                | CreateReseller()
                | UpdateReseller()
                | UpdateCustomer()
                | PlaceTransfer()
                | ClaimProduct()
                | EndSubscription()
                | moves.Adopt()
                | moves.Approve()
                | moves.Inquire()
                | moves.Fail()
                | moves.Park()
            ) as move:
                yield from _undone(move, facts.attempts)
                return
            case moves.Wait() as wait:
                yield from _undone(in_a_crowd(wait, lambda: waiting), facts.attempts)
                return
            case read:
                seen = _look(observer, read, request, facts, account)
                if isinstance(seen, moves.Wait | moves.Park):
                    yield Step("seen", f"{read_in_words(read)}: no usable answer")
                    yield from _undone(seen)
                    return
                yield Step("seen", f"{read_in_words(read)}: {seen_in_words(seen)}")
                facts = facts.with_seen(read, seen)


def _look(observer: Observers, read: moves.Read, request: AnyRequest, facts: Facts, account: Account) -> object:
    """Make one look; where no answer comes, give what a delivery would be ended with."""
    try:
        return observer.observe(read, request, facts.now)
    except Exception as error:
        verdict = triage.after(error, facts.now - (facts.waiting_since or facts.now), account)
        if verdict is None:
            raise
        return verdict


def _lease_names(request: AnyRequest, account: Account) -> tuple[str, ...]:
    """Name the leases that a delivery holds when it begins."""
    return (*opening.company_keys(request, account), *opening.adobe_keys(request, account))


def _is_busy(request: AnyRequest, means: Means, platform: Platform, account: Account) -> bool:
    return any(status == _PENDING for _, status in opening.others_unsettled(request, means.store, platform, account))


def _settled(attempt: Attempt, now: datetime) -> Step:
    forgotten = now - attempt.opened_at > FORGOTTEN_AFTER
    how = "give up, since Adobe has forgotten its id" if forgotten else "send again under its own correlation id"
    return Step("next", f"{how}: {attempt_in_words(attempt)}, of {attempt.owner}")


def _undone(move: moves.Adopt | moves.Call | moves.Verdict, attempts: tuple[Attempt, ...] = ()) -> Iterator[Step]:
    yield Step("next", move_in_words(move))
    yield from (Step("why", sentence) for sentence in why_in_words(move, attempts))
