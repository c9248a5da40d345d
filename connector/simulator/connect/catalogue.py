"""What a vendor publishes: products with parameter definitions, items, templates and configuration values.

Definitions are frozen; a value stands in a `Value` of its own, on an asset, a request or a tier configuration. Nothing here
knows statuses.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

Document = dict[str, Any]

STRUCTURED_TYPES: Final = frozenset({"object", "checkbox", "address", "phone"})
PHASES: Final = frozenset({"ordering", "fulfillment", "configuration"})
SCOPES: Final = frozenset({"asset", "tier1", "tier2", "product", "marketplace"})


@dataclass
class Value:
    """What a parameter holds on one object: `value` (text), `structured_value` (any JSON) and the vendor's error."""

    value: str = ""
    structured: object = None
    error: str = ""

    @classmethod
    def of(cls, given: object) -> Value:
        """Take a text as `value`, anything else as `structured_value`."""
        if isinstance(given, str):
            return cls(value=given)
        return cls(structured=json.loads(json.dumps(given)))

    def copy(self) -> Value:
        """Return an independent copy."""
        return Value(self.value, json.loads(json.dumps(self.structured)), self.error)

    @property
    def filled(self) -> bool:
        """Whether there is anything in it."""
        return bool(self.value) or bool(self.structured)


@dataclass(frozen=True)
class ParameterDefinition:
    """One parameter as the product defines it. `type` is one of the platform's (text, email, dropdown, object, checkbox...)."""

    id: str
    phase: str = "ordering"
    scope: str = "asset"
    type: str = "text"
    title: str = ""
    required: bool = False
    hidden: bool = False
    choices: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.phase not in PHASES or self.scope not in SCOPES:
            raise ValueError(f"{self.id}: no such phase or scope: {self.phase}, {self.scope}")

    @property
    def structured(self) -> bool:
        """Whether its value travels as `structured_value`."""
        return self.type in STRUCTURED_TYPES

    @cached_property
    def constraints(self) -> Document:
        """The platform's `constraints` object: one for all documents, since nobody changes it."""
        meta = {"choices": self._labelled_choices()} if self.choices else {}
        flags = {"hidden": self.hidden, "required": self.required, "unique": False, "readonly": False, "shared": None}
        return flags | {"meta": meta, "hint": "", "placeholder": ""}

    def document(self) -> Document:
        """Return the definition as `GET products/{id}/parameters` lists it."""
        return dict(self._document)

    @cached_property
    def _document(self) -> Document:
        return {
            "id": self.id,
            "name": self.id,
            "title": self.title or self.id.replace("_", " ").title(),
            "description": self.id,
            "type": self.type,
            "phase": self.phase,
            "scope": self.scope,
            "constraints": self.constraints,
        }

    def filled_with(self, value: Value) -> Document:
        """Return the parameter as requests, assets and tier configurations carry it."""
        document = self.document() | {"value": value.value, "value_error": value.error}
        if self.scope == "asset":
            del document["scope"]
        if self.structured:
            document["structured_value"] = value.structured if value.structured is not None else {}
        if self.choices:
            document["value_choices"] = self.constraints["meta"]["choices"]
        return document

    def _labelled_choices(self) -> list[Document]:
        return [{"value": choice, "label": choice.replace("_", " ").capitalize()} for choice in self.choices]


@dataclass(frozen=True)
class ItemDefinition:
    """One item of a product. `item_type` is `Reservation` (a counted quantity) or `PPU` (pay per use, quantity `unlimited`)."""

    id: str
    mpn: str
    name: str
    period: str = "Yearly"
    item_type: str = "Reservation"
    unit: str = "Licenses"

    def document(self) -> Document:
        """Return the item as `GET products/{id}/items` lists it."""
        return {
            "id": self.id,
            "mpn": self.mpn,
            "name": self.name,
            "display_name": self.name,
            "description": self.name,
            "type": self.item_type.lower(),
            "period": self.period.lower(),
            "unit": {"id": self.unit.lower(), "title": self.unit},
            "status": "published",
        }

    def ordered(self, quantity: str, old_quantity: str) -> Document:
        """Return the item as a request carries it; quantities are texts there."""
        return {
            "id": self.id.replace("-", "_"),
            "global_id": self.id,
            "mpn": self.mpn,
            "quantity": quantity,
            "old_quantity": old_quantity,
            "type": self.unit,
            "display_name": self.name,
            "period": None if self.item_type == "PPU" else self.period,
            "item_type": self.item_type,
            "params": [],
        }

    def held(self, quantity: str) -> Document:
        """Return the item as the asset lists carry it: type and period are lower-case there, the quantity stays a text."""
        ordered = self.ordered(quantity, quantity)
        ordered.pop("old_quantity")
        return ordered | {"period": self.period.lower(), "item_type": self.item_type.lower()}


@dataclass(frozen=True)
class Template:
    """A text that the vendor shows on approval (`fulfillment`) or when asking back (`inquire`)."""

    id: str
    name: str
    scope: str = "asset"
    type: str = "fulfillment"
    body: str = ""

    def document(self) -> Document:
        """Return the template as the platform lists it."""
        return {"id": self.id, "name": self.name, "title": self.name, "scope": self.scope, "type": self.type, "body": self.body}


@dataclass
class ConfigurationValue:
    """A value that the vendor keeps with the product, for all marketplaces or for one."""

    parameter: ParameterDefinition
    value: Value
    marketplace: str | None = None


@dataclass
class Product:
    """A product: definitions by id, in the order of their definition."""

    id: str
    name: str
    parameters: dict[str, ParameterDefinition] = field(default_factory=dict)
    # Apart from the others: an id can stand on the request and in the configuration as well.
    configuration_parameters: dict[str, ParameterDefinition] = field(default_factory=dict)
    items: dict[str, ItemDefinition] = field(default_factory=dict)
    templates: dict[str, Template] = field(default_factory=dict)
    configuration: list[ConfigurationValue] = field(default_factory=list)

    def reference(self) -> Document:
        """Return the product as other objects refer to it."""
        return {"id": self.id, "name": self.name, "status": "published", "icon": f"/media/{self.id}/logo.png"}

    def scoped(self, scope: str) -> dict[str, ParameterDefinition]:
        """Ordering and fulfilment parameters of one scope."""
        return {key: definition for key, definition in self.parameters.items() if definition.scope == scope}

    def item(self, key: str) -> ItemDefinition:
        """Find an item by MPN or by id, in either spelling; raises `KeyError` when there is none."""
        for item in self.items.values():
            if key in {item.mpn, item.id, item.id.replace("-", "_")}:
                return item
        raise KeyError(key)
