"""The soak's plan and judge: expected seats worked out by hand, and a judge that sees whatever is made wrong behind its back."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from soak.judging import Judge
from soak.plan import ALL_APPS, PHOTOSHOP, SIGN, Asset, Company, Held, Plan, Step, expected, make_plan
from soak.playing import Play
from tests.world import World

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

OFF = {"cb_autorenewal": "inactive_auto_renewal_status"}
YES = {"is_cancellation_order": "is-cancellation-request"}
NO = {"is_cancellation_order": "no-cancellation-request"}
GUID = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"


def test_the_same_seed_makes_the_same_plan_and_another_one_another() -> None:
    assert make_plan(1, 100, 12) == make_plan(1, 100, 12)
    assert make_plan(1, 100, 12) != make_plan(2, 100, 12)


@pytest.mark.parametrize("seed", range(5))
def test_a_plan_has_exactly_as_many_requests_as_are_wanted_and_of_every_kind(seed: int) -> None:
    plan = make_plan(seed, 600, 60)
    assert (plan.requests, len(plan.companies), sum(plan.kinds().values())) == (600, 60, 600)
    assert set(plan.kinds()) == {
        "set a reseller up",
        "buy",
        "buy in a transaction",
        "come over from VIP",
        "more seats",
        "fewer seats at renewal",
        "up and down at once",
        "seats given back",
        "auto-renewal switched",
        "adjusted by the vendor",
        "cancelled",
    }


@pytest.mark.parametrize("seed", range(5))
def test_every_step_of_a_plan_can_be_asked_for(seed: int) -> None:
    for step in make_plan(seed, 600, 60).steps():
        assert all(seats >= 1 for seats in (*step.items.values(), *step.bought.values(), *step.returned.values()))


def test_what_must_be_there_in_the_end_is_seats_now_and_seats_that_renew() -> None:
    holds = {PHOTOSHOP: Held(approved=7, owned=10, returnable=10), SIGN: Held(approved=4, owned=4, returnable=0)}
    assert expected(Asset(holds=holds)) == {PHOTOSHOP: (10, 7), SIGN: (4, 4)}
    assert expected(Asset(holds=holds, renews=False)) == {PHOTOSHOP: (10, 0), SIGN: (4, 0)}
    assert expected(Asset(holds=holds, ended=True)) == {}


def by_hand() -> Plan:
    """Write a plan by hand: two companies, one with three assets of a transaction, and what must come of each step."""
    first = Asset(
        [
            Step(
                "purchase", "buy", {PHOTOSHOP: 10, ALL_APPS: 5}, {"action_type": "purchase"}, bought={PHOTOSHOP: 10, ALL_APPS: 5}
            ),
            Step("change", "more", {PHOTOSHOP: 12}, NO, bought={PHOTOSHOP: 2}),
            Step("change", "fewer", {PHOTOSHOP: 8}, NO),
            # Twelve are owned and eight renew: two of thirteen are missing only where more than twelve are wanted.
            Step("change", "more than are owned", {PHOTOSHOP: 13}, NO, bought={PHOTOSHOP: 1}),
            Step("change", "back", {ALL_APPS: 3}, YES, returned={ALL_APPS: 2}),
            Step("change", "off", {}, OFF),
        ],
        {PHOTOSHOP: Held(13, 13, 13), ALL_APPS: Held(3, 3, 3)},
        renews=False,
    )
    belongs = {"action_type": "purchase", "business-model": "one-to-one", "transaction_id": GUID, "transaction_items": "2"}
    siblings = [
        Asset([Step("purchase", "buy together", {mpn: 4}, belongs)], {mpn: Held(4, 4, 4)}, group=GUID)
        for mpn in (PHOTOSHOP, SIGN)
    ]
    arrived = Asset(
        [Step("transfer", "come over", {PHOTOSHOP: 6}, {"action_type": "transfer", "adobe_vip_number": "M1"})],
        {PHOTOSHOP: Held(6, 6, 0)},
        membership="M1",
    )
    ended = Asset(
        [
            Step("purchase", "buy", {SIGN: 3}, {"action_type": "purchase"}, bought={SIGN: 3}),
            Step("cancel", "cancel", returned={SIGN: 3}),
        ],
        {SIGN: Held(3, 3, 3)},
        ended=True,
    )
    companies = (
        Company("Soaked Company 000", 0, [first, ended]),
        Company("Soaked Company 001", 0, siblings),
        Company("Soaked Company 002", 0, [arrived]),
    )
    return Plan(0, companies, resellers=1)


@pytest.fixture
def over(tmp_path: Path) -> tuple[World, Play]:
    """A plan that was played to its end, on simulators in this process."""
    world = World(tmp_path, reseller=False, seeded=False)
    play = Play(world, by_hand())
    play.begin()
    for _ in range(40):
        if play.look():
            break
        world.deliver()
        world.advance(seconds=60)
        world.connect.control.deliver_now()
    assert play.part == 1.0
    return world, play


def broken(over: tuple[World, Play]) -> set[str]:
    """Name the rules that are broken."""
    return {what for what, rule in Judge(*over).rules().items() if list(rule())}


def test_a_plan_that_was_played_undisturbed_breaks_no_rule(over: tuple[World, Play]) -> None:
    assert broken(over) == set()


def first_customer(world: World) -> str:
    (found,) = [
        one["customerId"]
        for one in world.adobe.control.customers()
        if one["companyProfile"]["companyName"] == "Soaked Company 000"
    ]
    return str(found)


def a_second_customer(world: World) -> None:
    reseller = world.adobe.control.resellers()[0]["resellerId"]
    world.adobe.control.add_customer(reseller, "Soaked Company 000", email="b@example.com")


def an_order_of_nobody(world: World) -> None:
    world.adobe.control.add_purchase(first_customer(world), f"{PHOTOSHOP}01A12", 1, "USD", "nobody")


def an_order_that_came_twice(world: World) -> None:
    order = next(one for one in world.adobe.control.orders(first_customer(world)) if one["orderType"] == "NEW")
    world.adobe.control.add_purchase(first_customer(world), f"{PHOTOSHOP}01A12", 1, "USD", order["externalReferenceId"])


def a_renewal_that_somebody_set(world: World) -> None:
    subscription = next(one for one in world.adobe.control.subscriptions(first_customer(world)) if one["status"] == "1000")
    world.adobe.control.set_subscription(subscription["subscriptionId"], auto_renews=True)


def a_return_of_more(world: World) -> None:
    order = next(one for one in world.adobe.control.orders(first_customer(world)) if one["orderType"] == "NEW")
    change = next(one for one in world.adobe.control.orders(first_customer(world)) if one["orderType"] == "RETURN")
    world.adobe.control.add_return(order["orderId"], {1: 1}, change["externalReferenceId"])


@pytest.mark.parametrize(
    ("spoil", "rules"),
    [
        (a_second_customer, {"one active customer of each company, under its reseller"}),
        (an_order_of_nobody, {"no order of anything else", "seats and renewal quantities"}),
        (
            an_order_that_came_twice,
            {"one order of each request that buys, with exactly its seats", "seats and renewal quantities", "parameters"},
        ),
        (a_renewal_that_somebody_set, {"seats and renewal quantities"}),
        (a_return_of_more, {"seats given back exactly as asked", "seats and renewal quantities"}),
    ],
)
def test_whatever_is_made_wrong_is_seen(over: tuple[World, Play], spoil: Callable[[World], None], rules: set[str]) -> None:
    spoil(over[0])
    assert broken(over) == rules


def test_a_request_that_is_never_answered_is_seen(over: tuple[World, Play]) -> None:
    world, play = over
    play.played[0].requests.append(world.connect.trade.change(play.played[0].id, {PHOTOSHOP: 20}))
    assert "each request ended once, approved" in broken(over)


def test_steps_are_drawn_from_the_plans_seed_alone() -> None:
    random.seed(5)
    before = make_plan(9, 80, 8)
    random.seed(6)
    assert make_plan(9, 80, 8) == before
