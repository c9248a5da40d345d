"""One record per HTTP attempt, and the line that it leaves in the log. Must never hold a body, a header or a query."""

from __future__ import annotations

import dataclasses
import logging
from dataclasses import dataclass
from typing import Final

_log: Final = logging.getLogger("connector.adobe")


@dataclass(frozen=True)
class CallRecord:
    """How one HTTP attempt went, token requests included.

    `status` is `None` when no answer came. `outcome` is one of `answered` (2xx), `refused` (4xx), `throttled` (429), `broken`
    (5xx with Adobe's code), `gateway page` (5xx without), `unreadable` (2xx that makes no sense), `no answer`, `not sent`,
    `no token` (the identity service answered without one). Ids in paths are Adobe's own and no personal data.
    """

    method: str
    path: str
    status: int | None
    code: str
    request_id: str
    correlation_id: str
    milliseconds: int
    outcome: str


def log_call(record: CallRecord) -> None:
    """Write one line per call at INFO, its parts as fields of the log record."""
    status = "-" if record.status is None else record.status
    fields = {"event": "adobe_call", **dataclasses.asdict(record)}
    _log.info("%s %s -> %s %s in %d ms", record.method, record.path, status, record.outcome, record.milliseconds, extra=fields)
