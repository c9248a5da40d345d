from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from connector.simulator.adobe import SimulatorSettings
from tests.simulator.adobe.driver import START, Partner, refusal

if TYPE_CHECKING:
    import httpx

MEMBERSHIP = "88A1B2C3"
OFFERS = f"/v3/memberships/{MEMBERSHIP}/offers"
TRANSFERS = f"/v3/memberships/{MEMBERSHIP}/transfers"
TODAY = START.date()
ITEMS = [
    {"offer_id": "65309999CA02A12", "quantity": 14, "renewal_date": TODAY + timedelta(days=180), "currency": "GBP"},
    {"offer_id": "65315555CAT2A12", "quantity": 300, "renewal_date": (TODAY + timedelta(days=30)).isoformat()},
    {"offer_id": "30007777CA01A12", "quantity": 3, "renewal_date": TODAY - timedelta(days=1)},
]


def a_partner(settings: SimulatorSettings | None = None, **membership: Any) -> tuple[Partner, str]:  # noqa: ANN401 - as the control takes it.
    partner = Partner(settings)
    reseller = partner.control.add_reseller(partner.distributor, segments=["COM", "EDU"])
    partner.control.add_membership(MEMBERSHIP, ITEMS, **membership)
    return partner, reseller


def begin(partner: Partner, reseller: str, query: str = "") -> httpx.Response:
    return partner.post(TRANSFERS, {"resellerId": reseller}, query)


def test_a_preview_lists_the_future_subscriptions_and_changes_nothing() -> None:
    partner, _ = a_partner()
    answered = partner.get(OFFERS)
    assert (answered.status_code, answered.json()) == (
        200,
        {
            "totalCount": 3,
            "items": [
                {"offerId": "65309999CA02A12", "currencyCode": "GBP", "quantity": 14, "renewalDate": "2027-02-28"},
                {"offerId": "65315555CAT2A12", "currencyCode": "USD", "quantity": 300, "renewalDate": "2026-10-01"},
                {"offerId": "30007777CA01A12", "currencyCode": "USD", "quantity": 3, "renewalDate": "2026-08-31"},
            ],
        },
    )
    assert partner.control.customers() == []


def test_benefits_and_discounts_stand_in_the_preview_of_those_who_have_them() -> None:
    commitment = {"status": "COMMITTED", "minimumQuantities": [], "startDate": "2025-03-01", "endDate": "2028-02-29"}
    benefits = [{"type": "THREE_YEAR_COMMIT", "commitment": commitment}]
    partner, _ = a_partner(benefits=benefits, discounts=[{"offerType": "LICENSE", "level": "12"}])
    shown = partner.get(OFFERS).json()
    assert (shown["benefits"], shown["discounts"]) == (benefits, [{"offerType": "LICENSE", "level": "12"}])


def test_a_transfer_is_open_first_and_complete_when_it_is_read() -> None:
    partner, reseller = a_partner(admins=["it@northbeam.example", "boss@northbeam.example"])
    begun = begin(partner, reseller)
    assert begun.status_code == 202
    message = begun.json()
    assert (message["status"], message["customerId"], message["resellerId"]) == ("1002", "", reseller)
    assert {line["subscriptionId"] for line in message["lineItems"]} == {""}
    assert partner.control.customers() == []
    complete = partner.get(f"{TRANSFERS}/{message['transferId']}").json()
    (customer,) = partner.control.customers()
    subscriptions = partner.control.subscriptions()
    assert (complete["status"], complete["customerId"]) == ("1000", customer["customerId"])
    assert [line["subscriptionId"] for line in complete["lineItems"]] == [one["subscriptionId"] for one in subscriptions]
    assert [line["deploymentId"] for line in complete["lineItems"]] == ["", "", ""]
    assert [one["offerId"] for one in subscriptions] == ["65309999CA01A12", "65315555CAT1A12", "30007777CA01A12"]
    assert [one["status"] for one in subscriptions] == ["1000", "1000", "1004"]
    assert [one["autoRenewal"]["enabled"] for one in subscriptions] == [True, True, True]
    assert (customer["status"], customer["resellerId"], customer["cotermDate"]) == ("1000", reseller, "2027-02-28")
    assert [one["email"] for one in customer["companyProfile"]["contacts"]] == ["it@northbeam.example", "boss@northbeam.example"]
    assert customer["discounts"] == [{"offerType": "LICENSE", "level": "02"}, {"offerType": "CONSUMABLES", "level": "T2"}]


def test_the_history_shows_a_complete_transfer_order_with_the_memberships_offers() -> None:
    partner, reseller = a_partner(SimulatorSettings(transfer_reads=0))
    begin(partner, reseller)
    (customer,) = partner.control.customers()
    (order,) = partner.get(f"/v3/customers/{customer['customerId']}/orders", "order-type=TRANSFER").json()["items"]
    assert (order["orderType"], order["status"]) == ("TRANSFER", "1000")
    assert [(line["offerId"], line["quantity"], line["status"]) for line in order["lineItems"]] == [
        ("65309999CA02A12", 14, "1000"),
        ("65315555CAT2A12", 300, "1000"),
        ("30007777CA01A12", 3, "1000"),
    ]
    assert all(line["subscriptionId"] for line in order["lineItems"])


def test_what_came_over_renews_on_its_own_dates() -> None:
    partner, reseller = a_partner(SimulatorSettings(transfer_reads=0))
    begin(partner, reseller)
    partner.control.advance(timedelta(days=200))
    dates = [one["renewalDate"] for one in partner.control.subscriptions()]
    assert dates == ["2028-02-28", "2027-10-01", "2026-08-31"]


def test_a_customer_with_nothing_but_lapsed_products_has_no_anniversary() -> None:
    partner = Partner(SimulatorSettings(transfer_reads=0))
    reseller = partner.control.add_reseller(partner.distributor)
    partner.control.add_membership(MEMBERSHIP, ITEMS[2:])
    begin(partner, reseller)
    assert partner.control.customers()[0]["cotermDate"] == ""


def test_a_subscription_can_name_another_product_than_the_transfer_did() -> None:
    partner = Partner(SimulatorSettings(transfer_reads=0))
    reseller = partner.control.add_reseller(partner.distributor)
    partner.control.add_membership(MEMBERSHIP, [{**ITEMS[0], "subscribed_as": "65304578CA"}])
    begin(partner, reseller)
    assert partner.control.subscriptions()[0]["offerId"] == "65304578CA01A12"


@pytest.mark.parametrize(
    ("membership", "code", "details"),
    [
        ({"reasons": ["UNPAID_INVOICE", "INACTIVE"]}, "5117", ["UNPAID_INVOICE", "INACTIVE"]),
        ({"country": "CU"}, "5117", ["INVALID_COUNTRY"]),
        ({"segment": "GOV", "reasons": ["INACTIVE"]}, "5117", ["INACTIVE", "BAD_MARKET_SEGMENT"]),
        ({"admins": []}, "5120", []),
        ({"in_progress": True}, "5121", []),
        ({"benefits": [{"type": "LARGE_GOVERNMENT_AGENCY"}]}, "1164", []),
    ],
)
def test_what_cannot_come_over_is_refused_with_every_reason(membership: dict[str, Any], code: str, details: list[str]) -> None:
    partner, reseller = a_partner(**membership)
    assert refusal(begin(partner, reseller))[1:] == (code, details)
    if "segment" not in membership:
        assert refusal(partner.get(OFFERS))[1:] == (code, details)
    assert partner.control.transfers() == []


def test_a_product_off_the_list_has_no_equivalent() -> None:
    partner, _ = a_partner()
    partner.control.withdraw_product("65309999CA")
    assert refusal(partner.get(OFFERS)) == (400, "5117", ["NO_TARGET_SKU"])


@pytest.mark.parametrize(
    ("reason", "flag"), [("RETURNABLE_PURCHASE", "ignore-order-return"), ("OPEN_PURCHASE_AUTH", "expire-open-pas")]
)
def test_a_right_that_is_given_up_stands_in_nobodys_way(reason: str, flag: str) -> None:
    partner, reseller = a_partner(reasons=[reason])
    assert refusal(partner.get(OFFERS)) == (400, "5117", [reason])
    assert partner.get(OFFERS, f"{flag}=true").status_code == 200
    assert begin(partner, reseller, f"{flag}=true").status_code == 202


def test_unknown_memberships_transfers_and_resellers_are_refused() -> None:
    partner, reseller = a_partner()
    assert refusal(partner.get("/v3/memberships/NOBODY/offers")) == (400, "5115", [])
    assert refusal(partner.post("/v3/memberships/NOBODY/transfers", {"resellerId": reseller})) == (400, "5115", [])
    assert refusal(begin(partner, "PR99")) == (404, "1115", [])
    assert refusal(partner.post(TRANSFERS, {})) == (400, "1122", ["resellerId"])
    assert refusal(partner.get(f"{TRANSFERS}/TRF-999")) == (400, "5116", [])
    transfer = begin(partner, reseller).json()["transferId"]
    assert refusal(partner.get(f"/v3/memberships/NOBODY/transfers/{transfer}")) == (400, "5116", [])


def test_another_distributors_transfer_is_not_shown() -> None:
    partner, reseller = a_partner()
    transfer = begin(partner, reseller).json()["transferId"]
    other = Partner(simulator=partner.simulator, key="cafe", distributor="D2000000000")
    assert refusal(other.get(f"{TRANSFERS}/{transfer}")) == (403, "4121", [])


def test_an_inactive_reseller_takes_nothing_over() -> None:
    partner, reseller = a_partner()
    partner.control.set_reseller_status(reseller, "1004")
    assert refusal(begin(partner, reseller)) == (400, "5119", [])


def test_a_membership_is_transferred_once() -> None:
    partner, reseller = a_partner(SimulatorSettings(transfer_reads=3))
    transfer = begin(partner, reseller).json()["transferId"]
    assert refusal(begin(partner, reseller))[1] == refusal(partner.get(OFFERS))[1] == "5121"
    partner.get(f"{TRANSFERS}/{transfer}")
    assert refusal(begin(partner, reseller))[1] == refusal(partner.get(OFFERS))[1] == "5118"
    assert len(partner.control.customers()) == 1


def test_a_transfer_ends_though_nobody_who_knows_its_id_looks_at_it() -> None:
    partner, reseller = a_partner()
    assert begin(partner, reseller).json()["status"] == "1002"
    assert [refusal(partner.get(OFFERS))[1] for _ in range(2)] == ["5121", "5118"]


@pytest.mark.parametrize("status", ["1004", "1010"])
def test_a_transfer_that_fails_makes_nothing_and_can_be_begun_again(status: str) -> None:
    partner, reseller = a_partner()
    partner.control.fault("POST /v3/memberships/{id}/transfers", "ends as", ends_as=status)
    transfer = begin(partner, reseller).json()["transferId"]
    assert partner.get(f"{TRANSFERS}/{transfer}").json()["status"] == status
    assert partner.control.customers() == []
    assert begin(partner, reseller).status_code == 202


def test_a_held_transfer_stays_open_until_the_control_ends_it() -> None:
    partner, reseller = a_partner(SimulatorSettings(transfer_reads=0))
    partner.control.fault("POST /v3/memberships/{id}/transfers", "held")
    transfer = begin(partner, reseller).json()["transferId"]
    assert [partner.get(f"{TRANSFERS}/{transfer}").json()["status"] for _ in range(3)] == ["1002"] * 3
    partner.control.set_transfer_status(transfer, "1000")
    assert partner.control.transfers()[0]["status"] == "1000"
    with pytest.raises(ValueError, match="not open"):
        partner.control.set_transfer_status(transfer, "1004")
    with pytest.raises(ValueError, match="1008"):
        partner.control.set_transfer_status(transfer, "1008")


def test_memberships_are_changed_by_hand_and_over_http() -> None:
    partner, _ = a_partner(reasons=["INACTIVE"])
    partner.control.set_membership(MEMBERSHIP, reasons=[])
    assert partner.get(OFFERS).status_code == 200
    with pytest.raises(TypeError, match="colour"):
        partner.control.set_membership(MEMBERSHIP, colour="blue")
    more = {"membership_id": "99", "items": [{**ITEMS[1]}], "reasons": ["INACTIVE"], "country": "DE"}
    assert partner.http.post("/control/memberships", json=more).json() == {"id": "99"}
    assert partner.http.get("/control/memberships").json() == [MEMBERSHIP, "99"]
    assert partner.http.post("/control/memberships/99", json={"reasons": [], "in_progress": True}).status_code == 200
    assert refusal(partner.get("/v3/memberships/99/offers"))[1] == "5121"
    unknown = partner.http.post("/control/memberships", json={**more, "items": [{**ITEMS[1], "offer_id": "1"}]})
    assert unknown.status_code == 404
    assert partner.http.get("/control/transfers").json() == []


def test_a_renewal_date_may_be_a_day_or_its_text() -> None:
    partner = Partner()
    days: list[Any] = [date(2027, 1, 1), "2027-01-01"]
    for number, day in enumerate(days):
        partner.control.add_membership(str(number), [{**ITEMS[0], "renewal_date": day}])
    shown = [partner.get(f"/v3/memberships/{number}/offers").json()["items"][0]["renewalDate"] for number in range(2)]
    assert shown == ["2027-01-01", "2027-01-01"]
