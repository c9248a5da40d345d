"""One line of the table: what was measured, what came out, the target, and whether it is kept."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Found:
    """`result` and `target` are written for people, with their units."""

    what: str
    result: str
    target: str
    kept: bool

    def __str__(self) -> str:
        """Write it as one line of the table."""
        return f"{self.what:<68} {self.result:<58} {self.target:<24}{'' if self.kept else 'missed'}".rstrip()
