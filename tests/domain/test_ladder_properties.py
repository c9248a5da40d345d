"""What holds for every request and every answer: the ladder never raises, never wavers, and comes to an end."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from hypothesis import given, settings
from hypothesis import strategies as st

from connector.domain.facts import Facts
from connector.domain.ladders import next_move
from connector.domain.moves import Approve, CreateCustomer, Fail, Inquire, Keep, Park, PlaceOrder, Wait
from tests.builders import (
    BORN,
    CREATED,
    CUSTOMER,
    FULFILLMENT,
    NOW,
    ORDERING,
    PHOTOSHOP,
    STOCK,
    a_policy,
    a_purchase,
    a_tier,
    an_item,
    another_asset,
)
from tests.domain.imagined import MOST_MOVES, PURCHASE_MOVES, Imagined, play
from tests.examples import examples

if TYPE_CHECKING:
    from connector.domain.policy import Policy
    from connector.domain.requests import Request

ENDS: Final = (Approve, Inquire, Fail, Wait, Park, CreateCustomer, PlaceOrder)
"""How a delivery can end: with a verdict, or with a call of which nobody knows what came of it."""

texts = st.one_of(
    st.sampled_from(["", " ", "purchase", "transfer", CUSTOMER, "US", "California"]),
    st.text(st.characters(exclude_characters="{}"), max_size=90),
)
quantities = st.one_of(st.none(), st.integers(-5, 600_000))
items = st.lists(
    st.builds(
        an_item,
        st.sampled_from([PHOTOSHOP, STOCK, f"{PHOTOSHOP}04A12", "MPN-A", ""]),
        quantities,
        pay_per_use=st.booleans(),
        name=st.sampled_from(["", "Photoshop"]),
    ),
    max_size=4,
)
usual = st.sampled_from([{}, {}, {"adobe_customer_id": CUSTOMER}, {"adobe_customer_id": CUSTOMER, "adobe_order_id": "1"}])
odd = st.dictionaries(st.sampled_from([*ORDERING, *FULFILLMENT]), texts, max_size=4)
policies = st.builds(
    a_policy,
    program=st.sampled_from(["vipmp", "vipmp", "retail"]),
    default_reseller_id=st.sampled_from([None, "P1000000001"]),
    order_wait_days=st.integers(0, 60),
)


def _good(values: dict[str, str], kind: str) -> Request:
    return a_purchase(an_item(), an_item(STOCK, 1000), values=values, kind=kind)


good = st.builds(_good, usual, st.just("purchase"))
kinds = st.sampled_from(["purchase", "purchase", "purchase", "anything"])
strange = st.builds(
    lambda items, values, kind, name, without: a_purchase(
        *items, values=values, kind=kind, customer=a_tier(name=name), without=without
    ),
    items,
    odd,
    kinds,
    texts,
    st.sets(st.sampled_from([*ORDERING, *FULFILLMENT]), max_size=5),
)
requests = st.one_of(good, good, good, strange)
openings = st.builds(
    Facts,
    now=st.just(NOW),
    born=st.sampled_from([BORN, BORN, NOW]),
    known_customers=st.sampled_from([(), (), (CUSTOMER,), ("P2", CUSTOMER)]),
    waiting_since=st.sampled_from([None, CREATED]),
)
assets = st.lists(
    st.builds(
        another_asset, status=st.sampled_from(["active", "processing", "terminated"]), customer_id=st.sampled_from(["", CUSTOMER])
    ),
    max_size=2,
).map(tuple)


seeds = st.integers(0, 2**31)
worlds = st.builds(Imagined, seeds, assets)


@settings(max_examples=examples(250))
@given(requests, openings, policies, worlds)
def test_a_delivery_always_comes_to_an_end(request: Request, facts: Facts, policy: Policy, world: Imagined) -> None:
    (delivery,) = play(request, facts, policy, world).deliveries
    assert len(delivery) < MOST_MOVES
    assert isinstance(delivery[-1], ENDS)


@settings(max_examples=examples(200))
@given(requests, openings, policies, seeds)
def test_the_same_facts_give_the_same_moves(request: Request, facts: Facts, policy: Policy, seed: int) -> None:
    once, again = (play(request, facts, policy, Imagined(seed), deliveries=2).deliveries for _ in range(2))
    assert once == again
    assert next_move(request, facts, policy) == next_move(replace(request), replace(facts), replace(policy))


@settings(max_examples=examples(250))
@given(good, openings, policies, worlds)
def test_however_often_it_is_delivered_nothing_is_ordered_twice(
    request: Request, facts: Facts, policy: Policy, world: Imagined
) -> None:
    play(request, facts, policy, world, deliveries=6)
    assert sum(order.status in {"1000", "1002", "1099"} for order in world.orders.values()) <= 1


@settings(max_examples=examples(200))
@given(good, openings, policies, worlds)
def test_ids_are_on_the_asset_before_anything_else_is_done(
    request: Request, facts: Facts, policy: Policy, world: Imagined
) -> None:
    known = request.text("adobe_customer_id")
    for move in play(request, facts, policy, world, deliveries=3).every_move:
        if isinstance(move, Keep):
            known = str(move.values.get("adobe_customer_id", known))
        if isinstance(move, PlaceOrder):
            assert move.customer_id == known


@settings(max_examples=examples(200))
@given(requests, openings, policies, worlds)
def test_no_text_shows_a_blank(request: Request, facts: Facts, policy: Policy, world: Imagined) -> None:
    for move in play(request, facts, policy, world).every_move:
        if isinstance(move, Inquire | Fail | Park):
            words = " ".join(problem.text + problem.for_operator() for problem in move.problems)
            assert not set("{}") & set(words)
            assert "None" not in words


def test_the_imagined_worlds_reach_every_kind_of_move() -> None:
    reached: Counter[str] = Counter()
    several = 0
    for seed in range(600):
        born = NOW if seed % 4 == 0 else BORN
        played = play(a_purchase(), Facts(NOW, born), a_policy(), Imagined(seed), deliveries=4)
        reached.update({type(move).__name__ for move in played.every_move})
        several += len(played.world.orders) > 1
    assert {name: count for name, count in reached.items() if count < 5} == {}
    assert {kind.__name__ for kind in PURCHASE_MOVES} == set(reached)
    assert several >= 5
