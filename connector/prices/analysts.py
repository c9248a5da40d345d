"""Whole lists as CSV and Parquet, for analysts: every row with its key, its prices and everything that Adobe wrote.

Written in pieces, so that memory stays flat. pyarrow is imported when a Parquet file is written: an optional extra.
"""

from __future__ import annotations

import csv
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from connector.prices.files import whole_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from connector.domain.prices.lists import PriceList
    from connector.domain.prices.rows import PriceRow

ATTRIBUTES: Final = (
    "productFamily",
    "productType",
    "productTypeDetail",
    "additionalDetail",
    "operatingSystem",
    "language",
    "version",
    "users",
    "metric",
    "bridge",
    "upcEanCode",
    "gtinCode",
    "acdIndicator",
    "acdEffectiveDate",
    "acdDescription",
    "levelDetails",
    "estimatedShipDate",
    "publicAnnounceDate",
    "rmaRequestDeadline",
    "pool",
    "duration",
)
"""The attributes beyond the key and the prices, by Adobe's names, each a column of its own."""

COLUMNS: Final = (
    "account",
    "region",
    "marketSegment",
    "currency",
    "priceListType",
    "priceListMonth",
    "revision",
    "offerId",
    "discountCode",
    "firstOrderDate",
    "lastOrderDate",
    "partnerPrice",
    "estimatedStreetPrice",
    *ATTRIBUTES,
    "raw",
)
_PIECE: Final = 5000
_WHOLE_DIGITS, _DECIMALS = 38, 9


def write_csv(path: Path, listed: PriceList, rows: Iterable[PriceRow]) -> int:
    """Write a list as CSV in UTF-8, amounts as Adobe wrote them; gives the number of rows. Raises `OSError`."""
    number = 0
    with whole_file(path) as part, part.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for number, row in enumerate(rows, 1):  # noqa: B007 - the last number is what is wanted.
            writer.writerow(_cells(listed, row))
    return number


def write_parquet(path: Path, listed: PriceList, rows: Iterable[PriceRow]) -> int:
    """Write a list as Parquet: days as dates, prices as decimals with nine digits behind the point. Raises `OSError`.

    A price that needs more digits raises `ValueError`: rounding it would falsify it. Gives the number of rows.
    """
    import pyarrow as pa  # noqa: PLC0415 - an optional extra, and a large one.
    from pyarrow import parquet  # noqa: PLC0415 - an optional extra, as above.

    money, day = pa.decimal128(_WHOLE_DIGITS, _DECIMALS), pa.date32()
    types = {"revision": pa.int32(), "partnerPrice": money, "estimatedStreetPrice": money}
    types |= {"firstOrderDate": day, "lastOrderDate": day}
    schema = pa.schema([(name, types.get(name, pa.string())) for name in COLUMNS])
    number = 0
    with whole_file(path) as part, parquet.ParquetWriter(part, schema) as writer:
        for piece in _pieces(rows):
            columns = zip(*(_values(listed, row) for row in piece), strict=True)
            arrays = [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
            number += len(piece)
    return number


def _pieces(rows: Iterable[PriceRow]) -> Iterator[list[PriceRow]]:
    remaining = iter(rows)
    while piece := list(islice(remaining, _PIECE)):
        yield piece


def _values(listed: PriceList, row: PriceRow) -> tuple[Any, ...]:
    scope, attributes = listed.scope, row.attributes
    which = (scope.account, scope.region, scope.segment, scope.currency, scope.list_type, str(listed.month), listed.revision)
    return (*which, *row.key, row.partner_price, row.street_price, *(attributes.get(name) for name in ATTRIBUTES), row.raw)


def _cells(listed: PriceList, row: PriceRow) -> tuple[str, ...]:
    return tuple("" if value is None else str(value) for value in _values(listed, row))


WRITERS: Final[dict[str, Callable[[Path, PriceList, Iterable[PriceRow]], int]]] = {"csv": write_csv, "parquet": write_parquet}
"""The forms for analysts, by their names on the command line."""
