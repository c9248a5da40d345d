"""`resume`: a person has acted on a parked request, and it is to begin anew.

It changes the database alone. Must never deliver a request itself, nor touch what the journal knows of it: a call without an
answer and a refusal are facts, and the next delivery goes by them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from connector.commands.requests import standing
from connector.commands.surroundings import SUCCESS, CommandError
from connector.store import Store, StoreError

if TYPE_CHECKING:
    import argparse
    from datetime import datetime

    from connector.commands.surroundings import Surroundings
    from connector.store import RequestState


def run(arguments: argparse.Namespace, surroundings: Surroundings) -> int:
    """Resume one request. Raises `SettingsError` or `CommandError`; a missing file is not made."""
    url = surroundings.settings().database_url.reveal()
    looking, store = Store(url, only_looks=True), Store(url)
    try:
        looking.ready()
        before = store.resume(arguments.request)
        if before is None:
            raise CommandError(_why_not(arguments.request, store.request_state(arguments.request)))
        now = store.now()
    except StoreError as error:
        raise CommandError(f"The database cannot be used: {error}.") from None
    finally:
        looking.close()
        store.close()
    surroundings.say(f"{arguments.request} is parked no more. {_when(before.wait_until, now)}")
    return SUCCESS


def _why_not(request_id: str, state: RequestState | None) -> str:
    if state is None:
        return f"The database knows no request {request_id}."
    if state.ended_at is not None:
        return f"{request_id} is not parked: it ended with {state.outcome}."
    return f"{request_id} is not parked: it is {standing(state)}."


def _when(again: datetime | None, now: datetime) -> str:
    at = f"at about {again:%Y-%m-%d %H:%M} UTC" if again and again > now else "within the hour"
    return f"The platform brings it {at}; it then goes on, or is parked again where nothing has changed."
