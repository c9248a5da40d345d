"""The console in the portal's frame: the messages between the two, and a frame that is as high as its content."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from tests.browser.visiting import buy

if TYPE_CHECKING:
    from tests.browser.visiting import Visit

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.usefixtures("month")]

_FITS: Final = (
    "const frame = document.querySelector('iframe');"
    "return frame.offsetHeight === Math.max(400, Math.ceil(frame.contentDocument.body.getBoundingClientRect().height))"
    " && frame.offsetHeight"
)
_IS_WHOLE: Final = "return document.documentElement.scrollWidth <= innerWidth"
_HEARD: Final = "return heard.filter(one => one.$id === 'extension').flatMap(one => Object.keys(one.events))"


def test_the_frame_says_that_it_is_there_and_is_as_high_as_each_page(visit: Visit) -> None:
    visit.settled(buy(visit.stage, "Framed Ltd"), "approved")
    visit.chromium.note_messages()
    try:
        visit.open_portal()
    finally:
        visit.chromium.note_no_messages()
    visit.chromium.enter_frame("iframe")
    visit.ready("#/requests")
    assert visit.chromium.script("return getComputedStyle(document.querySelector('.brand')).display") == "none"
    assert "$init" in visit.chromium.script(_HEARD)
    visit.chromium.leave_frame()
    heard = visit.chromium.script(_HEARD)
    assert heard[:2] == ["$created", "$mounted"]
    assert set(heard[2:]) == {"$size"}
    requests = visit.chromium.wait_for(_FITS)

    visit.chromium.enter_frame("iframe")
    visit.follow("Overview", "#/overview")
    assert visit.chromium.faults() == []
    visit.chromium.leave_frame()
    overview = visit.chromium.wait_for(_FITS)
    assert overview > requests
    # Nothing is cut off: neither window has more to scroll sideways than it shows.
    assert visit.chromium.script(_IS_WHOLE)
    visit.chromium.enter_frame("iframe")
    assert visit.chromium.script(_IS_WHOLE)
    visit.chromium.leave_frame()
    visit.picture("frame")


def test_a_box_opens_in_what_is_seen_of_a_frame_that_is_higher_than_the_window(visit: Visit) -> None:
    trade = visit.stage.connect.trade
    configuration = trade.activate_tier(trade.add_account("Framed Resale", type="reseller"), {})
    visit.chromium.resize(1366, 560)
    try:
        visit.open_portal()
        visit.chromium.enter_frame("iframe")
        visit.ready("#/requests")
        visit.chromium.script("location.hash = arguments[0]", f"#/resellers/{configuration}")
        visit.ready(f"#/resellers/{configuration}")
        visit.chromium.type("#field-reseller_id", "1000000001")
        visit.chromium.click_text("button", "Adopt …")
        visit.chromium.wait_for("return document.querySelector('dialog[open]')?.style.marginTop")
        top, bottom, height, whole = visit.chromium.script(
            "const [box, frame] = [document.querySelector('dialog'), frameElement].map(one => one.getBoundingClientRect());"
            "return [frame.top + box.top, frame.top + box.bottom, parent.innerHeight, innerHeight]"
        )
        assert whole > height
        assert 0 <= top < bottom <= height
    finally:
        visit.chromium.resize(1366, 800)
