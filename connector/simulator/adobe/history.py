"""Orders as they are read back: one by id, the history with its filters, and the one editable field.

Reading by id moves an open order on.

Source: developer.adobe.com/vipmp/docs/order-management/get-order and …/get-order-history.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from connector.simulator.adobe.completion import settle_order
from connector.simulator.adobe.emit import answer
from connector.simulator.adobe.messages import order_message
from connector.simulator.adobe.pages import Paging, page
from connector.simulator.adobe.refusals import RefusalError
from connector.simulator.adobe.terms import term_began
from connector.simulator.adobe.world import PENDING

if TYPE_CHECKING:
    from collections.abc import Callable

    from connector.simulator.adobe.asking import Asking
    from connector.simulator.adobe.world import Customer, Order
    from connector.simulator.exchange import SimResponse

_TYPES: Final = frozenset({"NEW", "TRANSFER", "RENEWAL", "RETURN", "SWITCH", "REVERT_SWITCH"})
_STATUSES: Final = frozenset({"1000", "1002", "1004", "1008", "1020", "1022", "1024", "1026"})
_PAGING: Final = Paging("items", default=25, largest=100, clamps=True, refuses_far_offsets=True)
_RECOMMENDATIONS: Final = ("fetch-recommendations", "recommendation-country", "recommendation-language")
_FILTERS: Final = (
    "order-type",
    "status",
    "offer-id",
    "reference-order-id",
    "reseller-id",
    "subscription-id",
    "start-date",
    "end-date",
)


def get_order(asking: Asking) -> SimResponse:
    """Answer GET /v3/customers/{customerId}/orders/{orderId}; an open order ends after enough of these, unless it is held."""
    order = _order(asking)
    order.reads += 1
    needed = asking.place.settings.order_reads
    if order.status == PENDING and not order.held and needed is not None and order.reads >= needed:
        settle_order(order, asking.place.world, asking.place.clock)
    return answer(200, _message(asking, order))


def list_orders(asking: Asking) -> SimResponse:
    """Answer GET /v3/customers/{customerId}/orders, newest first; without `start-date`, of the current term only."""
    customer = asking.customer()
    asking.only(*_FILTERS, "limit", "offset", "fetch-price", *_RECOMMENDATIONS)
    start = asking.moment("start-date", term_began(customer, asking.place.clock.today()))
    end = asking.moment("end-date", asking.place.clock.now())
    fits = _filter(asking, customer)
    found = [order for order in customer.orders if start <= order.created <= end and fits(order)]
    newest_first = sorted(found, key=lambda order: (order.created, order.sequence), reverse=True)
    return answer(200, page(asking, _PAGING, newest_first, lambda order: _message(asking, order)))


def update_order(asking: Asking) -> SimResponse:
    """Answer PATCH /v3/customers/{customerId}/orders/{orderId}: the reference, and nothing else."""
    asking.place.judge("update-order", asking.body)
    order = _order(asking)
    order.reference = asking.body["externalReferenceId"]
    return answer(200, _message(asking, order))


def _order(asking: Asking) -> Order:
    customer = asking.customer(otherwise="2115")
    order = asking.place.world.orders.get(asking.parts["orderId"])
    if order is None or order.customer_id != customer.customer_id:
        raise RefusalError("2115")
    return order


def _filter(asking: Asking, customer: Customer) -> Callable[[Order], bool]:
    """Read all filters at once, so that a bad one is refused however few orders there are."""
    types, statuses = asking.every("order-type", _TYPES), asking.every("status", _STATUSES)
    offers, subscriptions = asking.every("offer-id"), asking.every("subscription-id")
    resellers, reference = asking.every("reseller-id"), asking.one("reference-order-id", "")

    def fits(order: Order) -> bool:
        return (
            _one_of(types, {order.order_type})
            and _one_of(statuses, {order.status})
            and _one_of(offers, {line.offer_id for line in order.lines})
            and _one_of(subscriptions, {line.subscription_id for line in order.lines})
            and _one_of(resellers, {customer.reseller_id})
            and reference in {"", order.reference_order_id}
        )

    return fits


def _one_of(wanted: list[str], present: set[str]) -> bool:
    return not wanted or not present.isdisjoint(wanted)


def _message(asking: Asking, order: Order) -> dict[str, Any]:
    settings = asking.place.settings
    remaining = settings.show_remaining_quantity and settings.partial_returns
    return order_message(order, with_price=asking.flag("fetch-price"), with_remaining=remaining)
