"""Refusals of a purchase beside the table of all codes: how long they stand, and the rules that the simulator plays by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.flows.builders import (
    CREATE,
    ORDERS,
    assert_parked,
)

if TYPE_CHECKING:
    from tests.world import World


@pytest.mark.parametrize("code", ["1114", "2117", "4999"])
def test_a_refusal_that_no_page_names_for_this_call_parks_with_adobes_whole_answer(world: World, code: str) -> None:
    shape = {"status": 400, "details": ["Line Item: 1, Reason: SOMETHING_ELSE"], "message": "Said in Adobe's own words"}
    world.adobe.control.fault(ORDERS, "refused", order_type="NEW", code=code, **shape)
    request = world.buy()
    world.deliver()
    assert_parked(world, request, code)
    assert "Said in Adobe's own words" in world.note(request)
    assert "SOMETHING_ELSE" in world.note(request)


def test_a_correctable_refusal_stands_until_the_request_comes_back_corrected(world: World) -> None:
    world.adobe.control.fault(CREATE, "refused", code="1118")
    request = world.buy()
    assert world.settle(request) == "inquiring"
    world.hand_over(request)
    assert len(world.adobe.control.calls("POST", "/v3/customers")) == 1
    world.correct(request, customer_city="Fresno")
    assert world.settle(request) == "approved"
    assert len(world.adobe.control.calls("POST", "/v3/customers")) == 1 + 1 + 2


def test_an_address_that_adobe_refuses_by_its_own_rule_is_asked_for(world: World) -> None:
    request = world.buy(customer_postal_code="ABC")
    assert world.settle(request) == "inquiring"
    assert "customer_postal_code" in world.errors(request)
    world.correct(request, customer_postal_code="95113")
    assert world.settle(request) == "approved"


# By the simulator's own rules, not on demand: what each product of its catalogue needs, excludes, or costs in which currency.
@pytest.mark.parametrize(
    ("mpn", "status", "code"),
    [
        ("65310001CA", "failed", "2129"),
        ("65313333CB", "pending", "2129"),
        ("79999999CA", "failed", "2122"),
    ],
    ids=["an addition without its base", "another segment", "no such product"],
)
def test_adobes_own_rules_are_understood(world: World, mpn: str, status: str, code: str) -> None:
    world.connect.vendor.add_item(world.product.product, mpn, name="Special item")
    request = world.buy({"65304470CA": 1, mpn: 1})
    world.deliver()
    assert world.status(request) == status
    said = world.reason(request) or world.note(request)
    assert "Special item" in said
    assert code in said
    assert "Photoshop" not in said
