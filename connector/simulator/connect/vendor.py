"""Builds what a vendor publishes.

Products, parameters, items, templates, configuration values, and the marketplaces they are sold on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from connector.simulator.connect.catalogue import (
    ConfigurationValue,
    ItemDefinition,
    ParameterDefinition,
    Product,
    Template,
    Value,
)
from connector.simulator.connect.world import HUB, PROVIDER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from connector.simulator.connect.world import World


class Vendor:
    """Publishes. Every method returns the id of what it made."""

    def __init__(self, world: World) -> None:
        self._world = world

    def add_marketplace(self, identifier: str, name: str, *, currency: str = "USD", countries: Sequence[str] = ("US",)) -> str:
        """Open a marketplace."""
        self._world.marketplaces[identifier] = {
            "id": identifier,
            "name": name,
            "icon": f"/media/{PROVIDER['id']}/marketplaces/{identifier}/icon.png",
            "currency": currency,
            "zone": "NA",
            "owner": dict(PROVIDER),
            "hubs": [{"hub": dict(HUB), "external_id": identifier}],
            "countries": [{"id": country, "name": country} for country in countries],
        }
        return identifier

    def add_product(self, identifier: str, name: str) -> str:
        """Publish a product without parts."""
        self._world.products[identifier] = Product(identifier, name)
        return identifier

    def add_parameter(
        self,
        product: str,
        identifier: str,
        *,
        phase: str = "ordering",
        scope: str = "asset",
        type: str = "text",  # noqa: A002 - the platform's own word.
        required: bool = False,
        choices: Sequence[str] = (),
        title: str = "",
    ) -> str:
        """Define a parameter; a definition with the same id replaces the former one."""
        definition = ParameterDefinition(identifier, phase, scope, type, title, required, hidden=False, choices=tuple(choices))
        self._product(product).parameters[identifier] = definition
        return identifier

    def remove_parameter(self, product: str, identifier: str) -> None:
        """Take a parameter's definition away, as products that lack one are."""
        del self._product(product).parameters[identifier]

    def add_item(self, product: str, mpn: str, *, name: str = "", period: str = "Yearly", item_type: str = "Reservation") -> str:
        """Add an item; its id continues the product's numbering."""
        found = self._product(product)
        item = ItemDefinition(f"{product}-{len(found.items) + 1:04d}", mpn, name or mpn, period, item_type)
        found.items[item.id] = item
        return item.id

    def add_template(
        self,
        product: str,
        identifier: str,
        *,
        scope: str = "asset",
        type: str = "fulfillment",  # noqa: A002 - see above.
        name: str = "",
        body: str = "",
    ) -> str:
        """Add a template: `scope` is asset, tier1 or tier2, `type` fulfillment or inquire."""
        template = Template(identifier, name or identifier, scope, type, body or f"# {name or identifier}")
        self._product(product).templates[identifier] = template
        return identifier

    def remove_template(self, product: str, identifier: str) -> None:
        """Take a template away."""
        del self._product(product).templates[identifier]

    def configure(self, product: str, parameter: str, value: object, *, marketplace: str | None = None) -> None:
        """Set a configuration value, for one marketplace or for all, and define its parameter."""
        found = self._product(product)
        scope = "marketplace" if marketplace else "product"
        held = Value.of(value)
        kind = "object" if held.structured is not None else "text"
        definition = ParameterDefinition(parameter, "configuration", scope, kind)
        found.configuration_parameters[parameter] = definition
        others = [entry for entry in found.configuration if (entry.parameter.id, entry.marketplace) != (parameter, marketplace)]
        found.configuration = [*others, ConfigurationValue(definition, held, marketplace)]

    def _product(self, product: str) -> Product:
        return self._world.find(self._world.products, product, "Product")
