"""What a line costs: proration to the day before the anniversary, in decimal arithmetic. It never touches a float.

Source: developer.adobe.com/vipmp/docs/order-management/preview-order (pricing) and the programme's proration worksheet.
"""

from __future__ import annotations

from calendar import isleap
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from connector.simulator.adobe.catalogue import CENT
from connector.simulator.adobe.clock import years_after

_DAILY: Final = Decimal("0.000000001")


@dataclass(frozen=True)
class Span:
    """The days that an order pays: from the order day to the day before `end`."""

    start: date
    end: date

    @property
    def days(self) -> int:
        """Give the number of billed days."""
        return (self.end - self.start).days

    @property
    def year_days(self) -> int:
        """Give 366 when the contract year that ends at `end` contains a 29 February, else 365."""
        return 366 if _contains_leap_day(years_after(self.end, -1), self.end) else 365


def price_line(unit: Decimal, quantity: int, span: Span) -> dict[str, Decimal]:
    """Give the four price fields of a line; `unit` is the full-year unit price at the level that is sold."""
    daily = (unit / span.year_days).quantize(_DAILY, ROUND_HALF_UP)
    return {
        "partnerPrice": unit.quantize(CENT),
        "discountedPartnerPrice": unit.quantize(CENT),
        "netPartnerPrice": (daily * span.days).quantize(CENT, ROUND_HALF_UP),
        "lineItemPartnerPrice": (daily * span.days * quantity).quantize(CENT, ROUND_HALF_UP),
    }


def _contains_leap_day(start: date, end: date) -> bool:
    leap_days = (date(year, 2, 29) for year in range(start.year, end.year + 1) if isleap(year))
    return any(start <= day <= end - timedelta(days=1) for day in leap_days)
