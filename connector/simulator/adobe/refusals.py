"""Adobe's documented refusals: code, HTTP status, message. It never decides when one is due; the rules next door do."""

from __future__ import annotations

from typing import Any, Final

_MESSAGES: Final[dict[str, tuple[int, str]]] = {
    "1114": (400, "Distributor is invalid"),
    "1115": (404, "Reseller is invalid"),
    "1116": (404, "Customer is invalid"),
    "1117": (400, "Some fields are invalid"),
    "1118": (400, "Address is invalid"),
    "1119": (400, "Field is not editable"),
    "1121": (400, "Unexpected fields in the request"),
    "1122": (400, "Required fields are missing"),
    "1124": (500, "Internal server error"),
    "1125": (400, "Account is pending or blocked and cannot be updated"),
    "1126": (400, "Reseller is inactive, customer cannot be created"),
    "1127": (400, "Account already exists"),
    "1132": (400, "Search parameter is invalid"),
    "1133": (400, "Offset is out of range"),
    "1139": (400, "Partner is not enabled for global sales"),
    "1147": (400, "Three-year commit and large government agency exclude each other"),
    "1164": (400, "Partner is not enabled for large government agencies"),
    "2115": (404, "Order is invalid"),
    "2116": (400, "Order status is invalid"),
    "2117": (400, "Order cannot be cancelled, its cancellation window is closed"),
    "2119": (400, "Too many line items"),
    "2120": (400, "Quantity is out of range"),
    "2121": (400, "Line item numbers are not unique"),
    "2122": (400, "Offer ID is invalid"),
    "2123": (400, "Line item number is out of range"),
    "2124": (400, "Distributor is not allowed to sell this programme"),
    "2125": (400, "Distributor is not allowed to sell in this currency or region"),
    "2126": (400, "External reference ID is too long"),
    "2127": (400, "Cancellation is not allowed"),
    "2128": (400, "Currency is invalid for the offer"),
    "2129": (400, "Customer is not eligible to purchase Offer ID"),
    "2130": (400, "Offer ID differs from the original order"),
    "2131": (400, "Line item differs from the original order"),
    "2132": (400, "Quantity differs from the original order"),
    "2133": (400, "Line item is already returned"),
    "2134": (400, "Order is already expired"),
    "2135": (400, "Market segment is invalid"),
    "2136": (400, "No subscription is set to renew automatically"),
    "2137": (400, "Currency is not aligned"),
    "2138": (404, "Deployment is invalid"),
    "2140": (400, "Currency is given at order level and at line level"),
    "2146": (400, "Flexible discount code is unknown"),
    "2147": (400, "More than one flexible discount code on a line"),
    "2148": (400, "Pricing is not available for several currencies"),
    "2164": (400, "Everything is already renewed"),
    "3115": (404, "Subscription is invalid"),
    "3116": (400, "Renewal quantity is out of range"),
    "3119": (400, "Inactive subscription is not editable"),
    "3120": (400, "Update would make an invalid renewal order"),
    "3121": (400, "Subscription is active or not allowed for renewal"),
    "3122": (400, "Renewal is outside the renewal window"),
    "3131": (400, "An early renewal is in progress"),
    "3132": (400, "Product is not eligible for the order type"),
    "4115": (403, "API key is missing or invalid"),
    "4116": (401, "Access token is invalid"),
    "4117": (403, "Access token is missing"),
    "4118": (429, "Too many requests"),
    "4119": (400, "Correlation ID is missing or invalid"),
    "4120": (400, "Request ID is a duplicate"),
    "4121": (403, "Not allowed on this resource"),
    "4122": (400, "Request is already being processed"),
    "5122": (400, "Order placement is currently unavailable"),
    "5123": (400, "Renewal code is invalid"),
    "5133": (400, "Return would leave less than the minimum order quantity"),
    "5134": (400, "Auto-renewal cannot be disabled"),
    "5135": (400, "Discount code is invalid"),
    "RETURN_QTY_EXCEEDS_REMAINING": (422, "Return quantity exceeds the remaining quantity"),
    "RETURN_NOT_SUPPORTED_MOQ_SKU": (422, "Return is not supported for high growth offers"),
    "RETURN_NOT_SUPPORTED_SWITCH_ORDER": (422, "Return is not supported for switch orders"),
    "RETURN_VIOLATES_3YC_MCQ": (422, "Return would fall below the committed quantity"),
}


class RefusalError(Exception):
    """Adobe's "no" to one request: a code, its HTTP status and the details that name paths, lines or reasons."""

    def __init__(self, code: str, *details: str, status: int | None = None, message: str | None = None) -> None:
        documented_status, documented_message = documented(code)
        self.code = code
        self.status = status or documented_status
        self.message = message or documented_message
        self.details = list(details)
        super().__init__(f"{self.status}/{code}")

    @property
    def body(self) -> dict[str, Any]:
        """Give the JSON body, as developer.adobe.com/vipmp/docs/references/error-handling shapes it.

        A symbolic code comes without details.
        """
        if not self.code.isdecimal() and not self.details:
            return {"code": self.code, "message": self.message}
        return {"code": self.code, "message": self.message, "additionalDetails": self.details}


def documented(code: str) -> tuple[int, str]:
    """Give HTTP status and message of a code; one that is not listed here is a 400 with a neutral message."""
    return _MESSAGES.get(code, (400, "Request is refused"))
