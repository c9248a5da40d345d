"""The rows of price lists on their way into the database and out of it, in pieces: no list is ever in memory as a whole.

Every piece is a transaction of its own. That is safe because the rows of a published list never change.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import psycopg
from sqlalchemy import ColumnElement, and_, bindparam, exists, select, tuple_
from sqlalchemy.exc import IntegrityError

from connector.domain.prices.rows import PriceRow
from connector.store.errors import StoreUnavailableError
from connector.store.price_tables import price_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Row

    from connector.domain.prices.rows import RowKey
    from connector.store.database import Database, Transaction

_PIECE: Final = 2000
_OFFERS_AT_ONCE: Final = 500
_NAMES: Final = tuple(column.name for column in price_rows.columns)
_COPY: Final = f"COPY price_rows ({', '.join(_NAMES)}) FROM STDIN"
_INSERT: Final = f"INSERT INTO price_rows ({', '.join(_NAMES)}) VALUES ({', '.join('?' * len(_NAMES))})"  # noqa: S608 - the table's own names.
_CONTENT: Final = (*(price_rows.c[name] for name in _NAMES[1:7]), price_rows.c.raw)
_ORDER: Final = (price_rows.c.offer_id, price_rows.c.discount_code, price_rows.c.first_order, price_rows.c.last_order)

# Built once: composing a statement takes longer than its answer.
_OF_OFFER: Final = select(*_CONTENT).where(
    price_rows.c.list_id == bindparam("of_list"), price_rows.c.offer_id == bindparam("of_offer")
)


@dataclass(frozen=True)
class Stretch:
    """A stretch of two lists in the order of offers, each offer whole: what is not the same on either side.

    `indicated` are rows that are the same on both sides and of which Adobe says that something happened, `unchanged` those of an
    offer of which the newer list has a row with a key that the older one has not.
    """

    older: tuple[PriceRow, ...]
    newer: tuple[PriceRow, ...]
    indicated: tuple[PriceRow, ...]
    unchanged: tuple[PriceRow, ...]


class PriceRowBook:
    """Rows of price lists, read in pieces."""

    _database: Database

    def price_rows(self, list_id: int) -> Iterator[PriceRow]:
        """Give every row of a list in the order of keys, however many there are."""
        after: RowKey | None = None
        while True:
            piece = self._piece(list_id, after)
            yield from piece
            if len(piece) < _PIECE:
                return
            after = piece[-1].key

    def offers_of_product(self, list_id: int, product: str, most: int = 200) -> tuple[str, ...]:
        """Give the offers of a list that begin with a product key, in their order; the first `most` of them."""
        beginning = price_rows.c.offer_id >= product, price_rows.c.offer_id < f"{product}~"
        wanted = select(price_rows.c.offer_id).where(price_rows.c.list_id == list_id, *beginning).distinct()
        with self._database.reading() as transaction:
            found = transaction.connection.execute(wanted.order_by(price_rows.c.offer_id).limit(most))
            return tuple(found.scalars())

    def keeps_price_rows(self, list_id: int, rows: Sequence[PriceRow]) -> bool:
        """Whether a list has every one of these rows, the same in every attribute."""
        with self._database.reading() as transaction:
            return all(
                any(kept.digest == row.digest for kept in rows_of_offer(transaction, list_id, row.offer_id)) for row in rows
            )

    def price_differences(self, older: int, newer: int) -> Iterator[Stretch]:
        """Give what is not the same in two lists, stretch by stretch."""
        begin: str | None = None
        while True:
            with self._database.reading() as transaction:
                ends = [end for one in (older, newer) if (end := _end(transaction, one, begin))]
                end = min(ends, default=None)
                gone = _read(transaction, _without_twin(older, newer, begin, end))
                come = _read(transaction, _without_twin(newer, older, begin, end))
                indicated = _read(transaction, _indicated(newer, older, begin, end))
                unchanged = _of_offers(transaction, older, newer, _offers_with_new_keys(gone, come))
            yield Stretch(gone, come, indicated, unchanged)
            if end is None:
                return
            begin = end

    def _piece(self, list_id: int, after: RowKey | None) -> tuple[PriceRow, ...]:
        wanted = select(*_CONTENT).where(price_rows.c.list_id == list_id).order_by(*_ORDER).limit(_PIECE)
        if after is not None:
            wanted = wanted.where(tuple_(*_ORDER) > tuple_(*after))
        with self._database.reading() as transaction:
            return tuple(_row(found) for found in transaction.connection.execute(wanted))


def rows_of_offer(transaction: Transaction, list_id: int, offer_id: str) -> tuple[PriceRow, ...]:
    """Give every row of one offer: its windows and discount codes."""
    found = transaction.connection.execute(_OF_OFFER, {"of_list": list_id, "of_offer": offer_id})
    return tuple(_row(one) for one in found)


def insert_rows(transaction: Transaction, list_id: int, rows: Sequence[PriceRow]) -> list[PriceRow]:
    """Insert rows of a list; give those that it did not have yet."""
    try:
        with transaction.connection.begin_nested():
            _insert_at_once(transaction, list_id, rows)
    except IntegrityError:
        # Adobe gave a row twice, which makes the list incomplete: rare enough to go row by row.
        return [row for row in rows if _insert_new(transaction, list_id, row)]
    return list(rows)


def _insert_at_once(transaction: Transaction, list_id: int, rows: Sequence[PriceRow]) -> None:
    connection = transaction.connection
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(_INSERT, [_plain(list_id, row) for row in rows])
        return
    driver: Any = connection.connection.driver_connection
    try:
        with driver.cursor() as cursor, cursor.copy(_COPY) as copy:
            for row in rows:
                copy.write_row((list_id, *row.key, row.partner_price, row.street_price, row.digest, row.raw))
    except psycopg.errors.UniqueViolation as error:
        raise IntegrityError(None, None, error) from None
    except psycopg.Error as error:
        # COPY goes past SQLAlchemy, and so would the driver's words.
        raise StoreUnavailableError(f"the database does not take rows ({type(error).__name__})") from None


def _plain(list_id: int, row: PriceRow) -> tuple[object, ...]:
    prices = (None if price is None else format(price, "f") for price in (row.partner_price, row.street_price))
    days = (row.first_order.isoformat(), row.last_order.isoformat())
    return (list_id, row.offer_id, row.discount_code, *days, *prices, row.digest, row.raw)


def _insert_new(transaction: Transaction, list_id: int, row: PriceRow) -> bool:
    same_key = (column == value for column, value in zip(_ORDER, row.key, strict=True))
    known = select(price_rows.c.list_id).where(price_rows.c.list_id == list_id, *same_key)
    if transaction.connection.execute(known).first() is not None:
        return False
    _insert_at_once(transaction, list_id, [row])
    return True


def _end(transaction: Transaction, list_id: int, begin: str | None) -> str | None:
    """Give the offer with which the next stretch of a list ends; `None` where the rest is short."""
    conditions = [price_rows.c.list_id == list_id, *([] if begin is None else [price_rows.c.offer_id > begin])]
    found = select(price_rows.c.offer_id).where(*conditions).order_by(price_rows.c.offer_id).offset(_PIECE).limit(1)
    end: str | None = transaction.connection.execute(found).scalar()
    return end


def _within(list_id: int, begin: str | None, end: str | None) -> ColumnElement[bool]:
    conditions = [price_rows.c.list_id == list_id]
    conditions += [] if begin is None else [price_rows.c.offer_id > begin]
    conditions += [] if end is None else [price_rows.c.offer_id <= end]
    return and_(*conditions)


def _twin(other: int) -> ColumnElement[bool]:
    twin = price_rows.alias()
    same = [twin.c[column.name] == column for column in (*_ORDER, price_rows.c.digest)]
    return exists().where(twin.c.list_id == other, *same).correlate(price_rows)


def _without_twin(list_id: int, other: int, begin: str | None, end: str | None) -> ColumnElement[bool]:
    return and_(_within(list_id, begin, end), ~_twin(other))


def _indicated(list_id: int, other: int, begin: str | None, end: str | None) -> ColumnElement[bool]:
    return and_(_within(list_id, begin, end), price_rows.c.raw.contains('"acdIndicator":'), _twin(other))


def _offers_with_new_keys(gone: Sequence[PriceRow], come: Sequence[PriceRow]) -> list[str]:
    known = {row.key for row in gone}
    return sorted({row.offer_id for row in come if row.key not in known})


def _of_offers(transaction: Transaction, list_id: int, other: int, offers: Sequence[str]) -> tuple[PriceRow, ...]:
    """Give the rows of these offers that are the same on both sides, some hundred offers at a time."""
    pieces = (offers[begin : begin + _OFFERS_AT_ONCE] for begin in range(0, len(offers), _OFFERS_AT_ONCE))
    wanted = (and_(price_rows.c.list_id == list_id, price_rows.c.offer_id.in_(piece), _twin(other)) for piece in pieces)
    return tuple(row for condition in wanted for row in _read(transaction, condition))


def _read(transaction: Transaction, condition: ColumnElement[bool]) -> tuple[PriceRow, ...]:
    return tuple(_row(found) for found in transaction.connection.execute(select(*_CONTENT).where(condition)))


def _row(found: Row[Any]) -> PriceRow:
    values: tuple[Any, ...] = tuple(found)
    return PriceRow(*values)
