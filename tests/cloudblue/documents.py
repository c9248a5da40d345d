"""A marketplace request as the platform sends it, with everything that every request has, and ways to change single parts."""

from __future__ import annotations

from copy import deepcopy
from typing import Any, Final

_PURCHASE: Final[dict[str, Any]] = {
    "id": "PR-1000-0000-0000-001",
    "type": "purchase",
    "status": "pending",
    "note": "",
    "created": "2026-02-01T10:00:00+00:00",
    "marketplace": {"id": "MP-10000", "name": "A Marketplace"},
    "asset": {
        "id": "AS-1000-0000-0000",
        "status": "processing",
        "product": {"id": "PRD-100-000-000", "name": "Adobe VIP"},
        "connection": {"id": "CT-1000-0000", "type": "production"},
        "marketplace": {"id": "MP-10000", "name": "A Marketplace"},
        "items": [
            {
                "id": "PRD_100_000_000_0001",
                "global_id": "PRD-100-000-000-0001",
                "mpn": "65304470CA",
                "display_name": "Photoshop",
                "quantity": "10",
                "old_quantity": "0",
                "item_type": "Reservation",
            }
        ],
        "params": [
            {"id": "action_type", "phase": "ordering", "type": "dropdown", "value": "purchase", "value_error": ""},
            {"id": "customer_region", "phase": "ordering", "type": "text", "value": "", "value_error": "Wrong region"},
            {"id": "adobe_orders", "phase": "fulfillment", "type": "object", "value": "", "structured_value": {"orders": []}},
        ],
        "tiers": {
            "customer": {
                "id": "TA-1000-0000-0000",
                "name": "End Customer Inc",
                "contact_info": {
                    "address_line1": "1 Test Street",
                    "address_line2": "",
                    "city": "Irvine",
                    "state": "California",
                    "postal_code": "92612",
                    "country": "us",
                    "contact": {
                        "first_name": "Ann",
                        "last_name": "Example",
                        "email": "ann@customer.example",
                        "phone_number": {"country_code": "+1", "area_code": "555", "phone_number": "8677089", "extension": ""},
                    },
                },
            },
            "tier1": {"id": "TA-2000-0000-0000", "name": "Tier 1 Reseller"},
        },
        "configuration": {
            "params": [
                {"id": "preferred_language", "value": "en-US"},
                {"id": "Adobe_Currency", "value": None},
            ]
        },
    },
}


def a_document() -> dict[str, Any]:
    """Give a fresh purchase request as the platform sends it."""
    return deepcopy(_PURCHASE)


def with_part(path: str, value: object) -> dict[str, Any]:
    """Give the request with one part set: `asset.items.0.quantity`."""
    document = a_document()
    holder, name = _at(document, path)
    holder[name] = value
    return document


def without_part(path: str) -> dict[str, Any]:
    """Give the request with one part taken away."""
    document = a_document()
    holder, name = _at(document, path)
    del holder[name]
    return document


def _at(document: Any, path: str) -> tuple[Any, Any]:  # noqa: ANN401 - the platform's JSON.
    *steps, last = (int(step) if step.isdigit() else step for step in path.split("."))
    for step in steps:
        document = document[step]
    return document, last
