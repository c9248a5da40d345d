"""The price of an offer on a day for a customer, from the lists that are kept, and how it was found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from connector.domain.prices.charging import choose, looks
from connector.domain.prices.scopes import Month

if TYPE_CHECKING:
    from datetime import date

    from connector.domain.prices.charging import Buyer
    from connector.domain.prices.lists import PriceList
    from connector.domain.prices.rows import PriceRow
    from connector.domain.prices.scopes import Scope
    from connector.store import Store


@dataclass(frozen=True)
class Price:
    """A price with its proof: the row, the list that it stands in, and the day by which the row was chosen.

    `exact_month` is false when no list of the order's month is kept and that of an earlier month had to do. `not_kept` names the
    types of lists that come before it for this customer and of which none is kept: what they say is not known.
    """

    row: PriceRow
    listed: PriceList
    day: date
    exact_month: bool
    not_kept: tuple[str, ...] = ()


def price_of(store: Store, offer_id: str, ordered: date, scope: Scope, buyer: Buyer) -> Price | None:
    """Give what Adobe charges for an order of a day, per unit and full term; `None` when no kept list says it.

    Of `scope` the account, region, segment and currency count; which type of list does follows from the buyer. The lists are
    those of the order's month, or of the last month before of which one is kept. Raises `StoreError`.
    """
    month, wanted = Month.of(ordered), looks(buyer, offer_id, ordered)
    not_kept: list[str] = []
    lists = store.offer_in_latest_price_lists([scope.typed(look.list_type) for look in wanted], month, offer_id)
    for look, found in zip(wanted, lists, strict=True):
        if found is None:
            not_kept.append(look.list_type)
            continue
        listed, rows = found
        row = choose(rows, look.day, buyer.discount_code)
        if row is not None:
            return Price(row, listed, look.day, listed.month == month, tuple(not_kept))
    return None
