"""Rows of price lists for tests, written in one line each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connector.domain.prices.rows import read_row

if TYPE_CHECKING:
    from connector.domain.prices.rows import PriceRow


def a_row(offer_id: str = "65304470CA01A12", first: str = "2026-01-01", last: str = "2026-12-31", **attributes: str) -> PriceRow:
    """Write a row; `partner`, `street` and `code` stand for Adobe's longer names."""
    names = {"partner": "partnerPrice", "street": "estimatedStreetPrice", "code": "discountCode"}
    given = {"partner": "100.00", "street": "125.00", **attributes}
    renamed = {names.get(name, name): value for name, value in given.items()}
    return read_row({"offerId": offer_id, "firstOrderDate": first, "lastOrderDate": last, **renamed})
