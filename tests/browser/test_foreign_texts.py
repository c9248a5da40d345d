"""Names and notes that hold a script: on every page that shows them they stay text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

import pytest

from connector.commands.demo.stage import DISTRIBUTOR
from tests.browser.past_lists import PastLists
from tests.browser.visiting import PHOTOSHOP, buy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connector.commands.demo.stage import Stage
    from tests.browser.visiting import Visit

pytestmark = [pytest.mark.slow, pytest.mark.browser]

STRIKE: Final = "<img src=x onerror=struck=1><script>struck=1</script>"
_STRUCK: Final = "return window.struck === undefined && !document.querySelector('main img, main script, #said img')"


@pytest.fixture
def named_so(stage: Stage) -> Iterator[str]:
    """Give the asset of a purchase whose item has this name; the item gets its own name back."""
    request = buy(stage, "A company of plain name")
    assert stage.connect.runners.wait_for(lambda: stage.connect.control.status(request) == "approved", 90)
    items = stage.connect.world.products[stage.product.product].items
    (key,) = [key for key, one in items.items() if one.mpn == PHOTOSHOP]
    item = items[key]
    items[key] = replace(item, name=STRIKE)
    yield stage.connect.control.asset_of(request)
    items[key] = item


def assert_stays_text(visit: Visit, within: str = "main") -> None:
    """Judge a page that shows the name: it can be read as it was written, and nothing of it was run."""
    visit.chromium.wait_for_text(STRIKE, within)
    assert visit.chromium.script(_STRUCK)
    assert visit.chromium.faults() == []


def test_the_reason_and_the_parameters_of_a_request_stay_text(visit: Visit) -> None:
    customer = visit.stage.connect.trade.add_account("Texts Ltd", parent=visit.stage.product.reseller)
    tiers = {"customer": customer, "tier1": visit.stage.product.reseller}
    params = {"action_type": "purchase", "external_reference_id": STRIKE, "customer_postal_code": "nowhere"}
    request = visit.stage.connect.trade.purchase({PHOTOSHOP: 1}, params, tiers)
    visit.settled(request, "inquiring")
    visit.stage.connect.world.requests[request].note = STRIKE
    visit.open(f"#/requests/{request}")
    assert_stays_text(visit, "table")
    assert_stays_text(visit, ".quoted")
    visit.stage.connect.trade.answer_elsewhere(request, "fail", reason=STRIKE)
    visit.open(f"#/requests/{request}")
    assert_stays_text(visit, ".notice.error")


def test_the_name_of_an_item_stays_text_on_the_customers_page(visit: Visit, named_so: str) -> None:
    visit.open(f"#/assets/{named_so}")
    assert_stays_text(visit, "table")
    assert_stays_text(visit, ".card")


def test_the_names_of_a_company_stay_text_in_the_list_on_its_page_and_in_the_box(visit: Visit) -> None:
    trade = visit.stage.connect.trade
    held = visit.stage.adobe.control.add_reseller(DISTRIBUTOR, STRIKE)
    configuration = trade.activate_tier(trade.add_account(STRIKE, type="reseller"), {"adobe_reseller_id": held})
    visit.open("#/resellers")
    assert_stays_text(visit, "table")
    visit.open(f"#/resellers/{configuration}")
    assert_stays_text(visit, ".facts")
    assert visit.chromium.text("table").count(STRIKE) == 2
    without = trade.activate_tier(trade.add_account(STRIKE, type="reseller"), {})
    visit.open(f"#/resellers/{without}")
    visit.chromium.type("#field-reseller_id", STRIKE)
    visit.chromium.click_text("button", "Adopt …")
    visit.chromium.wait_for("return document.querySelector('dialog[open]')?.innerText.split(arguments[0]).length === 3", STRIKE)
    assert visit.chromium.script(_STRUCK)


def test_what_is_wrong_with_a_price_list_stays_text(visit: Visit) -> None:
    with PastLists(visit.stage) as lists:
        lists.refuse(lists.month.after, STRIKE)
    visit.open("#/prices")
    assert_stays_text(visit, "tbody")


@pytest.mark.parametrize("kind", ["requests", "assets", "resellers", "nothing"])
def test_what_stands_in_the_address_stays_text(visit: Visit, kind: str) -> None:
    for path in ("api/adobe/requests", "api/adobe/assets", "api/adobe/resellers"):
        visit.expect_complaint(path)
    visit.open(f"#/{kind}/{quote(STRIKE, safe='')}", is_there=False)
    visit.chromium.wait_for_text("There is no such", "main")
    assert visit.chromium.script(_STRUCK)
    visit.open(f"#/requests?search={quote(STRIKE, safe='')}")
    visit.chromium.wait_for("return document.querySelector('#field-search')?.value === arguments[0]", STRIKE)
    assert visit.chromium.script(_STRUCK)
