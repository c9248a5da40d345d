"""Ways to make the connector use each of Adobe's calls, so that its answers can be driven through: one request for each call."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tests.flows.arrivals import MEMBERSHIP, a_membership, order_transfer
from tests.flows.builders import ADMIN, COMPANY
from tests.flows.lives import FLAG, OFF, an_asset
from tests.world import PHOTOSHOP, World

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SAME_ADDRESS: Final = {
    "country": "US",
    "region": "CA",
    "city": "San Jose",
    "addressLine1": "1 Market Street",
    "postalCode": "95110",
}


def a_purchase(world: World) -> str:
    """Buy two products."""
    return world.buy()


def a_purchase_by_a_namesake(world: World) -> str:
    """Buy for a company that Adobe knows by name and administrator: creating it is 1127, and the customers are listed."""
    world.adobe.control.add_customer(world.reseller_id, COMPANY, email=ADMIN)
    return world.buy()


def a_purchase_for(world: World, customer_id: str) -> str:
    """Buy with an Adobe customer on the asset, as the distributor's staff write it: the customer is read."""
    request = world.buy()
    params = [{"id": "adobe_customer_id", "value": customer_id}]
    world.application().client.requests[request].update({"asset": {"params": params}})
    return request


def a_purchase_on_an_asset(world: World) -> str:
    """Buy with an active Adobe customer on the asset."""
    return a_purchase_for(world, world.adobe.control.add_customer(world.reseller_id, COMPANY, email=ADMIN))


def the_asset(world: World) -> str:
    """Give the asset of this world; the first time it is bought."""
    bought = [world.connect.control.asset_of(request) for request in world.connect.control.requests()]
    return bought[0] if bought else an_asset(world)


def a_return(world: World) -> str:
    """Give three of ten seats back: the history is read, then an order is returned."""
    return world.connect.trade.change(the_asset(world), {PHOTOSHOP: 7}, FLAG)


def a_reduction(world: World) -> str:
    """Renew seven of ten seats."""
    return world.connect.trade.change(the_asset(world), {PHOTOSHOP: 7}, {})


def a_switch(world: World) -> str:
    """Switch auto-renewal off."""
    return world.connect.trade.change(the_asset(world), {}, {"cb_autorenewal": OFF})


def a_set_up(world: World) -> str:
    """Set a reseller up: it is created, then read."""
    return world.connect.trade.set_up_tier(world.product.reseller)


def a_set_up_that_broke(world: World) -> str:
    """Set a reseller up whose creation broke once, so that nobody knows what came of it: the resellers are listed."""
    request = a_set_up(world)
    world.adobe.control.fault("POST /v3/resellers", "broken")
    world.deliver()
    world.advance(minutes=10)
    return request


def a_reseller_that_moves(world: World) -> str:
    """Give a reseller that was set up another street."""
    request = a_set_up(world)
    assert world.settle(request) == "approved"
    configuration = world.connect.control.document(request)["configuration"]["id"]
    return world.connect.trade.ask_tier(configuration, {"reseller_address_line_1": "2 Market Street"})


def a_customer_that_moves(world: World) -> str:
    """Tell of a customer that was bought for and has another street now."""
    the_asset(world)
    street = {"address_line1": f"{len(world.connect.world.account_requests) + 2} New Road"}
    (request,) = world.connect.trade.update_account(world.product.customer, contact_info=street, tell=[world.product.product])
    return request


def a_transfer(world: World) -> str:
    """Transfer a membership of VIP, which is there once: it is previewed, transferred, and its transfer read."""
    if MEMBERSHIP not in world.adobe.control.memberships():
        a_membership(world)
    return order_transfer(world)


DRIVERS: Final[dict[str, Callable[[World], str]]] = {
    "create customer": a_purchase,
    "list customers": a_purchase_by_a_namesake,
    "read customer": a_purchase_on_an_asset,
    "preview order": a_purchase,
    "place order": a_purchase,
    "read order": a_purchase,
    "read subscriptions": a_purchase,
    "read order history": a_return,
    "return order": a_return,
    "set auto-renewal": a_reduction,
    "switch auto-renewal off": a_switch,
    "create reseller": a_set_up,
    "read reseller": a_set_up,
    "list resellers": a_set_up_that_broke,
    "update reseller": a_reseller_that_moves,
    "update customer": a_customer_that_moves,
    "preview transfer": a_transfer,
    "place transfer": a_transfer,
    "read transfer": a_transfer,
}
"""The calls that are built, by their names in the catalogue."""

BEFORE_A_TRANSFER: Final = frozenset({"preview transfer", "place transfer"})
"""The calls whose refusals can take days to pass, so that a note says what is waited for; not found is a wrong number there."""

WITHOUT_RESELLER: Final = frozenset({"create reseller", "read reseller", "list resellers", "update reseller"})
"""The calls that need a world in which no reseller is set up yet."""


def a_world_for(call: str, folder: Path) -> World:
    """Build the world in which a call can be driven."""
    return World(folder, reseller=False, seeded=False) if call in WITHOUT_RESELLER else World(folder)


def is_about_a_tier(request: str) -> bool:
    """Whether a request is one of a tier configuration, which has other parameters and is corrected at another door."""
    return request.startswith("TCR-")


def is_about_an_account(request: str) -> bool:
    """Whether a request tells of a tier account's new data: it has no parameters and no note, so nobody can be asked."""
    return request.startswith("TAR-")
