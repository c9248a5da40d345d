"""From the platform's JSON to a request: what may be absent, what may be written in several ways, and what must be there."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connector.cloudblue.reading import MalformedRequestError, read_phone, read_quantity, read_request
from connector.domain.parties import Address, Contact
from connector.domain.requests import Item, Parameter
from tests.cloudblue.documents import a_document, with_part, without_part
from tests.examples import examples


def test_a_purchase_is_read_with_all_its_parts() -> None:
    request = read_request(a_document())
    assert (request.id, request.kind, request.status) == ("PR-1000-0000-0000-001", "purchase", "pending")
    assert request.created == datetime(2026, 2, 1, 10, tzinfo=UTC)
    assert (request.asset_id, request.product_id) == ("AS-1000-0000-0000", "PRD-100-000-000")
    assert (request.marketplace_id, request.connection_type) == ("MP-10000", "production")
    assert request.items == (Item("PRD-100-000-000-0001", "65304470CA", "Photoshop", 10, 0),)
    assert request.customer.name == "End Customer Inc"
    assert request.customer.address == Address("1 Test Street", "", "Irvine", "CA", "92612", "US")
    assert request.customer.contact == Contact("Ann", "Example", "ann@customer.example", "+15558677089")
    assert request.tier_1 is not None
    assert request.tier_1.id == "TA-2000-0000-0000"
    assert request.configuration == {"preferred_language": "en-US", "Adobe_Currency": ""}
    assert request.parameters["customer_region"] == Parameter("customer_region", error="Wrong region")
    assert request.parameters["adobe_orders"] == Parameter("adobe_orders", structured={"orders": []}, phase="fulfillment")


@pytest.mark.parametrize(
    "part",
    [
        "note",
        "marketplace",
        "asset.marketplace",
        "asset.items",
        "asset.params",
        "asset.params.0.value",
        "asset.params.0.phase",
        "asset.configuration",
        "asset.tiers.tier1",
        "asset.tiers.customer.name",
        "asset.tiers.customer.contact_info",
        "asset.tiers.customer.contact_info.contact",
        "asset.tiers.customer.contact_info.contact.phone_number",
        "asset.items.0.global_id",
        "asset.items.0.mpn",
        "asset.items.0.old_quantity",
        "asset.items.0.item_type",
    ],
)
def test_what_may_be_absent_may_also_be_null(part: str) -> None:
    assert read_request(without_part(part)).id == "PR-1000-0000-0000-001"
    assert read_request(with_part(part, None)).id == "PR-1000-0000-0000-001"


@pytest.mark.parametrize(
    "part",
    [
        "id",
        "type",
        "status",
        "created",
        "asset",
        "asset.id",
        "asset.product",
        "asset.product.id",
        "asset.connection",
        "asset.connection.type",
        "asset.tiers",
        "asset.tiers.customer",
        "asset.tiers.customer.id",
        "asset.params.0.id",
    ],
)
def test_without_what_every_request_has_it_is_malformed(part: str) -> None:
    for document in (without_part(part), with_part(part, None), with_part(part, 7)):
        with pytest.raises(MalformedRequestError):
            read_request(document)


def test_a_malformed_request_is_told_without_its_content() -> None:
    with pytest.raises(MalformedRequestError) as told:
        read_request(with_part("created", "Ann Example, ann@customer.example"))
    assert "Ann" not in str(told.value)
    with pytest.raises(MalformedRequestError, match="'product'"):
        read_request(without_part("asset.product"))


def test_the_creation_time_may_stand_under_events_and_is_taken_as_utc() -> None:
    document = without_part("created")
    document["events"] = {"created": {"at": "2026-02-01T12:30:00+02:30"}}
    assert read_request(document).created == datetime(2026, 2, 1, 10, tzinfo=UTC)
    assert read_request(with_part("created", "2026-02-01T10:00:00")).created == datetime(2026, 2, 1, 10, tzinfo=UTC)


def test_an_object_in_a_parameter_may_be_fifty_levels_deep_and_no_deeper() -> None:
    deep: object = "the bottom"
    for level in range(50):
        deep = {"within": deep} if level % 2 else [deep]
    document = a_document()
    document["asset"]["params"][2]["structured_value"] = deep
    assert read_request(document).parameters["adobe_orders"].structured == deep
    document["asset"]["params"][2]["structured_value"] = {"within": deep}
    with pytest.raises(MalformedRequestError):
        read_request(document)


def test_a_time_outside_the_calendar_is_malformed() -> None:
    with pytest.raises(MalformedRequestError):
        read_request(with_part("created", "0001-01-01T00:00:00+14:00"))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("10", 10),
        (10, 10),
        (10.0, 10),
        ("10.0", 10),
        ("0", 0),
        (None, 0),
        ("-3", -3),
        ("599001", 599_001),
        ("1.5", None),
        (1.5, None),
        ("unlimited", None),
        ("", None),
        ("nan", None),
        ("inf", None),
        (True, None),
        ([1], None),
    ],
)
def test_a_quantity_may_be_a_text_or_a_number_and_must_be_whole(written: object, expected: int | None) -> None:
    assert read_quantity(written) == expected


@pytest.mark.parametrize(
    "changes",
    [{"item_type": "PPU"}, {"item_type": "ppu"}, {"quantity": "unlimited"}, {"old_quantity": "unlimited"}],
)
def test_a_pay_per_use_item_is_known_by_its_type_or_its_unlimited_quantity(changes: dict[str, str]) -> None:
    document = a_document()
    document["asset"]["items"][0].update(changes)
    assert read_request(document).items[0].pay_per_use


def test_a_reserved_item_is_no_pay_per_use() -> None:
    assert not read_request(a_document()).items[0].pay_per_use


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ({"country_code": "+1", "area_code": "555", "phone_number": "8677089", "extension": "12"}, "+15558677089"),
        ({"country_code": "+49", "area_code": None, "phone_number": "301234"}, "+49301234"),
        ({"country_code": "+1", "area_code": "555", "phone_number": ""}, ""),
        ("+15558677089 ", "+15558677089"),
        ({}, ""),
        (None, ""),
    ],
)
def test_a_phone_number_in_parts_is_put_together(raw: object, expected: str) -> None:
    assert read_phone(raw) == expected


def test_filled_parameters_correct_the_customer_before_the_region_is_resolved() -> None:
    document = a_document()
    document["asset"]["params"] += [
        {"id": "customer_country", "value": "ca"},
        {"id": "customer_region", "value": " Ontario "},
        {"id": "customer_company_name", "value": "Corrected Ltd"},
    ]
    customer = read_request(document).customer
    assert (customer.name, customer.address.country, customer.address.region) == ("Corrected Ltd", "CA", "ON")


def test_an_unknown_region_is_kept_as_written_with_what_is_close_to_it() -> None:
    address = read_request(with_part("asset.tiers.customer.contact_info.state", "Nort Carolina")).customer.address
    assert (address.region, address.region_known) == ("Nort Carolina", False)
    assert set(address.region_suggestions) == {"North Carolina (NC)", "South Carolina (SC)"}


@pytest.mark.parametrize(
    ("country", "state"),
    [
        ("GB", "Greater London"),
        ("DE", "Bavaria"),
        ("DE", "California"),
        ("ES", "Catalonia"),
        ("BE", "Brussels"),
        ("SA", "Riyadh"),
        ("CN", "Beijing"),
        ("IN", "New Delhi"),
        ("TW", "Hsinchu"),
    ],
)
def test_a_region_of_the_tier_account_that_nobody_knows_is_left_out_where_adobe_needs_none(country: str, state: str) -> None:
    document = a_document()
    document["asset"]["tiers"]["customer"]["contact_info"].update(country=country, state=state)
    address = read_request(document).customer.address
    assert (address.region, address.region_known, address.region_suggestions) == ("00", True, ())


@pytest.mark.parametrize("country", ["US", "CA"])
def test_one_is_kept_to_be_asked_about_where_adobe_needs_a_region(country: str) -> None:
    document = a_document()
    document["asset"]["tiers"]["customer"]["contact_info"].update(country=country, state="Bavaria")
    address = read_request(document).customer.address
    assert (address.region, address.region_known) == ("Bavaria", False)


def test_a_region_that_somebody_typed_is_kept_to_be_asked_about_in_every_country() -> None:
    document = a_document()
    document["asset"]["tiers"]["customer"]["contact_info"].update(country="DE", state="BY")
    document["asset"]["params"].append({"id": "customer_region", "value": "Bavaria"})
    address = read_request(document).customer.address
    assert (address.region, address.region_known) == ("Bavaria", False)


def test_values_that_are_no_text_are_read_as_text() -> None:
    assert read_request(with_part("asset.params.0.value", 17)).text("action_type") == "17"
    assert read_request(with_part("note", "Look here")).note == "Look here"


json_values: st.SearchStrategy[Any] = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=8), inner, max_size=3)),
    max_leaves=8,
)
PARTS = [
    "id", "type", "created", "note", "marketplace", "asset", "asset.product", "asset.connection", "asset.items",
    "asset.items.0", "asset.items.0.quantity", "asset.items.0.mpn", "asset.items.0.global_id", "asset.params",
    "asset.params.0", "asset.params.0.value", "asset.params.0.id", "asset.params.0.value_error", "asset.params.0.phase",
    "asset.tiers", "asset.tiers.tier1", "asset.tiers.customer", "asset.tiers.customer.contact_info",
    "asset.tiers.customer.contact_info.country", "asset.tiers.customer.contact_info.state",
    "asset.tiers.customer.contact_info.contact", "asset.tiers.customer.contact_info.contact.phone_number",
    "asset.configuration", "asset.configuration.params",
]  # fmt: skip


@settings(max_examples=examples(300))
@given(json_values)
def test_arbitrary_json_is_malformed_and_nothing_worse(document: Any) -> None:  # noqa: ANN401 - arbitrary JSON.
    with pytest.raises(MalformedRequestError):
        read_request(document)


@settings(max_examples=examples(500))
@given(st.sampled_from(PARTS), json_values)
def test_a_request_with_one_strange_part_is_read_or_malformed(part: str, value: Any) -> None:  # noqa: ANN401 - arbitrary JSON.
    try:
        request = read_request(with_part(part, value))
    except MalformedRequestError:
        return
    written = [request.note, *(text for one in request.parameters.values() for text in (one.value, one.error, one.phase))]
    assert {type(text) for text in written} == {str}
    assert request.customer.address.country == request.customer.address.country.upper()
