"""Requests that cannot be asked about, and waits that grow by what was waited already."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from connector.domain.case import Case, NextMoveError
from connector.domain.moves import Move, Park, Wait
from connector.domain.problems import Kind, Problem
from tests.builders import NOW, a_policy, a_purchase, facts

QUESTION = Problem("any", Kind.CORRECTABLE, "Correct it.", parameters=("customer_city",))


def _stopped(case: Case, *problems: Problem) -> Move:
    with pytest.raises(NextMoveError) as found:
        case.stop(problems)
    return found.value.move


@pytest.mark.parametrize("kind", ["cancel", "suspend", "resume"])
def test_a_request_that_the_platform_cannot_inquire_parks_instead(kind: str) -> None:
    move = _stopped(Case(a_purchase(kind=kind), facts(), a_policy()), QUESTION)
    assert move == Park((replace(QUESTION, kind=Kind.OPERATOR),))


def test_what_time_heals_waits_with_all_its_reasons() -> None:
    later = Problem("later", Kind.TRANSIENT, "Adobe is away.")
    known = facts(waiting_since=NOW - timedelta(days=2))
    assert _stopped(Case(a_purchase(), known, a_policy()), later) == Wait(3600, "Adobe is away.")


@pytest.mark.parametrize(("days", "expected"), [(29, Wait), (31, Park)])
def test_what_time_does_not_heal_in_the_days_of_the_policy_is_a_persons_matter(days: int, expected: type) -> None:
    later = Problem("later", Kind.TRANSIENT, "Adobe is away.")
    known = facts(waiting_since=NOW - timedelta(days=days))
    move = _stopped(Case(a_purchase(), known, a_policy(order_wait_days=30)), later)
    assert isinstance(move, expected)
    assert not isinstance(move, Park) or [found.code for found in move.problems] == ["waited-too-long"]


def test_a_good_status_where_another_is_needed_is_waited_with() -> None:
    with pytest.raises(NextMoveError) as found:
        Case(a_purchase(), facts(), a_policy()).stop_on_status("order", "1000")
    assert found.value.move == Wait(30, "the order has the status 1000")
