"""Cancel, suspend, resume and adjustment: what is given back, what lapses when, and what is only told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest

from connector.domain.moves import Approve, Fail, Park
from tests.builders import ACROBAT, PHOTOSHOP, a_policy, an_item
from tests.domain.owning import Adobe, Life, a_life, a_request, an_entry, bought, codes, days_ago, held

if TYPE_CHECKING:
    from connector.domain.adobe_facts import Order, Subscription

OFF: Final = {"cb_autorenewal": "inactive_auto_renewal_status"}
FRESH: Final = bought("O-fresh", created=days_ago(3))
OLD: Final = bought("O-old")
ACROBATS: Final = bought("O-acrobat", ACROBAT)
KEPT: Final = an_item(PHOTOSHOP, 5, old_quantity=5)
BOTH: Final = (KEPT, an_item(ACROBAT, 5, old_quantity=5))
LAPSES: Final = "auto-renewal is off; the licences stay usable until 2027-03-02 and end then."


def _cancelled(
    *orders: Order,
    subscriptions: list[Subscription] | None = None,
    entries: list[Order] | None = None,
    **world: Any,  # noqa: ANN401 - the fields of the world, by name.
) -> Life:
    ledger = [an_entry(order, ACROBAT if order is ACROBATS else PHOTOSHOP) for order in (orders if entries is None else entries)]
    shown = subscriptions if subscriptions is not None else [held()]
    items = BOTH if any(order is ACROBATS for order in orders) else (KEPT,)
    owns = [PHOTOSHOP, ACROBAT][: len(items)]
    request = a_request(*items, kind="cancel", ledger=ledger, owns=owns, values={"cancel_reason": "Closed."})
    return a_life(request, Adobe(list(orders), shown, **world))


@pytest.mark.parametrize(
    ("orders", "subscriptions", "calls", "note"),
    [
        # Rule 56: everything inside the window is returned, the rest lapses.
        ([FRESH], [held()], ["return O-fresh: 5 of line 1"],
         "Item 65304470CA: 5 seats of the Adobe order O-fresh were returned and are credited."),
        ([OLD], [held()], ["renew nothing of S-photoshop"], f"Item 65304470CA: {LAPSES}"),
        ([OLD, FRESH], [held(quantity=10)], ["return O-fresh: 5 of line 1", "renew nothing of S-photoshop"],
         f"Item 65304470CA: 5 seats of the Adobe order O-fresh were returned and are credited. Item 65304470CA: {LAPSES}"),
        ([FRESH, ACROBATS], [held(), held(ACROBAT)], ["return O-fresh: 5 of line 1", "renew nothing of S-acrobat"],
         f"Item 65304470CA: 5 seats of the Adobe order O-fresh were returned and are credited. Item 65304520CA: {LAPSES}"),
        ([OLD], [held(auto_renewal=False)], [], f"Item 65304470CA: {LAPSES}"),
        ([OLD], [held(status="1004")], [], "Item 65304470CA: the Adobe subscription had ended already."),
    ],
)  # fmt: skip
def test_a_cancellation_gives_back_what_it_can_and_says_what_lapses_when(
    orders: list[Order], subscriptions: list[Subscription], calls: list[str], note: str
) -> None:
    life = _cancelled(*orders, subscriptions=subscriptions)
    move = life.deliver()
    assert isinstance(move, Approve)
    assert (life.calls, move.note) == (calls, note)


def test_an_order_that_was_placed_elsewhere_is_not_this_assets_to_return() -> None:
    life = _cancelled(FRESH, OLD, entries=[OLD])
    assert isinstance(life.deliver(), Approve)
    assert life.calls == ["renew nothing of S-photoshop"]


def test_the_reason_is_kept_with_the_return() -> None:
    move = _cancelled(FRESH).deliver()
    assert isinstance(move, Approve)
    orders = move.values["adobe_orders"]
    assert isinstance(orders, dict)
    assert [(one["type"], one.get("returned"), one.get("reason")) for one in orders["orders"]] == [
        ("NEW", None, None),
        ("RETURN", "O-fresh", "Closed."),
    ]


@pytest.mark.parametrize(
    ("code", "kind"),
    [("2127", "park"), ("RETURN_VIOLATES_3YC_MCQ", "park"), ("2130", "park"), ("2117", "wait")],
)
def test_a_return_that_is_refused_does_not_keep_the_rest_from_being_cancelled(code: str, kind: str) -> None:
    """Cancel requests cannot be inquired, and a partial refusal keeps what succeeded."""
    second = bought("O-second", quantity=2, created=days_ago(2))
    life = _cancelled(FRESH, second, subscriptions=[held(quantity=7)], refuses={"return O-fresh": code})
    move = life.deliver()
    assert codes(move)[0] == kind
    assert life.calls == ["return O-fresh: 5 of line 1", "return O-second: 2 of line 1", "renew nothing of S-photoshop"]
    if isinstance(move, Park):
        assert move.problems[-1].code == "partly-done"
        assert "O-second was returned" in move.problems[-1].for_operator()


def test_a_return_that_broke_goes_on_in_the_next_delivery() -> None:
    life = _cancelled(FRESH, breaks=frozenset({"return"}))
    life.deliver()
    life.adobe.breaks = frozenset()
    assert isinstance(life.deliver(), Approve)
    assert life.calls == ["return O-fresh: 5 of line 1"] * 2


def test_a_cancellation_of_what_the_asset_cannot_name_parks_instead_of_doing_nothing() -> None:
    life = a_life(a_request(KEPT, kind="cancel", ledger=[an_entry(OLD)], owns=()), Adobe([OLD], [held()]))
    assert codes(life.deliver()) == ("park", "subscription-unknown")


@pytest.mark.parametrize("kind", ["cancel", "resume", "adjustment"])
def test_an_asset_without_its_customer_parks(kind: str) -> None:
    life = a_life(a_request(KEPT, kind=kind, values={"adobe_customer_id": ""}), Adobe())
    assert codes(life.deliver()) == ("park", "customer-id-missing")


def test_a_suspension_fails_with_the_reason_or_is_acknowledged_with_the_truth() -> None:
    request = a_request(KEPT, kind="suspend")
    assert codes(a_life(request, Adobe()).deliver()) == ("fail", "suspension-unknown")
    move = a_life(request, Adobe(), a_policy(suspend_policy="acknowledge")).deliver()
    assert isinstance(move, Approve)
    assert (move.values, "licences stay active" in move.note) == ({"error_msg": ""}, True)


@pytest.mark.parametrize("kind", ["resume", "adjustment"])
def test_resuming_and_adjusting_bring_the_asset_up_to_date(kind: str) -> None:
    life = a_life(a_request(KEPT, kind=kind, ledger=[an_entry(OLD)]), Adobe([OLD], [held(auto_renewal=False)]))
    move = life.deliver()
    assert isinstance(move, Approve)
    assert (life.calls, move.note) == ([], "")
    assert move.values["auto_renewal_status"] == "inactive_auto_renewal_status"
    assert (move.values["auto_renewal_day"], move.values["auto_renewal_month"]) == ("2", "3")


@pytest.mark.parametrize(
    ("previous", "before", "calls"),
    [("", {}, ["renew nothing of S-photoshop"]), ("PR-0", {}, ["renew nothing of S-photoshop"]), ("PR-0", OFF, [])],
)
def test_an_adjustment_carries_out_a_switch_that_is_new(previous: str, before: dict[str, str], calls: list[str]) -> None:
    item = an_item(PHOTOSHOP, 5, old_quantity=0)
    request = a_request(item, kind="adjustment", ledger=[an_entry(OLD)], values=OFF, previous_id=previous)
    life = a_life(request, Adobe([OLD], [held()], before=before))
    assert isinstance(life.deliver(), Approve)
    assert life.calls == calls


def test_contradicting_switches_of_an_adjustment_are_asked_about() -> None:
    values = OFF | {"set_auto_renewal_status": "active_auto_renewal_status"}
    life = a_life(a_request(KEPT, kind="adjustment", ledger=[an_entry(OLD)], values=values), Adobe([OLD], [held()]))
    assert codes(life.deliver()) == ("inquire", "switches-contradict")


def test_a_refusal_to_look_at_a_suspended_asset_is_told_and_never_fails_it() -> None:
    life = a_life(a_request(KEPT, kind="resume"), Adobe(refuses={"ReadSubscriptions": "1116"}))
    assert not isinstance(life.deliver(), Fail | Approve)
