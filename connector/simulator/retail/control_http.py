"""The control over HTTP, under `/control`: the same methods, with JSON bodies as their arguments. It asks for no credentials."""

from __future__ import annotations

import re
from dataclasses import asdict
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from connector.simulator.adobe.clock import stamp
from connector.simulator.exchange import SimResponse

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from connector.simulator.exchange import SimRequest
    from connector.simulator.retail.control import Control

    Action = Callable[[Control, Mapping[str, Any]], object]


def answer_control(control: Control, request: SimRequest) -> SimResponse:
    """Answer a control call: 200 with a result, 400 for wrong arguments, 404 for an unknown path or reference."""
    for pattern, action in _ACTIONS.items():
        found = re.fullmatch(pattern, f"{request.method} {request.path}")
        if found:
            return _run(action, control, request, found.groupdict())
    return SimResponse.of_json(404, {"error": "no such control", "controls": sorted(_ACTIONS)})


def _run(action: Action, control: Control, request: SimRequest, parts: Mapping[str, str]) -> SimResponse:
    try:
        given = request.json() if request.body else {}
        result = action(control, {**parts, **dict(request.params), **given})
    except LookupError as unknown:
        return SimResponse.of_json(404, {"error": f"not found or not given: {unknown}"})
    except (TypeError, ValueError) as wrong:
        return SimResponse.of_json(400, {"error": str(wrong)})
    return SimResponse.of_json(200, {} if result is None else result)


def _by_name(name: str) -> Action:
    return lambda control, arguments: getattr(control, name)(**arguments)


def _calls(control: Control, arguments: Mapping[str, Any]) -> object:
    return [call.as_json() for call in control.calls(**arguments)]


def _faults(control: Control, _arguments: Mapping[str, Any]) -> object:
    return [asdict(fault) for fault in control.faults()]


def _advance(control: Control, arguments: Mapping[str, Any]) -> object:
    # `timedelta`'s own names: days, hours, minutes, seconds. An empty body reads the clock.
    return {"now": stamp(control.advance(timedelta(**arguments)))}


_ACTIONS: Final[dict[str, Action]] = {
    "GET /control": _by_name("claims"),
    "GET /control/claims": _by_name("claims"),
    "GET /control/unknowns": _by_name("unknowns"),
    "GET /control/calls": _calls,
    "DELETE /control/calls": _by_name("forget_calls"),
    "GET /control/faults": _faults,
    "POST /control/faults": _by_name("fault"),
    "DELETE /control/faults": _by_name("clear_faults"),
    "POST /control/clock": _advance,
    "POST /control/options": _by_name("change"),
    "POST /control/reset": _by_name("reset"),
    "POST /control/partners": _by_name("add_partner"),
    "POST /control/partners/(?P<client_id>[^/]+)": _by_name("set_partner"),
    "DELETE /control/partners/(?P<client_id>[^/]+)/offers/(?P<offer_id>[^/]+)": _by_name("withdraw_offer"),
    "DELETE /control/tokens": _by_name("revoke_tokens"),
    "POST /control/claims": _by_name("add_claim"),
    "POST /control/claims/(?P<reference>[^/]+)/redeem": _by_name("redeem"),
    "POST /control/claims/(?P<reference>[^/]+)/end": _by_name("end"),
}
