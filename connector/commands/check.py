"""`check`: a table of what is right and what is missing: settings, credentials, database, products on the platform.

It changes nothing: it fetches tokens, and otherwise only looks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from connector import bootstrap
from connector.commands.surroundings import PROBLEM, SUCCESS
from connector.fulfillment.health import MISSING, RIGHT, Row, rows_of
from connector.settings import SettingsError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from connector.commands.surroundings import Surroundings
    from connector.settings import Connection, Settings


def run(arguments: argparse.Namespace, surroundings: Surroundings) -> int:
    """Print the table; 1 when something is missing. Raises `SettingsError`, whose message names every problem."""
    settings, connection = _written(surroundings)
    with bootstrap.looking(settings, connection, surroundings.pause) as (means, platform):
        rows = [Row(RIGHT, "settings", f"can be read; Adobe accounts: {len(means.settings.accounts)}")]
        rows += rows_of(means, platform, arguments.product)
    width = max(len(row.what) for row in rows)
    for row in rows:
        surroundings.say(f"{row.mark:<{len(MISSING)}}  {row.what:<{width}}  {row.text}")
    return PROBLEM if any(row.mark == MISSING for row in rows) else SUCCESS


def _written(surroundings: Surroundings) -> tuple[Settings, Connection | None]:
    """Read what the operator wrote; what is wrong with either comes in one `SettingsError`."""
    try:
        connection = surroundings.connection()
    except SettingsError as error:
        raise SettingsError((*_problems(surroundings.settings), *error.problems)) from None
    return surroundings.settings(), connection


def _problems(read: Callable[[], object]) -> tuple[str, ...]:
    try:
        read()
    except SettingsError as error:
        return error.problems
    return ()
