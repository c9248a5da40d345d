"""What reached the platform, in order: every call with its answer. Authorization headers are never kept."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from connector.simulator.exchange import SimRequest, SimResponse


@dataclass(frozen=True)
class CallRecord:
    """One call. `status` is what was answered, None when the platform hung up; `body` is the JSON that came in, or its text."""

    number: int
    at: datetime
    method: str
    path: str
    query: str
    body: object
    status: int | None

    @property
    def write(self) -> bool:
        """Whether it was meant to change something."""
        return self.method != "GET"


class CallJournal:
    """All calls below `/public/v1`. The caller guards it with a lock."""

    def __init__(self) -> None:
        self.calls: list[CallRecord] = []

    def record(self, request: SimRequest, response: SimResponse | None, at: datetime) -> None:
        """Write one call down."""
        status = response.status if response else None
        number = len(self.calls) + 1
        self.calls.append(CallRecord(number, at, request.method, request.path, request.query, _kept(request), status))


def _kept(request: SimRequest) -> object:
    # Values of variables are secrets: what is never kept cannot be shown.
    return "not kept" if "/variables/" in request.path else _readable(request.body)


def _readable(body: bytes) -> object:
    if not body:
        return None
    try:
        return json.loads(body)
    except ValueError:
        return body.decode("utf-8", "replace")
