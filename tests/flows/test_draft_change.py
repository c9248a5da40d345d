"""A change that is still a draft: told what fulfilment would say of it, with the previous approved request at hand."""

from __future__ import annotations

from typing import Any

import pytest

from tests.flows.builders import ORDERS
from tests.flows.drafts import a_changed_draft, errors_in, hint_in, untouched
from tests.flows.lives import FLAG, OFF, ON, an_asset, order_ids
from tests.world import ALL_APPS, PHOTOSHOP, World


def test_more_seats_show_level_and_price_and_nothing_is_ordered(world: World) -> None:
    asset = an_asset(world)
    draft = a_changed_draft(world, asset, {PHOTOSHOP: 12})
    with untouched(world):
        answer = world.validate(draft)
    assert errors_in(answer) == {}
    assert [(one["mpn"], one["level"], one["currency"]) for one in hint_in(answer)] == [(PHOTOSHOP, "02", "USD")]


@pytest.mark.parametrize(
    ("items", "params"),
    [({PHOTOSHOP: 8}, {}), ({PHOTOSHOP: 0, ALL_APPS: 9}, {}), ({PHOTOSHOP: 8}, FLAG), ({}, {"cb_autorenewal": OFF}), ({}, {})],
)
def test_a_change_that_can_be_done_has_no_errors(world: World, items: dict[str, int | str], params: dict[str, Any]) -> None:
    draft = a_changed_draft(world, an_asset(world), items, **params)
    with untouched(world):
        assert errors_in(world.validate(draft)) == {}


def test_a_switch_that_stood_there_before_contradicts_nobody(world: World) -> None:
    asset = an_asset(world, cb_autorenewal=ON)
    assert errors_in(world.validate(a_changed_draft(world, asset, {PHOTOSHOP: 12}, set_auto_renewal_status=OFF))) == {}


def test_two_new_switches_that_contradict_each_other_stand_on_both(world: World) -> None:
    draft = a_changed_draft(world, an_asset(world), {PHOTOSHOP: 12}, cb_autorenewal=ON, set_auto_renewal_status=OFF)
    assert set(errors_in(world.validate(draft))) == {"cb_autorenewal", "set_auto_renewal_status"}


def test_an_order_that_cannot_be_returned_is_told_with_those_that_can(world: World) -> None:
    asset = an_asset(world)
    (order,) = order_ids(world)
    draft = a_changed_draft(world, asset, {PHOTOSHOP: 8}, cancel_order_id="P99999999", **FLAG)
    told = errors_in(world.validate(draft))
    assert set(told) == {"cancel_order_id"}
    assert order in told["cancel_order_id"]


def test_a_quantity_that_no_parameter_carries_stands_on_the_action(world: World) -> None:
    told = errors_in(world.validate(a_changed_draft(world, an_asset(world), {PHOTOSHOP: 600_000})))
    assert set(told) == {"action_type"}


def test_what_adobes_preview_refuses_of_a_change_is_told(world: World) -> None:
    asset = an_asset(world)
    details = ["Line Item: 1"]
    world.adobe.control.fault(ORDERS, "refused", status=400, code="2120", order_type="PREVIEW", details=details)
    told = errors_in(world.validate(a_changed_draft(world, asset, {PHOTOSHOP: 12})))
    assert set(told) == {"action_type"}
    assert told["action_type"].startswith("Photoshop for teams: ")


def test_a_refusal_that_passes_by_itself_keeps_nobody_from_ordering(world: World) -> None:
    asset = an_asset(world)
    world.adobe.control.fault(ORDERS, "refused", status=400, code="5122", order_type="PREVIEW")
    assert errors_in(world.validate(a_changed_draft(world, asset, {PHOTOSHOP: 12}))) == {}
