"""What is known of retail claims: that they were made, and what Adobe's notifications told about them since.

Must never hold a link or a code, and never let an event that came late undo a later one.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from connector.store.tables import claims

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement

    from connector.store.database import Database

_ENDED = "CANCELLED"


class Heard(StrEnum):
    """What became of a notification."""

    APPLIED = "applied"
    REPEATED = "repeated"
    LATE = "late"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class ClaimState:
    """A claim as the last notification showed it: ACTIVE, CANCELLED, or empty where none came. Times are aware UTC."""

    status: str = ""
    told_at: datetime | None = None
    start: datetime | None = None
    end: datetime | None = None


class ClaimBook:
    """Claims by Adobe account and reference."""

    _database: Database

    def note_claim(self, account: str, reference: str) -> None:
        """Note that a reference was claimed; one that is known already stays as it is."""
        with self._database.writing() as transaction:
            transaction.insert_new(claims, account=account, reference=reference, status="")

    def claim_state(self, account: str, reference: str) -> ClaimState | None:
        """Give what is known of a claim; `None` where this database knows of none."""
        with self._database.reading() as transaction:
            row = transaction.connection.execute(select(claims).where(*_of(account, reference))).one_or_none()
            return None if row is None else ClaimState(row.status, row.told_at, row.start, row.end)

    def hear(self, account: str, reference: str, told: ClaimState) -> Heard:
        """Take over what a notification tells, unless it is known, came late, or is about a claim that nobody made here.

        An end is final: Adobe never lets a reference live again, so whatever else comes after it came late.
        """
        with self._database.writing() as transaction:
            found = select(claims).where(*_of(account, reference)).with_for_update()
            row = transaction.connection.execute(found).one_or_none()
            if row is None:
                return Heard.UNKNOWN
            if (row.status, row.told_at) == (told.status, told.told_at):
                return Heard.REPEATED
            is_older = row.told_at is not None and told.told_at is not None and told.told_at < row.told_at
            if is_older or row.status == _ENDED:
                return Heard.LATE
            values = {"status": told.status, "told_at": told.told_at, "start": told.start, "end": told.end}
            transaction.connection.execute(update(claims).where(claims.c.id == row.id).values(values))
            return Heard.APPLIED


def _of(account: str, reference: str) -> tuple[ColumnElement[bool], ...]:
    return claims.c.account == account, claims.c.reference == reference
