"""The project's own files, as the contract tests look at them: read and parsed, never imported or run."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT: Final = Path(__file__).resolve().parents[2]


def python_files(*places: str) -> list[Path]:
    """List the Python files below these top-level places, sorted."""
    return sorted(path for place in places for path in (ROOT / place).rglob("*.py"))


def name_of(path: Path) -> str:
    """Return the path as the project writes it: from its top, with slashes."""
    return path.relative_to(ROOT).as_posix()


@cache
def parsed(path: Path) -> ast.Module:
    """Parse one file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


@cache
def lines_of(path: Path) -> tuple[str, ...]:
    """Read one file's lines."""
    return tuple(path.read_text(encoding="utf-8").splitlines())


def imported(path: Path) -> Iterator[str]:
    """Yield the full name of everything that the file imports, wherever in it: `os`, `os.path`, `uuid.uuid4`."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@cache
def used(path: Path) -> frozenset[str]:
    """Give the dotted names that the file uses, imports resolved: `import time as t; t.sleep` is `time.sleep`."""
    known = _meanings(path)
    names = set(imported(path))
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Attribute) and (dotted := _dotted(node)):
            head, _, rest = dotted.partition(".")
            names.add(f"{known.get(head, head)}.{rest}")
    return frozenset(names)


def _meanings(path: Path) -> dict[str, str]:
    """Map each imported local name to what it stands for."""
    meanings: dict[str, str] = {}
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            meanings |= {alias.asname: alias.name for alias in node.names if alias.asname}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            meanings |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    return meanings


def _dotted(node: ast.expr) -> str:
    """Write `a.b.c` for such an expression; empty for any other."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and (head := _dotted(node.value)):
        return f"{head}.{node.attr}"
    return ""
