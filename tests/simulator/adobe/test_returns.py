from __future__ import annotations

from connector.simulator.adobe import SimulatorSettings
from tests.simulator.adobe.bodies import a_line, a_preview, an_order
from tests.simulator.adobe.driver import Partner, refusal
from tests.simulator.adobe.owning import a_customer_of, a_return, an_owner, later, prefer, settled, the_subscription


def test_a_return_is_open_first_and_takes_the_seats_when_it_is_complete() -> None:
    partner = Partner()
    path, order_id = an_owner(partner, quantity=7)
    placed = partner.post(f"{path}/orders", a_return(order_id, a_line(quantity=5), externalReferenceId="RT-5501"))
    body = placed.json()
    assert (placed.status_code, body["status"], body["orderType"], body["referenceOrderId"]) == (202, "1002", "RETURN", order_id)
    assert (body["externalReferenceId"], body["source"], body["lineItems"][0]["subscriptionId"]) == ("RT-5501", "API", "")
    assert the_subscription(partner, path)["currentQuantity"] == 7
    read = partner.get(f"{path}/orders/{body['orderId']}").json()
    owned = the_subscription(partner, path)
    assert (read["status"], read["lineItems"][0]["status"]) == ("1000", "1000")
    assert read["lineItems"][0]["subscriptionId"] == owned["subscriptionId"]
    assert "remainingQuantity" not in read["lineItems"][0]
    assert (owned["currentQuantity"], owned["status"]) == (2, "1000")


def test_a_partial_return_changes_only_what_remains_of_the_original_line() -> None:
    partner = Partner()
    path, order_id = an_owner(partner, quantity=7)
    settled(partner, path, a_return(order_id, a_line(quantity=5)))
    original = partner.get(f"{path}/orders/{order_id}").json()
    line = original["lineItems"][0]
    assert (original["status"], line["status"], line["quantity"], line["remainingQuantity"]) == ("1000", "1000", 7, 2)


def test_several_partial_returns_make_a_whole_one_and_the_subscription_ends() -> None:
    partner = Partner()
    path, order_id = an_owner(partner, quantity=7)
    settled(partner, path, a_return(order_id, a_line(quantity=5)))
    settled(partner, path, a_return(order_id, a_line(quantity=2)))
    original = partner.get(f"{path}/orders/{order_id}").json()
    assert (original["status"], original["lineItems"][0]["status"]) == ("1008", "1008")
    assert original["lineItems"][0]["remainingQuantity"] == 0
    owned = the_subscription(partner, path)
    assert (owned["status"], owned["currentQuantity"], "allowedActions" in owned) == ("1004", 0, False)
    assert [one["orderId"] for one in partner.get(f"{path}/orders", "status=1008").json()["items"]] == [order_id]
    returned = partner.get(f"{path}/orders", f"order-type=RETURN&reference-order-id={order_id}").json()["items"]
    assert [one["status"] for one in returned] == ["1000", "1000"]


def test_an_order_is_returned_only_when_all_its_lines_are() -> None:
    partner = Partner()
    customer_id = a_customer_of(partner)
    path = f"/v3/customers/{customer_id}"
    bought = [("65309999CA01A12", 2), ("30007777CA01A12", 3)]
    lines = [{"offer_id": offer, "quantity": quantity, "currency": "GBP"} for offer, quantity in bought]
    order_id = partner.control.add_order(customer_id, lines)
    settled(partner, path, a_return(order_id, a_line("30007777CA01A12", 3, 2)))
    half = partner.get(f"{path}/orders/{order_id}").json()
    assert (half["status"], [line["status"] for line in half["lineItems"]]) == ("1000", ["1000", "1008"])
    settled(partner, path, a_return(order_id, a_line("65309999CA01A12", 2)))
    whole = partner.get(f"{path}/orders/{order_id}").json()
    assert (whole["status"], [line["status"] for line in whole["lineItems"]]) == ("1008", ["1008", "1008"])


def test_a_return_takes_from_its_own_order_and_a_shared_subscription_lives_on() -> None:
    partner = Partner()
    path, first = an_owner(partner, quantity=7)
    partner.control.add_purchase(path.rpartition("/")[2], "65309999CA01A12", 3, "GBP")
    settled(partner, path, a_return(first, a_line(quantity=7)))
    assert the_subscription(partner, path)["currentQuantity"] == 3
    assert [order["status"] for order in partner.control.orders()] == ["1008", "1000", "1000"]


def test_an_implicit_renewal_quantity_follows_a_return_and_an_explicit_one_does_not() -> None:
    partner = Partner()
    path, order_id = an_owner(partner, quantity=7)
    settled(partner, path, a_return(order_id, a_line(quantity=1)))
    assert the_subscription(partner, path)["autoRenewal"] == {"enabled": True, "renewalQuantity": 6}
    prefer(partner, path, enabled=True, renewalQuantity=6)
    settled(partner, path, a_return(order_id, a_line(quantity=2)))
    owned = the_subscription(partner, path)
    assert (owned["currentQuantity"], owned["autoRenewal"]["renewalQuantity"]) == (4, 6)


def test_seats_that_are_gone_are_used_by_nobody() -> None:
    partner = Partner()
    path, order_id = an_owner(partner, quantity=7)
    partner.control.set_subscription(the_subscription(partner, path)["subscriptionId"], used=6)
    settled(partner, path, a_return(order_id, a_line(quantity=3)))
    assert the_subscription(partner, path)["usedQuantity"] == 4


def test_a_return_can_be_planned_to_fail_and_then_takes_nothing() -> None:
    partner = Partner()
    path, order_id = an_owner(partner, quantity=7)
    partner.control.fault("POST /v3/customers/{id}/orders", "ends as", order_type="RETURN", ends_as="1004")
    failed = settled(partner, path, a_return(order_id, a_line(quantity=5)))
    assert (failed["status"], failed["lineItems"][0]["status"]) == ("1004", "1004")
    assert the_subscription(partner, path)["currentQuantity"] == 7
    assert partner.get(f"{path}/orders/{order_id}").json()["lineItems"][0]["remainingQuantity"] == 7
    settled(partner, path, a_return(order_id, a_line(quantity=5)))
    assert the_subscription(partner, path)["currentQuantity"] == 2


def test_while_a_return_of_an_order_is_open_another_one_has_to_wait() -> None:
    partner = Partner()
    path, order_id = an_owner(partner, quantity=7)
    partner.control.fault("POST /v3/customers/{id}/orders", "held", order_type="RETURN")
    open_one = partner.post(f"{path}/orders", a_return(order_id, a_line(quantity=5))).json()["orderId"]
    assert partner.get(f"{path}/orders/{open_one}").json()["status"] == "1002"
    assert refusal(partner.post(f"{path}/orders", a_return(order_id, a_line(quantity=1)))) == (400, "4122", [])
    partner.control.release_order(open_one)
    assert settled(partner, path, a_return(order_id, a_line(quantity=1)))["status"] == "1000"


def test_after_a_whole_return_the_product_is_bought_anew_on_another_subscription() -> None:
    partner = Partner()
    path, order_id = an_owner(partner, quantity=2)
    settled(partner, path, a_return(order_id, a_line(quantity=2)))
    settled(partner, path, an_order(a_line(quantity=1)))
    assert [(one["status"], one["currentQuantity"]) for one in partner.control.subscriptions()] == [("1004", 0), ("1000", 1)]


def test_a_restricted_offer_can_be_bought_again_once_it_is_returned() -> None:
    partner = Partner()
    path, order_id = an_owner(partner, "65316666CA01A12", 1)
    settled(partner, path, a_return(order_id, a_line("65316666CA01A12")))
    assert partner.post(f"{path}/orders", a_preview(a_line("65316666CA01A12"))).status_code == 200


def test_before_august_2026_only_whole_lines_are_returned_and_nothing_tells_what_remains() -> None:
    partner = Partner(SimulatorSettings(partial_returns=False))
    path, order_id = an_owner(partner, quantity=7)
    assert "remainingQuantity" not in partner.get(f"{path}/orders/{order_id}").text
    for quantity in (5, 8):
        refused = partner.post(f"{path}/orders", a_return(order_id, a_line(quantity=quantity)))
        assert refusal(refused) == (400, "2132", ["Line Item: 1"])
    settled(partner, path, a_return(order_id, a_line(quantity=7)))
    assert partner.get(f"{path}/orders/{order_id}").json()["status"] == "1008"


def test_an_order_of_a_week_ago_is_returned_and_its_level_stays_the_one_that_was_sold() -> None:
    partner = Partner()
    path, order_id = an_owner(partner, "65309999CA02A12", 12)
    later(partner, days=7)
    assert settled(partner, path, a_return(order_id, a_line("65309999CA02A12", 12)))["status"] == "1000"
