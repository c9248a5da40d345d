"""What a row of the table is, and all of them. To measure something more, write a function that gives durations and add a row."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import quantiles
from typing import TYPE_CHECKING, Final

from bench.drafts import answer_a_change, answer_a_purchase, answer_a_wrong_purchase
from bench.previews import preview_a_transfer, preview_an_order

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_TWENTIETHS: Final = 20


@dataclass(frozen=True)
class Row:
    """One thing to measure: `measure` gets an empty folder and gives durations in seconds; `target` is for the p95, in ms."""

    what: str
    measure: Callable[[Path], list[float]]
    target: int


@dataclass(frozen=True)
class Result:
    """What came out, in milliseconds."""

    count: int
    p50: float
    p95: float
    slowest: float

    @classmethod
    def of(cls, seconds: list[float]) -> Result:
        """Sum durations up."""
        cuts = quantiles(seconds, n=_TWENTIETHS, method="inclusive")
        return cls(len(seconds), cuts[9] * 1000, cuts[18] * 1000, max(seconds) * 1000)


ROWS: Final = (
    Row("draft of a purchase, known customer, PREVIEW with prices", answer_a_purchase, target=300),
    Row("draft of a change, more seats, PREVIEW with prices", answer_a_change, target=300),
    Row("draft of a purchase with wrong data, new customer", answer_a_wrong_purchase, target=300),
    Row("management API: preview of an order, two products with prices", preview_an_order, target=150),
    Row("management API: preview of a transfer", preview_a_transfer, target=150),
)
