"""Files of prices: opened again and compared cell by cell, and refused where a list must not go out."""

from __future__ import annotations

import csv
import json
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

import openpyxl
import pytest
from pyarrow import parquet

from connector.domain.prices.margins import PriceRule
from connector.domain.prices.scopes import Month, Scope
from connector.domain.prices.sheets import Item, Leftover, Terms
from connector.prices.analysts import COLUMNS, write_csv, write_parquet
from connector.prices.exporting import (
    BlockedError,
    Guard,
    flat_list_rows,
    must_be_exportable,
    price_manager_rows,
    rules_of,
    warnings_of,
)
from connector.prices.workbooks import write_flat_list, write_levels
from connector.settings import parse_settings
from tests.prices.shop import ACCOUNT, SCOPE, Shop, an_offer, offers

if TYPE_CHECKING:
    from pathlib import Path

    from connector.domain.prices.lists import PriceList

TODAY: Final = date(2026, 9, 14)
ITEMS: Final = (Item("65304001CA", "=Photoshop"), Item("65304002CA", "Lightroom"), Item("65304009CA", "Acrobat"))
TERMS: Final = Terms("USD", TODAY, (PriceRule("margin", Decimal(20)),), vendor_id="VA-000-000", vendor_name="Adobe")


def kept(shop: Shop, rows: list[dict[str, Any]], scope: Scope = SCOPE, month: str = "202609") -> PriceList:
    shop.control.put_price_list(rows, month=month, currency=scope.currency, list_type=scope.list_type)
    fetched = shop.fetch(scope=scope, month=Month.parse(month))
    assert fetched.kept is not None
    return fetched.kept


def cells(path: Path) -> tuple[str, list[tuple[object, ...]]]:
    """Open a workbook and give its one sheet's title and all its cells."""
    book = openpyxl.load_workbook(path)
    (sheet,) = book.worksheets
    assert not sheet.tables
    return sheet.title, list(sheet.iter_rows(values_only=True))


def test_the_price_manager_workbook_has_every_level_and_rating_cell_by_cell(shop: Shop, tmp_path: Path) -> None:
    plain = kept(
        shop,
        [
            an_offer(1, partnerPrice="100.00", estimatedStreetPrice="130.10"),
            an_offer(1, offerId="65304001CA02A12", levelDetails="Level 2 10 - 49", partnerPrice="95.00"),
            an_offer(7),
        ],
    )
    committed = kept(
        shop,
        [
            an_offer(
                1, offerId="65304001CA12A12", levelDetails="Level 12 10 - 49", partnerPrice="80.00", estimatedStreetPrice=None
            )
        ],
        SCOPE.typed("3YC"),
    )
    path = tmp_path / "levels.xlsx"
    terms = Terms("USD", TODAY, TERMS.rules, effective=date(2026, 10, 1))
    leftovers = list(write_levels(path, price_manager_rows(shop.store, plain, committed, ITEMS[:2], terms)))
    title, rows = cells(path)
    assert title == "Price Manager"
    assert rows == [
        (
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
        ),
        (None, "1 year(s)", "65304001CA", "Recurring", 1, None, None, datetime(2026, 10, 1), 125, 130.1),  # noqa: DTZ001 - a day has no zone.
        (None, "1 year(s)", "65304001CA", "Recurring", 10, None, None, datetime(2026, 10, 1), 118.75, 1508.55),  # noqa: DTZ001 - see above.
        (None, "1 year(s)", "65304001CA", "Recurring", 10, "3YC", None, datetime(2026, 10, 1), 100, None),  # noqa: DTZ001 - see above.
    ]
    assert leftovers == [
        Leftover("65304007CA01A12", "no item has this MPN"),
        Leftover("65304002CA", "the list has no price for this item"),
    ]


def test_the_flat_workbook_has_the_base_level_cell_by_cell_and_no_formulas(shop: Shop, tmp_path: Path) -> None:
    plain = kept(shop, [an_offer(1, partnerPrice="100.00"), an_offer(2, partnerPrice="33.33", estimatedStreetPrice=None)])
    path = tmp_path / "flat.xlsx"
    leftovers = list(write_flat_list(path, flat_list_rows(shop.store, plain, ITEMS, TERMS), TERMS))
    title, rows = cells(path)
    assert title == "Price-list"
    header, first, second = (dict(enumerate(row)) for row in rows)
    assert list(header.values()) == [
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
    ]
    day = datetime(2026, 9, 14)  # noqa: DTZ001 - a day has no zone.
    year = "1 year(s)"
    assert list(first.values()) == [
        *("65304001CA", "VA-000-000", "Adobe", None, "=Photoshop", year, year, "Flat", "License", 1, day, year),
        *("USD", 100, "USD", 125, 1508.55, 20, None, "Recurring", None, None, "Yes"),
    ]
    assert list(second.values()) == [
        *("65304002CA", "VA-000-000", "Adobe", None, "Lightroom", year, year, "Flat", "License", 1, day, year),
        *("USD", 33.33, "USD", 41.66, None, 20, None, "Recurring", None, None, "Yes"),
    ]
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert sheet["E2"].data_type == "s"
    assert leftovers == [Leftover("65304009CA", "the list has no price for this item")]


def test_an_export_never_overwrites_a_file_and_leaves_no_half_one(shop: Shop, tmp_path: Path) -> None:
    plain = kept(shop, offers(3))
    path = tmp_path / "flat.xlsx"
    path.write_text("somebody's own", encoding="utf-8")
    with pytest.raises(FileExistsError):
        list(write_flat_list(path, flat_list_rows(shop.store, plain, ITEMS, TERMS), TERMS))
    assert path.read_text(encoding="utf-8") == "somebody's own"
    begun = write_flat_list(tmp_path / "other.xlsx", flat_list_rows(shop.store, plain, ITEMS[:1], TERMS), TERMS)
    next(begun)
    begun.close()  # type: ignore[attr-defined] # it is a generator, and its reader goes away.
    assert [one.name for one in tmp_path.iterdir() if one.suffix != ".sqlite" and "sqlite" not in one.name] == ["flat.xlsx"]


def test_lists_that_do_not_belong_together_are_refused(shop: Shop) -> None:
    plain, committed = kept(shop, offers(1)), kept(shop, offers(1), SCOPE.typed("3YC"))
    yen = kept(shop, offers(1), Scope(ACCOUNT, "NA", "COM", "JPY", "3YC"))
    for wrong in (
        lambda: flat_list_rows(shop.store, committed, ITEMS, TERMS),
        lambda: price_manager_rows(shop.store, committed, None, ITEMS, TERMS),
        lambda: price_manager_rows(shop.store, plain, plain, ITEMS, TERMS),
        lambda: price_manager_rows(shop.store, plain, yen, ITEMS, TERMS),
    ):
        with pytest.raises(BlockedError):
            wrong()


def test_a_list_that_is_not_whole_is_not_exported(shop: Shop) -> None:
    incomplete = kept(shop, [an_offer(1), an_offer(1)])
    with pytest.raises(BlockedError, match="is not whole"):
        must_be_exportable(shop.store, incomplete, Guard("USD", 20))


def test_a_list_in_another_currency_is_not_exported(shop: Shop) -> None:
    with pytest.raises(BlockedError, match="is in USD, and the marketplace sells in EUR"):
        must_be_exportable(shop.store, kept(shop, offers(1)), Guard("EUR", 20))


@pytest.mark.parametrize(("price", "blocked"), [("120.00", False), ("80.00", False), ("120.01", True), ("79.99", True)])
def test_a_price_that_moved_too_far_needs_an_approval(shop: Shop, price: str, *, blocked: bool) -> None:
    first = kept(shop, [an_offer(1, partnerPrice="100.00")], month="202608")
    must_be_exportable(shop.store, first, Guard("USD", 20))
    moved = kept(shop, [an_offer(1, partnerPrice=price)])
    if blocked:
        with pytest.raises(BlockedError, match=r"the price of 65304001CA01A12 moved by .* %, more than 20 %") as told:
            must_be_exportable(shop.store, moved, Guard("USD", 20))
        assert (told.value.moved, told.value.since) == (moved, first)
    approved = shop.store.approve_price_list(moved.id, "Dana")
    must_be_exportable(shop.store, approved, Guard("USD", 20))
    assert shop.store.approve_price_list(moved.id, "Somebody else").approved_by == "Dana"


def blocked_since(shop: Shop, listed: PriceList) -> int | None:
    """Give the list from which a price moved too far; `None` where the list may go out."""
    try:
        must_be_exportable(shop.store, listed, Guard("USD", 20))
    except BlockedError as blocked:
        return blocked.since.id if blocked.moved == listed and blocked.since else 0
    return None


def test_a_move_that_nobody_approved_is_not_passed_by_what_comes_after(shop: Shop) -> None:
    first = kept(shop, [an_offer(1, partnerPrice="100.00")])
    doubled = kept(shop, [an_offer(1, partnerPrice="200.00")])
    described = kept(shop, [an_offer(1, partnerPrice="200.00", productFamily="Sample Studio Pro")])
    october = kept(shop, [an_offer(1, partnerPrice="201.00")], month="202610")
    assert [one.revision for one in (first, doubled, described, october)] == [1, 2, 3, 1]
    assert [blocked_since(shop, one) for one in (first, doubled, described, october)] == [None, first.id, first.id, first.id]


def test_once_approved_a_move_is_the_base_of_what_comes_after(shop: Shop) -> None:
    first = kept(shop, [an_offer(1, partnerPrice="100.00")], month="202607")
    doubled = kept(shop, [an_offer(1, partnerPrice="200.00")], month="202608")
    shop.store.approve_price_list(doubled.id, "Dana")
    september = kept(shop, [an_offer(1, partnerPrice="210.00")])
    back = kept(shop, [an_offer(1, partnerPrice="100.00")], month="202610")
    # What stands before an approved list is not looked at any more.
    assert [blocked_since(shop, one) for one in (first, september, back)] == [None, None, september.id]


def test_a_price_that_was_wrong_for_a_while_blocks_nothing_once_it_is_back(shop: Shop) -> None:
    first = kept(shop, [an_offer(1, partnerPrice="100.00")])
    wrong = kept(shop, [an_offer(1, partnerPrice="900.00")])
    right = kept(shop, [an_offer(1, partnerPrice="110.00")])
    next_one = kept(shop, [an_offer(1, partnerPrice="125.00")], month="202610")
    assert [blocked_since(shop, one) for one in (wrong, right, next_one)] == [first.id, None, None]


def test_a_price_that_comes_as_a_new_window_moves_too(shop: Shop) -> None:
    ended = an_offer(1, partnerPrice="200.00", lastOrderDate="2026-08-31T00:00:00.000Z")
    new = an_offer(1, partnerPrice="900.00", firstOrderDate="2026-09-01T00:00:00.000Z")
    august = kept(shop, [an_offer(1, partnerPrice="200.00"), an_offer(2)], month="202608")
    september = kept(shop, [ended, new, an_offer(2)])
    assert blocked_since(shop, september) == august.id
    with pytest.raises(BlockedError, match=r"the price of 65304001CA01A12 moved by 350\.0 %"):
        must_be_exportable(shop.store, september, Guard("USD", 20))


def test_a_new_window_beside_one_that_stays_as_it_was_moves_too(shop: Shop) -> None:
    ended = an_offer(1, partnerPrice="200.00", lastOrderDate="2026-08-31T00:00:00.000Z")
    new = {"firstOrderDate": "2026-09-01T00:00:00.000Z"}
    august = kept(shop, [ended, an_offer(2)], month="202608")
    dearer = kept(shop, [ended, an_offer(1, partnerPrice="900.00", **new), an_offer(2), an_offer(3)])
    alike = kept(shop, [ended, an_offer(1, partnerPrice="201.00", **new), an_offer(2), an_offer(3)])
    assert [blocked_since(shop, one) for one in (august, dearer, alike)] == [None, august.id, None]


def test_an_export_is_warned_of_few_attributes_and_of_later_lists(shop: Shop) -> None:
    full = kept(shop, offers(1))
    assert warnings_of(shop.store, full) == ()
    poorer = shop.fetch_few().kept
    assert poorer is not None
    assert warnings_of(shop.store, full) == (f"{poorer} is later than {full}, with few attributes: see whether prices differ.",)
    assert warnings_of(shop.store, poorer) == (
        f"{poorer} is not the list that counts in its month: {full} is.",
        f"{poorer} was asked for with few attributes: suggested prices and product texts are missing in it.",
    )


def test_an_export_of_lists_of_different_months_says_so(shop: Shop) -> None:
    plain = kept(shop, offers(1))
    same = kept(shop, offers(1), SCOPE.typed("3YC"))
    assert warnings_of(shop.store, plain, same) == ()
    earlier = kept(shop, offers(1), SCOPE.typed("3YC"), "202608")
    assert warnings_of(shop.store, plain, earlier) == (f"{earlier} and {plain} are of different months, and go into one file.",)


def test_whole_lists_are_written_as_csv_with_every_attribute_as_it_came(shop: Shop, tmp_path: Path) -> None:
    listed = kept(shop, [an_offer(1, discountCode="HVD_L18_POST", metric="USER")])
    assert write_csv(tmp_path / "list.csv", listed, shop.store.price_rows(listed.id)) == 1
    with (tmp_path / "list.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert tuple(row) == COLUMNS
    assert {name: value for name, value in row.items() if value and name != "raw"} == {
        "account": "production/D1000000000",
        "region": "NA",
        "marketSegment": "COM",
        "currency": "USD",
        "priceListType": "STANDARD",
        "priceListMonth": "202609",
        "revision": "1",
        "offerId": "65304001CA01A12",
        "discountCode": "HVD_L18_POST",
        "firstOrderDate": "2026-01-01",
        "lastOrderDate": "2026-12-31",
        "partnerPrice": "1206.84",
        "estimatedStreetPrice": "1508.55",
        "productFamily": "Sample Studio",
        "productType": "Subscription New",
        "metric": "USER",
        "levelDetails": "Level 1 1 - 9",
        "duration": "12 Months",
    }
    assert json.loads(row["raw"])["partnerPrice"] == "1206.84"


def test_whole_lists_are_written_as_parquet_with_days_and_exact_amounts(shop: Shop, tmp_path: Path) -> None:
    listed = kept(shop, [an_offer(1), an_offer(2, partnerPrice="1234", estimatedStreetPrice=None)])
    assert write_parquet(tmp_path / "list.parquet", listed, shop.store.price_rows(listed.id)) == 2
    first, second = parquet.read_table(tmp_path / "list.parquet").to_pylist()
    assert (first["offerId"], first["firstOrderDate"], first["revision"]) == ("65304001CA01A12", date(2026, 1, 1), 1)
    assert (first["partnerPrice"], first["estimatedStreetPrice"]) == (Decimal("1206.840000000"), Decimal("1508.550000000"))
    assert (second["partnerPrice"], second["estimatedStreetPrice"], second["metric"]) == (Decimal(1234), None, None)


def test_the_rules_of_the_settings_are_those_of_the_export() -> None:
    rule = {
        "way": "markup",
        "percent": "12.5",
        "reseller": "TA-0000-0001",
        "product": "65304470CA",
        "rounding": "up",
        "step": "0.05",
    }
    settings = parse_settings({"PRICE_RULES": json.dumps([rule])})
    assert rules_of(settings) == (PriceRule("markup", Decimal("12.5"), "TA-0000-0001", "65304470CA", "up", Decimal("0.05")),)
