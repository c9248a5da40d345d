"""The catalogue's rows for giving orders back and for renewal settings.

Sources: developer.adobe.com/vipmp/docs/references/error-handling, …/order-management/order-scenarios.
"""

from __future__ import annotations

from typing import Final

from connector.domain.meanings import (
    CREATE_SUBSCRIPTION,
    DEFECT,
    NO_CUSTOMER,
    READ_SUBSCRIPTIONS,
    RENEWAL_SETTINGS,
    RETURN_ORDER,
    SET_AUTO_RENEWAL,
    SET_RENEWAL_CODE,
    SWITCH_OFF,
    defect,
    final,
    for_operator,
    transient,
)

_RETURN: Final = (RETURN_ORDER,)
_WINDOW: Final = "order-management/order-scenarios"
_AGAIN: Final = "Adobe's records of the order have changed. The request goes on by itself with what can be returned now."
_COMMITTED: Final = (
    "The company has promised Adobe a minimum for three years, and this would fall below it. Order again with a higher quantity."
)
_MINIMUM: Final = (
    "This product is sold from a minimum quantity on, and this would fall below it. Order again with a higher quantity."
)
_WHOLE: Final = "This product can be returned only as a whole, and only unused. Order again with quantity zero for it."
_UPGRADE: Final = f"The order is an upgrade, which is not returned but reverted. {DEFECT}"
_NO_SUBSCRIPTION: Final = "Adobe does not know the subscription. Correct adobe_subscription_id of the asset."

RETURN_ROWS: Final = (
    for_operator("1116", _RETURN, NO_CUSTOMER),
    for_operator("2115", _RETURN, "Adobe does not know the order to return. Ask Adobe's support."),
    for_operator(
        "2116",
        _RETURN,
        "Adobe does not take this order back as it is now: only complete ones. Look at the order; the request goes on by itself.",
    ),
    transient("2117", _RETURN, _AGAIN),
    transient("2118", _RETURN, _AGAIN),
    transient("2120", _RETURN, _AGAIN),
    transient("RETURN_QTY_EXCEEDS_REMAINING", _RETURN, _AGAIN, page=_WINDOW),
    transient("2133", _RETURN, _AGAIN),
    transient("2134", _RETURN, _AGAIN),
    defect("2121", _RETURN, "line numbers twice"),
    defect("2126", _RETURN, "the reference too long"),
    final(
        "2127",
        _RETURN,
        "Adobe does not take this order back. Order again with the earlier quantity; the reduction can take effect at renewal.",
    ),
    final("2127", _RETURN, _COMMITTED, reason="THREE_YEAR_COMMIT"),
    final("2127", _RETURN, _WHOLE, reason="PARTIAL_CANCELLATION_NOT_ALLOWED_FOR_SCP_OR_CONSUMABLE"),
    for_operator("2127", _RETURN, _UPGRADE, reason="SWITCH_ORDER_CANCELLATION_NOT_ALLOWED"),
    final(
        "2129",
        _RETURN,
        "Units of this product were used already, so it cannot be returned. Let it end at the next renewal instead.",
        reason="INELIGIBLE_CONSUMED",
    ),
    defect("2130", _RETURN, "another offer in the order"),
    defect("2131", _RETURN, "another line number in the order"),
    for_operator("2132", _RETURN, "Adobe takes back whole lines only. Fulfil the return by hand."),
    final("RETURN_NOT_SUPPORTED_MOQ_SKU", _RETURN, _MINIMUM, page=_WINDOW),
    for_operator("RETURN_NOT_SUPPORTED_SWITCH_ORDER", _RETURN, _UPGRADE, page=_WINDOW),
    final("RETURN_VIOLATES_3YC_MCQ", _RETURN, _COMMITTED, page=_WINDOW),
    final("5133", _RETURN, _MINIMUM),
)

SETTING_ROWS: Final = (
    for_operator("1116", (*RENEWAL_SETTINGS, READ_SUBSCRIPTIONS, CREATE_SUBSCRIPTION), NO_CUSTOMER),
    defect("1119", RENEWAL_SETTINGS, "a change of what cannot be changed on a subscription"),
    for_operator(
        "3115",
        (READ_SUBSCRIPTIONS,),
        "Adobe does not know the customer or the subscription. Correct adobe_customer_id of the asset.",
    ),
    for_operator("3115", RENEWAL_SETTINGS, _NO_SUBSCRIPTION),
    final(
        "3116",
        (*RENEWAL_SETTINGS, CREATE_SUBSCRIPTION),
        "Adobe does not take this quantity for the renewal. Order again with another quantity.",
    ),
    for_operator(
        "3117",
        RENEWAL_SETTINGS,
        "Adobe found the present quantity of the subscription out of range. Look at the subscription at Adobe; ask Adobe's support.",
    ),
    transient(
        "3119",
        RENEWAL_SETTINGS,
        "The subscription has ended at Adobe meanwhile. The request goes on by itself with what is left.",
    ),
    final(
        "3120",
        (SET_AUTO_RENEWAL, SET_RENEWAL_CODE),
        "With this the next renewal would fall below what the company has promised Adobe. Order again with a higher quantity.",
    ),
    final(
        "3120",
        (SWITCH_OFF,),
        "Auto-renewal cannot be switched off now: the next renewal would fall below what the company has promised Adobe.",
    ),
    final(
        "5134",
        RENEWAL_SETTINGS,
        "Auto-renewal of this product cannot be switched off: it is sold from a minimum quantity on. Leave it on, or reduce to the minimum.",
    ),
)
