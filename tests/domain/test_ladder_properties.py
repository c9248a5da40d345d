"""What holds for every request and every answer: the ladder never raises, never wavers, and comes to an end."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from connector.domain.facts import Facts
from connector.domain.ladders import next_move
from connector.domain.moves import Adopt, Approve, CreateCustomer, Fail, Inquire, Keep, Park, PlaceOrder, Wait
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
from tests.domain.imagined import MOST_MOVES, Imagined, moves_of
from tests.examples import examples

if TYPE_CHECKING:
    from collections.abc import Callable

    from connector.domain.moves import Move
    from connector.domain.requests import Request

VERDICTS = (Approve, Inquire, Fail, Wait, Park)

texts = st.one_of(st.sampled_from(["", " ", "purchase", "transfer", CUSTOMER, "US", "California"]), st.text(max_size=90))
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
kinds = st.sampled_from(["purchase", "purchase", "purchase", "change", "cancel", "anything"])
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


def _chooser(data: st.DataObject) -> Callable[[str, tuple[Any, ...]], Any]:
    """Give a choice that stays the same whenever it is asked for again by the same name."""
    chosen: dict[str, Any] = {}

    def choose(name: str, among: tuple[Any, ...]) -> Any:  # noqa: ANN401 - one of what it was given.
        if name not in chosen:
            chosen[name] = data.draw(st.sampled_from(among), label=name)
        return chosen[name]

    return choose


@settings(max_examples=examples(600))
@given(requests, openings, policies, assets, st.data())
def test_a_delivery_always_comes_to_an_end(
    request: Request,
    facts: Facts,
    policy: Any,
    others: Any,
    data: st.DataObject,  # noqa: ANN401 - generated.
) -> None:
    played = list(moves_of(request, facts, policy, Imagined(_chooser(data), others)))
    assert len(played) < MOST_MOVES
    assert isinstance(played[-1], VERDICTS) or isinstance(played[-1], CreateCustomer | PlaceOrder)


@settings(max_examples=examples(300))
@given(requests, openings, policies, st.data())
def test_the_same_facts_give_the_same_move(request: Request, facts: Facts, policy: Any, data: st.DataObject) -> None:  # noqa: ANN401 - generated.
    for _ in moves_of(request, facts, policy, Imagined(_chooser(data))):
        assert next_move(request, facts, policy) == next_move(replace(request), replace(facts), replace(policy))


@settings(max_examples=examples(300))
@given(good, openings, policies, assets, st.data())
def test_the_customers_id_is_on_the_asset_before_anything_is_ordered(
    request: Request,
    facts: Facts,
    policy: Any,
    others: Any,
    data: st.DataObject,  # noqa: ANN401 - generated.
) -> None:
    known = request.text("adobe_customer_id")
    for move in moves_of(request, facts, policy, Imagined(_chooser(data), others)):
        if isinstance(move, Keep):
            known = str(move.values.get("adobe_customer_id", known))
        if isinstance(move, PlaceOrder):
            assert move.customer_id == known


@settings(max_examples=examples(300))
@given(requests, openings, policies, assets, st.data())
def test_nothing_is_ordered_twice_unless_adobe_answered_no(
    request: Request,
    facts: Facts,
    policy: Any,
    others: Any,
    data: st.DataObject,  # noqa: ANN401 - generated.
) -> None:
    world = Imagined(_chooser(data), others)
    list(moves_of(request, facts, policy, world))
    assert sum(order.status in {"1000", "1002", "1099"} for order in world.orders.values()) <= 1


@settings(max_examples=examples(300))
@given(requests, openings, policies, assets, st.data())
def test_no_text_shows_a_blank(request: Request, facts: Facts, policy: Any, others: Any, data: st.DataObject) -> None:  # noqa: ANN401 - generated.
    for move in moves_of(request, facts, policy, Imagined(_chooser(data), others)):
        if isinstance(move, Inquire | Fail | Park):
            words = " ".join(problem.text + problem.for_operator() for problem in move.problems)
            assert "{items}" not in words
            assert "None" not in words


def test_the_generated_deliveries_reach_every_kind_of_move() -> None:
    reached: Counter[type[Move]] = Counter()

    @settings(max_examples=400, derandomize=True, database=None)
    @given(requests, openings, policies, assets, st.data())
    def play(request: Request, facts: Facts, policy: Any, others: Any, data: st.DataObject) -> None:  # noqa: ANN401 - generated.
        reached.update({type(move) for move in moves_of(request, facts, policy, Imagined(_chooser(data), others))})

    play()
    print(reached)  # noqa: T201 - how often each was reached is what the test says when it fails.
    assert min(reached[kind] for kind in (Approve, Inquire, Fail, Wait, Park, CreateCustomer, PlaceOrder, Keep)) >= 8
    assert reached[Adopt] >= 1
