"""The composition root: the only module that picks concrete things and puts them together.

One `Means` per process and set of variables: the runner makes a new application object for every task, so nothing may live there.
"""

from __future__ import annotations

import threading
import time
import uuid
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from connect.client import ConnectClient

from connector import log
from connector.adobe.auth import Tokens
from connector.adobe.client import AdobeClient
from connector.adobe.credentials import Credentials
from connector.cloudblue.platform import Platform
from connector.fulfillment.means import Means
from connector.settings import VARIABLES, Account, Connection, Settings, parse_settings
from connector.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import timedelta

    import httpx

_means: Final[dict[tuple[str, ...], Means]] = {}
_lock: Final = threading.Lock()


def means_for(variables: Mapping[str, str]) -> Means:
    """Give the process's means for these variables, put together at first use. Raises `SettingsError`."""
    key = tuple(variables.get(variable.name) or "" for variable in VARIABLES)
    with _lock:
        if key not in _means:
            _means[key] = assemble(parse_settings(variables))
        return _means[key]


def assemble(
    settings: Settings,
    *,
    transport: httpx.BaseTransport | None = None,
    offset: Callable[[], timedelta] | None = None,
    pause: Callable[[float], None] = time.sleep,
) -> Means:
    """Put together what deliveries work with. A test brings its own wire, moves the database's clock, and does not sleep."""
    url = settings.database_url.reveal()
    store = Store(url, offset=offset) if offset else Store(url)
    return _put_together(settings, store, _Clients(transport, pause), pause)


@contextmanager
def looking(
    settings: Settings, connection: Connection | None, pause: Callable[[float], None] = time.sleep
) -> Iterator[tuple[Means, Platform | None]]:
    """Put together what a command on a desk looks around with, and close it afterwards.

    Its store makes and changes nothing. Without a connection there is no platform; with one, its client repeats no call.
    """
    with ExitStack() as closing:
        store, clients = Store(settings.database_url.reveal(), only_looks=True), _Clients(None, pause)
        closing.callback(store.close)
        closing.callback(clients.close)
        platform = None
        if connection is not None:
            log.register_secret(connection.api_key)
            client = ConnectClient(connection.api_key.reveal(), endpoint=connection.url, use_specs=False, max_retries=0)
            closing.callback(client.session.close)
            platform = platform_of(client)
        yield _put_together(settings, store, clients, pause), platform


def _put_together(settings: Settings, store: Store, clients: _Clients, pause: Callable[[float], None]) -> Means:
    for secret in settings.secrets:
        log.register_secret(secret)
    log.configure(settings.log_format)
    return Means(
        settings=settings,
        store=store,
        client_for=clients,
        monotonic=time.monotonic,
        pause=pause,
        new_id=_new_id,
    )


def platform_of(client: ConnectClient) -> Platform:
    """Give the platform as a delivery sees it, through the client that the runner injects."""
    return Platform(client, monotonic=time.monotonic)


class _Clients:
    """One pooled client per account and process, made at first use; tokens are shared by those with one API key."""

    def __init__(self, transport: httpx.BaseTransport | None, pause: Callable[[float], None]) -> None:
        self._transport = transport
        self._pause = pause
        self._tokens = Tokens(time.monotonic)
        self._clients: dict[tuple[str, ...], AdobeClient] = {}
        self._lock = threading.Lock()

    def __call__(self, account: Account) -> AdobeClient:
        key = (account.url, account.oauth_url, account.api_key.reveal(), account.adobe_client_secret.reveal(), account.scopes)
        with self._lock:
            if key not in self._clients:
                self._clients[key] = self._client(account)
            return self._clients[key]

    def close(self) -> None:
        """Close every connection; the clients are of no use afterwards."""
        for client in self._clients.values():
            client.close()

    def _client(self, account: Account) -> AdobeClient:
        credentials = Credentials(
            url=account.url,
            oauth_url=account.oauth_url,
            api_key=account.api_key.reveal(),
            client_secret=account.adobe_client_secret,
            scopes=account.scopes,
        )
        return AdobeClient(
            credentials,
            transport=self._transport,
            clock=_now,
            monotonic=time.monotonic,
            new_id=_new_id,
            pause=self._pause,
            tokens=self._tokens,
        )


def _now() -> datetime:
    return datetime.now(UTC)


def _new_id() -> str:
    return str(uuid.uuid4())
