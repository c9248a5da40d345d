"""What the pages hold when they stand there whole: no secret of an account, and neither link nor code of a claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from connector.commands.demo.stage import CLIENT_SECRET, RETAIL_ITEM
from tests.planted import assert_nowhere

if TYPE_CHECKING:
    from tests.browser.visiting import Visit

pytestmark = [pytest.mark.slow, pytest.mark.browser]


def held(visit: Visit) -> str:
    """Give everything that a page holds: its elements, and what stands in its fields."""
    return str(
        visit.chromium.script(
            "return document.documentElement.outerHTML"
            " + [...document.querySelectorAll('input, textarea, select')].map((one) => one.value).join('\\n')"
        )
    )


def test_no_page_holds_a_secret_or_what_a_claim_is_redeemed_with(visit: Visit) -> None:
    stage = visit.stage
    request = stage.connect.trade.purchase({RETAIL_ITEM: 1}, product=stage.retail_product)
    visit.settled(request, "approved")
    claimed = stage.connect.control.params(request)
    (claim,) = [
        one for one in stage.retail.control.claims() if one["partner_reference_id"] == claimed["adobe_partner_reference_id"]
    ]
    secrets = [CLIENT_SECRET, stage.environment.variables["ENCRYPTION_KEY"], claim["code"], claim["experience_url"]]
    visit.open(f"#/requests/{request}")
    assert claimed["adobe_partner_reference_id"] in held(visit)
    assert_nowhere(held(visit), secrets)
    for address in visit.chromium.script("return [...document.querySelectorAll('#navigation a')].map((one) => one.hash)"):
        visit.open(address)
        assert_nowhere(held(visit), secrets)
    visit.open("", page="accounts.html", as_owner=True)
    assert "production/D1000000000" in held(visit)
    assert_nowhere(held(visit), secrets)
