"""What the suite promises about itself: no mocks, no skips, and names that can be read."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Final

from tests.contract.tree import lines_of, name_of, parsed, python_files, used

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_MOCKS_PER_TEST: Final = 0.05
# `test_`, a subject, a verb and something about them.
_WORDS: Final = 4
_MOCKING: Final = ("unittest.mock", "mock", "pytest_mock", "responses", "pytest_httpx")
_MOCKING_FIXTURES: Final = frozenset({"monkeypatch", "mocker", "httpx_mock", "requests_mock"})
_SKIPPING: Final = frozenset(
    {"pytest.skip", "pytest.mark.skip", "pytest.mark.skipif", "pytest.mark.xfail", "pytest.xfail", "pytest.importorskip"}
)


def test_fakes_stand_at_the_wire_so_there_are_hardly_any_mocks() -> None:
    tests = sum(1 for path in _test_files() for _ in _tests(path))
    mocks = sum(_mocks(path) for path in python_files("tests"))
    assert tests > 0
    assert mocks / tests <= _MOCKS_PER_TEST


def test_no_test_is_skipped() -> None:
    assert {name_of(path) for path in python_files("tests") if used(path) & _SKIPPING} == set()


def test_names_of_tests_are_sentences() -> None:
    terse = [
        f"{name_of(path)}: {test.name}" for path in _test_files() for test in _tests(path) if len(test.name.split("_")) < _WORDS
    ]
    assert terse == []


def test_every_test_asserts_something() -> None:
    silent = [f"{name_of(path)}: {test.name}" for path in _test_files() for test in _tests(path) if not _asserts(test, path)]
    assert silent == []


def _test_files() -> list[Path]:
    return [path for path in python_files("tests") if path.name.startswith("test_")]


def _tests(path: Path) -> Iterator[ast.FunctionDef]:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            yield node


def _mocks(path: Path) -> int:
    """Count imports of mocking libraries and fixtures that patch."""
    modules = sum(name.startswith(_MOCKING) for name in used(path) if name.partition(".")[0] in {"unittest", *_MOCKING})
    arguments = sum(node.arg in _MOCKING_FIXTURES for node in ast.walk(parsed(path)) if isinstance(node, ast.arg))
    return modules + arguments


def _asserts(test: ast.FunctionDef, path: Path) -> bool:
    """Say whether the test asserts, expects an exception, or calls a function of its own that is named for asserting."""
    text = "\n".join(lines_of(path)[test.lineno - 1 : test.end_lineno])
    return re.search(r"\bassert\b|pytest\.raises|\b_?(assert|expect|must)_\w+\(", text) is not None
