"""Deaths for tests: a worker that stops existing at one exact I/O boundary, before or after its effect.

A death is abandonment: the worker's thread stays where it is, so that no `finally`, no rollback and no clean-up of it runs
before the test is over, or has seen enough and buries it. Boundaries are every HTTP exchange with Adobe and with the platform,
and every use of a database connection. Something else than a death can happen at one as well: an answer that gets lost, a lease.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

import httpx
from requests.adapters import BaseAdapter
from sqlalchemy import event
from sqlalchemy.pool import Pool

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from requests import PreparedRequest, Response
    from sqlalchemy.pool import ConnectionPoolEntry

_Result = TypeVar("_Result")
_on_this_thread = threading.local()


class BuriedError(BaseException):
    """Ends the thread of a worker that is dead and buried; no exception of the program's, so nothing in it catches this."""


@dataclass
class Boundaries:
    """Counts a worker's boundaries, names them, and lets it vanish at number `at`, after its effect or before.

    With `instead` it lives on: that is called in place of the effect, which it gets and may carry out, lose or replace. Of a use
    of the database it is called just before.
    """

    at: int | None = None
    after: bool = False
    instead: Callable[[Callable[[], Any]], Any] | None = None
    names: list[str] = field(default_factory=list)
    vanished: threading.Event = field(default_factory=threading.Event)
    buried: threading.Event = field(default_factory=threading.Event)
    thread: threading.Thread | None = None

    def cross(self, name: str, act: Callable[[], _Result]) -> _Result:
        """Carry out one effect, unless the worker vanishes before it; vanish after it where that is the plan."""
        number = self._count(name)
        if number == self.at and self.instead:
            given: _Result = self.instead(act)
            return given
        self._vanish_at(number, after=False)
        result = act()
        self._vanish_at(number, after=True)
        return result

    def begin(self, name: str) -> int:
        """Come to a boundary that has no one effect."""
        number = self._count(name)
        if number == self.at and self.instead:
            self.instead(lambda: None)
        self._vanish_at(number, after=False)
        return number

    def end(self, number: int) -> None:
        """Leave such a boundary behind."""
        self._vanish_at(number, after=True)

    def bury(self) -> None:
        """End the thread of a dead worker, once nothing is looked at any more: it reaches no further boundary."""
        self.buried.set()
        if self.thread:
            self.thread.join()

    def _count(self, name: str) -> int:
        if self.buried.is_set():
            raise BuriedError
        self.names.append(name)
        return len(self.names) - 1

    def _vanish_at(self, number: int, *, after: bool) -> None:
        if number == self.at and after is self.after and self.instead is None:
            self.vanished.set()
            self.buried.wait()
            raise BuriedError


@contextmanager
def watched_by(boundaries: Boundaries | None) -> Iterator[None]:
    """Count what this thread does while the block runs; with `None` what it does is another worker's, and not counted."""
    before, _on_this_thread.boundaries = _current(), boundaries
    try:
        yield
    finally:
        _on_this_thread.boundaries = before


def run_worker(boundaries: Boundaries, work: Callable[[], object]) -> bool:
    """Let a worker do its work; gives whether it lived to the end. An exception of the work is raised here."""
    ended, failures = threading.Event(), []

    def live() -> None:
        _on_this_thread.boundaries = boundaries
        try:
            work()
        except BuriedError:
            return
        except Exception as error:  # noqa: BLE001 - carried over to the test's own thread.
            failures.append(error)
        _on_this_thread.boundaries = None
        ended.set()

    boundaries.thread = threading.Thread(target=live, daemon=True)
    boundaries.thread.start()
    while not ended.wait(0.002):
        if boundaries.vanished.is_set():
            return False
    if failures:
        raise failures[0]
    return True


def _current() -> Boundaries | None:
    return getattr(_on_this_thread, "boundaries", None)


class WatchedTransport(httpx.BaseTransport):
    """Counts exchanges with Adobe."""

    def __init__(self, inner: httpx.BaseTransport) -> None:
        self._inner = inner

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        boundaries = _current()
        if boundaries is None:
            return self._inner.handle_request(request)
        name = f"adobe {request.method} {request.url.path}"
        return boundaries.cross(name, lambda: self._inner.handle_request(request))


class WatchedAdapter(BaseAdapter):
    """Counts exchanges with the platform."""

    def __init__(self, inner: BaseAdapter) -> None:
        super().__init__()
        self._inner = inner

    def send(self, request: PreparedRequest, **rest: object) -> Response:  # type: ignore[override] # the rest is passed on.
        boundaries = _current()
        if boundaries is None:
            return self._inner.send(request, **rest)  # type: ignore[arg-type] # see above.
        name = f"platform {request.method} {request.path_url}"
        return boundaries.cross(name, lambda: self._inner.send(request, **rest))  # type: ignore[arg-type] # see above.

    def close(self) -> None:
        self._inner.close()


def _checked_out(_connection: object, record: ConnectionPoolEntry, _proxy: object) -> None:
    boundaries = _current()
    if boundaries is not None:
        record.info["boundary"] = boundaries.begin("database")


def _checked_in(_connection: object, record: ConnectionPoolEntry | None) -> None:
    boundaries = _current()
    if boundaries is not None and record is not None and "boundary" in record.info:
        boundaries.end(record.info.pop("boundary"))


event.listen(Pool, "checkout", _checked_out)
event.listen(Pool, "checkin", _checked_in)
