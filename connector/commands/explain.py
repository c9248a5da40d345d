"""`explain`: what the connector would do next with a request, and why. It prints, and writes nothing anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from connector import bootstrap
from connector.cloudblue.platform import PlatformRefusedError, PlatformUnavailableError
from connector.cloudblue.reading import MalformedRequestError, read_request
from connector.commands.surroundings import SUCCESS, CommandError
from connector.fulfillment.explaining import explain
from connector.store import StoreError

if TYPE_CHECKING:
    import argparse

    from connector.cloudblue.platform import Platform
    from connector.commands.surroundings import Surroundings
    from connector.domain.requests import Request
    from connector.fulfillment.means import Means

_TITLES: Final = {"known": "known", "seen": "looked at", "would": "then", "next": "NEXT", "why": "because"}
_NOT_FOUND: Final = 404
_FULFILMENT: Final = "PR-"


def run(arguments: argparse.Namespace, surroundings: Surroundings) -> int:
    """Explain one request. Raises `SettingsError` or `CommandError`."""
    settings, connection = surroundings.settings(), surroundings.connection()
    if not arguments.request.startswith(_FULFILMENT):
        raise CommandError("Only fulfilment requests can be explained: their ids begin with PR-.")
    with bootstrap.looking(settings, connection, surroundings.pause) as (means, platform):
        if platform is None:
            raise CommandError("The platform cannot be read: set CONNECT_API_KEY (and CONNECT_API_URL).")
        _tell(arguments.request, means, platform, surroundings)
    return SUCCESS


def _tell(request_id: str, means: Means, platform: Platform, surroundings: Surroundings) -> None:
    width = max(map(len, _TITLES.values()))
    try:
        for step in explain(_request(request_id, platform), means, platform, surroundings.now()):
            surroundings.say(f"{_TITLES[step.kind]:<{width}}  {step.text}")
    except (PlatformRefusedError, PlatformUnavailableError) as error:
        raise CommandError(f"The platform gave no usable answer: {error}.") from None
    except StoreError as error:
        raise CommandError(f"The database cannot be read: {error}.") from None


def _request(request_id: str, platform: Platform) -> Request:
    try:
        return read_request(platform.request(request_id))
    except PlatformRefusedError as error:
        if error.status == _NOT_FOUND:
            raise CommandError(f"The platform knows no request {request_id} under this key.") from None
        raise
    except MalformedRequestError as error:
        raise CommandError(f"{request_id}: {error}.") from None
