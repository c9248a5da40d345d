"""An asset beside its Adobe customer: what each side has, and where the two differ. It looks and never writes.

No person's data are shown: the company is named by its ids.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final

from connector.adobe.errors import AdobeRefusedError
from connector.domain import meanings
from connector.domain.holdings import ACTIVE
from connector.domain.offers import product_key
from connector.domain.parameters import CUSTOMER_ID, ORDERS, RENEWAL_DATE
from connector.domain.seats import last_day
from connector.domain.taking_back import takes_back
from connector.fulfillment import translation
from connector.fulfillment.managing import NotPossibleError, client_of, refused_by_adobe
from connector.fulfillment.switching import held_subscriptions, renews

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from connector.adobe.client import AdobeClient
    from connector.adobe.models import Customer, Order, Subscription
    from connector.cloudblue.visible import Visible
    from connector.domain import adobe_facts as facts
    from connector.fulfillment.means import Means
    from connector.settings import Account

_NO_QUANTITY: Final = frozenset({"", "unlimited"})


@dataclass(frozen=True)
class Sides:
    """What was read: the asset as the platform shows it, and Adobe's customer with all that it has."""

    asset: Mapping[str, Any]
    account: Account
    customer: Customer
    subscriptions: tuple[Subscription, ...]
    orders: tuple[Order, ...]


def customer_page(asset_id: str, means: Means, visible: Visible) -> dict[str, Any]:
    """Give both sides of an asset. Raises `NotPossibleError`, and what keeps Adobe from answering."""
    asset = visible.asset(asset_id)
    marketplace = str(((asset or {}).get("marketplace") or {}).get("id", ""))
    if asset is None or marketplace not in visible.marketplaces():
        raise NotPossibleError("asset-not-found", "This asset is none of yours.")
    connection = str(asset["connection"]["type"])
    account = means.settings.account_for(str(asset["product"]["id"]), marketplace, connection)
    if account is None:
        raise NotPossibleError("account-missing", "No Adobe account is set up for the asset's product and marketplace.")
    customer_id = str(_param(asset, CUSTOMER_ID).get("value") or "").strip()
    if not customer_id:
        raise NotPossibleError("not-fulfilled", "The asset has no Adobe customer yet.")
    return shown(
        _read(asset, account, customer_id, client_of(account, means)), means.store.now(), means.settings.return_window_days
    )


def _read(asset: Mapping[str, Any], account: Account, customer_id: str, client: AdobeClient) -> Sides:
    try:
        return Sides(
            asset=asset,
            account=account,
            customer=client.customers.get(customer_id),
            subscriptions=client.subscriptions.list(customer_id),
            orders=client.orders.history(customer_id),
        )
    except AdobeRefusedError as refused:
        raise refused_by_adobe(meanings.READ_CUSTOMER, refused) from None


def shown(sides: Sides, now: datetime, window_days: int) -> dict[str, Any]:
    """Put the two sides side by side. Times are aware; the window is Adobe's for returns, in whole days."""
    items = _items(sides)
    own = {one["subscription_id"] for one in items}
    return {
        "asset_id": sides.asset["id"],
        "status": str(sides.asset.get("status") or ""),
        "account": sides.account.name,
        "customer_id": sides.customer.customer_id,
        "customer_status": str(sides.customer.status or ""),
        "reseller_id": sides.customer.reseller_id or "",
        "coterm_date": sides.customer.coterm_date.isoformat() if sides.customer.coterm_date else "",
        "discount_levels": [{"type": str(one.offer_type), "level": one.level} for one in sides.customer.discounts],
        "items": items,
        "other_subscriptions": [_subscription(one) for one in sides.subscriptions if one.subscription_id not in own],
        "orders": _orders(sides, now, window_days),
    }


def _items(sides: Sides) -> list[dict[str, Any]]:
    """Pair the asset's items with their subscriptions, and say where they differ."""
    params = {str(one["id"]): one for one in sides.asset.get("params") or ()}
    by_id = {one.subscription_id: one for one in sides.subscriptions}
    held = {product_key(mpn): by_id[one] for mpn, one in held_subscriptions(params) if one in by_id}
    renewal_date = str(params.get(RENEWAL_DATE, {}).get("value") or "")
    return [_item(item, held.get(product_key(_mpn(item))), renewal_date) for item in sides.asset.get("items") or ()]


def _item(item: Mapping[str, Any], one: Subscription | None, renewal_date: str) -> dict[str, Any]:
    """Show one item. A subscription that is not active any more gives no seats."""
    quantity = _quantity(item.get("quantity"))
    adobe = _subscription(one) if one else None
    active = (one.current_quantity or 0) if one and str(one.status or "") == ACTIVE else 0
    differs = ["quantity"] if quantity is not None and quantity != active else []
    if one and one.renewal_date and renewal_date and one.renewal_date.isoformat() != renewal_date:
        differs.append("renewal_date")
    return {
        "mpn": _mpn(item),
        "name": str(item.get("display_name") or ""),
        "quantity": quantity,
        "renewal_date": renewal_date,
        "subscription_id": one.subscription_id if one else "",
        "adobe": adobe,
        "differs": differs,
    }


def _subscription(one: Subscription) -> dict[str, Any]:
    return {
        "subscription_id": one.subscription_id,
        "offer_id": one.offer_id or "",
        "status": str(one.status or ""),
        "quantity": one.current_quantity or 0,
        "used": one.used_quantity,
        "autorenewal": renews(one) > 0,
        "renewal_quantity": renews(one),
        "renewal_date": one.renewal_date.isoformat() if one.renewal_date else "",
    }


def _orders(sides: Sides, now: datetime, window_days: int) -> list[dict[str, Any]]:
    """Show the orders with what can be returned, by the rule that a change's returns go by."""
    held = {one.subscription_id: translation.subscription(one) for one in sides.subscriptions}
    history = [translation.order(one, now) for one in sides.orders]
    seats = takes_back(history, held, now.date(), window_days)
    return [_order(one, sides, seats, _end_of(fact, window_days)) for one, fact in zip(sides.orders, history, strict=True)]


def _end_of(order: facts.Order, window_days: int) -> datetime:
    """Give when an order's return window is over: at midnight (UTC) after its last day."""
    return datetime.combine(last_day(order.created.date(), window_days) + timedelta(days=1), time(), UTC)


def _order(one: Order, sides: Sides, seats: Mapping[tuple[str, int], int], until: datetime) -> dict[str, Any]:
    order_id = one.order_id or ""
    returnable = {line.ext_line_item_number: seats.get((order_id, line.ext_line_item_number), 0) for line in one.lines}
    return {
        "order_id": order_id,
        "type": str(one.order_type),
        "status": str(one.status or ""),
        "created": one.creation_date.isoformat() if one.creation_date else "",
        "is_the_assets": one.order_id in _own_orders(sides.asset),
        "returned_order_id": one.reference_order_id or "",
        "returnable_until": until.isoformat() if any(returnable.values()) else "",
        "lines": [
            {
                "offer_id": line.offer_id,
                "quantity": line.quantity,
                "returnable": returnable[line.ext_line_item_number],
                "subscription_id": line.subscription_id or "",
            }
            for line in one.lines
        ],
    }


def _own_orders(asset: Mapping[str, Any]) -> frozenset[str]:
    ledger = _param(asset, ORDERS).get("structured_value")
    orders: Iterable[object] = ledger.get("orders") or () if isinstance(ledger, dict) else ()
    return frozenset(str(one.get("order_id")) for one in orders if isinstance(one, dict))


def _param(asset: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = next((one for one in asset.get("params") or () if one["id"] == name), {})
    return found


def _mpn(item: Mapping[str, Any]) -> str:
    return str(item.get("mpn") or "").strip()


def _quantity(written: object) -> int | None:
    """Read an item's quantity, which the platform writes as a text or a number; `None` for what is counted by use."""
    text = str(written if written is not None else "").strip()
    return None if text in _NO_QUANTITY else int(float(text))
