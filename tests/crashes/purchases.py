"""Rows of the crash matrix: purchases by companies that Adobe does not know, knows, and has from an earlier purchase."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from tests.crashes.assets import an_asset
from tests.crashes.flow import Flow
from tests.flows.builders import ADMIN, COMPANY
from tests.matrix import a_watched_world, endings
from tests.world import ALL_APPS, PHOTOSHOP, SIGN

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.matrix import Staged
    from tests.world import World

_WANTED: Final = {PHOTOSHOP: 10, ALL_APPS: 5}


def _new_company(folder: Path, store: Path) -> Staged:
    world = a_watched_world(folder, store)
    return world, world.buy(dict(_WANTED))


def _namesake(folder: Path, store: Path) -> Staged:
    world = a_watched_world(folder, store)
    world.adobe.control.add_customer(world.reseller_id, COMPANY, email=ADMIN)
    return world, world.buy(dict(_WANTED))


def _second_purchase(folder: Path, store: Path) -> Staged:
    world = a_watched_world(folder, store)
    an_asset(world, _WANTED, (_WANTED, 1))
    return world, world.buy({SIGN: 3})


def there_is_one_of_everything(world: World, request: str) -> None:
    """Check that there is one customer at Adobe and one order for what is usually bought, and that the request ended once."""
    _one_customer_with_orders(world, request, (_WANTED,))


def _there_is_one_more_order(world: World, request: str) -> None:
    _one_customer_with_orders(world, request, (_WANTED, {SIGN: 3}))


def _one_customer_with_orders(world: World, request: str, wanted: tuple[Mapping[str, int], ...]) -> None:
    assert (world.status(request), endings(world, request)) == ("approved", ["approve"]), world.note(request)
    (customer,), orders = world.adobe.control.customers(), world.adobe.control.orders()
    assert customer["status"] == "1000"
    assert [(order["orderType"], order["status"]) for order in orders] == [("NEW", "1000")] * len(wanted)
    assert [{line["offerId"][:10]: line["quantity"] for line in order["lineItems"]} for order in orders] == list(wanted)
    held = {one["offerId"][:10]: one["currentQuantity"] for one in world.adobe.control.subscriptions()}
    assert held == {mpn: seats for items in wanted for mpn, seats in items.items()}
    params: dict[str, Any] = world.params(request)
    assert params["adobe_customer_id"] == customer["customerId"]
    assert params["adobe_order_id"] == orders[-1]["orderId"]
    listed = {one["sku"]: one["subscription_id"] for one in params["cb_adobe_account_subscription_list"]["value"]}
    owned = {one["offerId"][:10]: one["subscriptionId"] for one in world.adobe.control.subscriptions()}
    assert listed == {mpn: owned[mpn] for mpn in wanted[-1]}
    assert world.errors(request) == {}


FLOWS: Final = (
    Flow("purchase by a new customer", _new_company, there_is_one_of_everything),
    Flow("purchase by a customer that Adobe knows", _namesake, there_is_one_of_everything),
    Flow("second purchase of a customer", _second_purchase, _there_is_one_more_order),
)
