"""What tests of an asset's life build and read: assets that were bought, Adobe's writes with what was sent, seats and ledgers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from connector.simulator.adobe.calls import Call
    from tests.world import World

SUBSCRIPTION: Final = "PATCH /v3/customers/{id}/subscriptions/{subscription}"
ORDERS: Final = "POST /v3/customers/{id}/orders"
ON: Final = "active_auto_renewal_status"
OFF: Final = "inactive_auto_renewal_status"
FLAG: Final = {"is_cancellation_order": "is-cancellation-request"}


def an_asset(world: World, items: dict[str, int | str] | None = None, **params: object) -> str:
    """Buy, and give the active asset: 10 seats of one product and 5 of another, or those that are named."""
    request = world.buy(items, **params)
    assert world.settle(request) == "approved"
    world.advance(hours=1)
    world.adobe.control.forget_calls()
    return world.connect.control.asset_of(request)


def changed(world: World, asset: str, items: dict[str, int | str] | None = None, **params: object) -> str:
    """Ask for a change, and see it approved; the record of Adobe's calls is of this change alone."""
    world.advance(minutes=1)
    world.adobe.control.forget_calls()
    request = world.connect.trade.change(asset, items or {}, params)
    assert world.settle(request) == "approved", (world.note(request), world.reason(request), world.errors(request))
    return request


def asked(world: World, asset: str, items: dict[str, int | str] | None = None, **params: object) -> str:
    """Ask for a change, and deliver it once; the record of Adobe's calls is of this change alone."""
    world.advance(minutes=1)
    world.adobe.control.forget_calls()
    request = world.connect.trade.change(asset, items or {}, params)
    world.deliver()
    return request


def cancelled(world: World, asset: str) -> str:
    """Ask for the asset's end, and deliver it once."""
    world.advance(minutes=1)
    world.adobe.control.forget_calls()
    request = world.connect.trade.cancel(asset)
    world.deliver()
    return request


def steps(world: World) -> list[str]:
    """List what was executed at Adobe and persists, as `NEW 1x5`, `RETURN P92000001 1x5`, `RENEW 65304470CA 12`.

    Lines are written as number x quantity, in the order in which they were sent; `off` is auto-renewal switched off.
    """
    executed = (call for call in world.adobe.control.calls() if not call.replayed and (call.status or 500) < 300)
    return [step for call in executed if (step := _step(world, call))]


def seats(world: World, mpn: str) -> tuple[int, int]:
    """Give the current quantity and the renewal quantity of the only active subscription of a product; renewal 0 is off."""
    (found,) = [one for one in world.adobe.control.subscriptions() if one["offerId"].startswith(mpn) and one["status"] == "1000"]
    renewal = found["autoRenewal"]
    return found["currentQuantity"], renewal["renewalQuantity"] if renewal["enabled"] else 0


def subscription_of(world: World, mpn: str) -> str:
    """Give the id of the only subscription of a product."""
    (found,) = [one["subscriptionId"] for one in world.adobe.control.subscriptions() if one["offerId"].startswith(mpn)]
    return str(found)


def order_ids(world: World, kind: str = "NEW") -> list[str]:
    """Give the ids of Adobe's orders of a type, oldest first."""
    return [order["orderId"] for order in world.adobe.control.orders() if order["orderType"] == kind]


def remaining(world: World, request: str) -> dict[str, list[int]]:
    """Give what remains of each order's lines by the ledger on the request."""
    ledger: list[dict[str, Any]] = world.params(request)["adobe_orders"]["orders"]
    return {entry["order_id"]: [line["remaining"] for line in entry["lines"]] for entry in ledger}


def _step(world: World, call: Call) -> str:
    body: Any = call.request_body
    if call.method == "PATCH":
        named = {one["subscriptionId"]: one["offerId"][:10] for one in world.adobe.control.subscriptions()}
        renewal = body["autoRenewal"]
        return f"RENEW {named[call.path.rsplit('/', 1)[-1]]} {renewal['renewalQuantity'] if renewal['enabled'] else 'off'}"
    kind = body.get("orderType") if isinstance(body, dict) else None
    if kind not in {"NEW", "RETURN"}:
        return ""
    lines = (f"{line['extLineItemNumber']}x{line['quantity']}" for line in body["lineItems"])
    return " ".join(filter(None, (kind, body.get("referenceOrderId", ""), *lines)))
