"""The story that the demonstration plays: scene after scene, what somebody does on the marketplace and how it must end.

A scene acts as buyers and resellers do, and judges by what both simulators hold afterwards. A further scene is one more entry.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from connector.commands.demo.stage import Stage

_COMPLETE: Final = "1000"
_PHOTOSHOP: Final = "65304470CA"
_ALL_APPS: Final = "65309999CA"


@dataclass(frozen=True)
class Scene:
    """One request: `act` makes it and gives its id, `judge` names what is missing once its status is `ends`."""

    title: str
    act: Callable[[Stage], str]
    ends: str
    judge: Callable[[Stage, str], Iterator[str]]


def _buy(stage: Stage) -> str:
    return stage.connect.trade.purchase({_PHOTOSHOP: 10, _ALL_APPS: 5}, {"action_type": "purchase"})


def _bought(stage: Stage, request: str) -> Iterator[str]:
    """Look for one customer, one complete order of both products, and everything of it on the request."""
    control = stage.adobe.control
    customers, orders = control.customers(), control.orders()
    if len(customers) != 1:
        yield f"Adobe has {len(customers)} customers instead of one"
    if len(orders) != 1:
        yield f"Adobe has {len(orders)} orders instead of one"
    yield from (f"the Adobe order {order['orderId']} is not complete" for order in orders if order["status"] != _COMPLETE)
    shown = stage.connect.control.params(request)
    expected = {
        "adobe_customer_id": [customer["customerId"] for customer in customers],
        "adobe_order_id": [order["orderId"] for order in orders],
    }
    yield from (f"{name} is not what Adobe has" for name, found in expected.items() if [shown.get(name)] != found)
    written = str(shown.get("cb_adobe_account_subscription_list"))
    yield from (
        f"the subscription {line['subscriptionId']} was not written to the request"
        for line in _lines(orders)
        if line.get("subscriptionId", "nothing") not in written
    )


def _lines(orders: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    return (line for order in orders for line in order["lineItems"])


STORY: Final = (Scene("A new customer buys two products: 10 seats of one, 5 of the other.", _buy, "approved", _bought),)
