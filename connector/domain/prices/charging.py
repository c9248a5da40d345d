"""What Adobe charges for an offer on a day: which list is looked into, by which day, and which of its rows counts.

The offer is the one that PREVIEW returned: it carries the level that is really due.
Source: developer.adobe.com/vipmp/docs/manage-pricing and its flow chart for customers with a three-year commit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from connector.domain.offers import is_consumable
from connector.domain.prices.scopes import LARGE_GOVERNMENT, STANDARD, THREE_YEAR

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from connector.domain.prices.rows import PriceRow


@dataclass(frozen=True)
class Buyer:
    """What counts of a customer for its prices; one without anything pays the standard list.

    The start of a three-year commit is that of its first acceptance: an early renewal does not move it. Licences and consumables
    are committed separately. `discount_code` is that of a high-volume customer, `HVD_L18_POST`.
    """

    licences_since: date | None = None
    consumables_since: date | None = None
    discount_code: str = ""
    large_government: bool = False

    def committed_since(self, offer_id: str) -> date | None:
        """Since when the customer is committed for this kind of offer; `None` when it is not."""
        return self.consumables_since if is_consumable(offer_id) else self.licences_since


@dataclass(frozen=True)
class Look:
    """One list to look into, and the day by which its rows are chosen."""

    list_type: str
    day: date


def looks(buyer: Buyer, offer_id: str, ordered: date) -> tuple[Look, ...]:
    """Give the lists in which the price may stand, the first that has a row counts.

    A commitment holds on to the price of the day on which it began; everything else goes by the day of the order.
    """
    found = []
    since = buyer.committed_since(offer_id)
    if since is not None:
        found.append(Look(THREE_YEAR, since))
    if buyer.large_government:
        found.append(Look(LARGE_GOVERNMENT, ordered))
    return (*found, Look(STANDARD, ordered))


def choose(rows: Iterable[PriceRow], day: date, discount_code: str) -> PriceRow | None:
    """Choose among one offer's rows the one that counts on a day; `None` when none covers it.

    A row with the customer's own discount code comes first, then one without any; another customer's code never counts. Of
    windows that overlap, the one that began last counts.
    """
    fitting = [row for row in rows if row.covers(day) and row.discount_code in {"", discount_code}]
    return max(fitting, key=lambda row: (row.discount_code, row.first_order, row.last_order), default=None)
