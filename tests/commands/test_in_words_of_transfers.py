"""What an operator reads about the looks of a transfer, what they showed, and its one call."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from connector.domain import transfer_moves as moves
from connector.domain.moves import Read, ReadAssetsOfCustomer
from connector.domain.transfer_facts import Membership, MembershipOffer, ProductItem, Transfer, TransferLine
from connector.fulfillment.in_words import move_in_words, read_in_words, seen_in_words, why_in_words

THEN = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
CALL = moves.PlaceTransfer("88A1", "P100", "TA-1")


@pytest.mark.parametrize(
    ("read", "words"),
    [
        (moves.PreviewMembership("88A1"), "what the VIP membership 88A1 holds"),
        (moves.ReadTransfer("88A1", "TRF-1"), "the transfer TRF-1 of the VIP membership 88A1"),
        (ReadAssetsOfCustomer("P1"), "the product's other assets with the Adobe customer P1, on the platform"),
        (moves.ReadProductItems("PRD-1"), "the items of the product PRD-1, on the platform"),
    ],
)
def test_a_look_is_said_in_words(read: Read, words: str) -> None:
    assert read_in_words(read) == words


@pytest.mark.parametrize(
    ("seen", "words"),
    [
        (Membership(()), "nothing"),
        (
            Membership((MembershipOffer("65304470CA02A12", 10, date(2027, 3, 1)), MembershipOffer("65309999CA01A12", 5, None))),
            "10 of 65304470CA02A12 until 2027-03-01, 5 of 65309999CA01A12",
        ),
        (
            Transfer("TRF-1", "1002", "", THEN, (TransferLine("65304470CA02A12", 10),)),
            "TRF-1, status 1002: 10 of 65304470CA02A12",
        ),
        (
            Transfer("TRF-1", "1000", "P200", THEN, (TransferLine("65304470CA02A12", 10, "S1"),)),
            "TRF-1, status 1000, Adobe customer P200: 10 of 65304470CA02A12",
        ),
        ((ProductItem("65304470CA", "Photoshop"), ProductItem("65309999CA", "All Apps")), "65304470CA; 65309999CA"),
    ],
)
def test_what_a_look_showed_is_said_in_words(seen: object, words: str) -> None:
    assert seen_in_words(seen) == words


def test_the_call_is_said_in_words() -> None:
    assert move_in_words(CALL) == "transfer the VIP membership 88A1 to the Adobe reseller P100"
    assert why_in_words(CALL, ()) == ("the journal knows no attempt of it",)
