"""The route of the console's first page: what happened within some days, and what waits now. It looks and never writes."""

from __future__ import annotations

from typing import Any, Final

from connect.eaas.core.decorators import router
from fastapi import Query
from fastapi.responses import JSONResponse  # noqa: TC002 - FastAPI reads the annotation.

from connector.fulfillment.overview_page import overview
from connector.web.context import CALLER, Caller, desk_of
from connector.web.shapes import answer, told
from connector.wire import WireModel


class Day(WireModel):
    """One day in UTC: how many requests were first seen, and how many ended in which way."""

    day: str
    came: int
    approved: int
    failed: int
    inquired: int
    other: int


class TimeToApproval(WireModel):
    """How long approvals took from first sight; the seconds are there where any was approved."""

    approved: int
    median_seconds: float | None = None
    p90_seconds: float | None = None


class RefusalsOfCode(WireModel):
    """How often Adobe said no with a code; `HTTP 502` or `no answer` where there was none."""

    code: str
    refusals: int


class CallsOfAccount(WireModel):
    """The calls that persist something under an account, and how many of them Adobe had no room for."""

    account: str
    calls: int
    throttled: int


class AttemptsOfOutcome(WireModel):
    """HTTP attempts at Adobe that ended in one way."""

    outcome: str
    attempts: int


class AttemptsOfAccount(WireModel):
    """HTTP attempts at Adobe under an account, looks and tokens included, and how many Adobe had no room for."""

    account: str
    attempts: int
    throttled: int


class AllInstallations(WireModel):
    """HTTP attempts at Adobe of all installations since anybody counts: for the owner of the extension alone."""

    attempts: int
    throttled: int
    outcomes: tuple[AttemptsOfOutcome, ...] = ()
    accounts: tuple[AttemptsOfAccount, ...] = ()


class Overview(WireModel):
    """What happened since a moment, and what is parked or waits now, as far as the caller may see it."""

    since: str
    days: tuple[Day, ...]
    time_to_approval: TimeToApproval
    refusals: tuple[RefusalsOfCode, ...]
    accounts: tuple[CallsOfAccount, ...]
    parked: int
    waiting: int
    all_installations: AllInstallations | None = None


_DAYS: Final = Query(30, ge=1, le=90, description="How many days, today's included.")
_EXAMPLE: Final = {
    "since": "2026-03-01T00:00:00+00:00",
    "days": [{"day": "2026-03-01", "came": 12, "approved": 10, "failed": 1, "inquired": 0, "other": 0}],
    "time_to_approval": {"approved": 10, "median_seconds": 3.214, "p90_seconds": 61.5},
    "refusals": [{"code": "1117", "refusals": 2}],
    "accounts": [{"account": "production/D1000000000", "calls": 23, "throttled": 0}],
    "parked": 1,
    "waiting": 2,
    "all_installations": {
        "attempts": 90,
        "throttled": 0,
        "outcomes": [{"outcome": "answered", "attempts": 90}],
        "accounts": [{"account": "production/D1000000000", "attempts": 90, "throttled": 0}],
    },
}
_OVERVIEW: Final[dict[str, Any]] = {
    "tags": ["console"],
    "responses": told(Overview, _EXAMPLE, "platform-unavailable", "platform-refused"),
}


@router.get("/adobe/overview", operation_id="show_overview", **_OVERVIEW)
def show_overview(caller: Caller = CALLER, days: int = _DAYS) -> JSONResponse:
    """Count what happened within some days, and what waits now."""
    return answer(Overview.parse(overview(days, desk_of(caller))))
