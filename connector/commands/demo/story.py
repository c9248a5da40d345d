"""The story that the demonstration plays: scene after scene, what somebody does on the marketplace and how it must end.

A scene acts as buyers and resellers do, and judges by what both simulators hold afterwards. A further scene is one more entry.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from connector.commands.demo.stage import Stage

_COMPLETE: Final = "1000"
_PHOTOSHOP: Final = "65304470CA"
_ALL_APPS: Final = "65309999CA"
_NAMES: Final = {_PHOTOSHOP: "photoshop", _ALL_APPS: "all_apps"}


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


def _change(items: Mapping[str, int], **params: str) -> Callable[[Stage], str]:
    """Ask for a change of what was bought in the first scene."""
    return lambda stage: stage.connect.trade.change(_asset(stage), items, params)


def _cancel(stage: Stage) -> str:
    return stage.connect.trade.cancel(_asset(stage))


def _asset(stage: Stage) -> str:
    return stage.connect.control.asset_of(stage.connect.control.requests()[0])


def _holds(**seats: tuple[int, int]) -> Callable[[Stage, str], Iterator[str]]:
    """Judge what Adobe holds: of each product the seats now, and those that renew (none: auto-renewal is off)."""

    def judge(stage: Stage, _request: str) -> Iterator[str]:
        found = {_NAMES[one["offerId"][:10]]: one for one in stage.adobe.control.subscriptions()}
        for name, (now, renewing) in seats.items():
            subscription = found[name]
            renewal = subscription["autoRenewal"]
            shown = subscription["currentQuantity"], renewal["renewalQuantity"] if renewal["enabled"] else 0
            if shown != (now, renewing):
                yield f"{name} should hold {now} seats and renew {renewing}, it holds {shown[0]} and renews {shown[1]}"

    return judge


def _ended(stage: Stage, _request: str) -> Iterator[str]:
    """Look for subscriptions that are still active, and for an asset that is not terminated."""
    yield from (
        f"the Adobe subscription {one['subscriptionId']} is still active"
        for one in stage.adobe.control.subscriptions()
        if one["status"] == _COMPLETE
    )
    status = stage.connect.control.status(_asset(stage))
    if status != "terminated":
        yield f"the asset is {status} instead of terminated"


STORY: Final = (
    Scene("A new customer buys two products: 10 seats of one, 5 of the other.", _buy, "approved", _bought),
    Scene(
        "The customer wants 15 seats of the first.",
        _change({_PHOTOSHOP: 15}),
        "approved",
        _holds(photoshop=(15, 15), all_apps=(5, 5)),
    ),
    Scene(
        "The customer gives 2 seats of the second back, inside the 14 days: which order to return, the connector finds.",
        _change({_ALL_APPS: 3}, is_cancellation_order="is-cancellation-request"),
        "approved",
        _holds(photoshop=(15, 15), all_apps=(3, 3)),
    ),
    Scene(
        "One change goes up and down: 3 seats more of the first now, 1 seat fewer of the second from the next renewal on.",
        _change({_PHOTOSHOP: 18, _ALL_APPS: 2}),
        "approved",
        _holds(photoshop=(18, 18), all_apps=(3, 2)),
    ),
    Scene(
        "The customer switches auto-renewal off.",
        _change({}, cb_autorenewal="inactive_auto_renewal_status"),
        "approved",
        _holds(photoshop=(18, 0), all_apps=(3, 0)),
    ),
    Scene("The customer cancels: everything is inside the 14 days, so everything is credited.", _cancel, "approved", _ended),
)
