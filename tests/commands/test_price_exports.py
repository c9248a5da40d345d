"""`prices export` on a desk: the files, what is left over, and what it lacks."""

from __future__ import annotations

import csv
import json
import sys
from datetime import datetime
from typing import TYPE_CHECKING

import openpyxl
import pytest

from tests.commands.desk import Desk, Platforms, now
from tests.commands.price_desk import ALWAYS, LIST, THIS, a_price_desk, publish
from tests.prices.shop import an_offer

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def desk(platforms: Platforms) -> Desk:
    """A desk at which one price list is fetched, and prices are made with a margin."""
    return a_price_desk(platforms)


def test_prices_of_a_month_to_come_hold_from_its_first_day_on(platforms: Platforms, desk: Desk, tmp_path: Path) -> None:
    begins = THIS.after.first_day
    row = an_offer(1, partnerPrice="100.00", firstOrderDate=f"{begins}T00:00:00.000Z", lastOrderDate=None)
    platforms.adobe.control.put_price_list([row], month=str(THIS.after))
    desk.type("prices", "fetch", "--month", str(THIS.after))
    items = tmp_path / "items.csv"
    items.write_text("mpn\n65304001CA\n", encoding="utf-8")
    words = ("prices", "export", "1", "--items", str(items), "--currency", "USD", "--form")
    assert desk.type(*words, "price-manager", "--out", str(tmp_path / "levels.xlsx")) == 0
    assert desk.type(*words, "price-list", "--out", str(tmp_path / "flat.xlsx")) == 0
    beginning = datetime(begins.year, begins.month, 1)  # noqa: DTZ001 - a day has no zone.
    for name, place in (("levels.xlsx", "H2"), ("flat.xlsx", "K2")):
        assert openpyxl.load_workbook(tmp_path / name).worksheets[0][place].value == beginning
    today = now().date()
    assert desk.type(*words, "price-list", "--from", str(today), "--out", str(tmp_path / "early.xlsx")) == 0
    with (tmp_path / "early.xlsx.leftovers.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file))[1:] == [
            ["65304001CA01A12", f"not on sale on {today}"],
            ["65304001CA", "the list has no price for this item"],
        ]


def test_a_list_with_few_attributes_is_a_problem_and_is_shown_as_one(platforms: Platforms, desk: Desk, tmp_path: Path) -> None:
    publish(platforms, "100.00")
    platforms.adobe.control.fault("POST /v3/pricelist", "refused", code="5122")
    assert desk.type("prices", "fetch", "--month", str(THIS)) == 1
    assert "published, 1 rows, list 1. Adobe refused an attribute" in desk.printed
    desk.type("prices", "list")
    assert desk.lines[-1].endswith("few attributes")
    items = tmp_path / "items.csv"
    items.write_text("mpn\n65304001CA\n", encoding="utf-8")
    words = ("prices", "export", "1", "--form", "price-list", "--items", str(items), "--currency", "USD")
    desk.lines.clear()
    assert desk.type(*words, "--out", str(tmp_path / "flat.xlsx")) == 0
    assert desk.lines[0].endswith("was asked for with few attributes: suggested prices and product texts are missing in it.")


def test_an_export_says_when_the_list_is_not_the_latest_revision(platforms: Platforms, desk: Desk, tmp_path: Path) -> None:
    for price in ("100.00", "101.00"):
        publish(platforms, price)
        desk.type("prices", "fetch", "--month", str(THIS))
    items = tmp_path / "items.csv"
    items.write_text("mpn\n65304001CA\n", encoding="utf-8")
    words = ("--form", "price-list", "--items", str(items), "--currency", "USD", "--out")
    desk.lines.clear()
    assert desk.type("prices", "export", "1", *words, str(tmp_path / "old.xlsx")) == 0
    name = f"production/D1000000000 NA COM USD STANDARD {THIS}"
    assert desk.lines[0] == f"list 1: {name} revision 1 is not the list that counts in its month: list 2: {name} revision 2 is."
    desk.lines.clear()
    assert desk.type("prices", "export", "2", *words, str(tmp_path / "new.xlsx")) == 0
    assert "counts in its month" not in desk.printed


def test_the_items_are_read_from_the_platform_where_a_product_is_named(platforms: Platforms, desk: Desk, tmp_path: Path) -> None:
    row = an_offer(1, offerId="65304470CA01A12", **ALWAYS)
    platforms.adobe.control.put_price_list([row], month=str(THIS))
    desk.type("prices", "fetch", "--month", str(THIS))
    path = tmp_path / "levels.xlsx"
    product = platforms.product.product
    words = ("prices", "export", "1", "--form", "price-manager", "--product", product, "--currency", "USD")
    assert desk.type(*words, "--out", str(path)) == 0
    assert [cell.value for cell in openpyxl.load_workbook(path).worksheets[0]["C"]] == ["MPN", "65304470CA"]
    desk.variables.pop("CONNECT_API_KEY")
    desk.variables.pop("CONNECT_API_URL")
    assert desk.type(*words, "--out", str(tmp_path / "other.xlsx")) == 1
    assert desk.lines[-1].startswith("The platform cannot be read")


def test_a_product_that_the_platform_does_not_know_is_a_problem(platforms: Platforms, desk: Desk, tmp_path: Path) -> None:
    publish(platforms, "100.00")
    desk.type("prices", "fetch", "--month", str(THIS))
    words = ("prices", "export", "1", "--form", "price-list", "--product", "PRD-999-999-999", "--currency", "USD")
    assert desk.type(*words, "--out", str(tmp_path / "flat.xlsx")) == 1
    assert desk.lines[-1].startswith("The product's items cannot be read: ")


def test_three_year_prices_stand_beside_the_plain_ones(platforms: Platforms, tmp_path: Path) -> None:
    desk = Desk({**platforms.variables, "PRICE_LISTS": json.dumps([LIST, {**LIST, "type": "3YC"}])})
    publish(platforms, "100.00")
    row = an_offer(1, offerId="65304001CA12A12", levelDetails="Level 12 1 - 49", **ALWAYS)
    platforms.adobe.control.put_price_list([row], month=str(THIS), list_type="3YC")
    assert desk.type("prices", "fetch", "--month", str(THIS)) == 0
    items = tmp_path / "items.csv"
    items.write_text("mpn\n65304001CA\n", encoding="utf-8")
    words = ("prices", "export", "1", "--form", "price-manager", "--three-year", "2", "--items", str(items), "--currency", "USD")
    assert desk.type(*words, "--rating", "COMMIT", "--out", str(tmp_path / "levels.xlsx")) == 0
    sheet = openpyxl.load_workbook(tmp_path / "levels.xlsx").worksheets[0]
    assert [cell.value for cell in sheet["F"]] == ["Rating attribute", None, "COMMIT"]


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_whole_lists_are_written_for_analysts(platforms: Platforms, desk: Desk, tmp_path: Path, form: str) -> None:
    publish(platforms, "100.00", "200.00")
    desk.type("prices", "fetch", "--month", str(THIS))
    path = tmp_path / f"list.{form}"
    assert desk.type("prices", "export", "1", "--form", form, "--out", str(path)) == 0
    assert desk.lines[-1].startswith(f"{path}: 2 rows of list 1: ")
    assert path.stat().st_size > 0
    platforms.adobe.control.put_price_list([an_offer(1), an_offer(1)], month="202601")
    desk.type("prices", "fetch", "--month", "202601")
    assert desk.type("prices", "export", "2", "--form", form, "--out", str(tmp_path / "other")) == 1
    assert "is not whole" in desk.lines[-1]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--currency", "USD"), "Say which items the marketplace has: --items FILE, or --product PRD-…."),
        (("--items", "items.csv"), "Say which currency the marketplace sells in: --currency."),
        (
            ("--items", "items.csv", "--currency", "USD", "--from", "2020-01-01"),
            "Prices cannot hold from a day that is past: leave --from out, or give a later day.",
        ),
    ],
)
def test_an_export_says_what_it_lacks(desk: Desk, words: tuple[str, ...], told: str) -> None:
    assert desk.type("prices", "export", "1", "--form", "price-list", "--out", "flat.xlsx", *words) == 1
    assert desk.printed == told


@pytest.mark.parametrize("text", ["", "mpn\n", "sku\n65304001CA\n", "mpn\nphotoshop\n"])
def test_a_file_of_items_without_mpns_is_a_problem(platforms: Platforms, desk: Desk, tmp_path: Path, text: str) -> None:
    publish(platforms, "100.00")
    desk.type("prices", "fetch", "--month", str(THIS))
    items = tmp_path / "items.csv"
    items.write_text(text, encoding="utf-8")
    words = ("--form", "price-list", "--items", str(items), "--currency", "USD", "--out", str(tmp_path / "flat.xlsx"))
    assert desk.type("prices", "export", "1", *words) == 1
    assert f"{items} must have a column mpn" in desk.lines[-1]
    items.unlink()
    assert desk.type("prices", "export", "1", *words) == 1
    assert f"{items} cannot be read" in desk.lines[-1]


class _Without:
    """An environment in which one library is not installed."""

    def __init__(self, name: str) -> None:
        self._name = name

    def find_spec(self, name: str, _path: object = None, _target: object = None) -> None:
        if name.partition(".")[0] == self._name:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


@pytest.mark.parametrize(("form", "library", "extra"), [("parquet", "pyarrow", "parquet"), ("price-list", "openpyxl", "export")])
def test_without_its_library_a_form_names_the_extra(
    platforms: Platforms, desk: Desk, tmp_path: Path, form: str, library: str, extra: str
) -> None:
    publish(platforms, "100.00")
    desk.type("prices", "fetch", "--month", str(THIS))
    items = tmp_path / "items.csv"
    items.write_text("mpn\n65304001CA\n", encoding="utf-8")
    words = ("prices", "export", "1", "--form", form, "--items", str(items), "--currency", "USD", "--out", str(tmp_path / "out"))
    kept = {name: sys.modules.pop(name) for name in list(sys.modules) if name.partition(".")[0] == library}
    finder = _Without(library)
    sys.meta_path.insert(0, finder)
    try:
        assert desk.type(*words) == 1
    finally:
        sys.meta_path.remove(finder)
        sys.modules.update(kept)
    assert desk.lines[-1] == f"{library} is not installed here: pip install 'connect-extension-adobe-vip[{extra}]'"
    assert not (tmp_path / "out").exists()


def test_leftovers_of_an_earlier_export_are_not_overwritten_and_nothing_is_written(
    platforms: Platforms, desk: Desk, tmp_path: Path
) -> None:
    publish(platforms, "100.00", "200.00")
    desk.type("prices", "fetch", "--month", str(THIS))
    items = tmp_path / "items.csv"
    items.write_text("mpn\n65304001CA\n", encoding="utf-8")
    beside = tmp_path / "flat.xlsx.leftovers.csv"
    beside.write_text("what an earlier export left over", encoding="utf-8")
    words = ("prices", "export", "1", "--form", "price-list", "--items", str(items), "--currency", "USD")
    assert desk.type(*words, "--out", str(tmp_path / "flat.xlsx")) == 1
    assert desk.lines[-1] == f"{beside} cannot be written: it exists already."
    assert beside.read_text(encoding="utf-8") == "what an earlier export left over"
    assert sorted(path.name for path in tmp_path.glob("flat*")) == ["flat.xlsx.leftovers.csv"]


def test_an_export_without_leftovers_writes_no_second_file(platforms: Platforms, desk: Desk, tmp_path: Path) -> None:
    publish(platforms, "100.00")
    desk.type("prices", "fetch", "--month", str(THIS))
    items = tmp_path / "items.csv"
    items.write_text("mpn,name\n65304001CA,\n", encoding="utf-8")
    words = ("prices", "export", "1", "--form", "price-list", "--items", str(items), "--currency", "USD")
    assert desk.type(*words, "--out", str(tmp_path / "flat.xlsx")) == 0
    assert desk.lines[-1].startswith(f"{tmp_path}/flat.xlsx: written from list 1")
    assert sorted(one.name for one in tmp_path.glob("flat*")) == ["flat.xlsx"]
