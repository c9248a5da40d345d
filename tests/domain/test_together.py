"""One verdict out of several: the request ends only where nothing is left to do in any place."""

from __future__ import annotations

import pytest

from connector.domain.moves import Approve, Fail, Park, Verdict, Wait
from connector.domain.problem_kinds import Kind, Problem
from connector.domain.together import together, without_ending

NEVER = Problem("never", Kind.FINAL, "It can never be.")
PERSON = Problem("person", Kind.OPERATOR, "A person must act.")
PASSES = Problem("passes", Kind.TRANSIENT, "It passes.")
SOON, LATE = Wait(30, "soon"), Wait(600, "late", open_order=None)


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        ((), Approve({})),
        ((Approve({}), Approve({})), Approve({})),
        ((Approve({}), Fail((NEVER,))), Fail((NEVER,))),
        ((Fail((NEVER,)), Fail((NEVER,))), Fail((NEVER, NEVER))),
        ((Fail((NEVER,)), SOON), SOON),
        ((LATE, SOON, Approve({})), SOON),
        ((SOON, Park((PERSON,)), Fail((NEVER,))), Park((PERSON, NEVER))),
    ],
)
def test_what_is_left_to_do_comes_before_what_ends_the_request(verdicts: tuple[Verdict, ...], expected: Verdict) -> None:
    assert together(verdicts) == expected


@pytest.mark.parametrize(
    ("problems", "kinds"),
    [
        ((), []),
        ((NEVER, NEVER), [Kind.FINAL, Kind.FINAL]),
        ((NEVER, PASSES), [Kind.TRANSIENT, Kind.TRANSIENT]),
        ((PERSON, NEVER), [Kind.OPERATOR, Kind.TRANSIENT]),
    ],
)
def test_what_can_never_be_ends_a_request_only_alone(problems: tuple[Problem, ...], kinds: list[Kind]) -> None:
    assert [one.kind for one in without_ending(problems)] == kinds
