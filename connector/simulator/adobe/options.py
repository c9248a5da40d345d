"""What a person running the simulator can choose. None of it changes a documented rule; it fills what Adobe leaves open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from connector.simulator.told import at_least, one_of


@dataclass(frozen=True)
class SimulatorSettings:
    """How fast things settle and how strict the judging is.

    `…_reads` counts GETs by id: the n-th one shows the settled state; 0 settles at once after the creating answer, `None`
    never by itself (the control does it). A customer also settles when its first order does. `partial_returns` false plays
    the time before 13 August 2026. `latency_ms` is what every answer takes beside its own work. A `return_dialect` that is not
    documented, and a negative `latency_ms`, is a `ValueError`.
    """

    token_lifetime: timedelta = timedelta(seconds=86399)
    reseller_reads: int | None = 1
    customer_reads: int | None = 2
    order_reads: int | None = 1
    transfer_reads: int | None = 1
    replay_memory: timedelta = timedelta(days=10)
    calls_per_minute: int | None = None
    latency_ms: int = 0
    judge_schemas: bool = True
    strict_currency: bool = False
    show_remaining_quantity: bool = True
    partial_returns: bool = True
    return_dialect: Literal["422", "400"] = "422"
    return_window_days: int = 14
    late_renewal_days: int = 14
    sparse_updates: bool = False
    price_list_cap: int = 100
    price_list_type_field: Literal["priceListType", "discountType"] = "priceListType"

    def __post_init__(self) -> None:
        """Refuse what does not exist; values come over HTTP as well."""
        at_least(0, latency_ms=self.latency_ms)
        if self.return_dialect not in {"422", "400"}:
            raise ValueError(one_of("dialect of returns", self.return_dialect, ("422", "400")))
        names = ("priceListType", "discountType")
        if self.price_list_type_field not in names:
            raise ValueError(one_of("name of the type of a price list", self.price_list_type_field, names))
