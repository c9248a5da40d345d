"""The soak's plan and judge: expected seats worked out by hand, and a judge that sees whatever is made wrong behind its back."""

from __future__ import annotations

import random
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from soak.judging import Judge
from soak.plan import ALL_APPS, PHOTOSHOP, SIGN, Asset, Company, Plan, Step, make_plan
from soak.playing import Play
from tests.world import World

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

OFF = {"cb_autorenewal": "inactive_auto_renewal_status"}
YES = {"is_cancellation_order": "is-cancellation-request"}
NO = {"is_cancellation_order": "no-cancellation-request"}
BUY = {"action_type": "purchase"}
BOTH = {PHOTOSHOP: 10, ALL_APPS: 5}
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


@pytest.mark.parametrize("seed", range(5))
def test_what_must_be_held_is_what_was_bought_less_what_was_given_back(seed: int) -> None:
    for company in make_plan(seed, 600, 60).companies:
        for asset in company.assets:
            first, *rest = asset.steps
            owned = Counter(first.items)
            for step in rest:
                owned = owned + Counter(step.bought) - Counter(step.returned)
                assert {mpn: seats for mpn, (seats, _) in step.after.items()} == dict(owned)


def by_hand() -> Plan:
    """Write a plan by hand: two companies, one with three assets of a transaction, and what must come of each step."""
    first = Asset(
        [
            Step("purchase", "buy", BOTH, BUY, bought=BOTH, after={PHOTOSHOP: (10, 10), ALL_APPS: (5, 5)}),
            Step("change", "more", {PHOTOSHOP: 12}, NO, bought={PHOTOSHOP: 2}, after={PHOTOSHOP: (12, 12), ALL_APPS: (5, 5)}),
            Step("change", "fewer", {PHOTOSHOP: 8}, NO, after={PHOTOSHOP: (12, 8), ALL_APPS: (5, 5)}),
            # Twelve are owned: of thirteen only one is missing.
            Step("change", "more", {PHOTOSHOP: 13}, NO, bought={PHOTOSHOP: 1}, after={PHOTOSHOP: (13, 13), ALL_APPS: (5, 5)}),
            Step("change", "back", {ALL_APPS: 3}, YES, returned={ALL_APPS: 2}, after={PHOTOSHOP: (13, 13), ALL_APPS: (3, 3)}),
            Step("change", "off", {}, OFF, after={PHOTOSHOP: (13, 0), ALL_APPS: (3, 0)}),
        ]
    )
    belongs = {**BUY, "business-model": "one-to-one", "transaction_id": GUID, "transaction_items": "2"}
    siblings = [
        Asset([Step("purchase", "buy together", {mpn: 4}, belongs, after={mpn: (4, 4)})], group=GUID) for mpn in (PHOTOSHOP, SIGN)
    ]
    comes = {"action_type": "transfer", "adobe_vip_number": "M1"}
    arrived = Asset([Step("transfer", "come over", {PHOTOSHOP: 6}, comes, after={PHOTOSHOP: (6, 6)})], membership="M1")
    ended = Asset(
        [
            Step("purchase", "buy", {SIGN: 3}, BUY, bought={SIGN: 3}, after={SIGN: (3, 3)}),
            Step("cancel", "cancel", returned={SIGN: 3}),
        ]
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
    return world, played_out(world)


def played_out(world: World) -> Play:
    """Play the plan to its end."""
    play = Play(world, by_hand(), apart=0)
    play.begin()
    for _ in range(40):
        if play.look():
            break
        world.deliver()
        world.advance(seconds=60)
        world.connect.control.deliver_now()
    assert play.part == 1.0
    return play


def broken(over: tuple[World, Play]) -> set[str]:
    """Name the rules that are broken."""
    return {what for what, rule in Judge(*over).rules().items() if list(rule())}


def test_a_plan_that_was_played_undisturbed_breaks_no_rule(over: tuple[World, Play]) -> None:
    assert broken(over) == set()


def test_a_person_helps_where_adobe_transferred_and_said_that_it_failed(tmp_path: Path) -> None:
    world = World(tmp_path, reseller=False, seeded=False)
    world.adobe.control.fault("POST /v3/memberships/{membership}/transfers", "broken", after_effect=True)
    play = played_out(world)
    assert play.operator.written == 1
    assert broken((world, play)) == set()


def test_nobody_helps_where_all_goes_well(over: tuple[World, Play]) -> None:
    assert over[1].operator.written == 0


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
    first = play.played[0]
    first.asset.steps.append(Step("change", "more", {PHOTOSHOP: 20}, NO, after=first.asset.steps[-1].after))
    first.requests.append(world.connect.trade.change(first.id, {PHOTOSHOP: 20}))
    assert broken(over) == {"each request ended once, approved"}


def test_steps_are_drawn_from_the_plans_seed_alone() -> None:
    random.seed(5)
    before = make_plan(9, 80, 8)
    random.seed(6)
    assert make_plan(9, 80, 8) == before
