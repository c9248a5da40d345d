"""`seats`: Adobe orders of requests that somebody else ended, and until when they can be returned. It writes nothing."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from connector import bootstrap
from connector.commands.surroundings import PROBLEM, SUCCESS, CommandError, capitalised
from connector.fulfillment.sweeping import Swept, in_a_line, sweep
from connector.store import StoreError, StoreMissingError

if TYPE_CHECKING:
    import argparse

    from connector.cloudblue.platform import Platform
    from connector.commands.surroundings import Surroundings
    from connector.fulfillment.means import Means


def run(arguments: argparse.Namespace, surroundings: Surroundings) -> int:
    """List the seats; 1 when the sweep broke off. Raises `SettingsError` or `CommandError`."""
    settings, connection = surroundings.settings(), surroundings.connection()
    with bootstrap.looking(settings, connection, surroundings.pause) as (means, platform):
        if platform is None:
            raise CommandError("Whether a request was ended is on the platform: set CONNECT_API_KEY (and CONNECT_API_URL).")
        swept = _swept(means, platform, arguments.after)
    if arguments.json:
        surroundings.say(json.dumps(asdict(swept), indent=2, ensure_ascii=False))
        return PROBLEM if swept.why else SUCCESS
    for one in swept.found:
        surroundings.say(f"{capitalised(in_a_line(one))}.")
    if not swept.found:
        surroundings.say("No seats without a request were found.")
    if swept.why:
        again = f" --after {swept.broke_off_after}" if swept.broke_off_after else ""
        surroundings.say(f"Not all was looked at: {swept.why}. Go on with: python -m connector seats{again}")
    return PROBLEM if swept.why else SUCCESS


def _swept(means: Means, platform: Platform, after: str) -> Swept:
    try:
        means.store.ready()
        return sweep(means, platform, after, notes=False)
    except StoreMissingError:
        return Swept(())
    except StoreError as error:
        raise CommandError(f"The database cannot be read: {error}.") from None
