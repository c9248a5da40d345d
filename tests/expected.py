"""What Adobe documents, and what each answer shall lead to: two tables written by hand, read here, and never computed.

`schemas/adobe/codes.json` holds the facts, `flows/data/expectations.json` what they mean for a request. An *answer* is one code
as the answer to one call, with one reason where it has any; `any call` stands for calls that have no entry of their own.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Final

from tests.contract.tree import ROOT

FACTS: Final[dict[str, Any]] = json.loads((ROOT / "schemas" / "adobe" / "codes.json").read_text(encoding="utf-8"))
_EXPECTED: Final[dict[str, Any]] = json.loads(
    (ROOT / "tests" / "flows" / "data" / "expectations.json").read_text(encoding="utf-8")
)
ANY_CALL: Final = "any call"
KINDS: Final = {"inquire": "correctable", "fail": "final", "park": "operator", "wait": "transient"}
"""Which kind of problem each outcome comes of."""

Answer = tuple[str, str, str]


@dataclass(frozen=True)
class Expectation:
    """What one answer leads to: the outcome, the parameters that are asked for, and words that the person concerned reads."""

    call: str
    code: str
    reason: str
    details: tuple[str, ...]
    outcome: str
    parameters: tuple[str, ...]
    says: str

    @property
    def answer(self) -> Answer:
        """By what the fact is found."""
        return self.call, self.code, self.reason

    def at(self, call: str) -> Expectation:
        """Give the same for a call of those that it stands for."""
        return Expectation(call, self.code, self.reason, self.details, self.outcome, self.parameters, self.says)

    def __str__(self) -> str:
        return " ".join(filter(None, (self.call, self.code, self.reason, ",".join(self.details))))


@dataclass(frozen=True)
class StatusExpectation:
    """What a status of a resource leads to; `fine` where nothing is wrong."""

    resource: str
    status: str
    outcome: str
    parameters: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.resource} {self.status}"


def documented_answers() -> set[Answer]:
    """Give every answer that Adobe documents."""
    return {
        (call, fact["code"], reason) for fact in FACTS["codes"] for call in fact["calls"] for reason in fact.get("reasons", [""])
    }


def documented_statuses() -> set[tuple[str, str]]:
    """Give every status that Adobe documents, by resource."""
    return {(fact["resource"], fact["code"]) for fact in FACTS["statuses"]}


def fact_of(answer: Answer) -> dict[str, Any]:
    """Give the fact behind an answer."""
    call, code, reason = answer
    found: dict[str, Any] = next(
        fact for fact in FACTS["codes"] if fact["code"] == code and call in fact["calls"] and reason in fact.get("reasons", [""])
    )
    return found


EXPECTATIONS: Final = tuple(
    Expectation(
        call,
        row["code"],
        row.get("reason", ""),
        tuple(row.get("details", ())),
        row["outcome"],
        tuple(row.get("parameters", ())),
        row.get("says", ""),
    )
    for row in _EXPECTED["refusals"]
    for call in row["calls"]
)
STATUS_EXPECTATIONS: Final = tuple(
    StatusExpectation(row["resource"], row["status"], row["outcome"], tuple(row.get("parameters", ())))
    for row in _EXPECTED["statuses"]
)
