"""The catalogue's rows for resellers, and for updates of what is at Adobe already.

Sources: developer.adobe.com/vipmp/docs/references/error-handling, …/reseller-account/update-reseller-account, …/lga.
"""

from __future__ import annotations

from typing import Final

from connector.domain import parameters as ids
from connector.domain.meanings import (
    CREATE_RESELLER,
    LIST_RESELLERS,
    NO_CUSTOMER,
    READ_RESELLER,
    UPDATE_CUSTOMER,
    UPDATE_RESELLER,
    correctable,
    defect,
    final,
    for_operator,
    transient,
)

_CUSTOMER: Final = (UPDATE_CUSTOMER,)
_NAMED: Final = (ids.COMPANY_NAME, ids.REGION, ids.COUNTRY)
_UPDATE_PAGE: Final = "reseller-account/update-reseller-account"
_LARGE_GOVERNMENT: Final = "lga"
_ADDRESS: Final = (
    "Adobe did not accept the company's address. Check street, city, region, postal code and country: they must fit together."
)
_FIXED: Final = (
    "Adobe lets nobody change the name, country or region of a company. Put back what it was; for a real change your "
    "distributor must ask Adobe's support first."
)
_REMOVED: Final = "a market segment of the reseller removed, which it does not allow"

RESELLER_ROWS: Final = (
    for_operator("1114", (CREATE_RESELLER,), "Adobe does not know the distributor. Correct distributor_id of the account."),
    for_operator(
        "1115",
        (READ_RESELLER, UPDATE_RESELLER),
        "Adobe does not know the reseller. Correct adobe_reseller_id of the tier configuration.",
    ),
    for_operator("1116", _CUSTOMER, NO_CUSTOMER),
    correctable("1118", (CREATE_RESELLER, UPDATE_RESELLER), ids.of_reseller(ids.ADDRESS), _ADDRESS),
    correctable("1118", _CUSTOMER, ids.ADDRESS, _ADDRESS),
    correctable("1119", (UPDATE_RESELLER,), ids.of_reseller(_NAMED), _FIXED),
    correctable("1119", _CUSTOMER, _NAMED, _FIXED),
    transient(
        "1125",
        (UPDATE_RESELLER, UPDATE_CUSTOMER),
        "Adobe takes no new data for this company now: its account is pending or blocked. The request goes on by itself.",
    ),
    defect("1132", (LIST_RESELLERS,), "a search filter that it does not know"),
    defect("1134", (UPDATE_RESELLER,), _REMOVED, reason="INVALID_CUSTOMER_MARKET_SEGMENT", page=_UPDATE_PAGE),
    for_operator(
        "1139", _CUSTOMER, "The distributor is not enabled for global sales. Ask Adobe to enable it, or leave global sales off."
    ),
    for_operator("1140", _CUSTOMER, "The customer cannot be enabled for global sales. Ask Adobe's support why."),
    final("1142", _CUSTOMER, "Adobe has global sales in the commercial segment only. Leave global sales off."),
    for_operator(
        "1163",
        _CUSTOMER,
        "Large government agencies are customers of the market segment GOV. Change the segment first, or leave the customer as it is.",
        page=_LARGE_GOVERNMENT,
    ),
    for_operator(
        "1164",
        _CUSTOMER,
        "The distributor is not enabled for large government agencies. Ask Adobe to enable it, or leave the customer as it is.",
        page=_LARGE_GOVERNMENT,
    ),
    final(
        "1167",
        _CUSTOMER,
        "Adobe has large government agencies in the United States and Canada only. Leave the customer as it is.",
        page=_LARGE_GOVERNMENT,
    ),
    final(
        "1169",
        _CUSTOMER,
        "The company has products that large government agencies cannot have. Switch their auto-renewal off first.",
        page=_LARGE_GOVERNMENT,
    ),
    final(
        "1170",
        _CUSTOMER,
        "The company renews too few licences for a large government agency. Let it renew more than 100 first.",
        page=_LARGE_GOVERNMENT,
    ),
    defect("2126", (CREATE_RESELLER, UPDATE_RESELLER, UPDATE_CUSTOMER), "the reference too long"),
    for_operator(
        "2135",
        (CREATE_RESELLER, UPDATE_RESELLER),
        "The distributor may not sell in the account's market segment. Correct market_segment, or check the contract with Adobe.",
    ),
    for_operator(
        "2135",
        _CUSTOMER,
        "The customer's reseller does not sell in the customer's market segment. Have the reseller enabled for it.",
    ),
    defect("5122", (UPDATE_RESELLER,), _REMOVED, page=_UPDATE_PAGE),
)
