"""One verdict for a request that was looked at in several places: under several Adobe accounts, or for several customers there.

Such a request is ended only where nothing is left to do in any of the places: what can never be done in one of them must not
keep the others from what can.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from connector.domain.moves import Approve, Fail, Park, Wait
from connector.domain.problem_kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from connector.domain.moves import Verdict
    from connector.domain.problem_kinds import Problem


def without_ending(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Give the problems so that what can never be ends the request only where all of them are such: else it waits with them."""
    if all(one.kind is Kind.FINAL for one in problems):
        return problems
    return tuple(one.with_kind(Kind.TRANSIENT) if one.kind is Kind.FINAL else one for one in problems)


def together(verdicts: Sequence[Verdict]) -> Verdict:
    """Give the verdict of a request, from those of its places: a person's matter, else waiting, else its failure, else approval.

    A parked one tells every problem, also those that can never be solved; of what is waited for, what comes soonest counts.
    """
    problems = tuple(found for one in verdicts if isinstance(one, Park | Fail) for found in one.problems)
    waits = [one for one in verdicts if isinstance(one, Wait)]
    if any(isinstance(one, Park) for one in verdicts):
        return Park(problems)
    if waits:
        return min(waits, key=lambda one: one.seconds)
    return Fail(problems) if problems else Approve({})
