"""The control over HTTP, under `/control`: the same methods, with JSON bodies as their arguments. It asks for no credentials."""

from __future__ import annotations

import re
from dataclasses import asdict
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from connector.simulator.adobe.clock import stamp
from connector.simulator.adobe.emit import answer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from connector.simulator.adobe.control import Control
    from connector.simulator.exchange import SimRequest, SimResponse

    Action = Callable[[Control, Mapping[str, Any]], object]

_WORLD: Final = "resellers", "customers", "orders", "subscriptions"
# Settings that are spans of time travel as seconds.
_DURATIONS: Final = "token_lifetime", "replay_memory"


def answer_control(control: Control, request: SimRequest) -> SimResponse:
    """Answer a control call: 200 with a result, 400 for wrong arguments, 404 for an unknown path or id."""
    for pattern, action in _ACTIONS.items():
        found = re.fullmatch(pattern, f"{request.method} {request.path}")
        if found:
            return _run(action, control, request, found.groupdict())
    return answer(404, {"error": "no such control", "controls": sorted(_ACTIONS)})


def _run(action: Action, control: Control, request: SimRequest, parts: Mapping[str, str]) -> SimResponse:
    try:
        return answer(200, action(control, {**parts, **dict(request.params), **_arguments(request)}))
    except (LookupError, StopIteration) as unknown:
        return answer(404, {"error": f"not found or not given: {unknown}"})
    except (TypeError, ValueError, ArithmeticError) as wrong:
        return answer(400, {"error": str(wrong)})


def _arguments(request: SimRequest) -> dict[str, Any]:
    body = request.json() if request.body else {}
    if not isinstance(body, dict):
        raise TypeError("a control call takes a JSON object")
    return body


def _read(name: str) -> Action:
    return lambda control, arguments: getattr(control, name)(**arguments)


def _make(name: str) -> Action:
    return lambda control, arguments: {"id": getattr(control, name)(**arguments)}


def _do(name: str) -> Action:
    def act(control: Control, arguments: Mapping[str, Any]) -> object:
        getattr(control, name)(**arguments)
        return {}

    return act


def _advance(control: Control, arguments: Mapping[str, Any]) -> object:
    # `timedelta`'s own names: days, hours, minutes, seconds. An empty body reads the clock.
    return {"now": stamp(control.advance(timedelta(**arguments)))}


def _change(control: Control, arguments: Mapping[str, Any]) -> object:
    durations = {name: timedelta(seconds=arguments[name]) for name in _DURATIONS if name in arguments}
    control.change(**{**arguments, **durations})
    return {}


def _calls(control: Control, arguments: Mapping[str, Any]) -> object:
    return [call.as_json() for call in control.calls(**arguments)]


def _faults(control: Control, _arguments: Mapping[str, Any]) -> object:
    return [asdict(fault) for fault in control.faults()]


def _state(control: Control, _arguments: Mapping[str, Any]) -> object:
    return {name: getattr(control, name)() for name in _WORLD}


def _sub_segments(control: Control, arguments: Mapping[str, Any]) -> object:
    control.set_sub_segments(arguments["customer_id"], *arguments["sub_segments"])
    return {}


_ACTIONS: Final[dict[str, Action]] = {
    "GET /control": _state,
    **{f"GET /control/{name}": _read(name) for name in (*_WORLD, "unknowns")},
    "GET /control/calls": _calls,
    "DELETE /control/calls": _do("forget_calls"),
    "GET /control/faults": _faults,
    "POST /control/faults": _do("fault"),
    "DELETE /control/faults": _do("clear_faults"),
    "POST /control/clock": _advance,
    "POST /control/settings": _change,
    "POST /control/reset": _do("reset"),
    "POST /control/partners": _make("add_partner"),
    "POST /control/partners/(?P<distributor_id>[^/]+)": _do("set_partner"),
    "DELETE /control/tokens": _do("revoke_tokens"),
    "POST /control/products": _make("add_product"),
    "DELETE /control/products/(?P<key>[^/]+)": _do("withdraw_product"),
    "POST /control/resellers": _make("add_reseller"),
    "POST /control/resellers/(?P<reseller_id>[^/]+)/status": _do("set_reseller_status"),
    "POST /control/customers": _make("add_customer"),
    "POST /control/customers/(?P<customer_id>[^/]+)/status": _do("set_customer_status"),
    "POST /control/customers/(?P<customer_id>[^/]+)/sub-segments": _sub_segments,
    "POST /control/customers/(?P<customer_id>[^/]+)/commitment": _make("add_commitment"),
    "POST /control/customers/(?P<customer_id>[^/]+)/level": _make("set_level"),
    "POST /control/customers/(?P<customer_id>[^/]+)/purchases": _make("add_purchase"),
    "POST /control/customers/(?P<customer_id>[^/]+)/orders": _make("add_order"),
    "POST /control/orders/(?P<order_id>[^/]+)/returns": _make("add_return"),
    "POST /control/orders/(?P<order_id>[^/]+)/remaining": _do("set_remaining"),
    "POST /control/orders/(?P<order_id>[^/]+)/release": _do("release_order"),
    "POST /control/orders/(?P<order_id>[^/]+)/status": _do("set_order_status"),
    "POST /control/subscriptions/(?P<subscription_id>[^/]+)": _do("set_subscription"),
}
