"""`migrate`: brings the database's tables up to date. It does nothing else, and says what it did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connector.commands.surroundings import SUCCESS, CommandError
from connector.store import Store, StoreError

if TYPE_CHECKING:
    import argparse

    from connector.commands.surroundings import Surroundings


def run(_arguments: argparse.Namespace, surroundings: Surroundings) -> int:
    """Migrate the database of `DATABASE_URL`. Raises `SettingsError` or `CommandError`; neither shows the address."""
    url = surroundings.settings().database_url.reveal()
    try:
        store = Store(url)
        store.migrate()
        store.close()
    except StoreError as error:
        raise CommandError(f"The database was not migrated: {error}.") from None
    surroundings.say("The database is up to date.")
    return SUCCESS
