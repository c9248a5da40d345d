"""Which list is meant: months, scopes, and what Adobe's refusals lead to."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from connector.domain.prices.lists import Asked, ListStatus, PriceList
from connector.domain.prices.refused import Consequence, consequence
from connector.domain.prices.scopes import Month, Scope, months_to_fetch
from connector.domain.refusals import Refusal

SCOPE = Scope("production/D1000000000", "NA", "COM", "USD")


@pytest.mark.parametrize("text", ["202600", "202613", "2026", "26-09", "000009", "202609 ", ""])
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no month"):
        Month.parse(text)


def test_months_are_written_as_adobe_does_and_follow_each_other() -> None:
    assert str(Month.parse("202609")) == "202609"
    assert Month.of(date(2026, 9, 30)).after == Month(2026, 10)
    assert Month(2026, 12).after == Month(2027, 1)
    assert Month(2026, 12) < Month(2027, 1)
    assert Month(2026, 9).first_day == date(2026, 9, 1)


def test_this_month_and_the_next_are_looked_at_every_day() -> None:
    assert [str(month) for month in months_to_fetch(date(2026, 12, 31))] == ["202612", "202701"]


def test_the_list_of_another_type_is_for_the_same_buyers() -> None:
    assert str(SCOPE.typed("3YC")) == "production/D1000000000 NA COM USD 3YC"
    assert str(SCOPE.typed("STD-LGA")) == "production/D1000000000 NA GOV USD STD-LGA"


def test_a_list_is_named_for_people_by_its_number_its_scope_and_how_it_stands() -> None:
    listed = PriceList(
        id=7,
        scope=SCOPE,
        month=Month(2026, 9),
        status=ListStatus.PUBLISHED,
        revision=2,
        asked_for=Asked.ALL,
        total=1,
        next_offset=1,
        row_count=1,
        restarts=0,
        problem=None,
        began_at=datetime(2026, 9, 1, tzinfo=UTC),
        fetched_at=None,
        seen_at=None,
    )
    assert str(listed) == "list 7: production/D1000000000 NA COM USD STANDARD 202609 revision 2"
    unfinished = replace(listed, status=ListStatus.INCOMPLETE, revision=None)
    assert str(unfinished) == "list 7: production/D1000000000 NA COM USD STANDARD 202609 (incomplete)"


@pytest.mark.parametrize(
    ("status", "code", "follows"),
    [
        (400, "1159", Consequence.STOP_ALL),
        (400, "1160", Consequence.SKIP_SCOPE),
        (400, "1161", Consequence.SKIP_SCOPE),
        (404, "1162", Consequence.NO_LIST),
        (404, "", Consequence.NO_LIST),
        (404, "1116", Consequence.NO_LIST),
        (404, "5122", Consequence.NO_LIST),
        (400, "1162", Consequence.NO_LIST),
        (400, "5122", Consequence.ASK_LESS),
        (400, "1121", Consequence.ASK_LESS),
        (400, "1122", Consequence.ASK_LESS),
        (400, "1117", Consequence.ASK_LESS),
        (400, "", Consequence.ASK_LESS),
        (409, "", Consequence.SKIP_LIST),
        (403, "4121", Consequence.SKIP_LIST),
    ],
)
def test_each_refusal_has_its_consequence(status: int, code: str, follows: Consequence) -> None:
    assert consequence(Refusal(status, code)) is follows
