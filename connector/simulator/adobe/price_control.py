"""What those who run the simulator do with its price lists: publish, change under the reader's hands, withdraw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connector.simulator.adobe.price_shelf import ListName, MadeUpOffers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from connector.simulator.adobe.backstage import Backstage


class PriceControl:
    """Steers the price lists; thread-safe. Offers are given with Adobe's own attribute names."""

    _backstage: Backstage

    def put_price_list(
        self,
        offers: Sequence[Mapping[str, Any]],
        *,
        month: str,
        region: str = "NA",
        segment: str = "COM",
        currency: str = "USD",
        list_type: str = "STANDARD",
    ) -> None:
        """Publish a list; one of the same name is replaced."""
        with self._backstage.lock:
            self._backstage.world.price_shelf.put(ListName(region, segment, currency, month, list_type), list(offers))

    def make_up_price_list(
        self,
        rows: int,
        *,
        month: str,
        region: str = "NA",
        segment: str = "COM",
        currency: str = "USD",
        list_type: str = "STANDARD",
        every: int = 0,
        more: int = 100,
    ) -> None:
        """Publish a list of any size whose rows follow from their numbers; every `every`-th costs `more` cents more."""
        made_up = MadeUpOffers(rows, every=every, more=more)
        with self._backstage.lock:
            self._backstage.world.price_shelf.put(ListName(region, segment, currency, month, list_type), made_up)

    def drift_price_list(
        self,
        offers: Sequence[Mapping[str, Any]],
        *,
        after_pages: int,
        month: str,
        region: str = "NA",
        segment: str = "COM",
        currency: str = "USD",
        list_type: str = "STANDARD",
    ) -> None:
        """Let a list become another one after so many further pages. `LookupError` when there is none of that name."""
        with self._backstage.lock:
            name = ListName(region, segment, currency, month, list_type)
            self._backstage.world.price_shelf.drift(name, list(offers), after_pages)

    def withdraw_price_list(
        self, *, month: str, region: str = "NA", segment: str = "COM", currency: str = "USD", list_type: str = "STANDARD"
    ) -> None:
        """Take a list away. `LookupError` when there is none of that name."""
        with self._backstage.lock:
            self._backstage.world.price_shelf.withdraw(ListName(region, segment, currency, month, list_type))
