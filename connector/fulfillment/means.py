"""What a delivery works with: everything that comes from the world, put together once per process."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from connector.adobe.client import AdobeClient
    from connector.retail.client import RetailClient
    from connector.settings import Account, Settings
    from connector.store import Store

    Client = AdobeClient | RetailClient
    """Either programme's client: both send a journaled call in one attempt, and raise the same errors."""


def _goes_on() -> bool:
    return False


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
    stopping: Callable[[], bool] = _goes_on
