"""Leases: the right to work under some names (a request, a customer, a reseller) for a while, by the database's clock.

Must never trust the clock of this machine, and never let two holders of one name pass for each other: each taking of a
name gets a number of its own, its fence.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from sqlalchemy import and_, bindparam, delete, select, tuple_, update

from connector.metrics import TAKEOVERS
from connector.store import schema
from connector.store.errors import LeaseLostError, StoreUnavailableError
from connector.store.meters import add
from connector.store.tables import leases

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from connector.store.database import Database, Transaction

LEASE_TIME: Final = timedelta(seconds=60)

# Statements are put together once: that takes longer than carrying them out.
# Name and holder beside the fence: a database that was lost and made anew counts its fences from 1 again.
_HELD: Final = and_(
    leases.c.holder == bindparam("by"),
    tuple_(leases.c.fence, leases.c.name).in_(bindparam("held", expanding=True)),
)
# In the order of names, as everywhere: two transactions that lock the same rows cannot block each other for ever.
_MINE: Final = select(leases.c.fence).where(_HELD).order_by(leases.c.name).with_for_update().cte("mine")
_RENEW: Final = (
    update(leases)
    .where(leases.c.fence.in_(select(_MINE.c.fence)))
    .values(expires_at=bindparam("expiry"))
    .returning(leases.c.fence)  # Python's SQLite does not count the rows of a statement that begins with a query.
)
_GIVE_BACK: Final = delete(leases).where(_HELD)
_WANTED_AND_OVER: Final = leases.c.name.in_(bindparam("wanted", expanding=True)) & (leases.c.expires_at <= bindparam("now"))
_OVER: Final = select(leases.c.fence).where(_WANTED_AND_OVER).order_by(leases.c.name).with_for_update()
_FREE: Final = delete(leases).where(
    leases.c.fence.in_(bindparam("fences", expanding=True)), leases.c.expires_at <= bindparam("now")
)

_log: Final = logging.getLogger("connector.store")


class Lease:
    """The names that one holder works under. Lasts 60 s from its taking or its last renewal; belongs to one thread."""

    def __init__(self, database: Database, holder: str, fences: Mapping[str, int]) -> None:
        """Is made by `LeaseDesk.lease` alone."""
        self._database = database
        self._holder = holder
        self._fences = dict(fences)

    @property
    def names(self) -> tuple[str, ...]:
        """The names held, in the order in which they were taken."""
        return tuple(self._fences)

    def renew(self) -> None:
        """Hold all names for another 60 s, from now. Raises `LeaseLostError` when any of them was taken over.

        An expired lease that nobody took over is still the holder's: nobody has worked under it since.
        """
        with self._database.writing() as transaction:
            self.renew_within(transaction)

    def renew_within(self, transaction: Transaction) -> None:
        """Renew as a part of a larger transaction: until that one ends, nobody can take a name over."""
        renewed = transaction.connection.execute(_RENEW, self._rows() | {"expiry": transaction.now + LEASE_TIME})
        if len(renewed.all()) != len(self._fences):
            raise LeaseLostError("a lease was taken over by another worker")

    def extend(self, name: str) -> bool:
        """Take one name more; `False` when somebody else holds it. Renews the others, or raises `LeaseLostError`."""
        with self._database.writing() as transaction:
            self.renew_within(transaction)
            if name not in self._fences:
                self._fences |= _take_free(transaction, (name,), self._holder)
        return name in self._fences

    def release(self) -> None:
        """Give all names back. Lost ones are left alone, and a database that is away lets them expire: never an error."""
        try:
            with self._database.writing() as transaction:
                transaction.connection.execute(_GIVE_BACK, self._rows())
        except StoreUnavailableError as error:
            _log.warning("a lease could not be given back and will expire: %s", error)

    def _rows(self) -> dict[str, object]:
        return {"by": self._holder, "held": [(fence, name) for name, fence in self._fences.items()]}


class _HeldError(Exception):
    """Somebody holds one of the names."""


class LeaseDesk:
    """Where leases are taken."""

    _database: Database

    def lease(self, names: Sequence[str], holder: str) -> Lease | None:
        """Take all the names or none; `None` when somebody holds one of them. An expired one is taken over.

        `holder` names the worker in the table for people to read. The same holder asking twice is refused as well. Every piece
        of work begins here, so this is also where tables that are not this program's raise `StoreOutdatedError`.
        """
        if not names:
            raise ValueError("a lease needs a name")
        ordered = tuple(dict.fromkeys(names))
        try:
            with self._database.writing() as transaction:
                schema.require_fit_at_work(transaction.connection)
                fences = _take_all(transaction, ordered, holder)
        except _HeldError:
            return None
        return Lease(self._database, holder, {name: fences[name] for name in ordered})


def _take_all(transaction: Transaction, names: Sequence[str], holder: str) -> dict[str, int]:
    fences = _take_free(transaction, names, holder)
    if len(fences) < len(names):
        # Leaving the transaction by an exception gives back what was taken.
        raise _HeldError
    return fences


def _take_free(transaction: Transaction, names: Iterable[str], holder: str) -> dict[str, int]:
    wanted = sorted(names)
    over = transaction.connection.execute(_OVER, {"wanted": wanted, "now": transaction.now}).scalars().all()
    if over:
        transaction.connection.execute(_FREE, {"fences": over, "now": transaction.now})
        add(transaction, {(TAKEOVERS, ()): float(len(over))})
    expiry = transaction.now + LEASE_TIME
    taken = {name: transaction.insert_new(leases, name=name, holder=holder, expires_at=expiry) for name in wanted}
    return {name: fence for name, fence in taken.items() if isinstance(fence, int)}
