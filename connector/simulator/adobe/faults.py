"""Faults on demand: what shall go wrong with the next matching calls.

It holds the plan and picks; carrying it out is the simulator's.

Where a fault strikes decides what is stored for replay. In the network (no answer, a gateway's page, slow, unreadable)
Adobe never knows of it: a repeat under the same correlation id gets Adobe's own answer. In Adobe (throttled, broken,
refused) it is Adobe's answer: stored.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from connector.simulator.chance import strikes

if TYPE_CHECKING:
    from collections.abc import Iterable


class FaultKind(StrEnum):
    """What goes wrong."""

    NO_ANSWER = "no answer"
    GATEWAY_PAGE = "gateway page"
    SLOW = "slow"
    UNREADABLE = "unreadable"
    THROTTLED = "throttled"
    BROKEN = "broken"
    REFUSED = "refused"
    ENDS_AS = "ends as"
    HELD = "held"


_NETWORK = frozenset({FaultKind.NO_ANSWER, FaultKind.GATEWAY_PAGE, FaultKind.SLOW, FaultKind.UNREADABLE})
_OUTCOMES = frozenset({FaultKind.ENDS_AS, FaultKind.HELD})


@dataclass
class Fault:
    """One planned fault for the next `times` calls of a route (None: for ever), after letting `skip` of them pass.

    `route` is `METHOD /pattern`, in which `{anything}` stands for one part of the path and `*` for the rest; `order_type`
    narrows it. `after_effect` says whether the call is carried out (no answer, gateway page, broken). `status`, `code`,
    `message` and `details` shape answers; `retry_after` is in seconds; `delay_ms` belongs to `slow`; `ends_as` is the
    status in which a created account or order ends. With a `chance` below 1 it strikes at random: each call that it fits with
    that chance, decided by `seed` and by how many of them there were.
    """

    kind: FaultKind
    route: str = "*"
    order_type: str | None = None
    times: int | None = 1
    skip: int = 0
    chance: float = 1.0
    seed: int = 0
    after_effect: bool = False
    status: int | None = None
    code: str | None = None
    message: str | None = None
    details: list[str] = field(default_factory=list)
    retry_after: int | None = None
    delay_ms: int = 0
    ends_as: str | None = None
    drawn: int = field(default=0, init=False)

    @property
    def is_open(self) -> bool:
        """Say whether it can still strike."""
        return self.times is None or self.times > 0

    def strikes(self) -> bool:
        """Draw whether it strikes the next call that it fits."""
        self.drawn += 1
        what = f"{self.kind} {self.after_effect} {self.status} {self.retry_after} {self.route} {self.order_type}"
        return self.chance >= 1 or strikes(self.chance, self.seed, what, self.drawn)

    @property
    def strikes_network(self) -> bool:
        """Say whether it strikes on the way, outside Adobe."""
        return self.kind in _NETWORK

    @property
    def shapes_outcome(self) -> bool:
        """Say whether the call itself succeeds and only what it created ends differently."""
        return self.kind in _OUTCOMES

    def fits(self, method: str, path: str, body: Any) -> bool:  # noqa: ANN401 - any JSON value can arrive.
        """Say whether a call is meant."""
        kind = body.get("orderType") if isinstance(body, dict) else None
        return (self.order_type is None or kind == self.order_type) and _route_fits(self.route, f"{method} {path}")


class FaultPlan:
    """All planned faults, oldest first."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Plan a fault."""
        self._faults.append(fault)

    def clear(self) -> None:
        """Forget all plans."""
        self._faults.clear()

    @property
    def open(self) -> list[Fault]:
        """Give the faults that have not run out."""
        return list(self._faults)

    def network(self, method: str, path: str, body: object) -> Fault | None:
        """Take the next fault of the network for a call, if one is planned."""
        return self._take((fault for fault in self._faults if fault.strikes_network), method, path, body)

    def answer(self, method: str, path: str, body: object) -> Fault | None:
        """Take the next fault that is Adobe's own answer."""
        return self._take(
            (fault for fault in self._faults if not fault.strikes_network and not fault.shapes_outcome), method, path, body
        )

    def outcome(self, method: str, path: str, body: object) -> Fault | None:
        """Take the next plan for how something created shall end."""
        return self._take((fault for fault in self._faults if fault.shapes_outcome), method, path, body)

    def _take(self, candidates: Iterable[Fault], method: str, path: str, body: object) -> Fault | None:
        taken = None
        for fault in [fault for fault in candidates if fault.fits(method, path, body)]:
            if fault.skip > 0:
                fault.skip -= 1
            elif taken is None and fault.strikes():
                taken = fault
        if taken is not None and taken.times is not None:
            taken.times -= 1
            self._faults = [fault for fault in self._faults if fault.is_open]
        return taken


def _route_fits(route: str, call: str) -> bool:
    expression = re.sub(r"\\\{[^}]*\\\}", "[^/]+", re.escape(route)).replace(r"\*", ".*")
    return re.fullmatch(expression, call) is not None
