"""One request of the platform and what is needed to look into it, for the commands that are about one; all troubles in words."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from connector import bootstrap
from connector.cloudblue.platform import PlatformRefusedError, PlatformUnavailableError
from connector.cloudblue.reading import MalformedRequestError, read_any_request
from connector.commands.surroundings import CommandError
from connector.store import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connector.cloudblue.platform import Platform
    from connector.commands.surroundings import Surroundings
    from connector.domain.requests import AnyRequest
    from connector.fulfillment.means import Means

_NOT_FOUND: Final = 404


@contextmanager
def one_request(request_id: str, surroundings: Surroundings) -> Iterator[tuple[AnyRequest, Means, Platform]]:
    """Read the request, and give what looks into it but writes nothing. Raises `SettingsError` or `CommandError`.

    What the platform or the database does not answer inside the block becomes a `CommandError` too.
    """
    settings, connection = surroundings.settings(), surroundings.connection()
    with bootstrap.looking(settings, connection, surroundings.pause) as (means, platform):
        if platform is None:
            raise CommandError("The platform cannot be read: set CONNECT_API_KEY (and CONNECT_API_URL).")
        try:
            yield _read(request_id, platform), means, platform
        except (PlatformRefusedError, PlatformUnavailableError) as error:
            raise CommandError(f"The platform gave no usable answer: {error}.") from None
        except StoreError as error:
            raise CommandError(f"The database cannot be read: {error}.") from None


def _read(request_id: str, platform: Platform) -> AnyRequest:
    try:
        return read_any_request(platform.request(request_id))
    except PlatformRefusedError as error:
        if error.status == _NOT_FOUND:
            raise CommandError(f"The platform knows no request {request_id} under this key.") from None
        raise
    except MalformedRequestError as error:
        raise CommandError(f"{request_id}: {error}.") from None
