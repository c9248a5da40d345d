"""What holds for every change, cancellation and adjustment: the ladder never raises, never wavers, ends, and keeps the seats."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from hypothesis import given, settings
from hypothesis import strategies as st

from connector.domain.journal import Outcome
from connector.domain.ladders import next_move
from connector.domain.moves import Approve, Verdict
from tests.builders import ACROBAT, BORN, FULFILLMENT, NOW, ORDERING, PHOTOSHOP, STOCK, a_policy, an_item
from tests.domain.owning import Adobe, Life, a_life, a_request, an_entry, bought, days_ago, held
from tests.examples import examples

if TYPE_CHECKING:
    from connector.domain.requests import Request

KINDS: Final = ["change", "change", "change", "cancel", "adjustment", "suspend", "resume"]
CODES: Final = [
    "1116", "2115", "2117", "2118", "2120", "2122", "2127", "2129", "2133", "3115", "3116", "3119", "3120", "5122", "5133",
    "5134", "RETURN_VIOLATES_3YC_MCQ", "RETURN_QTY_EXCEEDS_REMAINING", "", "9999",
]  # fmt: skip
STARTS: Final = ["buy", "return", "renew", "return O-0", "renew nothing", "ReadOrder", "ReadSubscriptions", "ReadOrdersSince"]

mpns = st.sampled_from([PHOTOSHOP, ACROBAT, STOCK])
orders = st.lists(
    st.builds(
        lambda mpn, days, many, left, kind, status: (mpn, days, many, left, kind, status),
        mpns,
        st.integers(0, 30),
        st.integers(1, 20),
        st.sampled_from([None, 0, 1, 1, 1]),
        st.sampled_from(["NEW", "NEW", "RENEWAL", "SWITCH", "TRANSFER", "RETURN"]),
        st.sampled_from(["1000", "1000", "1000", "1002", "1008", "1099"]),
    ),
    max_size=5,
).map(
    lambda found: [
        bought(f"O-{place}", mpn, many, created=days_ago(days), remaining=left and many * left, type=kind, status=status)
        for place, (mpn, days, many, left, kind, status) in enumerate(found)
    ]
)
subscriptions = st.lists(
    st.builds(
        held,
        mpns,
        st.integers(0, 30),
        status=st.sampled_from(["1000", "1000", "1000", "1004", "1009"]),
        auto_renewal=st.booleans(),
        renewal_quantity=st.integers(0, 30),
        renewal_date=st.sampled_from([None, NOW.date() - timedelta(days=1), NOW.date() + timedelta(days=200)]),
        used=st.sampled_from([0, 0, 3]),
    ),
    max_size=3,
    unique_by=lambda one: one.id,
)
worlds = st.builds(
    Adobe,
    orders,
    subscriptions,
    st.dictionaries(st.sampled_from(STARTS), st.sampled_from(CODES), max_size=2),
    st.frozensets(st.sampled_from(["buy", "return", "renew"]), max_size=1),
    st.frozensets(st.sampled_from(["buy", "return", "renew"]), max_size=1),
    explicit=st.booleans(),
    order_status=st.sampled_from(["1000", "1000", "1000", "1002", "1004", "1022"]),
    return_status=st.sampled_from(["1000", "1000", "1002", "1004"]),
    lags=st.booleans(),
    deaf=st.frozensets(st.sampled_from(["S-photoshop", "S-acrobat"]), max_size=1),
    vanishes=st.frozensets(st.sampled_from(["S-photoshop", "S-acrobat"]), max_size=1),
)
texts = st.one_of(
    st.sampled_from([
        "", "yes", "no", "is-cancellation-request", "O-0", "O-1", "S-photoshop", "active_auto_renewal_status",
        "inactive_auto_renewal_status",
    ]),
    st.text(max_size=20),
)  # fmt: skip
values = st.dictionaries(
    st.sampled_from([
        "is_cancellation_order", "cancel_order_id", "downsize_order_id", "downsize_subscription_id", "cb_autorenewal",
        "set_auto_renewal_status", *ORDERING, *FULFILLMENT,
    ]),
    texts,
    max_size=3,
)  # fmt: skip
quantities = st.one_of(st.none(), st.integers(-2, 30), st.just(600_000))
items = st.lists(
    st.builds(
        lambda mpn, new, old, name: an_item(mpn, new, old_quantity=old, name=name),
        st.sampled_from([PHOTOSHOP, ACROBAT, STOCK, f"{PHOTOSHOP}04A12", "MPN-A", ""]),
        quantities,
        quantities,
        st.sampled_from(["", "Photoshop"]),
    ),
    max_size=4,
)
policies = st.builds(a_policy, downsize_in_window=st.sampled_from(["renewal", "return"]), return_window_days=st.integers(0, 20))


@st.composite
def lives(draw: st.DrawFn) -> Life:
    """Draw a request and a world that need not fit each other."""
    world = draw(worlds)
    request: Request = a_request(
        *draw(items),
        kind=draw(st.sampled_from(KINDS)),
        ledger=[an_entry(order) for order in draw(st.sampled_from([world.orders, []]))],
        owns=draw(st.lists(mpns, unique=True)),
        values=draw(values),
        without=draw(st.sets(st.sampled_from(FULFILLMENT), max_size=2)),
        previous_id=draw(st.sampled_from(["", "PR-0"])),
    )
    return a_life(request, world, draw(policies), born=draw(st.sampled_from([BORN, NOW])))


@settings(max_examples=examples(250))
@given(lives())
def test_a_delivery_of_anything_comes_to_an_end(life: Life) -> None:
    """`deliver` itself fails after too many moves."""
    for _ in range(3):
        last = life.deliver()
        assert isinstance(last, Verdict) or life.facts.attempts[-1].outcome is Outcome.BROKEN


@settings(max_examples=examples(200))
@given(lives())
def test_the_same_facts_give_the_same_move(life: Life) -> None:
    life.deliver()
    once = next_move(life.request, life.facts, life.policy)
    assert next_move(replace(life.request), replace(life.facts), replace(life.policy)) == once


@dataclass(frozen=True)
class Owner:
    """Someone who approved `approved` seats, keeps `deferred` more until renewal, bought some lately, and asks for `asked`."""

    approved: int
    deferred: int
    lately: int
    asked: int
    flag: bool
    off: bool
    whole: bool
    explicit: bool

    @property
    def owned(self) -> int:
        """What Adobe has before the request."""
        return self.approved + self.deferred


_choices: Final = {name: st.booleans() for name in ("flag", "off", "whole", "explicit")}
raising = st.builds(
    Owner, st.integers(0, 15), st.integers(0, 6), lately=st.integers(0, 6), asked=st.integers(1, 25), **_choices
).filter(lambda one: one.owned and one.approved < one.asked and one.lately <= one.owned)
lowering = st.builds(
    lambda asked, less, deferred, lately, **chosen: Owner(asked + less, deferred, min(lately, asked + less), asked, **chosen),
    st.integers(0, 12),
    st.integers(1, 6),
    st.integers(0, 4),
    st.integers(0, 9),
    **_choices,
)
owners = st.one_of(raising, lowering)


def _life_of(owner: Owner, **world: Any) -> Life:  # noqa: ANN401 - the fields of the world, by name.
    early, late = owner.owned - owner.lately, owner.lately
    history = [bought("O-early", quantity=early)] if early else []
    history += [bought("O-late", quantity=late, created=days_ago(4), remaining=None if owner.whole else late)] if late else []
    ledger = [an_entry(replace(one, lines=(replace(one.lines[0], remaining=one.lines[0].quantity),))) for one in history]
    on = bool(owner.approved) and not owner.off
    subscription = held(quantity=owner.owned, renewal_quantity=owner.approved, auto_renewal=on)
    item = an_item(PHOTOSHOP, owner.asked, old_quantity=owner.approved)
    switched = {"cb_autorenewal": "inactive_auto_renewal_status"} if owner.off else {}
    flag = {"is_cancellation_order": "is-cancellation-request"} if owner.flag else {}
    request = a_request(item, ledger=ledger, values=switched | flag, previous_id="PR-0")
    return a_life(request, Adobe(history, [subscription], explicit=owner.explicit, before=switched, **world))


trouble = st.frozensets(st.sampled_from(["buy", "return", "renew"]), max_size=2)


@settings(max_examples=examples(200))
@given(owners, trouble, trouble)
def test_seats_are_bought_absorbed_returned_or_deferred_exactly_once_whatever_breaks(
    owner: Owner, breaks: frozenset[str], loses: frozenset[str]
) -> None:
    life = _life_of(owner, breaks=breaks, loses=loses)
    for _ in range(3):
        life.deliver()
    life.adobe.breaks = life.adobe.loses = frozenset()
    move = life.deliver()
    assert isinstance(move, Approve)
    bought_now = sum(one.lines[0].quantity for one in life.adobe.orders if one.id.startswith("NEW"))
    returned = sum(one.lines[0].quantity for one in life.adobe.orders if one.type == "RETURN")
    assert bought_now == max(owner.asked - owner.owned, 0)
    less = max(owner.approved - owner.asked, 0)
    fits = less == owner.lately if owner.whole else less <= owner.lately
    assert returned == (less if owner.flag and fits else 0)
    (subscription,) = life.adobe.subscriptions
    assert subscription.quantity == owner.owned + bought_now - returned
    if subscription.status == "1000":
        assert subscription.auto_renewal is (bool(owner.asked) and not owner.off)
        assert subscription.renewal_quantity == owner.asked or not subscription.auto_renewal


@settings(max_examples=examples(100))
@given(owners)
def test_an_approved_change_delivered_once_more_has_nothing_left_to_do(owner: Owner) -> None:
    life = _life_of(owner)
    first, calls = life.deliver(), list(life.calls)
    assert isinstance(first, Approve)
    second = life.deliver()
    assert isinstance(second, Approve)
    assert life.calls == calls
    assert second.values == first.values
