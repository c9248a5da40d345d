"""The problems of tier configurations and tier accounts that the connector finds itself."""

from __future__ import annotations

from typing import Final

from connector.domain import parameters as ids
from connector.domain.problem_kinds import Kind, Problem

_WAITS: Final = "The set-up of the reseller waits for your distributor. You need not do anything."
_CHECKED: Final = "The company's data at Adobe waits for a check by your distributor. You need not do anything."

TIER_PROBLEMS: Final = (
    Problem(
        "reseller-id-not-carried",
        Kind.OPERATOR,
        _WAITS,
        "The product has no fulfillment parameter adobe_reseller_id for tier 1, and the account no default_reseller_id. "
        "Add one of them; until then nothing is sent to Adobe.",
    ),
    Problem(
        "reseller-unknown",
        Kind.OPERATOR,
        "Adobe does not know this reseller, or it is another distributor's. Correct the id, or clear it.",
        "Adobe does not know the reseller {reseller} (1115), or it belongs to another partner than the distributor {distributor} "
        "(4121). Correct adobe_reseller_id of the tier configuration, or clear it to have the reseller created.",
        parameters=(ids.RESELLER_ID,),
    ),
    Problem(
        "reseller-ambiguous",
        Kind.OPERATOR,
        _WAITS,
        "Adobe may have created a reseller for this request, and several match: {resellers}. "
        "Write the right one to adobe_reseller_id.",
    ),
    Problem(
        "reseller-pending-too-long",
        Kind.OPERATOR,
        "Adobe has not confirmed the reseller yet. Your distributor is asking why.",
        "The Adobe reseller {reseller} is still pending after {days} days. Ask Adobe's support; the request goes on by itself "
        "once it is active.",
    ),
    Problem(
        "reseller-data-fixed",
        Kind.CORRECTABLE,
        "Adobe lets nobody change {what} of a reseller. Put back what it was; for a real change your distributor must ask "
        "Adobe's support first. [1119]",
        parameters=ids.of_reseller((ids.COMPANY_NAME, ids.COUNTRY, ids.REGION)),
    ),
    Problem(
        "account-data-fixed",
        Kind.OPERATOR,
        _CHECKED,
        "{what} of the Adobe {kind} {account} cannot be changed through Adobe's API (1119), and the marketplace has another. "
        "Ask Adobe's support to change it there, or put it back on the marketplace: the request then goes on by itself.",
    ),
    Problem(
        "account-not-updatable",
        Kind.FINAL,
        "The Adobe {kind} {account} is not active ({status}), so Adobe takes no new data for it. [1125]",
    ),
    Problem(
        "account-pending",
        Kind.TRANSIENT,
        "The Adobe {kind} {account} is pending ({status}): Adobe takes new data once it is active.",
    ),
    Problem(
        "update-not-visible",
        Kind.OPERATOR,
        _CHECKED,
        "Adobe accepted new data of {account} an hour ago, and still shows the old: {what}. Ask Adobe's support.",
    ),
)
