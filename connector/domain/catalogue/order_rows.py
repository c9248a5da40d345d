"""The catalogue's rows for orders: previewing, placing and reading them.

Sources: developer.adobe.com/vipmp/docs/references/error-handling and …/order-management/create-order.
"""

from __future__ import annotations

from typing import Final

from connector.domain.meanings import (
    CREATE_SUBSCRIPTION,
    FETCH_RECOMMENDATIONS,
    NO_CUSTOMER,
    ORDERS,
    PREVIEW_ORDER,
    PREVIEW_RENEWAL,
    READ_ORDER,
    RENEWALS,
    RETURN_ORDER,
    SWITCHES,
    UPDATE_ORDER,
    defect,
    final,
    for_operator,
    transient,
)

_BUYING: Final = (*ORDERS, *RENEWALS)
_BOOKING: Final = (*ORDERS, CREATE_SUBSCRIPTION)
_LARGE_GOVERNMENT: Final = "lga"

ORDER_ROWS: Final = (
    for_operator("1116", (*_BUYING, *SWITCHES, READ_ORDER), NO_CUSTOMER),
    defect("1119", (UPDATE_ORDER,), "a change of what cannot be changed on an order"),
    for_operator(
        "1139",
        ORDERS,
        "The distributor is not enabled for global sales. Ask Adobe to enable it, or sell without a deployment.",
    ),
    for_operator(
        "1140",
        ORDERS,
        "The customer is not enabled for global sales. Enable it at Adobe; the request then goes on by itself.",
    ),
    final(
        "1142",
        ORDERS,
        "Adobe sells to several countries in the commercial segment only. Order for each country by itself.",
    ),
    final(
        "1169",
        ORDERS,
        "{items}: Adobe does not sell this product to large government agencies. Order again without it.",
        page=_LARGE_GOVERNMENT,
    ),
    final(
        "1170",
        ORDERS,
        "{items}: Adobe does not take this quantity from a large government agency. Order again with at least 100 licences.",
        page=_LARGE_GOVERNMENT,
    ),
    for_operator("2115", (READ_ORDER, UPDATE_ORDER), "Adobe does not know this order. Ask Adobe's support."),
    defect("2116", (UPDATE_ORDER,), "a status that an order cannot be given"),
    final(
        "2117",
        (UPDATE_ORDER,),
        "The order is too old to be cancelled. Reduce the quantity; that takes effect at the next renewal.",
    ),
    final("2118", (UPDATE_ORDER,), "The order was cancelled before. Nothing is left to do."),
    final("2119", _BUYING, "Adobe takes at most 499 products in one order. Order again in several requests."),
    final("2120", _BUYING, "{items}: Adobe does not take this quantity. Order again with another quantity."),
    defect("2121", _BUYING, "line numbers twice"),
    final(
        "2122",
        (*_BUYING, CREATE_SUBSCRIPTION),
        "{items}: Adobe does not sell this product now. Your distributor must correct the catalogue; then order again.",
    ),
    defect("2123", _BUYING, "a line number out of range"),
    for_operator("2124", _BUYING, "The distributor may not sell this programme. Check the contract with Adobe."),
    for_operator(
        "2125",
        _BUYING,
        "The distributor may not sell in this currency or region. Check currency of the account against the contract with Adobe.",
    ),
    defect("2126", (*_BUYING, UPDATE_ORDER), "the reference too long"),
    for_operator(
        "2128",
        _BOOKING,
        "{items}: not sold in the account's currency. Correct the currency of the account, or take the product off this marketplace.",
    ),
    final("2129", _BOOKING, "{items}: Adobe does not sell this product to this company. Order again without it."),
    final(
        "2129",
        _BOOKING,
        "{items}: this product does not go together with another one of the order, or that the company has. Order again without it.",
        reason="INELIGIBLE_SWITCH",
    ),
    final(
        "2129",
        _BOOKING,
        "{items}: this is an addition to another Adobe product. Order again together with the base product.",
        reason="INELIGIBLE_ADD_ON",
    ),
    for_operator(
        "2129",
        _BOOKING,
        "{items}: the product belongs to another market segment than the customer or the reseller. Correct market_segment of the account, or have the reseller enabled for the segment.",
        reason="INELIGIBLE_MARKET_SEGMENT",
    ),
    final(
        "2129",
        _BOOKING,
        "{items}: this product can be bought once a year, and the company has bought it already. Order again without it.",
        reason="CUSTOMER_NOT_ELIGIBLE_FOR_PURCHASE",
    ),
    for_operator(
        "2129",
        _BOOKING,
        "{items}: the level is for large government agencies only. Nothing was ordered; report it.",
        reason="NOT AN LGA CUSTOMER",
    ),
    for_operator(
        "2135",
        ORDERS,
        "The reseller does not sell in the market segment of the account. Correct market_segment, or have the reseller enabled for it.",
    ),
    for_operator("2137", ORDERS, "The currency does not fit the customer's. Correct the currency of the account."),
    for_operator(
        "2138",
        _BOOKING,
        "Adobe does not know the deployment. Correct it at Adobe, or fulfil the request by hand.",
    ),
    for_operator(
        "2139",
        _BOOKING,
        "The contract has no deployments. Enable global sales for the customer at Adobe, or fulfil the request by hand.",
    ),
    defect("2140", (*ORDERS, RETURN_ORDER), "the currency both on the order and on its lines"),
    defect("2148", (PREVIEW_ORDER, PREVIEW_RENEWAL), "prices asked for in several currencies at once"),
    for_operator(
        "3118",
        ORDERS,
        "Adobe does not take the quantity of an order, and does not say whose. Check quantities and offers with Adobe's support.",
    ),
    transient(
        "3131",
        ORDERS,
        "Adobe is renewing this company's subscriptions. The request goes on by itself afterwards.",
        page="renewals",
    ),
    transient(
        "5122",
        ORDERS,
        "Adobe takes no orders at the moment. It also takes none in the last day before the company's anniversary date. The request goes on by itself afterwards.",
        "Adobe takes no orders of this customer at the moment; in the last 24 hours before the anniversary date (Pacific time, that day included) it never does. "
        "The request goes on by itself afterwards.",
    ),
    defect("5136", (PREVIEW_ORDER, READ_ORDER), "recommendations asked for in a country that has none"),
    defect("5137", (PREVIEW_ORDER, READ_ORDER), "recommendations asked for in a language that has none"),
    for_operator(
        "5136",
        (FETCH_RECOMMENDATIONS,),
        "Adobe has no recommendations for this country. Nothing is wrong: go on without them.",
    ),
    for_operator(
        "5137",
        (FETCH_RECOMMENDATIONS,),
        "Adobe has no recommendations in this language. Nothing is wrong: go on without them.",
    ),
)
