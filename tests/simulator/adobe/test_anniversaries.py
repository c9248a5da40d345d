from __future__ import annotations

from typing import Any

import pytest

from connector.simulator.adobe import SimulatorSettings
from tests.simulator.adobe.bodies import a_line, an_order
from tests.simulator.adobe.driver import Partner, refusal
from tests.simulator.adobe.owning import a_return, an_owner, later, prefer, settled, the_subscription


def _renewals(partner: Partner, path: str) -> list[dict[str, Any]]:
    """Give a customer's renewal orders, oldest first."""
    items = partner.get(f"{path}/orders", "order-type=RENEWAL&start-date=2026-01-01").json()["items"]
    return list(reversed(items))


def _level(partner: Partner, path: str) -> str:
    return str(partner.get(path).json()["discounts"][0]["level"])


def test_at_the_anniversary_the_system_renews_what_is_set_to_renew() -> None:
    partner = Partner()
    path, order_id = an_owner(partner, quantity=7)
    later(partner, days=365)
    (renewal,) = _renewals(partner, path)
    owned = the_subscription(partner, path)
    assert (renewal["source"], renewal["status"], renewal["creationDate"]) == ("System", "1000", "2027-09-01T00:00:00Z")
    assert renewal["lineItems"] == [
        {
            "extLineItemNumber": 1,
            "offerId": "65309999CA01A12",
            "quantity": 7,
            "subscriptionId": owned["subscriptionId"],
            "status": "1000",
            "currencyCode": "GBP",
            "remainingQuantity": 7,
        },
    ]
    assert (owned["status"], owned["currentQuantity"], owned["renewalDate"]) == ("1000", 7, "2028-09-01")
    assert partner.get(path).json()["cotermDate"] == "2028-09-01"
    assert partner.get(f"{path}/orders/{order_id}").json()["status"] == "1000"


def test_a_day_before_nothing_has_renewed() -> None:
    partner = Partner()
    path, _ = an_owner(partner)
    later(partner, days=364, hours=15)
    assert (_renewals(partner, path), the_subscription(partner, path)["renewalDate"]) == ([], "2027-09-01")


def test_an_explicit_quantity_renews_fewer_or_more_and_stays() -> None:
    partner = Partner()
    path, _ = an_owner(partner, quantity=7)
    subscription_id = the_subscription(partner, path)["subscriptionId"]
    partner.control.set_subscription(subscription_id, used=6, renewal_quantity=5)
    later(partner, days=365)
    owned = the_subscription(partner, path)
    assert (owned["currentQuantity"], owned["usedQuantity"], owned["renewedQuantity"]) == (5, 5, 0)
    partner.control.add_purchase(path.rpartition("/")[2], "65309999CA01A12", 4, "GBP")
    assert the_subscription(partner, path)["autoRenewal"]["renewalQuantity"] == 5
    prefer(partner, path, enabled=True, renewalQuantity=20)
    later(partner, days=366)
    assert the_subscription(partner, path)["currentQuantity"] == 20


def test_an_implicit_quantity_goes_on_following() -> None:
    partner = Partner()
    path, _ = an_owner(partner, quantity=7)
    later(partner, days=365)
    partner.control.add_purchase(path.rpartition("/")[2], "65309999CA01A12", 4, "GBP")
    assert the_subscription(partner, path)["autoRenewal"] == {"enabled": True, "renewalQuantity": 11}


def test_what_is_not_set_to_renew_ends_and_may_be_renewed_by_hand_for_a_fortnight() -> None:
    partner = Partner()
    path, _ = an_owner(partner)
    prefer(partner, path, enabled=False)
    later(partner, days=365)
    ended = the_subscription(partner, path)
    assert (ended["status"], ended["allowedActions"], _renewals(partner, path)) == ("1004", ["MANUAL_RENEWAL"], [])
    assert partner.control.subscriptions()[0]["allowedActions"] == ["MANUAL_RENEWAL"]
    address = f"{path}/subscriptions/{ended['subscriptionId']}"
    assert refusal(partner.patch(address, {"autoRenewal": {"enabled": True}})) == (400, "3119", [])
    later(partner, days=14)
    assert "allowedActions" in the_subscription(partner, path)
    later(partner, days=1)
    assert "allowedActions" not in the_subscription(partner, path)


def test_one_order_renews_everything_at_the_level_of_the_new_total() -> None:
    partner = Partner()
    path, _ = an_owner(partner, "65309999CA02A12", 12)
    customer_id = path.rpartition("/")[2]
    partner.control.add_purchase(customer_id, "30007777CA02A12", 5, "GBP")
    partner.control.add_purchase(customer_id, "65304578CA02A12", 5, "GBP")
    assert _level(partner, path) == "02"
    folio, standard, darkroom = (one["subscriptionId"] for one in partner.control.subscriptions(customer_id))
    partner.control.set_subscription(folio, renewal_quantity=4)
    partner.control.set_subscription(darkroom, auto_renews=False)
    later(partner, days=365)
    (renewal,) = _renewals(partner, path)
    lines = [(line["offerId"], line["quantity"], line["subscriptionId"]) for line in renewal["lineItems"]]
    assert lines == [("65309999CA01A12", 4, folio), ("30007777CA01A12", 5, standard)]
    assert _level(partner, path) == "01"
    partner.control.set_subscription(folio, renewal_quantity=95)
    later(partner, days=366)
    assert _level(partner, path) == "04"
    assert [line["offerId"] for line in _renewals(partner, path)[1]["lineItems"]] == ["65309999CA04A12", "30007777CA04A12"]


def test_several_years_at_once_renew_one_by_one() -> None:
    partner = Partner()
    path, _ = an_owner(partner, quantity=7)
    later(partner, days=365 * 3 + 1)
    assert [order["creationDate"][:10] for order in _renewals(partner, path)] == ["2027-09-01", "2028-09-01", "2029-09-01"]
    assert the_subscription(partner, path)["renewalDate"] == "2030-09-01"
    assert len(partner.get(f"{path}/orders").json()["items"]) == 1


def test_a_consumable_renews_on_its_own_date_as_a_fresh_pack_and_leaves_the_anniversary_alone() -> None:
    partner = Partner()
    path, _ = an_owner(partner, quantity=2)
    later(partner, days=30)
    partner.control.add_purchase(path.rpartition("/")[2], "65315555CAT2A12", 1_000, "GBP")
    pack = partner.control.subscriptions()[1]["subscriptionId"]
    partner.control.set_subscription(pack, used=300)
    later(partner, days=365)
    first, second = _renewals(partner, path)
    assert [len(order["lineItems"]) for order in (first, second)] == [1, 1]
    assert (second["creationDate"], second["lineItems"][0]["offerId"]) == ("2027-10-01T00:00:00Z", "65315555CAT2A12")
    renewed = partner.control.subscriptions()[1]
    assert (renewed["currentQuantity"], renewed["usedQuantity"], renewed["renewalDate"]) == (1_000, 0, "2028-10-01")
    assert partner.get(path).json()["cotermDate"] == "2028-09-01"


def test_a_withdrawn_product_does_not_renew_and_cannot_be_renewed_by_hand() -> None:
    partner = Partner()
    path, _ = an_owner(partner)
    partner.control.withdraw_product("65309999CA")
    later(partner, days=365)
    ended = the_subscription(partner, path)
    assert (ended["status"], "allowedActions" in ended, _renewals(partner, path)) == ("1004", False, [])


def test_after_a_renewal_orders_before_it_are_dead_and_the_renewal_itself_can_be_returned() -> None:
    partner = Partner()
    path, _ = an_owner(partner, quantity=7)
    later(partner, days=360)
    late_one = partner.control.add_purchase(path.rpartition("/")[2], "65309999CA01A12", 3, "GBP")
    later(partner, days=6)
    refused = partner.post(f"{path}/orders", a_return(late_one, a_line(quantity=3)))
    assert refusal(refused) == (400, "2134", ["Line Item: 1"])
    renewal = _renewals(partner, path)[0]["orderId"]
    settled(partner, path, a_return(renewal, a_line("65309999CA02A12", 4)))
    owned = the_subscription(partner, path)
    assert (owned["currentQuantity"], owned["autoRenewal"]["renewalQuantity"]) == (6, 6)
    assert _renewals(partner, path)[0]["lineItems"][0]["remainingQuantity"] == 6


def test_a_renewal_in_flight_lets_nobody_edit_or_order_until_it_is_done() -> None:
    partner = Partner()
    path, _ = an_owner(partner, quantity=7)
    partner.control.fault("SYSTEM /v3/customers/{id}/orders", "held")
    later(partner, days=365)
    (renewal,) = _renewals(partner, path)
    owned = the_subscription(partner, path)
    assert (renewal["status"], renewal["lineItems"][0]["subscriptionId"]) == ("1002", owned["subscriptionId"])
    assert (owned["status"], owned["renewalDate"]) == ("1000", "2027-09-01")
    address = f"{path}/subscriptions/{owned['subscriptionId']}"
    assert refusal(partner.patch(address, {"autoRenewal": {"enabled": False}})) == (400, "4122", [])
    assert refusal(partner.post(f"{path}/orders", an_order())) == (400, "3131", [])
    later(partner, days=366)
    partner.control.release_order(renewal["orderId"])
    assert [order["status"] for order in _renewals(partner, path)] == ["1000", "1000"]
    assert the_subscription(partner, path)["renewalDate"] == "2029-09-01"


def test_a_renewal_that_fails_ends_what_it_should_have_renewed() -> None:
    partner = Partner()
    path, _ = an_owner(partner)
    partner.control.fault("SYSTEM *", "ends as", order_type="RENEWAL", ends_as="1004")
    later(partner, days=365)
    ended = the_subscription(partner, path)
    assert (ended["status"], ended["allowedActions"]) == ("1004", ["MANUAL_RENEWAL"])
    assert [order["status"] for order in _renewals(partner, path)] == ["1004"]


def test_a_held_renewal_can_be_failed_by_status() -> None:
    partner = Partner()
    path, _ = an_owner(partner)
    partner.control.fault("SYSTEM *", "held")
    later(partner, days=365)
    partner.control.set_order_status(_renewals(partner, path)[0]["orderId"], "1004")
    assert the_subscription(partner, path)["status"] == "1004"


def test_an_inactive_customer_renews_nothing() -> None:
    partner = Partner()
    path, _ = an_owner(partner)
    partner.control.set_customer_status(path.rpartition("/")[2], "1012")
    later(partner, days=365)
    assert [order["status"] for order in _renewals(partner, path)] == ["1024"]


def test_a_commitment_keeps_its_level_until_it_ends() -> None:
    partner = Partner()
    path, _ = an_owner(partner, quantity=3)
    partner.control.add_commitment(path.rpartition("/")[2], licences=50)
    later(partner, days=365)
    assert _renewals(partner, path)[0]["lineItems"][0]["offerId"] == "65309999CA13A12"
    later(partner, days=365 * 2)
    assert _level(partner, path) == "13"
    later(partner, days=1)
    customer = partner.get(path).json()
    assert (customer["benefits"][0]["commitment"]["status"], customer["discounts"][0]["level"]) == ("EXPIRED", "01")
    assert _renewals(partner, path)[2]["lineItems"][0]["offerId"] == "65309999CA01A12"


def test_a_commitment_ends_on_its_day_whatever_else_happens() -> None:
    partner = Partner()
    path, _ = an_owner(partner, quantity=3)
    later(partner, days=100)
    partner.control.add_commitment(path.rpartition("/")[2], licences=10)
    later(partner, days=365 * 3 + 1)
    assert partner.get(path).json()["benefits"][0]["commitment"]["status"] == "EXPIRED"
    assert _level(partner, path) == "01"


def test_something_without_a_price_in_its_currency_renews_unpriced() -> None:
    partner = Partner()
    path, _ = an_owner(partner, "65314444CC01A12", 1)
    later(partner, days=365)
    (renewal,) = partner.get(f"{path}/orders", "order-type=RENEWAL&fetch-price=true").json()["items"]
    assert "pricing" not in renewal["lineItems"][0]


@pytest.mark.parametrize("reads", [0, None])
def test_renewals_wait_for_no_reads(reads: int | None) -> None:
    partner = Partner(SimulatorSettings(order_reads=reads))
    path, _ = an_owner(partner)
    later(partner, days=365)
    assert _renewals(partner, path)[0]["status"] == "1000"
