"""What is written back once an order is complete: every fulfilment parameter of a purchase, from what Adobe shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connector.domain import ledger
from connector.domain import parameters as ids
from connector.domain.offers import group, is_consumable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from connector.domain.adobe_facts import Order, Subscription
    from connector.domain.requests import Request, Value


def fulfilled_values(
    request: Request, customer_id: str, order: Order, subscriptions: Mapping[str, Subscription]
) -> dict[str, Value]:
    """Give the values to write; the caller keeps those that the request carries. `subscriptions` holds each line's, by id."""
    mpns = {number: item.mpn for number, item in request.lines.items()}
    bought = [subscriptions[line.subscription_id] for line in order.lines]
    return {
        ids.CUSTOMER_ID: customer_id,
        ids.ORDER_ID: order.id,
        ids.ORDERS: ledger.with_order(request, order),
        ids.SUBSCRIPTION_ID: ",".join(dict.fromkeys(line.subscription_id for line in order.lines)),
        ids.SUBSCRIPTION_LIST: {
            "value": [{"sku": mpns.get(line.number, ""), "subscription_id": line.subscription_id} for line in order.lines]
        },
        ids.AUTO_RENEWAL_STATUS: ids.AUTO_RENEWAL_ON if all(one.auto_renewal for one in bought) else ids.AUTO_RENEWAL_OFF,
        **renewal_values(bought),
        **discount_groups(line.offer_id for line in order.lines),
        ids.ERROR_MESSAGE: "",
    }


def renewal_values(subscriptions: list[Subscription]) -> dict[str, Value]:
    """Give the next renewal: licences share the anniversary, a consumable has a date of its own and counts only when alone."""
    dates = _dates([one for one in subscriptions if not is_consumable(one.offer_id)]) or _dates(subscriptions)
    if not dates:
        return {}
    first = min(dates)
    return {
        ids.RENEWAL_DATE: first.isoformat(),
        ids.AUTO_RENEWAL_DAY: str(first.day),
        ids.AUTO_RENEWAL_MONTH: str(first.month),
        ids.AUTO_RENEWAL_CADENCE: "Annual",
    }


def _dates(subscriptions: list[Subscription]) -> list[date]:
    return [one.renewal_date for one in subscriptions if one.renewal_date]


def discount_groups(offer_ids: Iterable[str]) -> dict[str, Value]:
    """Give level and term as sold, licences and consumables apart, since their levels are independent; the first offer counts."""
    groups: dict[str, Value] = {}
    for offer_id in offer_ids:
        groups.setdefault(ids.DISCOUNT_GROUP_CONSUMABLES if is_consumable(offer_id) else ids.DISCOUNT_GROUP, group(offer_id))
    return groups
