"""A refusal is a fact: Adobe's answered "no" to one exact call. What it means for the request stands in the catalogue."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_LINE: Final = re.compile(r"Line Item:\s*(\d+)", re.IGNORECASE)
_REASON: Final = re.compile(r"^[A-Z0-9][A-Z0-9_& ]{3,}$")


@dataclass(frozen=True)
class Refusal:
    """What Adobe answered: HTTP status, its own code, its message, and `additionalDetails` with `invalidFields` as one list."""

    status: int
    code: str
    message: str = ""
    details: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[int, ...]:
        """The order lines that the details name."""
        return tuple(int(found) for detail in self.details for found in _LINE.findall(detail))

    @property
    def reasons(self) -> tuple[str, ...]:
        """The reason codes that the details name, `INELIGIBLE_ADD_ON` for instance."""
        bare = (re.split(r"Reason:\s*", detail, flags=re.IGNORECASE)[-1].strip() for detail in self.details)
        return tuple(reason for reason in bare if _REASON.match(reason))

    def in_words(self) -> str:
        """Give the whole answer for an operator."""
        return "; ".join(
            part for part in (f"HTTP {self.status}", f"code {self.code or 'none'}", self.message, *self.details) if part
        )
