"""The catalogue's rows for giving orders back and for renewal settings.

Source: developer.adobe.com/vipmp/docs/references/error-handling.
"""

from __future__ import annotations

from typing import Final

from connector.domain.meanings import DISTRIBUTORS_TURN, RETURN_ORDER, SET_AUTO_RENEWAL, SWITCH_OFF, Row
from connector.domain.problems import Kind

_RETURN: Final = (RETURN_ORDER,)
_RENEWAL: Final = (SET_AUTO_RENEWAL, SWITCH_OFF)
_AGAIN: Final = "Adobe's records of the order have changed. The request goes on by itself with what can be returned now."
_COMMITTED: Final = (
    "The company has promised Adobe a minimum for three years, and this would fall below it. Order again with a higher quantity."
)
_MINIMUM: Final = (
    "This product is sold from a minimum quantity on, and this would fall below it. Order again with a higher quantity."
)
_WHOLE: Final = "This product can be returned only as a whole, and only unused. Order again with quantity zero for it."
_DEFECT: Final = "This is a defect of the connector: report it."

CHANGE_ROWS: Final = (
    Row(
        "1116",
        _RETURN + _RENEWAL,
        Kind.OPERATOR,
        DISTRIBUTORS_TURN,
        "Adobe does not know the customer. Correct adobe_customer_id of the asset.",
    ),
    Row("2115", _RETURN, Kind.OPERATOR, DISTRIBUTORS_TURN, "Adobe does not know the order to return. Ask Adobe's support."),
    Row("2117", _RETURN, Kind.TRANSIENT, _AGAIN),
    Row("2118", _RETURN, Kind.TRANSIENT, _AGAIN),
    Row("2120", _RETURN, Kind.TRANSIENT, _AGAIN),
    Row("RETURN_QTY_EXCEEDS_REMAINING", _RETURN, Kind.TRANSIENT, _AGAIN),
    Row("2133", _RETURN, Kind.TRANSIENT, _AGAIN),
    Row("2134", _RETURN, Kind.TRANSIENT, _AGAIN),
    Row("2126", _RETURN, Kind.OPERATOR, DISTRIBUTORS_TURN, f"Adobe found the reference too long. {_DEFECT}"),
    Row(
        "2127",
        _RETURN,
        Kind.FINAL,
        "Adobe does not take this order back. Order again with the earlier quantity; the reduction can take effect at renewal.",
    ),
    Row("2127", _RETURN, Kind.FINAL, _COMMITTED, reason="THREE_YEAR_COMMIT"),
    Row("2127", _RETURN, Kind.FINAL, _WHOLE, reason="PARTIAL_CANCELLATION_NOT_ALLOWED_FOR_SCP_OR_CONSUMABLE"),
    Row(
        "2127",
        _RETURN,
        Kind.OPERATOR,
        DISTRIBUTORS_TURN,
        f"The order is an upgrade, which is not returned but reverted. {_DEFECT}",
        reason="SWITCH_ORDER_CANCELLATION_NOT_ALLOWED",
    ),
    Row(
        "2129",
        _RETURN,
        Kind.FINAL,
        "Units of this product were used already, so it cannot be returned.",
        reason="INELIGIBLE_CONSUMED",
    ),
    Row("2130", _RETURN, Kind.OPERATOR, DISTRIBUTORS_TURN, f"Adobe finds another offer in the order. {_DEFECT}"),
    Row("2131", _RETURN, Kind.OPERATOR, DISTRIBUTORS_TURN, f"Adobe finds another line number in the order. {_DEFECT}"),
    Row("2132", _RETURN, Kind.OPERATOR, DISTRIBUTORS_TURN, "Adobe takes back whole lines only. Fulfil the return by hand."),
    Row("RETURN_NOT_SUPPORTED_MOQ_SKU", _RETURN, Kind.FINAL, _MINIMUM),
    Row(
        "RETURN_NOT_SUPPORTED_SWITCH_ORDER",
        _RETURN,
        Kind.OPERATOR,
        DISTRIBUTORS_TURN,
        f"The order is an upgrade, which is not returned but reverted. {_DEFECT}",
    ),
    Row("RETURN_VIOLATES_3YC_MCQ", _RETURN, Kind.FINAL, _COMMITTED),
    Row("5133", _RETURN, Kind.FINAL, _MINIMUM),
    Row(
        "3115",
        _RENEWAL,
        Kind.OPERATOR,
        DISTRIBUTORS_TURN,
        "Adobe does not know the subscription. Correct adobe_subscription_id of the asset.",
    ),
    Row("3116", _RENEWAL, Kind.FINAL, "Adobe does not take this quantity for the renewal. Order again with another quantity."),
    Row(
        "3119",
        _RENEWAL,
        Kind.TRANSIENT,
        "The subscription has ended at Adobe meanwhile. The request goes on by itself with what is left.",
    ),
    Row(
        "3120",
        (SET_AUTO_RENEWAL,),
        Kind.FINAL,
        "With this the next renewal would fall below what the company has promised Adobe. Order again with a higher quantity.",
    ),
    Row(
        "3120",
        (SWITCH_OFF,),
        Kind.FINAL,
        "Auto-renewal cannot be switched off now: the next renewal would fall below what the company has promised Adobe.",
    ),
    Row(
        "5134",
        _RENEWAL,
        Kind.FINAL,
        "Auto-renewal of this product cannot be switched off: it is sold from a minimum quantity on.",
    ),
)
