"""The resellers' pages in a real browser: where each stands, both sides of one, and adopting one that Adobe has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from connector.commands.demo.stage import DISTRIBUTOR
from tests.browser.visiting import buy

if TYPE_CHECKING:
    from tests.browser.visiting import Visit

pytestmark = [pytest.mark.slow, pytest.mark.browser]

NOWHERE = {"address_line1": "12 Harbour Lane", "city": "Oakland", "postal_code": "nowhere"}


def test_an_existing_reseller_is_adopted_after_a_question_and_both_sides_are_compared(visit: Visit) -> None:
    trade, control = visit.stage.connect.trade, visit.stage.connect.control
    held = visit.stage.adobe.control.add_reseller(DISTRIBUTOR, "Harbour Lane Software")
    visit.settled(buy(visit.stage, "Customer of a set-up reseller"), "approved")
    company = trade.add_account("Harbour Lane Inc", type="reseller", contact_info=NOWHERE)
    request = trade.set_up_tier(company)
    visit.settled(request, "inquiring")
    configuration = str(control.document(request)["configuration"]["id"])
    visit.open("#/resellers")
    visit.look("resellers")
    states = dict(zip(visit.chromium.texts("tbody th a"), visit.chromium.texts("tbody .badge"), strict=False))
    assert (states["Demo Reseller Inc"], states["Harbour Lane Inc"]) == ("set up", "being set up")
    visit.follow("Harbour Lane Inc", f"#/resellers/{configuration}")

    # One that Adobe does not show as ours is refused, in the box; nothing is written.
    visit.expect_complaint("/adopt")
    visit.chromium.type("#field-reseller_id", "1999999999")
    visit.chromium.click_text("button", "Adopt …")
    visit.chromium.click_text("dialog button", "Adopt the reseller")
    visit.chromium.wait_for_text("Adobe has no such reseller under the distributor of the account.", "dialog .notice.error")
    visit.chromium.click_text("dialog button", "Do nothing")
    assert not control.params(request).get("adobe_reseller_id")

    visit.chromium.type("#field-reseller_id", held)
    visit.chromium.click_text("button", "Adopt …")
    visit.chromium.wait_for_text(f"stand for the Adobe reseller {held}?", "dialog")
    assert f"written to the open request {request}" in visit.chromium.text("dialog")
    visit.look("reseller-adoption")
    visit.chromium.click_text("dialog button", "Adopt the reseller")
    visit.chromium.wait_for_text(f"The reseller {held} is adopted.", ".notice.good")
    assert control.params(request)["adobe_reseller_id"] == held

    trade.correct_tier(request, {"reseller_postal_code": "94607"})
    visit.settled(request, "approved")
    visit.open(f"#/resellers/{configuration}")
    visit.look("reseller")
    rows = visit.chromium.script(
        "return [...document.querySelectorAll('tr.marked')].map(row => [...row.cells].map(one => one.innerText.split('\\n')[0]))"
    )
    assert ["Company name", "Harbour Lane Inc", "Harbour Lane Software"] in rows
    assert visit.chromium.script("return document.querySelector('tr.marked td .unseen').textContent") == " (differs)"
    assert visit.chromium.script("return document.getElementById('field-reseller_id')") is None


def test_resellers_are_shown_by_product_and_one_that_fits_nothing_says_what_to_do(visit: Visit) -> None:
    visit.open("#/resellers")
    visit.chromium.choose("#field-product", visit.stage.retail_product)
    visit.chromium.click_text("button", "Show")
    visit.chromium.wait_for_text("No reseller fits.", "main .empty")
    assert visit.chromium.script("return location.hash") == f"#/resellers?product={visit.stage.retail_product}"
