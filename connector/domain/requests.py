"""A marketplace request as the rules see it: typed, immutable, free of the platform's JSON."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from connector.domain import parameters as ids

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime
    from typing import Self

    from connector.domain.parties import Tier

UNLIMITED: Final = "unlimited"

RESELLER_SETUP: Final = "reseller setup"
RESELLER_CHANGE: Final = "reseller change"
RESELLER_ADJUSTMENT: Final = "reseller adjustment"
ACCOUNT_UPDATE: Final = "account update"
"""What tier requests are about: three kinds come for a tier configuration (TCR-…), the last one for a tier account (TAR-…)."""

Value = str | dict[str, Any]
"""What a parameter can be set to: a text, or an object for the structured kinds."""


def comparable(value: str, structured: object) -> str:
    """Give the text by which parameters of two requests are compared: the value, else the object as JSON with sorted keys."""
    return value.strip() or (json.dumps(structured, sort_keys=True) if structured else "")


@dataclass(frozen=True)
class Parameter:
    """One value that travels with a request. `structured` is there for objects, checkboxes, addresses and phones."""

    id: str
    value: str = ""
    structured: Any = None
    error: str = ""
    phase: str = "ordering"

    @property
    def asks(self) -> bool:
        """Whether the parameter is filled: unticked checkboxes, empty objects and objects of empty parts ask for nothing."""
        if isinstance(self.structured, dict) and self.structured:
            return any(self.structured.values())
        return bool(self.value.strip()) or bool(self.structured)

    @property
    def comparable(self) -> str:
        """Give the value as another request's can be compared with it."""
        return comparable(self.value, self.structured)

    def holds(self, value: Value) -> bool:
        """Whether this value is what the parameter has already."""
        return (self.structured or {}) == value if isinstance(value, dict) else self.value == value


@dataclass(frozen=True)
class Item:
    """One product item of a request with its quantity before and now; `None` stands for a quantity that is no number."""

    id: str
    mpn: str
    name: str
    quantity: int | None
    old_quantity: int | None
    pay_per_use: bool = False


def action_of(request: Request) -> str:
    """Give what a new asset's request is. Where the product has no such field to choose by, a VIP number alone tells."""
    if request.carries(ids.ACTION_TYPE):
        return request.text(ids.ACTION_TYPE)
    return "transfer" if request.asks(ids.VIP_NUMBER) else "purchase"


def named(items: Iterable[Item]) -> str:
    """Name items for people, by what the marketplace calls them."""
    return ", ".join(item.name or item.mpn or item.id for item in items)


@dataclass(frozen=True, kw_only=True)
class MarketplaceRequest(ABC):
    """What every request of the marketplace has. Times are aware UTC; `parameters` holds only what the request carries.

    Product, marketplace and connection type choose the Adobe account; a tier account request names no marketplace and no type.
    """

    id: str
    kind: str
    status: str
    created: datetime
    product_id: str
    marketplace_id: str
    connection_type: str
    parameters: Mapping[str, Parameter] = field(default_factory=lambda: MappingProxyType({}))
    configuration: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    note: str = ""

    def text(self, parameter_id: str) -> str:
        """Give a parameter's text, trimmed; empty when the request does not carry it."""
        parameter = self.parameters.get(parameter_id)
        return parameter.value.strip() if parameter else ""

    def asks(self, parameter_id: str) -> bool:
        """Whether a parameter is there and filled."""
        parameter = self.parameters.get(parameter_id)
        return parameter is not None and parameter.asks

    def carries(self, parameter_id: str) -> bool:
        """Whether the parameter can be written: an id that the product does not define refuses the whole update."""
        return parameter_id in self.parameters

    def changed_by(self, values: Mapping[str, Value]) -> dict[str, Value]:
        """Keep of these values what the request carries and does not hold yet: what is worth a write."""
        return {name: value for name, value in values.items() if self.carries(name) and not self.parameters[name].holds(value)}

    def with_values(self, values: Mapping[str, Value]) -> Self:
        """Give the request as it is once these values are written."""
        changed = {
            name: replace(self.parameters[name], structured=value, value="")
            if isinstance(value, dict)
            else replace(self.parameters[name], value=value)
            for name, value in values.items()
            if self.carries(name)
        }
        return replace(self, parameters={**self.parameters, **changed})

    @property
    @abstractmethod
    def subject(self) -> str:
        """The id of what the request is about."""

    @property
    @abstractmethod
    def can_be_asked(self) -> bool:
        """Whether the platform takes a question about this kind of request."""

    @property
    @abstractmethod
    def may_fail(self) -> bool:
        """Whether it fails where it needs a correction that nobody can be asked for; else a person is called."""

    @property
    def items_by_line(self) -> dict[int, str]:
        """What the lines of this request's orders are called by people."""
        return {}


_NO_QUESTIONS: Final = frozenset({"cancel", "suspend", "resume"})


@dataclass(frozen=True, kw_only=True)
class Request(MarketplaceRequest):
    """One fulfilment request (PR-…) with its asset.

    `first_line` is the number that the first item's line has in the request's order: another than 1 where others share the order.
    """

    asset_id: str
    customer: Tier
    tier_1: Tier | None
    items: tuple[Item, ...]
    previous_id: str = ""
    first_line: int = 1

    @property
    def lines(self) -> dict[int, Item]:
        """The items by the numbers of their lines at Adobe: an item's line is its place in the request."""
        return dict(enumerate(self.items, start=self.first_line))

    @property
    def ordered_items(self) -> tuple[Item, ...]:
        """The items that ask for something: not pay-per-use, and not zero before and after."""
        return tuple(item for item in self.items if not item.pay_per_use and (item.quantity is None or item.quantity))

    @property
    def reference(self) -> str:
        """The `externalReferenceId` of this request's orders: the caller's order id where it fits Adobe's 35 characters."""
        given = self.text(ids.EXTERNAL_REFERENCE)
        return given if 0 < len(given) <= 35 else self.id  # noqa: PLR2004 - Adobe's limit, named in the sentence above.

    @property
    def subject(self) -> str:
        """The asset."""
        return self.asset_id

    @property
    def can_be_asked(self) -> bool:
        """Requests that end or pause an asset cannot be inquired."""
        return self.kind not in _NO_QUESTIONS

    @property
    def may_fail(self) -> bool:
        """It may as long as nothing of it is at Adobe."""
        return not self.text(ids.CUSTOMER_ID)

    @property
    def items_by_line(self) -> dict[int, str]:
        """What the lines of this request's orders are called by people."""
        return {number: item.name or item.mpn for number, item in self.lines.items()}


@dataclass(frozen=True, kw_only=True)
class TierRequest(MarketplaceRequest):
    """One request about a tier: of a tier configuration (TCR-…), or of a tier account whose data changed (TAR-…).

    `company` is the tier account, corrected by the filled `reseller_*` parameters. `approved` are the parameters' values in the
    configuration, by which one sees what this request changes. A tier account request has no configuration and no parameters.
    """

    company: Tier
    level: int = 1
    configuration_id: str = ""
    approved: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def subject(self) -> str:
        """The tier configuration, or the tier account."""
        return self.configuration_id or self.company.id

    @property
    def can_be_asked(self) -> bool:
        """A tier account request has no parameters to ask about."""
        return self.kind != ACCOUNT_UPDATE

    @property
    def may_fail(self) -> bool:
        """Never: purchases wait for a reseller's set-up and would fail with it, and a person can correct the tier account."""
        return False


AnyRequest: TypeAlias = Request | TierRequest
