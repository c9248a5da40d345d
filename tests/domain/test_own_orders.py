"""Finding what a request did before it forgot: a store that is younger than the request, and calls that broke."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from connector.domain.journal import Outcome
from connector.domain.ladders import next_move
from connector.domain.moves import (
    Adopt,
    CreateCustomer,
    FindCustomers,
    Keep,
    Move,
    Park,
    PlaceOrder,
    PreviewOrder,
    ReadCustomer,
    ReadOrdersSince,
    ReadOtherAssets,
)
from connector.domain.parties import CustomerProfile
from connector.domain.refusals import Refusal
from tests.builders import (
    ACROBAT,
    ADDRESS,
    ADMIN,
    COMPANY,
    CREATED,
    CUSTOMER,
    NOW,
    ORDER,
    OTHER_CUSTOMER,
    RESELLER,
    a_customer,
    a_policy,
    a_preview,
    a_purchase,
    an_attempt,
    an_item,
    an_order,
    an_order_call,
    another_asset,
    facts,
)

if TYPE_CHECKING:
    from connector.domain.adobe_facts import Order, OtherAsset

POLICY = a_policy()
KNOWN = a_purchase(values={"adobe_customer_id": CUSTOMER})
HISTORY = ReadOrdersSince(CUSTOMER, CREATED)
CREATE = CreateCustomer(RESELLER, COMPANY, CustomerProfile("End Customer Inc", ADDRESS, ADMIN, "en-US", "COM"))
FIND = FindCustomers(RESELLER, "End Customer Inc", "ann@customer.example")


def _young(*orders: Order, others: tuple[OtherAsset, ...] = ()) -> Move:
    """Give the next move of a store that was born after the request, where the history shows these orders."""
    return next_move(KNOWN, facts(born=NOW, seen={HISTORY: orders, ReadOtherAssets(COMPANY): others}), POLICY)


def _adopted(move: Move) -> str:
    assert isinstance(move, Adopt)
    assert isinstance(move.call, PlaceOrder)
    assert move.call.intent == an_order_call(KNOWN).intent
    return move.found_id


def test_a_young_store_reads_the_history_before_it_plans_anything() -> None:
    assert next_move(KNOWN, replace(facts(), seen={}, born=NOW), POLICY) == HISTORY


def test_the_history_is_read_from_the_whole_second_of_the_requests_creation() -> None:
    request = replace(KNOWN, created=CREATED + timedelta(microseconds=999_999))
    assert next_move(request, facts(born=NOW), POLICY) == HISTORY


def test_a_young_store_looks_too_when_the_customer_is_found_only_later() -> None:
    request = a_purchase()
    known = facts(an_attempt(CREATE), born=NOW)
    assert next_move(request, known, POLICY) == Keep({"adobe_customer_id": CUSTOMER})
    assert next_move(KNOWN, known, POLICY) == HISTORY


def test_the_one_order_with_this_requests_reference_and_products_is_adopted() -> None:
    assert _adopted(_young(an_order(KNOWN), an_order(KNOWN, id="7120018111", reference="PR-9999"))) == ORDER


@pytest.mark.parametrize(
    "order",
    [
        an_order(KNOWN, reference="PR-1000-0000-0000-002"),
        an_order(KNOWN, type="RETURN"),
        an_order(KNOWN, created=CREATED - timedelta(seconds=1)),
        an_order(a_purchase(an_item(quantity=6))),
        an_order(a_purchase(an_item(ACROBAT))),
        an_order(a_purchase(an_item(), an_item(ACROBAT))),
    ],
    ids=["another reference", "a return", "before the request", "another quantity", "another product", "a product more"],
)
def test_another_order_is_not_this_requests_own(order: Order) -> None:
    assert _young(order) == ReadCustomer(CUSTOMER)


def test_an_order_of_another_level_is_still_this_requests_own() -> None:
    assert _adopted(_young(an_order(KNOWN, level="02"))) == ORDER


def test_an_order_that_another_asset_holds_is_not_this_requests_own() -> None:
    assert _young(an_order(KNOWN), others=(another_asset(order_ids=(ORDER,)),)) == ReadCustomer(CUSTOMER)


def test_two_living_orders_are_a_persons_matter() -> None:
    move = _young(an_order(KNOWN), an_order(KNOWN, id="7120018004", status="1002"))
    assert isinstance(move, Park)
    assert [problem.code for problem in move.problems] == ["order-ambiguous"]
    assert f"{ORDER}, 7120018004" in move.problems[0].operator


def test_a_living_order_goes_before_failed_ones() -> None:
    failed = an_order(KNOWN, id="7120018004", status="1024", created=NOW + timedelta(seconds=5))
    assert _adopted(_young(failed, an_order(KNOWN))) == ORDER


def test_of_several_failed_orders_the_latest_counts() -> None:
    earlier = an_order(KNOWN, status="1024")
    later = an_order(KNOWN, id="7120018004", status="1022", created=NOW + timedelta(seconds=5))
    assert _adopted(_young(later, earlier)) == "7120018004"


def test_a_history_that_adobe_refuses_parks() -> None:
    assert isinstance(next_move(KNOWN, facts(born=NOW, seen={HISTORY: Refusal(404, "1116")}), POLICY), Park)


def test_an_empty_history_lets_the_purchase_go_on() -> None:
    known = facts(born=NOW, seen={HISTORY: (), ReadCustomer(CUSTOMER): a_customer()})
    assert isinstance(next_move(KNOWN, known, POLICY), PreviewOrder)


BROKEN_ORDER = an_attempt(an_order_call(KNOWN), Outcome.BROKEN)
MADE_HERE = an_attempt(CREATE)


def test_a_broken_order_is_looked_for_before_it_goes_out_again() -> None:
    assert next_move(KNOWN, facts(MADE_HERE, BROKEN_ORDER, seen=a_preview(KNOWN)), POLICY) == HISTORY


def test_a_broken_order_that_was_executed_after_all_is_adopted() -> None:
    known = facts(MADE_HERE, BROKEN_ORDER, seen={**a_preview(KNOWN), HISTORY: (an_order(KNOWN),)})
    assert _adopted(next_move(KNOWN, known, POLICY)) == ORDER


def test_a_broken_order_that_was_not_executed_goes_out_as_the_next_generation() -> None:
    known = facts(MADE_HERE, BROKEN_ORDER, seen={**a_preview(KNOWN), HISTORY: ()})
    assert next_move(KNOWN, known, POLICY) == an_order_call(KNOWN)


def test_an_order_that_the_journal_knows_is_not_what_the_broken_call_made() -> None:
    failed = an_attempt(an_order_call(KNOWN))
    known = facts(MADE_HERE, failed, replace(BROKEN_ORDER, generation=2), seen={**a_preview(KNOWN), HISTORY: (an_order(KNOWN),)})
    assert next_move(KNOWN, known, POLICY) == an_order_call(KNOWN)


def test_a_call_that_was_not_executed_goes_out_again_without_a_look() -> None:
    idle = an_attempt(CREATE, Outcome.NOT_EXECUTED)
    assert next_move(a_purchase(), facts(idle), POLICY) == CREATE


BROKEN_CUSTOMER = an_attempt(CREATE, Outcome.BROKEN)


def test_a_broken_creation_looks_for_the_customer_first() -> None:
    assert next_move(a_purchase(), facts(BROKEN_CUSTOMER), POLICY) == FIND


@pytest.mark.parametrize("status", ["1000", "1002", "1010", "1014"])
def test_the_customer_that_a_broken_creation_made_is_adopted_in_whatever_status(status: str) -> None:
    found = (a_customer(status=status), a_customer(id=OTHER_CUSTOMER, reference="TA-9999-0000-0000"))
    assert next_move(a_purchase(), facts(BROKEN_CUSTOMER, seen={FIND: found}), POLICY) == Adopt(CREATE, CUSTOMER)


@pytest.mark.parametrize(
    "found",
    [
        (),
        (a_customer(reference="TA-9999-0000-0000"),),
        (a_customer(created=CREATED - timedelta(seconds=1)),),
        (a_customer(created=None),),
    ],
    ids=["nothing", "another reference", "before the request", "no date"],
)
def test_a_broken_creation_that_made_nothing_goes_out_as_the_next_generation(found: tuple[object, ...]) -> None:
    assert next_move(a_purchase(), facts(BROKEN_CUSTOMER, seen={FIND: found}), POLICY) == CREATE


def test_several_customers_after_a_broken_creation_are_a_persons_matter() -> None:
    found = (a_customer(), a_customer(id=OTHER_CUSTOMER))
    move = next_move(a_purchase(), facts(BROKEN_CUSTOMER, seen={FIND: found}), POLICY)
    assert isinstance(move, Park)
    assert [problem.code for problem in move.problems] == ["customer-ambiguous"]
    assert f"{CUSTOMER}, {OTHER_CUSTOMER}" in move.problems[0].operator


def test_a_search_that_adobe_refuses_after_a_broken_creation_parks() -> None:
    assert isinstance(next_move(a_purchase(), facts(BROKEN_CUSTOMER, seen={FIND: Refusal(404, "1115")}), POLICY), Park)


def test_an_adopted_customer_counts_as_made_here() -> None:
    adopted = an_attempt(CREATE, Outcome.ADOPTED)
    assert isinstance(next_move(KNOWN, facts(adopted), POLICY), PreviewOrder)
