"""`resume`: a person has acted on a parked request, and it is to begin anew.

It changes the database alone. Must never deliver a request itself, nor touch what the journal knows of it: a call without an
answer and a refusal are facts, and the next delivery goes by them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from connector.commands.surroundings import SUCCESS, CommandError
from connector.fulfillment.resuming import when, why_not
from connector.store import Store, StoreError

if TYPE_CHECKING:
    import argparse

    from connector.commands.surroundings import Surroundings


def run(arguments: argparse.Namespace, surroundings: Surroundings) -> int:
    """Resume one request. Raises `SettingsError` or `CommandError`; a missing file is not made."""
    url = surroundings.settings().database_url.reveal()
    looking, store = Store(url, only_looks=True), Store(url)
    try:
        looking.ready()
        before = store.resume(arguments.request)
        if before is None:
            raise CommandError(why_not(arguments.request, store.request_state(arguments.request)))
        now = store.now()
    except StoreError as error:
        raise CommandError(f"The database cannot be used: {error}.") from None
    finally:
        looking.close()
        store.close()
    surroundings.say(f"{arguments.request} is parked no more. {when(before.wait_until, now)}")
    return SUCCESS
