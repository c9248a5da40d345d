"""The overview in a real browser: pictures of what happened, each with a table that says the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from connector.commands.demo.stage import DISTRIBUTOR
from tests.browser.past_days import REFUSALS, THROTTLED, approved_in
from tests.browser.visiting import buy

if TYPE_CHECKING:
    from tests.browser.visiting import Visit

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.usefixtures("month")]


def test_every_picture_has_its_numbers_in_a_table_and_the_span_is_chosen(visit: Visit) -> None:
    visit.settled(buy(visit.stage, "Counted Ltd"), "approved")
    visit.open("#/overview", as_owner=True)
    visit.look("overview")
    per_day, codes, calls = (f".figure:has(svg[aria-label^='{one}'])" for one in ("Requests per day", "Refusals", "Calls"))
    assert visit.chromium.script("return document.querySelectorAll(`${arguments[0]} .hit`).length", per_day) == 30
    visit.chromium.click(f"{per_day} summary")
    rows = visit.chromium.script(
        "return [...document.querySelectorAll(`${arguments[0]} tbody tr`)].map(one => Number(one.cells[2].innerText))", per_day
    )
    assert (len(rows), sum(rows[:-1])) == (30, approved_in(30))
    # Of today it is known that something was bought; other tests may have bought too.
    assert rows[-1] >= 1
    visit.chromium.click(f"{codes} summary")
    assert visit.chromium.texts(f"{codes} tbody th")[:2] == [code for code, _ in REFUSALS][:2]
    visit.chromium.click(f"{calls} summary")
    throttled = dict(
        zip(visit.chromium.texts(f"{calls} tbody th"), visit.chromium.texts(f"{calls} tbody td:last-child"), strict=True)
    )
    assert throttled[f"production/{DISTRIBUTOR}"] == str(THROTTLED)
    assert visit.chromium.faults() == []
    visit.chromium.choose("#field-days", "7")
    visit.chromium.click_text("button", "Show")
    visit.chromium.wait_for("return document.querySelectorAll(`${arguments[0]} .hit`).length === 7", per_day)
    assert visit.chromium.text(".figures .facts > div:nth-child(4)").startswith("Time to approval, half within")
