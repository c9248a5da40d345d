"""`explain`: what the connector would do next with a request, and why. It prints, and writes nothing anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from connector.commands.one_request import one_request
from connector.commands.surroundings import SUCCESS, CommandError
from connector.fulfillment.explaining import explain

if TYPE_CHECKING:
    import argparse

    from connector.commands.surroundings import Surroundings

_TITLES: Final = {"known": "known", "seen": "looked at", "would": "then", "next": "NEXT", "why": "because"}
_REQUESTS: Final = ("PR-", "TCR-", "TAR-")


def run(arguments: argparse.Namespace, surroundings: Surroundings) -> int:
    """Explain one request. Raises `SettingsError` or `CommandError`."""
    if not arguments.request.startswith(_REQUESTS):
        raise CommandError("Only requests can be explained: their ids begin with PR-, TCR- or TAR-.")
    width = max(map(len, _TITLES.values()))
    with one_request(arguments.request, surroundings) as (request, means, platform):
        for step in explain(request, means, platform, surroundings.now()):
            surroundings.say(f"{_TITLES[step.kind]:<{width}}  {step.text}")
    return SUCCESS
