"""From the platform's JSON to a tier request: of a tier configuration, or of a tier account whose data changed."""

from __future__ import annotations

from copy import deepcopy
from datetime import UTC, datetime
from typing import Any, Final

import pytest

from connector.cloudblue.reading import MalformedRequestError, read_any_request, read_tier_request
from connector.domain.parties import Address, Contact
from connector.domain.requests import Request, TierRequest
from tests.cloudblue.documents import a_document

ACCOUNT: Final[dict[str, Any]] = {
    "id": "TA-2000-0000-0000",
    "name": "Tier 1 Reseller",
    "type": "reseller",
    "contact_info": {
        "address_line1": "1 Test Street",
        "address_line2": "",
        "city": "Irvine",
        "state": "California",
        "postal_code": "92612",
        "country": "us",
        "contact": {
            "first_name": "Ann",
            "last_name": "Example",
            "email": "ann@reseller.example",
            "phone_number": {"country_code": "+1", "area_code": "555", "phone_number": "8677089", "extension": ""},
        },
    },
}
SETUP: Final[dict[str, Any]] = {
    "id": "TCR-100-000-000-001",
    "type": "setup",
    "status": "pending",
    "configuration": {
        "id": "TC-100-000-000",
        "account": ACCOUNT,
        "product": {"id": "PRD-100-000-000"},
        "tier_level": 1,
        "connection": {"id": "CT-1000-0000", "type": "test"},
        "marketplace": {"id": "MP-10000"},
        "params": [{"id": "reseller_city", "value": "Old City"}],
        "configuration": {"params": [{"id": "tier1_template_id", "value": "TL-100-000-000"}]},
    },
    "account": ACCOUNT,
    "product": {"id": "PRD-100-000-000"},
    "tier_level": 1,
    "params": [
        {"id": "reseller_city", "phase": "ordering", "value": "Tustin", "value_error": "Wrong city"},
        {"id": "adobe_reseller_id", "phase": "fulfillment", "value": ""},
    ],
    "environment": "production",
    "notes": "A note",
    "marketplace": {"id": "MP-10000"},
    "events": {"created": {"at": "2026-02-01T10:00:00+00:00"}},
}
CHANGED: Final[dict[str, Any]] = {
    "id": "TAR-2000-0000-0000-001",
    "type": "update",
    "status": "pending",
    "account": ACCOUNT,
    "product": {"id": "PRD-100-000-000"},
    "events": {"created": {"at": "2026-02-01T10:00:00+00:00"}},
}


def without(path: str, document: dict[str, Any] = SETUP) -> dict[str, Any]:
    """Give a document without one of its parts."""
    changed = deepcopy(document)
    *parents, name = path.split(".")
    place = changed
    for parent in parents:
        place = place[parent]
    del place[name]
    return changed


def test_a_set_up_is_read_with_all_its_parts() -> None:
    request = read_tier_request(SETUP)
    assert (request.id, request.kind, request.status) == ("TCR-100-000-000-001", "reseller setup", "pending")
    assert request.created == datetime(2026, 2, 1, 10, tzinfo=UTC)
    assert (request.configuration_id, request.product_id, request.marketplace_id) == (
        "TC-100-000-000",
        "PRD-100-000-000",
        "MP-10000",
    )
    assert (request.level, request.note, request.subject) == (1, "A note", "TC-100-000-000")
    assert request.company.id == "TA-2000-0000-0000"
    assert request.company.address == Address("1 Test Street", "", "Tustin", "CA", "92612", "US")
    assert request.company.contact == Contact("Ann", "Example", "ann@reseller.example", "+15558677089")
    assert request.approved == {"reseller_city": "Old City"}
    assert request.configuration == {"tier1_template_id": "TL-100-000-000"}
    assert request.parameters["reseller_city"].error == "Wrong city"
    assert request.parameters["adobe_reseller_id"].phase == "fulfillment"


def test_the_environment_is_the_connections_and_only_without_it_the_requests_own() -> None:
    assert read_tier_request(SETUP).connection_type == "test"
    assert read_tier_request(without("configuration.connection")).connection_type == "production"


@pytest.mark.parametrize(
    "part",
    ["notes", "params", "marketplace", "product", "account", "tier_level", "configuration.params", "configuration.configuration"],
)
def test_what_may_be_absent_is_found_elsewhere_or_left_out(part: str) -> None:
    request = read_tier_request(without(part))
    assert (request.product_id, request.marketplace_id, request.level) == ("PRD-100-000-000", "MP-10000", 1)
    assert request.company.id == "TA-2000-0000-0000"


@pytest.mark.parametrize("part", ["id", "type", "status", "configuration", "configuration.id", "events"])
def test_what_must_be_there_is_named_when_it_is_missing(part: str) -> None:
    with pytest.raises(MalformedRequestError, match=f"cannot be read: '{part.rpartition('.')[2]}'|cannot be read: TypeError"):
        read_tier_request(without(part))


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("setup", "reseller setup"), ("update", "reseller change"), ("adjustment", "reseller adjustment"), ("new", "tier new")],
)
def test_the_kind_tells_a_configurations_update_from_an_accounts(kind: str, expected: str) -> None:
    assert read_tier_request({**SETUP, "type": kind}).kind == expected
    assert read_tier_request(CHANGED).kind == "account update"


def test_an_account_request_names_its_account_and_no_place() -> None:
    request = read_tier_request(CHANGED)
    assert (request.subject, request.marketplace_id, request.connection_type) == ("TA-2000-0000-0000", "", "")
    assert (request.parameters, request.can_be_asked) == ({}, False)


@pytest.mark.parametrize(("document", "expected"), [(SETUP, TierRequest), (CHANGED, TierRequest), (a_document(), Request)])
def test_a_request_of_any_kind_is_told_by_its_id(document: dict[str, Any], expected: type) -> None:
    assert type(read_any_request(document)) is expected


def test_a_request_without_an_id_is_no_request() -> None:
    with pytest.raises(MalformedRequestError):
        read_any_request({})
