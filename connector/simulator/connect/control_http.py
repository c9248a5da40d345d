"""The control over HTTP, for stories told from outside the process.

`POST /control/{vendor|trade|run}/{operation}` with its arguments as JSON.

`/control/web/...` carries any HTTP call through a web worker of the extension. Loopback only, without authentication: never
serve it elsewhere.
"""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

from connector.simulator.connect.control import plain
from connector.simulator.connect.errors import PlatformError, invalid, not_found
from connector.simulator.exchange import SimResponse

if TYPE_CHECKING:
    from connector.simulator.connect.simulator import ConnectSimulator
    from connector.simulator.exchange import SimRequest

HOP_HEADERS = frozenset({"host", "content-length", "connection", "accept-encoding", "transfer-encoding"})


def answer_control(simulator: ConnectSimulator, request: SimRequest) -> SimResponse:
    """Answer one control call."""
    try:
        group, _, operation = request.path.removeprefix("/control/").partition("/")
        if group == "web":
            return _web(simulator, request, operation)
        return SimResponse.of_json(200, {"result": plain(_run(simulator, request, group, operation))})
    except PlatformError as refusal:
        return refusal.response()


def _run(simulator: ConnectSimulator, request: SimRequest, group: str, operation: str) -> object:
    owner = {"vendor": simulator.vendor, "trade": simulator.trade, "run": simulator.control}.get(group)
    method = None if owner is None or operation.startswith("_") else getattr(owner, operation, None)
    if request.method != "POST" or not inspect.ismethod(method):
        raise not_found(f"POST {request.path}")
    try:
        arguments: dict[str, Any] = request.json() if request.body else {}
        inspect.signature(method).bind(**arguments)
        return method(**arguments)
    except (TypeError, ValueError, KeyError, StopIteration) as wrong:
        raise invalid(f"{operation}: {wrong}") from None


def _web(simulator: ConnectSimulator, request: SimRequest, path: str) -> SimResponse:
    url = f"/{path}" + (f"?{request.query}" if request.query else "")
    headers = {
        name: value for name, value in request.headers.items() if name not in HOP_HEADERS and not name.startswith("x-simulator-")
    }
    marks = {name: value for name, value in request.headers.items() if name.startswith("x-simulator-")}
    options = {name.removeprefix("x-simulator-").replace("-", "_"): value for name, value in marks.items()}
    status, answered, body = simulator.runners.web(request.method, url, headers, request.body, options)
    return SimResponse(status, body, {name: value for name, value in answered.items() if name not in HOP_HEADERS})
