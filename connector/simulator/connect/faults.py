"""Faults on demand: the next calls that fit are answered with an error, late, or not at all, before or after their effect.

A fault is used up after `times` calls. Nothing fails by chance, unless a fault has one, which its seed makes repeatable.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from connector.simulator.chance import strikes
from connector.simulator.exchange import NoAnswerError, SimResponse

if TYPE_CHECKING:
    from collections.abc import Callable

    from connector.simulator.exchange import Exchange, SimRequest


@dataclass
class Fault:
    """What goes wrong, and for whom.

    `method` and `path` are shell patterns (`*` fits all; the path is the whole one, `/public/v1/requests/*`). `status` None
    hangs up; a status answers with that code, a gateway's HTML page unless `body` says otherwise; `answers` lets the call
    through and only delays it. `after_effect` lets the call do its work first. `skip` calls that fit go through before it
    starts; `times` None never ends. `seconds` delays the answer. With a `chance` below 1 it strikes at random: each call that it
    fits with that chance, decided by `seed` and by how many of them there were.
    """

    method: str = "*"
    path: str = "*"
    status: int | None = None
    answers: bool = False
    after_effect: bool = False
    seconds: float = 0.0
    times: int | None = 1
    skip: int = 0
    chance: float = 1.0
    seed: int = 0
    body: str = "<html><body><h1>Bad Gateway</h1></body></html>"
    headers: dict[str, str] = field(default_factory=lambda: {"content-type": "text/html"})
    drawn: int = field(default=0, init=False)

    def fits(self, request: SimRequest) -> bool:
        """Whether this call is meant and struck; counts skipped and used calls."""
        if self.times == 0 or self.method not in {"*", request.method} or not fnmatchcase(request.path, self.path):
            return False
        if self.skip:
            self.skip -= 1
            return False
        struck = self._strikes()
        if struck and self.times is not None:
            self.times -= 1
        return struck

    def _strikes(self) -> bool:
        self.drawn += 1
        what = f"{self.method} {self.path} {self.status} {self.answers} {self.after_effect}"
        return self.chance >= 1 or strikes(self.chance, self.seed, what, self.drawn)


class Faults:
    """The faults in force; the first that fits is the one. The caller guards `pick` with a lock."""

    def __init__(self, sleep: Callable[[float], None]) -> None:
        self._sleep = sleep
        self._faults: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Put one more fault into force."""
        self._faults.append(fault)

    def clear(self) -> None:
        """Let everything work again."""
        self._faults.clear()

    def pick(self, request: SimRequest) -> Fault | None:
        """Find the fault for a call, using it up by one."""
        return next((fault for fault in self._faults if fault.fits(request)), None)

    def apply(self, fault: Fault, request: SimRequest, exchange: Exchange) -> SimResponse:
        """Answer as the fault says; raises `NoAnswerError` to hang up."""
        answered = exchange(request) if fault.answers or fault.after_effect else None
        if fault.seconds:
            self._sleep(fault.seconds)
        if fault.answers and answered is not None:
            return answered
        if fault.status is None:
            raise NoAnswerError(after_effect=fault.after_effect)
        return SimResponse(fault.status, fault.body.encode(), fault.headers)
