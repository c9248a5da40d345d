"""`leases`: the names that somebody works under now, or did until the lease expired. It reads the database alone."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

from connector.commands.journal_reading import looking_at_the_store, table, written
from connector.commands.surroundings import SUCCESS

if TYPE_CHECKING:
    import argparse

    from connector.commands.surroundings import Surroundings
    from connector.store import HeldLease

_HEADINGS: Final = ("name", "holder", "expires", "state")


@dataclass(frozen=True)
class Shown:
    """One lease. `expires` is ISO 8601 in UTC by the database's clock; an `expired` one is free for whoever comes next."""

    name: str
    holder: str
    expires: str
    expired: bool


def run(arguments: argparse.Namespace, surroundings: Surroundings) -> int:
    """List the leases by name. Raises `SettingsError` or `CommandError`."""
    with looking_at_the_store(surroundings) as store:
        found = tuple(map(_shown, store.leases())) if store else ()
    if arguments.json:
        surroundings.say(json.dumps([asdict(one) for one in found], indent=2))
        return SUCCESS
    rows = [(one.name, one.holder, one.expires, "expired" if one.expired else "held") for one in found]
    for line in table(_HEADINGS, rows) if rows else ["Nobody holds a lease."]:
        surroundings.say(line)
    return SUCCESS


def _shown(lease: HeldLease) -> Shown:
    return Shown(lease.name, lease.holder, written(lease.expires_at), lease.is_expired)
