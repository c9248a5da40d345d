"""The prices' pages in a real browser: a list that is being fetched, a search, differences, an approval, and downloads."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Final

import openpyxl
import pytest

from connector.simulator.connect.world import OPERATOR
from tests.browser.past_lists import DEARER, FIRST, SCOPE, WITHOUT_ITEM, PastLists, offers_of
from tests.browser.visiting import ALL_APPS, PHOTOSHOP

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from connector.commands.demo.stage import Stage
    from tests.browser.visiting import Visit

pytestmark = [pytest.mark.slow, pytest.mark.browser]

_ROW: Final = "return [...document.querySelectorAll('tbody tr')].find(row => row.innerText.includes(arguments[0]))?.innerText"


@pytest.fixture(scope="module")
def lists(stage: Stage) -> Iterator[PastLists]:
    """Two months of price lists; in the second month's second revision Photoshop became dearer by half."""
    with PastLists(stage) as lists:
        lists.keep(FIRST, month=lists.month_before)
        lists.keep({**FIRST, ALL_APPS: 910})
        lists.keep(FIRST, committed=True)
        lists.keep(DEARER)
        yield lists


def downloaded(visit: Visit, folder: Path, name: str) -> Path:
    """Wait for a download; gives the file."""
    path = folder / name
    visit.chromium.until(path.exists, 30, lambda: f"{name} in {list(folder.iterdir())}")
    return path


def test_kept_lists_are_shown_and_one_that_is_being_fetched_goes_on_before_ones_eyes(visit: Visit, lists: PastLists) -> None:
    rows = offers_of(FIRST)
    begun = lists.begin(lists.month.after)
    fetching = lists.fetch(begun, rows[:5], len(rows))
    visit.open("#/prices")
    visit.chromium.wait_for_text("5 of 12 rows", "table")
    bar = visit.chromium.script("const bar = document.querySelector('td progress'); return [bar.value, bar.max]")
    assert bar == [5, 12]
    fetching = lists.fetch(fetching, rows[5:8], len(rows))
    visit.chromium.wait_for_text("8 of 12 rows", "table")
    visit.look("prices")
    lists.publish(lists.fetch(fetching, rows[8:], len(rows)))
    visit.chromium.wait_for("return !document.querySelector('td progress')")
    newest = visit.chromium.script("return document.querySelector('tbody tr').innerText")
    assert "whole" in newest
    assert "Differences" in newest
    # Every list but the first revision of this month is the last one of its month.
    assert visit.chromium.texts("tbody .actions a").count("Differences") == 4


def test_a_price_is_found_for_a_day_a_commitment_and_a_product(visit: Visit, lists: PastLists) -> None:
    visit.open("#/prices")
    visit.chromium.type("#field-of", f"{PHOTOSHOP}02A12")
    visit.chromium.click_text("button", "Look up")
    visit.chromium.wait_for_text("What Adobe charges")
    assert "599.00 USD" in visit.chromium.script(_ROW, f"{PHOTOSHOP}02A12")
    visit.chromium.type("#field-of", PHOTOSHOP)
    began = f"{lists.month.number:02}01{lists.month.year}"
    visit.chromium.script("document.getElementById('field-committed_since').focus()")
    visit.chromium.press(began)
    visit.chromium.click_text("button", "Look up")
    visit.chromium.wait_for_text(f"{PHOTOSHOP}04A12", "table")
    assert [one for one in visit.chromium.texts("tbody th") if one.startswith(PHOTOSHOP)] == [
        f"{PHOTOSHOP}{level}A12" for level in ("01", "02", "03", "04")
    ]
    assert "400.00 USD" in visit.chromium.script(_ROW, f"{PHOTOSHOP}01A12")
    visit.look("prices-search")
    visit.expect_complaint("prices/search")
    visit.open("#/prices?of=65399999CA")
    visit.chromium.wait_for_text("No kept list says what this costs on that day.", ".notice.error")


def test_differences_are_looked_at_a_blocked_export_is_approved_and_both_files_come(
    visit: Visit, lists: PastLists, tmp_path: Path
) -> None:
    visit.chromium.download_to(tmp_path)
    kept = lists.keep(DEARER)
    visit.open(f"#/prices/lists/{kept.id}/export")
    assert visit.chromium.text("main").startswith(f"Export of list {kept.id}")
    visit.expect_complaint("prices/exports")
    visit.chromium.click_text("button", "Download the workbook")
    visit.chromium.wait_for_text("moved by 50.", ".notice.error")
    visit.look("prices-export")
    visit.follow("Look at the differences", "#/prices/differences")
    assert "400.00 → 600.00\n+50.0 %" in visit.chromium.text("tbody").replace("\t", "\n")
    assert visit.chromium.texts("tbody .badge").count("added") == 4
    visit.look("prices-differences")
    visit.follow("Compare with the month before", "#/prices/differences")
    before = visit.chromium.text(".facts > div:nth-child(3)")
    assert f"{lists.month_before.first_day:%B %Y}, revision 1" in before
    visit.follow("Export this list", f"#/prices/lists/{kept.id}/export")

    visit.chromium.click_text("button", "Download the workbook")
    visit.chromium.click_text("button", f"Approve list {kept.id} …")
    visit.look()
    visit.chromium.click_text("dialog button", "Approve the list")
    visit.chromium.wait_for_text(f"List {kept.id} is approved.", ".notice.good")
    assert lists.approved_by(kept) == OPERATOR["id"]

    visit.chromium.click_text("button", "Download the workbook")
    book = openpyxl.load_workbook(downloaded(visit, tmp_path, f"price-manager-{kept.id}.xlsx"))
    cells = [cell for row in book["Price Manager"].values for cell in row]
    # Six hundred dollars with a margin of 20 %: 600 / 0.8.
    assert 750 in {float(cell) for cell in cells if isinstance(cell, int | float)}
    visit.chromium.wait_for_text("is downloaded, without", ".notice.warning")
    visit.look()
    visit.chromium.click_text("button", "Download what is left over")
    with downloaded(visit, tmp_path, f"price-manager-{kept.id}.leftovers.csv").open(encoding="utf-8", newline="") as file:
        left = {row["offer or item"] for row in csv.DictReader(file)}
    assert f"{WITHOUT_ITEM}01A12" in left


def test_a_list_that_nobody_keeps_says_where_to_go(visit: Visit) -> None:
    visit.open("#/prices/lists/99999/export")
    visit.chromium.wait_for_text("There is no such price list.", ".empty")
    visit.expect_complaint("prices/differences")
    visit.open(f"#/prices/differences?scope={SCOPE}&month=199901")
    visit.chromium.wait_for_text("There is nothing to compare.", ".empty")


def test_the_flat_list_asks_for_the_vendor_and_takes_items_that_are_typed(visit: Visit, lists: PastLists, tmp_path: Path) -> None:
    visit.chromium.download_to(tmp_path)
    kept = lists.keep(FIRST, month=lists.month_before)
    visit.open(f"#/prices/lists/{kept.id}/export")
    visit.chromium.choose("#field-form", "flat-list")
    visit.chromium.type("#field-vendor", "VA-000-000")
    visit.chromium.click_text("summary", "Items instead of a product")
    visit.chromium.type("#field-items", f"{ALL_APPS}, Everything & more\n\n{PHOTOSHOP}")
    visit.chromium.click_text("button", "Download the workbook")
    sheet = openpyxl.load_workbook(downloaded(visit, tmp_path, f"flat-list-{kept.id}.xlsx"))["Price-list"]
    cells = {str(cell) for row in sheet.values for cell in row}
    assert {ALL_APPS, "Everything & more", PHOTOSHOP, "VA-000-000"} <= cells
