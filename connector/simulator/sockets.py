"""A websocket as a simulator sees it, whatever carries it: an opening, texts that come in, texts that go out, an end."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@dataclass(frozen=True)
class SocketOpening:
    """Who knocks: path, query pairs, headers (lower-case names), and how to send a text or end the connection with a close code.

    `send` and `close` may be called from any thread and never block.
    """

    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str] = field(repr=False)
    send: Callable[[str], None]
    close: Callable[[int], None]


class SocketPeer(Protocol):
    """The simulator's end of one open websocket. Thread-safe."""

    def receive(self, text: str) -> None:
        """Take one text that came in."""
        ...  # pragma: no cover - a protocol has no body to run.

    def lost(self) -> None:
        """Learn that the connection is gone."""
        ...  # pragma: no cover - a protocol has no body to run.


class SocketDoor(Protocol):
    """Lets websockets in."""

    def open(self, opening: SocketOpening) -> SocketPeer | None:
        """Accept a connection, or refuse it with None."""
        ...  # pragma: no cover - a protocol has no body to run.
