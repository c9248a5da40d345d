"""What is asked of PREVIEW and what its answer leads to, consumables included."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from connector.domain.adobe_facts import OrderLine
from connector.domain.ladders import next_move
from connector.domain.moves import Fail, Park, PlaceOrder, PreviewOrder, ReadCustomer, Wait, WantedLine
from connector.domain.refusals import Refusal
from tests.builders import (
    CUSTOMER,
    NOW,
    ORDER,
    PHOTOSHOP,
    STOCK,
    a_customer,
    a_policy,
    a_preview,
    a_purchase,
    an_item,
    an_order,
    facts,
)
from tests.builders import REQUEST as REFERENCE

POLICY = a_policy()
MIXED = a_purchase(
    an_item(),
    an_item(STOCK, 1000),
    an_item("65305133CA", 20),
    values={"adobe_customer_id": CUSTOMER},
)
READ: dict[Any, Any] = {ReadCustomer(CUSTOMER): a_customer()}


def _asked(*offers: str) -> PreviewOrder:
    lines = tuple(
        WantedLine(number, item.mpn, offer, item.quantity or 0)
        for (number, item), offer in zip(enumerate(MIXED.items, start=1), offers, strict=True)
    )
    return PreviewOrder(CUSTOMER, REFERENCE, "USD", lines)


FIRST = _asked(f"{PHOTOSHOP}01A12", f"{STOCK}01A12", "65305133CA01A12")
SECOND = _asked(f"{PHOTOSHOP}01A12", f"{STOCK}T1A12", "65305133CA01A12")
THIRD = _asked(f"{PHOTOSHOP}01A12", f"{STOCK}T1A12", "65305133CAT1A12")


def test_every_item_is_first_asked_for_as_a_licence() -> None:
    assert next_move(MIXED, facts(seen=READ), POLICY) == FIRST


def test_a_line_that_adobe_does_not_know_as_a_licence_is_asked_for_as_a_consumable() -> None:
    seen = {**READ, FIRST: Refusal(400, "2122", "Invalid Offer ID", ("Line Item: 2",))}
    assert next_move(MIXED, facts(seen=seen), POLICY) == SECOND


def test_consumables_that_adobe_names_one_after_the_other_are_all_found() -> None:
    seen = {**READ, FIRST: Refusal(400, "2122", "", ("Line Item: 2",)), SECOND: Refusal(400, "2122", "", ("Line Item: 3",))}
    assert next_move(MIXED, facts(seen=seen), POLICY) == THIRD


def test_the_order_names_what_the_last_preview_returned() -> None:
    lines = (
        OrderLine(1, f"{PHOTOSHOP}02A12", 5),
        OrderLine(2, f"{STOCK}T2A12", 1000),
        OrderLine(3, "65305133CA02A12", 20),
    )
    answer = an_order(MIXED, id="", type="PREVIEW", status="", lines=lines)
    seen = {**READ, FIRST: Refusal(400, "2122", "", ("Line Item: 2",)), SECOND: answer}
    move = next_move(MIXED, facts(seen=seen), POLICY)
    assert isinstance(move, PlaceOrder)
    assert [line.offer_id for line in move.lines] == [f"{PHOTOSHOP}02A12", f"{STOCK}T2A12", "65305133CA02A12"]


def test_a_product_that_is_neither_licence_nor_consumable_fails() -> None:
    refusal = Refusal(400, "2122", "", ("Line Item: 2",))
    move = next_move(MIXED, facts(seen={**READ, FIRST: refusal, SECOND: refusal}), POLICY)
    assert isinstance(move, Fail)
    assert move.problems[0].text.startswith(f"Item {STOCK}: Adobe does not sell this product now.")


def test_an_mpn_that_names_its_level_is_not_asked_for_twice() -> None:
    request = a_purchase(an_item(f"{STOCK}T3A12", 1000), values={"adobe_customer_id": CUSTOMER})
    asked = PreviewOrder(CUSTOMER, REFERENCE, "USD", (WantedLine(1, f"{STOCK}T3A12", f"{STOCK}T1A12", 1000),))
    assert next_move(request, facts(seen=READ), POLICY) == asked
    refusal = Refusal(400, "2122", "", ("Line Item: 1",))
    assert isinstance(next_move(request, facts(seen={**READ, asked: refusal}), POLICY), Fail)


def test_an_offer_refusal_that_names_no_line_fails() -> None:
    assert isinstance(next_move(MIXED, facts(seen={**READ, FIRST: Refusal(400, "2122")}), POLICY), Fail)


@pytest.mark.parametrize(("code", "expected"), [("5122", Wait), ("2129", Fail), ("2128", Park)])
def test_a_refused_preview_stops_the_request_as_the_refused_order_would(code: str, expected: type) -> None:
    assert isinstance(next_move(MIXED, facts(seen={**READ, FIRST: Refusal(400, code)}), POLICY), expected)


@pytest.mark.parametrize("lines", [(), (OrderLine(1, "65309999CA01A12", 5),), (OrderLine(7, f"{PHOTOSHOP}01A12", 5),)])
def test_a_preview_with_other_lines_than_asked_parks_and_orders_nothing(lines: tuple[OrderLine, ...]) -> None:
    request = a_purchase(values={"adobe_customer_id": CUSTOMER})
    (asked,) = a_preview(request)
    answer = an_order(request, id="", type="PREVIEW", status="", lines=lines)
    move = next_move(request, facts(seen={**READ, asked: answer}), POLICY)
    assert isinstance(move, Park)
    assert [problem.code for problem in move.problems] == ["preview-contradicts"]
    assert f"Item {PHOTOSHOP}" in move.problems[0].operator


def test_no_order_id_of_an_earlier_request_is_mistaken_for_this_ones() -> None:
    request = a_purchase(values={"adobe_customer_id": CUSTOMER, "adobe_order_id": ORDER})
    assert isinstance(next_move(replace(request, created=NOW), facts(seen=READ), POLICY), PreviewOrder)
