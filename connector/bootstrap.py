"""The composition root: the only module that picks concrete things and puts them together.

One `Means` per process and set of variables: the runner makes a new application object for every task, so nothing may live there.
"""

from __future__ import annotations

import logging
import threading
import time
import uuid
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

from connect.client import ConnectClient

from connector import log
from connector.adobe.auth import Tokens
from connector.adobe.client import AdobeClient
from connector.adobe.credentials import Credentials
from connector.adobe.gate import Gate
from connector.adobe.record import CallRecord, log_call
from connector.cloudblue.lean import lean
from connector.cloudblue.platform import Platform
from connector.cloudblue.visible import Glimpses, Visible
from connector.domain.prices.scopes import months_to_fetch
from connector.domain.seats import looked_back
from connector.fulfillment.accounts import SavedAccounts
from connector.fulfillment.failures import log_failure
from connector.fulfillment.health import in_a_sentence, log_rows, rows_of
from connector.fulfillment.means import Means
from connector.fulfillment.noting import note_endings
from connector.fulfillment.sweeping import in_a_line, log_seats, sweep
from connector.metrics import TRIED, Meters
from connector.prices.fetching import Way
from connector.prices.running import fetch_all, scopes_of
from connector.retail.client import RetailClient
from connector.settings import VARIABLES, Account, Connection, Settings, SettingsError, parse_settings
from connector.stopping import is_stopping
from connector.store import Store, StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    import httpx

    from connector.domain.prices.scopes import Month, Scope
    from connector.fulfillment.means import Client

_means: Final[dict[tuple[str, ...], Means]] = {}
_lock: Final = threading.Lock()
_log: Final = logging.getLogger("connector")
GLIMPSES: Final = Glimpses(time.monotonic)
_HASTY: Final = (2.0, 4.0)
"""Seconds for connecting to the platform, and for each wait for its data, where somebody sits and waits."""


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
    stopping: Callable[[], bool] = is_stopping,
) -> Means:
    """Put together what deliveries work with. A test brings its own wire, moves the clocks on, and does not sleep.

    `offset` moves the database's clock, and those by which calls are held back.
    """
    url = settings.database_url.reveal()
    store = Store(url, offset=offset) if offset else Store(url)
    clients = _Clients(transport, pause, stopping, offset or timedelta, store.meters)
    return replace(_put_together(settings, store, clients, pause), stopping=stopping)


def _tell_nobody(_scope: Scope, _month: Month, _rows: int, _total: int) -> None:
    """Keep to oneself how far it is."""


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
        yield _as_saved(_put_together(settings, store, clients, pause)), platform


@contextmanager
def working(settings: Settings, pause: Callable[[float], None] = time.sleep) -> Iterator[Means]:
    """Put together what a command on a desk works with, its store brought up to date, and close it afterwards."""
    with ExitStack() as closing:
        store, clients = Store(settings.database_url.reveal()), _Clients(None, pause)
        closing.callback(store.close)
        closing.callback(clients.close)
        store.ready()
        yield _put_together(settings, store, clients, pause).current()


def _as_saved(means: Means) -> Means:
    """Give the means with the saved accounts; without them where the database cannot tell, which a command finds by itself."""
    try:
        return means.current()
    except StoreError:
        return means


def _put_together(settings: Settings, store: Store, clients: _Clients, pause: Callable[[float], None]) -> Means:
    for secret in settings.secrets:
        log.register_secret(secret)
    for host in (host for account in settings.accounts for host in account.own_redemption_hosts):
        log.register_link_host(host)
    log.configure(settings.log_format)
    return Means(
        settings=settings,
        store=store,
        saved=SavedAccounts(store, settings.encryption_keys),
        client_for=clients,
        new_client=clients.fresh,
        monotonic=time.monotonic,
        pause=pause,
        new_id=new_id,
    )


def way_of(means: Means, told: Callable[[Scope, Month, int, int], None] = _tell_nobody) -> Way:
    """Say how price lists are fetched: as the settings want it, by this process."""
    settings = means.settings
    return Way(
        page_size=settings.price_list_page_size,
        type_field=settings.price_list_type_field,
        pause=means.pause,
        monotonic=means.monotonic,
        holder=f"prices {means.new_id()}",
        told=told,
    )


def fetch_price_lists(means: Callable[[], Means]) -> str:
    """Fetch every list that the settings name, for this month and the next. Gives what is wrong, for people; raises nothing."""
    return _told(lambda: _fetched(means().current()), "the price lists from being fetched")


def check_health(means: Callable[[], Means], client: ConnectClient) -> str:
    """Look at tokens, database and products as `check` does. Gives what is missing, for people; raises nothing."""
    return _told(lambda: _missing(means().current(), platform_of(client)), "the check from its end")


def sweep_seats(means: Callable[[], Means], client: ConnectClient) -> str:
    """Look for seats without a request, and log each. Gives what a person should look at; raises nothing."""
    return _told(lambda: _swept(means().current(), platform_of(client)), "the sweep from its end")


def _fetched(means: Means) -> str:
    wanted = [(scope, month) for scope in scopes_of(means.settings) for month in months_to_fetch(means.store.now().date())]
    fetched = fetch_all(means.settings, means.store, means.client_for, wanted, way_of(means))
    return " ".join(f"{one.scope} {one.month}: {one.text}" for one in fetched if one.needs_a_person)


def _missing(means: Means, platform: Platform) -> str:
    rows = rows_of(means, platform)
    log_rows(rows)
    return in_a_sentence(rows)


def _swept(means: Means, platform: Platform) -> str:
    try:
        untold = note_endings(means, platform)
    except StoreError as error:
        # Seats are paid for: they are listed all the same, where the database can be read.
        untold = f"which requests others answered: {error}"
    swept = sweep(means, platform, notes=True)
    log_seats(swept.found)
    told = [f"{in_a_line(one)}." for one in swept.found]
    why = "; ".join(dict.fromkeys(filter(None, (swept.why, untold))))
    return " ".join([*told, f"Not all was looked at: {why}."] if why else told)


def _told(run: Callable[[], str], what: str) -> str:
    """Run what a schedule of the platform wants, and say what came of it whatever happens."""
    try:
        return run()
    except SettingsError as error:
        return str(error)
    except StoreError as error:
        return f"The database cannot be used: {error}."
    except Exception as error:  # noqa: BLE001 - the last resort: the platform shows what leaves a handler to strangers.
        log_failure(f"a defect kept {what}", error)
        return f"A defect of the connector kept {what}: its log says where."


def trim_journal(means: Callable[[], Means]) -> str:
    """Trim what ended longer ago than the settings keep it. Gives what is wrong, for people; raises nothing."""
    try:
        found = means()
        found.store.ready()
        keep, forsaken = timedelta(days=found.settings.retention_days), looked_back(found.settings.return_window_days)
        gone = found.store.trim(keep, found.pause, forsaken=forsaken)
        _log.info("the journal was trimmed", extra={"event": "trimmed", **asdict(gone)})
    except SettingsError as error:
        return str(error)
    except StoreError as error:
        return f"The database cannot be used: {error}."
    except Exception as error:  # noqa: BLE001 - the last resort: the platform shows what leaves a handler to strangers.
        log_failure("the journal could not be trimmed", error)
        return "A defect of the connector kept the journal from being trimmed: its log says where."
    return ""


def platform_of(client: ConnectClient) -> Platform:
    """Give the platform as a delivery sees it, through the client that the runner injects."""
    return Platform(lean(client), monotonic=time.monotonic, now=_now)


def hasty_platform_of(client: ConnectClient) -> Platform:
    """Give the platform as a draft sees it: asked once, and not for long. The runner makes a client for each task."""
    client.max_retries = 0
    client.timeout = _HASTY
    return platform_of(client)


def hasty_client(key: str, endpoint: str) -> ConnectClient:
    """Give the platform's client with a caller's own key, as somebody needs it who sits and waits."""
    return ConnectClient(key, endpoint=endpoint, use_specs=False, max_retries=0, timeout=_HASTY)


def visible_to_extension(client: ConnectClient) -> Visible:
    """Give what the extension itself sees, through the client that the runner injects into an event: what its account sees."""
    client.max_retries = 0
    client.timeout = _HASTY
    return Visible(client, "extension", Glimpses(time.monotonic))


class _Clients:
    """One pooled client per account and process, made at first use; tokens are shared by those of one programme and API key."""

    def __init__(
        self,
        transport: httpx.BaseTransport | None,
        pause: Callable[[float], None],
        stopping: Callable[[], bool] = is_stopping,
        offset: Callable[[], timedelta] = timedelta,
        meters: Meters | None = None,
    ) -> None:
        self._meters = meters or Meters()
        self._transport = transport
        self._pause = pause
        self._stopping = stopping
        self._offset = offset
        self._tokens: dict[str, Tokens] = {}
        self._clients: dict[tuple[object, ...], Client] = {}
        self._lock = threading.Lock()

    def __call__(self, account: Account) -> Client:
        keys = (account.api_key.reveal(), account.adobe_client_secret.reveal(), account.scopes)
        key = (account.program, account.redemption_hosts, account.url, account.oauth_url, *keys)
        with self._lock:
            if key not in self._clients:
                tokens = self._tokens.setdefault(account.program, Tokens(time.monotonic))
                self._clients[key] = self._client(account, tokens, account.name)
            return self._clients[key]

    def fresh(self, account: Account) -> Client:
        """Give a client of its own, with a token of its own: to find out whether an account's credentials work. Close it."""
        return self._client(account, Tokens(time.monotonic), TRIED)

    def close(self) -> None:
        """Close every connection; the clients are of no use afterwards."""
        for client in self._clients.values():
            client.close()

    def _client(self, account: Account, tokens: Tokens, counted_as: str) -> Client:
        credentials = Credentials(
            url=account.url,
            oauth_url=account.oauth_url,
            api_key=account.api_key.reveal(),
            client_secret=account.adobe_client_secret,
            scopes=account.scopes,
        )
        make = AdobeClient if account.program == "vipmp" else partial(RetailClient, hosts=account.redemption_hosts)
        return make(
            credentials,
            transport=self._transport,
            clock=_now,
            monotonic=time.monotonic,
            new_id=new_id,
            pause=self._pause,
            tokens=tokens,
            gate=self._gate(),
            listen=partial(self._listen, counted_as),
        )

    def _listen(self, counted_as: str, record: CallRecord) -> None:
        log_call(record)
        self._meters.count_call(counted_as, record.outcome, record.status, record.code, record.milliseconds)

    def _gate(self) -> Gate:
        return Gate(lambda: _now() + self._offset(), lambda: time.monotonic() + self._offset().total_seconds(), self._stopping)


def _now() -> datetime:
    return datetime.now(UTC)


def new_id() -> str:
    """Give a random id."""
    return str(uuid.uuid4())
