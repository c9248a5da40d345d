"""The note of a parked request: what, who and since when, the same at each look."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from connector.domain.parking import is_waiters_note, matter_of, parked_note, tells_of
from connector.domain.problems import problem

SINCE = datetime(2026, 3, 2, 11, 59, 30, tzinfo=UTC)
NOTE = "Set up the reseller.\nWaits for an operator of the distributor since 2026-03-02 11:59 UTC."


def test_the_note_says_what_who_and_since_when() -> None:
    assert parked_note("Set up the reseller.", SINCE) == NOTE


def test_every_problem_has_its_own_line_and_is_told_once() -> None:
    missing, outdated = problem("reseller-missing"), problem("store-outdated")
    assert matter_of((missing, outdated, missing)) == f"{missing.operator}\n{outdated.operator}"


def test_a_note_of_the_same_matter_is_known_whenever_it_began() -> None:
    assert tells_of(parked_note("Set up the reseller.", SINCE - timedelta(days=3)), "Set up the reseller.")
    assert not tells_of(NOTE, "Set up")
    assert not tells_of("Set up the reseller.", "Set up the reseller.")


@pytest.mark.parametrize("note", ["", "Call the customer on Monday.", "Set up the reseller.", f"{NOTE}\nDone on Tuesday, Ann."])
def test_a_note_that_somebody_else_wrote_or_added_to_is_not_ours(note: str) -> None:
    assert is_waiters_note(NOTE)
    assert not is_waiters_note(note)
