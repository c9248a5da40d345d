"""`migrate`: brings the database's tables up to date. It does nothing else, and says which database and what it did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connector.commands.surroundings import SUCCESS, CommandError, capitalised
from connector.store import Store, StoreError

if TYPE_CHECKING:
    import argparse

    from connector.commands.surroundings import Surroundings


def run(_arguments: argparse.Namespace, surroundings: Surroundings) -> int:
    """Migrate the database of `DATABASE_URL`. Raises `SettingsError` or `CommandError`; none shows a user or a password."""
    url = surroundings.settings().database_url.reveal()
    looking, store = Store(url, only_looks=True), Store(url)
    try:
        before = looking.revision()
        store.migrate()
        after = store.revision()
    except StoreError as error:
        raise CommandError(f"{capitalised(store.name)} was not migrated: {error}.") from None
    finally:
        looking.close()
        store.close()
    surroundings.say(f"{capitalised(store.name)} {told(before, after)}.")
    return SUCCESS


def told(before: str, after: str) -> str:
    """Say what became of the tables: their revision before, `""` where there were none, and after."""
    if before == after:
        return f"was up to date: its tables are at revision {after}"
    if not before:
        return f"had no tables; now it has those of revision {after}"
    return f"was brought from revision {before} to {after}"
