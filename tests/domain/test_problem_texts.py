"""The words of every problem: filled in, without braces, and used."""

from __future__ import annotations

import ast
import string
from typing import TYPE_CHECKING, Any, Final

import pytest

from connector.domain.catalogue import ROWS, judge, judge_status
from connector.domain.catalogue.fields import FIELDS
from connector.domain.catalogue.status_rows import STATUS_ROWS
from connector.domain.problems import LOCAL, Kind, Problem, problem
from connector.domain.refusals import Refusal
from tests.contract.tree import name_of, parsed, python_files

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connector.domain.meanings import Row, StatusRow

# What the ladders give where they stop on a status of these resources.
_WORDS_OF: Final = {"order": {"order"}, "customer account": {"customer"}, "subscription": {"items"}}


def _blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def _calls() -> Iterator[tuple[str, ast.Call]]:
    """Yield each `problem(…)` of the code with the place where it stands."""
    for path in python_files("connector"):
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "problem":
                yield f"{name_of(path)}:{node.lineno}", node


def _named() -> list[tuple[str, str, set[str]]]:
    """Give each problem that the code names in plain text: the place, its code, the words given."""
    return [
        (place, call.args[0].value, {word.arg for word in call.keywords if word.arg})
        for place, call in _calls()
        if isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str)
    ]


def test_every_problem_that_the_code_names_is_in_the_table() -> None:
    assert {(place, code) for place, code, _ in _named() if code not in LOCAL} == set()


def test_every_problem_of_the_table_is_used() -> None:
    assert set(LOCAL) - {code for _, code, _ in _named()} == set()


def test_a_problem_has_one_place() -> None:
    names = [row.name for row in STATUS_ROWS if row.name]
    assert len(names) == len(set(names))
    assert set(names) & set(LOCAL) == set()


@pytest.mark.parametrize("row", [row for row in STATUS_ROWS if row.kind], ids=lambda row: row.name)
def test_a_status_in_words_has_no_braces_left(row: StatusRow) -> None:
    blanks = _blanks(row.text) | _blanks(row.operator)
    assert blanks <= _WORDS_OF.get(row.resource, blanks)
    words: dict[str, Any] = dict.fromkeys(blanks, "something")
    found = judge_status(row.resource, row.code, **words)
    assert found is not None
    assert not set("{}") & set(found.text + found.operator)
    assert found.text.endswith(f"[{row.code}]")


def test_every_blank_of_a_problem_is_filled_where_it_is_used() -> None:
    empty = [
        (place, code, blank)
        for place, code, words in _named()
        for blank in _blanks(LOCAL[code].text) | _blanks(LOCAL[code].operator)
        if blank not in words
    ]
    assert empty == []


@pytest.mark.parametrize("code", sorted(LOCAL))
def test_a_problem_with_its_blanks_filled_has_no_braces_left(code: str) -> None:
    blanks = _blanks(LOCAL[code].text) | _blanks(LOCAL[code].operator)
    words: dict[str, Any] = dict.fromkeys(blanks, "something")
    found = problem(code, **words)
    assert not set("{}") & set(found.text + found.operator)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.code}{row.reason}")
@pytest.mark.parametrize("details", [("Line Item: 1",), ()])
def test_a_refusal_in_words_has_no_braces_left(row: Row, details: tuple[str, ...]) -> None:
    refusal = Refusal(400, row.code, "No", (*details, *filter(None, [row.reason])))
    (found,) = judge(row.calls[0], refusal, {1: "Photoshop"})
    assert not set("{}") & set(found.text + found.operator)
    assert found.text.endswith(f"[{row.code}]")


@pytest.mark.parametrize("code", ["1117", "1122"])
def test_a_question_about_a_field_has_no_braces_left(code: str) -> None:
    for field in FIELDS:
        (found,) = judge("create customer", Refusal(400, code, "No", (field.prefix,)), {})
        assert not set("{}") & set(found.text)
        assert field.name in found.text


def test_what_the_customer_can_correct_names_its_parameters_in_the_table() -> None:
    given_where_used = {"switch-unknown", "nothing-to-return", "address-line-invalid", "transaction-company-differs"}
    silent = {code for code, one in LOCAL.items() if one.kind is Kind.CORRECTABLE and not one.parameters}
    assert silent == given_where_used
    assert all(row.parameters for row in ROWS if row.kind is Kind.CORRECTABLE)
    assert all(row.parameters for row in STATUS_ROWS if row.kind is Kind.CORRECTABLE)


def test_what_an_operator_must_do_is_said_to_the_operator() -> None:
    assert [code for code, one in LOCAL.items() if one.kind is Kind.OPERATOR and not one.operator] == []
    assert [row.code for row in ROWS if row.kind is Kind.OPERATOR and not row.operator] == []
    assert [row.code for row in STATUS_ROWS if row.kind is Kind.OPERATOR and not row.operator] == []


def test_an_operator_reads_the_customers_text_where_there_is_no_other() -> None:
    assert Problem("any", Kind.FINAL, "It cannot be.").for_operator() == "It cannot be."
    assert Problem("any", Kind.OPERATOR, "It waits.", "Correct the id.").for_operator() == "Correct the id."
