"""What tests of one-to-one transactions build and read: requests that belong together, and the one order that they become."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from tests.world import ALL_APPS, PHOTOSHOP, SIGN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tests.world import World

GUID: Final = "6F9619FF-8B86-4D01-B42D-00CF4FC964FF"
REFERENCE: Final = "6f9619ff8b864d01b42d00cf4fc964ff"
"""The same GUID as Adobe gets it."""

OTHER_GUID: Final = "0d6d3d4e-6b3a-4b52-a8de-0e1a1a5f2f11"
THREE: Final = {PHOTOSHOP: 4, ALL_APPS: 4, SIGN: 4}


def belonging(of: object, guid: str = GUID) -> dict[str, Any]:
    """Give the parameters of a request that belongs to a transaction, which is said to have so many."""
    return {"business-model": "one-to-one", "transaction_id": guid, "transaction_items": str(of)}


def a_sibling(world: World, mpn: str, seats: int, *, of: object, guid: str = GUID, **params: object) -> str:
    """Buy one product as a part of a transaction that is said to have so many requests; gives the request's id."""
    return world.buy({mpn: seats}, **{**belonging(of, guid), **params})


def siblings(world: World, wanted: Mapping[str, int] | None = None, *, guid: str = GUID, **params: object) -> list[str]:
    """Buy several products in one transaction, a request for each; gives the requests' ids."""
    items = THREE if wanted is None else wanted
    return [a_sibling(world, mpn, seats, of=len(items), guid=guid, **params) for mpn, seats in items.items()]


def deliver_again(world: World, seconds: float = 30) -> None:
    """Let the countdowns pass and deliver everything that waits."""
    world.advance(seconds=seconds)
    world.connect.control.deliver_now()
    world.deliver()


def settle_all(world: World, requests: Iterable[str], *, rounds: int = 12) -> list[str]:
    """Deliver all requests, half a minute after half a minute, until none is pending; gives their statuses."""
    wanted = list(requests)
    for _ in range(rounds):
        if all(world.status(request) != "pending" for request in wanted):
            break
        deliver_again(world)
    return [world.status(request) for request in wanted]


def line_of(world: World, request: str) -> tuple[int, str, int, str]:
    """Give number, offer, quantity and subscription of the one Adobe line that a request's ledger names."""
    (entry,) = world.params(request)["adobe_orders"]["orders"]
    (line,) = entry["lines"]
    (order,) = [one for one in world.adobe.control.orders() if one["orderId"] == entry["order_id"]]
    (found,) = [one for one in order["lineItems"] if one["extLineItemNumber"] == line["line"]]
    return found["extLineItemNumber"], found["offerId"], found["quantity"], found["subscriptionId"]


def assert_one_order(world: World, requests: Iterable[str]) -> dict[str, Any]:
    """Check that a transaction ended well, each asset with its own line of one complete order; gives the order."""
    (customer,), (order,) = world.adobe.control.customers(), world.adobe.control.orders()
    assert (customer["status"], order["status"], order["externalReferenceId"]) == ("1000", "1000", REFERENCE)
    wanted = list(requests)
    assert len(order["lineItems"]) == len(wanted)
    numbers = []
    for request in wanted:
        assert world.status(request) == "approved"
        params = world.params(request)
        number, offer, quantity, subscription = line_of(world, request)
        (item,) = world.connect.control.document(request)["asset"]["items"]
        assert (offer[:10], str(quantity)) == (item["mpn"], str(item["quantity"]))
        assert params["adobe_customer_id"] == customer["customerId"]
        assert params["adobe_order_id"] == order["orderId"]
        assert params["adobe_subscription_id"] == subscription
        assert params["cb_adobe_account_subscription_list"] == {"value": [{"sku": item["mpn"], "subscription_id": subscription}]}
        assert world.note(request) == ""
        assert approvals(world, request) == 1
        numbers.append(number)
    assert sorted(numbers) == list(range(1, len(wanted) + 1))
    return order


def approvals(world: World, request: str) -> int:
    """Count how often a request was approved."""
    return sum(call.path.endswith(f"/{request}/approve") and call.status == 200 for call in world.connect.control.writes())
