"""The catalogue's rows for price lists.

Sources: developer.adobe.com/vipmp/docs/references/error-handling, …/manage-pricing.
"""

from __future__ import annotations

from typing import Final

from connector.domain.meanings import FETCH_PRICE_LIST, for_operator

_FETCH: Final = (FETCH_PRICE_LIST,)
_PRICING: Final = "manage-pricing"

PRICE_LIST_ROWS: Final = (
    for_operator(
        "1159", _FETCH, "The distributor's contract is inactive, so Adobe shows no prices at all. Ask Adobe.", page=_PRICING
    ),
    for_operator(
        "1160",
        _FETCH,
        "The market segment is not in the distributor's contract. Correct market_segment of the account, or leave this list out.",
        page=_PRICING,
    ),
    for_operator(
        "1161",
        _FETCH,
        "The currency or region is not in the distributor's contract. Correct currency of the account, or leave this list out.",
        page=_PRICING,
    ),
    for_operator(
        "1162",
        _FETCH,
        "Adobe has no such price list, or no further page of it. Next month's often comes later: try again then.",
        page=_PRICING,
    ),
    for_operator(
        "5122", _FETCH, "Adobe does not accept what was asked for: month, filters or attributes. Correct them.", page=_PRICING
    ),
)
