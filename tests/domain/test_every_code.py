"""Every code and status that Adobe documents has a row, every row an expectation, and the rows mean what is expected of them."""

from __future__ import annotations

from typing import Final

import pytest

from connector.domain.catalogue import ROWS, judge, judge_status
from connector.domain.catalogue.status_rows import STATUS_ROWS
from connector.domain.refusals import Refusal
from tests.expected import (
    ANY_CALL,
    EXPECTATIONS,
    FACTS,
    KINDS,
    STATUS_EXPECTATIONS,
    Answer,
    Expectation,
    StatusExpectation,
    documented_answers,
    documented_statuses,
    fact_of,
)

ITEMS: Final = {1: "Photoshop for teams", 2: "Creative Cloud All Apps for teams"}


def rows() -> list[Answer]:
    """Give what the table has a row for, a row for each of its calls."""
    return [(call, row.code, row.reason) for row in ROWS for call in row.calls]


def in_capitals(answers: set[Answer]) -> set[Answer]:
    """Reasons are compared in capitals, as the table has them."""
    return {(call, code, reason.upper()) for call, code, reason in answers}


def test_every_documented_answer_has_a_row_and_every_row_is_documented() -> None:
    assert in_capitals(documented_answers()) == set(rows())


def test_no_answer_has_two_rows() -> None:
    assert len(rows()) == len(set(rows()))


def test_every_documented_answer_has_an_expectation_and_nothing_else_has() -> None:
    # Answers to calls that an entry for any call stands for may have expectations of their own, by their details.
    more = {one.answer for one in EXPECTATIONS if one.details and (ANY_CALL, one.code, "") in documented_answers()}
    assert {one.answer for one in EXPECTATIONS} - more == documented_answers()


def test_every_call_of_a_row_is_one_of_adobes() -> None:
    assert {call for call, _, _ in rows()} - {ANY_CALL} <= set(FACTS["calls"])


def test_every_documented_status_has_a_row_and_an_expectation() -> None:
    statuses = [(row.resource, row.code) for row in STATUS_ROWS]
    assert set(statuses) == documented_statuses() == {(one.resource, one.status) for one in STATUS_EXPECTATIONS}
    assert len(statuses) == len(set(statuses))


def test_every_row_names_the_page_that_the_fact_names() -> None:
    pages = {(call, code, reason.upper()): fact_of((call, code, reason))["page"] for call, code, reason in documented_answers()}
    assert [(row.code, call) for row in ROWS for call in row.calls if row.page != pages[call, row.code, row.reason]] == []
    status_pages = {(fact["resource"], fact["code"]): fact["page"] for fact in FACTS["statuses"]}
    assert [(row.resource, row.code) for row in STATUS_ROWS if row.page != status_pages[row.resource, row.code]] == []


def refusal_of(expected: Expectation) -> Refusal:
    """Give the answer as Adobe writes it: as documented, with the second line named, or with the details that are expected."""
    any_call = (ANY_CALL, expected.code, "")
    fact = fact_of(expected.answer if expected.answer in documented_answers() else any_call)
    form = fact.get("details", "") if expected.reason else fact.get("details", "").partition(", Reason: {reason}")[0]
    details = expected.details or tuple(filter(None, [form.format(line=2, reason=expected.reason, path="aField")]))
    return Refusal(fact["http"], "" if expected.code.startswith("HTTP") else expected.code, fact["message"], details)


@pytest.mark.parametrize("expected", EXPECTATIONS, ids=str)
def test_an_answer_means_what_is_expected_of_it(expected: Expectation) -> None:
    found = judge(expected.call, refusal_of(expected), ITEMS)
    assert {one.kind.value for one in found} == {KINDS[expected.outcome]}
    assert {name for one in found for name in one.parameters} == set(expected.parameters)
    assert all(one.text.endswith(f"[{expected.code}]") for one in found)
    assert expected.says in " ".join(one.for_operator() if expected.outcome == "park" else one.text for one in found)


@pytest.mark.parametrize("expected", STATUS_EXPECTATIONS, ids=str)
def test_a_status_means_what_is_expected_of_it(expected: StatusExpectation) -> None:
    words = dict.fromkeys(("order", "customer", "reseller", "transfer", "deployment", "items"), "this")
    found = judge_status(expected.resource, expected.status, **words)
    told = (found.kind.value, found.parameters) if found else ("fine", ())
    assert told == (KINDS.get(expected.outcome, "fine"), expected.parameters)
