"""What Adobe holds beside what a request lists."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connector.domain.comparing import Held, held_by_customer, held_by_membership, is_listed, listing_problems
from connector.domain.transfer_facts import Membership, MembershipOffer, ProductItem
from tests.builders import ACROBAT, PHOTOSHOP, STOCK, a_purchase, a_subscription, an_item
from tests.examples import examples

TODAY = date(2026, 3, 2)
SOLD = (ProductItem(PHOTOSHOP, "Photoshop"), ProductItem(f"{ACROBAT}01A12", ""))
WHOSE = "the VIP membership"


def of(key: str, seats: int, renewing: int | None = None) -> Held:
    return Held(key, seats, seats if renewing is None else renewing)


@pytest.mark.parametrize(
    ("days", "counts"), [(-1, False), (0, True), (1, True), (None, True)], ids=["lapsed", "today", "tomorrow", "unknown"]
)
def test_what_renewed_before_today_has_lapsed(days: int | None, *, counts: bool) -> None:
    renewal = None if days is None else TODAY + timedelta(days=days)
    membership = Membership((MembershipOffer(f"{PHOTOSHOP}12A12", 5, renewal),))
    assert held_by_membership(membership, TODAY) == ((of(PHOTOSHOP, 5),) if counts else ())


def test_a_reduction_at_renewal_is_shown_with_the_seats_and_auto_renewal_that_is_off_is_not() -> None:
    reduced = a_subscription(quantity=10, renewal_quantity=7)
    off = a_subscription(mpn=ACROBAT, quantity=5, renewal_quantity=2, auto_renewal=False)
    raised = a_subscription(mpn=STOCK, quantity=5, renewal_quantity=8)
    assert held_by_customer((reduced, off, raised)) == (of(PHOTOSHOP, 10, 7), of(ACROBAT, 5), of(STOCK, 5))


quantities = st.dictionaries(st.sampled_from([PHOTOSHOP, ACROBAT, STOCK]), st.integers(1, 5), max_size=3)


@settings(max_examples=examples(200))
@given(quantities, quantities)
def test_the_lists_are_the_same_exactly_when_every_product_and_quantity_is(one: dict[str, int], other: dict[str, int]) -> None:
    request = a_purchase(*(an_item(mpn, seats) for mpn, seats in one.items()), an_item("65300000CA", 0))
    held = tuple(of(mpn, seats) for mpn, seats in other.items())
    assert is_listed(request, held) is (one == other)
    assert bool(listing_problems(request, held, SOLD, WHOSE)) is (one != other)


def test_items_whose_mpn_is_a_whole_offer_are_compared_by_their_product() -> None:
    assert is_listed(a_purchase(an_item(f"{PHOTOSHOP}01A12", 5)), (of(PHOTOSHOP, 5),))


def test_both_lists_are_told_line_by_line_with_the_names_that_there_are() -> None:
    request = a_purchase(an_item(PHOTOSHOP, 5, name="Photoshop for teams"), an_item(STOCK, 2, name=""))
    (found,) = listing_problems(request, (of(PHOTOSHOP, 4, 3), of(ACROBAT, 1)), SOLD, WHOSE)
    assert found.code == "items-differ"
    assert found.text == (
        "The order must list exactly the licences that the VIP membership has, and it does not: "
        f"Photoshop for teams ({PHOTOSHOP}): the VIP membership 4 (3 renew), the order 5; "
        f"{ACROBAT}01A12 ({ACROBAT}): the VIP membership 1, the order 0; "
        f"{STOCK} ({STOCK}): the VIP membership 0, the order 2. "
        "Order again with these numbers."
    )


def test_what_the_product_does_not_sell_is_named_with_its_seats() -> None:
    problems = listing_problems(a_purchase(an_item(PHOTOSHOP, 5)), (of(PHOTOSHOP, 5), of(STOCK, 9)), SOLD, WHOSE)
    assert [one.code for one in problems] == ["items-differ", "items-not-sold"]
    assert problems[1].text.startswith(f"{STOCK} (9): the VIP membership has this")


def test_an_item_that_has_ended_is_not_sold_any_more() -> None:
    sold = (ProductItem(PHOTOSHOP, "Photoshop"), ProductItem(STOCK, "Stock", ended=True))
    problems = listing_problems(a_purchase(an_item(PHOTOSHOP, 5)), (of(PHOTOSHOP, 5), of(STOCK, 9)), sold, WHOSE)
    assert [one.code for one in problems] == ["items-differ", "items-not-sold"]


def test_a_product_that_is_held_twice_is_all_that_is_told() -> None:
    held = (of(PHOTOSHOP, 5), of(PHOTOSHOP, 4), of(STOCK, 1))
    (found,) = listing_problems(a_purchase(an_item(PHOTOSHOP, 9)), held, SOLD, WHOSE)
    assert (found.code, found.kind) == ("product-held-twice", "operator")
    assert found.operator.startswith("Item 65304470CA: the VIP membership has several subscriptions")
