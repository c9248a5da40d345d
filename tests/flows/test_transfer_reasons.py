"""A membership that Adobe does not transfer yet, or never: each of its reasons leads to the one whose turn it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from tests.flows.arrivals import MEMBERSHIP, PREVIEW, a_membership, assert_transferred_once, order_transfer
from tests.flows.builders import assert_parked, countdown
from tests.world import World

if TYPE_CHECKING:
    from pathlib import Path

HEALS: Final = (
    "RETURNABLE_PURCHASE",
    "IN_WINDOW_PARTIAL_RENEWAL",
    "NOT_A_FULL_RENEWAL_IN_RENEWAL_WINDOW",
    "UNBILLED_ORDER",
)
CUSTOMERS: Final = {
    "INACTIVE": "reactivated",
    "CONTRACT_NOT_ACCEPTED": "accept",
    "T&C_ACCEPTANCE_REQUIRED": "accept",
    "OPEN_PURCHASE_AUTH": "cancelled",
    "UNPAID_INVOICE": "Pay",
}
NEVER: Final = ("INVALID_COUNTRY", "BAD_MARKET_SEGMENT", "NO_TARGET_SKU", "HVD_CUSTOMER", "LINK_MEMBERSHIP_CHECK")
ADOBES: Final = (
    "EXTENDED_TERM_3YC",
    "LM_OWNER_NOT_MIGRATED",
    "HAS_UNPROCESSED_ORDERS",
    "LICENSE_WITHOUT_SALE_AQO_REFERENCED",
    "SRC_DST_OFFER_IDS_HAS_PA_MISMATCH",
    "3YC_LINKED_MEMBERSHIP",
    "INVALID_PRICE_LEVEL_LM_MIGRATION",
    "INVALID_LM_MIGRATION_LEVEL",
    "OWNER_MEMBER_COUNTRY_MISMATCH",
    "LGA_LM_MARKET_SEGMENT_MISMATCH",
    "INVALID_LGA_MARKET_SEGMENT",
    "NOT_LGA PARTNER",
    "INSUFFICIENT_LGA_MOQ",
    "LGA_QTY_LEVEL_MISMATCH",
    "NOT_A_WORLDWIDE_PURCHASER",
    "3YC_DISCOUNT_LEVEL_MISMATCH",
    "MINIMUM_HVD_QTY_NOT_MET",
    "VIP_CUSTOM_MIGRATION_BLOCK",
    "A_REASON_THAT_NOBODY_KNOWS",
)


def assert_nothing_was_transferred(world: World) -> None:
    assert world.adobe.control.transfers() == []
    assert set(world.adobe_calls()) == {PREVIEW}


@pytest.mark.parametrize("reason", HEALS)
def test_what_resolves_itself_is_waited_for_with_a_note_and_then_comes_over(world: World, reason: str) -> None:
    a_membership(world, reasons=[reason])
    request = order_transfer(world)
    world.deliver()
    assert world.status(request) == "pending"
    assert "goes on by itself" in world.note(request)
    assert reason in world.note(request)
    assert "error_msg" not in world.params(request)
    assert_nothing_was_transferred(world)
    world.adobe.control.set_membership(MEMBERSHIP, reasons=[])
    assert world.settle(request) == "approved"
    assert_transferred_once(world, request)
    assert "goes on by itself" not in world.note(request)


def test_the_pauses_grow_while_the_note_stays_as_it_is(world: World) -> None:
    a_membership(world, reasons=["RETURNABLE_PURCHASE"])
    order_transfer(world)
    pauses = []
    for days in (0, 0.2, 2, 4):
        world.advance(days=days)
        world.connect.control.deliver_now()
        world.deliver()
        pauses.append(countdown(world))
    assert pauses == [30, 600, 3600, 21600]
    notes = [call for call in world.connect.control.writes() if isinstance(call.body, dict) and "note" in call.body]
    assert len(notes) == 1


@pytest.mark.parametrize(("reason", "words"), CUSTOMERS.items(), ids=list(CUSTOMERS))
def test_what_the_customer_must_do_is_asked_on_the_membership_number(world: World, reason: str, words: str) -> None:
    a_membership(world, reasons=[reason])
    request = order_transfer(world)
    assert world.settle(request) == "inquiring"
    assert set(world.errors(request)) == {"adobe_vip_number"}
    assert words in world.errors(request)["adobe_vip_number"]
    assert_nothing_was_transferred(world)
    world.adobe.control.set_membership(MEMBERSHIP, reasons=[])
    world.correct(request)
    assert world.settle(request) == "approved"
    assert_transferred_once(world, request)


@pytest.mark.parametrize("reason", ADOBES)
def test_what_adobe_must_do_parks_and_goes_on_once_it_is_done(world: World, reason: str) -> None:
    a_membership(world, reasons=[reason])
    request = order_transfer(world)
    world.deliver()
    assert_parked(world, request, reason)
    assert_nothing_was_transferred(world)
    world.adobe.control.set_membership(MEMBERSHIP, reasons=[])
    assert world.settle(request) == "approved"
    assert_transferred_once(world, request)
    assert world.note(request).startswith("Photoshop for teams: auto-renewal is on")


@pytest.mark.parametrize("reason", NEVER)
def test_what_cannot_be_served_here_fails_with_the_reason(world: World, reason: str) -> None:
    a_membership(world, reasons=[reason])
    request = order_transfer(world)
    assert world.settle(request) == "failed"
    assert world.reason(request).endswith("[5117]")
    assert_nothing_was_transferred(world)


def test_of_several_reasons_the_hardest_decides_and_all_are_told(world: World) -> None:
    a_membership(world, reasons=["RETURNABLE_PURCHASE", "INACTIVE", "HAS_UNPROCESSED_ORDERS"])
    request = order_transfer(world)
    assert world.settle(request) == "inquiring"
    assert "reactivated" in world.errors(request)["adobe_vip_number"]
    assert "could still return" in world.note(request)
    assert "has not processed" in world.note(request)
    world.adobe.control.set_membership(MEMBERSHIP, reasons=["RETURNABLE_PURCHASE", "NO_TARGET_SKU", "INACTIVE"])
    world.correct(request)
    assert world.settle(request) == "failed"
    for words in ("could still return", "not sold here", "reactivated"):
        assert words in world.reason(request)


def test_a_reason_that_stands_beside_an_unknown_one_does_not_hide_it(world: World) -> None:
    a_membership(world, reasons=["RETURNABLE_PURCHASE", "A_REASON_THAT_NOBODY_KNOWS"])
    request = order_transfer(world)
    world.deliver()
    assert_parked(world, request, "A_REASON_THAT_NOBODY_KNOWS")


@pytest.mark.parametrize(
    ("reason", "setting", "flag"),
    [
        ("RETURNABLE_PURCHASE", "ignore_order_return", "ignore-order-return=true"),
        ("OPEN_PURCHASE_AUTH", "expire_open_pas", "expire-open-pas=true"),
    ],
)
def test_a_right_is_given_up_only_where_the_account_says_so(tmp_path: Path, reason: str, setting: str, flag: str) -> None:
    world = World(tmp_path, account={setting: True})
    a_membership(world, reasons=[reason])
    request = order_transfer(world)
    assert world.settle(request) == "approved"
    assert_transferred_once(world, request)
    queries = [call.query for call in world.adobe.control.calls(path_contains="/memberships/") if "TRF" not in call.path]
    assert queries == [flag, flag]


def test_a_refusal_of_the_transfer_itself_is_told_like_the_previews(world: World) -> None:
    a_membership(world)
    world.adobe.control.fault(
        "POST /v3/memberships/{id}/transfers", "refused", code="5117", details=["UNPAID_INVOICE"], message="Not eligible"
    )
    request = order_transfer(world)
    assert world.settle(request) == "inquiring"
    assert "Pay" in world.errors(request)["adobe_vip_number"]
    world.correct(request)
    assert world.settle(request) == "approved"
    assert_transferred_once(world, request)
