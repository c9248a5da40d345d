"""Sizes, names and reasons: what keeps a file readable, counted."""

from __future__ import annotations

import io
import re
import tokenize
from typing import TYPE_CHECKING, Final

import pytest

from tests.contract.tree import ROOT, name_of, python_files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PLACES: Final = ("connector", "tests", "tools", "bench", "soak")
_LONGEST: Final = 400
_SAYING_NOTHING: Final = re.compile(r"(^|_)(utils?|helpers?|common|shared|base|managers?|mixins?)(_|$)", re.IGNORECASE)
_WAIVER: Final = re.compile(r"#\s*(noqa|type:\s*ignore)")
# A waiver names its rule, and at least two words follow.
_WAIVER_WITH_REASON: Final = re.compile(r"#\s*(noqa:\s*[A-Z0-9, ]+|type:\s*ignore\[[\w, -]+\])\W+[\w']+\W+\w+")


def test_no_file_is_longer_than_four_hundred_lines() -> None:
    lengths = {name_of(path): path.read_text(encoding="utf-8").count("\n") for path in python_files(*_PLACES)}
    assert {name: length for name, length in lengths.items() if length > _LONGEST} == {}


def test_no_module_has_a_name_that_says_nothing() -> None:
    names = {name_of(path) for path in python_files(*_PLACES)}
    assert {name for name in names if any(_SAYING_NOTHING.search(part.removesuffix(".py")) for part in name.split("/"))} == set()


def test_every_waiver_says_why() -> None:
    unexplained = [
        f"{name_of(path)}:{line}"
        for path in python_files(*_PLACES)
        for line, comment in _comments(path)
        if _WAIVER.search(comment) and not _WAIVER_WITH_REASON.search(comment)
    ]
    assert unexplained == []


def test_nothing_is_left_to_do_in_a_comment() -> None:
    left = [
        f"{name_of(path)}:{line}"
        for path in python_files(*_PLACES)
        for line, comment in _comments(path)
        if re.search(r"\b(TODO|FIXME|XXX|HACK)\b", comment)
    ]
    assert left == []


@pytest.mark.parametrize("table", ["ignore", "per-file-ignores"])
def test_every_rule_of_ruff_that_is_off_says_why(table: str) -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    section = text.split("per-file-ignores]")[1] if table == "per-file-ignores" else text.split("ignore = [")[1].split("\n]")[0]
    rules = re.findall(r'^ {4}"[A-Z0-9]+",(.*)$', section.split("[tool.")[0], flags=re.MULTILINE)
    assert rules
    assert [rule for rule in rules if not re.search(r"# \S+ \S+", rule)] == []


def _comments(path: Path) -> Iterator[tuple[int, str]]:
    for token in tokenize.generate_tokens(io.StringIO(path.read_text(encoding="utf-8")).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string
