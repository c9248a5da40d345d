"""What was begun under another Adobe account than the request's of today: its name changed, or another account took its place.

The journal knows accounts by their names alone, so that nobody can tell whether two names are one account at Adobe. A call whose
answer is missing could be done twice then: it is settled under its own name, or by nobody. It writes nothing.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from connector.domain.case import DONE
from connector.domain.journal import Outcome
from connector.domain.moves import Fail, Inquire, Park
from connector.domain.problem_kinds import Kind
from connector.domain.problems import problem
from connector.domain.requests import ACCOUNT_UPDATE, Request
from connector.domain.transactions import owner_of, transaction_of
from connector.fulfillment import opening

if TYPE_CHECKING:
    from collections.abc import Iterable

    from connector.domain.journal import Attempt
    from connector.domain.moves import Move
    from connector.domain.requests import AnyRequest
    from connector.settings import Account, Settings
    from connector.store import Store

_OVER_AFTER: Final = timedelta(days=10)
"""Nobody sends a call that old again, and Adobe has forgotten its id: nothing of it is under way.

Another request of the company then goes on as it does where the account's name stayed and such a call is closed as broken: what
came of the call is Adobe's to say, which refuses a company that a reseller has already.
"""

_PERHAPS_DONE: Final = DONE | {Outcome.OPEN, Outcome.BROKEN}


def stranded(request: AnyRequest, store: Store, account: Account, settings: Settings) -> Park | None:
    """Park a request where a call under another account name concerns it that must not be made again; else nothing.

    That is one of its own whose answer is missing, one of another request under its company that may be carried out still, and of
    a transaction also what it has brought about.
    """
    served = frozenset(one.name for one in settings.accounts)
    company = request.customer if isinstance(request, Request) else request.company
    gone = tuple(name for name in store.accounts_of(company.id) if name not in served)
    keys = tuple(key for name in gone for key in opening.company_keys_under(request, name, account.program))
    found = [*_unanswered(keys, opening.owners_of(request, account), store), *_of_transaction(request, store, account, gone)]
    # A request about a company comes to each of its accounts in turn: only one that is gone never gets its turn.
    others = served if request.kind == ACCOUNT_UPDATE else {account.name}
    call = next((one for one in found if one.account not in others), None)
    if call is None:
        return None
    told = problem("call-of-former-account", call=call.intent, owner=call.owner, former=call.account, account=account.name)
    return Park((told,))


def as_served(move: Move, request: AnyRequest, attempts: Iterable[Attempt], account: Account) -> Move:
    """Give a move, or where it would stop a request that another account name has served: a person's matter that says so.

    A request about a company is served by each of its accounts in turn.
    """
    if not isinstance(move, Fail | Inquire | Park) or request.kind == ACCOUNT_UPDATE:
        return move
    before = next((one for one in attempts if one.outcome in DONE and one.account != account.name), None)
    if before is None:
        return move
    problems = (one.with_kind(Kind.OPERATOR) for one in move.problems)
    told = problem(
        "served-by-former-account", call=before.intent, owner=before.owner, former=before.account, account=account.name
    )
    return Park((*problems, told))


def _unanswered(keys: tuple[str, ...], owners: tuple[str, ...], store: Store) -> tuple[Attempt, ...]:
    """Give the calls without an answer of these owners, and those of others under these names that may be under way."""
    found = store.open_attempts(keys, owners)
    if all(one.owner in owners for one in found):
        return found
    since = store.now() - _OVER_AFTER
    return tuple(one for one in found if one.owner in owners or one.opened_at > since)


def _of_transaction(request: AnyRequest, store: Store, account: Account, gone: tuple[str, ...]) -> tuple[Attempt, ...]:
    """Give what a request's transaction did under accounts that are gone: their names are in the name of its calls' owner."""
    if not isinstance(request, Request) or not opening.transaction_key(request, account):
        return ()
    company, transaction = request.customer.id, transaction_of(request)
    calls = (call for name in gone for call in store.attempts(owner_of(name, company, transaction)))
    return tuple(call for call in calls if call.outcome in _PERHAPS_DONE)
