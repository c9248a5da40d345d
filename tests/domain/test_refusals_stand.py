"""How long a refusal counts: until it was told, for the rest of a delivery, or for good."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from connector.domain.journal import Answer, Outcome
from connector.domain.ladders import next_move
from connector.domain.moves import CreateCustomer, Fail, Inquire, Move, Park, PlaceOrder, Wait
from connector.domain.parties import CustomerProfile
from tests.builders import (
    ADDRESS,
    ADMIN,
    COMPANY,
    CUSTOMER,
    NOW,
    RESELLER,
    a_policy,
    a_preview,
    a_purchase,
    a_tier,
    an_attempt,
    an_order_call,
    facts,
    refused,
)

if TYPE_CHECKING:
    from connector.domain.journal import Attempt

POLICY = a_policy()
CREATE = CreateCustomer(RESELLER, COMPANY, CustomerProfile("End Customer Inc", ADDRESS, ADMIN, "en-US", "COM"))
KNOWN = a_purchase(values={"adobe_customer_id": CUSTOMER})
ORDER_CALL = an_order_call(KNOWN)
MADE_HERE = an_attempt(CREATE)


def _with_order(attempt: Attempt, *, fresh: bool = False, young: bool = False, level: str = "01") -> Move:
    """Give the next move after this attempt to order, where PREVIEW names this level now."""
    known = facts(MADE_HERE, attempt, fresh=fresh, seen=a_preview(KNOWN, level=level))
    return next_move(KNOWN, replace(known, born=NOW) if young else known, POLICY)


def _codes(move: Move) -> list[str]:
    assert isinstance(move, Fail | Inquire | Park)
    return [problem.code for problem in move.problems]


def test_a_correctable_refusal_is_asked_about() -> None:
    move = next_move(a_purchase(), facts(refused(CREATE, "1117", "companyProfile.address.city"), fresh=True), POLICY)
    assert isinstance(move, Inquire)
    assert move.problems[0].parameters == ("customer_city",)


def test_a_refusal_stands_until_the_customer_was_told() -> None:
    lost = refused(CREATE, "1118")
    assert isinstance(next_move(a_purchase(), facts(lost), POLICY), Inquire)


def test_a_request_that_came_back_from_inquiring_unchanged_is_tried_again() -> None:
    told = refused(CREATE, "1118", told_at=NOW)
    assert next_move(a_purchase(), facts(told), POLICY) == CREATE


def test_what_is_refused_again_is_asked_again() -> None:
    again = refused(CREATE, "1118", generation=2)
    known = facts(refused(CREATE, "1118", told_at=NOW), again, answered_now=frozenset({again.correlation_id}))
    assert isinstance(next_move(a_purchase(), known, POLICY), Inquire)


def test_corrected_data_is_another_call_that_nothing_stands_against() -> None:
    corrected = a_purchase(customer=a_tier(address=replace(ADDRESS, city="Tustin")))
    move = next_move(corrected, facts(refused(CREATE, "1117", "companyProfile.address.city")), POLICY)
    assert isinstance(move, CreateCustomer)
    assert move.profile.address.city == "Tustin"


@pytest.mark.parametrize(("code", "expected"), [("5122", Wait), ("3131", Wait), ("2128", Park), ("2125", Park), ("9999", Park)])
def test_a_transient_or_operators_refusal_stands_for_the_rest_of_the_delivery(code: str, expected: type) -> None:
    assert isinstance(_with_order(refused(ORDER_CALL, code), fresh=True), expected)


@pytest.mark.parametrize("code", ["5122", "3131", "2128", "2125", "9999"])
def test_the_next_delivery_sends_the_next_generation(code: str) -> None:
    assert _with_order(refused(ORDER_CALL, code)) == ORDER_CALL


@pytest.mark.parametrize("fresh", [True, False])
def test_a_final_refusal_stands_for_good(fresh: bool) -> None:  # noqa: FBT001 - a row of the table.
    assert _codes(_with_order(refused(ORDER_CALL, "2119", told_at=NOW), fresh=fresh)) == ["adobe-2119"]


@pytest.mark.parametrize("code", ["2122", "2129"])
def test_an_order_refused_for_its_offers_goes_out_with_the_other_offers_of_a_later_preview(code: str) -> None:
    move = _with_order(refused(ORDER_CALL, code), level="02")
    assert isinstance(move, PlaceOrder)
    assert [line.offer_id for line in move.lines] == ["65304470CA02A12"]
    assert move.intent == ORDER_CALL.intent


@pytest.mark.parametrize("code", ["2122", "2129"])
def test_an_order_refused_for_its_offers_stands_where_the_preview_names_the_same(code: str) -> None:
    assert _codes(_with_order(refused(ORDER_CALL, code))) == [f"adobe-{code}"]


def test_other_offers_are_no_reason_to_repeat_what_was_refused_for_something_else() -> None:
    assert _codes(_with_order(refused(ORDER_CALL, "2119"), level="02")) == ["adobe-2119"]


def test_an_attempt_whose_call_is_no_longer_kept_stands() -> None:
    assert _codes(_with_order(replace(refused(ORDER_CALL, "2122"), call=None), level="02")) == ["adobe-2122"]


def test_a_young_store_reads_on_past_stored_transient_refusals_in_the_same_delivery() -> None:
    assert _with_order(refused(ORDER_CALL, "5122", generation=49), fresh=True, young=True) == ORDER_CALL


def test_after_fifty_stored_answers_a_young_store_waits() -> None:
    assert isinstance(_with_order(refused(ORDER_CALL, "5122", generation=50), fresh=True, young=True), Wait)


def test_a_young_store_does_not_read_on_past_an_operators_refusal() -> None:
    assert isinstance(_with_order(refused(ORDER_CALL, "2128"), fresh=True, young=True), Park)


def test_the_fields_that_adobe_names_in_either_list_are_read() -> None:
    answer = Answer(400, {"code": "1117", "invalidFields": ["companyProfile.companyName"]})
    move = next_move(a_purchase(), facts(an_attempt(CREATE, Outcome.REFUSED, answer=answer)), POLICY)
    assert isinstance(move, Inquire)
    assert move.problems[0].parameters == ("customer_company_name",)


def test_only_parameters_that_the_request_carries_are_asked_for() -> None:
    move = next_move(a_purchase(without=("customer_city",)), facts(refused(CREATE, "1118")), POLICY)
    assert isinstance(move, Inquire)
    assert "customer_city" not in move.problems[0].parameters
    assert "customer_region" in move.problems[0].parameters


def test_what_no_parameter_of_the_product_can_correct_fails() -> None:
    request = a_purchase(customer=a_tier(name="Abc"), without=("customer_company_name",))
    assert _codes(next_move(request, facts(), POLICY)) == ["company-name-invalid"]
    assert isinstance(next_move(request, facts(), POLICY), Fail)


def test_what_cannot_be_asked_once_the_customer_exists_parks() -> None:
    lacking = a_purchase(values={"adobe_customer_id": CUSTOMER}, customer=a_tier(name="Abc"), without=("customer_company_name",))
    assert _codes(next_move(lacking, facts(MADE_HERE), POLICY)) == ["company-name-invalid"]
    assert isinstance(next_move(lacking, facts(MADE_HERE), POLICY), Park)


def test_the_hardest_problem_decides_and_all_are_told() -> None:
    request = a_purchase(configuration={"Adobe_Currency": "EUR"}, customer=a_tier(name="Abc"))
    move = next_move(request, facts(), POLICY)
    assert isinstance(move, Inquire)
    assert _codes(move) == ["company-name-invalid", "currency-mismatch"]
    hopeless = replace(request, items=())
    assert isinstance(next_move(hopeless, facts(), POLICY), Fail)
    assert _codes(next_move(hopeless, facts(), POLICY)) == ["nothing-to-order", "company-name-invalid", "currency-mismatch"]
