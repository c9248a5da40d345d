"""What tests of transfers and imports build and read again and again: memberships, imported customers, and their routes."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from tests.world import ALL_APPS, PHOTOSHOP

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tests.world import World

MEMBERSHIP: Final = "88A1B2C3"
PREVIEW: Final = f"GET /v3/memberships/{MEMBERSHIP}/offers"
PLACE: Final = f"POST /v3/memberships/{MEMBERSHIP}/transfers"
READ: Final = f"GET /v3/memberships/{MEMBERSHIP}/transfers/TRF-000001"
HELD: Final = {PHOTOSHOP: 10, ALL_APPS: 5}


def an_offer(world: World, mpn: str, quantity: int, *, level: str = "02", days: int = 200, **more: str) -> dict[str, Any]:
    """Write one product of a membership, which renews so many days from now."""
    renewal = world.now().date() + timedelta(days=days)
    return {"offer_id": f"{mpn}{level}A12", "quantity": quantity, "renewal_date": renewal.isoformat(), **more}


def a_membership(
    world: World,
    held: Mapping[str, int] | None = None,
    *,
    more: Sequence[Mapping[str, Any]] = (),
    **rest: Any,  # noqa: ANN401 - as the simulator's control takes it.
) -> str:
    """Put a membership into VIP that holds what is sold here, and `more`."""
    items = [an_offer(world, mpn, seats) for mpn, seats in (HELD if held is None else held).items()]
    return world.adobe.control.add_membership(MEMBERSHIP, [*items, *more], **rest)


def order_transfer(world: World, items: Mapping[str, int] | None = None, /, **params: object) -> str:
    """Order the transfer of the membership, for the items that it holds or for others; gives the request's id."""
    wanted = dict(HELD if items is None else items)
    return world.buy(wanted, **{"action_type": "transfer", "adobe_vip_number": MEMBERSHIP, **params})


def assert_transferred_once(world: World, request: str) -> None:
    """Check that a transfer ended well: one transfer, one customer that it made, one TRANSFER order, nothing ordered."""
    assert world.status(request) == "approved", world.note(request) or world.reason(request)
    (transfer,) = world.adobe.control.transfers()
    (customer,) = world.adobe.control.customers()
    (order,) = world.adobe.control.orders()
    assert (transfer["status"], transfer["customerId"]) == ("1000", customer["customerId"])
    assert order["orderType"] == "TRANSFER"
    params = world.params(request)
    assert params["adobe_customer_id"] == customer["customerId"]
    assert params["transfer_id"] == transfer["transferId"]
    assert world.errors(request) == {}
    assert not any("POST /v3/customers" in call for call in world.adobe_calls())


def a_customer_to_import(world: World, held: Mapping[str, int] | None = None, *, level: str = "02") -> str:
    """Have a company own at Adobe what nobody has on the marketplace, each product by an order of its own."""
    customer = world.adobe.control.add_customer(world.reseller_id)
    for mpn, seats in (HELD if held is None else held).items():
        world.adobe.control.add_purchase(customer, f"{mpn}{level}A12", seats)
        world.advance(seconds=1)
    return customer


def order_import(
    world: World, customer: str, items: Mapping[str, int] | None = None, /, *, info: object = None, **params: object
) -> str:
    """Order the import of a customer, for the items that it holds or for others; gives the request's id."""
    said = {"action_type": "purchase", "adobe_customer_id": customer} if info is None else info
    return world.buy(dict(HELD if items is None else items), migration_info_object=said, **params)


def assert_nothing_was_written(world: World, request: str) -> None:
    """Check that a problem left no trace but its text: nothing of the customer on the request, nothing done at Adobe."""
    fulfilled = set(world.params(request)) - {"error_msg", "action_type", "migration_info_object"}
    assert fulfilled == set()
    assert [call for call in world.adobe.control.calls() if call.method != "GET" and call.path.startswith("/v3/")] == []
