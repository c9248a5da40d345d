"""The names of wanted effects: the marketplace's data makes another intent, what Adobe resolves does not."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connector.domain.journal import correlation_id, digest
from connector.domain.moves import CreateCustomer, PlaceOrder, WantedLine
from connector.domain.parties import Address, Contact, CustomerProfile
from tests.builders import ADDRESS, ADMIN, COMPANY, CUSTOMER, PHOTOSHOP, REQUEST, RESELLER

CREATE = CreateCustomer(RESELLER, COMPANY, CustomerProfile("End Customer Inc", ADDRESS, ADMIN, "en-US", "COM"))
ADDRESS_PARTS = ("line_1", "line_2", "city", "region", "postal_code", "country")
LINE = WantedLine(1, PHOTOSHOP, f"{PHOTOSHOP}01A12", 5)
PLACE = PlaceOrder(CUSTOMER, REQUEST, "USD", (LINE,))

quantities = st.integers(1, 599_000)
mpns = st.sampled_from(["65304470CA", "65304520CA", "65305122CA"])
levels = st.sampled_from(["01A12", "02A12", "12A12", "T1A12", "TDA12"])
bought = st.lists(st.tuples(mpns, quantities), min_size=1, max_size=3, unique_by=lambda line: line[0])


def _order(items: list[tuple[str, int]], level: str, customer_id: str = CUSTOMER) -> PlaceOrder:
    lines = (WantedLine(number, mpn, f"{mpn}{level}", quantity) for number, (mpn, quantity) in enumerate(items, start=1))
    return PlaceOrder(customer_id, REQUEST, "USD", tuple(lines))


@given(bought, levels, levels)
def test_the_level_that_a_preview_returned_is_no_part_of_the_intent(items: list[tuple[str, int]], one: str, other: str) -> None:
    assert _order(items, one).intent == _order(items, other).intent


@given(bought, bought, levels)
def test_orders_have_one_intent_exactly_when_items_and_quantities_are_the_same(
    one: list[tuple[str, int]], other: list[tuple[str, int]], level: str
) -> None:
    assert (_order(one, level).intent == _order(other, level).intent) is (one == other)


def test_the_same_items_for_another_customer_are_another_intent() -> None:
    assert PLACE.intent != replace(PLACE, customer_id="P1009999999").intent


def _changed(part: Address | Contact, name: str) -> dict[str, Any]:
    change: dict[str, Any] = {name: "other"}
    return {"address" if isinstance(part, Address) else "contact": replace(part, **change)}


@pytest.mark.parametrize(
    "change",
    [
        {"company_name": "Another Inc"},
        {"language": "de-DE"},
        {"market_segment": "EDU"},
        *(_changed(ADDRESS, name) for name in ADDRESS_PARTS),
        *(_changed(ADMIN, name) for name in ("first_name", "last_name", "email", "phone")),
    ],
)
def test_corrected_data_of_the_customer_is_another_intent(change: dict[str, Any]) -> None:
    assert CREATE.intent != replace(CREATE, profile=replace(CREATE.profile, **change)).intent


def test_another_reseller_is_another_intent() -> None:
    assert CREATE.intent != replace(CREATE, reseller_id="P1999999999").intent


def test_how_a_region_was_found_is_no_part_of_the_intent() -> None:
    address = replace(ADDRESS, region_known=False, region_suggestions=("California (CA)",))
    assert CREATE.intent == replace(CREATE, profile=replace(CREATE.profile, address=address)).intent


def test_an_intent_says_what_it_is_and_holds_no_personal_data() -> None:
    assert CREATE.intent.startswith("create customer ")
    assert PLACE.intent.startswith("place order ")
    assert not any(word in CREATE.intent for word in ("End Customer", "Ann", "Example", "Irvine"))


def test_a_correlation_id_is_derived_from_owner_intent_and_generation() -> None:
    found = {correlation_id(owner, intent, number) for owner in ("PR-1", "PR-2") for intent in ("a", "b") for number in (1, 2)}
    assert len(found) == 8
    assert correlation_id("PR-1", "a", 1) == correlation_id("PR-1", "a", 1)
    assert all(uuid.UUID(one).version == 5 for one in found)


def test_a_digest_does_not_depend_on_the_order_of_keys() -> None:
    assert digest({"a": 1, "b": [1, 2]}) == digest({"b": [1, 2], "a": 1})
    assert digest([1, 2]) != digest([2, 1])
    assert len(digest({})) == 12


def test_a_digest_takes_any_text_that_the_platform_may_send() -> None:
    assert digest({"name": "\ud800"}) != digest({"name": "\ud801"})
