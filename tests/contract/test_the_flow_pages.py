"""The pages of the flows are shown by tests: every row names at least one, and every test that any page names is there."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Final

import pytest

from tests.contract.tree import ROOT, name_of, parsed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FLOWS: Final = sorted((ROOT / "docs" / "flows").glob("*.md"))
_PAGES: Final = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
_COLUMNS: Final = ("situation", "move", "why", "page", "shown by")

# `flows/test_file.py::test_name`, from the directory of the tests on; a following `::test_name` is in the same file.
_NAMED: Final = re.compile(r"`([\w/]+\.py)::(test_\w+)`((?:, `::test_\w+`)*)")


def test_there_is_a_page_of_a_flow() -> None:
    assert "purchase.md" in {page.name for page in _FLOWS}


@pytest.mark.parametrize("page", _FLOWS, ids=name_of)
def test_every_table_of_a_flow_has_the_same_columns(page: Path) -> None:
    headings = {_cells(lines[0]) for lines in _tables(page)}
    assert headings == {_COLUMNS}


@pytest.mark.parametrize("page", _FLOWS, ids=name_of)
def test_every_row_of_a_flow_names_a_test_and_leaves_no_cell_empty(page: Path) -> None:
    rows = [row for lines in _tables(page) for row in lines[2:]]
    assert rows
    assert [row for row in rows if len(_cells(row)) != len(_COLUMNS) or not all(_cells(row))] == []
    assert [_cells(row)[0] for row in rows if not _NAMED.search(_cells(row)[-1])] == []


@pytest.mark.parametrize("page", _PAGES, ids=name_of)
def test_every_test_that_a_page_names_exists(page: Path) -> None:
    missing = [f"{file}::{test}" for file, test in _named_tests(page) if test not in _tests_of(file)]
    assert missing == []


def _tables(page: Path) -> list[list[str]]:
    """Give the tables of a page, each as its lines: the headings, the rule below them, the rows."""
    found = re.findall(r"(?:^\|.*\n?)+", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return [table.splitlines() for table in found]


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.strip().removeprefix("|").removesuffix("|").split("|"))


def _named_tests(page: Path) -> Iterator[tuple[str, str]]:
    for file, first, more in _NAMED.findall(page.read_text(encoding="utf-8")):
        yield from ((file, test) for test in (first, *re.findall(r"test_\w+", more)))


def _tests_of(file: str) -> set[str]:
    path = ROOT / "tests" / file
    return {node.name for node in ast.walk(parsed(path)) if isinstance(node, ast.FunctionDef)} if path.is_file() else set()
