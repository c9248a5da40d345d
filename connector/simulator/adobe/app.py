"""The simulated Adobe as one exchange: the gate, the stored answers, the handlers, the faults, the record.

No sockets, no sleeping.

The order of checks is that of developer.adobe.com/vipmp/docs/references/api-headers: API key, token, correlation id, stored
answer, request id; then the body's shape and values, then whose object it is, then whether it exists.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from connector.simulator.adobe.asking import Asking
from connector.simulator.adobe.backstage import Backstage
from connector.simulator.adobe.calls import Call, parsed, request_body, response_body
from connector.simulator.adobe.control import Control
from connector.simulator.adobe.control_http import answer_control
from connector.simulator.adobe.emit import answer
from connector.simulator.adobe.faults import FaultKind
from connector.simulator.adobe.gate import check_token, identify, read_intent
from connector.simulator.adobe.options import SimulatorSettings
from connector.simulator.adobe.refusals import RefusalError
from connector.simulator.adobe.routes import find_route
from connector.simulator.adobe.tokens import TOKEN_PATH
from connector.simulator.exchange import NoAnswerError, SimResponse

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from connector.simulator.adobe.clock import VirtualClock
    from connector.simulator.adobe.faults import Fault
    from connector.simulator.adobe.routes import Route
    from connector.simulator.adobe.world import Partner
    from connector.simulator.exchange import SimRequest

DELAY_HEADER: Final = "x-simulated-delay-ms"
_GATEWAY_PAGE: Final = b"<html><head><title>Service Unavailable</title></head><body><h1>Service Unavailable</h1></body></html>"
# Answers of the gate itself come before the correlation id is looked at, so they close no intent.
_NEVER_STORED: Final = frozenset({"4115", "4116", "4117"})
_PONG: Final = SimResponse(200, b"pong", {"content-type": "text/plain"})
_OK: Final = range(200, 300)


@dataclass(frozen=True)
class _Served:
    """What a request came to, before faults of the network: `response` is None when it never arrived."""

    response: SimResponse | None
    route: str = ""
    replayed: bool = False
    took_effect: bool = False
    fault: FaultKind | None = None


class AdobeSimulator:
    """A stateful, strict stand-in for Adobe's identity service and Partner API. Call it with a request; it is thread-safe.

    `now` is its clock's source. `pause` waits for the given seconds when a fault says `slow`; without it the answer carries
    the delay in the header `x-simulated-delay-ms`, and the in-process transport turns a delay beyond the caller's read
    time-out into one. The latency of the settings needs `pause` too.
    """

    def __init__(
        self,
        now: Callable[[], datetime],
        settings: SimulatorSettings | None = None,
        pause: Callable[[float], None] | None = None,
    ) -> None:
        self._backstage = Backstage(now, settings or SimulatorSettings())
        self._pause = pause
        self.control = Control(self._backstage)

    @property
    def clock(self) -> VirtualClock:
        """Give the simulator's own clock."""
        return self._backstage.clock

    def __call__(self, request: SimRequest) -> SimResponse:
        """Answer one request; raises `NoAnswerError` when a fault says so."""
        if request.path == "/control" or request.path.startswith("/control/"):
            return answer_control(self.control, request)
        self._wait(self._backstage.settings.latency_ms)
        with self._backstage.lock:
            fault = self._backstage.faults.network(request.method, request.path, parsed(request.body))
            arrives = fault is None or fault.after_effect or fault.kind in {FaultKind.SLOW, FaultKind.UNREADABLE}
            served = self._serve(request) if arrives else _Served(None)
            response = _carry(fault, served.response)
            self._record(request, served, response, fault)
        if response is None:
            raise NoAnswerError(after_effect=fault is not None and fault.after_effect)
        return self._delay(fault, response)

    def _serve(self, request: SimRequest) -> _Served:
        if request.path == TOKEN_PATH:
            return self._serve_token(request)
        try:
            return self._serve_partner(request)
        except RefusalError as refusal:
            return _Served(answer(refusal.status, refusal.body))

    def _serve_token(self, request: SimRequest) -> _Served:
        if request.method != "POST":
            return _Served(answer(405, {"error": "method_not_allowed"}))
        fault = self._backstage.faults.answer(request.method, request.path, None)
        if fault is not None:
            return _Served(_planned(fault), fault=fault.kind)
        return _Served(self._backstage.desk(request), f"POST {TOKEN_PATH}")

    def _serve_partner(self, request: SimRequest) -> _Served:
        partner = identify(request, self._backstage.world)
        if request.path == "/ping":
            return _Served(_PONG)
        check_token(request, partner, self._backstage.desk)
        if request.path == "/partnerservice/ping":
            return _Served(_PONG)
        found = find_route(request.method, request.path)
        if found is None:
            return self._serve_unknown(request)
        route, parts = found
        intent = read_intent(request, partner, route.name)
        stored = self._backstage.memory.recall(intent)
        if stored is not None:
            return _Served(stored, route.name, replayed=True)
        served = self._execute(request, partner, route, parts)
        if served.response is not None and _code(served.response) not in _NEVER_STORED:
            self._backstage.memory.remember(intent, served.response)
        return served

    def _serve_unknown(self, request: SimRequest) -> _Served:
        """Answer a call that this simulator does not serve: with what is planned for it, else as if there were no such path."""
        fault = self._backstage.faults.answer(request.method, request.path, parsed(request.body))
        if fault is not None:
            return _Served(_planned(fault), fault=fault.kind)
        refusal = RefusalError("HTTP 404")
        return _Served(answer(404, refusal.body))

    def _execute(self, request: SimRequest, partner: Partner, route: Route, parts: Mapping[str, str]) -> _Served:
        body = parsed(request.body)
        faults = self._backstage.faults
        try:
            self._backstage.pace.step(partner.distributor_id, self._backstage.settings.calls_per_minute)
            request_id = request.headers.get("x-request-id", "")
            if request_id:
                self._backstage.memory.use_request_id(partner.distributor_id, request_id)
            fault = faults.answer(request.method, request.path, body)
            if fault is not None and not fault.after_effect:
                return _Served(_planned(fault), route.name, fault=fault.kind)
            asking = Asking(
                self._backstage.place(),
                partner,
                parts,
                request.params,
                request.path,
                body,
                lambda: faults.outcome(request.method, request.path, body),
            )
            response = route.handler(asking)
        except RefusalError as refusal:
            return _Served(answer(refusal.status, refusal.body), route.name)
        took_effect = response.status in _OK
        if fault is not None:
            return _Served(_planned(fault), route.name, took_effect=took_effect, fault=fault.kind)
        return _Served(response, route.name, took_effect=took_effect)

    def _record(self, request: SimRequest, served: _Served, response: SimResponse | None, fault: Fault | None) -> None:
        struck = fault.kind if fault else served.fault
        calls = self._backstage.calls
        call = Call(
            number=len(calls) + 1,
            at=self._backstage.clock.now(),
            method=request.method,
            path=request.path,
            query=request.query,
            route=served.route,
            correlation_id=request.headers.get("x-correlation-id", ""),
            request_id=request.headers.get("x-request-id", ""),
            status=response.status if response else None,
            code=_code(response) if response else None,
            replayed=served.replayed,
            took_effect=served.took_effect,
            fault=struck.value if struck else None,
            request_body=request_body(request),
            response_body=response_body(response),
        )
        calls.append(call)

    def _wait(self, milliseconds: int) -> None:
        if milliseconds and self._pause is not None:
            self._pause(milliseconds / 1000)

    def _delay(self, fault: Fault | None, response: SimResponse) -> SimResponse:
        if fault is None or fault.kind is not FaultKind.SLOW:
            return response
        if self._pause is not None:
            self._wait(fault.delay_ms)
            return response
        return replace(response, headers={**response.headers, DELAY_HEADER: str(fault.delay_ms)})


def _carry(fault: Fault | None, response: SimResponse | None) -> SimResponse | None:
    """Give what reaches the caller through a network with this fault."""
    if fault is None or fault.kind is FaultKind.SLOW:
        return response
    if fault.kind is FaultKind.NO_ANSWER:
        return None
    if fault.kind is FaultKind.GATEWAY_PAGE:
        return SimResponse(fault.status or 503, _GATEWAY_PAGE, {"content-type": "text/html"})
    return SimResponse(fault.status or 200, b'{"orderId": "P9', {"content-type": "application/json"})


def _planned(fault: Fault) -> SimResponse:
    """Give Adobe's own answer that a fault asks for."""
    code = fault.code or {FaultKind.THROTTLED: "4118", FaultKind.BROKEN: "1124"}.get(fault.kind, "1117")
    refusal = RefusalError(code, *fault.details, status=fault.status, message=fault.message)
    given = answer(refusal.status, refusal.body)
    if fault.retry_after is None:
        return given
    return replace(given, headers={**given.headers, "retry-after": str(fault.retry_after)})


def _code(response: SimResponse) -> str | None:
    body: Any = parsed(response.body)
    code = body.get("code") if isinstance(body, dict) else None
    return code if isinstance(code, str) else None
