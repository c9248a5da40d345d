"""The catalogue's rows for Partner Connection Retail: its codes are words, and mean nothing as the answer to any other call.

Sources: developer.adobe.com/adobe-partner-connection-retail/guides/api and …/guides/support.
"""

from __future__ import annotations

from typing import Final

from connector.domain import parameters as ids
from connector.domain.meanings import CLAIM_PRODUCT, correctable, for_operator

INVALID_OFFER: Final = "INVALID_OFFER"
IN_USE: Final = "SUBSCRIPTION_ID_ALREADY_IN_USE"
ALREADY_FULFILLED: Final = "ALREADY_FULFILLED"

_CLAIM: Final = (CLAIM_PRODUCT,)
_API: Final = "api"
_SUPPORT: Final = "support"

RETAIL_ROWS: Final = (
    for_operator(
        INVALID_OFFER,
        _CLAIM,
        "Adobe does not know the offer, or has not mapped it to these credentials. Compare offers of the account with what Adobe gave at onboarding (sandbox and production have different ones), or ask Adobe's engineering team.",
        page=_SUPPORT,
    ),
    for_operator(
        IN_USE,
        _CLAIM,
        "Adobe knows this reference with another offer, and so it knows the one before. No further one is tried: ask Adobe's engineering team, with what `python -m connector support-bundle` prints.",
        page=_SUPPORT,
    ),
    correctable(
        ALREADY_FULFILLED,
        _CLAIM,
        (ids.REDEMPTION_URL,),
        "Adobe says that this product has been redeemed already, and the link to it is not known here. Who has the link fills it in; else ask your distributor.",
        page=_SUPPORT,
    ),
    for_operator(
        "REDIRECT_NOT_ALLOWED",
        _CLAIM,
        "The claim was answered with a redirect to a host that is not on the account's list, and the link was given to nobody. If the host is Adobe's, add it to redemption_hosts of the account.",
        page=_API,
    ),
)
