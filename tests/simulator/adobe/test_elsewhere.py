from __future__ import annotations

from typing import Any

import pytest

from tests.simulator.adobe.driver import Partner
from tests.simulator.adobe.owning import a_customer_of, an_owner, the_subscription

LINES = [{"offer_id": "65309999CA01A12", "quantity": 4}, {"offer_id": "30007777CA01A12", "quantity": 2, "currency": "USD"}]


def test_another_tool_orders_and_returns_behind_our_back() -> None:
    partner = Partner()
    customer_id = a_customer_of(partner)
    order_id = partner.control.add_order(customer_id, LINES, reference="PO-ELSEWHERE")
    first = partner.control.add_return(order_id, {1: 3}, "RT-ELSEWHERE")
    path = f"/v3/customers/{customer_id}"
    order, given_back = (partner.get(f"{path}/orders/{one}").json() for one in (order_id, first))
    assert (order["externalReferenceId"], order["status"]) == ("PO-ELSEWHERE", "1000")
    assert [line["remainingQuantity"] for line in order["lineItems"]] == [1, 2]
    assert (given_back["externalReferenceId"], given_back["status"], given_back["referenceOrderId"]) == (
        *("RT-ELSEWHERE", "1000"),
        order_id,
    )
    partner.control.add_return(order_id)
    assert partner.get(f"{path}/orders/{order_id}").json()["status"] == "1008"
    assert [one["currentQuantity"] for one in partner.control.subscriptions()] == [0, 0]


def test_subscriptions_are_set_by_hand() -> None:
    partner = Partner()
    path, _ = an_owner(partner, quantity=7)
    subscription_id = the_subscription(partner, path)["subscriptionId"]
    partner.control.set_subscription(subscription_id, quantity=9, auto_renews=False, renewal_quantity=4)
    owned = the_subscription(partner, path)
    assert (owned["currentQuantity"], owned["autoRenewal"]) == (9, {"enabled": False, "renewalQuantity": 4})
    partner.control.set_subscription(subscription_id, implicit=True)
    assert the_subscription(partner, path)["autoRenewal"]["renewalQuantity"] == 9


@pytest.mark.parametrize("quantities", [{1: 5}, {1: 0}, {1: -1}])
def test_no_more_can_have_been_returned_than_there_was(quantities: dict[int | str, int]) -> None:
    partner = Partner()
    order_id = partner.control.add_order(a_customer_of(partner), LINES)
    with pytest.raises(ValueError, match="4 remain"):
        partner.control.add_return(order_id, quantities)
    with pytest.raises(ValueError, match="5 cannot remain of 4"):
        partner.control.set_remaining(order_id, 1, 5)
    assert len(partner.control.orders()) == 1


def test_only_purchases_and_switches_can_have_been_placed() -> None:
    partner = Partner()
    with pytest.raises(ValueError, match="GIFT"):
        partner.control.add_order(a_customer_of(partner), LINES, order_type="GIFT")


def test_it_works_over_http_too() -> None:
    partner = Partner()
    customer_id = a_customer_of(partner)

    def control(path: str, body: object) -> Any:  # noqa: ANN401 - any JSON comes back.
        response = partner.http.post(f"/control{path}", json=body)
        assert response.status_code == 200, response.text
        return response.json()

    order_id = control(f"/customers/{customer_id}/orders", {"lines": LINES})["id"]
    control(f"/orders/{order_id}/remaining", {"number": 2, "remaining": 1})
    control(f"/orders/{order_id}/returns", {"quantities": {"1": 4}})
    control(f"/subscriptions/{partner.control.subscriptions()[1]['subscriptionId']}", {"auto_renews": False})
    assert [line["status"] for line in partner.control.orders()[0]["lineItems"]] == ["1008", "1000"]
    assert partner.http.post("/control/orders/P99/returns", json={}).status_code == 404
    assert partner.http.post(f"/control/orders/{order_id}/returns", json={"quantities": {"9": 1}}).status_code == 404
    assert partner.http.post("/control/settings", json={"return_dialect": "418"}).status_code == 400
