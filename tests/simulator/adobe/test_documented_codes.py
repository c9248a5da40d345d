"""Every code that Adobe documents can be had on demand, exactly as `codes.json` has it, and every status of what is served."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import pytest

from tests.contract.tree import ROOT
from tests.simulator.adobe.bodies import a_customer, an_order
from tests.simulator.adobe.driver import DISTRIBUTOR, Partner

if TYPE_CHECKING:
    import httpx

FACTS: Final[dict[str, Any]] = json.loads((ROOT / "schemas" / "adobe" / "codes.json").read_text(encoding="utf-8"))
IDS: Final = {"id": "P1", "order": "P9", "subscription": "S1", "deployment": "D1", "group": "G1", "transfer": "T1"}


def ask(partner: Partner, call: str) -> httpx.Response:
    """Make a call as far as the fault needs it: its route, and its order type."""
    fact = FACTS["calls"][call]
    method, _, pattern = fact["route"].partition(" ")
    body = {"orderType": fact["orderType"]} if "orderType" in fact else None
    return partner.http.request(method, pattern.format(**IDS), json=body, headers=partner.headers())


def calls_of(fact: dict[str, Any]) -> list[str]:
    """Give the calls that a code can answer by their names."""
    return list(FACTS["calls"]) if fact["calls"] == ["any call"] else fact["calls"]


@pytest.mark.parametrize("code", sorted({fact["code"] for fact in FACTS["codes"]}))
def test_a_documented_code_can_be_had_from_every_call_and_with_every_reason(code: str) -> None:
    partner = Partner()
    facts = [fact for fact in FACTS["codes"] if fact["code"] == code]
    asked = [(fact, call, reason) for fact in facts for call in calls_of(fact) for reason in fact.get("reasons", [""])]
    assert asked
    for fact, call, reason in asked:
        partner.control.refuse(call, code, reason, line=3, path="companyProfile.address.city")
        refused = ask(partner, call)
        assert refused.status_code == fact["http"]
        body = refused.json()
        told = (body.get("code", f"HTTP {body.get('error_code')}"), body["message"])
        assert told == (code, fact["message"] or "Resource not found")
        if reason:
            assert [detail.endswith(reason) for detail in body["additionalDetails"]] == [True]
        assert partner.control.faults() == []


@pytest.mark.parametrize(
    ("call", "code", "reason", "details"),
    [
        ("place order", "2129", "INELIGIBLE_ADD_ON", ["Line Item: 3, Reason: INELIGIBLE_ADD_ON"]),
        ("place order", "2129", "", ["Line Item: 3"]),
        ("return order", "2127", "", ["Line Item: 3"]),
        ("preview transfer", "5117", "UNPAID_INVOICE", ["UNPAID_INVOICE"]),
        ("preview transfer", "5117", "", []),
        ("create customer", "1117", "", ["companyProfile.address.city"]),
        ("create customer", "1118", "", []),
        ("set auto-renewal", "3116", "", ["autoRenewal.renewalQuantity"]),
    ],
)
def test_the_details_are_those_that_are_documented(call: str, code: str, reason: str, details: list[str]) -> None:
    partner = Partner()
    partner.control.refuse(call, code, reason, line=3, path="companyProfile.address.city")
    assert ask(partner, call).json()["additionalDetails"] == details


def test_details_of_ones_own_replace_the_documented_ones() -> None:
    partner = Partner()
    partner.control.refuse("preview transfer", "5117", details=["INACTIVE", "UNPAID_INVOICE"], times=2)
    assert [ask(partner, "preview transfer").json()["additionalDetails"] for _ in range(2)] == [
        ["INACTIVE", "UNPAID_INVOICE"]
    ] * 2


@pytest.mark.parametrize(
    ("call", "code", "reason"), [("create customer", "2127", ""), ("sing a song", "1121", ""), ("place order", "2129", "RAIN")]
)
def test_what_is_not_documented_cannot_be_planned_by_its_name(call: str, code: str, reason: str) -> None:
    control = Partner().control
    with pytest.raises(LookupError):
        control.refuse(call, code, reason)


def test_a_refusal_can_be_planned_over_http() -> None:
    partner = Partner()
    planned = {"call": "fetch price list", "code": "1161"}
    assert partner.http.post("/control/refusals", json=planned).status_code == 200
    assert ask(partner, "fetch price list").json()["code"] == "1161"
    assert partner.http.post("/control/refusals", json={**planned, "code": "2127"}).status_code == 404


@pytest.mark.parametrize("call", ["list discounts", "preview reseller change", "create deployment"])
def test_a_call_that_is_not_served_is_unknown_unless_something_is_planned_for_it(call: str) -> None:
    assert ask(Partner(), call).status_code == 404


def statuses_of(resource: str) -> list[str]:
    """Give the documented statuses of a resource other than the first one, pending."""
    return [one["code"] for one in FACTS["statuses"] if one["resource"] == resource and one["code"] != "1002"]


@pytest.mark.parametrize("status", statuses_of("order"))
def test_an_order_can_end_in_every_documented_status(status: str) -> None:
    partner = Partner()
    orders = f"/v3/customers/{partner.control.add_customer(partner.control.add_reseller(DISTRIBUTOR))}/orders"
    partner.control.fault("POST /v3/customers/{id}/orders", "ends as", ends_as=status)
    order_id = partner.post(orders, an_order()).json()["orderId"]
    assert partner.get(f"{orders}/{order_id}").json()["status"] == status


@pytest.mark.parametrize("status", statuses_of("customer account"))
def test_a_customer_can_end_in_every_documented_status(status: str) -> None:
    partner = Partner()
    body = a_customer(partner.control.add_reseller(DISTRIBUTOR))
    partner.control.fault("POST /v3/customers", "ends as", ends_as=status)
    customer_id = partner.post("/v3/customers", body).json()["customerId"]
    assert [partner.get(f"/v3/customers/{customer_id}").json()["status"] for _ in range(2)] == ["1002", status]


@pytest.mark.parametrize("status", statuses_of("reseller account"))
def test_a_reseller_can_be_in_every_documented_status(status: str) -> None:
    partner = Partner()
    reseller_id = partner.control.add_reseller(DISTRIBUTOR, status=status)
    assert partner.get(f"/v3/resellers/{reseller_id}").json()["status"] == status


@pytest.mark.parametrize("status", [*statuses_of("subscription"), "1002"])
def test_a_subscription_can_be_in_every_documented_status(status: str) -> None:
    partner = Partner()
    customer_id = partner.control.add_customer(partner.control.add_reseller(DISTRIBUTOR))
    partner.control.add_purchase(customer_id, "65304470CA01A12", 5, "USD", "R-1")
    (owned,) = partner.control.subscriptions(customer_id)
    partner.control.set_subscription(owned["subscriptionId"], status=status)
    path = f"/v3/customers/{customer_id}/subscriptions/{owned['subscriptionId']}"
    assert partner.get(path).json()["status"] == status
