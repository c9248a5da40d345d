"""What an operator reads about returns, renewal settings and the request before this one."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

import pytest

from connector.domain import moves
from connector.domain.journal import Answer, Attempt, Outcome
from connector.fulfillment.in_words import move_in_words, read_in_words, seen_in_words, why_in_words

THEN: Final = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
RETURN: Final = moves.ReturnOrder(
    "P200",
    "77",
    "PR-1",
    (moves.ReturnedLine(1, "65304470CA02A12", 3, "USD"), moves.ReturnedLine(2, "65309999CA02A12", 1, "USD")),
)
ON: Final = moves.SetAutoRenewal("P200", "S1", 7)
OFF: Final = moves.SetAutoRenewal("P200", "S1", 0)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (RETURN, "return of the Adobe order 77: 3 of 65304470CA02A12, 1 of 65309999CA02A12"),
        (ON, "switch the auto-renewal of the Adobe subscription S1 on, with 7 to renew"),
        (OFF, "switch the auto-renewal of the Adobe subscription S1 off"),
    ],
)
def test_a_return_and_a_renewal_setting_are_said_in_words(call: moves.Call, words: str) -> None:
    assert move_in_words(call) == words
    assert why_in_words(call, ()) == ("the journal knows no attempt of it",)


def test_a_return_that_was_refused_is_due_again_for_a_reason() -> None:
    answer = Answer(422, {"code": "RETURN_QTY_EXCEEDS_REMAINING"})
    attempt = Attempt("PR-1", RETURN.intent, 1, "c", "test", "customer", None, Outcome.REFUSED, answer, THEN)
    assert why_in_words(RETURN, [attempt]) == (
        f"generation 2 is due after {RETURN.intent}, generation 1: refused, HTTP 422, code RETURN_QTY_EXCEEDS_REMAINING",
    )


def test_the_request_before_is_named_and_its_parameters_are_counted_not_shown() -> None:
    assert read_in_words(moves.ReadPreviousRequest("PR-0")) == "the previous approved request PR-0, on the platform"
    assert seen_in_words({"adobe_user_email": "hid@den.example", "cb_autorenewal": ""}) == "2 parameters"
