"""What a problem is: a stable code, whose turn it is, the texts for the two people concerned, and the parameters to correct."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum


class Kind(StrEnum):
    """Whose turn it is: the customer's, nobody's (the request fails), an operator's, or time's."""

    FINAL = "final"
    CORRECTABLE = "correctable"
    OPERATOR = "operator"
    TRANSIENT = "transient"


@dataclass(frozen=True)
class Problem:
    """One thing that stands in a request's way. `parameters` are those to correct; empty when none can.

    `early` is what a draft is told in place of `text` where that speaks of somebody who is at work on it.
    """

    code: str
    kind: Kind
    text: str
    operator: str = ""
    parameters: tuple[str, ...] = ()
    early: str = ""

    def for_operator(self) -> str:
        """Give the text for the operator, which is the customer's where there is no other."""
        return self.operator or self.text

    def with_kind(self, kind: Kind) -> Problem:
        """Give the same problem in another's hands."""
        return replace(self, kind=kind)
