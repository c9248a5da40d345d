"""A change that names an order, is refused midway, breaks, or takes longer than the return window."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

import pytest

from connector.domain.moves import Adopt, Approve, Inquire, Park, ReadOrder, ReturnOrder
from tests.builders import ACROBAT, NOW, PHOTOSHOP, REQUEST, STOCK, a_policy, an_item
from tests.domain.owning import Adobe, Life, a_life, a_request, an_entry, bought, codes, days_ago, held

if TYPE_CHECKING:
    from connector.domain.adobe_facts import Order
    from connector.domain.requests import Item

FLAG: Final = {"is_cancellation_order": "is-cancellation-request"}
LOWERED: Final = an_item(PHOTOSHOP, 2, old_quantity=5)
FRESH: Final = bought("O-fresh", created=days_ago(3))
OLD: Final = bought("O-old")
RETURNED: Final = "then the oldest of these are returned where they cover the reduction, else the seats end at the next renewal"
RENEWED: Final = "then the seats end at the next renewal"


def _asking_for(order_id: str, *orders: Order, item: Item = LOWERED, **values: str) -> Life:
    request = a_request(item, ledger=[an_entry(OLD)], values=FLAG | {"cancel_order_id": order_id} | values)
    return a_life(request, Adobe([OLD, *orders], [held(quantity=10)]))


def _question(life: Life) -> str:
    move = life.deliver()
    assert isinstance(move, Inquire)
    assert life.calls == []
    (found,) = move.problems
    assert (found.code, found.parameters) == ("cancel-order-unusable", ("cancel_order_id",))
    return found.text


@pytest.mark.parametrize(
    ("order_id", "orders", "why"),
    [
        ("O-none", [FRESH], "Adobe does not know it. These can be returned: O-fresh (until 2026-03-13)."),
        ("O-none", [], "Adobe does not know it. No order can be returned now."),
        ("O-old", [FRESH], "its return window has closed, or it cannot be given back. These can be returned: O-fresh"),
        ("O-acrobat", [bought("O-acrobat", ACROBAT, created=days_ago(1))], "it belongs to another subscription."),
        ("O-done", [bought("O-done", remaining=0, created=days_ago(2))], "it has been returned already."),
        ("O-done", [bought("O-done", remaining=None, created=days_ago(2), status="1008", line_status="1008")],
         "it has been returned already."),
        ("O-back", [bought("O-back", type="RETURN", created=days_ago(2))], "it is no purchase and no renewal."),
        ("O-few", [bought("O-few", quantity=2, created=days_ago(2))], "it does not hold what is reduced of Item 65304470CA."),
    ],
)  # fmt: skip
def test_an_order_that_cannot_be_returned_is_asked_about_with_what_could_be(order_id: str, orders: list[Order], why: str) -> None:
    assert why in _question(_asking_for(order_id, *orders))


def test_an_order_id_without_anything_reduced_is_asked_about() -> None:
    life = _asking_for("O-fresh", FRESH, item=an_item(PHOTOSHOP, 5, old_quantity=5))
    assert (
        "the request reduces nothing. These can be returned: O-fresh (until 2026-03-13). Name one of them, or clear it."
        in _question(life)
    )


@pytest.mark.parametrize(
    ("values", "policy", "orders", "then"),
    [
        # The flag asks for a return without an order too, and so does an account that returns every reduction.
        (FLAG, {}, [FRESH], RETURNED),
        ({}, {"downsize_in_window": "return"}, [FRESH], RETURNED),
        ({}, {}, [FRESH], RENEWED),
        (FLAG, {}, [], RENEWED),
    ],
)
def test_the_question_says_what_becomes_of_the_reduction_without_an_order(
    values: dict[str, str], policy: dict[str, str], orders: list[Order], then: str
) -> None:
    ledger = [an_entry(order) for order in (OLD, *orders)]
    request = a_request(LOWERED, ledger=ledger, values=values | {"cancel_order_id": "O-none"})
    text = _question(a_life(request, Adobe([OLD, *orders], [held()]), a_policy(**policy)))
    assert text.endswith(f", or clear it: {then}.")


def test_the_other_parameter_is_asked_about_where_it_names_the_order() -> None:
    request = a_request(LOWERED, ledger=[an_entry(OLD)], values={"downsize_order_id": "O-none"})
    move = a_life(request, Adobe([OLD], [held()])).deliver()
    assert isinstance(move, Inquire)
    assert move.problems[0].parameters == ("downsize_order_id",)


def test_a_text_that_can_be_no_order_id_is_never_sent_to_adobe() -> None:
    life = _asking_for("../customers?x=1", FRESH)
    assert "Adobe does not know it." in _question(life)
    assert not any(isinstance(move, ReadOrder) for move in life.made)


def test_an_order_that_adobe_does_not_show_just_now_is_not_taken_for_unknown() -> None:
    life = _asking_for("O-none")
    life.adobe.refuses = {"ReadOrder": ""}
    assert codes(life.deliver())[0] in {"park", "wait"}


def test_a_question_comes_before_anything_is_bought() -> None:
    items = (LOWERED, an_item(ACROBAT, 3, old_quantity=0))
    request = a_request(*items, ledger=[an_entry(OLD)], values=FLAG | {"cancel_order_id": "O-none"})
    life = a_life(request, Adobe([OLD], [held()]))
    assert codes(life.deliver()) == ("inquire", "cancel-order-unusable")
    assert life.calls == []


@pytest.mark.parametrize("subscription_id", ["S-none", "S-acrobat"])
def test_a_reduction_restricted_to_a_strange_subscription_is_asked_about_before_anything_is_bought(subscription_id: str) -> None:
    items = (LOWERED, an_item(STOCK, 1000, old_quantity=0))
    request = a_request(*items, ledger=[an_entry(OLD)], values={"downsize_subscription_id": subscription_id})
    life = a_life(request, Adobe([OLD], [held(), held(ACROBAT)]))
    assert codes(life.deliver()) == ("inquire", "downsize-subscription-unknown")
    assert life.calls == []


def test_a_reduction_of_what_the_asset_cannot_name_parks_instead_of_doing_nothing() -> None:
    life = a_life(a_request(LOWERED, ledger=[an_entry(OLD)], owns=()), Adobe([OLD], [held()]))
    assert codes(life.deliver()) == ("park", "subscription-unknown")


@pytest.mark.parametrize(
    ("start", "code", "told", "calls"),
    [
        ("return", "2117", ("wait",), ["return O-fresh: 3 of line 1"]),
        ("return", "2120", ("wait",), ["return O-fresh: 3 of line 1"]),
        ("return", "RETURN_QTY_EXCEEDS_REMAINING", ("wait",), ["return O-fresh: 3 of line 1"]),
        ("return", "RETURN_VIOLATES_3YC_MCQ", ("fail", "adobe-return-violates-3yc-mcq"), ["return O-fresh: 3 of line 1"]),
        ("return", "5133", ("fail", "adobe-5133"), ["return O-fresh: 3 of line 1"]),
        ("return", "2130", ("park", "adobe-2130"), ["return O-fresh: 3 of line 1"]),
        ("renew", "3119", ("wait",), ["return O-fresh: 3 of line 1", "renew 2 of S-photoshop"]),
        ("renew", "3120", ("park", "adobe-3120", "partly-done"), ["return O-fresh: 3 of line 1", "renew 2 of S-photoshop"]),
        ("renew", "5134", ("park", "adobe-5134", "partly-done"), ["return O-fresh: 3 of line 1", "renew 2 of S-photoshop"]),
    ],
)
def test_a_refusal_ends_the_request_by_what_was_done_before_it(
    start: str, code: str, told: tuple[str, ...], calls: list[str]
) -> None:
    request = a_request(LOWERED, ledger=[an_entry(FRESH)], values=FLAG)
    life = a_life(request, Adobe([FRESH], [held()], refuses={start: code}))
    assert codes(life.deliver()) == told
    assert life.calls == calls


def test_what_was_set_before_a_refusal_is_told_and_the_request_does_not_fail_as_if_nothing_had_happened() -> None:
    values = {"cb_autorenewal": "inactive_auto_renewal_status"}
    acrobat = bought("O-acrobat", ACROBAT)
    request = a_request(
        an_item(PHOTOSHOP, 5, old_quantity=5), an_item(ACROBAT, 5, old_quantity=5), values=values,
        ledger=[an_entry(OLD), an_entry(acrobat, ACROBAT)], owns=(PHOTOSHOP, ACROBAT),
    )  # fmt: skip
    adobe = Adobe([OLD, acrobat], [held(), held(ACROBAT)], refuses={"renew nothing of S-acrobat": "5134"})
    move = a_life(request, adobe).deliver()
    assert isinstance(move, Park)
    assert "Item 65304470CA" in move.problems[-1].for_operator()


def test_the_second_return_refused_parks_and_says_that_the_first_is_done() -> None:
    second = bought("O-second", quantity=2, created=days_ago(2))
    request = a_request(an_item(PHOTOSHOP, 0, old_quantity=7), ledger=[an_entry(FRESH), an_entry(second)], values=FLAG)
    adobe = Adobe([FRESH, second], [held(quantity=7)], refuses={"return O-second": "2127"})
    life = a_life(request, adobe)
    move = life.deliver()
    assert isinstance(move, Park)
    assert life.calls == ["return O-fresh: 5 of line 1", "return O-second: 2 of line 1"]
    assert "O-fresh was returned" in move.problems[-1].for_operator()


def test_a_return_that_broke_is_made_again_where_adobe_does_not_show_it() -> None:
    life = a_life(a_request(LOWERED, ledger=[an_entry(FRESH)], values=FLAG), Adobe([FRESH], [held()]))
    life.adobe.breaks = frozenset({"return"})
    assert isinstance(life.deliver(), ReturnOrder)
    life.adobe.breaks = frozenset()
    assert isinstance(life.deliver(), Approve)
    assert life.calls == ["return O-fresh: 3 of line 1"] * 2 + ["renew 2 of S-photoshop"]


def _returned(quantity: int, **changes: Any) -> Order:  # noqa: ANN401 - the fields, by name.
    made = bought("R-1", quantity=quantity, created=NOW, type="RETURN", reference=REQUEST, returned_order="O-fresh")
    return replace(made, **changes)


@pytest.mark.parametrize("known", [{"born": NOW}, {}])
def test_a_return_that_was_forgotten_is_found_and_adopted(known: dict[str, Any]) -> None:
    order = bought("O-fresh", created=days_ago(3), remaining=2)
    life = a_life(a_request(LOWERED, ledger=[an_entry(FRESH)], values=FLAG), Adobe([FRESH], [held()]), **known)
    if not known:
        life.adobe.breaks = frozenset({"return"})
        life.deliver()
    life.adobe.orders = [order, _returned(3)]
    life.adobe.subscriptions = [held(quantity=2)]
    life.adobe.breaks = frozenset()
    assert isinstance(life.deliver(), Approve)
    assert [(move.found_id, move.call.intent[:12]) for move in life.made if isinstance(move, Adopt)] == [("R-1", "return order")]
    assert "return O-fresh: 3 of line 1" not in life.calls[1:]


def test_a_return_of_other_seats_is_not_taken_for_the_forgotten_one() -> None:
    other = _returned(3, returned_order="O-old")
    life = a_life(
        a_request(LOWERED, ledger=[an_entry(FRESH)], values=FLAG), Adobe([FRESH, other], [held()]), born=NOW
    )  # fmt: skip
    assert isinstance(life.deliver(), Approve)
    assert life.calls[0] == "return O-fresh: 3 of line 1"
    assert not any(isinstance(move, Adopt) for move in life.made)


@pytest.mark.parametrize(("status", "told"), [("1002", ("wait",)), ("1004", ("park", "return-failed"))])
def test_a_return_that_does_not_complete_is_waited_for_or_told(status: str, told: tuple[str, ...]) -> None:
    request = a_request(LOWERED, ledger=[an_entry(FRESH)], values=FLAG)
    life = a_life(request, Adobe([FRESH], [held()], return_status=status))
    assert codes(life.deliver()) == told


def test_a_return_that_completes_between_two_deliveries_is_seen_first_and_counted_once() -> None:
    request = a_request(LOWERED, ledger=[an_entry(FRESH)], values=FLAG)
    life = a_life(request, Adobe([FRESH], [held()], return_status="1002"))
    assert codes(life.deliver()) == ("wait",)
    assert codes(life.deliver()) == ("wait",)
    life.adobe.orders = [replace(one, status="1000") if one.type == "RETURN" else one for one in life.adobe.orders]
    assert isinstance(life.deliver(), Approve)
    assert life.calls == ["return O-fresh: 3 of line 1", "renew 2 of S-photoshop"]


def test_a_return_that_is_open_in_the_history_and_complete_at_a_second_look_is_read_again() -> None:
    life = a_life(
        a_request(LOWERED, ledger=[an_entry(FRESH)], values=FLAG), Adobe([FRESH], [held()], breaks=frozenset({"renew"}))
    )
    life.deliver()
    life.adobe.breaks = frozenset()
    life.adobe.lags = True
    assert isinstance(life.deliver(), Approve)
    assert life.calls == ["return O-fresh: 3 of line 1", *["renew 2 of S-photoshop"] * 2]


def test_what_was_begun_inside_the_window_is_finished_and_told_after_it_has_closed() -> None:
    request = a_request(LOWERED, ledger=[an_entry(FRESH)], values=FLAG)
    life = a_life(request, Adobe([FRESH], [held()], breaks=frozenset({"renew"})))
    life.deliver()
    life.adobe.breaks = frozenset()
    life.facts = replace(life.facts, now=NOW + timedelta(days=12))
    move = life.deliver()
    assert isinstance(move, Approve)
    assert life.calls == ["return O-fresh: 3 of line 1", *["renew 2 of S-photoshop"] * 2]
    assert move.note == "Item 65304470CA: 3 seats of the Adobe order O-fresh were returned and are credited."


def test_what_could_not_be_returned_any_more_is_deferred_and_both_are_told() -> None:
    early = bought("O-early", quantity=2, created=days_ago(14).replace(hour=0))
    late = bought("O-late", quantity=3, created=days_ago(13).replace(hour=0))
    request = a_request(an_item(PHOTOSHOP, 1, old_quantity=5), ledger=[an_entry(early), an_entry(late)], values=FLAG)
    life = a_life(request, Adobe([early, late], [held()], breaks=frozenset({"return O-late"})))
    life.deliver()
    life.adobe.breaks = frozenset()
    life.facts = replace(life.facts, now=NOW + timedelta(days=3))
    move = life.deliver()
    assert isinstance(move, Approve)
    assert life.calls == ["return O-early: 2 of line 1", "return O-late: 2 of line 1", "renew 1 of S-photoshop"]
    assert "2 seats of the Adobe order O-early were returned" in move.note
    assert "2 seats stay usable until 2027-03-02 and are not renewed." in move.note


@pytest.mark.parametrize(("minutes", "told"), [(0, ("wait",)), (61, ("park", "subscription-missing", "partly-done"))])
def test_a_complete_order_has_an_hour_to_show_its_subscription(minutes: int, told: tuple[str, ...]) -> None:
    life = a_life(a_request(an_item(PHOTOSHOP, 6, old_quantity=5), ledger=[an_entry(OLD)]), Adobe([OLD], [held()]))
    life.adobe.breaks = frozenset({"renew"})
    life.deliver()
    life.adobe.subscriptions = []
    life.facts = replace(life.facts, now=NOW + timedelta(minutes=minutes))
    assert codes(life.deliver()) == told


def test_a_return_that_is_refused_again_after_everything_was_read_anew_is_a_persons_matter() -> None:
    request = a_request(LOWERED, ledger=[an_entry(FRESH)], values=FLAG)
    life = a_life(request, Adobe([FRESH], [held()], refuses={"return": "2120"}))
    assert codes(life.deliver()) == ("wait",)
    assert codes(life.deliver()) == ("park", "return-refused-again")
    assert life.calls == ["return O-fresh: 3 of line 1"] * 2
