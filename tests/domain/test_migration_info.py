"""What an import says: read tolerantly, refused clearly, compared with what Adobe has."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connector.domain.commitments import Commitment, commitment_values
from connector.domain.migration_checks import differing_claims, migration_problems
from connector.domain.migration_info import customer_named, read_info
from tests.builders import CUSTOMER, a_customer, a_policy, a_purchase
from tests.examples import examples

if TYPE_CHECKING:
    from connector.domain.migration_info import MigrationInfo

NEEDED = {"action_type": "purchase", "adobe_customer_id": CUSTOMER}


def info_of(**said: Any) -> MigrationInfo:  # noqa: ANN401 - whatever somebody wrote.
    return read_info(a_purchase(values={"migration_info_object": {**NEEDED, **said}}))


@pytest.mark.parametrize(
    ("said", "claims"),
    [
        ({"discount_group": " 02a12 "}, {"discount_group": "02A12"}),
        ({"commitment_start_date": "31/12/2025"}, {"commitment_start_date": "2025-12-31"}),
        ({"commitment_end_date": "2028-02-29"}, {"commitment_end_date": "2028-02-29"}),
        ({"commitment_status": "COMMITTED"}, {"commitment_status": "COMMITTED"}),
        ({"three_years_commitment": True}, {"three_years_commitment": "yes"}),
        ({"three_years_commitment": {"3 Years commitment": False}}, {"three_years_commitment": "no"}),
        ({"three_years_recommitment": "Yes"}, {"three_years_recommitment": "yes"}),
        ({"three_years_minimum_licenses": 10}, {"three_years_minimum_licenses": "10"}),
        ({"three_years_minimun_licenses": "0012"}, {"three_years_minimum_licenses": "12"}),
        # By their sizes, whatever they stand beside: the published example has two of them the wrong way round.
        (
            {"three_years_recommitment_minimum_licenses": 1000, "three_years_recommitment_minimun_consumables": 10},
            {"three_years_recommitment_minimum_licenses": "10", "three_years_recommitment_minimum_consumables": "1000"},
        ),
        ({"three_years_minimum_consumables": 10}, {"three_years_minimum_licenses": "10"}),
        ({"three_years_minimum_licenses": 5000}, {"three_years_minimum_licenses": "5000"}),
        ({"discount_group": "", "commitment_status": None}, {}),
    ],
)
def test_a_claim_is_read_as_adobes_data_is_written(said: dict[str, Any], claims: dict[str, str]) -> None:
    found = info_of(**said)
    assert (dict(found.claims), found.wrong) == (claims, ())


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({"discount_group": "1"}, "discount_group must be a discount group such as 01A12"),
        ({"commitment_start_date": "2026-02-30"}, "commitment_start_date must be a date such as 2026-12-31"),
        ({"commitment_status": 7}, "commitment_status must be a text"),
        ({"three_years_commitment": "perhaps"}, "three_years_commitment must be true or false"),
        ({"three_years_minimum_licenses": "0"}, "three_years_minimum_licenses must be a whole number above zero"),
        ({"three_years_minimum_licenses": True}, "three_years_minimum_licenses must be a whole number above zero"),
        ({"three_years_minimum_licenses": [10]}, "three_years_minimum_licenses must be a whole number above zero"),
        (
            {"three_years_minimum_licenses": 9},
            "three_years_minimum_licenses must be at least 10, three_years_minimum_consumables at least 1,000",
        ),
        (
            {"three_years_minimum_licenses": 10, "three_years_minimum_consumables": 999},
            "three_years_minimum_licenses must be at least 10, three_years_minimum_consumables at least 1,000",
        ),
    ],
)
def test_a_claim_that_cannot_be_read_is_said_with_what_it_must_be(said: dict[str, Any], wrong: str) -> None:
    assert info_of(**said).wrong == (wrong,)


@pytest.mark.parametrize("text", ["not JSON", "[1]", '"P1"', "7"])
def test_what_is_no_object_is_said_to_be_none(text: str) -> None:
    request = a_purchase(values={"migration_info_object": text})
    assert read_info(request).wrong == ("it is no JSON object",)
    (found,) = migration_problems(request, a_policy())
    assert (found.code, found.parameters) == ("migration-malformed", ("migration_info_object",))


def test_names_that_nobody_knows_are_kept_for_telling() -> None:
    assert info_of(zebra=1, aardvark={}).unused == ("aardvark", "zebra")


def test_the_customer_to_import_goes_before_the_one_on_the_asset() -> None:
    both: dict[str, Any] = {"migration_info_object": NEEDED, "adobe_customer_id": "P1"}
    assert customer_named(a_purchase(values=both)) == CUSTOMER
    assert customer_named(a_purchase(values={**both, "migration_info_object": {"action_type": "purchase"}})) == ""
    assert customer_named(a_purchase(values={"adobe_customer_id": "P1"})) == "P1"
    assert customer_named(a_purchase(values={"migration_info_object": NEEDED})) == CUSTOMER
    assert customer_named(a_purchase()) == ""
    assert customer_named(replace(a_purchase(values=both), kind="change")) == "P1"
    assert read_info(a_purchase(without=["migration_info_object"])).wrong == ("it is no JSON object",)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
names = st.sampled_from(
    [*NEEDED, "discount_group", "commitment_start_date", "three_years_commitment", "three_years_minimum_licenses"]
)


@settings(max_examples=examples(300))
@given(st.dictionaries(names | st.text(max_size=6), json_values, max_size=6))
def test_whatever_somebody_wrote_is_read_or_refused_and_never_raises(said: dict[str, Any]) -> None:
    found = read_info(a_purchase(values={"migration_info_object": said}))
    assert bool(found.customer_id) or bool(found.wrong)
    assert all(found.claims.values())


def test_claims_are_compared_with_what_is_written_and_with_what_was_promised() -> None:
    commitment = Commitment("COMMITTED", date(2025, 3, 1), date(2028, 2, 29), licences=12)
    values = commitment_values(replace(a_customer(), commitment=commitment, recommitment=Commitment("REQUESTED")))
    assert values == {
        "commitment_status": "COMMITTED",
        "commitment_start_date": "2025-03-01",
        "commitment_end_date": "2028-02-29",
        "recommitment_status": "REQUESTED",
    }
    said = info_of(
        commitment_status="committed",
        commitment_end_date="2028-03-01",
        three_years_commitment=True,
        three_years_minimum_licenses=12,
        three_years_recommitment=False,
        three_years_minimum_consumables=1000,
    )
    assert differing_claims(said, values, commitment, None) == (
        "commitment_end_date: the import says 2028-03-01, Adobe has 2028-02-29.",
        "three_years_minimum_consumables: the import says 1000, Adobe has none.",
    )
