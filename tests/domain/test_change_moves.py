"""Changes of quantities: what is bought, given back and renewed, in which order, and how the request ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest

from connector.domain.moves import Approve
from tests.builders import ACROBAT, CUSTOMER, PHOTOSHOP, STOCK, a_policy, an_item, another_asset
from tests.domain.owning import Adobe, a_life, a_request, an_entry, bought, codes, days_ago, held

if TYPE_CHECKING:
    from collections.abc import Mapping

    from connector.domain.adobe_facts import Order, Subscription
    from connector.domain.requests import Item

NO_FLAG: Final[dict[str, str]] = {}
FLAG: Final = {"is_cancellation_order": "is-cancellation-request"}
NO_RETURN: Final = {"is_cancellation_order": "no-cancellation-request"}
OFF: Final = "inactive_auto_renewal_status"
ON: Final = "active_auto_renewal_status"
FRESH: Final = bought("O-fresh", quantity=5, created=days_ago(3))
OLD: Final = bought("O-old", quantity=5)


def seats(old: int, new: int, mpn: str = PHOTOSHOP) -> Item:
    """Build an item whose quantity changes."""
    return an_item(mpn, new, old_quantity=old)


@pytest.mark.parametrize(
    ("order", "item", "values", "policy", "calls"),
    [
        # Rules 42, 52: more seats on the same subscription, and the explicit renewal quantity follows.
        (OLD, seats(5, 8), NO_FLAG, {}, [f"buy 3 {PHOTOSHOP}", "renew 8 of S-photoshop"]),
        # Contract, section 2: without a flag a reduction takes effect at renewal, even inside the window.
        (FRESH, seats(5, 2), NO_FLAG, {}, ["renew 2 of S-photoshop"]),
        (FRESH, seats(5, 2), NO_FLAG, {"downsize_in_window": "return"},
         ["return O-fresh: 3 of line 1", "renew 2 of S-photoshop"]),
        (FRESH, seats(5, 2), FLAG, {}, ["return O-fresh: 3 of line 1", "renew 2 of S-photoshop"]),
        (FRESH, seats(5, 2), {"is_cancellation_order": "YES"}, {}, ["return O-fresh: 3 of line 1", "renew 2 of S-photoshop"]),
        (FRESH, seats(5, 2), NO_RETURN, {"downsize_in_window": "return"}, ["renew 2 of S-photoshop"]),
        # Rule 56: all of it inside the window; the subscription ends with it, so nothing is left to renew.
        (FRESH, seats(5, 0), FLAG, {}, ["return O-fresh: 5 of line 1"]),
        # Rule 58: zero means auto-renewal off.
        (OLD, seats(5, 0), FLAG, {}, ["renew nothing of S-photoshop"]),
        (OLD, seats(5, 2), FLAG, {}, ["renew 2 of S-photoshop"]),
        # The order that the customer names, with the flag or by the parameter that means the same.
        (FRESH, seats(5, 2), FLAG | {"cancel_order_id": "O-fresh"}, {},
         ["return O-fresh: 3 of line 1", "renew 2 of S-photoshop"]),
        (FRESH, seats(5, 2), {"downsize_order_id": "O-fresh"}, {}, ["return O-fresh: 3 of line 1", "renew 2 of S-photoshop"]),
        (FRESH, seats(5, 2), NO_RETURN | {"cancel_order_id": "O-fresh"}, {}, ["renew 2 of S-photoshop"]),
        # A reduction that is restricted to a subscription is made in its renewal quantity.
        (FRESH, seats(5, 2), FLAG | {"downsize_subscription_id": "S-photoshop"}, {}, ["renew 2 of S-photoshop"]),
        # Auto-renewal alone, and together with quantities: items first.
        (OLD, seats(5, 5), {"cb_autorenewal": OFF}, {}, ["renew nothing of S-photoshop"]),
        (OLD, seats(5, 5), {"set_auto_renewal_status": ON}, {}, []),
        (OLD, seats(5, 8), {"cb_autorenewal": OFF}, {}, [f"buy 3 {PHOTOSHOP}", "renew nothing of S-photoshop"]),
        (OLD, seats(5, 2), {"cb_autorenewal": OFF}, {}, ["renew nothing of S-photoshop"]),
        (OLD, seats(5, 5), NO_FLAG, {}, []),
    ],
)  # fmt: skip
def test_what_is_asked_becomes_exactly_these_calls(
    order: Order, item: Item, values: Mapping[str, str], policy: dict[str, Any], calls: list[str]
) -> None:
    request = a_request(item, ledger=[an_entry(order)], values=values)
    life = a_life(request, Adobe([order], [held()]), a_policy(**policy))
    assert isinstance(life.deliver(), Approve)
    assert life.calls == calls


def test_seats_whose_reduction_was_deferred_are_absorbed_before_any_is_bought() -> None:
    order = bought("O-old", quantity=10)
    adobe = Adobe([order], [held(quantity=10, renewal_quantity=4)])
    life = a_life(a_request(seats(4, 12), ledger=[an_entry(order)]), adobe)
    move = life.deliver()
    assert life.calls == [f"buy 2 {PHOTOSHOP}", "renew 12 of S-photoshop"]
    assert isinstance(move, Approve)
    assert "6 seats that were to end at the next renewal stay; 2 more were bought" in move.note


def test_a_raise_within_what_is_still_owned_buys_nothing() -> None:
    order = bought("O-old", quantity=10)
    life = a_life(a_request(seats(4, 9), ledger=[an_entry(order)]), Adobe([order], [held(quantity=10, renewal_quantity=4)]))
    move = life.deliver()
    assert life.calls == ["renew 9 of S-photoshop"]
    assert isinstance(move, Approve)
    assert "5 seats that were to end at the next renewal stay." in move.note


def test_someone_who_has_auto_renewal_off_keeps_it_off_when_buying_more() -> None:
    request = a_request(seats(5, 8), ledger=[an_entry(OLD)])
    life = a_life(request, Adobe([OLD], [held(auto_renewal=False)]))
    assert isinstance(life.deliver(), Approve)
    assert life.calls == [f"buy 3 {PHOTOSHOP}"]


@pytest.mark.parametrize(
    ("values", "before", "calls", "again"),
    [
        ({}, {}, ["renew 3 of S-photoshop"], True),
        ({"cb_autorenewal": OFF}, {"cb_autorenewal": OFF}, [], False),
    ],
)
def test_an_item_that_was_dropped_to_zero_is_on_again_when_it_comes_back_unless_it_shall_be_off(
    values: dict[str, str],
    before: dict[str, str],
    calls: list[str],
    again: bool,  # noqa: FBT001 - a column of the table.
) -> None:
    adobe = Adobe([OLD], [held(auto_renewal=False)], before=before)
    life = a_life(a_request(seats(0, 3), ledger=[an_entry(OLD)], values=values, previous_id="PR-0"), adobe)
    move = life.deliver()
    assert life.calls == calls
    assert isinstance(move, Approve)
    assert ("auto-renewal is on again, for 3 seats" in move.note) is again


@pytest.mark.parametrize(("others_renew", "calls"), [(True, ["renew 3 of S-photoshop"]), (False, [])])
def test_where_old_switches_contradict_an_item_comes_back_as_the_other_items_stand(
    others_renew: bool,  # noqa: FBT001 - a column of the table.
    calls: list[str],
) -> None:
    switches = {"cb_autorenewal": ON, "set_auto_renewal_status": OFF}
    request = a_request(
        seats(0, 3), seats(5, 5, ACROBAT), ledger=[an_entry(OLD)], values=switches, owns=(PHOTOSHOP, ACROBAT), previous_id="PR-0"
    )
    subscriptions = [held(auto_renewal=False), held(ACROBAT, auto_renewal=others_renew)]
    life = a_life(request, Adobe([OLD], subscriptions, before=switches))
    assert isinstance(life.deliver(), Approve)
    assert life.calls == calls


def test_all_raised_items_are_bought_in_one_order_and_a_new_one_gets_its_subscription() -> None:
    request = a_request(seats(5, 6), seats(0, 2, ACROBAT), ledger=[an_entry(OLD)])
    life = a_life(request, Adobe([OLD], [held()]))
    move = life.deliver()
    assert life.calls == [f"buy 1 {PHOTOSHOP}, 2 {ACROBAT}", "renew 6 of S-photoshop"]
    assert isinstance(move, Approve)
    assert move.values["cb_adobe_account_subscription_list"] == {
        "value": [
            {"sku": PHOTOSHOP, "subscription_id": "S-photoshop"},
            {"sku": ACROBAT, "subscription_id": "S-new-2"},
        ]
    }
    assert move.values["adobe_order_id"] == "NEW-1"
    assert move.values["discount_group"] == "01A12"


def test_up_and_down_in_one_request_goes_in_the_order_that_never_crosses_a_commitment() -> None:
    acrobat = bought("O-acrobat", ACROBAT, 5, created=days_ago(3))
    request = a_request(
        seats(5, 2, ACROBAT), seats(5, 8), ledger=[an_entry(OLD), an_entry(acrobat, ACROBAT)],
        values=FLAG, owns=(PHOTOSHOP, ACROBAT),
    )  # fmt: skip
    life = a_life(request, Adobe([OLD, acrobat], [held(), held(ACROBAT)]))
    assert isinstance(life.deliver(), Approve)
    assert life.calls == [
        f"buy 3 {PHOTOSHOP}",
        "renew 8 of S-photoshop",
        "return O-acrobat: 3 of line 1",
        "renew 2 of S-acrobat",
    ]


@pytest.mark.parametrize(
    ("item", "subscription", "note"),
    [
        (seats(5, 2), held(), "Item 65304470CA: 3 seats stay usable until 2027-03-02 and are not renewed."),
        (
            seats(5, 2),
            held(auto_renewal=False),
            "Item 65304470CA: auto-renewal is off; the licences stay usable until 2027-03-02 and end then.",
        ),
        (
            seats(5, 0),
            held(),
            "Item 65304470CA: auto-renewal is off; the licences stay usable until 2027-03-02 and end then.",
        ),
        (
            seats(5, 2),
            held(renewal_date=None),
            "Item 65304470CA: 3 seats stay usable until the next renewal and are not renewed.",
        ),
        (seats(5, 2), held(status="1004", auto_renewal=False), "Item 65304470CA: the Adobe subscription had ended already."),
        (
            seats(5, 2),
            held(quantity=7),
            (
                "Item 65304470CA: 3 seats stay usable until 2027-03-02 and are not renewed."
                " Item 65304470CA: Adobe shows 7 seats, this subscription's orders explain 5."
            ),
        ),
    ],
)
def test_the_customer_is_told_what_changes_when(item: Item, subscription: Subscription, note: str) -> None:
    life = a_life(a_request(item, ledger=[an_entry(OLD)]), Adobe([OLD], [subscription]))
    move = life.deliver()
    assert isinstance(move, Approve)
    assert move.note == note


@pytest.mark.parametrize(
    ("switch", "subscription", "note"),
    [
        (OFF, held(), "Item 65304470CA: auto-renewal is off; the licences stay usable until 2027-03-02 and end then."),
        (OFF, held(status="1004"), "Item 65304470CA: the Adobe subscription had ended already."),
        (ON, held(auto_renewal=False), "Item 65304470CA: auto-renewal is on; 5 seats renew on 2027-03-02."),
    ],
)
def test_a_switch_tells_what_becomes_of_the_licences(switch: str, subscription: Subscription, note: str) -> None:
    request = a_request(seats(5, 5), ledger=[an_entry(OLD)], values={"cb_autorenewal": switch})
    move = a_life(request, Adobe([OLD], [subscription])).deliver()
    assert isinstance(move, Approve)
    assert move.note == note


def test_a_switch_to_on_tells_what_had_ended_and_fails_where_everything_has() -> None:
    request = a_request(
        seats(5, 5), seats(5, 5, ACROBAT), ledger=[an_entry(OLD)], values={"cb_autorenewal": ON}, owns=(PHOTOSHOP, ACROBAT)
    )
    ended = held(status="1004")
    life = a_life(request, Adobe([OLD], [ended, held(ACROBAT, auto_renewal=False)]))
    move = life.deliver()
    assert isinstance(move, Approve)
    assert life.calls == ["renew 5 of S-acrobat"]
    assert "Item 65304470CA: the Adobe subscription had ended already." in move.note
    life = a_life(request, Adobe([OLD], [ended, held(ACROBAT, status="1004")]))
    assert codes(life.deliver()) == ("fail", "subscription-lapsed")


def test_an_unchanged_flag_asks_for_nothing_and_the_note_names_what_could_be_returned() -> None:
    request = a_request(seats(5, 2), ledger=[an_entry(FRESH)], values=FLAG, previous_id="PR-0")
    life = a_life(request, Adobe([FRESH], [held()], before=FLAG))
    move = life.deliver()
    assert life.calls == ["renew 2 of S-photoshop"]
    assert isinstance(move, Approve)
    assert (
        "5 seats of the Adobe order O-fresh can be returned until 2026-03-13: reduce again and name it in cancel_order_id."
        in move.note
    )


def test_an_item_is_deferred_whole_when_the_window_does_not_cover_it_and_the_note_says_what_could_have_been() -> None:
    fresh = bought("O-fresh", quantity=2, created=days_ago(3))
    old = bought("O-old", quantity=8)
    request = a_request(seats(10, 5), ledger=[an_entry(old), an_entry(fresh)], values=FLAG)
    life = a_life(request, Adobe([old, fresh], [held(quantity=10)]))
    move = life.deliver()
    assert life.calls == ["renew 5 of S-photoshop"]
    assert isinstance(move, Approve)
    assert (
        "2 seats of the Adobe order O-fresh can be returned until 2026-03-13: reduce again and name it in cancel_order_id."
        in move.note
    )


def test_returned_seats_are_told_and_leave_the_ledger() -> None:
    values = FLAG | {"cancel_reason": "Too many."}
    request = a_request(seats(5, 2), ledger=[an_entry(FRESH)], values=values)
    move = a_life(request, Adobe([FRESH], [held()])).deliver()
    assert isinstance(move, Approve)
    assert move.note == "Item 65304470CA: 3 seats of the Adobe order O-fresh were returned and are credited."
    orders = move.values["adobe_orders"]
    assert isinstance(orders, dict)
    assert orders["orders"] == [
        an_entry(FRESH, lines=[{"mpn": PHOTOSHOP, "line": 1, "quantity": 5, "remaining": 2}]),
        {
            "order_id": "RETURN-1", "type": "RETURN", "created": "2026-03-02T12:00:00Z", "status": "1000",
            "returned": "O-fresh", "reason": "Too many.",
            "lines": [{"mpn": PHOTOSHOP, "line": 1, "quantity": 3, "remaining": 0}],
        },
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("status", "told"),
    [
        ("1004", ("fail", "order-failed")),
        ("1008", ("fail", "order-cancelled")),
        ("1020", ("park", "order-distributor-inactive")),
        ("1022", ("park", "order-reseller-inactive")),
        ("1024", ("park", "order-customer-inactive")),
        ("1026", ("park", "order-customer-invalid")),
        ("1002", ("wait",)),
        ("1099", ("wait",)),
    ],
)
def test_an_order_that_is_not_complete_is_told_by_its_status(status: str, told: tuple[str, ...]) -> None:
    request = a_request(seats(5, 8), ledger=[an_entry(OLD)])
    life = a_life(request, Adobe([OLD], [held()], order_status=status, reseller_status="1004"))
    assert codes(life.deliver()) == told
    assert life.calls == [f"buy 3 {PHOTOSHOP}"]


def test_an_order_that_failed_for_its_reseller_goes_out_again_once_that_is_active_but_not_for_ever() -> None:
    life = a_life(
        a_request(seats(5, 8), ledger=[an_entry(OLD)]), Adobe([OLD], [held()], order_status="1022", reseller_status="1004")
    )
    life.deliver()
    life.adobe.reseller_status = "1000"
    assert codes(life.deliver()) == ("park", "order-fails-repeatedly")
    assert life.calls == [f"buy 3 {PHOTOSHOP}"] * 3
    life = a_life(
        a_request(seats(5, 8), ledger=[an_entry(OLD)]), Adobe([OLD], [held()], order_status="1022", reseller_status="1004")
    )
    life.deliver()
    life.adobe.reseller_status = life.adobe.order_status = "1000"
    assert isinstance(life.deliver(), Approve)
    assert life.calls == [f"buy 3 {PHOTOSHOP}", f"buy 3 {PHOTOSHOP}", "renew 8 of S-photoshop"]


def test_a_product_that_another_asset_owns_is_not_bought_a_second_time() -> None:
    request = a_request(seats(0, 2, ACROBAT), owns=())
    life = a_life(request, Adobe(others=(another_asset(customer_id=CUSTOMER, mpns=(ACROBAT,)),)))
    assert codes(life.deliver()) == ("fail", "product-already-owned")


def test_more_seats_of_what_has_lapsed_are_refused_before_anything_is_bought() -> None:
    request = a_request(seats(5, 8), seats(0, 1, STOCK), ledger=[an_entry(OLD)])
    life = a_life(request, Adobe([OLD], [held(status="1004")]))
    assert codes(life.deliver()) == ("fail", "subscription-lapsed")
    assert life.calls == []


def test_a_subscription_that_ended_right_after_its_order_parks_with_what_is_done() -> None:
    request = a_request(seats(5, 8), ledger=[an_entry(OLD)])
    adobe = Adobe([OLD], [held()])
    life = a_life(request, adobe)
    life.adobe.breaks = frozenset({"renew"})
    life.deliver()
    adobe.subscriptions = [held(quantity=8, status="1004")]
    assert codes(life.deliver()) == ("park", "subscription-lapsed", "partly-done")


def test_an_item_that_lapsed_at_zero_and_comes_back_is_bought_anew() -> None:
    lapsed = held(status="1004", auto_renewal=False, renewal_date=days_ago(2).date())
    life = a_life(a_request(seats(0, 3), ledger=[an_entry(OLD)]), Adobe([OLD], [lapsed]))
    move = life.deliver()
    assert life.calls == [f"buy 3 {PHOTOSHOP}"]
    assert isinstance(move, Approve)
    assert move.values["adobe_subscription_id"] == "S-new-1"
    assert move.values["renewal_date"] == "2027-03-02"
