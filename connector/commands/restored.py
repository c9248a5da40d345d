"""`restored`: tells the database that it was restored from a backup, so that what it has forgotten is looked for at Adobe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connector.commands.surroundings import SUCCESS, CommandError, capitalised
from connector.store import Store, StoreError

if TYPE_CHECKING:
    import argparse

    from connector.commands.surroundings import Surroundings


def run(_arguments: argparse.Namespace, surroundings: Surroundings) -> int:
    """Give the database of `DATABASE_URL` a new birth. Raises `SettingsError` or `CommandError`; a missing file is not made."""
    url = surroundings.settings().database_url.reveal()
    looking, store = Store(url, only_looks=True), Store(url)
    try:
        looking.ready()
        born = store.rebirth()
    except StoreError as error:
        raise CommandError(f"{capitalised(store.name)} was left as it is: {error}.") from None
    finally:
        looking.close()
        store.close()
    surroundings.say(
        f"{capitalised(store.name)} counts as new since {born:%Y-%m-%d %H:%M:%S} UTC: "
        "what older requests did is looked for at Adobe before anything is sent again."
    )
    return SUCCESS
