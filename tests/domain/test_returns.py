"""Giving seats back: which lines can be, which of them are chosen, and that seats are neither lost nor invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connector.domain.case import Case
from connector.domain.holdings import Holdings
from connector.domain.returns import Returnable, plan_returns, returnable_lines
from tests.builders import ACROBAT, CREATED, CUSTOMER, NOW, PHOTOSHOP, REQUEST, STOCK, a_policy, an_item, facts
from tests.domain.owning import a_request, bought, days_ago, held
from tests.examples import examples

if TYPE_CHECKING:
    from connector.domain.adobe_facts import Order, Subscription

HELD: Final = held(quantity=5)


def _case() -> Case:
    return Case(a_request(an_item(PHOTOSHOP, 2, old_quantity=5)), facts(), a_policy())


def _found(*history: Order, subscription: Subscription = HELD, mpn: str = PHOTOSHOP) -> list[tuple[str, int, bool]]:
    lines = returnable_lines(_case(), history, Holdings({mpn: subscription}))
    return [(line.order.id, line.remaining, line.whole_only) for line in lines]


@pytest.mark.parametrize(
    ("order", "found"),
    [
        # Rule 46: fourteen days, by the calendar in UTC.
        (bought("O", created=days_ago(1)), [("O", 5, False)]),
        (bought("O", created=days_ago(14).replace(hour=0)), [("O", 5, False)]),
        (bought("O", created=days_ago(15).replace(hour=23)), []),
        # Rule 47: what remains, or the whole line where Adobe does not say.
        (bought("O", created=days_ago(1), remaining=2), [("O", 2, False)]),
        (bought("O", created=days_ago(1), remaining=0), []),
        (bought("O", created=days_ago(1), remaining=None), [("O", 5, True)]),
        (bought("O", created=days_ago(1), remaining=None, line_status="1008", status="1008"), []),
        # Rules 46, 48: purchases and renewals that are complete; never switches and minimum-quantity offers.
        (bought("O", created=days_ago(1), type="RENEWAL"), [("O", 5, False)]),
        (bought("O", created=days_ago(1), type="SWITCH"), []),
        (bought("O", created=days_ago(1), type="RETURN"), []),
        (bought("O", created=days_ago(1), status="1002"), []),
        (bought("O", created=days_ago(1), line_status="1004"), []),
        (bought("O", created=days_ago(1), offer_id=f"{PHOTOSHOP}14X12"), []),
        (bought("O", created=days_ago(1), offer_id=f"{PHOTOSHOP}14Y12"), []),
        (bought("O", created=days_ago(1), offer_id=f"{PHOTOSHOP}14Z12"), []),
        # Somebody else's subscription.
        (bought("O", ACROBAT, created=days_ago(1)), []),
    ],
)
def test_a_line_can_be_returned_by_its_age_kind_and_state(order: Order, found: list[tuple[str, int, bool]]) -> None:
    assert _found(order) == found


@pytest.mark.parametrize(("used", "found"), [(0, [("O", 1000, True)]), (1, [])])
def test_a_consumable_is_returned_as_a_whole_and_never_once_it_was_used(used: int, found: list[tuple[str, int, bool]]) -> None:
    order = bought("O", STOCK, 1000, created=days_ago(1))
    assert _found(order, subscription=held(STOCK, 1000, used=used), mpn=STOCK) == found


def test_orders_before_a_renewal_belong_to_the_old_term() -> None:
    early, late = bought("O-early", created=days_ago(9)), bought("O-late", created=days_ago(2))
    renewal = bought("O-renewal", created=days_ago(5), type="RENEWAL")
    elsewhere = bought("O-elsewhere", ACROBAT, created=days_ago(1), type="RENEWAL")
    assert [order for order, _, _ in _found(elsewhere, late, early, renewal)] == ["O-renewal", "O-late"]


def test_nothing_can_be_returned_of_a_subscription_that_has_ended() -> None:
    assert _found(bought("O", created=days_ago(1)), subscription=held(status="1004")) == []


def _own_return(quantity: int = 3, **changes: Any) -> Order:  # noqa: ANN401 - the fields, by name.
    order = bought("R", quantity=quantity, created=NOW, type="RETURN", reference=REQUEST, returned_order="O")
    return replace(order, **changes)


@pytest.mark.parametrize(
    ("returned", "remaining"),
    [
        (_own_return(), 5),
        (_own_return(status="1002"), 5),
        (_own_return(status="1004"), 2),
        (_own_return(reference="PR-other"), 2),
        (_own_return(created=CREATED - timedelta(days=1)), 2),
        (_own_return(returned_order="O-other"), 2),
        (_own_return(lines=()), 2),
        (_own_return(lines=(replace(_own_return().lines[0], number=2),)), 2),
    ],
)
def test_what_this_request_gave_back_counts_as_if_it_were_still_there(returned: Order, remaining: int) -> None:
    """Rule 51: so that every delivery makes the same plan."""
    assert _found(bought("O", created=days_ago(1), remaining=2), returned) == [("O", remaining, False)]


def test_a_line_that_was_begun_stays_returnable_when_the_window_closes_meanwhile() -> None:
    assert _found(bought("O", created=days_ago(15), remaining=2), _own_return()) == [("O", 5, False)]
    whole = bought("O", created=days_ago(15), remaining=0, status="1008")
    assert _found(whole, _own_return(5), subscription=held(status="1004")) == [("O", 5, False)]


def _line(
    order_id: str, remaining: int, *, mpn: str = PHOTOSHOP, whole: bool = False, begun: int = 0, number: int = 1
) -> Returnable:
    order = bought(order_id, mpn, remaining, created=days_ago(3))
    line = replace(order.lines[0], number=number)
    return Returnable(order, line, mpn, remaining, whole, date(2026, 3, 13), begun)


@pytest.mark.parametrize(
    ("lines", "seats", "chosen"),
    [
        ([_line("A", 3), _line("B", 4)], 5, [("A", 3), ("B", 2)]),
        ([_line("A", 3), _line("B", 4)], 3, [("A", 3)]),
        ([_line("A", 3), _line("B", 4)], 7, [("A", 3), ("B", 4)]),
        # Rule 55: never split between return and renewal.
        ([_line("A", 3), _line("B", 4)], 8, []),
        ([], 1, []),
        # Whole lines only: an old one that is too large is passed over, and so is one that leaves a gap.
        ([_line("A", 9, whole=True), _line("B", 4, whole=True)], 4, [("B", 4)]),
        ([_line("A", 3, whole=True), _line("B", 5, whole=True)], 5, [("B", 5)]),
        ([_line("A", 3, whole=True), _line("B", 5, whole=True), _line("C", 4, whole=True)], 7, [("A", 3), ("C", 4)]),
        ([_line("A", 3, whole=True), _line("B", 5, whole=True)], 4, []),
        # What was begun stays, also where the rest cannot be returned any more.
        ([_line("A", 3, begun=3)], 5, [("A", 3)]),
        ([_line("A", 3, begun=2), _line("B", 1)], 5, [("A", 2)]),
    ],
)
def test_the_oldest_seats_are_given_back_or_none(lines: list[Returnable], seats: int, chosen: list[tuple[str, int]]) -> None:
    plan = plan_returns(lines, {PHOTOSHOP: seats})
    assert [(line.order.id, taken) for line, taken in plan.parts] == chosen
    assert plan.deferred == (frozenset() if sum(taken for _, taken in chosen) == seats else {PHOTOSHOP})


def test_items_are_planned_apart_and_one_order_becomes_one_call() -> None:
    lines = [_line("A", 3), _line("A", 2, mpn=ACROBAT, number=2), _line("B", 2)]
    plan = plan_returns(lines, {PHOTOSHOP: 4, ACROBAT: 2, STOCK: 1})
    assert (plan.seats_of(PHOTOSHOP), plan.seats_of(ACROBAT), set(plan.deferred)) == (4, 2, {STOCK})
    calls = plan.calls(_case(), CUSTOMER)
    assert [(call.order_id, [(one.number, one.quantity) for one in call.lines]) for call in calls] == [
        ("A", [(1, 3), (2, 2)]),
        ("B", [(1, 1)]),
    ]
    # Rule 49: offer and currency exactly as they were ordered.
    assert {(one.offer_id, one.currency) for call in calls for one in call.lines} == {
        (f"{PHOTOSHOP}01A12", "USD"),
        (f"{ACROBAT}01A12", "USD"),
    }


seats_of_lines = st.lists(st.tuples(st.sampled_from([PHOTOSHOP, ACROBAT]), st.integers(1, 12), st.booleans()), max_size=7)
pools = seats_of_lines.map(
    lambda found: [_line(f"O-{place}", many, mpn=mpn, whole=whole) for place, (mpn, many, whole) in enumerate(found)]
)
wants = st.dictionaries(st.sampled_from([PHOTOSHOP, ACROBAT, STOCK]), st.integers(1, 30))


@settings(max_examples=examples(300))
@given(pools, wants)
def test_a_plan_neither_loses_nor_invents_seats(lines: list[Returnable], wanted: dict[str, int]) -> None:
    plan = plan_returns(lines, wanted)
    for mpn, seats in wanted.items():
        assert plan.seats_of(mpn) == (0 if mpn in plan.deferred else seats)
    for line, seats in plan.parts:
        assert 1 <= seats <= line.remaining
        assert seats == line.remaining or not line.whole_only
    assert {line.mpn for line, _ in plan.parts} == set(wanted) - plan.deferred
    assert len({line.order.id for line, _ in plan.parts}) == len(plan.parts)


@settings(max_examples=examples(300))
@given(pools, wants)
def test_partial_lines_are_given_back_oldest_first_as_far_as_they_go(lines: list[Returnable], wanted: dict[str, int]) -> None:
    partial = [replace(line, whole_only=False) for line in lines]
    plan = plan_returns(partial, wanted)
    for mpn, seats in wanted.items():
        own = [line for line in partial if line.mpn == mpn]
        assert (mpn in plan.deferred) is (seats > sum(line.remaining for line in own))
        taken = [(line, many) for line, many in plan.parts if line.mpn == mpn]
        assert [line for line, _ in taken] == own[: len(taken)]
        assert all(many == line.remaining for line, many in taken[:-1])
