"""`prices` and `price` on a desk, against a served Adobe; files of prices have their own tests."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import openpyxl
import pytest

from connector.commands.price_showing import Bar
from tests.commands.desk import Desk, Platforms
from tests.commands.price_desk import LIST, OFFER, THIS, a_price_desk, publish
from tests.prices.shop import MONTH, SCOPE, an_offer, offers

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def desk(platforms: Platforms) -> Desk:
    """A desk at which one price list is fetched, and prices are made with a margin."""
    return a_price_desk(platforms)


def test_the_lists_are_fetched_and_shown(platforms: Platforms, desk: Desk) -> None:
    publish(platforms, "100.00", "200.00")
    assert desk.type("prices", "list") == 0
    assert desk.type("prices", "fetch") == 0
    assert desk.lines[0] == "No price list is kept yet: `prices fetch` fetches them."
    assert desk.lines[1] == f"production/D1000000000 NA COM USD STANDARD {THIS}: published, 2 rows, list 1."
    assert desk.lines[2].startswith(f"production/D1000000000 NA COM USD STANDARD {THIS.after}: none yet.")
    desk.lines.clear()
    assert desk.type("prices", "list") == 0
    assert f"production/D1000000000 NA COM USD STANDARD  {THIS}  revision 1  2 rows  fetched 20" in desk.printed


def test_a_month_can_be_named_and_what_went_wrong_is_a_problem(platforms: Platforms, desk: Desk) -> None:
    platforms.adobe.control.put_price_list([an_offer(1), an_offer(1)], month="202601")
    assert desk.type("prices", "fetch", "--month", "202601", "--month", "202602", "--month", str(THIS.after)) == 1
    assert "incomplete, 1 rows, list 1. Adobe speaks of 2 rows, and 1 different ones came." in desk.lines[0]
    assert "202602: missing. Adobe has no such list, although its month has come" in desk.lines[1]
    assert "none yet" in desk.lines[2]
    desk.lines.clear()
    desk.type("prices", "list")
    assert "incomplete" in desk.printed
    assert "last seen never" in desk.printed


def test_without_a_list_to_fetch_it_says_so(platforms: Platforms) -> None:
    desk = Desk(platforms.variables)
    assert desk.type("prices", "fetch") == 1
    assert desk.printed == "PRICE_LISTS names no price list to fetch."


def test_two_revisions_are_compared_and_an_approval_lets_a_large_move_out(
    platforms: Platforms, desk: Desk, tmp_path: Path
) -> None:
    publish(platforms, "100.00", "200.00")
    desk.type("prices", "fetch", "--month", str(THIS))
    publish(platforms, "150.00", "200.00", "300.00")
    desk.type("prices", "fetch", "--month", str(THIS))
    desk.lines.clear()
    assert desk.type("prices", "diff", "2") == 0
    assert desk.lines[1] == f"price  {OFFER}  2020-01-01  2099-12-31  100.00  150.00  1508.55  1508.55  2020-01-01"
    assert desk.lines[2].startswith("added  65304003CA01A12")
    assert desk.lines[3] == "Differences: 1 added, 1 price. Adobe says otherwise of 0 rows."
    assert desk.lines[4] == f"Largest move of a price: 50.0 % ({OFFER})."
    written = tmp_path / "changes.csv"
    assert desk.type("prices", "diff", "2", "--with", "1", "--csv", str(written)) == 0
    with written.open(encoding="utf-8", newline="") as file:
        assert [row["what"] for row in csv.DictReader(file)] == ["price", "added"]
    assert desk.type("prices", "diff", "2", "--csv", str(written)) == 1
    assert desk.lines[-1].endswith("cannot be written: File exists.")

    items = tmp_path / "items.csv"
    items.write_text("mpn,name\n65304001CA,Photoshop\n65304009CA,Acrobat\n", encoding="utf-8")
    flat = tmp_path / "flat.xlsx"
    words = ("prices", "export", "2", "--form", "price-list", "--items", str(items), "--currency", "USD", "--out", str(flat))
    assert desk.type(*words) == 1
    assert desk.lines[-1].startswith("Not exported: In list 2:")
    assert desk.lines[-1].endswith(" Look at it with `prices diff 2 --with 1`, then `prices approve 2 --by NAME`.")
    assert not flat.exists()
    assert desk.type("prices", "approve", "2", "--by", "Dana") == 0
    assert desk.lines[-1].endswith("revision 2: approved by Dana.")
    assert desk.type(*words) == 0
    assert openpyxl.load_workbook(flat).worksheets[0]["P2"].value == 187.5
    with (tmp_path / "flat.xlsx.leftovers.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file)) == [
            ["offer or item", "why"],
            ["65304002CA01A12", "no item has this MPN"],
            ["65304003CA01A12", "no item has this MPN"],
            ["65304009CA", "the list has no price for this item"],
        ]
    assert desk.type(*words) == 1
    assert desk.lines[-1] == f"{flat} cannot be written: it exists already."
    desk.type("prices", "list")
    assert "approved by Dana" in desk.printed


def test_a_list_that_is_not_whole_cannot_be_approved_and_is_fetched_again(platforms: Platforms, desk: Desk) -> None:
    platforms.adobe.control.put_price_list([an_offer(1), an_offer(1)], month="202601")
    assert desk.type("prices", "fetch", "--month", "202601") == 1
    assert desk.type("prices", "approve", "1", "--by", "Dana") == 1
    assert desk.lines[-1] == (
        "Not approved: list 1: production/D1000000000 NA COM USD STANDARD 202601 (incomplete) is not whole."
        " Fetch it again, and approve the list that is published then."
    )
    platforms.adobe.control.put_price_list([an_offer(1)], month="202601")
    assert desk.type("prices", "fetch", "--month", "202601") == 0
    assert desk.type("prices", "approve", "2", "--by", "Dana") == 0


def test_a_list_that_is_not_kept_and_a_database_that_is_away_are_problems(platforms: Platforms, desk: Desk) -> None:
    publish(platforms, "100.00")
    desk.type("prices", "fetch", "--month", str(THIS))
    assert desk.type("prices", "diff", "9") == 1
    assert desk.lines[-1] == "There is no price list 9: `prices list` shows those that are kept."
    assert desk.type("prices", "diff", "1", "--month-before") == 1
    assert desk.lines[-1].startswith("There is nothing before list 1:")
    desk.variables["DATABASE_URL"] = "postgresql+psycopg://postgres:pa55word@127.0.0.1:9/connector"
    for words in (("prices", "list"), ("price", OFFER)):
        assert desk.type(*words) == 1
        assert desk.lines[-1].startswith("The database cannot be used: ")


def test_a_price_is_told_with_the_row_and_the_list_it_was_read_from(platforms: Platforms, desk: Desk) -> None:
    publish(platforms, "100.00")
    desk.type("prices", "fetch", "--month", str(THIS))
    desk.lines.clear()
    assert desk.type("price", OFFER, "--on", f"{THIS.first_day}") == 0
    assert desk.lines == [
        "partner price  100.00 USD",
        "street price   1508.55 USD",
        f"read from      list 1: production/D1000000000 NA COM USD STANDARD {THIS} revision 1",
        f"row            {OFFER}, 2020-01-01 to 2099-12-31, by {THIS.first_day}",
    ]
    desk.lines.clear()
    assert desk.type("price", OFFER, "--on", f"{THIS.after.first_day}", "--committed-since", "2026-01-01") == 0
    assert desk.lines[-2:] == [
        "note           no 3YC list is kept, which comes first for this customer: its price may be another one",
        "note           no list of the order's month is kept: this is the last one before it",
    ]
    assert desk.type("price", "65304009CA01A12") == 1
    assert desk.lines[-1].startswith("No kept price list says what 65304009CA01A12 costs on ")


def test_a_price_of_a_discount_code_says_so(platforms: Platforms, desk: Desk) -> None:
    rows = [an_offer(1, discountCode="HVD_L18_POST", partnerPrice="70.00", firstOrderDate=None, lastOrderDate=None)]
    platforms.adobe.control.put_price_list(rows, month=str(THIS))
    desk.type("prices", "fetch", "--month", str(THIS))
    desk.lines.clear()
    assert desk.type("price", OFFER, "--discount-code", "HVD_L18_POST") == 0
    assert f"row            {OFFER}, open to open, discount code HVD_L18_POST, by" in desk.printed


def test_which_list_is_meant_must_be_clear(platforms: Platforms) -> None:
    lists = [LIST, {**LIST, "region": "WE", "currency": "GBP"}]
    desk = Desk({**platforms.variables, "PRICE_LISTS": json.dumps(lists)})
    assert desk.type("price", OFFER) == 1
    assert desk.lines == ["Say which price list with --region: PRICE_LISTS names NA, WE."]
    desk.lines.clear()
    # The currency follows from the region, as only one list has it.
    assert desk.type("price", OFFER, "--region", "WE") == 1
    assert "No kept price list says" in desk.printed or "there is no database yet" in desk.printed
    bare = Desk(platforms.variables)
    assert bare.type("price", OFFER) == 1
    assert bare.lines == ["Say which price list with --account: PRICE_LISTS names none."]


def test_wrong_days_and_months_are_wrong_usage(desk: Desk) -> None:
    for words in (("price", OFFER, "--on", "soon"), ("prices", "fetch", "--month", "2026-09"), ("prices",)):
        with pytest.raises(SystemExit) as left:
            desk.type(*words)
        assert left.value.code == 2


def test_a_long_difference_is_cut_on_the_terminal_and_says_so(platforms: Platforms, desk: Desk) -> None:
    platforms.adobe.control.put_price_list(offers(5), month="202601")
    desk.type("prices", "fetch", "--month", "202601")
    rows = [an_offer(1, acdIndicator="Add"), *offers(60)[1:]]
    platforms.adobe.control.put_price_list(
        [*rows, an_offer(2, code="x", lastOrderDate="2027-01-01T00:00:00.000Z")], month="202602"
    )
    desk.type("prices", "fetch", "--month", "202602")
    desk.lines.clear()
    assert desk.type("prices", "diff", "2") == 0
    assert desk.lines[1].startswith("indicator  65304001CA01A12")
    assert desk.lines[-1] == "40 are shown; --csv FILE writes them all."


def test_a_window_that_moved_and_a_disagreement_are_shown(platforms: Platforms, desk: Desk) -> None:
    platforms.adobe.control.put_price_list([an_offer(1)], month="202601")
    desk.type("prices", "fetch", "--month", "202601")
    moved = an_offer(1, lastOrderDate="2027-06-30T00:00:00.000Z", acdIndicator="Add")
    platforms.adobe.control.put_price_list([moved, an_offer(2)], month="202602")
    desk.type("prices", "fetch", "--month", "202602")
    desk.lines.clear()
    desk.type("prices", "diff", "2")
    assert desk.lines[1].startswith("dates (were 2026-01-01 to 2026-12-31)  65304001CA01A12  2026-01-01  2027-06-30")
    assert desk.lines[2] == "disagreement  65304001CA01A12  2026-01-01  2027-06-30  added; it was there before"
    assert desk.lines[4] == "disagreement  65304002CA01A12  2026-01-01  2026-12-31  nothing; seen: added"


def test_a_new_window_is_shown_with_the_price_that_it_is_measured_from(platforms: Platforms, desk: Desk) -> None:
    ended = an_offer(1, lastOrderDate="2026-08-31T00:00:00.000Z")
    platforms.adobe.control.put_price_list([ended], month="202601")
    desk.type("prices", "fetch", "--month", "202601")
    dearer = an_offer(1, partnerPrice="1810.26", firstOrderDate="2026-09-01T00:00:00.000Z")
    platforms.adobe.control.put_price_list([ended, dearer], month="202602")
    desk.type("prices", "fetch", "--month", "202602")
    desk.lines.clear()
    desk.type("prices", "diff", "2")
    assert desk.lines[1] == "added  65304001CA01A12  2026-09-01  2026-12-31  1206.84  1810.26  1508.55  1508.55  2026-09-01"
    assert desk.lines[-1] == "Largest move of a price: 50.0 % (65304001CA01A12)."


def test_the_bar_shows_how_far_a_fetch_is() -> None:
    shown: list[str] = []
    bar = Bar(shown.append)
    bar(SCOPE, MONTH, 500, 1000)
    bar(SCOPE, MONTH, 0, 0)
    bar.clear()
    assert shown == [
        f"{SCOPE} 202609 [{'#' * 15}{' ' * 15}] 500 of 1,000",
        f"{SCOPE} 202609 [{'#' * 30}] 0 of 0",
        "",
    ]
