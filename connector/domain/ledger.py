"""The ledger of an asset's Adobe orders, as the parameter `adobe_orders` carries it: each order, its lines, what remains."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from connector.domain.parameters import ORDERS

if TYPE_CHECKING:
    from connector.domain.adobe_facts import Order
    from connector.domain.requests import Request


def with_order(request: Request, order: Order) -> dict[str, Any]:
    """Give the request's ledger with this order in it, in place of what was written of the same order before."""
    parameter = request.parameters.get(ORDERS)
    kept = parameter.structured.get("orders", []) if parameter and isinstance(parameter.structured, dict) else []
    others = [entry for entry in kept if isinstance(entry, dict) and entry.get("order_id") != order.id]
    return {"orders": [*others, _entry(request, order)]}


def _entry(request: Request, order: Order) -> dict[str, Any]:
    mpns = {number: item.mpn for number, item in enumerate(request.items, start=1)}
    return {
        "order_id": order.id,
        "type": order.type,
        "created": order.created.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "status": order.status,
        "lines": [
            {
                "mpn": mpns.get(line.number, ""),
                "line": line.number,
                "quantity": line.quantity,
                "remaining": line.quantity if line.remaining is None else line.remaining,
            }
            for line in order.lines
        ],
    }
