"""A simulated Adobe with price lists, a store and what fetches between them, for tests of price lists."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from typing import TYPE_CHECKING, Any, Final

from connector.adobe.client import AdobeClient
from connector.adobe.credentials import Credentials
from connector.domain.prices.scopes import Month, Scope
from connector.prices.fetching import Fetched, Way, fetch
from connector.settings import Secret
from connector.simulator.adobe import AdobeSimulator, InProcessTransport, SimulatorSettings

if TYPE_CHECKING:
    from collections.abc import Sequence

    import httpx

    from connector.domain.prices.rows import PriceRow
    from connector.simulator.adobe.calls import Call
    from connector.store import Store

NOW: Final = datetime(2026, 9, 14, 8, 0, tzinfo=UTC)
DISTRIBUTOR: Final = "D1000000000"
ACCOUNT: Final = f"production/{DISTRIBUTOR}"
SCOPE: Final = Scope(ACCOUNT, "NA", "COM", "USD")
MONTH: Final = Month(2026, 9)


class Shop:
    """Both ends of the wire. `pauses` holds what the fetching would have slept, `told` how far it said it was."""

    def __init__(
        self, store: Store, settings: SimulatorSettings | None = None, transport: httpx.BaseTransport | None = None
    ) -> None:
        self.store = store
        self.adobe = AdobeSimulator(lambda: NOW, settings)
        self.control = self.adobe.control
        currencies, segments = ("AUD", "EUR", "GBP", "JPY", "USD"), ("COM", "EDU", "GOV")
        self.control.add_partner("the-client-id", "the-client-secret", DISTRIBUTOR, currencies, segments)
        self.pauses: list[float] = []
        self.told: list[tuple[int, int]] = []
        self._ids = count(1)
        self._ticks = 0.0
        self.client = self.new_client(transport)

    def new_client(self, transport: httpx.BaseTransport | None = None) -> AdobeClient:
        """Make a client of the simulated Adobe, or of what stands in front of it."""
        return AdobeClient(
            Credentials("https://adobe.invalid", "https://ims.invalid", "the-client-id", Secret("the-client-secret")),
            transport=transport or InProcessTransport(self.adobe),
            clock=lambda: NOW,
            monotonic=lambda: self._ticks,
            new_id=lambda: f"id-{next(self._ids)}",
            pause=self.pause,
            listen=lambda _record: None,
        )

    def way(self, page_size: int = 50, **changes: Any) -> Way:  # noqa: ANN401 - the fields of a `Way`.
        """Say how lists are fetched."""
        named: dict[str, Any] = {
            "page_size": page_size,
            "type_field": "priceListType",
            "pause": self.pause,
            "monotonic": lambda: self._ticks,
            "holder": "worker 1",
            "told": lambda _scope, _month, rows, total: self.told.append((rows, total)),
        }
        return Way(**{**named, **changes})

    def fetch(self, page_size: int = 50, scope: Scope = SCOPE, month: Month = MONTH, **changes: Any) -> Fetched:  # noqa: ANN401 - see `way`.
        """Fetch one list."""
        return fetch(self.client, self.store, scope, month, self.way(page_size, **changes))

    def pause(self, seconds: float) -> None:
        """Wait, without sleeping: the monotonic clock goes on."""
        self.pauses.append(seconds)
        self.tick(seconds)

    def tick(self, seconds: float) -> None:
        """Let the monotonic clock go on."""
        self._ticks += seconds

    def fetch_few(self, **which: Any) -> Fetched:  # noqa: ANN401 - as `fetch`.
        """Fetch a list of which Adobe refuses an attribute once."""
        self.control.fault("POST /v3/pricelist", "refused", code="5122", message="Invalid Request")
        return self.fetch(**which)

    def pages(self) -> list[Call]:
        """Give the calls for pages that Adobe got, oldest first."""
        return self.control.calls(path_contains="/v3/pricelist")

    def kept(self, fetched: Fetched) -> list[PriceRow]:
        """Give every row of the list that was kept."""
        assert fetched.kept is not None
        return list(self.store.price_rows(fetched.kept.id))


def an_offer(number: int = 1, **changes: object) -> dict[str, Any]:
    """Write an offer as Adobe does; a change to `None` leaves an attribute out."""
    offer = {
        "offerId": f"{65_304_000 + number}CA01A12",
        "productFamily": "Sample Studio",
        "productType": "Subscription New",
        "levelDetails": "Level 1 1 - 9",
        "firstOrderDate": "2026-01-01T00:00:00.000Z",
        "lastOrderDate": "2026-12-31T00:00:00.000Z",
        "partnerPrice": "1206.84",
        "estimatedStreetPrice": "1508.55",
        "duration": "12 Months",
        **changes,
    }
    return {name: value for name, value in offer.items() if value is not None}


def offers(number: int) -> list[dict[str, Any]]:
    """Write so many offers, each another one."""
    return [an_offer(one) for one in range(1, number + 1)]


def queries(calls: Sequence[Call]) -> list[str]:
    """Give the queries of calls."""
    return [call.query for call in calls]


class Abandoned(BaseException):
    """The worker is gone: nothing of it runs any more."""


def abandon(*_progress: object) -> None:
    """Vanish right after the first piece was kept."""
    raise Abandoned
