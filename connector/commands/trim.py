"""`trim`: takes from the database what requests did that ended longer ago than `RETENTION_DAYS`."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from connector.commands.surroundings import SUCCESS, CommandError, capitalised
from connector.domain.seats import looked_back
from connector.store import Store, StoreError

if TYPE_CHECKING:
    import argparse

    from connector.commands.surroundings import Surroundings


def run(_arguments: argparse.Namespace, surroundings: Surroundings) -> int:
    """Trim the database of `DATABASE_URL`. Raises `SettingsError` or `CommandError`; a missing file is not made."""
    settings = surroundings.settings()
    url = settings.database_url.reveal()
    looking, store = Store(url, only_looks=True), Store(url)
    try:
        looking.ready()
        forsaken = looked_back(settings.return_window_days)
        gone = store.trim(timedelta(days=settings.retention_days), surroundings.pause, forsaken=forsaken)
    except StoreError as error:
        raise CommandError(f"{capitalised(store.name)} was not trimmed to its end: {error}.") from None
    finally:
        looking.close()
        store.close()
    counted = f"{gone.requests:,} requests and {gone.attempts:,} attempts"
    surroundings.say(f"{counted} that ended more than {settings.retention_days} days ago were taken from {store.name}.")
    if gone.leases or gone.releases:
        surroundings.say(f"{gone.leases:,} long expired leases and {gone.releases:,} releases went with them.")
    return SUCCESS
