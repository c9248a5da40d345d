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
