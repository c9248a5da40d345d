"""Every refusal of a purchase's calls: whose turn it is, on which parameters, and that one order comes of it at last.

The table is written by hand from developer.adobe.com/vipmp/docs/references/error-handling and …/references/status-codes.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from tests.flows.builders import (
    CREATE,
    ORDERS,
    READ_ORDER,
    READ_SUBSCRIPTIONS,
    assert_one_of_everything,
    assert_parked,
    assert_waits,
)

if TYPE_CHECKING:
    from tests.world import World

ROWS: Final[list[dict[str, Any]]] = json.loads((Path(__file__).parent / "data" / "refusals.json").read_text(encoding="utf-8"))
ROUTES: Final[dict[str, dict[str, str]]] = {
    "create customer": {"route": CREATE},
    "preview": {"route": ORDERS, "order_type": "PREVIEW"},
    "order": {"route": ORDERS, "order_type": "NEW"},
    "read order": {"route": READ_ORDER},
    "read subscriptions": {"route": READ_SUBSCRIPTIONS},
}
CORRECTIONS: Final = {
    "customer_company_name": "Corrected Company Ltd",
    "customer_address_line_1": "2 Corrected Street",
    "customer_address_line_2": "Suite 5",
    "customer_city": "Fresno",
    "customer_region": "NV",
    "customer_postal_code": "93650",
    "customer_country": "US",
    "customer_phone_number": "+1 559 555 0100",
    "adobe_user_email": "corrected@example.com",
    "adobe_user_first_name": "Corrected",
    "adobe_user_last_name": "Person",
}


calls = pytest.mark.parametrize("call", ROUTES)


def named(row: dict[str, Any]) -> str:
    return " ".join(filter(None, (row["call"], row["code"], ",".join(row["details"]))))


def rows(*outcomes: str) -> pytest.MarkDecorator:
    """Give the rows of these outcomes as parameters of a test."""
    found = [row for row in ROWS if row["outcome"] in outcomes]
    return pytest.mark.parametrize("row", found, ids=map(named, found))


def rows_of(call: str, outcome: str) -> list[dict[str, Any]]:
    """Give the rows of a call with this outcome: there is always one."""
    found = [row for row in ROWS if (row["call"], row["outcome"]) == (call, outcome)]
    assert found
    return found


def refuse(world: World, row: dict[str, Any]) -> None:
    """Let Adobe refuse the call as the row says, as often as it is made."""
    kind = {429: "throttled", 500: "broken"}.get(row["status"], "refused")
    shape = {"status": row["status"], "code": row["code"], "details": row["details"]}
    world.adobe.control.fault(kind=kind, times=99, **ROUTES[row["call"]], **shape)


def a_refused_purchase(world: World, row: dict[str, Any]) -> str:
    """Buy two products, and let Adobe refuse."""
    refuse(world, row)
    request = world.buy()
    world.deliver()
    return request


def goes_through(world: World, request: str) -> None:
    """Let Adobe refuse no more, and see the purchase through."""
    world.adobe.control.clear_faults()
    assert world.settle(request) == "approved"
    assert_one_of_everything(world, request)
    assert world.note(request) == ""
    assert "error_msg" not in world.params(request)


@rows("inquire")
def test_what_the_customer_can_correct_is_asked_on_exactly_the_parameters(world: World, row: dict[str, Any]) -> None:
    request = a_refused_purchase(world, row)
    assert world.status(request) == "inquiring"
    errors = world.errors(request)
    assert set(errors) == set(row["parameters"])
    assert all(text.endswith(f"[{row['code']}]") for text in errors.values())
    assert set(errors.values()) <= {text for text in errors.values() if text in world.params(request)["error_msg"]}
    assert world.adobe.control.customers() == []
    world.adobe.control.clear_faults()
    world.correct(request, **{name: CORRECTIONS[name] for name in row["parameters"]})
    goes_through(world, request)


@rows("fail")
def test_what_nobody_can_correct_fails_with_a_reason_in_the_customers_words(world: World, row: dict[str, Any]) -> None:
    request = a_refused_purchase(world, row)
    assert world.status(request) == "failed"
    reason = world.reason(request)
    assert row["words"] in reason
    assert reason.endswith(f"[{row['code']}]")
    assert world.params(request)["error_msg"] == reason
    assert world.adobe.control.orders() == []


@calls
def test_what_an_operator_must_do_parks_with_its_own_note_each_time_and_goes_on_once_it_is_done(world: World, call: str) -> None:
    request = world.buy()
    for row in rows_of(call, "park"):
        refuse(world, row)
        world.deliver()
        assert_parked(world, request, row["words"])
        assert row["code"] in world.note(request), named(row)
        world.adobe.control.clear_faults()
        world.advance(hours=1)
    goes_through(world, request)


@calls
def test_what_passes_by_itself_waits_and_goes_on(world: World, call: str) -> None:
    request = world.buy()
    for row in rows_of(call, "wait"):
        refuse(world, row)
        world.deliver()
        assert_waits(world, request)
        world.adobe.control.clear_faults()
        world.advance(minutes=10)
    goes_through(world, request)


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
