"""What happened within some days, counted for people: requests by day and outcome, how long approvals took, what Adobe said.

Must never count what the caller may not see: whoever asks names the marketplaces and the accounts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Float, String, and_, func, or_, select

from connector.domain.journal import Outcome
from connector.store.tables import attempts, requests

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from sqlalchemy import ColumnElement

    from connector.store.database import Database, Transaction

_APPROVED: Final = "approve"
_SAID_NO: Final = (Outcome.REFUSED, Outcome.NOT_EXECUTED)
_THROTTLED: Final = 429


@dataclass(frozen=True)
class Sight:
    """What somebody may see: ids of marketplaces, and names of accounts of which every marketplace is theirs."""

    marketplaces: Collection[str]
    accounts: Collection[str]


@dataclass(frozen=True)
class AccountCalls:
    """The persisting calls of one account: how many, and how often Adobe was short of room (429)."""

    calls: int
    throttled: int


@dataclass(frozen=True)
class Counted:
    """What was counted. `days` are pairs of day (ISO 8601, UTC) and outcome, `came` days; `durations` are seconds, sorted."""

    days: Mapping[tuple[str, str], int]
    came: Mapping[str, int]
    durations: tuple[float, ...]
    refusals: Mapping[str, int]
    accounts: Mapping[str, AccountCalls]
    parked: int
    waiting: int


class OverviewBook:
    """What pages count over requests and attempts."""

    _database: Database

    def counted(self, since: datetime, sight: Sight) -> Counted:
        """Count what ended, came or was called since a moment, and what is parked or waits now."""
        with self._database.reading() as transaction:
            living = [requests.c.ended_at.is_(None), requests.c.marketplace_id.in_(sight.marketplaces)]
            return Counted(
                days=_ended(transaction, since, sight),
                came=_came(transaction, since, sight),
                durations=_durations(transaction, since, sight),
                refusals=_refusals(transaction, since, sight),
                accounts=_calls(transaction, since, sight),
                parked=_count(transaction, *living, requests.c.parked_at.is_not(None)),
                waiting=_count(transaction, *living, requests.c.parked_at.is_(None)),
            )


def _ended_in(since: datetime, sight: Sight) -> ColumnElement[bool]:
    return and_(requests.c.ended_at.is_not(None), requests.c.ended_at >= since, requests.c.marketplace_id.in_(sight.marketplaces))


def _ended(transaction: Transaction, since: datetime, sight: Sight) -> dict[tuple[str, str], int]:
    day, outcome = _day(transaction, requests.c.ended_at), func.coalesce(requests.c.outcome, "ended")
    rows = select(day, outcome, func.count()).where(_ended_in(since, sight)).group_by(day, outcome)
    return {(str(on), str(what)): int(number) for on, what, number in transaction.connection.execute(rows)}


def _came(transaction: Transaction, since: datetime, sight: Sight) -> dict[str, int]:
    day = _day(transaction, requests.c.first_seen)
    here = requests.c.first_seen >= since, requests.c.marketplace_id.in_(sight.marketplaces)
    return {str(on): int(number) for on, number in transaction.connection.execute(_by(day).where(*here))}


def _by(day: ColumnElement[str]) -> Any:  # noqa: ANN401 - SQLAlchemy's type of a row depends on the columns.
    return select(day, func.count()).group_by(day)


def _durations(transaction: Transaction, since: datetime, sight: Sight) -> tuple[float, ...]:
    """Give how long each approval took, from first sight to the end: sorted here, since SQLite knows no percentiles."""
    taken = _seconds(transaction)
    rows = select(taken).where(_ended_in(since, sight), requests.c.outcome == _APPROVED)
    return tuple(sorted(float(one) for one in transaction.connection.execute(rows).scalars()))


def _refusals(transaction: Transaction, since: datetime, sight: Sight) -> dict[str, int]:
    """Count by Adobe's code what was refused to visible requests and their transactions."""
    visible = requests.c.marketplace_id.in_(sight.marketplaces)
    own = select(requests.c.request_id).where(requests.c.request_id == attempts.c.owner, visible).exists()
    shared = select(requests.c.request_id).where(requests.c.transaction_key == attempts.c.owner, visible).exists()
    refused = attempts.c.opened_at >= since, attempts.c.outcome.in_(_SAID_NO), or_(own, shared)
    rows = select(attempts.c.answer_status, attempts.c.answer_body).where(*refused)
    counted: dict[str, int] = {}
    for status, body in transaction.connection.execute(rows):
        code = str((body or {}).get("code") or "") or (f"HTTP {status}" if status else "no answer")
        counted[code] = counted.get(code, 0) + 1
    return counted


def _calls(transaction: Transaction, since: datetime, sight: Sight) -> dict[str, AccountCalls]:
    throttled = func.count().filter(attempts.c.answer_status == _THROTTLED)
    mine = attempts.c.opened_at >= since, attempts.c.account.in_(sight.accounts)
    rows = select(attempts.c.account, func.count(), throttled).where(*mine).group_by(attempts.c.account)
    return {str(one): AccountCalls(int(calls), int(short)) for one, calls, short in transaction.connection.execute(rows)}


def _count(transaction: Transaction, *holding: ColumnElement[bool]) -> int:
    return int(transaction.connection.execute(select(func.count()).select_from(requests).where(*holding)).scalar_one())


def _day(transaction: Transaction, moment: ColumnElement[Any]) -> ColumnElement[str]:
    if transaction.connection.dialect.name == "sqlite":
        return func.substr(moment, 1, 10, type_=String())
    return func.to_char(func.timezone("UTC", moment), "YYYY-MM-DD", type_=String())


def _seconds(transaction: Transaction) -> ColumnElement[float]:
    ended, seen = requests.c.ended_at, requests.c.first_seen
    if transaction.connection.dialect.name == "sqlite":
        return (func.julianday(ended, type_=Float()) - func.julianday(seen, type_=Float())) * 86_400
    return func.date_part("epoch", ended - seen, type_=Float())
