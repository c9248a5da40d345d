"""One judged request on its way to a handler: path parts, query and body, with the checks that every handler needs.

No state of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from connector.simulator.adobe.faults import FaultKind
from connector.simulator.adobe.refusals import RefusalError
from connector.simulator.adobe.world import ACTIVE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from connector.simulator.adobe.clock import VirtualClock
    from connector.simulator.adobe.faults import Fault
    from connector.simulator.adobe.options import SimulatorSettings
    from connector.simulator.adobe.world import Customer, Partner, Reseller, World

_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Place:
    """Where handlers work: the world, its clock, and how the simulator is set."""

    world: World
    clock: VirtualClock
    settings: SimulatorSettings
    judge: Callable[[str, object], None]


@dataclass(frozen=True)
class Fate:
    """In which status something created ends, and whether it stays open until the control releases it."""

    ends_as: str = ACTIVE
    held: bool = False

    @classmethod
    def planned(cls, fault: Fault | None) -> Fate:
        """Give what a planned fault means for what is created."""
        return cls() if fault is None else cls(fault.ends_as or ACTIVE, held=fault.kind is FaultKind.HELD)


@dataclass(frozen=True)
class Asking:
    """A request that passed the gate; `body` is None where none was sent, or none that is JSON."""

    place: Place
    partner: Partner
    parts: Mapping[str, str]
    params: Sequence[tuple[str, str]]
    path: str
    body: Any
    plan: Callable[[], Fault | None]

    def fate(self) -> Fate:
        """Give what is planned for the thing that this call creates; a plan is used up by asking, so ask only when creating."""
        return Fate.planned(self.plan())

    def reseller(self, reseller_id: str) -> Reseller:
        """Give a reseller of this partner; raises 4121 for a foreign one, 1115 for an unknown one."""
        reseller = self.place.world.resellers.get(reseller_id)
        if reseller is None:
            raise RefusalError("1115")
        if reseller.distributor_id != self.partner.distributor_id:
            raise RefusalError("4121")
        return reseller

    def customer(self, *, otherwise: str = "1116") -> Customer:
        """Give the customer of the path; raises 4121 for a foreign one and `otherwise` for an unknown one."""
        customer = self.place.world.customers.get(self.parts["customerId"])
        if customer is None:
            raise RefusalError(otherwise)
        if self.place.world.resellers[customer.reseller_id].distributor_id != self.partner.distributor_id:
            raise RefusalError("4121")
        return customer

    def only(self, *names: str) -> None:
        """Refuse query parameters that this list does not know with 1132, each by its name."""
        unknown = sorted({name for name, _ in self.params} - set(names))
        if unknown:
            raise RefusalError("1132", *unknown)

    def every(self, name: str, allowed: frozenset[str] | None = None) -> list[str]:
        """Give all values of a repeated parameter; one outside `allowed` is 1132."""
        values = [value for key, value in self.params if key == name]
        if allowed is not None and not allowed.issuperset(values):
            raise RefusalError("1132", name)
        return values

    def one(self, name: str, default: str, allowed: frozenset[str] | None = None) -> str:
        """Give a parameter that may stand once; twice is 1132."""
        values = self.every(name, allowed)
        if len(values) > 1:
            raise RefusalError("1132", name)
        return values[0] if values else default

    def flag(self, name: str) -> bool:
        """Give a true-or-false parameter."""
        return self.one(name, "false", frozenset({"true", "false"})) == "true"

    def number(self, name: str, default: int, lowest: int) -> int:
        """Give a whole number of at least `lowest`; anything else is 1132."""
        text = self.one(name, str(default))
        if not text.isdecimal() or int(text) < lowest:
            raise RefusalError("1132", name)
        return int(text)

    def moment(self, name: str, default: datetime) -> datetime:
        """Give a date, which means midnight UTC, or a date-time; anything else is 1132."""
        text = self.one(name, "")
        if not text:
            return default
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            raise RefusalError("1132", name) from None
        if moment.tzinfo is None and not _DATE.fullmatch(text):
            raise RefusalError("1132", name)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
