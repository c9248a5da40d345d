"""What the routes of price lists take and answer. Amounts are exact texts, days and times ISO 8601; the empty is not there."""

from __future__ import annotations

from datetime import date
from typing import Final

from connector.wire import WireModel


class Snapshot(WireModel):
    """A kept price list. `status` is fetching, incomplete or published; `rows` of `total` are kept; `scope` names the list.

    `asked_for` is all or few: of few attributes, suggested prices and product texts are missing.
    """

    id: int
    scope: str
    account: str
    region: str
    segment: str
    currency: str
    type: str
    month: str
    status: str
    asked_for: str = "all"
    revision: int | None = None
    rows: int
    total: int | None = None
    problem: str = ""
    began_at: str
    fetched_at: str = ""
    seen_at: str = ""
    approved: bool = False


class SnapshotsListed(WireModel):
    """One page of kept price lists, the newest first; `next` goes into `after`."""

    snapshots: tuple[Snapshot, ...] = ()
    next: str | None = None


class DifferenceShown(WireModel):
    """One difference. `kinds` are added, removed, price, dates, attributes, indicator; or disagreement: `said` and `seen`."""

    kinds: tuple[str, ...]
    offer_id: str
    discount_code: str = ""
    first_order: str = ""
    last_order: str = ""
    partner_before: str = ""
    partner: str = ""
    street_before: str = ""
    street: str = ""
    since: str = ""
    said: str = ""
    seen: str = ""


class DifferencesListed(WireModel):
    """One page of the differences between two lists, in the order of offers; `next` goes into `after`."""

    older: Snapshot
    newer: Snapshot
    differences: tuple[DifferenceShown, ...] = ()
    next: str | None = None


class PriceShown(WireModel):
    """A price, and the row of the list that it was read from, by `day`.

    `not_kept` names types of lists (3YC, STD-LGA) that come first for this customer, and of which none is kept.
    """

    offer_id: str
    partner_price: str = ""
    street_price: str = ""
    currency: str
    day: str
    first_order: str
    last_order: str
    discount_code: str = ""
    exact_month: bool
    not_kept: tuple[str, ...] = ()
    snapshot: Snapshot


class PricesFound(WireModel):
    """What Adobe charges on a day: one price for an offer, several for a product."""

    prices: tuple[PriceShown, ...]


class ItemWritten(WireModel):
    """An item of the marketplace's product."""

    mpn: str
    name: str = ""


class Approval(WireModel):
    """Which list is approved."""

    list: int


class Export(WireModel):
    """What to export. `form` is price-manager or flat-list; `part` is workbook, or leftovers as CSV. `effective` is a day."""

    list: int
    form: str
    currency: str
    part: str = "workbook"
    product: str = ""
    items: tuple[ItemWritten, ...] = ()
    three_year: int | None = None
    reseller: str = "*"
    effective: date | None = None
    rating: str = "3YC"
    vendor: str = ""
    vendor_name: str = ""


_SNAPSHOT: Final = {
    "id": 12,
    "scope": "production/D1000000000 NA COM USD STANDARD",
    "account": "production/D1000000000",
    "region": "NA",
    "segment": "COM",
    "currency": "USD",
    "type": "STANDARD",
    "month": "202603",
    "status": "published",
    "asked_for": "all",
    "revision": 2,
    "rows": 48211,
    "total": 48211,
    "began_at": "2026-03-01T02:00:00+00:00",
    "fetched_at": "2026-03-01T02:04:11+00:00",
}
LISTED: Final = {"snapshots": [_SNAPSHOT], "next": "12"}
DIFFERENCES: Final = {
    "older": {**_SNAPSHOT, "id": 11, "revision": 1},
    "newer": _SNAPSHOT,
    "differences": [
        {
            "kinds": ["price"],
            "offer_id": "65304470CA01A12",
            "partner_before": "100.00",
            "partner": "110.00",
            "since": "2026-03-01",
        }
    ],
    "next": "50",
}
FOUND: Final = {
    "prices": [
        {
            "offer_id": "65304470CA01A12",
            "partner_price": "100.00",
            "street_price": "130.00",
            "currency": "USD",
            "day": "2026-03-05",
            "first_order": "2026-01-01",
            "last_order": "2099-12-31",
            "exact_month": True,
            "snapshot": _SNAPSHOT,
        }
    ]
}
APPROVAL: Final = {"list": 12}
APPROVED: Final = {**_SNAPSHOT, "approved": True}
EXPORT: Final = {"list": 12, "form": "price-manager", "currency": "USD", "product": "PRD-000-000-001"}
"""Examples for OpenAPI."""
