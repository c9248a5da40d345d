"""A desk at which one price list is fetched, and what it is called there."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from connector.domain.prices.scopes import Month
from tests.commands.desk import Desk, now
from tests.prices.shop import an_offer

if TYPE_CHECKING:
    from tests.commands.desk import Platforms

LIST: Final = {"distributor_id": "D1000000000", "region": "NA", "market_segment": "COM", "currency": "USD"}
THIS: Final = Month.of(now().date())
OFFER: Final = "65304001CA01A12"
ALWAYS: Final = {"firstOrderDate": "2020-01-01T00:00:00.000Z", "lastOrderDate": "2099-12-31T00:00:00.000Z"}


def a_price_desk(platforms: Platforms) -> Desk:
    """Give a desk at which one price list is fetched, and prices are made with a margin."""
    rules = [{"way": "margin", "percent": "20"}]
    return Desk({**platforms.variables, "PRICE_LISTS": json.dumps([LIST]), "PRICE_RULES": json.dumps(rules)})


def publish(platforms: Platforms, *prices: str, month: Month = THIS) -> None:
    """Let Adobe publish a list of offers that cost this much."""
    rows = [an_offer(number, partnerPrice=price, **ALWAYS) for number, price in enumerate(prices, 1)]
    platforms.adobe.control.put_price_list(rows, month=str(month))
