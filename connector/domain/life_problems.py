"""The problems of changes, cancellations and renewal settings that the connector finds itself."""

from __future__ import annotations

from typing import Final

from connector.domain import parameters as ids
from connector.domain.problem_kinds import Kind, Problem

LIFE_PROBLEMS: Final = (
    Problem(
        "customer-id-missing",
        Kind.OPERATOR,
        "The request waits for a check by your distributor. You need not do anything.",
        "The asset has no adobe_customer_id, so nobody knows whose licences these are. Fill it in.",
    ),
    Problem(
        "cancel-order-unusable",
        Kind.CORRECTABLE,
        "The order {order} cannot be returned: {why}. {choices}",
        parameters=(ids.CANCEL_ORDER_ID,),
    ),
    Problem(
        "downsize-subscription-unknown",
        Kind.CORRECTABLE,
        "The subscription {subscription} is none of this product's. Correct it, or clear it.",
        parameters=(ids.DOWNSIZE_SUBSCRIPTION_ID,),
    ),
    Problem(
        "subscription-unknown",
        Kind.OPERATOR,
        "The request waits for a check by your distributor. You need not do anything.",
        "{items}: the asset names no Adobe subscription that its customer has. Fill in adobe_subscription_id.",
    ),
    Problem(
        "return-failed",
        Kind.OPERATOR,
        "The return waits for a check by your distributor. You need not do anything.",
        "Adobe accepted the return {returned} of the order {order} but could not complete it ({status}). Ask Adobe's support.",
    ),
    Problem(
        "return-refused-again",
        Kind.OPERATOR,
        "The return waits for a check by your distributor. You need not do anything.",
        "Adobe refuses the return of the order {order} again, although its records were read anew ({answer}). Ask Adobe's support.",
    ),
    Problem(
        "renewal-not-visible",
        Kind.OPERATOR,
        "The change waits for a check by your distributor. You need not do anything.",
        "{items}: Adobe accepted {wanted} for the next renewal an hour ago, and still shows {shown}. Ask Adobe's support.",
    ),
    Problem(
        "partly-done",
        Kind.OPERATOR,
        "A part of the request is done. Your distributor will be in touch about the rest.",
        "This is done and stays done: {done}. Finish the rest by hand, or have the cause removed: the request then goes on by itself.",
    ),
    Problem(
        "suspension-unknown",
        Kind.FINAL,
        "Adobe licences cannot be suspended: they stay usable until they are cancelled, or until an anniversary at which they do "
        "not renew. Cancel the subscription, or switch auto-renewal off, instead.",
    ),
)
