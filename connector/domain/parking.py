"""What the note of a request that waits says: what is the matter, who must act if anybody must, and since when it waits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from connector.domain.problem_kinds import Problem

WHO: Final = "an operator of the distributor"
"""Who must act on what is parked: whoever else is needed, Adobe or the connector's maintainers, is asked by them."""

_BY_ITSELF: Final = "Waits for this to pass by itself: nobody must act."
_WAITS: Final = f"Waits for {WHO} since"
_OURS: Final = re.compile(rf"\n{_WAITS} \d{{4}}-\d\d-\d\d \d\d:\d\d UTC\.\Z")


def matter_of(problems: Iterable[Problem]) -> str:
    """Give what is the matter, one line for each problem."""
    return "\n".join(dict.fromkeys(problem.for_operator() for problem in problems))


def parked_note(matter: str, since: datetime) -> str:
    """Give the note: the same text for the same matter and moment, so that it is written once. `since` is aware UTC."""
    return f"{matter}\n{_WAITS} {since:%Y-%m-%d %H:%M} UTC."


def tells_of(note: str, matter: str) -> bool:
    """Whether a note tells of this matter already, since whenever."""
    return note.startswith(f"{matter}\n{_WAITS} ")


def waiting_note(matter: str) -> str:
    """Give the note of a request that waits for time alone: the same text for the same matter, so that it is written once."""
    return f"{matter}\n{_BY_ITSELF}"


def pressed(account: str, since: datetime, *, is_throttled: bool) -> str:
    """Say that it is not this request's turn to be blamed: Adobe serves nothing of a whole account. `since` is aware UTC."""
    what = "takes no more requests" if is_throttled else "gives no usable answer to any request"
    return f"Adobe {what} of the account {account} since {since:%Y-%m-%d %H:%M} UTC."


def may_be_replaced(note: str) -> bool:
    """Whether a note says nothing but what is waited for: not one of a parked request, and nobody else's."""
    return not note or note.endswith(f"\n{_BY_ITSELF}")


def is_waiters_note(note: str) -> bool:
    """Whether a note is one that was written when a request was parked or waited, and that nobody has added anything to."""
    return _OURS.search(note) is not None or note.endswith(f"\n{_BY_ITSELF}")
