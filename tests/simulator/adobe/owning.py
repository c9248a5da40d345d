"""Customers that own something, and what they do with it: the beginnings that tests of returns and renewals share."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.simulator.adobe.bodies import a_line, an_order
from tests.simulator.adobe.driver import DISTRIBUTOR, Partner


def a_customer_of(partner: Partner) -> str:
    return partner.control.add_customer(partner.control.add_reseller(DISTRIBUTOR))


def an_owner(partner: Partner, offer_id: str = "65309999CA01A12", quantity: int = 7) -> tuple[str, str]:
    """Give the customer's path and the id of the complete order by which it owns something, in pounds."""
    customer_id = a_customer_of(partner)
    return f"/v3/customers/{customer_id}", partner.control.add_purchase(customer_id, offer_id, quantity, "GBP")


def a_return(order_id: str, *lines: dict[str, Any], **changes: object) -> dict[str, Any]:
    return an_order(*(lines or [a_line()]), kind="RETURN", referenceOrderId=order_id, **changes)


def later(partner: Partner, **by: float) -> None:
    """Move the clock ahead; tokens do not live that long."""
    partner.control.advance(timedelta(**by))
    partner.token = partner.fetch_token().json()["access_token"]


def settled(partner: Partner, path: str, body: dict[str, Any]) -> dict[str, Any]:
    """Place an order and read it once, which is when it completes."""
    placed = partner.post(f"{path}/orders", body)
    assert placed.status_code == 202, placed.text
    read: dict[str, Any] = partner.get(f"{path}/orders/{placed.json()['orderId']}").json()
    return read


def the_subscription(partner: Partner, path: str) -> dict[str, Any]:
    """Give the one subscription of a customer."""
    (found,) = partner.get(f"{path}/subscriptions").json()["items"]
    return dict(found)


def prefer(partner: Partner, path: str, **renewal: object) -> None:
    """Set the renewal preferences of the customer's one subscription."""
    address = f"{path}/subscriptions/{the_subscription(partner, path)['subscriptionId']}"
    assert partner.patch(address, {"autoRenewal": renewal}).status_code == 200
