"""The catalogue's rows for customers: creating, reading and finding them.

Sources: developer.adobe.com/vipmp/docs/references/error-handling, …/customer-account/create-customer-account, …/lga.
"""

from __future__ import annotations

from typing import Final

from connector.domain import parameters as ids
from connector.domain.meanings import (
    CREATE_CUSTOMER,
    LIST_CUSTOMERS,
    NO_CUSTOMER,
    READ_CUSTOMER,
    READ_HISTORY,
    READ_OPEN_ACQUISITIONS,
    correctable,
    defect,
    final,
    for_operator,
)

_CREATE: Final = (CREATE_CUSTOMER,)
_LARGE_GOVERNMENT: Final = "lga"

CUSTOMER_ROWS: Final = (
    for_operator(
        "1115",
        (CREATE_CUSTOMER, LIST_CUSTOMERS),
        "Adobe does not know the reseller. Correct adobe_reseller_id of the tier-1 configuration, or default_reseller_id of the account.",
    ),
    for_operator(
        "1116",
        (READ_CUSTOMER, READ_HISTORY, READ_OPEN_ACQUISITIONS),
        NO_CUSTOMER,
    ),
    correctable(
        "1118",
        _CREATE,
        ids.ADDRESS,
        "Adobe did not accept the company's address. Check street, city, region, postal code and country: they must fit together.",
    ),
    for_operator(
        "1126",
        _CREATE,
        "The reseller is inactive at Adobe, so no customer can be created under it. Have it activated; the request then goes on by itself.",
        "The request waits until your reseller is active at Adobe. You need not do anything.",
    ),
    correctable(
        "1127",
        _CREATE,
        (ids.USER_EMAIL, ids.COMPANY_NAME),
        "Adobe already knows a company with this name and this administrator. Give another e-mail address for the administrator, or another company name.",
    ),
    defect("1132", (READ_HISTORY,), "a search filter that it does not know"),
    defect("1133", (READ_HISTORY,), "a page asked for beyond the last one"),
    correctable(
        "1147",
        _CREATE,
        (ids.COMMITMENT,),
        "A large government agency cannot have a three-year commit. Clear the three-year commit, or ask your distributor for an ordinary account.",
    ),
    for_operator(
        "1163",
        _CREATE,
        "Large government agencies are customers of the market segment GOV. Correct market_segment of the account.",
        page=_LARGE_GOVERNMENT,
    ),
    for_operator(
        "1164",
        _CREATE,
        "The distributor is not enabled for large government agencies. Ask Adobe to enable it, or fail the request.",
        page=_LARGE_GOVERNMENT,
    ),
    final(
        "1167",
        _CREATE,
        "Adobe has large government agencies in the United States and Canada only. Order as an ordinary customer instead.",
        page=_LARGE_GOVERNMENT,
    ),
    for_operator(
        "1168",
        _CREATE,
        "A large government agency is FEDERAL or STATE. Ask the customer which, and fulfil the request by hand.",
        page=_LARGE_GOVERNMENT,
    ),
    for_operator(
        "2135",
        _CREATE,
        "The reseller does not sell in the market segment of the account. Correct market_segment, or have the reseller enabled for it.",
    ),
    defect("2126", _CREATE, "the reference too long"),
)
