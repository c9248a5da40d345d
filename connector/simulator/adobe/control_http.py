"""The control over HTTP, under `/control`: the same methods, with JSON bodies as their arguments. It asks for no credentials."""

from __future__ import annotations

import re
from dataclasses import asdict
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from connector.simulator.adobe.catalogue import Product
from connector.simulator.adobe.clock import stamp
from connector.simulator.adobe.emit import answer
from connector.simulator.adobe.faults import Fault
from connector.simulator.adobe.options import SimulatorSettings
from connector.simulator.told import WrongCallError, call_in_words, not_there

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from connector.simulator.adobe.control import Control
    from connector.simulator.exchange import SimRequest, SimResponse

    Action = Callable[[Control, Mapping[str, Any]], object]

_WORLD: Final = "resellers", "customers", "orders", "subscriptions", "transfers"
# Settings that are spans of time travel as seconds.
_DURATIONS: Final = "token_lifetime", "replay_memory"


def answer_control(control: Control, request: SimRequest) -> SimResponse:
    """Answer a control call: 200 with a result, 400 for wrong arguments, 404 for an unknown path or id."""
    for pattern, action in _ACTIONS.items():
        found = re.fullmatch(pattern, f"{request.method} {request.path}")
        if found:
            return _run(action, control, request, found.groupdict())
    return answer(404, {"error": "there is no such control call", "controls": sorted(map(_in_braces, _ACTIONS))})


def _in_braces(pattern: str) -> str:
    return re.sub(r"\(\?P<(\w+)>[^)]*\)", r"{\1}", pattern)


def _run(action: Action, control: Control, request: SimRequest, parts: Mapping[str, str]) -> SimResponse:
    try:
        return answer(200, action(control, {**parts, **dict(request.params), **_arguments(request)}))
    except (LookupError, StopIteration) as unknown:
        return answer(404, {"error": not_there(unknown)})
    except (WrongCallError, ValueError) as wrong:
        return answer(400, {"error": str(wrong)})


def _arguments(request: SimRequest) -> dict[str, Any]:
    try:
        body = request.json() if request.body else {}
    except ValueError:
        raise WrongCallError("the body is no JSON") from None
    if not isinstance(body, dict):
        raise WrongCallError("a control call takes a JSON object")
    return body


def _call(control: Control, name: str, arguments: Mapping[str, Any]) -> Any:  # noqa: ANN401 - whatever that method gives.
    return call_in_words(getattr(control, name), arguments, *_FURTHER.get(name, ()))


def _read(name: str) -> Action:
    return lambda control, arguments: _call(control, name, arguments)


def _make(name: str) -> Action:
    return lambda control, arguments: {"id": _call(control, name, arguments)}


def _do(name: str) -> Action:
    def act(control: Control, arguments: Mapping[str, Any]) -> object:
        _call(control, name, arguments)
        return {}

    return act


def _advance(control: Control, arguments: Mapping[str, Any]) -> object:
    # An empty body reads the clock.
    def clock(days: float = 0, hours: float = 0, minutes: float = 0, seconds: float = 0) -> timedelta:
        return timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)

    by: Any = call_in_words(clock, arguments)
    return {"now": stamp(control.advance(by))}


def _change(control: Control, arguments: Mapping[str, Any]) -> object:
    def settings(**values: Any) -> None:  # noqa: ANN401 - as `SimulatorSettings`.
        spans: dict[str, Any] = {name: timedelta(seconds=values[name]) for name in _DURATIONS if name in values}
        control.change(**(values | spans))

    call_in_words(settings, arguments, SimulatorSettings)
    return {}


def _calls(control: Control, arguments: Mapping[str, Any]) -> object:
    return [call.as_json() for call in _call(control, "calls", arguments)]


def _faults(control: Control, _arguments: Mapping[str, Any]) -> object:
    return [asdict(fault) for fault in control.faults()]


def _state(control: Control, _arguments: Mapping[str, Any]) -> object:
    return {name: getattr(control, name)() for name in _WORLD}


def _sub_segments(control: Control, arguments: Mapping[str, Any]) -> object:
    def set_sub_segments(customer_id: str, sub_segments: list[str]) -> None:
        control.set_sub_segments(customer_id, *sub_segments)

    call_in_words(set_sub_segments, arguments)
    return {}


_FURTHER: Final[dict[str, tuple[object, ...]]] = {
    "fault": (Fault,),
    "add_product": (Product,),
    "set_partner": ("active", "sells", "ordering_open"),
    "add_membership": ("reasons", "admins", "in_progress", "benefits", "discounts"),
    "set_membership": ("reasons", "admins", "in_progress"),
}
"""What a call takes beside the arguments that its method lists."""

_ACTIONS: Final[dict[str, Action]] = {
    "GET /control": _state,
    **{f"GET /control/{name}": _read(name) for name in (*_WORLD, "unknowns")},
    "GET /control/calls": _calls,
    "DELETE /control/calls": _do("forget_calls"),
    "GET /control/faults": _faults,
    "POST /control/faults": _do("fault"),
    "POST /control/refusals": _do("refuse"),
    "DELETE /control/faults": _do("clear_faults"),
    "POST /control/clock": _advance,
    "POST /control/settings": _change,
    "POST /control/reset": _do("reset"),
    "POST /control/partners": _make("add_partner"),
    "POST /control/partners/(?P<distributor_id>[^/]+)": _do("set_partner"),
    "POST /control/clients/(?P<client_id>[^/]+)/secret": _do("rotate_secret"),
    "DELETE /control/tokens": _do("revoke_tokens"),
    "POST /control/products": _make("add_product"),
    "DELETE /control/products/(?P<key>[^/]+)": _do("withdraw_product"),
    "POST /control/price-lists": _do("put_price_list"),
    "POST /control/price-lists/made-up": _do("make_up_price_list"),
    "POST /control/price-lists/drift": _do("drift_price_list"),
    "DELETE /control/price-lists": _do("withdraw_price_list"),
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
    "GET /control/memberships": _read("memberships"),
    "POST /control/memberships": _make("add_membership"),
    "POST /control/memberships/(?P<membership_id>[^/]+)": _do("set_membership"),
    "POST /control/transfers/(?P<transfer_id>[^/]+)/status": _do("set_transfer_status"),
    "POST /control/subscriptions/(?P<subscription_id>[^/]+)": _do("set_subscription"),
}
