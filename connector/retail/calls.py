"""The persisting calls, built and not sent: each is a value that can be stored before it goes out, and go out again the same.

Pure. They name a reference and an offer, and nobody.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from connector.adobe.calls import WriteCall

CLAIM_PATH: Final = "/v1/workflows"
SUBSCRIPTIONS_PATH: Final = "/v1/subscriptions"
CLAIM: Final = "CLAIM_PRODUCT"
REFERENCE: Final = "partner_reference_id"
OFFER: Final = "offer_id"


def claim_product(reference: str, offer_id: str) -> WriteCall:
    """Claim a product for a customer: the same reference with the same offer gets the same link until it is redeemed.

    `reference` is ours: at most 255 letters, digits, `-` and `_`; Adobe binds it to the first offer for ever. Refusals:
    INVALID_OFFER, SUBSCRIPTION_ID_ALREADY_IN_USE, ALREADY_FULFILLED.
    Source: developer.adobe.com/adobe-partner-connection-retail/guides/api.
    """
    attributes = [{"key": REFERENCE, "value": reference}, {"key": OFFER, "value": offer_id}]
    return WriteCall("POST", CLAIM_PATH, {"workflow_type": CLAIM, "workflow_attributes": attributes})


def cancel_subscription(reference: str, reason_code: str) -> WriteCall:
    """End a subscription at once; the reference can never be used again. Reasons: USER_CANCELLED, NOT_ELIGIBLE.

    UNOFFICIAL: Adobe's public documentation has no cancellation; an integration kit of July 2026 describes this one.
    """
    return WriteCall("POST", subscription_path(reference), {"type": "CANCEL", "reason_code": reason_code})


def subscription_path(reference: str) -> str:
    """Give the path of one subscription. UNOFFICIAL, as `cancel_subscription`."""
    return f"{SUBSCRIPTIONS_PATH}/{quote(reference, safe='')}"
