"""What the simulator remembers of every exchange. Secrets, tokens, links and codes never enter it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from connector.simulator.adobe.calls import Call, request_body, response_body

if TYPE_CHECKING:
    from datetime import datetime

    from connector.simulator.adobe.faults import FaultKind
    from connector.simulator.exchange import SimRequest, SimResponse

_LINKS: Final = frozenset({"experience_url", "short_experience_url"})
_OK: Final = range(200, 400)


def record_of(request: SimRequest, response: SimResponse | None, struck: FaultKind | None, number: int, at: datetime) -> Call:
    """Write down one exchange; `response` is None when the simulator hangs up."""
    answered: Any = response_body(response)
    if isinstance(answered, dict):
        answered = {name: value for name, value in answered.items() if name not in _LINKS}
    code = answered.get("code") if isinstance(answered, dict) else None
    return Call(
        number=number,
        at=at,
        method=request.method,
        path=request.path,
        query=request.query,
        route=f"{request.method} {request.path}",
        correlation_id=request.headers.get("x-correlation-id", ""),
        request_id=request.headers.get("x-request-id", ""),
        status=response.status if response else None,
        code=code if isinstance(code, str) else None,
        replayed=False,
        took_effect=response is not None and response.status in _OK and struck is None,
        fault=struck.value if struck else None,
        request_body=request_body(request),
        response_body=answered,
    )
