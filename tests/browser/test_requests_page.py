"""The requests' pages in a real browser, through the real runner's web worker."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.visiting import buy

if TYPE_CHECKING:
    from tests.browser.visiting import Visit

pytestmark = [pytest.mark.slow, pytest.mark.browser]


def test_a_request_is_found_by_its_id_and_its_page_tells_what_happened(visit: Visit) -> None:
    request = buy(visit.stage, "Searching Ltd")
    visit.settled(request, "approved")
    visit.open("#/requests")
    visit.chromium.type("#field-search", request)
    visit.chromium.click_text("button", "Search")
    # Other requests may be parked: those stand in a table of their own above.
    visit.chromium.wait_for("return document.querySelectorAll('[aria-label^=\"Requests,\"] tbody tr').length === 1")
    visit.look()
    visit.follow(request, f"#/requests/{request}")
    told = visit.chromium.texts(".timeline .what")
    assert (told[0], told[-1]) == ("Came in", "Ended")
    assert [one for one in told if one.startswith("Call to Adobe")] != []
    visit.look("request")
