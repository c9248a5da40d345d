"""What a delivery works with: everything that comes from the world, put together once per process."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from connector.adobe.client import AdobeClient
    from connector.fulfillment.accounts import SavedAccounts
    from connector.retail.client import RetailClient
    from connector.settings import Account, Settings
    from connector.store import Store

    Client = AdobeClient | RetailClient
    """Either programme's client: both send a journaled call in one attempt, and raise the same errors."""


_KEPT_EVERY: Final = 30.0
_TOLD_EVERY: Final = 600.0


@dataclass(frozen=True)
class Means:
    """Settings, memory, clients and time. `settings` are those of the variables until `current` adds what was saved.

    Those of the variables are then `configured` still.
    `client_for` gives an account's client, `new_client` one that shares nothing with any other. `monotonic` and `pause` are in
    seconds, `new_id` gives a random text each time. `patience` is for how many seconds a draft's looks may last: somebody sits in
    front of the form and waits. `stopping` tells whether this process was told to stop.
    """

    settings: Settings
    store: Store
    saved: SavedAccounts
    client_for: Callable[[Account], Client]
    new_client: Callable[[Account], Client]
    monotonic: Callable[[], float]
    pause: Callable[[float], None]
    new_id: Callable[[], str]
    patience: float = 4.0
    stopping: Callable[[], bool] = bool  # Called without arguments it says no.
    configured: Settings | None = None

    def keep_meters(self) -> None:
        """Bring what this process counted to the database, and into the log, where it is time. Raises nothing of the store's."""
        now = self.monotonic()
        if self.store.meters.is_time("keep", _KEPT_EVERY, now):
            self.store.keep_meters()
        if self.store.meters.is_time("tell", _TOLD_EVERY, now):
            self.store.tell_meters()

    def current(self) -> Means:
        """Give the same with the accounts that were saved in the console: one cheap read, where nothing was saved since.

        Raises `SettingsError` where a saved account cannot be opened, `StoreError` where the database is away.
        """
        settings = self.saved.beside(self.settings)
        return self if settings is self.settings else replace(self, settings=settings, configured=self.settings)
