"""The book of price lists: fetched piece by piece under a lease, published once they are whole, never changed afterwards.

Must never publish a list that is not whole: who fetches says so, and the book counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import and_, bindparam, case, delete, func, insert, select, update

from connector.domain.prices.lists import Asked, ListStatus, PriceList
from connector.domain.prices.scopes import Month, Scope
from connector.store.errors import LeaseLostError
from connector.store.price_rows import PriceRowBook, insert_rows, rows_of_offer
from connector.store.price_tables import price_approvals, price_lists, price_rows

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import timedelta

    from sqlalchemy import ColumnElement, Row, Select

    from connector.domain.prices.rows import PriceRow
    from connector.store.database import Transaction
    from connector.store.leases import Lease

_NOTHING: Final = "0" * 64
_ROOM: Final = 1 << 256
_ANEW: Final[dict[str, Any]] = {"total": None, "next_offset": 0, "row_count": 0, "digest": _NOTHING}
_COLUMNS: Final = tuple(column for column in price_lists.columns if column.name != "digest")
_OLDEST_FIRST: Final = tuple(
    price_lists.c[name] for name in ("account", "region", "segment", "currency", "list_type", "month", "revision", "id")
)


class PriceBook(PriceRowBook):
    """Price lists by scope and month."""

    def begin_price_list(self, lease: Lease, scope: Scope, month: Month, *, patience: timedelta) -> PriceList:
        """Begin to fetch a list, or go on where a fetch of the last `patience` was interrupted. Raises `LeaseLostError`.

        An older unfinished fetch, and an incomplete list, are thrown away with their rows.
        """
        with self._database.writing() as transaction:
            lease.renew_within(transaction)
            found = _first(transaction, _lists().where(_of(scope, month), price_lists.c.status != ListStatus.PUBLISHED))
            if found is not None:
                if found.status is ListStatus.FETCHING and found.began_at > transaction.now - patience:
                    return found
                _forget(transaction, found.id)
            values = {**_scope_values(scope, month), **_ANEW, "status": ListStatus.FETCHING, "asked_for": Asked.ALL}
            made = insert(price_lists).values(**values, restarts=0, began_at=transaction.now).returning(price_lists.c.id)
            return _by_id(transaction, transaction.connection.execute(made).scalar_one())

    def add_price_rows(
        self, lease: Lease, fetched: PriceList, rows: Sequence[PriceRow], next_offset: int, total: int
    ) -> PriceList:
        """Keep further rows of a list that is being fetched, and how far that came. Raises `LeaseLostError`."""
        with self._database.writing() as transaction:
            lease.renew_within(transaction)
            known: str = transaction.connection.execute(
                select(price_lists.c.digest).where(price_lists.c.id == fetched.id)
            ).scalar_one()
            added = insert_rows(transaction, fetched.id, rows)
            digest = (int(known, 16) + sum(int.from_bytes(row.digest) for row in added)) % _ROOM
            values = {"next_offset": next_offset, "total": total, "digest": f"{digest:064x}"}
            return _change(transaction, fetched, **values, row_count=fetched.row_count + len(added))

    def restart_price_list(self, lease: Lease, fetched: PriceList, asked_for: Asked) -> PriceList:
        """Throw away the rows of a list that is being fetched, and begin it again. Raises `LeaseLostError`."""
        with self._database.writing() as transaction:
            lease.renew_within(transaction)
            transaction.connection.execute(delete(price_rows).where(price_rows.c.list_id == fetched.id))
            return _change(transaction, fetched, **_ANEW, asked_for=asked_for, restarts=fetched.restarts + 1)

    def drop_price_list(self, lease: Lease, fetched: PriceList) -> None:
        """Forget a list that is being fetched: there is none. Raises `LeaseLostError`."""
        with self._database.writing() as transaction:
            lease.renew_within(transaction)
            _forget(transaction, fetched.id)

    def refuse_price_list(self, lease: Lease, fetched: PriceList, problem: str) -> PriceList:
        """Mark a list incomplete: it is kept for people to look at, and never used. Raises `LeaseLostError`."""
        with self._database.writing() as transaction:
            lease.renew_within(transaction)
            values = {"status": ListStatus.INCOMPLETE, "problem": problem, "fetched_at": transaction.now}
            return _change(transaction, fetched, **values)

    def publish_price_list(self, lease: Lease, fetched: PriceList) -> PriceList:
        """Publish a list that is whole as the month's next revision; the same content as the last one is kept once.

        The last one is that with as many attributes: others tell nothing about the content. Gives the list that stands for this
        content now. Raises `LeaseLostError`, and `ValueError` for one that is not whole.
        """
        if fetched.row_count != fetched.total:
            raise ValueError(f"{fetched} is not whole")
        with self._database.writing() as transaction:
            lease.renew_within(transaction)
            alike = and_(_of(fetched.scope, fetched.month), price_lists.c.asked_for == fetched.asked_for)
            last = _first(transaction, _published(alike))
            if last is not None and _content(transaction, last.id) == _content(transaction, fetched.id):
                _forget(transaction, fetched.id)
                return _change(transaction, last, seen_at=transaction.now)
            highest = select(func.max(price_lists.c.revision)).where(_of(fetched.scope, fetched.month))
            revision = (transaction.connection.execute(highest).scalar_one() or 0) + 1
            values = {"status": ListStatus.PUBLISHED, "revision": revision, "fetched_at": transaction.now}
            return _change(transaction, fetched, **values, seen_at=transaction.now)

    def approve_price_list(self, list_id: int, approved_by: str) -> PriceList:
        """Note who approved a published list; the first approval stands.

        Raises `LookupError` when there is no such list, and `ValueError` for one that is not published: nobody can have seen it.
        """
        with self._database.writing() as transaction:
            found = _by_id(transaction, list_id)
            if found.status is not ListStatus.PUBLISHED:
                raise ValueError(f"{found} is not whole")
            transaction.insert_new(price_approvals, list_id=list_id, approved_by=approved_by, approved_at=transaction.now)
            return _by_id(transaction, list_id)

    def price_list(self, list_id: int) -> PriceList:
        """Give one list. Raises `LookupError` when there is none."""
        with self._database.reading() as transaction:
            return _by_id(transaction, list_id)

    def price_lists(self) -> tuple[PriceList, ...]:
        """Give every list, by scope, month and revision."""
        with self._database.reading() as transaction:
            return tuple(_list(found) for found in transaction.connection.execute(_lists().order_by(*_OLDEST_FIRST)))

    def latest_price_list(self, scope: Scope, month: Month) -> PriceList | None:
        """Give the published list that counts in a month, or in the last month before that has one.

        It is the last revision; one with few attributes counts only where the month has none with all.
        """
        with self._database.reading() as transaction:
            return _latest(transaction, scope, month)

    def offer_in_latest_price_lists(
        self, scopes: Sequence[Scope], month: Month, offer_id: str
    ) -> tuple[tuple[PriceList, tuple[PriceRow, ...]] | None, ...]:
        """Give for each scope the list that counts in a month, as `latest_price_list` does, with every row of one offer.

        All in one transaction: a price is asked for while somebody waits.
        """
        with self._database.reading() as transaction:
            lists = [_latest(transaction, scope, month) for scope in scopes]
            return tuple(None if one is None else (one, rows_of_offer(transaction, one.id, offer_id)) for one in lists)

    def price_list_before(self, later: PriceList, *, other_month: bool = False) -> PriceList | None:
        """Give what a published list is compared with: the revision before it, else the one that counts in an earlier month.

        With `other_month` always the latter. A revision with few attributes is passed over where one with all is before it.
        """
        earlier = price_lists.c.month < str(later.month)
        if not other_month:
            earlier |= and_(price_lists.c.month == str(later.month), price_lists.c.revision < later.revision)
        with self._database.reading() as transaction:
            return _first(transaction, _published(and_(_of(later.scope), earlier)))


def _lists() -> Select[Any]:
    approved = price_lists.outerjoin(price_approvals, price_approvals.c.list_id == price_lists.c.id)
    return select(*_COLUMNS, price_approvals.c.approved_by).select_from(approved)


def _published(condition: ColumnElement[bool]) -> Select[Any]:
    poorer_last = case((price_lists.c.asked_for == Asked.ALL, 0), else_=1)
    best_first = (price_lists.c.month.desc(), poorer_last, price_lists.c.revision.desc())
    return _lists().where(condition, price_lists.c.status == ListStatus.PUBLISHED).order_by(*best_first).limit(1)


# Built once: composing a statement takes longer than its answer.
_LATEST: Final = _published(
    and_(
        *(price_lists.c[name] == bindparam(name) for name in ("account", "region", "segment", "currency", "list_type")),
        price_lists.c.month <= bindparam("until"),
    )
)


def _latest(transaction: Transaction, scope: Scope, month: Month) -> PriceList | None:
    found = transaction.connection.execute(_LATEST, {**_scope_values(scope), "until": str(month)}).first()
    return None if found is None else _list(found)


def _scope_values(scope: Scope, month: Month | None = None) -> dict[str, str]:
    values = {name: getattr(scope, name) for name in ("account", "region", "segment", "currency", "list_type")}
    return values if month is None else {**values, "month": str(month)}


def _of(scope: Scope, month: Month | None = None) -> ColumnElement[bool]:
    return and_(*(price_lists.c[name] == value for name, value in _scope_values(scope, month).items()))


def _first(transaction: Transaction, query: Select[Any]) -> PriceList | None:
    found = transaction.connection.execute(query).first()
    return None if found is None else _list(found)


def _by_id(transaction: Transaction, list_id: int) -> PriceList:
    found = _first(transaction, _lists().where(price_lists.c.id == list_id))
    if found is None:
        raise LookupError(f"There is no price list {list_id}")
    return found


def _change(transaction: Transaction, before: PriceList, **values: object) -> PriceList:
    # The offset stands for the whole state: whoever wrote in between held the lease that we thought was ours.
    unchanged = and_(price_lists.c.id == before.id, price_lists.c.next_offset == before.next_offset)
    changed = transaction.connection.execute(update(price_lists).where(unchanged).values(**values))
    if changed.rowcount != 1:
        raise LeaseLostError("another worker fetches this price list")
    return _by_id(transaction, before.id)


def _content(transaction: Transaction, list_id: int) -> tuple[Any, ...]:
    columns = select(price_lists.c.digest, price_lists.c.row_count).where(price_lists.c.id == list_id)
    return tuple(transaction.connection.execute(columns).one())


def _forget(transaction: Transaction, list_id: int) -> None:
    # Earlier versions took approvals of unpublished lists too, and those would hold on to the list.
    transaction.connection.execute(delete(price_approvals).where(price_approvals.c.list_id == list_id))
    transaction.connection.execute(delete(price_rows).where(price_rows.c.list_id == list_id))
    transaction.connection.execute(delete(price_lists).where(price_lists.c.id == list_id))


def _list(found: Row[Any]) -> PriceList:
    values = dict(found._mapping)  # noqa: SLF001 - the documented name under which SQLAlchemy gives a row as a mapping.
    scope = Scope(*(values.pop(name) for name in ("account", "region", "segment", "currency", "list_type")))
    month, status, asked = Month.parse(values.pop("month")), ListStatus(values.pop("status")), Asked(values.pop("asked_for"))
    return PriceList(scope=scope, month=month, status=status, asked_for=asked, **values)
