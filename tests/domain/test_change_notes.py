"""What the note of an approved change says: nothing stays that does not renew, and a switch is answered wherever it was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from connector.domain.moves import Approve
from tests.builders import ACROBAT, PHOTOSHOP, STOCK, an_item
from tests.domain.owning import Adobe, a_life, a_request, an_entry, bought, days_ago, held

if TYPE_CHECKING:
    from connector.domain.adobe_facts import Order, Subscription
    from connector.domain.requests import Item

FLAG: Final = {"is_cancellation_order": "is-cancellation-request"}
TO_OFF: Final = {"cb_autorenewal": "inactive_auto_renewal_status"}
TO_ON: Final = {"cb_autorenewal": "active_auto_renewal_status"}
FRESH: Final = bought("O-fresh", quantity=5, created=days_ago(3))
OLD: Final = bought("O-old", quantity=5)
TWO: Final = bought("O-two", quantity=2, created=days_ago(3))

COUNTED: Final = "Item 65304470CA: 1 seat of an earlier reduction counted towards the raise."
ONE_BOUGHT: Final = "Item 65304470CA: 1 seat of an earlier reduction counted towards the raise; 1 more was bought."
STAYS: Final = "Item 65304470CA: 1 seat that was to end at the next renewal stays."
NOT_RENEWED: Final = "Item 65304470CA: 2 seats stay usable until 2027-03-02 and are not renewed."
ONE_NOT_RENEWED: Final = "Item 65304470CA: 1 seat stays usable until 2027-03-02 and is not renewed."
ONE_UNIT_STAYS: Final = "Item 65305122CA: 1 unit that was to end at the next renewal stays."
ENDS: Final = "Item 65304470CA: auto-renewal is off; the licences stay usable until 2027-03-02 and end then."

WINDOW_OVER: Final = "The return window is over."
HOW: Final = "can be returned until 2026-03-13: reduce again and name it in cancel_order_id."


def seats(old: int, new: int, mpn: str = PHOTOSHOP) -> Item:
    """Build an item whose quantity changes."""
    return an_item(mpn, new, old_quantity=old)


def renew(quantity: int) -> str:
    """Write the sentence on what renews."""
    return f"Item 65304470CA: auto-renewal is on; {quantity} seats renew on 2027-03-02."


@pytest.mark.parametrize(
    ("item", "switch", "was_on", "note"),
    [
        (seats(4, 5), {}, False, [COUNTED, ENDS]),
        (seats(4, 6), {}, False, [ONE_BOUGHT, ENDS]),
        (seats(4, 5), TO_OFF, True, [COUNTED, ENDS]),
        (seats(5, 8), TO_OFF, True, [ENDS]),
        (seats(5, 8), {}, False, [ENDS]),
        (seats(5, 8), {}, True, []),
        (seats(5, 8), TO_ON, False, [renew(8)]),
        (seats(4, 5), TO_ON, False, [STAYS, renew(5)]),
        (seats(5, 3), TO_ON, False, [NOT_RENEWED, renew(3)]),
        (seats(5, 3), TO_OFF, True, [ENDS]),
        (seats(5, 5), TO_OFF, True, [ENDS]),
        (seats(5, 5), TO_ON, False, [renew(5)]),
    ],
)
def test_how_the_licences_renew_afterwards_is_told_beside_changed_quantities(
    item: Item,
    switch: dict[str, str],
    was_on: bool,  # noqa: FBT001 - a column of the table.
    note: list[str],
) -> None:
    request = a_request(item, ledger=[an_entry(OLD)], values=switch)
    move = a_life(request, Adobe([OLD], [held(auto_renewal=was_on)])).deliver()
    assert isinstance(move, Approve)
    assert move.note == " ".join(note)


@pytest.mark.parametrize(
    ("new", "switch", "left"), [(3, TO_OFF, f" {ENDS}"), (3, TO_ON, f" {renew(3)}"), (3, {}, ""), (0, TO_OFF, "")]
)
def test_what_a_return_leaves_is_told_too(new: int, switch: dict[str, str], left: str) -> None:
    request = a_request(seats(5, new), ledger=[an_entry(FRESH)], values=FLAG | switch)
    move = a_life(request, Adobe([FRESH], [held()])).deliver()
    assert isinstance(move, Approve)
    assert move.note == f"Item 65304470CA: {5 - new} seats of the Adobe order O-fresh were returned and are credited.{left}"


def test_a_new_item_of_somebody_who_switches_auto_renewal_off_is_told_to_end_as_well() -> None:
    request = a_request(seats(5, 5), seats(0, 2, ACROBAT), ledger=[an_entry(OLD)], values=TO_OFF)
    move = a_life(request, Adobe([OLD], [held()])).deliver()
    assert isinstance(move, Approve)
    assert move.note == f"{ENDS.replace(PHOTOSHOP, ACROBAT)} {ENDS}"


@pytest.mark.parametrize(
    ("item", "subscription", "order", "note"),
    [
        (seats(5, 4), held(), OLD, ONE_NOT_RENEWED),
        (seats(1, 5), held(renewal_quantity=1), OLD, "Item 65304470CA: 4 seats that were to end at the next renewal stay."),
        (
            seats(5, 4),
            held(quantity=1),
            OLD,
            f"{ONE_NOT_RENEWED} Item 65304470CA: Adobe shows 1 seat, this subscription's orders explain 5.",
        ),
        (
            seats(0, 1, STOCK),
            held(STOCK, auto_renewal=False, quantity=1),
            bought("O-old", STOCK, 1),
            f"{ONE_UNIT_STAYS} Item 65305122CA: auto-renewal is on again, for 1 unit.",
        ),
        (
            seats(5, 2, STOCK),
            held(STOCK),
            bought("O-old", STOCK),
            "Item 65305122CA: 3 units stay usable until 2027-03-02 and are not renewed.",
        ),
        (
            seats(5, 2, STOCK),
            held(STOCK, auto_renewal=False),
            bought("O-old", STOCK),
            "Item 65305122CA: auto-renewal is off; the units stay usable until 2027-03-02 and end then.",
        ),
    ],
)
def test_licences_are_counted_in_seats_and_consumables_in_units(
    item: Item, subscription: Subscription, order: Order, note: str
) -> None:
    mpn = item.mpn
    life = a_life(a_request(item, ledger=[an_entry(order, mpn)], owns=(mpn,)), Adobe([order], [subscription]))
    move = life.deliver()
    assert isinstance(move, Approve)
    assert move.note == note


def test_one_seat_that_renews_and_one_that_was_returned_are_one() -> None:
    request = a_request(seats(2, 1), ledger=[an_entry(TWO)], values=FLAG | TO_ON)
    move = a_life(request, Adobe([TWO], [held(quantity=2)])).deliver()
    assert isinstance(move, Approve)
    assert move.note == (
        "Item 65304470CA: 1 seat of the Adobe order O-two was returned and is credited."
        " Item 65304470CA: auto-renewal is on; 1 seat renews on 2027-03-02."
    )


def test_without_a_date_of_adobes_it_is_the_next_renewal() -> None:
    request = a_request(seats(5, 5), ledger=[an_entry(OLD)], values=TO_ON)
    move = a_life(request, Adobe([OLD], [held(renewal_date=None)])).deliver()
    assert isinstance(move, Approve)
    assert move.note == "Item 65304470CA: auto-renewal is on; 5 seats renew at the next renewal."


@pytest.mark.parametrize(
    ("flag", "order", "without", "said"),
    [
        ({}, FRESH, (), f"5 seats of the Adobe order O-fresh {HOW}"),
        ({}, FRESH, ("cancel_order_id",), f"5 seats of the Adobe order O-fresh {HOW}".replace("cancel", "downsize")),
        (
            {}, FRESH, ("cancel_order_id", "downsize_order_id"),
            "5 seats of the Adobe order O-fresh can be returned until 2026-03-13.",
        ),
        (FLAG, OLD, (), WINDOW_OVER),
        ({}, OLD, (), "not renewed."),
        # The licences of the order were sold for good, which its variant tells, although it is young enough.
        (FLAG, bought("O-fresh", created=days_ago(3), offer_id=f"{PHOTOSHOP}01X12"), (), "Adobe takes none of it back."),
    ],
)  # fmt: skip
def test_a_reduction_at_renewal_says_how_to_return_seats_or_why_none_could_be(
    flag: dict[str, str], order: Order, without: tuple[str, ...], said: str
) -> None:
    """An empty flag stands for one that is left standing: it was there before and asks for nothing now."""
    request = a_request(seats(5, 2), ledger=[an_entry(order)], values=FLAG, previous_id="PR-0", without=without)
    before = {} if flag else FLAG
    move = a_life(request, Adobe([order], [held()], before=before)).deliver()
    assert isinstance(move, Approve)
    assert move.note.startswith("Item 65304470CA: 3 seats stay usable until 2027-03-02 and are not renewed.")
    assert move.note.endswith(said)
