"""The schema's version: which one this program needs, which one a database has, and the way from here to there.

Migrations run inside the caller's transaction, all or nothing. An older program goes on working with newer tables where they say
that it may: docs/adr/0008-old-and-new-programs-share-tables.md. Must never change the tables of a newer program.
"""

from __future__ import annotations

import os
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Final

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Select, String, column, delete, insert, inspect, select, table, text
from sqlalchemy.schema import CreateIndex, DropIndex

from connector.store.errors import StoreOutdatedError
from connector.store.tables import compatibility, metadata

if TYPE_CHECKING:
    from sqlalchemy import Connection, Index

_BEHIND: Final = "the database's tables are older than this program: run `python -m connector migrate`"
_EMPTY: Final = "the database has no tables yet: run `python -m connector migrate`"
_UNFIT: Final = "the database has no tables of this program's, or older ones: run `python -m connector migrate`"
_AHEAD: Final = "the database's tables were made by a newer version of this program: install that version"

_VERSION: Final[Select[str]] = select(column("version_num", String)).select_from(table("alembic_version"))
_VALID: Final = text("SELECT i.indisvalid FROM pg_index i WHERE i.indexrelid = to_regclass(:name)")

# Alembic works through module globals, so one thread at a time may migrate. By process: a child that was forked while
# another thread held the lock must not wait for a thread that it does not have.
_turns: dict[int, Lock] = {}


def upgrade(connection: Connection) -> None:
    """Bring the tables to this program's version; does nothing when they are, or are newer ones that it may work with.

    Newer tables that it may not work with raise `StoreOutdatedError`.
    """
    if _is_behind(connection):
        config = _config()
        config.attributes["connection"] = connection
        with _turns.setdefault(os.getpid(), Lock()):
            command.upgrade(config, "head")
        connection.execute(delete(compatibility))
        connection.execute(insert(compatibility).values(id=1, oldest_program=_oldest_program()))


def require_fit(connection: Connection) -> None:
    """Raise `StoreOutdatedError`, saying what to do, unless this program may work with the tables."""
    if _is_behind(connection):
        raise StoreOutdatedError(_BEHIND if revision_of(connection) else _EMPTY)


def require_fit_at_work(connection: Connection) -> None:
    """Do as `require_fit` in a single look: where there are no tables at all, the look itself fails as any other would."""
    if connection.execute(_VERSION).scalar() != _known_revisions()[0]:
        require_fit(connection)


def outdated() -> StoreOutdatedError:
    """Say that a table or a column was not there."""
    return StoreOutdatedError(_UNFIT)


def missing_indexes(connection: Connection) -> tuple[Index, ...]:
    """List the indexes that PostgreSQL's tables lack, or that a broken-off building left behind unusable."""
    every = (index for each in metadata.sorted_tables for index in each.indexes)
    aside = [one for one in every if one.dialect_options["postgresql"]["concurrently"]]
    return tuple(one for one in aside if not connection.execute(_VALID, {"name": one.name}).scalar())


def build(indexes: tuple[Index, ...], connection: Connection) -> None:
    """Build indexes beside everybody's work: PostgreSQL, outside of any transaction."""
    for index in indexes:
        connection.execute(DropIndex(index, if_exists=True))
        connection.execute(CreateIndex(index))


def _is_behind(connection: Connection) -> bool:
    current = revision_of(connection)
    known = _known_revisions()
    if current and current not in known:
        if _oldest_working(connection) in known:
            return False
        raise StoreOutdatedError(_AHEAD)
    return current != known[0]


def revision_of(connection: Connection) -> str:
    """Give the version of a database's tables, `""` where there are none."""
    # Read here and not by Alembic, which would log two lines at every look.
    if not inspect(connection).has_table("alembic_version"):
        return ""
    revision: str | None = connection.execute(_VERSION).scalar()
    return revision or ""


def _oldest_working(connection: Connection) -> str:
    """Give the revision of the oldest program that newer tables are fit for, `""` where they do not say."""
    if not inspect(connection).has_table(compatibility.name):
        return ""
    oldest: str | None = connection.execute(select(compatibility.c.oldest_program)).scalar()
    return oldest or ""


@cache
def _known_revisions() -> tuple[str, ...]:
    """Give every revision of this program, the newest first."""
    return tuple(script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions())


@cache
def _oldest_program() -> str:
    """Give the revision of the oldest program that may work with this program's tables: the newest revision says it."""
    head = ScriptDirectory.from_config(_config()).get_revision("head")
    oldest: str = head.module.oldest_program
    return oldest


def _config() -> Config:
    config = Config()
    # As a package's resource: it is found in a checkout and in an installed wheel alike.
    config.set_main_option("script_location", "connector.store:migrations")
    return config
