"""Every refusal of a return and of a renewal setting, in both dialects: whose turn it is, and that the request goes on.

The table is written by hand from developer.adobe.com/vipmp/docs/references/error-handling and …/order-management/return-order.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import pytest

from tests.flows.builders import assert_parked, assert_waits
from tests.flows.lives import FLAG, OFF, ORDERS, SUBSCRIPTION, an_asset, asked, order_ids, seats, steps, subscription_of
from tests.world import ALL_APPS, PHOTOSHOP, World

DATA: Final = Path(__file__).parent / "data" / "refusals_of_changes.json"
ROWS: Final[list[dict[str, Any]]] = json.loads(DATA.read_text(encoding="utf-8"))
ROUTES: Final[dict[str, dict[str, str]]] = {"return": {"route": ORDERS, "order_type": "RETURN"}, "renew": {"route": SUBSCRIPTION}}
ASKING: Final[dict[str, dict[str, Any]]] = {"return": FLAG, "renew": {}}
calls = pytest.mark.parametrize("call", ROUTES)


def rows_of(call: str, outcome: str) -> list[dict[str, Any]]:
    """Give the rows of a call with this outcome: there is always one."""
    found = [row for row in ROWS if (row["call"], row["outcome"]) == (call, outcome)]
    assert found
    return found


def refuse(world: World, row: dict[str, Any]) -> None:
    """Let Adobe refuse the call as the row says, as often as it is made."""
    shape = {"status": row["status"], "code": row["code"], "details": row["details"]}
    world.adobe.control.fault(kind="refused", times=99, **ROUTES[row["call"]], **shape)


def goes_through(world: World, request: str, call: str) -> None:
    """Let Adobe refuse no more, and see the change through."""
    world.adobe.control.clear_faults()
    assert world.settle(request) == "approved"
    assert "error_msg" not in world.params(request)
    assert seats(world, PHOTOSHOP) == ((7, 7) if call == "return" else (10, 7))


@calls
def test_what_nobody_can_correct_fails_in_the_customers_words_and_nothing_was_done(world: World, call: str) -> None:
    asset = an_asset(world)
    for row in rows_of(call, "fail"):
        refuse(world, row)
        request = asked(world, asset, {PHOTOSHOP: 7}, **ASKING[call])
        assert world.status(request) == "failed", row
        assert row["words"] in world.reason(request), row
        assert world.reason(request).endswith(f"[{row['code']}]")
        assert steps(world) == []
        world.adobe.control.clear_faults()
    assert seats(world, PHOTOSHOP) == (10, 10)


@calls
def test_what_an_operator_must_do_parks_and_goes_on_once_it_is_done(world: World, call: str) -> None:
    request = world.connect.trade.change(an_asset(world), {PHOTOSHOP: 7}, ASKING[call])
    for row in rows_of(call, "park"):
        refuse(world, row)
        world.deliver()
        assert_parked(world, request, row["words"])
        assert row["code"] in world.note(request), row
        world.adobe.control.clear_faults()
        world.advance(hours=1)
    goes_through(world, request, call)


@pytest.mark.parametrize(("call", "reduction"), [("return", "return"), ("renew", "renewal")])
def test_what_passes_by_itself_waits_and_goes_on(tmp_path: Path, call: str, reduction: str) -> None:
    world = World(tmp_path, account={"downsize_in_window": reduction})
    asset, left = an_asset(world, {PHOTOSHOP: 20}), 20
    for row in rows_of(call, "wait"):
        refuse(world, row)
        left -= 1
        request = asked(world, asset, {PHOTOSHOP: left})
        assert_waits(world, request)
        world.adobe.control.clear_faults()
        assert world.settle(request) == "approved", row
        assert seats(world, PHOTOSHOP) == ((left, left) if call == "return" else (20, left))


def test_a_return_that_is_refused_again_after_everything_was_read_anew_is_a_persons_matter(world: World) -> None:
    asset = an_asset(world)
    world.adobe.control.fault(ORDERS, "refused", order_type="RETURN", times=2, code="2120", details=["Line Item: 1"])
    request = asked(world, asset, {PHOTOSHOP: 7}, **FLAG)
    assert_waits(world, request)
    world.advance(minutes=10)
    world.deliver()
    assert_parked(world, request, f"refuses the return of the order {order_ids(world)[0]} again")
    world.advance(hours=1)
    goes_through(world, request, "return")


# By the simulator's own rules, not on demand.


@pytest.mark.parametrize("dialect", ["422", "400"])
def test_a_return_below_the_three_year_commitment_fails_in_both_dialects(world: World, dialect: str) -> None:
    asset = an_asset(world)
    (customer,) = world.adobe.control.customers()
    world.adobe.control.add_commitment(customer["customerId"], licences=14)
    world.adobe.control.change(return_dialect=dialect)
    request = asked(world, asset, {PHOTOSHOP: 7}, **FLAG)
    assert world.status(request) == "failed"
    assert "promised Adobe a minimum for three years" in world.reason(request)


def test_what_would_renew_below_the_commitment_fails_with_its_own_explanation(world: World) -> None:
    asset = an_asset(world)
    (customer,) = world.adobe.control.customers()
    world.adobe.control.add_commitment(customer["customerId"], licences=14)
    request = asked(world, asset, {PHOTOSHOP: 7})
    assert world.status(request) == "failed"
    assert "Order again with a higher quantity" in world.reason(request)
    assert world.reason(request).endswith("[3120]")


def test_auto_renewal_that_a_commitment_locks_is_told_apart_from_a_quantity(world: World) -> None:
    asset = an_asset(world)
    (customer,) = world.adobe.control.customers()
    world.adobe.control.add_commitment(customer["customerId"], licences=15)
    request = asked(world, asset, cb_autorenewal=OFF)
    assert world.status(request) == "failed"
    assert "Auto-renewal cannot be switched off" in world.reason(request)
    assert world.reason(request).endswith("[3120]")


def test_seats_above_what_adobe_shows_as_remaining_are_planned_anew(world: World) -> None:
    asset = an_asset(world)
    world.advance(days=1)
    (first,) = order_ids(world)
    request = world.connect.trade.change(asset, {PHOTOSHOP: 7}, FLAG)
    world.adobe.control.fault(ORDERS, "refused", order_type="RETURN", status=422, code="RETURN_QTY_EXCEEDS_REMAINING")
    world.deliver()
    world.adobe.control.set_remaining(first, 1, 2)
    world.adobe.control.forget_calls()
    assert world.settle(request) == "approved"
    assert steps(world) == [f"RENEW {PHOTOSHOP} 7"]
    assert "3 seats stay usable" in world.note(request)


def test_a_subscription_that_ended_just_before_its_setting_is_left_alone(world: World) -> None:
    asset = an_asset(world)
    world.adobe.control.fault(SUBSCRIPTION, "refused", code="3119")
    request = asked(world, asset, {ALL_APPS: 2})
    assert_waits(world, request)
    world.adobe.control.set_subscription(subscription_of(world, ALL_APPS), status="1004")
    assert world.settle(request) == "approved"
    assert steps(world) == []
    assert "Creative Cloud All Apps for teams: the Adobe subscription had ended already." in world.note(request)
