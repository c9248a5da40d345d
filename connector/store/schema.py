"""The schema's version: which one this program needs, which one a database has, and the way from here to there.

Migrations run inside the caller's transaction, all or nothing. Must never touch a database that a newer program made.
"""

from __future__ import annotations

import os
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Final

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Select, String, column, inspect, select, table

from connector.store.errors import StoreOutdatedError

if TYPE_CHECKING:
    from sqlalchemy import Connection

_BEHIND: Final = "the database's tables are older than this program: run `python -m connector migrate`"
_EMPTY: Final = "the database has no tables yet: run `python -m connector migrate`"
_UNFIT: Final = "the database has no tables of this program's, or older ones: run `python -m connector migrate`"
_AHEAD: Final = "the database's tables were made by a newer version of this program: install that version"

_VERSION: Final[Select[str]] = select(column("version_num", String)).select_from(table("alembic_version"))

# Alembic works through module globals, so one thread at a time may migrate. By process: a child that was forked while
# another thread held the lock must not wait for a thread that it does not have.
_turns: dict[int, Lock] = {}


def upgrade(connection: Connection) -> None:
    """Bring the tables to this program's version; does nothing when they are. Newer tables raise `StoreOutdatedError`."""
    if _is_behind(connection):
        config = _config()
        config.attributes["connection"] = connection
        with _turns.setdefault(os.getpid(), Lock()):
            command.upgrade(config, "head")


def require_head(connection: Connection) -> None:
    """Raise `StoreOutdatedError`, saying what to do, unless the tables are exactly this program's."""
    if _is_behind(connection):
        raise StoreOutdatedError(_BEHIND if revision_of(connection) else _EMPTY)


def require_head_at_work(connection: Connection) -> None:
    """Do as `require_head` in a single look: where there are no tables at all, the look itself fails as any other would."""
    if connection.execute(_VERSION).scalar() != _known_revisions()[0]:
        require_head(connection)


def outdated() -> StoreOutdatedError:
    """Say that a table or a column was not there."""
    return StoreOutdatedError(_UNFIT)


def _is_behind(connection: Connection) -> bool:
    current = revision_of(connection)
    known = _known_revisions()
    if current and current not in known:
        raise StoreOutdatedError(_AHEAD)
    return current != known[0]


def revision_of(connection: Connection) -> str:
    """Give the version of a database's tables, `""` where there are none."""
    # Read here and not by Alembic, which would log two lines at every look.
    if not inspect(connection).has_table("alembic_version"):
        return ""
    revision: str | None = connection.execute(_VERSION).scalar()
    return revision or ""


@cache
def _known_revisions() -> tuple[str, ...]:
    """Give every revision of this program, the newest first."""
    return tuple(script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions())


def _config() -> Config:
    config = Config()
    # As a package's resource: it is found in a checkout and in an installed wheel alike.
    config.set_main_option("script_location", "connector.store:migrations")
    return config
