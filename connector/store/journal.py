"""The intent journal: one row per attempt of a persisting Adobe write, committed before the call goes out.

Must never open an attempt without its lease, never open two under one customer, never close one twice, and never keep
personal data longer than a call is open, nor a redemption link or code at all: the body of a call with `companyProfile` or
`contacts` in it goes when the row is closed (its digest stays), and of an answer these two members are left out, at any depth.
Everything else is kept: what an order asked for is compared with what is asked for later. Of the answer to a retail claim nothing
is kept but what is named here: Adobe may write its link and its code under names that nobody has heard of yet.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import and_, bindparam, func, insert, literal_column, or_, select, update
from sqlalchemy.exc import IntegrityError

from connector.domain.journal import Answer, Attempt, Outcome, WireCall, correlation_id, digest
from connector.store.errors import AttemptMissingError, OpenAttemptError
from connector.store.tables import attempts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Row

    from connector.store.database import Database, Transaction
    from connector.store.leases import Lease

_PERSONAL: Final = frozenset({"companyProfile", "contacts"})
_CLAIM: Final = "workflow_type"
_SENT: Final = (_CLAIM, "workflow_attributes")
IS_OPEN: Final = attempts.c.outcome == literal_column(f"'{Outcome.OPEN}'")
"""The condition in the very words of the index on what is open: a database compares them, not their meaning."""
_REFUSAL: Final = ("code", "message", "requestId")


# Statements are put together once: that takes longer than carrying them out.
_OF_OWNERS: Final = select(attempts).where(attempts.c.owner.in_(bindparam("owners", expanding=True))).order_by(attempts.c.id)
_CONCERNED: Final = or_(
    attempts.c.customer_key.in_(bindparam("keys", expanding=True)), attempts.c.owner.in_(bindparam("owners", expanding=True))
)
_STILL_OPEN: Final = select(attempts).where(_CONCERNED, IS_OPEN).order_by(attempts.c.id)
_SAME: Final = and_(attempts.c.owner == bindparam("owner"), attempts.c.intent == bindparam("intent"))
_BEFORE: Final = select(
    select(func.count())
    .where(attempts.c.customer_key == bindparam("customer_key"), IS_OPEN)
    .scalar_subquery()
    .label("under_the_customer"),
    # The same intent counts under whatever name: an account that was renamed names its customers anew.
    select(func.count()).where(_SAME, IS_OPEN).scalar_subquery().label("of_the_intent"),
    select(func.max(attempts.c.generation)).where(_SAME).scalar_subquery().label("last"),
)
_INSERT: Final = insert(attempts).returning(attempts)


class _Intent(NamedTuple):
    owner: str
    intent: str
    account: str
    customer_key: str


class Journal:
    """What was sent to Adobe, or is about to be, and what became of it."""

    _database: Database

    def attempts(self, *owners: str) -> tuple[Attempt, ...]:
        """Give every attempt of these owners, the oldest first. A closed one keeps its call where that names nobody."""
        with self._database.reading() as transaction:
            return tuple(map(attempt_of, transaction.connection.execute(_OF_OWNERS, {"owners": owners})))

    def answers_under(self, customer_key: str) -> tuple[Answer, ...]:
        """Give the answers of every attempt under a company that was accepted or adopted, whosever it was, the newest first."""
        good = attempts.c.customer_key == customer_key, attempts.c.outcome.in_((Outcome.ACCEPTED, Outcome.ADOPTED))
        found = select(attempts).where(*good).order_by(attempts.c.id.desc())
        with self._database.reading() as transaction:
            answers = (attempt_of(row).answer for row in transaction.connection.execute(found))
            return tuple(answer for answer in answers if answer)

    def attempts_under(self, customer_key: str) -> tuple[Attempt, ...]:
        """Give every attempt under a company or an asset, whosever it was, the oldest first."""
        under = select(attempts).where(attempts.c.customer_key == customer_key).order_by(attempts.c.id)
        with self._database.reading() as transaction:
            return tuple(map(attempt_of, transaction.connection.execute(under)))

    def open_attempts(self, customer_keys: Sequence[str], owners: Sequence[str]) -> tuple[Attempt, ...]:
        """Give every open attempt under these customers or of these owners, whichever request it belongs to."""
        with self._database.reading() as transaction:
            found = transaction.connection.execute(_STILL_OPEN, {"keys": customer_keys, "owners": owners})
            return tuple(map(attempt_of, found))

    def open_attempt(
        self,
        lease: Lease,
        *,
        owner: str,
        intent: str,
        account: str,
        customer_key: str,
        call: WireCall,
        request_id: str | None,
    ) -> Attempt:
        """Commit the next generation of an intent; after this, and only after this, the call may go out.

        Renews the lease in the same transaction. Raises `LeaseLostError` when it was taken over, `OpenAttemptError` when
        an attempt under `customer_key` or of this intent is open, `ValueError` when `customer_key` is none of the lease's.
        """
        values = {
            "request_id": request_id,
            "method": call.method,
            "path": call.path,
            "body": call.body,
            "body_digest": digest(call.body),
            "outcome": Outcome.OPEN,
        }
        return self._next(lease, _Intent(owner, intent, account, customer_key), values)

    def adopt(
        self,
        lease: Lease,
        *,
        owner: str,
        intent: str,
        account: str,
        customer_key: str,
        answer: Answer,
    ) -> Attempt:
        """Note what a look found at Adobe as this intent's effect: its next generation, never sent. Raises as `open_attempt`."""
        values = {"outcome": Outcome.ADOPTED, "answer_status": answer.status, "answer_body": _without_persons(answer.body)}
        return self._next(lease, _Intent(owner, intent, account, customer_key), values)

    def close_attempt(self, attempt: Attempt, outcome: Outcome, answer: Answer | None) -> bool:
        """Note how an open attempt ended; needs no lease, for what Adobe answered is true whoever holds it now.

        `False` when the row is not open any more (somebody else closed it), or not there any more: read it again.
        """
        if outcome in {Outcome.OPEN, Outcome.ADOPTED}:
            raise ValueError(f"no call ends as {outcome}")
        values: dict[str, Any] = {
            "outcome": outcome,
            "answer_status": answer.status if answer else None,
            "answer_body": _kept(attempt.call, outcome, answer.body) if answer else None,
        }
        if attempt.call is None or _without_persons(attempt.call.body) != attempt.call.body:
            values["body"] = None
        with self._database.writing() as transaction:
            change = update(attempts).where(*_is_open(attempt)).values(answered_at=transaction.now, **values)
            return transaction.connection.execute(change).rowcount == 1

    def record_unanswered(self, attempt: Attempt, *, gateway_page: bool) -> Attempt:
        """Count one sending without an answer; gateway pages count as long as they come one after the other.

        Gives the attempt as it stands then, also when somebody else closed it. Raises `AttemptMissingError`.
        """
        pages = attempts.c.gateway_pages + 1 if gateway_page else 0
        counts = {"unanswered": attempts.c.unanswered + 1, "gateway_pages": pages}
        with self._database.writing() as transaction:
            transaction.connection.execute(update(attempts).where(*_is_open(attempt)).values(counts))
            found = select(attempts).where(attempts.c.correlation_id == attempt.correlation_id)
            row = transaction.connection.execute(found).one_or_none()
        if row is None:
            raise AttemptMissingError("the journal does not know this attempt any more")
        return attempt_of(row)

    def mark_told(self, *owners: str) -> None:
        """Note that a person was asked about every refusal of these owners so far, and that the platform confirmed it."""
        untold = (attempts.c.owner.in_(owners), attempts.c.outcome == Outcome.REFUSED, attempts.c.told_at.is_(None))
        with self._database.writing() as transaction:
            transaction.connection.execute(update(attempts).where(*untold).values(told_at=transaction.now))

    def _next(self, lease: Lease, wanted: _Intent, values: Mapping[str, Any]) -> Attempt:
        if wanted.customer_key not in lease.names:
            raise ValueError("an attempt needs the lease of its customer")
        with self._database.writing() as transaction:
            lease.renew_within(transaction)
            generation = _last_generation(transaction, wanted) + 1
            row = wanted._asdict() | {
                "generation": generation,
                "correlation_id": correlation_id(wanted.owner, wanted.intent, generation),
                "opened_at": transaction.now,
                "answered_at": None if values["outcome"] == Outcome.OPEN else transaction.now,
                "unanswered": 0,
                "gateway_pages": 0,
            }
            return _insert(transaction, row | dict(values))


def _last_generation(transaction: Transaction, wanted: _Intent) -> int:
    before = transaction.connection.execute(_BEFORE, wanted._asdict()).one()
    if before.under_the_customer or before.of_the_intent:
        raise OpenAttemptError("an attempt under this customer is still open: settle it first")
    return before.last or 0


def _insert(transaction: Transaction, values: Mapping[str, Any]) -> Attempt:
    try:
        return attempt_of(transaction.connection.execute(_INSERT, values).one())
    except IntegrityError:
        # The database's own rules are the last word, whatever the look above them saw.
        raise OpenAttemptError("another attempt of this intent or under this customer came first") from None


def _is_open(attempt: Attempt) -> tuple[Any, ...]:
    return attempts.c.correlation_id == attempt.correlation_id, IS_OPEN


def attempt_of(row: Row[Any]) -> Attempt:
    """Read an attempt from its row."""
    return Attempt(
        owner=row.owner,
        intent=row.intent,
        generation=row.generation,
        correlation_id=row.correlation_id,
        account=row.account,
        customer_key=row.customer_key,
        call=None if row.body is None else WireCall(row.method, row.path, row.body),
        outcome=Outcome(row.outcome),
        answer=None if row.answer_status is None else Answer(row.answer_status, row.answer_body),
        opened_at=row.opened_at,
        answered_at=row.answered_at,
        told_at=row.told_at,
        unanswered=row.unanswered,
        gateway_pages=row.gateway_pages,
    )


def _kept(call: WireCall | None, outcome: Outcome, body: Mapping[str, Any]) -> object:
    """Give what may be remembered of an answer: of an accepted claim what was sent, of any other code and message."""
    if call is None or _CLAIM not in call.body:
        return _without_persons(body)
    source, names = (call.body, _SENT) if outcome is Outcome.ACCEPTED else (body, _REFUSAL)
    return {name: source[name] for name in names if name in source}


def _without_persons(value: object) -> object:
    if isinstance(value, Mapping):
        return {name: _without_persons(part) for name, part in value.items() if name not in _PERSONAL}
    if isinstance(value, list | tuple):
        return [_without_persons(part) for part in value]
    return value
