"""The state of the simulated marketplace: who trades, what they hold, what they asked for.

Records only; the rules live beside it.

One lock guards everything. Ids come from counters, so that two runs of the same story carry the same ids.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final, TypeVar

from connector.simulator.connect.errors import not_found

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from connector.simulator.connect.catalogue import Document, Product, Value

Record = TypeVar("Record")

VENDOR: Final = {"id": "VA-000-001", "name": "Demo Vendor"}
PROVIDER: Final = {"id": "PA-000-001", "name": "Demo Distributor"}
HUB: Final = {"id": "HB-0000-0001", "name": "Demo Hub"}
OPERATOR: Final = {"id": "UR-000-000-001", "name": "Operator"}
# The platform names the event of an `update` request "change".
EVENT_OF_TYPE: Final = {"setup": "setup", "update": "change", "adjustment": "adjustment"}
CONTRACT: Final = {"id": "CRD-00001-00001-00001", "type": "distribution", "name": "Contract of Demo Marketplace Agreement"}


@dataclass
class TierAccount:
    """A company in the reseller chain. `type` is `customer` or `reseller`; `parent` is the next tier's id."""

    id: str
    name: str
    type: str
    external_id: str
    contact_info: Document
    created: str
    tax_id: str = ""
    parent: str | None = None
    version: int = 1
    updated: str = ""


@dataclass
class Asset:
    """A marketplace subscription: item quantities by item id, parameter values by parameter id, tier accounts by tier."""

    id: str
    product: str
    marketplace: str
    connection_type: str
    tiers: dict[str, str]
    number: int
    created: str
    status: str = "draft"
    items: dict[str, str] = field(default_factory=dict)
    params: dict[str, Value] = field(default_factory=dict)
    updated: str = ""
    status_before: str = ""


@dataclass
class FulfilmentRequest:
    """A request (PR-...) about one asset: quantities as (wanted, before) by item id, its own copy of the parameter values."""

    id: str
    type: str
    asset: str
    created: str
    status: str = "draft"
    items: dict[str, tuple[str, str]] = field(default_factory=dict)
    params: dict[str, Value] = field(default_factory=dict)
    note: str = ""
    reason: str = ""
    template: Document | None = None
    activation_key: str = ""
    previous_approved: str | None = None
    planned_date: str | None = None
    assignee: str = ""
    updated: str = ""
    conversation: str = ""


@dataclass
class TierConfiguration:
    """What one product knows about one reseller on one tier level."""

    id: str
    account: str
    product: str
    marketplace: str
    connection_type: str
    level: int
    created: str
    status: str = "processing"
    params: dict[str, Value] = field(default_factory=dict)
    template: Document | None = None
    updated: str = ""


@dataclass
class TierConfigRequest:
    """A request (TCR-...) about a tier configuration: `setup`, `update` or `adjustment`."""

    id: str
    type: str
    configuration: str
    created: str
    status: str = "pending"
    params: dict[str, Value] = field(default_factory=dict)
    notes: str = ""
    reason: str = ""
    template: Document | None = None
    activation: str = ""
    assignee: str = ""
    updated: str = ""


@dataclass
class TierAccountRequest:
    """A request (TAR-...) that tells a vendor of a changed tier account; the vendor accepts or ignores it."""

    id: str
    account: Document
    product: str
    created: str
    type: str = "update"
    status: str = "pending"
    reason: str = ""
    updated: str = ""


@dataclass
class Conversation:
    """The talk beside one request."""

    id: str
    instance: str
    topic: str
    created: str
    messages: list[Document] = field(default_factory=list)


class World:
    """All records by id, the clock, the counters and the lock."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self.lock = threading.RLock()
        self._now = now
        self._offset = timedelta()
        self._counters: dict[str, int] = {}
        self.products: dict[str, Product] = {}
        self.marketplaces: dict[str, Document] = {}
        self.accounts: dict[str, TierAccount] = {}
        self.assets: dict[str, Asset] = {}
        self.requests: dict[str, FulfilmentRequest] = {}
        self.configurations: dict[str, TierConfiguration] = {}
        self.config_requests: dict[str, TierConfigRequest] = {}
        self.account_requests: dict[str, TierAccountRequest] = {}
        self.conversations: dict[str, Conversation] = {}
        self.installations: dict[str, Document] = {}
        self.schedules: dict[str, Document] = {}

    def now(self) -> datetime:
        """Return the platform's time, aware and in UTC: the injected clock plus what the control added."""
        return self._now().astimezone(UTC) + self._offset

    def stamp(self) -> str:
        """Return the platform's time as its documents show it."""
        return self.now().isoformat(timespec="seconds")

    def move_clock(self, by: timedelta) -> None:
        """Let time pass; it never goes back."""
        if by < timedelta():
            raise ValueError("The clock does not go back.")
        self._offset += by

    def count(self, kind: str) -> int:
        """Return the next number of a kind, from 1."""
        self._counters[kind] = self._counters.get(kind, 0) + 1
        return self._counters[kind]

    def new_id(self, kind: str, groups: str) -> str:
        """Make the next id of a kind: `new_id("AS", "444")` is `AS-0000-0000-0001`; each digit is the width of one group."""
        widths = [int(width) for width in groups]
        digits = str(self.count(kind)).zfill(sum(widths))
        starts = [sum(widths[:index]) for index in range(len(widths))]
        return "-".join([kind, *(digits[start : start + width] for start, width in zip(starts, widths, strict=True))])

    def objects(self) -> list[tuple[str, str, str]]:
        """Every object that events are about, as (event type, id, status)."""
        requests = [(f"asset_{r.type}_request_processing", r.id, r.status) for r in self.requests.values()]
        tiers = [
            (f"tier_config_{EVENT_OF_TYPE[r.type]}_request_processing", r.id, r.status) for r in self.config_requests.values()
        ]
        accounts = [("tier_account_update_request_processing", r.id, r.status) for r in self.account_requests.values()]
        return requests + tiers + accounts

    @staticmethod
    def find(records: Mapping[str, Record], key: str, what: str) -> Record:
        """Look a record up; raises the platform's 404."""
        try:
            return records[key]
        except KeyError:
            raise not_found(f"{what} {key}") from None
