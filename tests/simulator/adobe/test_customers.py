from __future__ import annotations

from datetime import timedelta

import pytest

from connector.simulator.adobe import SimulatorSettings
from tests.simulator.adobe.bodies import a_contact, a_customer, a_profile, an_address, an_order
from tests.simulator.adobe.driver import DISTRIBUTOR, Partner, refusal


def test_a_created_customer_is_always_pending_and_active_after_enough_reads() -> None:
    partner = Partner(SimulatorSettings(customer_reads=2))
    created = partner.post("/v3/customers", a_customer(partner.control.add_reseller(DISTRIBUTOR)))
    assert (created.status_code, created.json()["status"], created.json()["cotermDate"]) == (201, "1002", "")
    assert created.json()["discounts"] == [{"offerType": "LICENSE", "level": "01"}]
    path = f"/v3/customers/{created.json()['customerId']}"
    assert [partner.get(path).json()["status"] for _ in range(2)] == ["1002", "1000"]


def test_a_customer_can_settle_at_once_but_is_answered_pending() -> None:
    partner = Partner(SimulatorSettings(customer_reads=0))
    created = partner.post("/v3/customers", a_customer(partner.control.add_reseller(DISTRIBUTOR))).json()
    assert created["status"] == "1002"
    assert partner.control.customers()[0]["status"] == "1000"


def test_a_pending_reseller_may_create_customers_and_an_inactive_one_may_not() -> None:
    partner = Partner()
    pending = partner.control.add_reseller(DISTRIBUTOR, status="1002")
    inactive = partner.control.add_reseller(DISTRIBUTOR, status="1004")
    assert partner.post("/v3/customers", a_customer(pending)).status_code == 201
    assert refusal(partner.post("/v3/customers", a_customer(inactive))) == (400, "1126", [])
    assert refusal(partner.post("/v3/customers", a_customer("PR99"))) == (404, "1115", [])


def test_a_customer_needs_a_segment_that_its_reseller_sells() -> None:
    partner = Partner()
    reseller_id = partner.control.add_reseller(DISTRIBUTOR)
    assert refusal(partner.post("/v3/customers", a_customer(reseller_id, a_profile(marketSegment="EDU"))))[1] == "2135"


def test_the_same_name_and_admin_under_the_same_reseller_exists_already_whatever_the_case() -> None:
    partner = Partner()
    reseller_id = partner.control.add_reseller(DISTRIBUTOR)
    partner.post("/v3/customers", a_customer(reseller_id))
    twin = a_profile(companyName="NORTHBEAM optics", contacts=[a_contact(email="IT@Northbeam.example")])
    other_admin = a_profile(contacts=[a_contact(email="boss@northbeam.example")])
    assert refusal(partner.post("/v3/customers", a_customer(reseller_id, twin))) == (400, "1127", [])
    assert partner.post("/v3/customers", a_customer(reseller_id, other_admin)).status_code == 201


def test_the_same_name_and_admin_under_another_reseller_ends_as_a_duplicate() -> None:
    partner = Partner(SimulatorSettings(customer_reads=1))
    first, second = (partner.control.add_reseller(DISTRIBUTOR) for _ in range(2))
    partner.post("/v3/customers", a_customer(first))
    customer_id = partner.post("/v3/customers", a_customer(second)).json()["customerId"]
    assert partner.get(f"/v3/customers/{customer_id}").json()["status"] == "1014"


def test_an_inactive_namesake_is_in_nobodys_way() -> None:
    partner = Partner()
    reseller_id = partner.control.add_reseller(DISTRIBUTOR)
    first = partner.post("/v3/customers", a_customer(reseller_id)).json()["customerId"]
    partner.control.set_customer_status(first, "1010")
    assert partner.post("/v3/customers", a_customer(reseller_id)).status_code == 201


def test_a_customer_that_ends_inactive_fails_its_open_orders() -> None:
    partner = Partner(SimulatorSettings(customer_reads=1))
    partner.control.fault("POST /v3/customers", "ends as", ends_as="1010")
    body = a_customer(partner.control.add_reseller(DISTRIBUTOR))
    path = f"/v3/customers/{partner.post('/v3/customers', body).json()['customerId']}"
    order_id = partner.post(f"{path}/orders", an_order()).json()["orderId"]
    assert partner.get(f"{path}/orders/{order_id}").json()["status"] == "1024"
    assert partner.get(path).json()["status"] == "1010"
    assert partner.get(f"{path}/subscriptions").json()["items"] == []


def test_an_unknown_customer_is_not_found() -> None:
    partner = Partner()
    assert refusal(partner.get("/v3/customers/P99")) == (404, "1116", [])
    assert refusal(partner.get("/v3/customers/P99/subscriptions")) == (404, "1116", [])
    assert refusal(partner.post("/v3/customers/P99/orders", an_order())) == (404, "1116", [])


def test_the_list_of_customers_filters_by_status_name_and_date() -> None:
    partner = Partner()
    reseller_id = partner.control.add_reseller(DISTRIBUTOR)
    old = partner.control.add_customer(reseller_id, "Old Optics")
    partner.control.add_customer(reseller_id, "Lost Optics", status="1014")
    partner.control.advance(timedelta(hours=10))
    new = partner.control.add_customer(reseller_id, "New Optics")
    path = f"/v3/resellers/{reseller_id}/customers"

    def found(query: str) -> list[str]:
        return [one["customerId"] for one in partner.get(path, query).json()["accounts"]]

    assert found("") == [new, old]
    assert found("company-name=old*") == [old]
    assert found("from-created-date=2026-09-01T18:00:00Z") == [new]
    assert found("to-created-date=2026-09-01T17:59:59Z&order-by=asc") == [old]
    assert len(found("status=1000&status=1002&status=1014")) == 3
    assert refusal(partner.get(path, "from-created-date=yesterday")) == (400, "1132", ["from-created-date"])


def test_pages_of_customers_link_to_their_neighbours() -> None:
    partner = Partner()
    reseller_id = partner.control.add_reseller(DISTRIBUTOR)
    for number in range(21):
        partner.control.add_customer(reseller_id, f"Optics {number}")
    first = partner.get(f"/v3/resellers/{reseller_id}/customers").json()
    assert (first["totalCount"], first["count"], first["limit"]) == (21, 20, 20)
    assert "prev" not in first["links"]
    second = partner.get(first["links"]["next"]["uri"]).json()
    assert (second["count"], second["offset"]) == (1, 20)
    assert "next" not in second["links"]
    assert partner.get(second["links"]["prev"]["uri"]).json()["accounts"] == first["accounts"]


def _an_active_customer(partner: Partner) -> str:
    reseller_id = partner.control.add_reseller(DISTRIBUTOR, segments=("COM", "EDU"))
    profile = a_profile(companyName="Northbeam Optics", address=an_address())
    return f"/v3/customers/{partner.control.add_customer(reseller_id, profile=profile)}"


def test_an_update_replaces_the_profile_but_keeps_the_names_of_known_contacts() -> None:
    partner = Partner()
    path = _an_active_customer(partner)
    profile = a_profile(address=an_address(addressLine1="15 Mill Yard"), contacts=[a_contact(firstName="Tom", phoneNumber="1")])
    updated = partner.patch(path, {"companyProfile": profile, "externalReferenceId": "CU-2"}).json()
    assert updated["companyProfile"]["address"]["addressLine1"] == "15 Mill Yard"
    assert updated["companyProfile"]["contacts"] == [a_contact(phoneNumber="1")]
    assert (updated["companyProfile"]["marketSegment"], updated["externalReferenceId"]) == ("COM", "CU-2")


def test_an_empty_contact_list_leaves_the_contacts_alone() -> None:
    partner = Partner()
    path = _an_active_customer(partner)
    updated = partner.patch(path, {"companyProfile": a_profile(contacts=[])}).json()
    assert updated["companyProfile"]["contacts"] == [a_contact()]


def test_name_country_and_segment_of_a_buying_customer_are_fixed() -> None:
    partner = Partner()
    path = _an_active_customer(partner)
    moved = a_profile(address=an_address(country="IE", region="D", postalCode="D02"))
    assert refusal(partner.patch(path, {"companyProfile": moved})) == (
        *(400, "1119"),
        ["companyProfile.address.country", "companyProfile.address.region"],
    )
    assert partner.patch(path, {"companyProfile": a_profile(marketSegment="EDU")}).status_code == 200
    assert refusal(partner.patch(path, {"companyProfile": a_profile(marketSegment="GOV")}))[1] == "2135"
    partner.control.add_purchase(path.rpartition("/")[2], "65313333CB01A12", 3)
    body = {"companyProfile": a_profile(marketSegment="COM")}
    assert refusal(partner.patch(path, body)) == (400, "1119", ["companyProfile.marketSegment"])


@pytest.mark.parametrize("status", ["1002", "1012"])
def test_a_pending_or_blocked_customer_cannot_be_updated(status: str) -> None:
    partner = Partner()
    path = _an_active_customer(partner)
    partner.control.set_customer_status(path.rpartition("/")[2], status)
    assert refusal(partner.patch(path, {"companyProfile": a_profile()})) == (400, "1125", [])


def test_a_field_that_adobe_sets_is_not_editable_and_an_invented_one_unexpected() -> None:
    partner = Partner()
    path = _an_active_customer(partner)
    assert refusal(partner.patch(path, {"companyProfile": a_profile(), "cotermDate": "2027-01-01"})) == (
        *(400, "1119"),
        ["cotermDate"],
    )
    assert refusal(partner.patch(path, {"companyProfile": a_profile(), "shoeSize": 42})) == (400, "1121", ["shoeSize"])
