"""What a delivery works with: everything that comes from the world, put together once per process."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from connector.adobe.client import AdobeClient
    from connector.settings import Account, Settings
    from connector.store import Store


@dataclass(frozen=True)
class Means:
    """Settings, memory, clients and time. `monotonic` and `pause` are in seconds, `new_id` gives a random text each time."""

    settings: Settings
    store: Store
    client_for: Callable[[Account], AdobeClient]
    monotonic: Callable[[], float]
    pause: Callable[[float], None]
    new_id: Callable[[], str]
