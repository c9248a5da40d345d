from __future__ import annotations

from datetime import timedelta

import pytest

from connector.simulator.adobe import SimulatorSettings
from tests.simulator.adobe.bodies import a_customer, a_line, an_order
from tests.simulator.adobe.driver import DISTRIBUTOR, Partner, refusal


def _customer(partner: Partner) -> str:
    return partner.control.add_customer(partner.control.add_reseller(DISTRIBUTOR))


def test_a_new_order_is_open_first_and_complete_at_its_first_read() -> None:
    partner = Partner()
    path = f"/v3/customers/{_customer(partner)}/orders"
    placed = partner.post(path, an_order(a_line("65309999CA02A12", 12)))
    line = placed.json()["lineItems"][0]
    assert (placed.status_code, placed.json()["status"], placed.json()["source"]) == (202, "1002", "API")
    assert (line["status"], line["subscriptionId"]) == ("1002", "")
    assert "remainingQuantity" not in line
    read = partner.get(f"{path}/{placed.json()['orderId']}").json()
    assert (read["status"], read["lineItems"][0]["status"], read["lineItems"][0]["remainingQuantity"]) == ("1000", "1000", 12)
    assert len(read["lineItems"][0]["subscriptionId"]) == 32


@pytest.mark.parametrize(("reads", "seen"), [(0, ["1000"]), (3, ["1002", "1002", "1000"]), (None, ["1002", "1002"])])
def test_how_many_reads_an_order_needs_can_be_chosen(reads: int | None, seen: list[str]) -> None:
    partner = Partner(SimulatorSettings(order_reads=reads))
    path = f"/v3/customers/{_customer(partner)}/orders"
    placed = partner.post(path, an_order()).json()
    assert placed["status"] == "1002"
    assert [partner.get(f"{path}/{placed['orderId']}").json()["status"] for _ in seen] == seen


def test_looking_at_the_history_moves_no_order_on() -> None:
    partner = Partner()
    path = f"/v3/customers/{_customer(partner)}/orders"
    partner.post(path, an_order())
    assert [partner.get(path).json()["items"][0]["status"] for _ in range(3)] == ["1002"] * 3


def test_a_held_order_stays_open_until_it_is_released() -> None:
    partner = Partner()
    customer_id = _customer(partner)
    path = f"/v3/customers/{customer_id}/orders"
    partner.control.fault("POST /v3/customers/{id}/orders", "held", order_type="NEW")
    order_id = partner.post(path, an_order()).json()["orderId"]
    assert [partner.get(f"{path}/{order_id}").json()["status"] for _ in range(3)] == ["1002"] * 3
    partner.control.release_order(order_id)
    assert partner.get(f"{path}/{order_id}").json()["status"] == "1000"


@pytest.mark.parametrize("status", ["1004", "1020", "1022", "1024", "1026"])
def test_an_order_can_be_planned_to_fail_and_then_leaves_nothing(status: str) -> None:
    partner = Partner()
    customer_id = _customer(partner)
    path = f"/v3/customers/{customer_id}/orders"
    partner.control.fault("POST /v3/customers/{id}/orders", "ends as", ends_as=status)
    partner.post(path, an_order(kind="PREVIEW"))
    order_id = partner.post(path, an_order()).json()["orderId"]
    read = partner.get(f"{path}/{order_id}").json()
    assert (read["status"], read["lineItems"][0]["status"], read["lineItems"][0]["subscriptionId"]) == (status, "1004", "")
    assert partner.control.subscriptions() == []
    assert partner.control.customers()[0]["cotermDate"] == ""


def test_an_order_fails_by_what_its_customer_reseller_or_distributor_has_become() -> None:
    partner = Partner()
    reseller_id = partner.control.add_reseller(DISTRIBUTOR)
    customer_id = partner.control.add_customer(reseller_id)
    path = f"/v3/customers/{customer_id}/orders"

    def ending() -> str:
        order_id = partner.post(path, an_order()).json()["orderId"]
        return str(partner.get(f"{path}/{order_id}").json()["status"])

    partner.control.set_partner(DISTRIBUTOR, active=False)
    assert ending() == "1020"
    partner.control.set_reseller_status(reseller_id, "1012")
    assert ending() == "1022"
    partner.control.set_customer_status(customer_id, "1012")
    assert ending() == "1024"


def test_the_first_order_fixes_the_anniversary_and_activates_a_pending_customer() -> None:
    partner = Partner(SimulatorSettings(customer_reads=None))
    path = f"/v3/customers/{_created(partner)}"
    order_id = partner.post(f"{path}/orders", an_order(a_line("65309999CA02A12", 12))).json()["orderId"]
    assert partner.get(path).json()["status"] == "1002"
    partner.get(f"{path}/orders/{order_id}")
    customer = partner.get(path).json()
    assert (customer["status"], customer["cotermDate"]) == ("1000", "2027-09-01")
    assert customer["discounts"] == [{"offerType": "LICENSE", "level": "02"}]


def _created(partner: Partner) -> str:
    body = a_customer(partner.control.add_reseller(DISTRIBUTOR))
    return str(partner.post("/v3/customers", body).json()["customerId"])


def test_buying_the_same_product_again_grows_its_subscription() -> None:
    partner = Partner(SimulatorSettings(order_reads=0))
    customer_id = _customer(partner)
    path = f"/v3/customers/{customer_id}"
    partner.post(f"{path}/orders", an_order(a_line("65309999CA02A12", 12), a_line("30007777CA01A12", 1, 2)))
    partner.control.advance(timedelta(hours=9))
    partner.post(f"{path}/orders", an_order(a_line("65309999CA02A12", 3)))
    folio, standard = partner.get(f"{path}/subscriptions").json()["items"]
    assert (folio["offerId"], folio["currentQuantity"], folio["renewalDate"]) == ("65309999CA01A12", 15, "2027-09-01")
    assert folio["autoRenewal"] == {"enabled": True, "renewalQuantity": 15}
    assert (standard["offerId"], standard["currentQuantity"]) == ("30007777CA01A12", 1)
    bought = [order["lineItems"][0]["subscriptionId"] for order in partner.control.orders(customer_id)]
    assert bought == [folio["subscriptionId"]] * 2


def test_an_inactive_subscription_is_not_grown_but_followed_by_a_new_one() -> None:
    partner = Partner(SimulatorSettings(order_reads=0))
    customer_id = _customer(partner)
    partner.control.add_purchase(customer_id, "65309999CA01A12", 2, "GBP")
    ended = partner.control.subscriptions()[0]["subscriptionId"]
    partner.control.set_subscription(ended, status="1004")
    partner.post(f"/v3/customers/{customer_id}/orders", an_order(a_line(quantity=3)))
    assert [(one["status"], one["currentQuantity"]) for one in partner.control.subscriptions()] == [("1004", 2), ("1000", 3)]


def test_consumables_renew_a_year_after_their_own_order_and_have_their_own_level() -> None:
    partner = Partner(SimulatorSettings(order_reads=0))
    customer_id = _customer(partner)
    path = f"/v3/customers/{customer_id}"
    partner.post(f"{path}/orders", an_order())
    partner.control.advance(timedelta(days=30))
    partner.token = partner.fetch_token().json()["access_token"]
    partner.post(f"{path}/orders", an_order(a_line("65315555CAT2A12", 1_000)))
    assert [one["renewalDate"] for one in partner.get(f"{path}/subscriptions").json()["items"]] == ["2027-09-01", "2027-10-01"]
    levels = {one["offerType"]: one["level"] for one in partner.get(path).json()["discounts"]}
    assert levels == {"LICENSE": "01", "CONSUMABLES": "T2"}


def test_an_extended_first_term_is_kept() -> None:
    partner = Partner(SimulatorSettings(order_reads=0))
    body = a_customer(partner.control.add_reseller(DISTRIBUTOR), cotermDate="2028-06-30")
    path = f"/v3/customers/{partner.post('/v3/customers', body).json()['customerId']}"
    partner.post(f"{path}/orders", an_order())
    assert partner.get(path).json()["cotermDate"] == "2028-06-30"
    assert partner.get(f"{path}/subscriptions").json()["items"][0]["renewalDate"] == "2028-06-30"


def test_ordering_can_be_closed_for_a_distributor_and_previews_go_on() -> None:
    partner = Partner()
    path = f"/v3/customers/{_customer(partner)}/orders"
    partner.control.set_partner(DISTRIBUTOR, ordering_open=False)
    assert refusal(partner.post(path, an_order())) == (400, "5122", [])
    assert partner.post(path, an_order(kind="PREVIEW")).status_code == 200
