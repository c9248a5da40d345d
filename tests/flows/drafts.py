"""What tests of drafts build and read: drafts, what came back on them, and the proof that nothing was done."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

from tests.world import ALL_APPS, PHOTOSHOP, World

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def a_draft(world: World, items: Mapping[str, int | str] | None = None, **params: object) -> str:
    """Begin a purchase without ordering it; gives the draft's id."""
    wanted = items if items is not None else {PHOTOSHOP: 10, ALL_APPS: 5}
    return world.connect.trade.purchase(wanted, {"action_type": "purchase", **params}, draft=True)


def a_changed_draft(world: World, asset: str, items: Mapping[str, int | str] | None = None, **params: object) -> str:
    """Begin a change of an asset without ordering it; gives the draft's id."""
    return world.connect.trade.change(asset, items or {}, params, draft=True)


def errors_in(answer: Mapping[str, Any]) -> dict[str, str]:
    """Give the errors that stand on an answer's parameters."""
    return {one["id"]: one["value_error"] for one in answer["asset"]["params"] if one.get("value_error")}


def value_in(answer: Mapping[str, Any], name: str) -> Any:  # noqa: ANN401 - a text, or whatever an object holds.
    """Give a parameter's value in an answer: the object of one that has one."""
    (found,) = (one for one in answer["asset"]["params"] if one["id"] == name)
    return found["structured_value"] if "structured_value" in found else found["value"]


def hint_in(answer: Mapping[str, Any]) -> list[dict[str, str]]:
    """Give the items of an answer's price hint."""
    items: list[dict[str, str]] = value_in(answer, "cb_price_level_hint_draft").get("items", [])
    return items


@contextmanager
def untouched(world: World) -> Iterator[None]:
    """See that nothing is written while the block runs: not at Adobe, not on the platform, not in the store."""
    at_adobe, on_the_platform, stored = world.adobe_writes(), world.connect.control.writes(), _stored(world)
    yield
    assert world.adobe_writes() == at_adobe
    assert world.connect.control.writes() == on_the_platform
    assert _stored(world) == stored


def _stored(world: World) -> list[tuple[Any, ...]]:
    """Read every row of every table."""
    with closing(sqlite3.connect(world.database)) as database:
        tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
        return [row for (table,) in tables for row in database.execute(f'SELECT * FROM "{table}"').fetchall()]  # noqa: S608 - the names are the database's own.
