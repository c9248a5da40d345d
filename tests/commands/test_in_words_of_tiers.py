"""Moves and looks that concern resellers, as sentences: ids, codes and numbers, no personal data."""

from __future__ import annotations

import pytest

from connector.domain import adobe_facts, moves, reseller_moves
from connector.domain.parties import Address, AdobeProfile, Contact, CustomerProfile
from connector.fulfillment.in_words import move_in_words, read_in_words, seen_in_words

HIDDEN = "Hidden"
PROFILE = CustomerProfile(
    HIDDEN, Address(HIDDEN, HIDDEN, HIDDEN, "CA", HIDDEN, "US"), Contact(HIDDEN, HIDDEN, HIDDEN), "en-US", "COM"
)


@pytest.mark.parametrize(
    ("read", "words"),
    [
        (reseller_moves.ReadResellerProfile("P100", 2, 0.3), "the Adobe reseller P100"),
        (
            reseller_moves.FindResellers(HIDDEN, "TA-2"),
            "the distributor's Adobe resellers with this name and the reference TA-2",
        ),
        (reseller_moves.FindResellers("", "TA-2"), "the distributor's Adobe resellers with the reference TA-2"),
        (
            reseller_moves.ReadOtherConfigurations("TA-2"),
            "the other configurations of the tier TA-2 under this Adobe account, on the platform",
        ),
        (reseller_moves.ReadHeldAccounts("TA-2"), "what the tier TA-2 has at Adobe under this account, on the platform"),
    ],
)
def test_a_look_is_said_in_words(read: moves.Read, words: str) -> None:
    assert read_in_words(read) == words


@pytest.mark.parametrize(
    ("seen", "words"),
    [
        (adobe_facts.Reseller("P100", "1000", "D1"), "P100, status 1000"),
        (adobe_facts.OtherConfiguration("TC-1", "PRD-1", "P100"), "TC-1, Adobe reseller P100"),
        (adobe_facts.OtherConfiguration("TC-1", "PRD-1", "", is_open=True), "TC-1, Adobe reseller none, being set up"),
    ],
)
def test_what_was_seen_is_said_in_words(seen: object, words: str) -> None:
    assert seen_in_words(seen) == words


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (
            reseller_moves.CreateReseller("D1", "TA-2", PROFILE),
            "create an Adobe reseller under the distributor D1 with the reference TA-2",
        ),
        (reseller_moves.UpdateReseller("P100", AdobeProfile(HIDDEN), (HIDDEN,)), "update the Adobe reseller P100"),
        (reseller_moves.UpdateCustomer("P200", AdobeProfile(HIDDEN), (HIDDEN,)), "update the Adobe customer P200"),
    ],
)
def test_a_call_is_said_in_words(call: moves.Call, words: str) -> None:
    assert move_in_words(call) == words
