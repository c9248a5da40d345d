"""Orders, previewed and read. Placing one is a persisting call: see `calls`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connector.adobe.calls import NewOrder, order_body, path_of
from connector.adobe.codes import OrderType
from connector.adobe.models import Order
from connector.adobe.pages import Filters, read_all, read_as
from connector.wire import write_datetime

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from connector.adobe.calling import Caller

_FETCH_PRICE = "fetch-price=true"


class Orders:
    """The orders of customers."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def preview(self, customer_id: str, order: NewOrder, *, fetch_price: bool = False) -> Order:
        """Ask what an order would be: the answer's lines carry the offers at the level to order. Nothing persists.

        With `fetch_price` each line has its prices and billed days; all lines must then be in one currency (2148).
        An order that is refused here would be refused as NEW, with the same code.
        Source: developer.adobe.com/vipmp/docs/order-management/order-scenarios.
        """
        body = order_body(order, OrderType.PREVIEW)
        trace, document = self._caller.ask(path_of("customers", customer_id, "orders"), _FETCH_PRICE if fetch_price else "", body)
        return read_as(Order, trace, document)

    def get(self, customer_id: str, order_id: str, *, fetch_price: bool = False) -> Order:
        """Read one order. Refusal 2115: no such customer or order. Prices only for completed ones.

        Source: developer.adobe.com/vipmp/docs/order-management/get-order.
        """
        path = path_of("customers", customer_id, "orders", order_id)
        trace, document = self._caller.read(path, _FETCH_PRICE if fetch_price else "")
        return read_as(Order, trace, document)

    def history(
        self,
        customer_id: str,
        *,
        order_types: Sequence[str] = (),
        statuses: Sequence[str] = (),
        offer_ids: Sequence[str] = (),
        reference_order_id: str | None = None,
        start_date: datetime | None = None,
        end_date: datetime | None = None,
        limit: int = 100,
    ) -> tuple[Order, ...]:
        """List a customer's orders, newest first, over all pages. An empty filter lets everything through.

        Without `start_date` (aware) Adobe shows the current term only. `limit` is the size of a page, 1 to 100; Adobe takes a
        larger one for 100. Refusals: 1116, 1132. Source: developer.adobe.com/vipmp/docs/order-management/get-order.
        """
        filters: Filters = [
            *(("order-type", order_type) for order_type in order_types),
            *(("status", status) for status in statuses),
            *(("offer-id", offer_id) for offer_id in offer_ids),
        ]
        filters += [("reference-order-id", reference_order_id)] if reference_order_id else []
        filters += [("start-date", write_datetime(start_date))] if start_date else []
        filters += [("end-date", write_datetime(end_date))] if end_date else []
        path = path_of("customers", customer_id, "orders")
        return read_all(self._caller, path, [*filters, ("limit", str(limit)), ("offset", "0")], Order, "order_id")
