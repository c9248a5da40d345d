"""The customer's page in a real browser: both sides of an asset, and auto-renewal switched by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from connector.simulator.connect.world import OPERATOR
from tests.browser.chromium import SPACE, TAB
from tests.browser.visiting import PHOTOSHOP, buy

if TYPE_CHECKING:
    from tests.browser.visiting import Visit

pytestmark = [pytest.mark.slow, pytest.mark.browser]


def test_differences_are_marked_and_auto_renewal_is_switched_by_keyboard_with_its_quantity(visit: Visit) -> None:
    request = buy(visit.stage, "Renewing Ltd")
    visit.settled(request, "approved")
    asset = visit.stage.connect.control.asset_of(request)
    customer = visit.stage.connect.control.params(request)["adobe_customer_id"]
    visit.open(f"#/assets/{asset}")
    assert "Both sides agree." in visit.chromium.text(".notice")
    assert "Nobody did anything to the asset here." in visit.chromium.text("main")
    visit.chromium.script("document.querySelector('.card [role=switch]').focus()")
    assert visit.chromium.focused() == "Renews by itself"
    # On, with fewer seats: the quantity comes next, then the button.
    visit.chromium.press(TAB)
    assert visit.chromium.focused() == "Seats at renewal"
    visit.chromium.type(".card input[type=number]", "7")
    visit.chromium.press(TAB)
    assert visit.chromium.focused() == "Apply"
    visit.chromium.press(SPACE)
    visit.chromium.wait_for_text("auto-renewal is on, with 7 seats at Adobe.", ".notice.good")
    held = {one["offerId"][:10]: one for one in visit.stage.adobe.control.subscriptions(customer)}
    assert held[PHOTOSHOP]["autoRenewal"] == {"enabled": True, "renewalQuantity": 7}
    done = "section[aria-labelledby=section-done-in-the-console]"
    visit.chromium.wait_for_text("auto-renewal switched", done)
    assert f"{PHOTOSHOP}: renews with 7 seats" in visit.chromium.text(done)
    assert OPERATOR["id"] in visit.chromium.text(done)
    visit.look("customer")
