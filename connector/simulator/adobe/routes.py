"""Which call is served by whom: method and path pattern to handler.

Patterns are also how faults and stored answers name a call.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from connector.simulator.adobe import customers, history, memberships, orders, price_lists, resellers, subscriptions

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from connector.simulator.adobe.asking import Asking
    from connector.simulator.exchange import SimResponse

    Handler = Callable[[Asking], SimResponse]

_CUSTOMER: Final = "/v3/customers/{customerId}"
_ORDERS: Final = f"{_CUSTOMER}/orders"
_SUBSCRIPTIONS: Final = f"{_CUSTOMER}/subscriptions"
_MEMBERSHIP: Final = "/v3/memberships/{membershipId}"


@dataclass(frozen=True)
class Route:
    """One served call; `name` is `METHOD /pattern`."""

    method: str
    pattern: str
    handler: Handler

    @property
    def name(self) -> str:
        """Give the name by which faults and the memory of answers know it."""
        return f"{self.method} {self.pattern}"


ROUTES: Final = (
    Route("POST", "/v3/resellers", resellers.create_reseller),
    Route("GET", "/v3/resellers", resellers.list_resellers),
    Route("GET", "/v3/resellers/{resellerId}", resellers.get_reseller),
    Route("PATCH", "/v3/resellers/{resellerId}", resellers.update_reseller),
    Route("GET", "/v3/resellers/{resellerId}/customers", customers.list_customers),
    Route("POST", "/v3/pricelist", price_lists.fetch_price_list),
    Route("POST", "/v3/customers", customers.create_customer),
    Route("GET", _CUSTOMER, customers.get_customer),
    Route("PATCH", _CUSTOMER, customers.update_customer),
    Route("POST", _ORDERS, orders.post_order),
    Route("GET", _ORDERS, history.list_orders),
    Route("GET", f"{_ORDERS}/{{orderId}}", history.get_order),
    Route("PATCH", f"{_ORDERS}/{{orderId}}", history.update_order),
    Route("GET", _SUBSCRIPTIONS, subscriptions.list_subscriptions),
    Route("GET", f"{_SUBSCRIPTIONS}/{{subscriptionId}}", subscriptions.get_subscription),
    Route("PATCH", f"{_SUBSCRIPTIONS}/{{subscriptionId}}", subscriptions.update_subscription),
    Route("GET", f"{_MEMBERSHIP}/offers", memberships.preview_offers),
    Route("POST", f"{_MEMBERSHIP}/transfers", memberships.begin_transfer),
    Route("GET", f"{_MEMBERSHIP}/transfers/{{transferId}}", memberships.get_transfer),
)


def match_path(pattern: str, path: str) -> Mapping[str, str] | None:
    """Give the named parts of a path that fits a pattern such as `/v3/customers/{customerId}`; `None` when it does not."""
    names = re.findall(r"\{(\w+)\}", pattern)
    expression = "/".join("([^/]+)" if part.startswith("{") else re.escape(part) for part in pattern.split("/"))
    found = re.fullmatch(expression, path)
    return dict(zip(names, found.groups(), strict=True)) if found else None


def find_route(method: str, path: str) -> tuple[Route, Mapping[str, str]] | None:
    """Give the route that serves a call and the named parts of its path."""
    matches = ((route, match_path(route.pattern, path)) for route in ROUTES if route.method == method)
    return next(((route, parts) for route, parts in matches if parts is not None), None)
