"""One HTTP exchange as both simulators see it, whatever carries it: a socket, an httpx transport or a requests adapter."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import parse_qsl

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class SimRequest:
    """What came in. Header names are lower-case; `query` is the raw query string without the question mark.

    `judged` false spares the body the judging by schemas, where a simulator's settings say so.
    """

    method: str
    path: str
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    judged: bool = True

    @property
    def params(self) -> list[tuple[str, str]]:
        """The query's pairs in order, repeated names kept."""
        return parse_qsl(self.query, keep_blank_values=True)

    def json(self) -> Any:  # noqa: ANN401 - any JSON value can arrive; the schemas judge it.
        """Read the body as JSON; raises `ValueError` when it is none."""
        return json.loads(self.body)


@dataclass(frozen=True)
class SimResponse:
    """What goes out."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of_json(cls, status: int, body: object, headers: Mapping[str, str] | None = None) -> SimResponse:
        """Answer with a JSON document."""
        return cls(status, json.dumps(body).encode(), {"content-type": "application/json", **(headers or {})})


class NoAnswerError(Exception):
    """The simulator hangs up instead of answering; the effect may or may not have happened."""

    def __init__(self, *, after_effect: bool) -> None:
        super().__init__("hung up after the effect" if after_effect else "hung up before the effect")
        self.after_effect = after_effect


class Exchange(Protocol):
    """Anything that answers requests: each simulator is one. Thread-safe."""

    def __call__(self, request: SimRequest) -> SimResponse:
        """Answer one request; raises `NoAnswerError` to hang up."""
        ...  # pragma: no cover - a protocol has no body to run.
