"""Every page by keyboard alone: Tab comes to each control, in the order of the page, and where the focus is can be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest

from connector.commands.demo.stage import RETAIL_ITEM
from tests.browser.chromium import ENTER, ESCAPE, TAB
from tests.browser.past_lists import FIRST, SCOPE, PastLists
from tests.browser.visiting import PHOTOSHOP, buy, claim

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connector.commands.demo.stage import Stage
    from tests.browser.visiting import Visit

pytestmark = [pytest.mark.slow, pytest.mark.browser]

_CONTROLS: Final = """
window.reached = [];
window.unseen = [];
const controls = 'a[href], button, input, select, textarea, summary, [tabindex="0"]';
window.wanted = [...document.querySelectorAll(controls)].filter(one => one.checkVisibility() && !one.disabled);
document.addEventListener('focusin', ({target}) => {
    if (!window.reached.includes(target)) window.reached.push(target);
    const {outlineStyle, outlineWidth} = getComputedStyle(target);
    if (outlineStyle === 'none' || parseFloat(outlineWidth) < 2) window.unseen.push(target.outerHTML.slice(0, 200));
});
return window.wanted.length + 4 * document.querySelectorAll('input[type=date]').length;
"""
_NAMES: Final = "return window[arguments[0]].map(one => one.outerHTML.slice(0, 120))"
_SPARE: Final = 3
_ADDRESSES: Final = (
    "#/overview",
    "#/requests",
    "#/requests/{request}",
    "#/requests/{retail}",
    "#/assets/{asset}",
    "#/resellers",
    "#/resellers/{configuration}",
    "#/prices",
    "#/prices?of={offer}",
    "#/prices/differences?scope={scope}&month={month}",
    "#/prices/lists/{list}/export",
    "#/accounts",
)


@pytest.fixture(scope="module")
def places(stage: Stage) -> Iterator[dict[str, Any]]:
    """Something of everything that has a page of its own."""
    control = stage.connect.control
    request, retail = buy(stage, "Keyboard Ltd"), claim(stage, RETAIL_ITEM)
    assert stage.connect.runners.wait_for(lambda: {control.status(one) for one in (request, retail)} == {"approved"}, 90)
    reseller = stage.connect.trade.add_account("Keyboard Resale", type="reseller")
    with PastLists(stage) as lists:
        lists.keep({**FIRST, PHOTOSHOP: 401})
        kept = lists.keep({**FIRST, PHOTOSHOP: 402})
        yield {
            "request": request,
            "retail": retail,
            "asset": control.asset_of(request),
            "configuration": stage.connect.trade.activate_tier(reseller, {}),
            "offer": PHOTOSHOP,
            "scope": SCOPE,
            "month": kept.month,
            "list": kept.id,
        }


@pytest.mark.parametrize("address", _ADDRESSES)
def test_tab_comes_to_each_control_in_order_and_the_focus_is_seen(visit: Visit, places: dict[str, Any], address: str) -> None:
    visit.open(address.format(**places))
    presses = visit.chromium.script(_CONTROLS)
    visit.chromium.press(TAB * (presses + _SPARE))
    wanted = visit.chromium.script(_NAMES, "wanted")
    assert len(wanted) > len(_ADDRESSES) / 2
    assert visit.chromium.script(_NAMES, "reached")[: len(wanted)] == wanted
    assert visit.chromium.script("return window.unseen") == []


def test_the_navigation_is_skipped_and_a_page_is_left_for_another(visit: Visit) -> None:
    visit.open("#/requests")
    visit.chromium.press(TAB)
    assert visit.chromium.focused() == "Skip to the page"
    visit.chromium.press(ENTER)
    assert visit.chromium.script("return document.activeElement.id") == "main"
    visit.open("#/requests")
    visit.chromium.press(TAB + TAB)
    assert visit.chromium.focused() == "Overview"
    visit.chromium.press(ENTER)
    visit.ready("#/overview")
    assert visit.chromium.focused() == "Overview"
    assert visit.chromium.script("return document.activeElement.tagName") == "H1"


def test_a_box_takes_the_focus_keeps_it_and_gives_it_back(visit: Visit, places: dict[str, Any]) -> None:
    visit.open("#/resellers/{configuration}".format(**places))
    visit.chromium.type("#field-reseller_id", "1000000001")
    visit.chromium.press(TAB)
    assert visit.chromium.focused() == "Adopt …"
    visit.chromium.press(ENTER)
    assert visit.chromium.focused() == "Adopt the reseller"
    visit.chromium.press(TAB)
    assert visit.chromium.focused() == "Do nothing"
    visit.chromium.press(ESCAPE)
    assert visit.chromium.script("return document.querySelector('dialog')") is None
    assert visit.chromium.focused() == "Adopt …"
