"""What Adobe refuses about a claim, and what that leads to: never a second reference but the one, never a silent loop."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from connector.simulator.retail import RetailOptions
from tests.flows.builders import assert_parked
from tests.retail_world import CLAIM, EXPRESS, EXPRESS_OFFER, PHOTOGRAPHY_OFFER, RETAIL_ID, RetailWorld

if TYPE_CHECKING:
    from pathlib import Path

FIRST = "AS-0000-0000-0001-30006514"
SECOND = "AS-0000-0000-0001-30006514-2"


@pytest.fixture
def world(tmp_path: Path) -> RetailWorld:
    """Both programmes, everything right."""
    return RetailWorld(tmp_path)


def references(world: RetailWorld) -> list[str]:
    """Give the reference of every claim that was sent, in order."""
    return [call.request_body["workflow_attributes"][0]["value"] for call in world.claims()]


def test_an_offer_that_adobe_does_not_know_parks_and_goes_on_once_it_is_mapped(world: RetailWorld) -> None:
    world.retail.control.withdraw_offer(RETAIL_ID, EXPRESS_OFFER)
    request = world.order()
    world.deliver()
    assert_parked(world, request, "offers of the account")
    assert "INVALID_OFFER" in world.note(request)
    world.retail.control.add_partner(RETAIL_ID, "the-retail-client-secret", [EXPRESS_OFFER])
    world.advance(hours=1)
    assert world.settle(request) == "approved"
    assert world.note(request) == ""
    assert references(world) == [FIRST, FIRST]


def remap(world: RetailWorld, offer_id: str) -> None:
    """Map the product to another offer, as an operator does in the account."""
    accounts = json.loads(world.variables["CONNECTOR_ACCOUNTS"])
    accounts[-1]["offers"][EXPRESS] = offer_id
    world.variables |= {"CONNECTOR_ACCOUNTS": json.dumps(accounts)}
    world.means = world.new_means()


@pytest.mark.parametrize("lost", [False, True], ids=["journal", "no journal"])
def test_a_product_that_is_mapped_elsewhere_after_its_claim_is_not_claimed_twice(world: RetailWorld, *, lost: bool) -> None:
    world.connect.control.add_fault(method="POST", path="*/approve", status=500, times=99)
    request = world.order()
    world.deliver()
    assert references(world) == [FIRST]
    world.connect.control.clear_faults()
    if lost:
        for file in world.database.parent.glob(f"{world.database.name}*"):
            file.unlink()
    remap(world, PHOTOGRAPHY_OFFER)
    world.advance(hours=1)
    world.deliver()
    assert_parked(world, request, f"under {FIRST}, and offers of the account maps it to {PHOTOGRAPHY_OFFER} now")
    assert references(world) == [FIRST]
    remap(world, EXPRESS_OFFER)
    world.advance(hours=2)
    assert world.settle(request) == "approved"
    assert references(world) == [FIRST]


def test_a_wrong_offer_that_adobe_refused_may_be_put_right_in_the_account(world: RetailWorld) -> None:
    world.retail.control.withdraw_offer(RETAIL_ID, EXPRESS_OFFER)
    request = world.order()
    world.deliver()
    assert_parked(world, request, "offers of the account")
    remap(world, PHOTOGRAPHY_OFFER)
    world.advance(hours=1)
    assert world.settle(request) == "approved"
    assert references(world) == [FIRST, f"AS-0000-0000-0001-{PHOTOGRAPHY_OFFER}"]


def test_a_reference_that_somebody_used_for_another_offer_is_replaced_once(world: RetailWorld) -> None:
    world.retail.control.add_claim(RETAIL_ID, FIRST, PHOTOGRAPHY_OFFER)
    request = world.order()
    world.deliver()
    assert world.status(request) == "approved"
    assert references(world) == [FIRST, SECOND]
    assert world.params(request)["adobe_partner_reference_id"] == SECOND
    assert world.note(request) == (
        f"Adobe knew the reference {FIRST} with another offer, so the product was claimed under {SECOND}."
    )


def test_where_the_second_reference_is_taken_too_a_person_is_asked(world: RetailWorld) -> None:
    for reference in (FIRST, SECOND):
        world.retail.control.add_claim(RETAIL_ID, reference, PHOTOGRAPHY_OFFER)
    request = world.order()
    world.deliver()
    assert_parked(world, request, "support-bundle")
    assert references(world) == [FIRST, SECOND]
    world.advance(hours=1)
    world.deliver()
    assert set(references(world)) == {FIRST, SECOND}


def test_the_second_reference_stays_the_one_when_the_store_is_lost(world: RetailWorld) -> None:
    world.retail.control.add_claim(RETAIL_ID, FIRST, PHOTOGRAPHY_OFFER)
    world.retail.control.fault(CLAIM, "no answer", skip=1, after_effect=True)
    request = world.order()
    world.deliver()
    for file in world.database.parent.glob(f"{world.database.name}*"):
        file.unlink()
    world.means = world.new_means()
    world.advance(minutes=2)
    assert world.settle(request) == "approved"
    assert references(world) == [FIRST, SECOND, SECOND]


def test_a_product_that_was_redeemed_although_its_link_is_unknown_is_asked_about(world: RetailWorld) -> None:
    world.retail.control.add_claim(RETAIL_ID, FIRST, EXPRESS_OFFER)
    world.retail.control.redeem(FIRST)
    request = world.order()
    world.deliver()
    assert world.status(request) == "inquiring"
    assert list(world.errors(request)) == ["adobe_redemption_url"]
    assert world.errors(request)["adobe_redemption_url"].endswith("[ALREADY_FULFILLED]")
    assert references(world) == [FIRST]


def test_once_somebody_has_filled_in_the_link_it_is_approved_as_already_active(world: RetailWorld) -> None:
    world.retail.control.add_claim(RETAIL_ID, FIRST, EXPRESS_OFFER)
    world.retail.control.redeem(FIRST)
    request = world.order()
    world.deliver()
    found = world.connect.world.requests[request]
    found.params["adobe_redemption_url"].value = "https://redeem.adobe.com/express-premium?rc=FOUND"
    world.correct(request)
    world.advance(minutes=1)
    assert world.settle(request) == "approved"
    assert "redeemed already" in world.note(request)
    assert references(world) == [FIRST]
    assert world.errors(request) == {}


def test_sent_back_without_the_link_it_is_asked_again_and_no_other_reference_is_made(world: RetailWorld) -> None:
    world.retail.control.add_claim(RETAIL_ID, FIRST, EXPRESS_OFFER)
    world.retail.control.redeem(FIRST)
    request = world.order()
    world.deliver()
    world.correct(request)
    world.advance(minutes=1)
    world.deliver()
    assert world.status(request) == "inquiring"
    assert set(references(world)) == {FIRST}


def test_the_link_that_the_asset_has_is_enough_whatever_adobe_would_say(world: RetailWorld) -> None:
    request = world.order()
    world.connect.control.add_fault(method="POST", path="*/approve", status=500)
    world.deliver()
    world.connect.control.clear_faults()
    world.retail.control.redeem(FIRST)
    world.advance(minutes=1)
    assert world.settle(request) == "approved"
    assert references(world) == [FIRST]


def test_a_redirect_to_a_foreign_host_parks_and_hands_out_nothing(tmp_path: Path) -> None:
    options = RetailOptions(redirects=True, link_hosts=("redeem.adobe.com.example", "www.adobe.com"))
    world = RetailWorld(tmp_path, options=options)
    request = world.order()
    world.deliver()
    assert_parked(world, request, "redemption_hosts")
    assert "redeem.adobe.com.example" in world.note(request)
    assert "adobe_redemption_url" not in world.params(request)


def test_a_host_that_the_account_allows_may_be_redirected_to(tmp_path: Path) -> None:
    options = RetailOptions(redirects=True, link_hosts=("redeem.partner.example", "www.adobe.com"))
    world = RetailWorld(tmp_path, options=options, account={"redemption_hosts": ["*.partner.example"]})
    request = world.order()
    world.deliver()
    assert world.status(request) == "approved"


def test_a_refusal_that_nobody_foresaw_parks_with_adobes_answer(world: RetailWorld) -> None:
    world.retail.control.fault(CLAIM, "refused", code="CAMPAIGN_OVER", message="the campaign is over")
    request = world.order()
    world.deliver()
    assert_parked(world, request, "code CAMPAIGN_OVER; the campaign is over")
