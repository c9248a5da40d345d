"""The two workbooks for CloudBlue, written row by row: memory stays flat, however many rows there are.

openpyxl is imported when a workbook is written: a deployed extension does not need it. Each workbook has one sheet of plain
cells, without tables and formulas, as CloudBlue's imports want them.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final, Self

from connector.domain.prices.sheets import FlatRow, Leftover, LevelRow
from connector.prices.files import whole_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal
    from pathlib import Path

    from connector.domain.prices.sheets import Terms

LEVEL_COLUMNS: Final = (
    "Service plan ID",
    "Subscription period",
    "MPN",
    "Fee type",
    "Lower limit",
    "Rating attribute",
    "Price level hint",
    "Price effective date",
    "Wholesale price",
    "Retail price",
)
FLAT_COLUMNS: Final = (
    "MPN",
    "Vendor ID",
    "Vendor Name",
    "Service Template / Product Line",
    "Product",
    "Billing Period",
    "Subscription Period",
    "Billing Model",
    "UOM",
    "Lower Limit",
    "Effective Date",
    "Cost Billing Period",
    "Cost Currency",
    "Cost",
    "Price Currency",
    "Price",
    "MSRP",
    "Margin",
    "Reseller Margin",
    "Fee Type",
    "Subscriptions",
    "Seats",
    "Active",
)
_FLAT_SHEET: Final = "Price-list"
_LEVEL_SHEET: Final = "Price Manager"
_DAY: Final = "yyyy-mm-dd"


def write_levels(path: Path, rows: Iterable[LevelRow | Leftover]) -> Iterator[Leftover]:
    """Write the Price Manager's workbook, giving the leftovers as they come. Raises `OSError`."""
    with whole_file(path) as part, _Workbook(part, _LEVEL_SHEET, LEVEL_COLUMNS) as workbook:
        for row in rows:
            if isinstance(row, Leftover):
                yield row
                continue
            workbook.add(
                "",
                row.period,
                row.mpn,
                row.fee_type,
                row.lower_limit,
                row.rating,
                "",
                row.effective,
                row.wholesale,
                row.retail,
            )


def write_flat_list(path: Path, rows: Iterable[FlatRow | Leftover], terms: Terms) -> Iterator[Leftover]:
    """Write the flat list's workbook, giving the leftovers as they come. Raises `OSError`."""
    with whole_file(path) as part, _Workbook(part, _FLAT_SHEET, FLAT_COLUMNS) as workbook:
        for row in rows:
            if isinstance(row, Leftover):
                yield row
                continue
            workbook.add(
                row.item.mpn,
                terms.vendor_id,
                terms.vendor_name,
                "",
                row.item.name,
                row.period,
                row.period,
                "Flat",
                row.unit,
                1,
                terms.day,
                row.period,
                terms.currency,
                row.cost,
                terms.currency,
                row.price,
                row.street,
                _margin(row.cost, row.price),
                None,
                "Recurring",
                None,
                None,
                "Yes",
            )


def _margin(cost: Decimal, price: Decimal) -> Decimal | None:
    """Give the distributor's share of the price in percent, to two decimals: what the rounding left of the rule."""
    return round((price - cost) / price * 100, 2) if price else None


class _Workbook:
    """One workbook with one sheet, each row written and forgotten. A context manager."""

    def __init__(self, path: Path, sheet: str, columns: Iterable[str]) -> None:
        import openpyxl  # noqa: PLC0415 - an optional extra: whoever writes no workbook needs it not.
        from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 - an optional extra, as above.

        self._path = path
        self._book = openpyxl.Workbook(write_only=True)
        self._sheet = self._book.create_sheet(sheet)
        self._cell = WriteOnlyCell
        self.add(*columns)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_raised: object) -> None:
        self._book.save(self._path)

    def add(self, *values: object) -> None:
        """Write one row: texts, numbers, amounts, days, and nothing."""
        self._sheet.append([self._text(value) if isinstance(value, str) else self._other(value) for value in values])

    def _text(self, text: str) -> object:
        if not text:
            return None
        cell = self._cell(self._sheet, text)
        # What Adobe wrote stays text, whatever it begins with: nothing of it may become a formula.
        cell.data_type = "s"
        return cell

    def _other(self, value: object) -> object:
        if not isinstance(value, date):
            return value
        cell = self._cell(self._sheet, value)
        cell.number_format = _DAY
        return cell
