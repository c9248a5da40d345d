"""What the store keeps of claims: that they were made, and what the newest notification told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

import pytest

from connector.store import ClaimState, Heard

if TYPE_CHECKING:
    from connector.store import Store

ACCOUNT: Final = "production/D1000000000/retail"
REFERENCE: Final = "AS-1234-5678-9012-30006514"
NOON: Final = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)


def told(status: str, minutes: int = 0) -> ClaimState:
    """Give what a notification of so many minutes after noon tells."""
    return ClaimState(status, NOON + timedelta(minutes=minutes), NOON, NOON + timedelta(days=365))


def test_a_claim_that_was_never_made_is_unknown_and_stays_so(store: Store) -> None:
    assert store.hear(ACCOUNT, REFERENCE, told("ACTIVE")) is Heard.UNKNOWN
    assert store.claim_state(ACCOUNT, REFERENCE) is None


def test_a_claim_is_known_to_every_instance_and_noting_it_again_changes_nothing(store: Store, another_instance: Store) -> None:
    store.note_claim(ACCOUNT, REFERENCE)
    assert another_instance.claim_state(ACCOUNT, REFERENCE) == ClaimState()
    store.hear(ACCOUNT, REFERENCE, told("ACTIVE"))
    another_instance.note_claim(ACCOUNT, REFERENCE)
    assert store.claim_state(ACCOUNT, REFERENCE) == told("ACTIVE")


def test_claims_belong_to_one_account(store: Store) -> None:
    store.note_claim(ACCOUNT, REFERENCE)
    assert store.claim_state("test/D1000000000/retail", REFERENCE) is None


@pytest.mark.parametrize(
    ("events", "outcomes", "last"),
    [
        ([told("ACTIVE"), told("ACTIVE")], ["applied", "repeated"], told("ACTIVE")),
        ([told("ACTIVE"), told("ACTIVE", 5)], ["applied", "applied"], told("ACTIVE", 5)),
        ([told("ACTIVE", 5), told("ACTIVE")], ["applied", "late"], told("ACTIVE", 5)),
        ([told("ACTIVE"), told("CANCELLED", 5)], ["applied", "applied"], told("CANCELLED", 5)),
        ([told("CANCELLED", 5), told("ACTIVE")], ["applied", "late"], told("CANCELLED", 5)),
        ([told("CANCELLED"), told("ACTIVE", 5)], ["applied", "late"], told("CANCELLED")),
        ([told("ACTIVE"), told("CANCELLED"), told("ACTIVE")], ["applied", "applied", "late"], told("CANCELLED")),
    ],
)
def test_events_may_come_twice_and_in_any_order(
    store: Store, events: list[ClaimState], outcomes: list[str], last: ClaimState
) -> None:
    store.note_claim(ACCOUNT, REFERENCE)
    assert [store.hear(ACCOUNT, REFERENCE, event) for event in events] == outcomes
    assert store.claim_state(ACCOUNT, REFERENCE) == last
