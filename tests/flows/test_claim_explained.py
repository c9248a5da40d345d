"""Explanations of retail requests: the same ladder, nothing written, and never a link."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from connector import bootstrap
from connector.cloudblue.reading import read_request
from connector.domain.moves import Keep, ReadCustomer
from connector.domain.retail_facts import Redeemed
from connector.domain.retail_moves import ReadRedeemed
from connector.fulfillment.explaining import Step, explain
from connector.fulfillment.in_words import move_in_words, seen_in_words
from connector.fulfillment.programs import observer_of
from tests.retail_world import RetailWorld

if TYPE_CHECKING:
    from pathlib import Path

REFERENCE = "AS-0000-0000-0001-30006514"


def explained(world: RetailWorld, request: str) -> list[Step]:
    """Explain a request as it is now."""
    platform = bootstrap.platform_of(world.application().client)
    read = read_request(world.connect.control.document(request))
    return list(explain(read, world.means, platform, world.now()))


def test_a_purchase_would_be_claimed(tmp_path: Path) -> None:
    world = RetailWorld(tmp_path)
    request = world.order()
    steps = explained(world, request)
    assert Step("known", "its Adobe account is production/D1000000000/retail") in steps
    assert Step("would", f"write adobe_partner_reference_id = {REFERENCE} to the request") in steps
    assert Step("next", f"claim the Adobe offer 30006514 under the reference {REFERENCE}") in steps
    assert world.retail.control.calls() == []
    assert world.connect.control.writes() == []


def test_a_cancellation_would_be_ended_after_a_look(tmp_path: Path) -> None:
    world = RetailWorld(tmp_path, account={"subscription_read": True, "subscription_cancel": True})
    bought = world.order()
    world.deliver()
    world.retail.control.redeem(REFERENCE)
    world.advance(minutes=5)
    assert world.settle(bought) == "approved"
    world.advance(minutes=1)
    request = world.connect.trade.cancel(world.connect.control.asset_of(bought))
    steps = explained(world, request)
    assert Step("seen", f"what became of the claim {REFERENCE}: active") in steps
    assert Step("next", f"end the Adobe subscription of the reference {REFERENCE}") in steps


@pytest.mark.parametrize(("seen", "words"), [(Redeemed(), "not redeemed yet"), (Redeemed("CANCELLED"), "cancelled")])
def test_what_became_of_a_claim_is_said_in_words(seen: Redeemed, words: str) -> None:
    assert seen_in_words(seen) == words


def test_a_link_is_never_explained() -> None:
    keep = Keep({"adobe_redemption_url": "https://redeem.adobe.com/x?rc=A", "adobe_redemption_code": "A-CODE"})
    assert move_in_words(keep) == "write adobe_redemption_url = ***, adobe_redemption_code = *** to the request"


def test_neither_programme_looks_with_the_others_eyes(tmp_path: Path) -> None:
    world = RetailWorld(tmp_path)
    vip, retail = world.means.settings.accounts
    request = read_request(world.connect.control.document(world.order()))
    platform = bootstrap.platform_of(world.application().client)
    with pytest.raises(TypeError, match="no claims"):
        observer_of(vip, world.means, platform).observe(ReadRedeemed(REFERENCE), request, world.now())
    with pytest.raises(TypeError, match="ReadCustomer"):
        observer_of(retail, world.means, platform).observe(ReadCustomer("1"), request, world.now())
