"""The catalogue's rows for statuses of what is promised or offered: commitments, benefits, terms, discounts and leads.

Sources: developer.adobe.com/vipmp/docs/customer-account/three-year-commit, …/lga, …/flex-discounts, …/recommendations.
"""

from __future__ import annotations

from typing import Final

from connector.domain import parameters as ids
from connector.domain.meanings import AGENCY_BENEFIT, COMMITMENT, DISCOUNT, GROUP_TERMS, LEAD, StatusRow
from connector.domain.problem_kinds import Kind

_COMMIT_PAGE: Final = "customer-account/three-year-commit"

PROMISE_ROWS: Final = (
    StatusRow(
        "REQUESTED",
        COMMITMENT,
        "waits for the customer's consent",
        "commitment-requested",
        Kind.TRANSIENT,
        "Adobe has asked the company's administrator to accept the three-year commit in the Admin Console. The request goes on by itself afterwards.",
        page=_COMMIT_PAGE,
    ),
    StatusRow("ACCEPTED", COMMITMENT, "accepted, the quantity is not reached yet", page=_COMMIT_PAGE),
    StatusRow("COMMITTED", COMMITMENT, "in force", page=_COMMIT_PAGE),
    StatusRow("ACTIVE", COMMITMENT, "in force, as transfers show it", page="migration/preview-offers"),
    StatusRow(
        "DECLINED",
        COMMITMENT,
        "declined by the customer",
        "commitment-declined",
        Kind.FINAL,
        "The company's administrator declined the three-year commit. Order again without it, or ask for it anew.",
        page=_COMMIT_PAGE,
    ),
    StatusRow(
        "NONCOMPLIANT",
        COMMITMENT,
        "accepted, the quantity was not reached in time",
        "commitment-not-kept",
        Kind.FINAL,
        "The company did not reach the quantity of its three-year commit in time. Order again without it, or ask for it anew.",
        page=_COMMIT_PAGE,
    ),
    StatusRow(
        "EXPIRED",
        COMMITMENT,
        "not accepted in time, or over",
        "commitment-expired",
        Kind.FINAL,
        "The three-year commit was not accepted in time, or is over. Order again without it, or ask for it anew.",
        page=_COMMIT_PAGE,
    ),
    StatusRow(
        "INACTIVE",
        COMMITMENT,
        "switched off",
        "commitment-off",
        Kind.FINAL,
        "The three-year commit is switched off. Order again without it, or ask for it anew.",
        page=_COMMIT_PAGE,
    ),
    StatusRow("ACTIVE", AGENCY_BENEFIT, "in force", page="lga"),
    StatusRow("PENDING_UPGRADE", AGENCY_BENEFIT, "begins with the next renewal", page="lga"),
    StatusRow(
        "REQUESTED",
        GROUP_TERMS,
        "wait for the owner's consent",
        "group-terms-requested",
        Kind.TRANSIENT,
        "Adobe has asked the group's owner to accept its terms in the Admin Console. The request goes on by itself afterwards.",
        page="customer-account/linked-membership",
    ),
    StatusRow("ACCEPTED", GROUP_TERMS, "accepted", page="customer-account/linked-membership"),
    StatusRow(
        "REJECTED",
        GROUP_TERMS,
        "rejected for good",
        "group-terms-rejected",
        Kind.FINAL,
        "The group's owner rejected Adobe's terms. Order without the group.",
        page="customer-account/linked-membership",
    ),
    StatusRow("ACTIVE", DISCOUNT, "can be used between its dates", page="flex-discounts"),
    StatusRow("REUSABLE", DISCOUNT, "over, but can be used again by who has used it", page="flex-discounts"),
    StatusRow(
        "EXPIRED",
        DISCOUNT,
        "over",
        "discount-expired",
        Kind.CORRECTABLE,
        "{items}: this discount is over. Clear the discount code, or give another.",
        parameters=(ids.DISCOUNT_CODES,),
        page="flex-discounts",
    ),
    StatusRow("OPEN", LEAD, "can be ordered", page="recommendations"),
    StatusRow("EXPIRED", LEAD, "over: order without it", page="recommendations"),
)
