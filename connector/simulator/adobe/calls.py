"""What the simulator remembers of every exchange, for those who read it back. Secrets and tokens never enter it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl

from connector.simulator.adobe.clock import stamp
from connector.simulator.adobe.tokens import TOKEN_PATH

if TYPE_CHECKING:
    from datetime import datetime

    from connector.simulator.exchange import SimRequest, SimResponse

_SECRET_FIELDS: Final = frozenset({"client_secret", "access_token"})


@dataclass(frozen=True)
class Call:
    """One exchange. `status` is None when the simulator hung up; `took_effect` says whether a handler ran and answered 2xx.

    `code` is Adobe's refusal code, `fault` the kind of a fault that struck, `replayed` whether a stored answer was given
    again. Bodies are JSON, text where they are none, None where there is none.
    """

    number: int
    at: datetime
    method: str
    path: str
    query: str
    route: str
    correlation_id: str
    request_id: str
    status: int | None
    code: str | None
    replayed: bool
    took_effect: bool
    fault: str | None
    request_body: Any
    response_body: Any

    def as_json(self) -> dict[str, Any]:
        """Give it as JSON."""
        return {**asdict(self), "at": stamp(self.at)}


def request_body(request: SimRequest) -> Any:  # noqa: ANN401 - any JSON value can arrive.
    """Read a request's body for the record; of a form, only what is no secret."""
    if request.path == TOKEN_PATH:
        return {name: value for name, value in parse_qsl(request.body.decode("utf-8", "replace")) if name not in _SECRET_FIELDS}
    return parsed(request.body)


def response_body(response: SimResponse | None) -> Any:  # noqa: ANN401 - any JSON value can have been answered.
    """Read an answer's body for the record, without tokens."""
    body = parsed(response.body) if response else None
    if isinstance(body, dict) and "offers" in body:
        # A price list has no end: of its rows the record keeps the number.
        body["offers"] = len(body["offers"])
    return {name: value for name, value in body.items() if name not in _SECRET_FIELDS} if isinstance(body, dict) else body


def parsed(body: bytes) -> Any:  # noqa: ANN401 - see above.
    """Read JSON, with decimals kept exact; text where it is none, None where there is nothing."""
    if not body:
        return None
    try:
        return json.loads(body, parse_float=Decimal)
    except ValueError:
        return body.decode("utf-8", "replace")
