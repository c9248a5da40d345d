"""Broken objects: documents of the platform with some of their nodes dropped, replaced, retyped or doubled.

A mutation is a value, so that Hypothesis can shrink a list of them; it names its node by a number, which counts the nodes of
whatever document it is applied to.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Iterator

    Path = tuple[str | int, ...]

_DEEP: Final = 3_000


def _nested(depth: int) -> list[Any]:
    """Give lists in lists, deeper than a recursive reader can go."""
    nest: list[Any] = []
    for _ in range(depth):
        nest = [nest]
    return nest


STRANGE: Final[tuple[Any, ...]] = (
    None, True, False, 0, -1, 1, 10**30, 10**400, 1.5, -0.0, 1e308, float("nan"), float("inf"), float("-inf"),
    "", " ", "0", "-1", "1e400", "NaN", "Infinity", "unlimited", "10.5", "1" * 5_000, "\u0660\u0661", "\u0000", "\ud800",
    "\U0001f4a5" * 50, "\u202eevil", "<script>", "'; DROP TABLE requests; --", "../../etc/passwd", "%00", "\n", "{x}", "%s",
    "pending", "draft", "inquiring", "approved", "transfer", "one-to-one", "purchase", "change", "cancel",
    "production", "test", "US", "CA", "XX",
    "2026-13-45T99:99:99", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59.999999-14:00", "2026-03-02",
    "65304470CA", "65304470CA01A12", "30007777CA", "is-cancellation-request", "active_auto_renewal_status",
    [], [None], [[]], [1, "a"], {}, {"id": None}, {"id": 5}, {"": {}}, {"value": float("nan")}, {"items": [{}]},
    {"orders": [{"order_id": 1}]}, {"orders": [{"order_id": "a", "type": [], "created": 5, "status": {}, "lines": "x"}]},
    _nested(50), _nested(_DEEP), [{"id": "x"}] * 600,
)  # fmt: skip
"""What can stand where it should not: every JSON type, numbers that are none, half characters, and values of other fields."""


def _retyped(value: Any) -> Any:  # noqa: ANN401 - any JSON value, and another.
    """Say the same in another type."""
    match value:
        case str():
            return [value]
        case bool() | None:
            return str(value)
        case int() | float():
            return str(value)
        case list():
            return {str(number): one for number, one in enumerate(value)}
        case _:
            return list(value.items())


_TWICE: Final = "twice"
_DROP: Final = "drop"
_RETYPE: Final = "retype"


@dataclass(frozen=True)
class Mutation:
    """One thing to break: a node, and what becomes of it: `drop`, `retype`, `twice`, or the number of a strange value."""

    node: int
    becomes: str | int


@dataclass(frozen=True)
class Breakable:
    """A document whose nodes are counted once: thousands of broken copies are made of it, each shared as far as it is whole."""

    document: dict[str, Any]
    paths: tuple[Path, ...]

    @classmethod
    def of(cls, document: dict[str, Any]) -> Breakable:
        """Count the nodes of a document."""
        return cls(document, tuple(_paths(document)))

    def broken(self, plan: list[Mutation]) -> dict[str, Any]:
        """Give a copy after all these mutations; one whose node is gone by then changes nothing."""
        found: dict[str, Any] = self.document
        for one in plan:
            found = _changed(found, self.paths[one.node % len(self.paths)], one.becomes)
        return found


def _paths(value: Any, above: Path = ()) -> Iterator[Path]:  # noqa: ANN401 - any JSON value.
    """Give the way to every node below the document, which is always an object."""
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        yield from _paths(child, (*above, key))
    if above:
        yield above


def _changed(value: Any, path: Path, becomes: str | int) -> Any:  # noqa: ANN401 - any JSON value, and another.
    if not path:
        return STRANGE[becomes] if isinstance(becomes, int) else _retyped(value)
    key, *rest = path
    if not _has(value, key):
        return value
    copy: Any = dict(value) if isinstance(value, dict) else list(value)
    if rest or becomes == _RETYPE or isinstance(becomes, int):
        copy[key] = _changed(value[key], tuple(rest), becomes)
    elif becomes == _TWICE and isinstance(copy, list):
        copy.insert(int(key), value[key])
    elif becomes == _DROP:
        del copy[key]
    return copy


def _has(value: Any, key: str | int) -> bool:  # noqa: ANN401 - any JSON value.
    if isinstance(value, dict):
        return key in value
    return isinstance(value, list) and isinstance(key, int) and key < len(value)


def mutations() -> st.SearchStrategy[list[Mutation]]:
    """Draw one to four mutations of a document."""
    becomes = st.one_of(st.sampled_from((_DROP, _RETYPE, _TWICE)), st.integers(0, len(STRANGE) - 1))
    return st.lists(st.builds(Mutation, st.integers(0, 4_000), becomes), min_size=1, max_size=4)
