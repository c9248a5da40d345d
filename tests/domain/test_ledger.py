"""The ledger of an asset's orders: written, read, kept up to date, and rebuilt from Adobe's history."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connector.domain.adobe_facts import Order, OrderLine
from connector.domain.case import Case, NextMoveError
from connector.domain.holdings import Holdings
from connector.domain.ladders import next_move
from connector.domain.ledger import (
    Entry,
    EntryLine,
    entry_of,
    read_ledger,
    with_entries,
    with_order,
    with_remaining,
    without_seats,
    written,
)
from connector.domain.moves import Approve, ReadOrdersSince, ReadSubscriptions
from connector.domain.refreshing import after_returns, current_ledger, refreshed_values
from connector.domain.requests import Parameter
from connector.domain.returns import ReturnPlan
from tests.builders import ACROBAT, CUSTOMER, NOW, PHOTOSHOP, a_policy, an_item, facts
from tests.domain.owning import LONG_AGO, a_request, an_entry, bought, days_ago, held
from tests.examples import examples

if TYPE_CHECKING:
    from connector.domain.requests import Request

THEN: Final = datetime(2026, 1, 21, 12, tzinfo=UTC)
ENTRY: Final = Entry("O-1", "NEW", THEN, "1000", (EntryLine(PHOTOSHOP, 1, 5, 3),))
LINE: Final = {"mpn": PHOTOSHOP, "line": 1, "quantity": 5, "remaining": 3}
RAW: Final = {"order_id": "O-1", "type": "NEW", "created": "2026-01-21T12:00:00Z", "status": "1000", "lines": [LINE]}
ITEM: Final = an_item(PHOTOSHOP, 2, old_quantity=5)

entries = st.builds(
    Entry,
    st.text(max_size=12),
    st.sampled_from(["NEW", "RETURN", "RENEWAL", "TRANSFER", "SWITCH"]),
    st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC)).map(lambda one: one.replace(microsecond=0)),  # noqa: DTZ001 - the strategy's bounds must be naive.
    st.sampled_from(["1000", "1002", "1008"]),
    st.lists(st.builds(EntryLine, st.text(max_size=10), *[st.integers(0, 600_000)] * 3), max_size=3).map(tuple),
    st.text(max_size=12),
    st.text(max_size=40),
)


@settings(max_examples=examples(300))
@given(st.lists(entries, min_size=1, max_size=5).map(tuple))
def test_what_is_written_is_read_again(ledger: tuple[Entry, ...]) -> None:
    request = a_request(ITEM).with_values({"adobe_orders": written(ledger)})
    assert read_ledger(request) == ledger


def test_the_ledger_is_written_as_documented() -> None:
    returned = Entry("O-2", "RETURN", THEN, "1000", (), "O-1", "Too many.")
    extra = {"order_id": "O-2", "type": "RETURN", "created": "2026-01-21T12:00:00Z", "status": "1000", "lines": []}
    assert written([ENTRY, returned]) == {"orders": [RAW, extra | {"returned": "O-1", "reason": "Too many."}]}
    assert read_ledger(a_request(ITEM, ledger=[RAW])) == (ENTRY,)


@pytest.mark.parametrize(
    "structured",
    [
        None,
        {},
        "text",
        {"orders": None},
        {"orders": []},
        {"orders": "O-1"},
        {"orders": ["O-1"]},
        {"orders": [RAW | {"created": "yesterday"}]},
        {"orders": [RAW | {"created": None}]},
        {"orders": [{"order_id": "O-1"}]},
        {"orders": [RAW | {"lines": [LINE | {"remaining": "many"}]}]},
    ],
)
def test_what_cannot_be_read_counts_as_no_ledger(structured: object) -> None:
    request = a_request(ITEM)
    unreadable = Parameter("adobe_orders", structured=structured)
    assert read_ledger(replace(request, parameters={**request.parameters, "adobe_orders": unreadable})) is None


def test_a_product_without_the_parameter_has_no_ledger() -> None:
    assert read_ledger(a_request(ITEM, without=["adobe_orders"])) is None


@pytest.mark.parametrize(("kind", "remaining", "left"), [("NEW", 3, 3), ("NEW", None, 5), ("RENEWAL", 0, 0), ("RETURN", None, 0)])
def test_what_remains_of_a_line_is_adobes_word_or_all_of_it_and_nothing_of_a_return(
    kind: str, remaining: int | None, left: int
) -> None:
    order = Order("O-1", kind, "1000", "", THEN, (OrderLine(1, "65304470CA01A12", 5, "S-1", "1000", remaining),))
    assert entry_of(order, lambda _: PHOTOSHOP).lines == (EntryLine(PHOTOSHOP, 1, 5, left),)
    assert entry_of(order, lambda _: "").lines == ()


def test_a_line_that_was_given_back_whole_leaves_nothing_where_adobe_gives_no_remaining_quantity() -> None:
    order = bought("O-1", remaining=None, line_status="1008", status="1008")
    assert entry_of(order, lambda _: PHOTOSHOP).lines == (EntryLine(PHOTOSHOP, 1, 5, 0),)


def test_an_order_of_the_request_is_written_with_its_items_by_their_places() -> None:
    order = bought("O-2", created=THEN + timedelta(days=1))
    found = with_order(a_request(ITEM, ledger=[RAW]), order)
    assert [one["order_id"] for one in found["orders"]] == ["O-1", "O-2"]
    assert found["orders"][1]["lines"] == [{"mpn": PHOTOSHOP, "line": 1, "quantity": 5, "remaining": 5}]


def test_the_ledger_is_kept_oldest_first_and_knows_each_order_once() -> None:
    older = Entry("O-0", "NEW", THEN - timedelta(days=1), "1000", ())
    again = Entry("O-1", "NEW", THEN, "1008", ENTRY.lines)
    assert with_entries([ENTRY], [again, older]) == (older, again)


def test_a_line_that_adobe_shows_under_no_subscription_any_more_stays_as_it_was_written() -> None:
    gone, found = EntryLine("65309999CA", 2, 3, 0), EntryLine("65304470CA", 1, 5, 4)
    before = Entry("O-1", "NEW", THEN, "1000", (EntryLine("65304470CA", 1, 5, 5), gone))
    assert with_entries([before], [Entry("O-1", "NEW", THEN, "1000", (found,))]) == (
        Entry("O-1", "NEW", THEN, "1000", (found, gone)),
    )


def test_remaining_seats_are_changed_by_order_and_line() -> None:
    assert with_remaining(ENTRY, {("O-1", 1): 0, ("O-2", 1): 9}).lines[0].remaining == 0
    assert with_remaining(ENTRY, {("O-1", 2): 0}) == ENTRY


def test_seats_that_lapsed_remain_of_no_order_before() -> None:
    assert without_seats(ENTRY, {PHOTOSHOP}, before=NOW).lines[0].remaining == 0
    assert without_seats(ENTRY, {ACROBAT}, before=NOW) == ENTRY
    assert without_seats(ENTRY, {PHOTOSHOP}, before=THEN) == ENTRY


def _ledger(request: Request, holdings: Holdings, *history: Order) -> list[tuple[str, int]]:
    """Read the ledger with the history that Adobe shows, from whatever day it is asked for."""
    known = facts()
    for _ in range(2):
        try:
            found = current_ledger(Case(request, known, a_policy()), CUSTOMER, holdings)
        except NextMoveError as asked:
            read = asked.move
            assert isinstance(read, ReadOrdersSince)
            shown = tuple(order for order in history if order.created >= read.since)
            known = known.with_seen(read, shown)
        else:
            return [(one.order_id, sum(line.remaining for line in one.lines)) for one in found]
    raise AssertionError("the ledger asks for more than one look")


def test_an_asset_without_a_ledger_gets_it_from_adobes_history_however_old() -> None:
    old = bought("O-2019", created=datetime(2019, 5, 1, tzinfo=UTC), remaining=4)
    elsewhere = bought("O-acrobat", ACROBAT)
    found = _ledger(a_request(ITEM), Holdings({PHOTOSHOP: held()}), old, elsewhere, bought("O-2"))
    assert found == [("O-2019", 4), ("O-2", 5)]


def test_a_ledger_of_this_term_is_taken_as_it_is() -> None:
    assert _ledger(a_request(ITEM, ledger=[RAW]), Holdings({PHOTOSHOP: held()})) == [("O-1", 3)]
    assert _ledger(a_request(ITEM, ledger=[RAW]), Holdings({})) == [("O-1", 3)]


def test_a_renewal_since_the_last_request_comes_into_the_ledger_and_nothing_that_was_bought_elsewhere() -> None:
    kept = RAW | {"created": "2026-02-01T12:00:00Z", "reason": "Why."}
    request = a_request(ITEM, ledger=[kept], values={"renewal_date": "2026-03-02"})
    history = (
        bought("O-1", created=THEN + timedelta(days=11), remaining=2),
        bought("O-strange", created=LONG_AGO),
        bought("O-renewal", quantity=4, created=days_ago(1), type="RENEWAL"),
    )
    assert _ledger(request, Holdings({PHOTOSHOP: held()}), *history) == [("O-1", 2), ("O-renewal", 4)]


@pytest.mark.parametrize(("ended", "left"), [(days_ago(3), 0), (NOW + timedelta(days=30), 3)])
def test_seats_of_a_subscription_that_lapsed_at_its_date_are_owned_no_more(ended: datetime, left: int) -> None:
    lapsed = held(status="1004", renewal_date=ended.date())
    assert _ledger(a_request(ITEM, ledger=[RAW]), Holdings({PHOTOSHOP: lapsed})) == [("O-1", left)]


def test_a_return_whose_source_adobe_does_not_name_is_kept_without_lines() -> None:
    returned = bought("R-1", type="RETURN", returned_order="")
    (entry,) = after_returns((), ReturnPlan((), frozenset()), (returned,), Holdings({}), "Why.")
    assert (entry.order_id, entry.lines, entry.reason) == ("R-1", (), "Why.")


@pytest.mark.parametrize(
    ("subscriptions", "status"),
    [
        ([held()], "active_auto_renewal_status"),
        ([held(), held(ACROBAT, auto_renewal=False)], "inactive_auto_renewal_status"),
        ([held(), held(ACROBAT, auto_renewal=False, status="1004")], "active_auto_renewal_status"),
        ([], "inactive_auto_renewal_status"),
    ],
)
def test_the_asset_shows_whether_everything_alive_renews(subscriptions: list[Any], status: str) -> None:
    holdings = Holdings({one.offer_id[:10]: one for one in subscriptions})
    values = refreshed_values(CUSTOMER, holdings, ())
    assert values["auto_renewal_status"] == status
    assert "adobe_orders" not in values
    assert values["error_msg"] == ""


def test_a_change_that_asks_for_nothing_leaves_the_ledger_and_names_its_last_order() -> None:
    order = bought("O-1")
    request = a_request(an_item(PHOTOSHOP, 5, old_quantity=5), ledger=[an_entry(order)])
    move = next_move(request, facts(seen={ReadSubscriptions(CUSTOMER): (held(),)}), a_policy())
    assert isinstance(move, Approve)
    assert move.values["adobe_orders"] == {"orders": [an_entry(order)]}
    assert (move.values["adobe_order_id"], move.note) == ("O-1", "")
