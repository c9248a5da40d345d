"""The addresses of what is published: products with their parts, marketplaces, connections, accounts, templates. Read only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from connector.simulator.connect.documents import configuration_value_document, connection
from connector.simulator.connect.errors import not_found
from connector.simulator.connect.listing import answer_list
from connector.simulator.connect.routing import Route
from connector.simulator.connect.world import HUB, VENDOR
from connector.simulator.exchange import SimResponse

if TYPE_CHECKING:
    from connector.simulator.connect.catalogue import Document, Product
    from connector.simulator.connect.world import World
    from connector.simulator.exchange import SimRequest

    Arguments = dict[str, str]

CONNECTION_TYPES: Final = ("production", "test", "preview")
PARAMETER_FIELDS: Final = ("id", "name", "title", "type", "phase", "scope", "constraints.*")
ITEM_FIELDS: Final = ("id", "mpn", "name", "display_name", "type", "period", "status")
TEMPLATE_FIELDS: Final = ("id", "name", "title", "scope", "type")
CONFIGURATION_FIELDS: Final = ("parameter.*", "marketplace.*", "value")


class CatalogueRoutes:
    """Products, marketplaces and accounts over HTTP."""

    def __init__(self, world: World) -> None:
        self._world = world

    def routes(self) -> list[Route]:
        """List the addresses."""
        return [
            Route("GET", "accounts", self._accounts),
            Route("GET", "accounts/{id}", self._account),
            Route("GET", "marketplaces", self._marketplaces),
            Route("GET", "marketplaces/{id}", self._marketplace),
            Route("GET", "hubs/{id}/connections", self._hub_connections),
            Route("GET", "products", self._products),
            Route("GET", "products/{id}", self._product),
            Route("GET", "products/{id}/parameters", self._parameters),
            Route("GET", "products/{id}/items", self._items),
            Route("GET", "products/{id}/templates", self._templates),
            Route("GET", "products/{id}/templates/{template}", self._template),
            Route("GET", "products/{id}/configurations", self._configurations),
            Route("GET", "products/{id}/connections", self._product_connections),
            Route("GET", "products/{id}/actions", self._actions),
        ]

    def _find(self, arguments: Arguments) -> Product:
        return self._world.find(self._world.products, arguments["id"], "Product")

    def _accounts(self, call: SimRequest, _: Arguments) -> SimResponse:
        return answer_list([_vendor()], call.query, ("id", "name", "type"))

    def _account(self, _: SimRequest, arguments: Arguments) -> SimResponse:
        if arguments["id"] != VENDOR["id"]:
            raise not_found(f"Account {arguments['id']}")
        return SimResponse.of_json(200, _vendor())

    def _marketplaces(self, call: SimRequest, _: Arguments) -> SimResponse:
        return answer_list(self._world.marketplaces.values(), call.query, ("id", "name", "currency"))

    def _marketplace(self, _: SimRequest, arguments: Arguments) -> SimResponse:
        return SimResponse.of_json(200, self._world.find(self._world.marketplaces, arguments["id"], "Marketplace"))

    def _hub_connections(self, call: SimRequest, arguments: Arguments) -> SimResponse:
        if arguments["id"] != HUB["id"]:
            raise not_found(f"Hub {arguments['id']}")
        return answer_list(_connections(), call.query, ("id", "type", "status"))

    def _products(self, call: SimRequest, _: Arguments) -> SimResponse:
        return answer_list(
            [product.reference() for product in self._world.products.values()], call.query, ("id", "name", "status")
        )

    def _product(self, _: SimRequest, arguments: Arguments) -> SimResponse:
        return SimResponse.of_json(200, self._find(arguments).reference() | {"owner": dict(VENDOR), "version": 1})

    def _parameters(self, call: SimRequest, arguments: Arguments) -> SimResponse:
        product = self._find(arguments)
        definitions = [*product.parameters.values(), *product.configuration_parameters.values()]
        return answer_list([definition.document() for definition in definitions], call.query, PARAMETER_FIELDS)

    def _items(self, call: SimRequest, arguments: Arguments) -> SimResponse:
        return answer_list([item.document() for item in self._find(arguments).items.values()], call.query, ITEM_FIELDS)

    def _templates(self, call: SimRequest, arguments: Arguments) -> SimResponse:
        return answer_list([t.document() for t in self._find(arguments).templates.values()], call.query, TEMPLATE_FIELDS)

    def _template(self, _: SimRequest, arguments: Arguments) -> SimResponse:
        template = self._world.find(self._find(arguments).templates, arguments["template"], "Template")
        return SimResponse.of_json(200, template.document())

    def _configurations(self, call: SimRequest, arguments: Arguments) -> SimResponse:
        found = [configuration_value_document(entry, self._world) for entry in self._find(arguments).configuration]
        return answer_list(found, call.query, CONFIGURATION_FIELDS)

    def _product_connections(self, call: SimRequest, arguments: Arguments) -> SimResponse:
        self._find(arguments)
        return answer_list(_connections(), call.query, ("id", "type", "status"))

    def _actions(self, call: SimRequest, arguments: Arguments) -> SimResponse:
        self._find(arguments)
        return answer_list([], call.query, ("id", "name"))


def _connections() -> list[Document]:
    return [connection(kind) for kind in CONNECTION_TYPES]


def _vendor() -> Document:
    return dict(VENDOR) | {"type": "vendor", "brand": 1}
