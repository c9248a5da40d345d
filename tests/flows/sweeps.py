"""What tests of the sweep for seats without a request do again and again: leave an order behind, end its request, sweep."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from connector import bootstrap
from connector.fulfillment.sweeping import sweep
from tests.flows.builders import ORDERS
from tests.world import PHOTOSHOP

if TYPE_CHECKING:
    from connector.cloudblue.platform import Platform
    from connector.fulfillment.sweeping import Seats, Swept
    from tests.world import World


def platform_of(world: World) -> Platform:
    return bootstrap.platform_of(world.application().client)


def swept(world: World, **how: Any) -> Swept:  # noqa: ANN401 - as `sweep`.
    return sweep(world.means, platform_of(world), **{"notes": True, **how})


def found(world: World) -> tuple[Seats, ...]:
    return swept(world).found


def end_elsewhere(world: World, request: str, status: str = "failed") -> None:
    """Let somebody else end a request, as the platform shows it then."""
    ended = world.connect.world.requests[request]
    ended.status = status
    world.connect.world.assets[world.connect.control.asset_of(request)].status = "terminated"


def an_open_order(world: World, company: str = "") -> str:
    """Buy, and let Adobe keep the order open."""
    world.adobe.control.fault(ORDERS, "held", order_type="NEW")
    if company:
        tiers = {"customer": world.connect.trade.add_account(company), "tier1": world.product.reseller}
        request = world.connect.trade.purchase({PHOTOSHOP: 4}, {"action_type": "purchase"}, tiers)
    else:
        request = world.buy()
    world.hand_over(request)
    return request
