"""A marketplace request as the rules see it: typed, immutable, free of the platform's JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from connector.domain.parties import Tier

UNLIMITED: Final = "unlimited"

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


@dataclass(frozen=True)
class Request:
    """One fulfilment request (PR-…) with its asset. Times are aware UTC; `parameters` holds only what the request carries."""

    id: str
    kind: str
    status: str
    created: datetime
    asset_id: str
    product_id: str
    marketplace_id: str
    connection_type: str
    customer: Tier
    tier_1: Tier | None
    items: tuple[Item, ...]
    parameters: Mapping[str, Parameter] = field(default_factory=lambda: MappingProxyType({}))
    configuration: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    note: str = ""
    previous_id: str = ""

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

    def with_values(self, values: Mapping[str, Value]) -> Request:
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
    def reference(self) -> str:
        """The `externalReferenceId` of this request's orders: the caller's order id where it fits Adobe's 35 characters."""
        given = self.text("external_reference_id")
        return given if 0 < len(given) <= 35 else self.id  # noqa: PLR2004 - Adobe's limit, named in the sentence above.
