"""The catalogue's rows for transfers: a membership of VIP that comes over, and a customer who changes the reseller.

Sources: developer.adobe.com/vipmp/docs/references/error-handling, …/migration/transfer-subscription, …/reseller-change.
"""

from __future__ import annotations

from typing import Final

from connector.domain import parameters as ids
from connector.domain.meanings import (
    PLACE_TRANSFER,
    READ_RESELLER_CHANGE,
    READ_TRANSFER,
    RESELLER_CHANGES,
    TRANSFERS,
    correctable,
    final,
    for_operator,
    transient,
)

_NUMBER: Final = (ids.VIP_NUMBER,)
_APPROVAL: Final = (ids.RESELLER_APPROVAL_CODE,)
_CHANGE: Final = "reseller-change"
_LARGE_GOVERNMENT: Final = "lga"
_WAITS: Final = "The transfer waits for a check by your distributor. You need not do anything."
_NUMBER_UNKNOWN: Final = (
    "Adobe does not know this VIP membership number. Correct it: it stands in the company's Admin Console and on its VIP mails."
)
_PARTLY_RENEWED: Final = "The company has renewed a part of its VIP licences. The request goes on by itself on the anniversary date, or once all are renewed."
_RENEW_ALL: Final = "The company has renewed a part of its VIP licences. The transfer goes on by itself on the anniversary date, or once all active licences are renewed."

TRANSFER_ROWS: Final = (
    correctable("HTTP 404", TRANSFERS, _NUMBER, _NUMBER_UNKNOWN, page="migration/transfer-subscription"),
    for_operator(
        "1115",
        (PLACE_TRANSFER,),
        "Adobe does not know the reseller. Correct adobe_reseller_id of the tier-1 configuration, or default_reseller_id of the account.",
    ),
    for_operator(
        "1164",
        TRANSFERS,
        "This is a large government agency, and the distributor is not enabled for those. Ask Adobe, or fail the request.",
        _WAITS,
        page=_LARGE_GOVERNMENT,
    ),
    correctable("5115", TRANSFERS, _NUMBER, _NUMBER_UNKNOWN),
    for_operator(
        "5116",
        (READ_TRANSFER,),
        "Adobe does not know the transfer or its membership. Check transfer_id and adobe_vip_number of the asset.",
        _WAITS,
    ),
    for_operator(
        "5117",
        TRANSFERS,
        "Adobe does not transfer this membership, for a reason that this version does not know. Ask Adobe's support.",
        _WAITS,
    ),
    for_operator(
        "5118",
        TRANSFERS,
        "The membership was transferred before. Write its Adobe customer to adobe_customer_id if it is this company's under this reseller; else fail the request.",
        _WAITS,
    ),
    for_operator(
        "5119",
        (PLACE_TRANSFER,),
        "The reseller is inactive at Adobe, so nothing can be transferred to it. Have it activated; the request then goes on by itself.",
        "The transfer waits until your reseller is active at Adobe. You need not do anything.",
    ),
    correctable(
        "5120",
        TRANSFERS,
        _NUMBER,
        "The VIP membership has no administrator. Name one in the company's Admin Console, then send the request back.",
    ),
    transient("5121", TRANSFERS, "Adobe is transferring this membership already. The request goes on by itself afterwards."),
)

REASON_ROWS: Final = (
    transient(
        "5117",
        TRANSFERS,
        "The company has VIP orders that it could still return. The transfer goes on by itself once Adobe's 14 days are over.",
        "The company has VIP orders that it could still return. The request goes on by itself once Adobe's 14 days are over.",
        reason="RETURNABLE_PURCHASE",
    ),
    transient("5117", TRANSFERS, _RENEW_ALL, _PARTLY_RENEWED, reason="IN_WINDOW_PARTIAL_RENEWAL"),
    transient("5117", TRANSFERS, _RENEW_ALL, _PARTLY_RENEWED, reason="NOT_A_FULL_RENEWAL_IN_RENEWAL_WINDOW"),
    transient(
        "5117",
        TRANSFERS,
        "The company has VIP orders that Adobe has not billed yet. The transfer goes on by itself once they are billed and paid.",
        "The company has VIP orders that Adobe has not billed yet. The request goes on by itself; ask Adobe if no invoice comes.",
        reason="UNBILLED_ORDER",
    ),
    correctable(
        "5117",
        TRANSFERS,
        _NUMBER,
        "The VIP membership is inactive. Have it reactivated by Adobe, or give another number, then send the request back.",
        reason="INACTIVE",
    ),
    correctable(
        "5117",
        TRANSFERS,
        _NUMBER,
        "The VIP contract was never accepted. Let an administrator accept it in the company's Admin Console, then send the request back.",
        reason="CONTRACT_NOT_ACCEPTED",
    ),
    correctable(
        "5117",
        TRANSFERS,
        _NUMBER,
        "Adobe's new terms were not accepted. Let an administrator accept them in the company's Admin Console, then send the request back.",
        reason="T&C_ACCEPTANCE_REQUIRED",
    ),
    correctable(
        "5117",
        TRANSFERS,
        _NUMBER,
        "The company has licences in VIP that were added and not ordered. Order and pay for them, or have them cancelled, then send the request back.",
        reason="OPEN_PURCHASE_AUTH",
    ),
    correctable(
        "5117",
        TRANSFERS,
        _NUMBER,
        "The company has unpaid invoices in VIP. Pay them, then send the request back.",
        reason="UNPAID_INVOICE",
    ),
    final(
        "5117",
        TRANSFERS,
        "Adobe does not sell in the company's country through this distributor. Ask a distributor of that country for the transfer.",
        reason="INVALID_COUNTRY",
    ),
    final(
        "5117",
        TRANSFERS,
        "Adobe does not transfer companies of this market segment to this distributor. Ask another distributor for the transfer.",
        reason="BAD_MARKET_SEGMENT",
    ),
    final(
        "5117",
        TRANSFERS,
        "The company has VIP products that are not sold here. Let them end in VIP, or order their successors anew.",
        reason="NO_TARGET_SKU",
    ),
    final(
        "5117",
        TRANSFERS,
        "Adobe does not transfer this high volume customer. Order anew when the VIP term ends, or ask Adobe.",
        reason="HVD_CUSTOMER",
    ),
    final(
        "5117",
        TRANSFERS,
        "The company belongs to a VIP group that Adobe does not transfer. Leave the group first, or order anew when the VIP term ends.",
        reason="LINK_MEMBERSHIP_CHECK",
    ),
    for_operator(
        "5117",
        TRANSFERS,
        "The term of the customer's VIP contract is not supported. Wait for its end, or ask Adobe when it will be; the request goes on by itself then.",
        _WAITS,
        reason="EXTENDED_TERM_3YC",
    ),
    for_operator(
        "5117",
        TRANSFERS,
        "The customer is a member of a VIP group whose owner is not transferred yet. Have the owner transferred first; the request then goes on by itself.",
        "The transfer waits until the owner of the company's VIP group is transferred.",
        reason="LM_OWNER_NOT_MIGRATED",
    ),
    *(
        for_operator(
            "5117",
            TRANSFERS,
            f"{what} Ask Adobe's support; the request goes on by itself once it is mended.",
            _WAITS,
            reason=reason,
        )
        for reason, what in (
            ("HAS_UNPROCESSED_ORDERS", "Adobe has orders of this customer that it has not processed."),
            ("LICENSE_WITHOUT_SALE_AQO_REFERENCED", "Adobe's records of this customer have licences without a sale."),
            ("SRC_DST_OFFER_IDS_HAS_PA_MISMATCH", "Adobe's records of this customer's licences do not fit together."),
            ("3YC_LINKED_MEMBERSHIP", "The customer has a three-year commit and belongs to a VIP group."),
            ("INVALID_PRICE_LEVEL_LM_MIGRATION", "The customer belongs to a VIP group and has a level above 04."),
            ("INVALID_LM_MIGRATION_LEVEL", "The level of the customer's VIP group is none of 01 to 04 and 06 to 09."),
            ("OWNER_MEMBER_COUNTRY_MISMATCH", "The customer and the owner of its VIP group are in different countries."),
            ("LGA_LM_MARKET_SEGMENT_MISMATCH", "The customer and its VIP group are in different market segments."),
            ("INVALID_LGA_MARKET_SEGMENT", "The VIP group of this large government agency is not in the market segment GOV."),
            (
                "NOT_LGA PARTNER",
                "This is a large government agency, which only distributors in the United States and Canada can take over.",
            ),
            ("INSUFFICIENT_LGA_MOQ", "This large government agency has fewer than 100 licences."),
            ("LGA_QTY_LEVEL_MISMATCH", "The licences of this large government agency do not fit its level."),
            ("NOT_A_WORLDWIDE_PURCHASER", "The customer buys worldwide, and the distributor is not enabled for that."),
            ("3YC_DISCOUNT_LEVEL_MISMATCH", "The customer's level is above what its three-year commit gives."),
            ("MINIMUM_HVD_QTY_NOT_MET", "The customer has fewer licences than Adobe transfers at its high volume discount."),
            (
                "VIP_CUSTOM_MIGRATION_BLOCK",
                "The customer's VIP contract is of a kind of its own, which Adobe's account manager must release.",
            ),
        )
    ),
)

RESELLER_CHANGE_ROWS: Final = (
    for_operator(
        "1115",
        RESELLER_CHANGES,
        "Adobe does not know the new reseller. Correct adobe_reseller_id of the tier-1 configuration, or default_reseller_id of the account.",
    ),
    correctable(
        "1128",
        RESELLER_CHANGES,
        _APPROVAL,
        "Adobe does not know this approval code. Correct it, or generate a new one in the company's Admin Console.",
    ),
    correctable(
        "1129",
        RESELLER_CHANGES,
        _APPROVAL,
        "The approval code has expired: it is good for seven days. Generate a new one in the company's Admin Console.",
    ),
    for_operator(
        "1131",
        RESELLER_CHANGES,
        "The change of reseller is complete already. If the customer is this reseller's now, write its id to adobe_customer_id; else fail the request.",
    ),
    for_operator(
        "1134", RESELLER_CHANGES, "Adobe does not take this change of reseller. Check the reseller ids with Adobe's support."
    ),
    for_operator(
        "1134",
        RESELLER_CHANGES,
        "The new reseller is unknown, or is the customer's reseller already. Correct adobe_reseller_id of the tier-1 configuration.",
        reason="INVALID_RESELLER_ID",
    ),
    for_operator(
        "1139",
        RESELLER_CHANGES,
        "The customer buys worldwide, and the new distributor is not enabled for that. Ask Adobe to enable it.",
    ),
    for_operator(
        "1140",
        RESELLER_CHANGES,
        "The customer is not enabled for global sales. Enable it at Adobe; the request then goes on by itself.",
    ),
    for_operator(
        "1164",
        RESELLER_CHANGES,
        "This is a large government agency, and the new distributor is not enabled for those. Ask Adobe, or fail the request.",
        page=_LARGE_GOVERNMENT,
    ),
    for_operator(
        "HTTP 404",
        (READ_RESELLER_CHANGE,),
        "Adobe does not know this change of reseller. Check transfer_id of the asset.",
        page=_CHANGE,
    ),
)
