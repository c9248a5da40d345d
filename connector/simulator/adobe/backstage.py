"""Everything behind the simulator's door, in one place and under one lock: what it knows, remembers and has planned."""

from __future__ import annotations

from dataclasses import replace
from threading import RLock
from typing import TYPE_CHECKING

from connector.simulator.adobe.anniversaries import RenewalJob
from connector.simulator.adobe.asking import Fate, Place
from connector.simulator.adobe.clock import VirtualClock
from connector.simulator.adobe.faults import FaultPlan
from connector.simulator.adobe.gate import AnswerMemory, Pace
from connector.simulator.adobe.judge import judge_body
from connector.simulator.adobe.tokens import TokenDesk
from connector.simulator.adobe.world import World

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from connector.simulator.adobe.calls import Call
    from connector.simulator.adobe.options import SimulatorSettings
    from connector.simulator.adobe.world import Customer


class Backstage:
    """The parts of one simulator; whoever touches them holds `lock`."""

    def __init__(self, now: Callable[[], datetime], settings: SimulatorSettings) -> None:
        self.lock = RLock()
        self.clock = VirtualClock(now)
        self.settings = settings
        self.reset()

    def reset(self) -> None:
        """Begin anew: no partners, accounts, orders, answers, plans or records. The clock stays where it is."""
        self._world = World()
        self._job = RenewalJob(self._world, self.clock, self._renewal_fate)
        self.desk = TokenDesk(self._world, self.clock, self.settings.token_lifetime)
        self.memory = AnswerMemory(self.clock, self.settings.replay_memory)
        self.pace = Pace(self.clock)
        self.faults = FaultPlan()
        self.calls: list[Call] = []

    @property
    def world(self) -> World:
        """Give what is known now: whoever looks finds all renewals done that are due."""
        self._job.run()
        return self._world

    def change(self, **changes: object) -> None:
        """Change settings from now on; an unknown name is a `TypeError`."""
        self.settings = replace(self.settings, **changes)  # type: ignore[arg-type]  # names and values are the caller's, by keyword.
        self.desk.lifetime = self.settings.token_lifetime
        self.memory.keeps = self.settings.replay_memory

    def place(self) -> Place:
        """Give handlers what they work with."""
        return Place(self.world, self.clock, self.settings, judge_body if self.settings.judge_schemas else _accept)

    def _renewal_fate(self, customer: Customer) -> Fate:
        # The job is no call of anybody's; a fault names it as if it were one.
        path = f"/v3/customers/{customer.customer_id}/orders"
        return Fate.planned(self.faults.outcome("SYSTEM", path, {"orderType": "RENEWAL"}))


def _accept(_name: str, _body: object) -> None:
    """Judge nothing: for measurements with bodies that are known to be right."""
