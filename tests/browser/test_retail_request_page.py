"""The page of a consumer product's request in a real browser: what Adobe's support asks for, and the code only when asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from connector.commands.demo.stage import CLIENT_ID, RETAIL_ITEM, RETAIL_OFFER
from tests.browser.chromium import SPACE
from tests.browser.visiting import WITHOUT_OFFER, claim

if TYPE_CHECKING:
    from tests.browser.visiting import Visit

pytestmark = [pytest.mark.slow, pytest.mark.browser]

_EVERYTHING = (
    "return document.documentElement.outerHTML + location.href + JSON.stringify({...sessionStorage, ...localStorage})"
    " + performance.getEntriesByType('resource').map(one => one.name)"
)


def test_the_redemption_code_is_nowhere_before_somebody_wants_to_see_it(visit: Visit) -> None:
    request = claim(visit.stage, RETAIL_ITEM)
    visit.settled(request, "approved")
    code = visit.stage.connect.control.params(request)["adobe_redemption_code"]
    link = visit.stage.connect.control.params(request)["adobe_redemption_url"]
    visit.open(f"#/requests/{request}")
    told = visit.chromium.text("section[aria-labelledby=section-for-adobe-s-support]")
    assert RETAIL_OFFER in told
    assert CLIENT_ID in told
    assert code
    everything = visit.chromium.script(_EVERYTHING)
    assert code not in everything
    assert link not in everything
    assert "show_code" not in everything
    visit.look("request-retail")
    visit.chromium.script("document.querySelector('[aria-pressed]').focus()")
    visit.chromium.press(SPACE)
    visit.chromium.wait_for_text(code, "table")
    assert link not in visit.chromium.script(_EVERYTHING)
    assert visit.chromium.script("return document.activeElement.getAttribute('aria-pressed')") == "true"
    visit.chromium.press(SPACE)
    visit.chromium.wait_for("return !document.documentElement.outerHTML.includes(arguments[0])", code)


def test_a_parked_request_says_why_and_is_taken_off_the_list(visit: Visit) -> None:
    request = claim(visit.stage, WITHOUT_OFFER)
    visit.parked(request)
    visit.open("#/requests")
    visit.look("requests")
    visit.follow(request, f"#/requests/{request}")
    assert "the account maps no Adobe offer to this MPN" in visit.chromium.text(".notice.warning")
    visit.look()
    visit.chromium.click_text("button", "It is put right: go on")
    visit.chromium.wait_for_text("It waits for nobody any more.", ".notice.good")
