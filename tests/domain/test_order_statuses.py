"""What follows when an order does not end well: each of Adobe's statuses, and when a new order goes out."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from connector.domain.journal import Outcome
from connector.domain.ladders import next_move
from connector.domain.moves import (
    CreateCustomer,
    Fail,
    Inquire,
    Keep,
    Move,
    Park,
    PlaceOrder,
    PreviewOrder,
    ReadCustomer,
    ReadOrder,
    Wait,
)
from connector.domain.parties import CustomerProfile
from connector.domain.refusals import Refusal
from connector.domain.reseller_moves import ReadResellerProfile
from tests.builders import (
    ADDRESS,
    ADMIN,
    COMPANY,
    CUSTOMER,
    NOW,
    ORDER,
    OTHER_CUSTOMER,
    RESELLER,
    a_customer,
    a_policy,
    a_preview,
    a_purchase,
    a_reseller,
    a_tier,
    an_attempt,
    an_order,
    an_order_call,
    facts,
)

if TYPE_CHECKING:
    from connector.domain.facts import Facts

POLICY = a_policy()
ORDERED = a_purchase(values={"adobe_customer_id": CUSTOMER, "adobe_order_id": ORDER})
CREATE = CreateCustomer(RESELLER, COMPANY, CustomerProfile("End Customer Inc", ADDRESS, ADMIN, "en-US", "COM"))
PLACED = an_attempt(an_order_call(ORDERED))
READ_CUSTOMER = ReadCustomer(CUSTOMER)
READ_RESELLER = ReadResellerProfile(RESELLER)


def _after(status: str, seen: dict[Any, Any] | None = None, *, placed: int = 1) -> Facts:
    """Give the facts after so many orders of this request, the last of which ended in this status."""
    attempts = [replace(PLACED, generation=number) for number in range(1, placed + 1)]
    return facts(*attempts, seen={ReadOrder(CUSTOMER, ORDER): an_order(ORDERED, status=status), **(seen or {})})


def _codes(move: Move) -> list[str]:
    assert isinstance(move, Fail | Inquire | Park)
    return [problem.code for problem in move.problems]


@pytest.mark.parametrize(
    ("status", "expected", "code"),
    [
        ("1004", Fail, "order-failed"),
        ("1008", Fail, "order-cancelled"),
        ("1020", Park, "order-distributor-inactive"),
        ("1026", Park, "order-customer-invalid"),
    ],
)
def test_a_failed_order_is_told_by_its_status(status: str, expected: type, code: str) -> None:
    move = next_move(ORDERED, _after(status), POLICY)
    assert isinstance(move, expected)
    assert _codes(move) == [code]
    assert isinstance(move, Fail | Park)
    assert move.problems[0].text.endswith(f"[{status}]")


@pytest.mark.parametrize("status", ["1009", "1099", ""])
def test_an_unknown_status_waits_and_never_fails(status: str) -> None:
    move = next_move(ORDERED, _after(status), POLICY)
    assert isinstance(move, Wait)
    assert f"unknown status {status}" in move.why


@pytest.mark.parametrize(("days", "expected"), [(29, Wait), (31, Park)])
def test_a_customer_that_stays_pending_after_a_failed_order_becomes_a_persons_matter(days: int, expected: type) -> None:
    failed = replace(an_order(ORDERED, status="1024"), created=NOW - timedelta(days=days))
    seen = {ReadOrder(CUSTOMER, ORDER): failed, READ_CUSTOMER: a_customer(status="1002")}
    move = next_move(ORDERED, facts(PLACED, seen=seen), POLICY)
    assert isinstance(move, expected)
    assert not isinstance(move, Park) or "is pending" in move.problems[0].operator


def test_an_inactive_reseller_is_looked_at() -> None:
    assert next_move(ORDERED, _after("1022"), POLICY) == READ_RESELLER


@pytest.mark.parametrize("seen", [a_reseller(status="1004"), a_reseller(status="1002"), Refusal(404, "1115")])
def test_an_order_that_failed_for_the_reseller_waits_for_an_operator(seen: object) -> None:
    move = next_move(ORDERED, _after("1022", {READ_RESELLER: seen}), POLICY)
    assert _codes(move) == ["order-reseller-inactive"]


def test_the_order_goes_out_again_once_the_reseller_is_active() -> None:
    seen = {READ_RESELLER: a_reseller()} | a_preview(ORDERED)
    assert next_move(ORDERED, _after("1022", seen), POLICY) == an_order_call(ORDERED)


@pytest.mark.parametrize("status", ["1022", "1024"])
@pytest.mark.parametrize(("placed", "expected"), [(2, PreviewOrder), (3, Park)])
def test_orders_that_keep_failing_for_no_visible_reason_end_with_a_person(status: str, placed: int, expected: type) -> None:
    seen = {READ_RESELLER: a_reseller(), READ_CUSTOMER: a_customer()}
    move = next_move(ORDERED, _after(status, seen, placed=placed), POLICY)
    assert isinstance(move, expected)


def test_the_operator_is_told_how_many_orders_failed_and_how() -> None:
    move = next_move(ORDERED, _after("1024", {READ_CUSTOMER: a_customer()}, placed=3), POLICY)
    assert _codes(move) == ["order-fails-repeatedly"]
    assert isinstance(move, Park)
    assert move.problems[0].operator.startswith("3 Adobe orders of this request failed")
    assert f"the last is {ORDER} (1024)" in move.problems[0].operator


def test_generations_that_adobe_never_executed_are_no_failed_orders() -> None:
    known = _after("1024", {READ_CUSTOMER: a_customer()})
    idle = [an_attempt(an_order_call(ORDERED), Outcome.NOT_EXECUTED, generation=number) for number in range(1, 9)]
    last = replace(PLACED, generation=9)
    assert isinstance(next_move(ORDERED, replace(known, attempts=(*idle, last)), POLICY), PreviewOrder)


def test_an_order_that_failed_for_its_customer_has_the_customer_read() -> None:
    made_here = an_attempt(CREATE)
    known = _after("1024")
    assert next_move(ORDERED, replace(known, attempts=(made_here, *known.attempts)), POLICY) == READ_CUSTOMER


def test_a_customer_that_is_still_pending_is_waited_for() -> None:
    move = next_move(ORDERED, _after("1024", {READ_CUSTOMER: a_customer(status="1002")}), POLICY)
    assert move == Wait(30, f"the Adobe customer {CUSTOMER} is pending")


def test_a_refused_address_is_asked_for() -> None:
    move = next_move(ORDERED, _after("1024", {READ_CUSTOMER: a_customer(status="1010")}), POLICY)
    assert isinstance(move, Inquire)
    assert move.problems[0].parameters == (
        "customer_address_line_1",
        "customer_address_line_2",
        "customer_city",
        "customer_region",
        "customer_postal_code",
        "customer_country",
    )


def test_the_corrected_address_is_checked_like_any_other_before_it_goes_to_adobe() -> None:
    request = replace(ORDERED, customer=a_tier(address=replace(ADDRESS, city="")))
    move = next_move(request, _after("1024", {READ_CUSTOMER: a_customer(status="1010")}), POLICY)
    assert _codes(move) == ["city-invalid"]


def test_after_the_correction_a_new_customer_is_created_and_takes_the_old_ones_place() -> None:
    request = replace(ORDERED, customer=a_tier(address=replace(ADDRESS, city="Tustin")))
    known = _after("1024", {READ_CUSTOMER: a_customer(status="1010")})
    create = next_move(request, known, POLICY)
    assert isinstance(create, CreateCustomer)
    made = an_attempt(create)
    assert made.answer is not None
    other = replace(made, answer=replace(made.answer, body={"customerId": OTHER_CUSTOMER}))
    known = replace(known, attempts=(*known.attempts, other))
    assert next_move(request, known, POLICY) == Keep({"adobe_customer_id": OTHER_CUSTOMER})
    moved = request.with_values({"adobe_customer_id": OTHER_CUSTOMER})
    move = next_move(moved, known, POLICY)
    assert isinstance(move, PreviewOrder)
    assert move.customer_id == OTHER_CUSTOMER


def test_a_new_customer_that_turns_out_the_same_is_asked_about_again() -> None:
    request = replace(ORDERED, customer=a_tier(address=replace(ADDRESS, city="Tustin")))
    known = _after("1024", {READ_CUSTOMER: a_customer(status="1010")})
    create = replace(CREATE, profile=replace(CREATE.profile, address=replace(ADDRESS, city="Tustin")))
    move = next_move(request, replace(known, attempts=(an_attempt(create), *known.attempts)), POLICY)
    assert _codes(move) == ["customer-address-refused"]


def test_the_customer_that_adobe_activated_meanwhile_gets_the_next_order() -> None:
    move = next_move(ORDERED, _after("1024", {READ_CUSTOMER: a_customer()} | a_preview(ORDERED)), POLICY)
    assert isinstance(move, PlaceOrder)
    assert move.customer_id == CUSTOMER
