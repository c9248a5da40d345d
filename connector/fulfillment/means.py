"""What a delivery works with: everything that comes from the world, put together once per process."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from connector.adobe.client import AdobeClient
    from connector.retail.client import RetailClient
    from connector.settings import Account, Settings
    from connector.store import Store

    Client = AdobeClient | RetailClient
    """Either programme's client: both send a journaled call in one attempt, and raise the same errors."""


_KEPT_EVERY: Final = 30.0
_TOLD_EVERY: Final = 600.0


@dataclass(frozen=True)
class Means:
    """Settings, memory, clients and time. `monotonic` and `pause` are in seconds, `new_id` gives a random text each time.

    `patience` is for how many seconds a draft's looks may last: somebody sits in front of the form and waits. `stopping` tells
    whether this process was told to stop.
    """

    settings: Settings
    store: Store
    client_for: Callable[[Account], Client]
    monotonic: Callable[[], float]
    pause: Callable[[float], None]
    new_id: Callable[[], str]
    patience: float = 4.0
    stopping: Callable[[], bool] = bool  # Called without arguments it says no.

    def keep_meters(self) -> None:
        """Bring what this process counted to the database, and into the log, where it is time. Raises nothing of the store's."""
        now = self.monotonic()
        if self.store.meters.is_time("keep", _KEPT_EVERY, now):
            self.store.keep_meters()
        if self.store.meters.is_time("tell", _TOLD_EVERY, now):
            self.store.tell_meters()
