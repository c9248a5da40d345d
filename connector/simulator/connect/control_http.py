"""The control over HTTP, for stories told from outside the process.

`POST /control/{vendor|trade|run}/{operation}` with its arguments as JSON.

`/control/web/...` carries any HTTP call through a web worker of the extension. Loopback only, without authentication: never
serve it elsewhere.
"""

from __future__ import annotations

import inspect
from dataclasses import fields
from typing import TYPE_CHECKING, Any, Final

from connector.simulator.connect.control import plain
from connector.simulator.connect.errors import PlatformError, invalid
from connector.simulator.connect.faults import Fault
from connector.simulator.connect.options import PlatformSettings
from connector.simulator.connect.portal import carry
from connector.simulator.connect.tasks import Redelivery
from connector.simulator.exchange import SimResponse
from connector.simulator.told import WrongCallError, call_in_words, not_there, one_of

if TYPE_CHECKING:
    from connector.simulator.connect.simulator import ConnectSimulator
    from connector.simulator.exchange import SimRequest

FURTHER: Final[dict[str, tuple[object, ...]]] = {
    "add_fault": (Fault,),
    "change_settings": (*(field.name for field in fields(PlatformSettings)), *(field.name for field in fields(Redelivery))),
    "activate_tier": ("product", "marketplace", "connection_type"),
    "answer_elsewhere": ("reason", "template_id", "activation_tile"),
}
"""What an operation takes beside the arguments that its method lists."""


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
    if owner is None or request.method != "POST" or not inspect.ismethod(method):
        known = _operations(owner) if owner else ("vendor", "trade", "run", "web")
        raise PlatformError(404, "NTF_001", one_of("control call", f"{request.method} {request.path}", known))
    try:
        return call_in_words(method, _arguments(request), *FURTHER.get(operation, ()))
    except (LookupError, StopIteration) as unknown:
        raise invalid(f"{operation}: {not_there(unknown)}.") from None
    except (WrongCallError, ValueError) as wrong:
        raise invalid(str(wrong)) from None


def _operations(owner: object) -> list[str]:
    found = inspect.getmembers(owner, inspect.ismethod)
    return [name for name, _ in found if not name.startswith("_")]


def _arguments(request: SimRequest) -> dict[str, Any]:
    try:
        body = request.json() if request.body else {}
    except ValueError:
        raise WrongCallError("The body is no JSON.") from None
    if not isinstance(body, dict):
        raise WrongCallError("A control call takes a JSON object.")
    return body


def _web(simulator: ConnectSimulator, request: SimRequest, path: str) -> SimResponse:
    marks = {name: value for name, value in request.headers.items() if name.startswith("x-simulator-")}
    options = {name.removeprefix("x-simulator-").replace("-", "_"): value for name, value in marks.items()}
    return carry(simulator, request, path, options)
