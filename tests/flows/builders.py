"""What flow tests build and read again and again: routes, companies, what stands at Adobe, and things that happen meanwhile."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import httpx

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.world import World

CREATE: Final = "POST /v3/customers"
ORDERS: Final = "POST /v3/customers/{id}/orders"
READ_CUSTOMER: Final = "GET /v3/customers/{id}"
READ_ORDER: Final = "GET /v3/customers/{id}/orders/{order}"
READ_HISTORY: Final = "GET /v3/customers/{id}/orders"
READ_SUBSCRIPTIONS: Final = "GET /v3/customers/{id}/subscriptions"
TOKEN: Final = "POST /ims/token/v3"

COMPANY: Final = "Example Customer Inc"
ADMIN: Final = "ann@example.com"
"""The company that buys in every world, and its contact."""


class Meanwhile(httpx.BaseTransport):
    """The wire to Adobe, on which things happen by a call's name: `POST /v3/customers/P1/orders NEW`, matched at its end.

    Something is done once just before a call goes through; or answers carry other members, which the simulator has no means to
    show.
    """

    def __init__(self, world: World) -> None:
        self._inner = world.transport
        self._acts: list[tuple[str, Callable[[], object]]] = []
        self._members: list[tuple[str, Mapping[str, object]]] = []
        world.transport = self
        world.means = world.new_means()

    def before(self, call: str, act: Callable[[], object]) -> None:
        """Let this happen once, before the next call that fits."""
        self._acts.append((call, act))

    def rewrite(self, call: str, members: Mapping[str, object]) -> None:
        """Lay these members over every good answer to a call that fits."""
        self._members.append((call, members))

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Carry a request, after what happens meanwhile."""
        body = json.loads(request.content) if request.content.startswith(b"{") else {}
        name = f"{request.method} {request.url.path} {body.get('orderType', '')}".strip()
        due = next((plan for plan in self._acts if name.endswith(plan[0])), None)
        if due:
            self._acts.remove(due)
            due[1]()
        response = self._inner.handle_request(request)
        for members in (members for call, members in self._members if name.endswith(call) and response.is_success):
            response = httpx.Response(response.status_code, json={**response.json(), **members}, request=request)
        return response


def the_customer(world: World) -> dict[str, Any]:
    """Give the only customer that there is at Adobe."""
    (customer,) = world.adobe.control.customers()
    return customer


def the_order(world: World) -> dict[str, Any]:
    """Give the only order that there is at Adobe."""
    (order,) = world.adobe.control.orders()
    return order


def order_lines(order: dict[str, Any]) -> list[tuple[int, str, int]]:
    """Give number, offer and quantity of an Adobe order's lines."""
    return [(line["extLineItemNumber"], line["offerId"], line["quantity"]) for line in order["lineItems"]]


def calls_after_token(world: World) -> list[str]:
    """List the calls to the Partner API with every id written as `{id}` or `{order}`."""
    return [_without_ids(call) for call in world.adobe_calls()]


def countdown(world: World) -> int:
    """Give the seconds after which the last delivered task comes back."""
    return world.connect.control.results()[-1].countdown


def assert_parked(world: World, request: str, words: str) -> None:
    """Check that a request waits for a person: pending, said so in note and `error_msg`, looked at again in an hour."""
    assert world.status(request) == "pending"
    assert words in world.note(request)
    assert world.params(request).get("error_msg")
    assert countdown(world) == 3600


def assert_waits(world: World, request: str) -> None:
    """Check that a request waits by itself: pending, nothing said to anybody, back within ten minutes."""
    assert world.status(request) == "pending"
    assert world.note(request) == ""
    assert "error_msg" not in world.params(request)
    assert 0 < countdown(world) <= 600


def assert_one_of_everything(world: World, request: str) -> None:
    """Check that a purchase ended well: one customer, one order, both on the asset."""
    assert world.status(request) == "approved"
    customer, order = the_customer(world), the_order(world)
    assert (customer["status"], order["status"]) == ("1000", "1000")
    params = world.params(request)
    assert params["adobe_customer_id"] == customer["customerId"]
    assert params["adobe_order_id"] == order["orderId"]
    assert world.errors(request) == {}


def _without_ids(call: str) -> str:
    method, path, *rest = call.split(" ")
    parts = path.split("/")
    for parent, name in (("customers", "{id}"), ("orders", "{order}"), ("resellers", "{reseller}")):
        if parent in parts and parts.index(parent) + 1 < len(parts):
            parts[parts.index(parent) + 1] = name
    return " ".join((method, "/".join(parts), *rest))
