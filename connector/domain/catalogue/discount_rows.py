"""The catalogue's rows for flexible discounts and for growth offers, which are discounts by a minimum quantity.

Sources: developer.adobe.com/vipmp/docs/references/error-handling, …/flex-discounts, …/customer-account/high-growth.
"""

from __future__ import annotations

from typing import Final

from connector.domain import parameters as ids
from connector.domain.meanings import (
    CREATE_SUBSCRIPTION,
    LIST_DISCOUNTS,
    ORDERS,
    PLACE_SWITCH,
    PREVIEW_SWITCH,
    RENEWALS,
    SET_AUTO_RENEWAL,
    SET_RENEWAL_CODE,
    correctable,
    defect,
    final,
    for_operator,
)

_WITH_CODES: Final = (*ORDERS, *RENEWALS, PREVIEW_SWITCH, PLACE_SWITCH, CREATE_SUBSCRIPTION, SET_RENEWAL_CODE)
_MINIMUMS: Final = (SET_AUTO_RENEWAL, SET_RENEWAL_CODE, CREATE_SUBSCRIPTION)
_CODES: Final = (ids.DISCOUNT_CODES,)
_DISCOUNTS: Final = "flex-discounts"

DISCOUNT_ROWS: Final = (
    for_operator(
        "1178",
        (LIST_DISCOUNTS,),
        "Adobe shows discounts only for countries of the distributor's contract. Ask for the contract's country.",
        page=_DISCOUNTS,
    ),
    correctable(
        "2141", _WITH_CODES, _CODES, "{items}: the company cannot have this discount. Clear the discount code, or give another."
    ),
    correctable(
        "2141",
        _WITH_CODES,
        _CODES,
        "{items}: the discount is for another market segment. Clear the discount code, or give another.",
        reason="MARKET_SEGMENT_MISMATCH",
    ),
    correctable(
        "2141",
        _WITH_CODES,
        _CODES,
        "{items}: the discount depends on a three-year commit that the company does not have. Clear the discount code, or ask for the commit first.",
        reason="INELIGIBLE_COMMITMENT_STATUS",
        page=_DISCOUNTS,
    ),
    correctable(
        "2141",
        _WITH_CODES,
        _CODES,
        "{items}: the discount needs a three-year commit, or more upgraded licences. Clear the discount code, or order again with more.",
        reason="INELIGIBLE_COMMITMENT_STATUS_OR_PERCENT_SEATS",
        page=_DISCOUNTS,
    ),
    correctable(
        "2141",
        _WITH_CODES,
        _CODES,
        "{items}: the discount needs a three-year commit to a higher quantity. Clear the discount code, or order again with more.",
        reason="INELIGIBLE_COMMITMENT_STATUS_OR_COMMIT_QUANTITY",
        page=_DISCOUNTS,
    ),
    correctable(
        "2141",
        _WITH_CODES,
        _CODES,
        "{items}: the company has no claim to this discount, with or without a three-year commit. Clear the discount code.",
        reason="INELIGIBLE_COMMITMENT_STATUS_OR_NOT_ELIGIBLE",
        page=_DISCOUNTS,
    ),
    correctable(
        "2141",
        _WITH_CODES,
        _CODES,
        "{items}: too few licences are upgraded for this discount. Clear the discount code, or order again with more.",
        reason="SEAT_UPGRADE_PERCENTAGE_NOT_MET",
        page=_DISCOUNTS,
    ),
    correctable("2142", (LIST_DISCOUNTS,), _CODES, "This discount code was used up. Clear it, or give another.", page=_DISCOUNTS),
    correctable(
        "2144",
        _WITH_CODES,
        _CODES,
        "{items}: this discount does not go together with another one. Clear one of the discount codes.",
    ),
    correctable("2145", _WITH_CODES, _CODES, "{items}: discount codes are for base products only. Clear the code of this one."),
    correctable("2146", _WITH_CODES, _CODES, "{items}: Adobe does not know this discount code. Correct it, or clear it."),
    defect("2147", _WITH_CODES, "more than one discount code on a line"),
    correctable(
        "2166",
        (*ORDERS, *RENEWALS),
        _CODES,
        "{items}: this discount is for companies with a three-year commit. Clear the discount code, or ask for the commit first.",
    ),
    for_operator(
        "5135",
        ORDERS,
        "Adobe does not accept the discount code of a high volume customer. Look up the customer's code at Adobe, and fulfil the request by hand.",
    ),
)

GROWTH_ROWS: Final = (
    for_operator("5123", _MINIMUMS, "Adobe does not know the code of the growth offer. Correct the catalogue."),
    final(
        "5124",
        _MINIMUMS,
        "The growth offer renews from a minimum quantity on, and this is below it. Order again with a higher quantity.",
    ),
    for_operator(
        "5125",
        _MINIMUMS,
        "Adobe does not accept the growth offer like this. Check that auto-renewal is on, with a quantity of at least the minimum.",
    ),
    final(
        "5126",
        _MINIMUMS,
        "The number of licences that the company has does not allow this growth offer. Order again with another one.",
    ),
    final(
        "5127",
        _MINIMUMS,
        "This growth offer cannot be chosen at this time. Order again with another one, or in the last 30 days before the anniversary date.",
    ),
    correctable(
        "5128",
        _MINIMUMS,
        (ids.COMMITMENT,),
        "This growth offer is for companies with a three-year commit. Ask for the commit, then order again.",
    ),
    correctable(
        "5129",
        _MINIMUMS,
        (ids.MINIMUM_LICENCES,),
        "The growth offer needs a three-year commit to at least its own minimum. Raise the committed licences, then order again.",
    ),
    final("5131", _MINIMUMS, "This quantity does not fit the growth offer. Order again with at least its minimum."),
    final(
        "5132",
        _MINIMUMS,
        "The company had this growth offer in its last commit already. Order again with a larger one, or without.",
    ),
)
