"""Adobe accounts that were saved in the console, sealed: this package cannot read them. Each change counts a revision on.

Must never hold a secret in the clear.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import delete, func, select, update

from connector.store.tables import accounts, birth

if TYPE_CHECKING:
    from datetime import datetime

    from connector.store.database import Database, Transaction


class Revision(NamedTuple):
    """Since when a database remembers (aware UTC), and how often its saved accounts have changed: 0 where none ever was saved."""

    born: datetime
    changes: int


@dataclass(frozen=True)
class SealedAccount:
    """One account by its place; `sealed` opens with the extension's keys alone, `saved_by` is the platform's id of an account."""

    account_id: str
    product: str
    marketplace: str
    environment: str
    sealed: str
    saved_by: str
    saved_at: datetime


class AccountBook:
    """Saved accounts, at most one for each product, marketplace and environment."""

    _database: Database

    def accounts_since(self, revision: Revision | None) -> tuple[Revision, tuple[SealedAccount, ...]] | None:
        """Give the revision and all accounts, unless the revision is the one that is known already: one cheap read then."""
        with self._database.reading() as transaction:
            current = _revision(transaction)
            if current == revision:
                return None
            rows = transaction.connection.execute(select(accounts).order_by(accounts.c.account_id))
            return current, tuple(SealedAccount(**row._asdict()) for row in rows)

    def save_account(self, account_id: str, place: tuple[str, str, str], sealed: str, saved_by: str) -> str:
        """Save an account for a place (product, marketplace, environment), in place of the one that is there; gives its id."""
        product, marketplace, environment = place
        named = {"product": product, "marketplace": marketplace, "environment": environment}
        said = {"sealed": sealed, "saved_by": saved_by}
        there = (accounts.c[name] == value for name, value in named.items())
        with self._database.writing() as transaction:
            now = transaction.now
            transaction.insert_new(accounts, account_id=account_id, saved_at=now, **named, **said)
            change = update(accounts).where(*there).values(saved_at=now, **said).returning(accounts.c.account_id)
            saved: str = transaction.connection.execute(change).scalar_one()
            _count_on(transaction)
            return saved

    def delete_account(self, account_id: str) -> bool:
        """Forget an account; `False` where there is none."""
        with self._database.writing() as transaction:
            gone = transaction.connection.execute(delete(accounts).where(accounts.c.account_id == account_id)).rowcount == 1
            if gone:
                _count_on(transaction)
            return gone


def _revision(transaction: Transaction) -> Revision:
    found = transaction.connection.execute(select(birth.c.born_at, func.coalesce(birth.c.accounts_revision, 0))).one()
    return Revision(*found)


def _count_on(transaction: Transaction) -> None:
    transaction.connection.execute(update(birth).values(accounts_revision=func.coalesce(birth.c.accounts_revision, 0) + 1))
