"""Price lists that a connector has kept: two months, a revision in which a price moved too far, committed prices beside them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from connector.commands.demo.stage import DISTRIBUTOR
from connector.domain.prices.rows import read_row
from connector.domain.prices.scopes import THREE_YEAR, Month, Scope
from connector.store import Store
from tests.browser.visiting import ALL_APPS, PHOTOSHOP
from tests.prices.shop import an_offer

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self

    from connector.commands.demo.stage import Stage
    from connector.domain.prices.lists import PriceList
    from connector.store import Lease

SCOPE: Final = Scope(f"production/{DISTRIBUTOR}", "NA", "COM", "USD")
WITHOUT_ITEM: Final = "65311111CA"
_LEVELS: Final = {"01": "Level 1 1 - 9", "02": "Level 2 10 - 49", "03": "Level 3 50 - 99", "04": "Level 4 100+"}
_PATIENCE: Final = timedelta(hours=6)

Prices = dict[str, int]
FIRST: Final[Prices] = {PHOTOSHOP: 400, ALL_APPS: 900, WITHOUT_ITEM: 50}
DEARER: Final[Prices] = {PHOTOSHOP: 600, ALL_APPS: 900, WITHOUT_ITEM: 50, "65322222CA": 75}


def offers_of(prices: Mapping[str, int]) -> list[dict[str, object]]:
    """Write four levels of each product, each dollar of a level beneath the one before."""
    return [
        an_offer(
            offerId=f"{product}{level}A12",
            levelDetails=words,
            partnerPrice=f"{dollars - step}.00",
            estimatedStreetPrice=f"{(dollars - step) * 5 // 4}.50",
            firstOrderDate="2020-01-01T00:00:00.000Z",
            lastOrderDate="2099-12-31T00:00:00.000Z",
        )
        for product, dollars in prices.items()
        for step, (level, words) in enumerate(_LEVELS.items())
    ]


class PastLists:
    """Keeps lists in the stage's database. Use it as a context manager: a fetch that was begun is given up at its end."""

    def __init__(self, stage: Stage) -> None:
        self._store = Store(stage.environment.variables["DATABASE_URL"])
        self._lease: Lease
        today = self._store.now().date()
        self.month = Month.of(today)
        self.month_before = Month.of(self.month.first_day - timedelta(days=1))

    def __enter__(self) -> Self:
        lease = self._store.lease(("price lists of a test",), "a test")
        assert lease is not None
        self._lease = lease
        return self

    def __exit__(self, *_error: object) -> None:
        self._lease.release()
        self._store.close()

    def keep(self, prices: Prices, *, month: Month | None = None, committed: bool = False) -> PriceList:
        """Keep a list as published."""
        rows = offers_of(prices)
        begun = self.begin(month or self.month, committed=committed)
        return self._store.publish_price_list(self._lease, self.fetch(begun, rows, len(rows)))

    def begin(self, month: Month, *, committed: bool = False) -> PriceList:
        """Begin to fetch a list."""
        scope = SCOPE.typed(THREE_YEAR) if committed else SCOPE
        return self._store.begin_price_list(self._lease, scope, month, patience=_PATIENCE)

    def fetch(self, begun: PriceList, rows: list[dict[str, object]], total: int) -> PriceList:
        """Keep further rows of a list that is being fetched."""
        return self._store.add_price_rows(self._lease, begun, [read_row(one) for one in rows], len(rows), total)

    def publish(self, fetched: PriceList) -> PriceList:
        """End a fetch."""
        return self._store.publish_price_list(self._lease, fetched)

    def refuse(self, month: Month, problem: str) -> None:
        """Keep a list as incomplete."""
        self._store.refuse_price_list(self._lease, self.begin(month), problem)

    def approved_by(self, listed: PriceList) -> str | None:
        """Tell who approved a list."""
        return self._store.price_list(listed.id).approved_by
