"""The vocabulary of the catalogue: what Adobe's calls are called in it, and what one of its rows says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from connector.domain.problem_kinds import Kind

CREATE_CUSTOMER: Final = "create customer"
READ_CUSTOMER: Final = "read customer"
LIST_CUSTOMERS: Final = "list customers"
UPDATE_CUSTOMER: Final = "update customer"
PREVIEW_ORDER: Final = "preview order"
PLACE_ORDER: Final = "place order"
RETURN_ORDER: Final = "return order"
READ_ORDER: Final = "read order"
READ_HISTORY: Final = "read order history"
UPDATE_ORDER: Final = "update order"
PREVIEW_RENEWAL: Final = "preview renewal"
PLACE_RENEWAL: Final = "place renewal"
LIST_SWITCH_PATHS: Final = "list switch paths"
PREVIEW_SWITCH: Final = "preview switch"
PLACE_SWITCH: Final = "place switch"
PREVIEW_REVERT: Final = "preview switch revert"
REVERT_SWITCH: Final = "revert switch"
READ_SUBSCRIPTIONS: Final = "read subscriptions"
CREATE_RESELLER: Final = "create reseller"
READ_RESELLER: Final = "read reseller"
LIST_RESELLERS: Final = "list resellers"
UPDATE_RESELLER: Final = "update reseller"
CREATE_SUBSCRIPTION: Final = "create subscription"
SET_AUTO_RENEWAL: Final = "set auto-renewal"
SWITCH_OFF: Final = "switch auto-renewal off"
SET_RENEWAL_CODE: Final = "set renewal code"
CREATE_DEPLOYMENT: Final = "create deployment"
READ_DEPLOYMENTS: Final = "read deployments"
UPDATE_DEPLOYMENT: Final = "update deployment"
LIST_GROUPS: Final = "list groups"
ENROL_IN_GROUP: Final = "enrol in group"
LIST_DISCOUNTS: Final = "list discounts"
FETCH_RECOMMENDATIONS: Final = "fetch recommendations"
FETCH_PRICE_LIST: Final = "fetch price list"
READ_OPEN_ACQUISITIONS: Final = "read open acquisitions"
PREVIEW_TRANSFER: Final = "preview transfer"
PLACE_TRANSFER: Final = "place transfer"
READ_TRANSFER: Final = "read transfer"
PREVIEW_RESELLER_CHANGE: Final = "preview reseller change"
PLACE_RESELLER_CHANGE: Final = "place reseller change"
READ_RESELLER_CHANGE: Final = "read reseller change"

CLAIM_PRODUCT: Final = "claim product"
END_SUBSCRIPTION: Final = "end subscription"
READ_REDEEMED: Final = "read what became of the claim"

LOG_IN: Final = "log in"

ANY_CALL: Final = "any call"
"""What a row is for whose code means the same wherever it comes; a row for the very call goes before it."""

RESELLER_ACCOUNT: Final = "reseller account"
CUSTOMER_ACCOUNT: Final = "customer account"
ORDER: Final = "order"
SUBSCRIPTION: Final = "subscription"
TRANSFER: Final = "transfer"
RESELLER_CHANGE: Final = "reseller change"
DEPLOYMENT: Final = "deployment"
COMMITMENT: Final = "commitment"
AGENCY_BENEFIT: Final = "agency benefit"
GROUP_TERMS: Final = "group terms"
DISCOUNT: Final = "discount"
LEAD: Final = "lead"

ORDERS: Final = (PREVIEW_ORDER, PLACE_ORDER)
RENEWALS: Final = (PREVIEW_RENEWAL, PLACE_RENEWAL)
SWITCHES: Final = (PREVIEW_SWITCH, PLACE_SWITCH, PREVIEW_REVERT, REVERT_SWITCH)
RENEWAL_SETTINGS: Final = (SET_AUTO_RENEWAL, SWITCH_OFF, SET_RENEWAL_CODE)
TRANSFERS: Final = (PREVIEW_TRANSFER, PLACE_TRANSFER)
RESELLER_CHANGES: Final = (PREVIEW_RESELLER_CHANGE, PLACE_RESELLER_CHANGE)
EVERY_CALL: Final = (ANY_CALL,)

DISTRIBUTORS_TURN: Final = "The request waits for a correction by your distributor. You need not do anything."
DEFECT: Final = "This is a defect of the connector: report it."

PAGES: Final = "developer.adobe.com/vipmp/docs/"
"""Where all of Adobe's pages are; a row names its own from here on."""

RETAIL_PAGES: Final = "developer.adobe.com/adobe-partner-connection-retail/guides/"
"""Where those of the retail programme are, for the rows of its calls."""

ERRORS: Final = "references/error-handling"
STATUSES: Final = "references/status-codes"


@dataclass(frozen=True)
class Row:
    """One meaning: of this code, with this reason where it matters, as the answer to these calls.

    `page` is Adobe's, below `PAGES`, or below `RETAIL_PAGES` where the calls are of that programme.
    """

    code: str
    calls: tuple[str, ...]
    kind: Kind
    text: str
    operator: str = ""
    reason: str = ""
    parameters: tuple[str, ...] = ()
    page: str = ERRORS


@dataclass(frozen=True)
class StatusRow:
    """What a status means on one kind of resource.

    `name` is the problem's stable code, and `kind` whose turn it is; both are empty where nothing is wrong.
    """

    code: str
    resource: str
    means: str
    name: str = ""
    kind: Kind | None = None
    text: str = ""
    operator: str = ""
    parameters: tuple[str, ...] = ()
    page: str = STATUSES


def final(code: str, calls: tuple[str, ...], text: str, *, reason: str = "", page: str = ERRORS) -> Row:
    """Write a row for what can never be: the request fails with the text."""
    return Row(code, calls, Kind.FINAL, text, reason=reason, page=page)


def correctable(
    code: str, calls: tuple[str, ...], parameters: tuple[str, ...], text: str, *, reason: str = "", page: str = ERRORS
) -> Row:
    """Write a row for what the customer can correct, on these parameters."""
    return Row(code, calls, Kind.CORRECTABLE, text, reason=reason, parameters=parameters, page=page)


def transient(code: str, calls: tuple[str, ...], text: str, operator: str = "", *, reason: str = "", page: str = ERRORS) -> Row:
    """Write a row for what passes by itself."""
    return Row(code, calls, Kind.TRANSIENT, text, operator, reason=reason, page=page)


def for_operator(
    code: str,
    calls: tuple[str, ...],
    operator: str,
    text: str = DISTRIBUTORS_TURN,
    *,
    reason: str = "",
    page: str = ERRORS,
) -> Row:
    """Write a row for what an operator must do; the customer is told that it is not their turn, unless there is more to say."""
    return Row(code, calls, Kind.OPERATOR, text, operator, reason=reason, page=page)


def defect(code: str, calls: tuple[str, ...], found: str, *, reason: str = "", page: str = ERRORS) -> Row:
    """Write a row for what only a defect of ours can cause: "Adobe found …", to be reported."""
    return for_operator(code, calls, f"Adobe found {found}. {DEFECT}", reason=reason, page=page)


NO_CUSTOMER: Final = (
    "Adobe does not know the customer under this account. If another account served it before, bring that one back, in "
    "CONNECTOR_ACCOUNTS or in the console. Correct adobe_customer_id of the asset if that is wrong."
)
"""What an operator reads of an unknown customer, whatever call it was that found none."""
