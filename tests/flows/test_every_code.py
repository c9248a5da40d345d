"""Every answer that Adobe documents, driven through the call that it answers: to the outcome that is expected of it, and beyond.

What is expected stands in data/expectations.json, written by hand from Adobe's pages. Calls that are not built yet have their
rows and expectations too, and are counted: that number only shrinks.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

import pytest

from tests.expected import ANY_CALL, EXPECTATIONS, FACTS, STATUS_EXPECTATIONS, Expectation, StatusExpectation, documented_answers
from tests.flows.arrivals import MEMBERSHIP, assert_transferred_once
from tests.flows.builders import ADMIN, COMPANY, ORDERS, assert_parked, assert_waits, countdown
from tests.flows.driving import (
    BEFORE_A_TRANSFER,
    DRIVERS,
    SAME_ADDRESS,
    a_purchase_for,
    a_set_up,
    a_world_for,
    is_about_a_tier,
    is_about_an_account,
)
from tests.flows.lives import an_asset, order_ids, subscription_of
from tests.world import PHOTOSHOP

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.world import World

CORRECTIONS: Final[dict[str, object]] = {
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
    "reseller_company_name": "Demo Reseller Inc",
    "reseller_address_line_1": "3 Corrected Street",
    "reseller_address_line_2": "Suite 6",
    "reseller_city": "Fresno",
    "reseller_region": "CA",
    "reseller_postal_code": "93650",
    "reseller_country": "US",
    "adobe_vip_number": MEMBERSHIP,
}
"""What a customer corrects; what is not here is cleared."""

NO_CALL_YET: Final = {
    "update order", "preview renewal", "place renewal", "create subscription", "set renewal code",
    "list switch paths", "preview switch", "place switch", "preview switch revert", "revert switch",
    "create deployment", "read deployments", "update deployment", "list groups", "enrol in group",
    "list discounts", "fetch recommendations", "fetch price list", "read open acquisitions",
    "preview reseller change", "place reseller change", "read reseller change",
}  # fmt: skip
"""Adobe's calls that no request leads to yet. Whoever builds one gives it a driver and takes it from here."""

MOST_WITHOUT_CALL: Final = 252
"""How many answers may still be without a call: lower it when a call is built, never raise it."""

_UNDOCUMENTED: Final = {"code": "7777", "details": ["something new"], "message": "Said in Adobe's own words"}


def driven() -> list[Expectation]:
    """Give the answers of the calls that are built; one for any call is driven through each that has no entry of its own."""
    own = documented_answers()
    found = [one for one in EXPECTATIONS if one.call in DRIVERS]
    every = [one for one in EXPECTATIONS if one.call == ANY_CALL]
    return found + [one.at(call) for one in every for call in DRIVERS if one.at(call).answer not in own]


def runs() -> list[Any]:
    """Give what is driven in one world: all answers of one call with one outcome, one after the other.

    A return that is refused twice is another matter, so each of those that pass by themselves has a world of its own.
    """
    found: dict[tuple[str, str, str], list[Expectation]] = {}
    for one in driven():
        alone = str(one) if (one.call, one.outcome) == ("return order", "wait") else ""
        found.setdefault((one.call, one.outcome, alone), []).append(one)
    names = {key: " ".join(filter(None, (*key[:2], ones[0].code if key[2] else ""))) for key, ones in found.items()}
    return [pytest.param(*key[:2], tuple(ones), id=names[key]) for key, ones in found.items()]


def refuse(world: World, one: Expectation) -> None:
    """Let Adobe answer the call as it is documented, as often as it is made."""
    world.adobe.control.clear_faults()
    shape: dict[str, Any] = {"details": list(one.details)} if one.details else {"line": 2}
    world.adobe.control.refuse(one.call, one.code, one.reason, times=99, **shape)


@contextmanager
def about(one: object) -> Iterator[None]:
    """Say which of several is meant where something about it is not as expected."""
    try:
        yield
    except AssertionError as error:
        error.add_note(f"about {one}")
        raise


def goes_through(world: World, request: str) -> None:
    """Let Adobe refuse no more, and see the request through."""
    world.adobe.control.clear_faults()
    assert world.settle(request) == ("accepted" if is_about_an_account(request) else "approved")
    if is_about_a_tier(request):
        assert len(world.adobe.control.resellers()) == 1
    elif world.adobe.control.memberships():
        assert_transferred_once(world, request)
    else:
        assert len(world.adobe.control.customers()) == len(order_ids(world)) == 1
        assert len(order_ids(world, "RETURN")) <= 1
    if not is_about_an_account(request):
        assert "error_msg" not in world.params(request)
        assert world.errors(request) == {}
        assert "Adobe refused" not in world.note(request)


def told(world: World, request: str) -> str:
    """Give what an operator reads of a parked request: its note, or what the store remembers where it has none."""
    if not is_about_an_account(request):
        return world.note(request)
    state = world.means.store.request_state(request)
    return (state.park_text if state else None) or ""


def assert_stays_parked(world: World, request: str, *words: str) -> None:
    """Check that a request waits for a person and says so: a purchase or a change to the customer too."""
    if request.startswith("PR-"):
        assert_parked(world, request, "")
        assert world.errors(request) == {}
    assert (world.status(request), countdown(world)) == ("pending", 3600)
    assert [word for word in words if word not in told(world, request)] == []


OF_THE_WHOLE_ACCOUNT: Final = ("Adobe gives no usable answer to any request of ", "Adobe takes no more requests of ")


def assert_stays_waiting(world: World, request: str, call: str) -> None:
    """Check that a request waits in silence; with a note where it can take days, or where Adobe failed many times in a row."""
    has_a_note = call in BEFORE_A_TRANSFER or told(world, request).startswith(OF_THE_WHOLE_ACCOUNT)
    if has_a_note:
        assert told(world, request).endswith("Waits for this to pass by itself: nobody must act.")
    elif request.startswith("PR-"):
        assert_waits(world, request)
    assert (world.status(request), bool(told(world, request))) == ("pending", has_a_note)
    assert 0 < countdown(world) <= 600


def correct(world: World, request: str, names: tuple[str, ...]) -> None:
    """Send a request back corrected; where nobody could be asked, correct the account."""
    values = {name: CORRECTIONS.get(name, "") for name in names}
    if is_about_an_account(request):
        street = {"address_line1": f"{len(world.adobe.control.calls())} Other Road"}
        world.connect.trade.update_account(world.product.customer, contact_info=street)
        world.advance(hours=1)
    elif is_about_a_tier(request):
        world.connect.trade.correct_tier(request, values)
    else:
        world.correct(request, **values)


def bought_and_set(world: World) -> list[str]:
    """List what was executed at Adobe beside the creation of customers."""
    return [write for write in world.adobe_writes() if write != "POST /v3/customers"]


def wait(world: World, ones: tuple[Expectation, ...]) -> None:
    """Each is waited for in silence; then the request goes through."""
    request = DRIVERS[ones[0].call](world)
    for one in ones:
        with about(one):
            refuse(world, one)
            world.deliver()
            assert_stays_waiting(world, request, one.call)
        world.advance(minutes=10)
    goes_through(world, request)


def park(world: World, ones: tuple[Expectation, ...]) -> None:
    """Each has its own note, with the code and what to do; then the request goes through."""
    request = DRIVERS[ones[0].call](world)
    for one in ones:
        with about(one):
            refuse(world, one)
            world.deliver()
            assert_stays_parked(world, request, one.says, one.code)
        world.advance(hours=1)
    goes_through(world, request)


def fail(world: World, ones: tuple[Expectation, ...]) -> None:
    """Each fails a request of its own, with a reason in the customer's words that ends with the code."""
    drive = DRIVERS[ones[0].call]
    for one in ones:
        with about(one):
            world.adobe.control.clear_faults()
            request = drive(world)
            before = bought_and_set(world)
            refuse(world, one)
            world.deliver()
            assert bought_and_set(world) == before
            assert world.status(request) == ("ignored" if is_about_an_account(request) else "failed")
            assert one.says in world.reason(request)
            assert world.reason(request).endswith(f"[{one.code}]")
            assert is_about_an_account(request) or world.params(request)["error_msg"] == world.reason(request)


def inquire(world: World, ones: tuple[Expectation, ...]) -> None:
    """Each is asked for on exactly its parameters, until the last one is corrected; then the request goes through."""
    request = DRIVERS[ones[0].call](world)
    for number, one in enumerate(ones):
        with about(one):
            refuse(world, one)
            world.deliver()
            if is_about_an_account(request):
                assert_stays_parked(world, request, f"[{one.code}]")
            else:
                is_asked(world, request, one)
        if number + 1 < len(ones):
            refuse(world, ones[number + 1])
        correct(world, request, one.parameters)
    goes_through(world, request)


def is_asked(world: World, request: str, one: Expectation) -> None:
    """Check that the customer, or the reseller, is asked on exactly the parameters."""
    assert world.status(request) == "inquiring"
    errors = world.errors(request)
    assert set(errors) == set(one.parameters)
    assert all(text.endswith(f"[{one.code}]") for text in errors.values())
    assert is_about_a_tier(request) or all(text in world.params(request)["error_msg"] for text in errors.values())


RUNS: Final[dict[str, Callable[[World, tuple[Expectation, ...]], None]]] = {
    "wait": wait,
    "park": park,
    "fail": fail,
    "inquire": inquire,
}


@pytest.mark.parametrize(("call", "outcome", "ones"), runs())
def test_an_answer_leads_to_what_is_expected_of_it(
    tmp_path: Path, call: str, outcome: str, ones: tuple[Expectation, ...]
) -> None:
    assert {one.call for one in ones} == {call}
    RUNS[outcome](a_world_for(call, tmp_path), ones)


def refuse_strangely(world: World, call: str, status: int) -> None:
    """Let Adobe answer the call with a code that no page names."""
    fact = FACTS["calls"][call]
    world.adobe.control.clear_faults()
    shape: dict[str, Any] = {"order_type": fact.get("orderType"), "status": status, **_UNDOCUMENTED}
    world.adobe.control.fault(fact["route"], "refused", times=99, **shape)


@pytest.mark.parametrize("call", DRIVERS)
def test_a_refusal_that_nobody_knows_parks_with_adobes_whole_answer(tmp_path: Path, call: str) -> None:
    world = a_world_for(call, tmp_path)
    request = DRIVERS[call](world)
    for status in (400, 422) if call in BEFORE_A_TRANSFER else (400, 404, 422):
        refuse_strangely(world, call, status)
        world.deliver()
        assert_stays_parked(world, request, f"HTTP {status}; code 7777; Said in Adobe's own words; something new")
        world.advance(hours=1)
    goes_through(world, request)


@pytest.mark.parametrize("call", DRIVERS)
def test_a_failure_that_nobody_knows_is_waited_for(tmp_path: Path, call: str) -> None:
    world = a_world_for(call, tmp_path)
    request = DRIVERS[call](world)
    for status in (500, 503):
        refuse_strangely(world, call, status)
        world.deliver()
        assert_stays_waiting(world, request, "")
        world.advance(minutes=10)
    goes_through(world, request)


# Statuses ----------------------------------------------------------------------------------------------------------------------


def an_order_that_ends(world: World, status: str) -> str:
    """Buy more seats, and let the order stand like this."""
    asset = an_asset(world)
    if status == "1022":
        world.adobe.control.set_reseller_status(world.reseller_id, "1004")
    kind = "held" if status == "1002" else "ends as"
    world.adobe.control.fault(ORDERS, kind, order_type="NEW", ends_as=status)
    return world.connect.trade.change(asset, {PHOTOSHOP: 12}, {})


def a_customer_who_stands(world: World, status: str) -> str:
    """Buy for a customer that stands like this; a pending one can order, so that only a failed order shows it."""
    if status == "1002":
        world.adobe.control.change(customer_reads=None)
        world.adobe.control.fault(ORDERS, "ends as", order_type="NEW", ends_as="1024")
        return world.buy()
    profile = {"address": SAME_ADDRESS}
    customer = world.adobe.control.add_customer(world.reseller_id, COMPANY, status=status, email=ADMIN, profile=profile)
    return a_purchase_for(world, customer)


def a_subscription_that_stands(world: World, status: str) -> str:
    """Buy more seats of a subscription that stands like this."""
    asset = an_asset(world)
    world.adobe.control.set_subscription(subscription_of(world, PHOTOSHOP), status=status)
    return world.connect.trade.change(asset, {PHOTOSHOP: 12}, {})


def a_reseller_who_ends(world: World, status: str) -> str:
    """Set a reseller up that ends like this; one that is pending stays so."""
    if status == "1002":
        world.adobe.control.change(reseller_reads=None)
    else:
        world.adobe.control.fault("POST /v3/resellers", "ends as", ends_as=status)
    return a_set_up(world)


def a_transfer_that_ends(world: World, status: str) -> str:
    """Transfer a membership, and let the transfer stand like this."""
    kind = "held" if status == "1002" else "ends as"
    world.adobe.control.fault("POST /v3/memberships/{id}/transfers", kind, ends_as=status)
    return DRIVERS["place transfer"](world)


STANDINGS: Final[dict[str, Callable[[World, str], str]]] = {
    "order": an_order_that_ends,
    "customer account": a_customer_who_stands,
    "subscription": a_subscription_that_stands,
    "reseller account": a_reseller_who_ends,
    "transfer": a_transfer_that_ends,
}
STATUSES: Final = {"wait": "pending", "park": "pending", "fail": "failed", "inquire": "inquiring", "fine": "approved"}


@pytest.mark.parametrize("expected", [one for one in STATUS_EXPECTATIONS if one.resource in STANDINGS], ids=str)
def test_a_status_leads_to_what_is_expected_of_it(tmp_path: Path, expected: StatusExpectation) -> None:
    world = a_world_for("create reseller" if expected.resource == "reseller account" else "", tmp_path)
    request = STANDINGS[expected.resource](world, expected.status)
    world.deliver()
    assert world.status(request) == STATUSES[expected.outcome]
    assert set(world.errors(request)) == set(expected.parameters)
    told = world.params(request).get("error_msg", "")
    assert is_about_a_tier(request) or told.endswith(f"[{expected.status}]") is (expected.outcome in {"park", "fail", "inquire"})
    assert expected.outcome == "fine" or bool(world.note(request)) is (expected.outcome == "park")


# What has no call yet ----------------------------------------------------------------------------------------------------------


def test_the_calls_without_a_request_are_listed_and_their_number_only_shrinks(capsys: pytest.CaptureFixture[str]) -> None:
    assert set(FACTS["calls"]) - set(DRIVERS) == NO_CALL_YET
    left = [one for one in EXPECTATIONS if one.call in NO_CALL_YET]
    standing = [one for one in STATUS_EXPECTATIONS if one.resource not in STANDINGS]
    through = len(driven()) + len(STATUS_EXPECTATIONS) - len(standing)
    with capsys.disabled():
        print(f"\n{through} answers and statuses driven through their calls, {len(left) + len(standing)} have no call yet")  # noqa: T201 - what the reader of a run shall see.
    assert len(left) + len(standing) <= MOST_WITHOUT_CALL
