"""A refusal is a fact: Adobe's answered "no" to one exact call. What it means for the request stands in the catalogue."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_LINE: Final = re.compile(r"Line Item:\s*(\d+)", re.IGNORECASE)


@dataclass(frozen=True)
class Refusal:
    """What Adobe answered: HTTP status, its own code, its message, and `additionalDetails` with `invalidFields` as one list."""

    status: int
    code: str
    message: str = ""
    details: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[int, ...]:
        """The order lines that the details name, each once."""
        return tuple(dict.fromkeys(int(found) for detail in self.details for found in _LINE.findall(detail)))

    def in_words(self) -> str:
        """Give the whole answer for an operator."""
        return "; ".join(
            part for part in (f"HTTP {self.status}", f"code {self.code or 'none'}", self.message, *self.details) if part
        )
