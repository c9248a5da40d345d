from __future__ import annotations

from typing import Any

import pytest

from connector.simulator.adobe import SimulatorSettings
from tests.simulator.adobe.bodies import a_profile, a_reseller, an_address
from tests.simulator.adobe.driver import DISTRIBUTOR, Partner, refusal


def test_a_created_reseller_is_pending_and_active_at_its_first_read() -> None:
    partner = Partner()
    created = partner.post("/v3/resellers", a_reseller(DISTRIBUTOR))
    assert (created.status_code, created.json()["status"]) == (201, "1002")
    assert created.json()["externalReferenceId"] == "RS-0081"
    assert partner.get(f"/v3/resellers/{created.json()['resellerId']}").json()["status"] == "1000"


@pytest.mark.parametrize(("reads", "seen"), [(0, ["1000", "1000"]), (2, ["1002", "1000"]), (None, ["1002", "1002"])])
def test_how_many_reads_a_reseller_needs_can_be_chosen(reads: int | None, seen: list[str]) -> None:
    partner = Partner(SimulatorSettings(reseller_reads=reads))
    created = partner.post("/v3/resellers", a_reseller(DISTRIBUTOR)).json()
    assert created["status"] == "1002"
    assert [partner.get(f"/v3/resellers/{created['resellerId']}").json()["status"] for _ in seen] == seen


def test_a_reseller_can_be_planned_to_end_inactive() -> None:
    partner = Partner()
    partner.control.fault("POST /v3/resellers", "ends as", ends_as="1010")
    reseller_id = partner.post("/v3/resellers", a_reseller(DISTRIBUTOR)).json()["resellerId"]
    assert partner.get(f"/v3/resellers/{reseller_id}").json()["status"] == "1010"


def test_a_reseller_sells_commercial_offers_unless_it_says_more() -> None:
    body = a_reseller(DISTRIBUTOR, a_profile())
    assert Partner().post("/v3/resellers", body).json()["companyProfile"]["marketSegments"] == ["COM"]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"distributorId": "D9999999999"}, (400, "1114", [])),
        ({"externalReferenceId": "x" * 36}, (400, "2126", ["externalReferenceId"])),
        ({"companyProfile": a_profile(marketSegments=["GOV"])}, (400, "2135", [])),
        ({"companyProfile": a_profile(marketSegments=[])}, (400, "1117", ["companyProfile.marketSegments"])),
    ],
)
def test_a_reseller_is_refused_for_its_reason(changes: dict[str, Any], expected: tuple[int, str, list[str]]) -> None:
    partner = Partner(segments=("COM", "EDU"))
    assert refusal(partner.post("/v3/resellers", {**a_reseller(DISTRIBUTOR), **changes})) == expected
    assert partner.control.resellers() == []


def test_an_unknown_reseller_is_not_found() -> None:
    assert refusal(Partner().get("/v3/resellers/PR99")) == (404, "1115", [])


def test_the_list_shows_only_active_resellers_of_the_own_distributor_unless_statuses_are_named() -> None:
    partner = Partner()
    active = partner.control.add_reseller(DISTRIBUTOR, "Active House")
    pending = partner.control.add_reseller(DISTRIBUTOR, "Pending House", status="1002")
    partner.control.add_reseller("D2000000000", "Foreign House")
    assert [one["resellerId"] for one in partner.get("/v3/resellers").json()["accounts"]] == [active]
    both = partner.get("/v3/resellers", "status=1000&status=1002&sort-by=companyName&order-by=desc").json()["accounts"]
    assert [one["resellerId"] for one in both] == [pending, active]
    assert both[0]["companyProfile"] == {"companyName": "Pending House"}


@pytest.mark.parametrize(
    ("pattern", "found"),
    [("Harbour*", 2), ("*Lane", 1), ("harbour lane", 1), ("Harbour", 0), ("*o*", 2), ("[Harbour]*", 0)],
)
def test_a_company_name_is_found_by_wildcard(pattern: str, found: int) -> None:
    partner = Partner()
    partner.control.add_reseller(DISTRIBUTOR, "Harbour Lane")
    partner.control.add_reseller(DISTRIBUTOR, "Harbour View")
    assert partner.get("/v3/resellers", f"company-name={pattern}").json()["totalCount"] == found


@pytest.mark.parametrize(
    "query", ["limit=51", "limit=0", "offset=-1", "status=9999", "sort-by=size", "limit=1&limit=2", "colour=red"]
)
def test_a_bad_search_parameter_is_refused(query: str) -> None:
    name = query.partition("=")[0]
    assert refusal(Partner().get("/v3/resellers", query)) == (400, "1132", [name])


def _an_update(**changes: object) -> dict[str, Any]:
    address = an_address(country="US", region="CA", city="San Jose", addressLine1="9 New Street", postalCode="95110")
    profile = a_profile(companyName="Harbour Lane Software", address=address, marketSegments=["COM", "GOV"])
    return {"companyProfile": {**profile, **changes}}


def test_an_update_replaces_the_profile_and_may_add_segments() -> None:
    partner = Partner()
    reseller_id = partner.control.add_reseller(DISTRIBUTOR)
    updated = partner.patch(f"/v3/resellers/{reseller_id}", {**_an_update(), "externalReferenceId": "RS-2"}).json()
    assert updated["companyProfile"]["address"]["addressLine1"] == "9 New Street"
    assert updated["companyProfile"]["marketSegments"] == ["COM", "GOV"]
    assert updated["externalReferenceId"] == "RS-2"


def test_name_and_region_of_a_reseller_are_fixed() -> None:
    partner = Partner()
    reseller_id = partner.control.add_reseller(DISTRIBUTOR)
    address = an_address(country="US", region="NY", postalCode="10001")
    body = _an_update(companyName="Harbour Lane Sofware", address=address)
    paths = ["companyProfile.companyName", "companyProfile.address.region"]
    assert refusal(partner.patch(f"/v3/resellers/{reseller_id}", body)) == (400, "1119", paths)


def test_a_segment_cannot_be_removed_from_a_reseller() -> None:
    partner = Partner()
    reseller_id = partner.control.add_reseller(DISTRIBUTOR, segments=("COM", "EDU"))
    detail = "Reseller is not permitted to remove existing market segments"
    assert refusal(partner.patch(f"/v3/resellers/{reseller_id}", _an_update())) == (400, "5122", [detail])


@pytest.mark.parametrize("status", ["1002", "1012"])
def test_a_pending_or_blocked_reseller_cannot_be_updated(status: str) -> None:
    partner = Partner()
    reseller_id = partner.control.add_reseller(DISTRIBUTOR, status=status)
    assert refusal(partner.patch(f"/v3/resellers/{reseller_id}", _an_update()))[1] == "1125"
