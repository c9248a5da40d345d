"""The simulated retail programme as one exchange: identity service, gate, claims, subscriptions, faults, the record.

No sockets, no sleeping. Source: developer.adobe.com/adobe-partner-connection-retail/guides/api.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from threading import RLock
from typing import TYPE_CHECKING, Final

from connector.simulator.adobe.app import DELAY_HEADER
from connector.simulator.adobe.calls import parsed
from connector.simulator.adobe.clock import VirtualClock
from connector.simulator.adobe.faults import FaultKind, FaultPlan
from connector.simulator.adobe.tokens import TOKEN_PATH, TokenDesk
from connector.simulator.exchange import NoAnswerError, SimResponse
from connector.simulator.retail.calls import record_of
from connector.simulator.retail.claims import Desk, refuse
from connector.simulator.retail.control import Control
from connector.simulator.retail.control_http import answer_control
from connector.simulator.retail.options import RetailOptions
from connector.simulator.retail.world import World

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from connector.simulator.adobe.calls import Call
    from connector.simulator.adobe.faults import Fault
    from connector.simulator.exchange import SimRequest
    from connector.simulator.retail.world import Partner

PREFIX: Final = "/retail"
CLAIM_PATH: Final = f"{PREFIX}/v1/workflows"
SUBSCRIPTIONS: Final = f"{PREFIX}/v1/subscriptions/"
_PAGE: Final = b"<html><head><title>Bad Gateway</title></head><body><h1>Bad Gateway</h1></body></html>"
_ARRIVING: Final = frozenset({FaultKind.SLOW, FaultKind.UNREADABLE})


class Backstage:
    """The parts of one simulator; whoever touches them holds `lock`."""

    def __init__(self, now: Callable[[], datetime], options: RetailOptions) -> None:
        self.lock = RLock()
        self.clock = VirtualClock(now)
        self.options = options
        self.reset()

    def reset(self) -> None:
        """Begin anew: no partners, claims, plans or records. The clock stays where it is."""
        self.world = World()
        self.tokens = TokenDesk(self.world, self.clock, self.options.token_lifetime)
        self.faults = FaultPlan()
        self.calls: list[Call] = []

    def change(self, **changes: object) -> None:
        """Change options from now on; an unknown name is a `TypeError`."""
        self.options = replace(self.options, **changes)  # type: ignore[arg-type]  # names and values are the caller's, by keyword.
        self.tokens.lifetime = self.options.token_lifetime


@dataclass(frozen=True)
class _Served:
    """What a request came to, before faults of the network: `response` is None when it never arrived."""

    response: SimResponse | None
    fault: FaultKind | None = None


class RetailSimulator:
    """A stateful, strict stand-in for Adobe's identity service and the retail API. Call it with a request; it is thread-safe.

    `now` is its clock's source; `pause` waits when a fault says `slow`, as in the simulated VIP Marketplace.
    """

    def __init__(
        self,
        now: Callable[[], datetime],
        options: RetailOptions | None = None,
        pause: Callable[[float], None] | None = None,
    ) -> None:
        self._backstage = Backstage(now, options or RetailOptions())
        self._pause = pause
        self.control = Control(self._backstage)

    def __call__(self, request: SimRequest) -> SimResponse:
        """Answer one request; raises `NoAnswerError` when a fault says so."""
        if request.path == "/control" or request.path.startswith("/control/"):
            return answer_control(self.control, request)
        with self._backstage.lock:
            fault = self._backstage.faults.network(request.method, request.path, None)
            arrives = fault is None or fault.after_effect or fault.kind in _ARRIVING
            served = self._serve(request) if arrives else _Served(None)
            response = _carried(fault, served.response)
            struck = fault.kind if fault else served.fault
            calls = self._backstage.calls
            calls.append(record_of(request, response, struck, len(calls) + 1, self._backstage.clock.now()))
        if response is None:
            raise NoAnswerError(after_effect=fault is not None and fault.after_effect)
        return self._delayed(fault, response)

    def _serve(self, request: SimRequest) -> _Served:
        fault = self._backstage.faults.answer(request.method, request.path, None)
        if fault is not None and not fault.after_effect:
            return _Served(_planned(fault), fault.kind)
        response = self._backstage.tokens(request) if request.path == TOKEN_PATH else self._partner(request)
        return _Served(_planned(fault), fault.kind) if fault is not None else _Served(response)

    def _partner(self, request: SimRequest) -> SimResponse:
        """Let in who brings both headers: no token or a void one is 401, everything else about the headers 403."""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        known = next((one for one in self._backstage.world.partners.values() if self._holds(one, token.strip())), None)
        if scheme.lower() != "bearer" or known is None:
            return refuse(401, "UNAUTHORIZED", "missing or expired access token")
        if request.headers.get("x-api-key") != known.client_id or not known.active:
            return refuse(403, "FORBIDDEN", "wrong scope, missing X-API-Key, or no active configuration")
        desk = Desk(self._backstage.world, self._backstage.options, self._backstage.clock.now())
        if (request.method, request.path) == ("POST", CLAIM_PATH):
            return desk.claim(known, parsed(request.body))
        reference = request.path.removeprefix(SUBSCRIPTIONS)
        if self._backstage.options.subscriptions and reference != request.path and "/" not in reference:
            if request.method == "GET":
                return desk.subscription(known, reference)
            if request.method == "POST":
                return desk.end(known, reference, parsed(request.body))
        return SimResponse.of_json(404, {"error_code": "404", "message": "Resource not found"})

    def _holds(self, partner: Partner, token: str) -> bool:
        return self._backstage.tokens.is_good(token, partner.client_id)

    def _delayed(self, fault: Fault | None, response: SimResponse) -> SimResponse:
        if fault is None or fault.kind is not FaultKind.SLOW:
            return response
        if self._pause is not None:
            self._pause(fault.delay_ms / 1000)
            return response
        return replace(response, headers={**response.headers, DELAY_HEADER: str(fault.delay_ms)})


def _carried(fault: Fault | None, response: SimResponse | None) -> SimResponse | None:
    """Give what reaches the caller through a network with this fault."""
    if fault is None or fault.kind is FaultKind.SLOW:
        return response
    if fault.kind is FaultKind.NO_ANSWER:
        return None
    if fault.kind is FaultKind.GATEWAY_PAGE:
        return SimResponse(fault.status or 502, _PAGE, {"content-type": "text/html"})
    return SimResponse(fault.status or 200, b'{"workflow_type": "CLAIM', {"content-type": "application/json"})


def _planned(fault: Fault) -> SimResponse:
    """Give Adobe's own answer that a fault asks for."""
    usual = {FaultKind.THROTTLED: (429, "TOO_MANY_REQUESTS"), FaultKind.BROKEN: (503, "SERVICE_UNAVAILABLE")}
    status, code = usual.get(fault.kind, (400, "INVALID_REQUEST"))
    given = refuse(fault.status or status, fault.code or code, fault.message or "planned")
    return (
        given if fault.retry_after is None else replace(given, headers={**given.headers, "retry-after": str(fault.retry_after)})
    )
