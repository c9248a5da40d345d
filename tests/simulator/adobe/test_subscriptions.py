from __future__ import annotations

from typing import Any

import pytest

from tests.simulator.adobe.driver import DISTRIBUTOR, Partner, refusal


def _owning(partner: Partner, quantity: int = 7) -> tuple[str, str]:
    """Give customer id and path of the one subscription that the customer has."""
    customer_id = partner.control.add_customer(partner.control.add_reseller(DISTRIBUTOR))
    partner.control.add_purchase(customer_id, "65309999CA01A12", quantity)
    subscription_id = partner.control.subscriptions(customer_id)[0]["subscriptionId"]
    return customer_id, f"/v3/customers/{customer_id}/subscriptions/{subscription_id}"


def test_all_subscriptions_come_in_one_answer() -> None:
    partner = Partner()
    customer_id, path = _owning(partner)
    listed = partner.get(f"/v3/customers/{customer_id}/subscriptions").json()
    assert (listed["totalCount"], listed["items"]) == (1, [partner.get(path).json()])
    assert listed["links"]["self"]["uri"] == f"/v3/customers/{customer_id}/subscriptions"


def test_an_unknown_subscription_is_not_found() -> None:
    partner = Partner()
    customer_id, path = _owning(partner)
    _, foreign = _owning(partner)
    unknown = f"/v3/customers/{customer_id}/subscriptions/{foreign.rpartition('/')[2]}"
    assert refusal(partner.get(unknown)) == (404, "3115", [])
    assert refusal(partner.patch(unknown, {"autoRenewal": {"enabled": False}})) == (404, "3115", [])
    assert partner.get(path).status_code == 200


def _renewal(partner: Partner, path: str, **sent: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON value can be sent.
    answered: dict[str, Any] = partner.patch(path, {"autoRenewal": sent}).json()["autoRenewal"]
    return answered


def test_auto_renewal_is_switched_off_and_on_and_off_ignores_a_quantity() -> None:
    partner = Partner()
    _, path = _owning(partner)
    assert _renewal(partner, path, enabled=False, renewalQuantity=3) == {"enabled": False, "renewalQuantity": 7}
    assert _renewal(partner, path, enabled=True) == {"enabled": True, "renewalQuantity": 7}


def test_an_explicit_quantity_stays_through_further_orders_and_an_implicit_one_follows() -> None:
    partner = Partner()
    customer_id, path = _owning(partner)
    assert _renewal(partner, path, enabled=True, renewalQuantity=5) == {"enabled": True, "renewalQuantity": 5}
    partner.control.add_purchase(customer_id, "65309999CA01A12", 2)
    assert partner.get(path).json()["autoRenewal"]["renewalQuantity"] == 5
    assert _renewal(partner, path, enabled=True, renewalQuantity=None) == {"enabled": True, "renewalQuantity": 9}
    partner.control.add_purchase(customer_id, "65309999CA01A12", 1)
    assert partner.get(path).json()["autoRenewal"]["renewalQuantity"] == 10


def test_a_quantity_alone_leaves_the_switch_as_it_is() -> None:
    partner = Partner()
    _, path = _owning(partner)
    assert _renewal(partner, path, renewalQuantity=4) == {"enabled": True, "renewalQuantity": 4}


def test_discount_codes_are_kept_unjudged_and_cleared_only_by_the_query_flag() -> None:
    partner = Partner()
    _, path = _owning(partner)
    assert _renewal(partner, path, enabled=True, flexDiscountCodes=["KEEP_FIVE"])["flexDiscountCodes"] == ["KEEP_FIVE"]
    assert _renewal(partner, path, enabled=True, flexDiscountCodes=[])["flexDiscountCodes"] == ["KEEP_FIVE"]
    cleared = partner.patch(path, {}, "reset-flex-discount-codes=true").json()
    assert "flexDiscountCodes" not in cleared["autoRenewal"]


@pytest.mark.parametrize(
    ("body", "code", "details"),
    [
        ({"autoRenewal": {"renewalQuantity": 0}}, "3116", ["autoRenewal.renewalQuantity"]),
        ({"autoRenewal": {"renewalQuantity": 10_001}}, "3116", ["autoRenewal.renewalQuantity"]),
        ({"autoRenewal": {"renewalQuantity": 599_001}}, "3116", ["autoRenewal.renewalQuantity"]),
        ({"autoRenewal": {"renewalCode": "MOQ_100"}}, "5123", []),
        ({"autoRenewal": {"enabled": "yes"}}, "1117", ["autoRenewal.enabled"]),
        ({"currentQuantity": 3}, "1119", ["currentQuantity"]),
        ({"allowedActions": ["MANUAL_RENEWAL"]}, "1119", ["allowedActions"]),
        ({"links": {}}, "1119", ["links"]),
        ({"autoRenewal": {"colour": "red"}}, "1121", ["autoRenewal.colour"]),
    ],
)
def test_a_wrong_preference_is_refused_and_changes_nothing(body: dict[str, Any], code: str, details: list[str]) -> None:
    partner = Partner()
    _, path = _owning(partner)
    before = partner.get(path).json()
    assert refusal(partner.patch(path, body)) == (400, code, details)
    assert partner.get(path).json() == before


def test_an_inactive_subscription_cannot_be_edited() -> None:
    partner = Partner()
    _, path = _owning(partner)
    partner.control.set_subscription(path.rpartition("/")[2], used=2, status="1004")
    assert refusal(partner.patch(path, {"autoRenewal": {"enabled": False}})) == (400, "3119", [])
    assert partner.get(path).json()["usedQuantity"] == 2
