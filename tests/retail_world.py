"""A world in which one installation sells under a VIP Marketplace and a Partner Connection Retail account side by side."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import httpx

from connector.simulator.adobe.transport import InProcessTransport
from connector.simulator.connect.retail_product import build_retail_product
from connector.simulator.retail import RetailOptions, RetailSimulator
from tests.world import World

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from connector.simulator.adobe.calls import Call

RETAIL_ID: Final = "the-retail-client-id"
RETAIL_SECRET: Final = "the-retail-client-secret"
RETAIL_HOST: Final = "127.0.0.2"
EXPRESS: Final = "EXPRESS-PREMIUM"
PHOTOGRAPHY: Final = "PHOTOGRAPHY-1TB"
EXPRESS_OFFER: Final = "30006514"
PHOTOGRAPHY_OFFER: Final = "30006521"

CLAIM: Final = "POST /retail/v1/workflows"
TOKEN: Final = "POST /ims/token/v3"


class Switchboard(httpx.BaseTransport):
    """Two simulators on one wire: calls go by their host, everything but the retail one to VIP Marketplace."""

    def __init__(self, usual: httpx.BaseTransport, retail: httpx.BaseTransport) -> None:
        self._usual = usual
        self._retail = retail

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Carry one request."""
        chosen = self._retail if request.url.host == RETAIL_HOST else self._usual
        return chosen.handle_request(request)


class RetailWorld(World):
    """Three simulators and the connector. `account` is laid over the retail account; the other one is always right."""

    def __init__(
        self,
        folder: Path,
        *,
        account: Mapping[str, object] | None = None,
        options: RetailOptions | None = None,
        without: Iterable[str] = (),
        templates: bool = True,
        variables: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(folder)
        self.retail = RetailSimulator(self.now, options)
        self.retail.control.add_partner(RETAIL_ID, RETAIL_SECRET, [EXPRESS_OFFER, PHOTOGRAPHY_OFFER])
        self.retail_product = build_retail_product(self.connect, without=without, templates=templates)
        accounts = [*json.loads(self.variables["CONNECTOR_ACCOUNTS"]), a_retail_account(self.retail_product, account or {})]
        self.variables |= {"CONNECTOR_ACCOUNTS": json.dumps(accounts), **(variables or {})}
        self.transport = Switchboard(self.transport, InProcessTransport(self.retail, httpx.ConnectError))
        self.means.store.close()
        self.means = self.new_means()

    def order(self, items: Mapping[str, int | str] | None = None, **params: object) -> str:
        """Order one consumer product, or those that are named; gives the request's id."""
        wanted = items if items is not None else {EXPRESS: 1}
        return self.connect.trade.purchase(wanted, params, product=self.retail_product)

    def claims(self) -> list[Call]:
        """Give every claim that was sent, whatever became of it."""
        return self.retail.control.calls("POST", "/v1/workflows")

    def tokens(self) -> int:
        """Count the requests for a retail token."""
        return len(self.retail.control.calls("POST", "/ims/token/v3"))

    def the_claim(self) -> dict[str, Any]:
        """Give the only claim that there is at Adobe."""
        (claim,) = self.retail.control.claims()
        return claim


def a_retail_account(product: str, changes: Mapping[str, object]) -> dict[str, object]:
    """Write the retail account of the world."""
    return {
        "product": product,
        "marketplace": "MP-00001",
        "environment": "production",
        "program": "retail",
        "api_key": RETAIL_ID,
        "adobe_client_secret": RETAIL_SECRET,
        "oauth_url": f"http://{RETAIL_HOST}:9",
        "url": f"http://{RETAIL_HOST}:9/retail",
        "scopes": "openid,AdobeID,retail_partner",
        "distributor_id": "D1000000000",
        "currency": "USD",
        "market_segment": "COM",
        "offers": {EXPRESS: EXPRESS_OFFER, PHOTOGRAPHY: PHOTOGRAPHY_OFFER},
        **changes,
    }
