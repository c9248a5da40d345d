"""What a person running the simulator can choose. None of it changes a documented rule; it fills what Adobe leaves open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class SimulatorSettings:
    """How fast things settle and how strict the judging is.

    `…_reads` counts GETs by id: the n-th one shows the settled state; 0 settles at once after the creating answer, `None`
    never by itself (the control does it). A customer also settles when its first order does.
    """

    token_lifetime: timedelta = timedelta(seconds=86399)
    reseller_reads: int | None = 1
    customer_reads: int | None = 2
    order_reads: int | None = 1
    replay_memory: timedelta = timedelta(days=10)
    calls_per_minute: int | None = None
    judge_schemas: bool = True
    strict_currency: bool = False
    show_remaining_quantity: bool = True
