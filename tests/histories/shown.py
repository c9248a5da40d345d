"""What Adobe and the marketplace show of one product after a step, in the words of the model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


@dataclass(frozen=True)
class Shown:
    """Adobe's orders, oldest first, and its subscriptions, at one moment."""

    orders: Sequence[Mapping[str, Any]]
    subscriptions: Sequence[Mapping[str, Any]]

    def sources(self, mpn: str) -> list[Mapping[str, Any]]:
        """Give the orders that brought seats of a product."""
        return [one for one in self.orders if one["orderType"] in {"NEW", "RENEWAL"} and _seats(one, mpn)]

    def lots(self, mpn: str) -> list[tuple[str, int, int]]:
        """Give type, quantity and what was not given back of each order that brought seats of a product."""
        returned: dict[str, int] = {}
        for order in self.orders:
            if order["orderType"] == "RETURN" and order["status"] == "1000":
                returned[order["referenceOrderId"]] = returned.get(order["referenceOrderId"], 0) + _seats(order, mpn)
        sizes = ((one, _seats(one, mpn)) for one in self.sources(mpn))
        return [(one["orderType"], seats, seats - returned.get(one["orderId"], 0)) for one, seats in sizes]

    def standing(self, mpn: str) -> list[tuple[int, int | None]]:
        """Give current and renewal quantity of a product's active subscriptions; `None` where auto-renewal is off."""
        active = (one for one in self.subscriptions if one["offerId"].startswith(mpn) and one["status"] == "1000")
        return [(one["currentQuantity"], _renewing(one["autoRenewal"])) for one in active]


def told_of(ledger: Iterable[Mapping[str, Any]], mpn: str) -> list[tuple[str, int, int]]:
    """Give what a ledger says of a product: type, quantity and what remains of each order that brought seats."""
    bringing = (order for order in ledger if order["type"] != "RETURN")
    return [
        (order["type"], line["quantity"], line["remaining"])
        for order in bringing
        for line in order["lines"]
        if line["mpn"] == mpn
    ]


def _renewing(renewal: Mapping[str, Any]) -> int | None:
    return renewal["renewalQuantity"] if renewal["enabled"] else None


def _seats(order: Mapping[str, Any], mpn: str) -> int:
    return sum(line["quantity"] for line in order["lineItems"] if line["offerId"].startswith(mpn))
