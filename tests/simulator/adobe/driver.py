"""A partner's program that talks to the simulated Adobe: it sends real headers and judges every answer by its schema."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from typing import Any, Final

import httpx

from connector.simulator.adobe import AdobeSimulator, InProcessTransport, SimulatorSettings
from connector.simulator.adobe.judge import validator

KEY: Final = "f00dcafe"
SECRET: Final = "a-client-secret"
DISTRIBUTOR: Final = "D1000000000"
START: Final = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)

_SCHEMAS: Final = {
    "/v3/resellers/{resellerId}/customers": {"GET": "customer-list"},
    "/v3/resellers/{resellerId}": {"GET": "reseller", "PATCH": "reseller"},
    "/v3/resellers": {"GET": "reseller-list", "POST": "reseller"},
    "/v3/memberships/{membershipId}/offers": {"GET": "membership-offers"},
    "/v3/memberships/{membershipId}/transfers": {"POST": "transfer"},
    "/v3/memberships/{membershipId}/transfers/{transferId}": {"GET": "transfer"},
    "/v3/customers/{customerId}/orders/{orderId}": {"GET": "order", "PATCH": "order"},
    "/v3/customers/{customerId}/orders": {"GET": "order-list", "POST": "order"},
    "/v3/customers/{customerId}/subscriptions/{subscriptionId}": {"GET": "subscription", "PATCH": "updated-subscription"},
    "/v3/customers/{customerId}/subscriptions": {"GET": "subscription-list"},
    "/v3/customers/{customerId}": {"GET": "customer", "PATCH": "customer"},
    "/v3/customers": {"POST": "customer"},
    "/v3/pricelist": {"POST": "price-list"},
}


class Partner:
    """One set of credentials at work. `simulator` may be given, so that two partners meet in one world."""

    def __init__(
        self,
        settings: SimulatorSettings | None = None,
        *,
        simulator: AdobeSimulator | None = None,
        key: str = KEY,
        distributor: str = DISTRIBUTOR,
        currencies: tuple[str, ...] = ("USD", "GBP"),
        segments: tuple[str, ...] = ("COM", "EDU", "GOV"),
        regions: tuple[str, ...] = ("NA", "WE"),
    ) -> None:
        self.simulator = simulator or AdobeSimulator(lambda: START, settings)
        self.control = self.simulator.control
        self.control.add_partner(key, SECRET, distributor, currencies, segments, regions)
        self.distributor = distributor
        self.key = key
        self.http = httpx.Client(transport=InProcessTransport(self.simulator), base_url="https://partners.adobe.io")
        self.token = self.fetch_token().json()["access_token"]
        self._ids = count(1)

    def fetch_token(self, **changes: str) -> httpx.Response:
        form = {"grant_type": "client_credentials", "client_id": self.key, "client_secret": SECRET, "scope": "openid", **changes}
        return self.http.post("https://ims-na1.adobelogin.com/ims/token/v3", data=form)

    def headers(self, **changes: str | None) -> dict[str, str]:
        """Give complete headers under fresh ids; a change to None leaves a header out."""
        number = next(self._ids)
        given: dict[str, str | None] = {
            "X-Api-Key": self.key,
            "Authorization": f"Bearer {self.token}",
            "X-Correlation-Id": f"{self.key}-intent-{number}",
            "X-Request-Id": f"{self.key}-attempt-{number}",
            "Accept": "application/json",
        }
        renamed = {name.replace("_", "-").title(): value for name, value in changes.items()}
        return {name: value for name, value in {**given, **renamed}.items() if value is not None}

    def call(self, method: str, path: str, body: object = None, query: str = "", **headers: str | None) -> httpx.Response:
        """Send one call; an answer that its schema refuses fails the test."""
        address = f"{path}?{query}" if query else path
        response = self.http.request(method, address, json=body, headers=self.headers(**headers))
        _must_fit(method, self.control.calls()[-1].route, response)
        return response

    def get(self, path: str, query: str = "") -> httpx.Response:
        return self.call("GET", path, None, query)

    def post(self, path: str, body: object, query: str = "") -> httpx.Response:
        return self.call("POST", path, body, query)

    def patch(self, path: str, body: object, query: str = "") -> httpx.Response:
        return self.call("PATCH", path, body, query)


def _must_fit(method: str, route: str, response: httpx.Response) -> None:
    if response.headers.get("content-type") != "application/json" or not route:
        return
    name = _SCHEMAS[route.partition(" ")[2]][method] if response.is_success else "error"
    problems = [f"{error.json_path}: {error.message}" for error in validator(name).iter_errors(response.json())]
    assert problems == []


def refusal(response: httpx.Response) -> tuple[int, str, list[str]]:
    """Give HTTP status, code and details of a refusal; the symbolic ones of returns come without details."""
    body: dict[str, Any] = response.json()
    return response.status_code, body["code"], body.get("additionalDetails", [])
