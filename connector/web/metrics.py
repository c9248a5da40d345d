"""The connector's numbers for Prometheus: for the owner of the extension alone, since they tell no installation from another."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final

from connect.eaas.core.decorators import router
from fastapi import Response
from fastapi.responses import PlainTextResponse

from connector import bootstrap
from connector.metrics import exposition
from connector.settings import SettingsError
from connector.store import StoreError
from connector.web.context import CONTEXT, VARIABLES, Context
from connector.web.problems import OWNER_ONLY, ProblemError
from connector.web.shapes import problems_told

_TEXT: Final = "text/plain; version=0.0.4; charset=utf-8"
_IN_WORDS: Final = {"text/plain": {"schema": {"type": "string"}}}
_METRICS: Final[dict[str, Any]] = {
    "tags": ["console"],
    "response_class": PlainTextResponse,
    "responses": {
        200: {"description": "The numbers in Prometheus's text format.", "content": _IN_WORDS},
        503: {"description": "Settings or database cannot be used.", "content": _IN_WORDS},
        **problems_told("no-context", "foreign-origin", "role", "owner-only", "defect"),
    },
}


@router.get("/adobe/metrics", operation_id="read_metrics", **_METRICS)
def metrics(context: Context = CONTEXT, config: dict[str, Any] = VARIABLES) -> Response:
    """Give the sums of all processes, in Prometheus's text format, under `/api/adobe/metrics`.

    Without settings or database there are none: 503.
    """
    if not context.is_admin:
        raise ProblemError(*OWNER_ONLY)
    try:
        return Response(exposition(bootstrap.means_for(config).store.all_meters()), media_type=_TEXT)
    except (SettingsError, StoreError):
        words = "The numbers cannot be read: see /api/adobe/status and the log.\n"
        return Response(words, status_code=HTTPStatus.SERVICE_UNAVAILABLE, media_type="text/plain")
