"""Tells what happened, as it happens: every call that reached Adobe and every write that reached the platform.

It reads the simulators' own records. Must never look at what the connector says about itself.
"""

from __future__ import annotations

import json
import textwrap
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from connector.domain.parameters import SECRETS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from connector.commands.demo.stage import Stage
    from connector.simulator.adobe.calls import Call
    from connector.simulator.connect.journal import CallRecord

_API: Final = "/public/v1/"
_CALL_WIDTH: Final = 62
_VALUE_WIDTH: Final = 90
_KINDS: Final = {
    "POST /ims/token/v3": "token",
    "POST /v3/resellers": "POST reseller",
    "GET /v3/resellers/{resellerId}": "read of the reseller",
    "POST /retail/v1/workflows": "claim",
    "POST /v3/customers": "POST customer",
    "GET /v3/customers/{customerId}": "read of the customer",
    "GET /v3/customers/{customerId}/orders/{orderId}": "read of the order",
    "GET /v3/customers/{customerId}/orders": "read of the order history",
    "GET /v3/customers/{customerId}/subscriptions": "read of the subscriptions",
    "GET /v3/memberships/{membershipId}/offers": "preview of the membership",
    "POST /v3/memberships/{membershipId}/transfers": "transfer",
    "GET /v3/memberships/{membershipId}/transfers/{transferId}": "read of the transfer",
    "PATCH /v3/customers/{customerId}/subscriptions/{subscriptionId}": "renewal setting",
}


class Telling:
    """Tells each record once, in the order in which things happened on both platforms."""

    def __init__(self, stage: Stage, say: Callable[[str], None]) -> None:
        self._stage = stage
        self._say = say
        self._told_adobe = len(stage.adobe_calls())
        self._told_connect = len(stage.connect.control.calls())
        self._carried: dict[str, Any] = {}

    def tell(self) -> None:
        """Tell what happened since the last time."""
        calls = self._stage.adobe_calls()[self._told_adobe :]
        writes = self._stage.connect.control.calls()[self._told_connect :]
        self._told_adobe += len(calls)
        self._told_connect += len(writes)
        lines = [(call.at, _call_lines(call)) for call in calls]
        lines += [(call.at, _write_lines(call)) for call in writes if call.write]
        for _, told in sorted(lines, key=lambda pair: pair[0]):
            for line in told:
                self._say(line)

    def news(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Give the values that differ from what an earlier request of the story carried, and remember them."""
        found = {name: value for name, value in values.items() if self._carried.get(name) != value}
        self._carried |= found
        return found


def kinds_of_calls(calls: list[Call]) -> Counter[str]:
    """Count Adobe calls by what they are: `POST customer`, `PREVIEW`, `NEW` and so on."""
    return Counter(order_type(call) or _KINDS.get(call.route) or f"{call.method} {call.path}" for call in calls)


def order_type(call: Call) -> str:
    """Give PREVIEW, NEW, … of a call that places an order; empty for any other."""
    body = call.request_body
    return str(body.get("orderType", "")) if isinstance(body, dict) else ""


def value_lines(values: dict[str, Any], indent: str) -> Iterator[str]:
    """Write values below one another, names aligned; structured ones as JSON, long ones on several lines."""
    width = max(map(len, values), default=0)
    for name, value in values.items():
        shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        shown = "*** (for the customer's eyes)" if name in SECRETS and shown else shown
        first, *rest = textwrap.wrap(shown, _VALUE_WIDTH, break_on_hyphens=False) or ['""']
        yield f"{indent}{name:<{width}} = {first}"
        yield from (f"{indent}{'':<{width}}   {line}" for line in rest)


def _call_lines(call: Call) -> list[str]:
    what = f"{call.method:<5} {call.path} {order_type(call)}".rstrip()
    status = "no answer" if call.status is None else str(call.status)
    marks = "".join(f"  {mark}" for mark, on in ((f"code {call.code}", call.code), ("answered from memory", call.replayed)) if on)
    return [_line(call, "Adobe", what, status + marks)]


def _write_lines(call: CallRecord) -> list[str]:
    what = f"{call.method:<5} {call.path.removeprefix(_API)}"
    status = "no answer" if call.status is None else str(call.status)
    return [_line(call, "platform", what, status), *value_lines(_written(call.body), " " * 25)]


def _written(body: object) -> dict[str, Any]:
    """Give what a write says: its own members, and each parameter with what was set of it."""
    if not isinstance(body, dict):
        return {}
    parameters = (body.get("asset") or body).get("params") or []
    said = {name: value for name, value in body.items() if name not in {"asset", "params"}}
    for parameter in parameters:
        if "structured_value" in parameter or "value" in parameter:
            said[parameter["id"]] = parameter.get("structured_value", parameter.get("value"))
        if "value_error" in parameter:
            said[f"{parameter['id']} (error)"] = parameter["value_error"]
    return said


def _line(call: Call | CallRecord, whose: str, what: str, status: str) -> str:
    return f"  {call.at:%H:%M:%S}.{call.at.microsecond // 1000:03d}  {whose:<9} {what:<{_CALL_WIDTH}} {status}"
