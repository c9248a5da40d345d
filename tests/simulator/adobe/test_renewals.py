from __future__ import annotations

from typing import Any

import pytest

from tests.simulator.adobe.bodies import a_line, an_order
from tests.simulator.adobe.driver import Partner, refusal
from tests.simulator.adobe.owning import a_customer_of, a_return, an_owner, later, prefer, settled, the_subscription


def _previewed(partner: Partner, path: str, query: str = "") -> dict[str, Any]:
    previewed = partner.post(f"{path}/orders", {"orderType": "PREVIEW_RENEWAL"}, query)
    assert previewed.status_code == 200, previewed.text
    return dict(previewed.json())


def _expired(partner: Partner, quantity: int = 7) -> tuple[str, dict[str, Any]]:
    """Give a customer whose one subscription expired a day ago, and the line that renews it."""
    path, _ = an_owner(partner, quantity=quantity)
    prefer(partner, path, enabled=False)
    later(partner, days=366)
    return path, a_line(quantity=quantity, subscriptionId=the_subscription(partner, path)["subscriptionId"])


def test_a_preview_shows_what_would_renew_by_itself_at_any_time_of_the_term() -> None:
    partner = Partner()
    path, _ = an_owner(partner, "65309999CA02A12", 12)
    prefer(partner, path, enabled=True, renewalQuantity=7)
    body = _previewed(partner, path, "fetch-price=true")
    assert (body["orderType"], body["orderId"], body["status"], body["currencyCode"]) == ("PREVIEW_RENEWAL", "", "", "GBP")
    (line,) = body["lineItems"]
    assert (line["offerId"], line["quantity"], line["status"]) == ("65309999CA01A12", 7, "1000")
    assert line["subscriptionId"] == the_subscription(partner, path)["subscriptionId"]
    # The term from 1 September 2027 on contains 29 February 2028; 7 seats at 200.00.
    assert (line["proratedDays"], line["pricing"]["lineItemPartnerPrice"]) == (366, 1400.00)
    assert body["pricingSummary"] == [{"totalLineItemPartnerPrice": 1400.00, "currencyCode": "GBP"}]
    assert [order["orderType"] for order in partner.control.orders()] == ["NEW"]


def test_without_anything_set_to_renew_there_is_nothing_to_preview() -> None:
    partner = Partner()
    path, _ = an_owner(partner)
    prefer(partner, path, enabled=False)
    assert refusal(partner.post(f"{path}/orders", {"orderType": "PREVIEW_RENEWAL"})) == (400, "2136", [])


def test_a_withdrawn_product_is_previewed_as_not_renewing_and_a_stored_code_as_failing() -> None:
    partner = Partner()
    path, _ = an_owner(partner)
    prefer(partner, path, enabled=True, flexDiscountCodes=["KEEP_FIVE"])
    partner.control.withdraw_product("65309999CA")
    (line,) = _previewed(partner, path)["lineItems"]
    assert (line["status"], line["flexDiscounts"]) == ("1004", [{"code": "KEEP_FIVE", "result": "FAILURE"}])


def test_a_preview_of_several_currencies_has_no_prices() -> None:
    partner = Partner()
    path, _ = an_owner(partner)
    partner.control.add_purchase(path.rpartition("/")[2], "30007777CA01A12", 1, "USD")
    body = {"orderType": "PREVIEW_RENEWAL"}
    assert refusal(partner.post(f"{path}/orders", body, "fetch-price=true")) == (400, "2148", [])
    assert len(_previewed(partner, path)["lineItems"]) == 2


def test_what_expired_is_brought_back_by_a_late_renewal() -> None:
    partner = Partner()
    path, line = _expired(partner)
    line["quantity"] = 5
    previewed = partner.post(f"{path}/orders", an_order({**line, "offerId": "65309999CA04A12"}, kind="PREVIEW_RENEWAL")).json()
    assert [(one["offerId"], one["status"]) for one in previewed["lineItems"]] == [("65309999CA01A12", "1000")]
    read = settled(partner, path, an_order(line, kind="RENEWAL"))
    assert (read["status"], read["source"], read["lineItems"][0]["remainingQuantity"]) == ("1000", "API", 5)
    owned = the_subscription(partner, path)
    assert (owned["status"], owned["currentQuantity"], owned["renewalDate"]) == ("1000", 5, "2028-09-01")
    assert "allowedActions" not in owned
    assert partner.get(path).json()["cotermDate"] == "2028-09-01"
    assert settled(partner, path, a_return(read["orderId"], a_line(quantity=2)))["status"] == "1000"


def test_a_late_renewal_gets_the_level_of_its_own_quantity_and_corrects_nothing() -> None:
    partner = Partner()
    path, line = _expired(partner, 12)
    assert partner.get(path).json()["discounts"][0]["level"] == "01"
    assert refusal(partner.post(f"{path}/orders", an_order({**line, "offerId": "65309999CA03A12"}, kind="RENEWAL"))) == (
        *(400, "2129"),
        ["Line Item: 1"],
    )
    settled(partner, path, an_order({**line, "offerId": "65309999CA02A12"}, kind="RENEWAL"))
    assert partner.get(path).json()["discounts"][0]["level"] == "02"


def test_a_failed_late_renewal_leaves_what_expired_as_it_was() -> None:
    partner = Partner()
    path, line = _expired(partner)
    partner.control.fault("POST *", "ends as", order_type="RENEWAL", ends_as="1004")
    assert settled(partner, path, an_order(line, kind="RENEWAL"))["status"] == "1004"
    assert the_subscription(partner, path)["allowedActions"] == ["MANUAL_RENEWAL"]


@pytest.mark.parametrize("kind", ["RENEWAL", "PREVIEW_RENEWAL"])
@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"quantity": 8}, "2120"),
        ({"offerId": "99999999CA01A12"}, "2122"),
        ({"offerId": "30007777CA01A12"}, "3132"),
        ({"currencyCode": "USD"}, "2137"),
        ({"subscriptionId": "0" * 32}, "3115"),
    ],
)
def test_a_late_renewal_is_of_what_was_owned_and_its_preview_is_refused_alike(
    kind: str, changes: dict[str, Any], code: str
) -> None:
    partner = Partner()
    path, line = _expired(partner, 7)
    refused = partner.post(f"{path}/orders", an_order({**line, **changes}, kind=kind))
    assert refusal(refused) == (400, code, ["Line Item: 1"])


def test_a_product_is_renewed_by_its_subscription_and_a_new_one_not_at_all() -> None:
    partner = Partner()
    path, _ = _expired(partner)
    assert refusal(partner.post(f"{path}/orders", an_order(kind="RENEWAL"))) == (400, "3121", ["Line Item: 1"])
    other = an_order(a_line("30007777CA01A12"), kind="RENEWAL")
    assert refusal(partner.post(f"{path}/orders", other)) == (400, "3132", ["Line Item: 1"])


def test_after_a_fortnight_it_is_too_late_and_for_a_withdrawn_product_always() -> None:
    partner = Partner()
    path, line = _expired(partner)
    partner.control.withdraw_product("65309999CA")
    assert refusal(partner.post(f"{path}/orders", an_order(line, kind="RENEWAL"))) == (400, "3132", ["Line Item: 1"])
    other = Partner()
    path, line = _expired(other)
    later(other, days=14)
    assert refusal(other.post(f"{path}/orders", an_order(line, kind="RENEWAL"))) == (400, "3122", ["Line Item: 1"])


def test_what_renewed_by_itself_is_renewed_already() -> None:
    partner = Partner()
    path, _ = an_owner(partner)
    later(partner, days=366)
    line = a_line(subscriptionId=the_subscription(partner, path)["subscriptionId"])
    assert refusal(partner.post(f"{path}/orders", an_order(line, kind="RENEWAL"))) == (400, "2164", [])


def test_in_the_middle_of_a_term_nothing_is_renewed_and_early_renewals_are_not_served() -> None:
    partner = Partner()
    path, _ = an_owner(partner)
    renewal = an_order(a_line(subscriptionId=the_subscription(partner, path)["subscriptionId"]), kind="RENEWAL")
    assert refusal(partner.post(f"{path}/orders", renewal)) == (400, "3122", ["Line Item: 1"])
    later(partner, days=334)
    assert refusal(partner.post(f"{path}/orders", renewal))[1] == "3122"
    later(partner, days=1)
    unserved = (400, "5122", ["early renewals are not served by this simulator"])
    assert refusal(partner.post(f"{path}/orders", renewal)) == unserved
    new = an_order(a_line("30007777CA01A12"), kind="RENEWAL")
    assert refusal(partner.post(f"{path}/orders", new)) == unserved


def test_what_was_returned_whole_cannot_be_renewed_beside_something_that_can() -> None:
    partner = Partner()
    path, line = _expired(partner)
    emptied = partner.control.add_purchase(path.rpartition("/")[2], "30007777CA01A12", 1, "GBP")
    partner.control.add_return(emptied)
    subscription_id = partner.control.subscriptions()[1]["subscriptionId"]
    both = an_order(line, a_line("30007777CA01A12", number=2, subscriptionId=subscription_id), kind="RENEWAL")
    assert refusal(partner.post(f"{path}/orders", both)) == (400, "3121", ["Line Item: 2"])


def test_one_renewal_at_a_time() -> None:
    partner = Partner()
    path, line = _expired(partner)
    partner.post(f"{path}/orders", an_order(line, kind="RENEWAL"))
    assert refusal(partner.post(f"{path}/orders", an_order(line, kind="RENEWAL"))) == (400, "4122", [])
    assert refusal(partner.post(f"{path}/orders", an_order(a_line("30007777CA01A12")))) == (400, "3131", [])


def test_a_customer_without_anything_has_nothing_to_renew() -> None:
    partner = Partner()
    path = f"/v3/customers/{a_customer_of(partner)}"
    assert refusal(partner.post(f"{path}/orders", {"orderType": "PREVIEW_RENEWAL"})) == (400, "2136", [])
    later(partner, days=800)
    assert partner.get(path).json()["cotermDate"] == ""
