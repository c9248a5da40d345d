"""The problems of transfers from VIP and of imported customers that the connector finds itself."""

from __future__ import annotations

from typing import Final

from connector.domain import parameters as ids
from connector.domain.problem_kinds import Kind, Problem

_CHECK: Final = "The transfer waits for a check by your distributor. You need not do anything."

TRANSFER_PROBLEMS: Final = (
    Problem(
        "vip-number-missing",
        Kind.CORRECTABLE,
        "Give the company's VIP membership number: it stands in its Admin Console and on its VIP mails.",
        parameters=(ids.VIP_NUMBER,),
    ),
    Problem(
        "vip-number-invalid",
        Kind.CORRECTABLE,
        "A VIP membership number has letters, digits and hyphens only, 40 at most. Correct it.",
        parameters=(ids.VIP_NUMBER,),
    ),
    Problem(
        "items-differ",
        Kind.FINAL,
        "The order must list exactly the licences that {whose} has, and it does not: {lists}. Order again with these numbers.",
    ),
    Problem(
        "items-not-sold",
        Kind.FINAL,
        "{items}: {whose} has this, and it is not sold here. Your distributor must add it to the catalogue; then order again.",
    ),
    Problem(
        "product-held-twice",
        Kind.OPERATOR,
        _CHECK,
        "{items}: {whose} has several subscriptions of it, which one item of the marketplace cannot show. Fulfil the request by hand.",
    ),
    Problem(
        "transfer-subscriptions-missing",
        Kind.OPERATOR,
        _CHECK,
        "The transfer {transfer} is complete, but not all its subscriptions can be found: {missing}. Ask Adobe's support.",
    ),
    Problem(
        "transferred-elsewhere",
        Kind.OPERATOR,
        _CHECK,
        "The membership was transferred before, and the Adobe customer {customer} is {why}. Correct adobe_customer_id, or fail the request.",
    ),
    Problem(
        "transferred-customer-unusable",
        Kind.OPERATOR,
        _CHECK,
        "The Adobe customer {customer}, which the transfer made, has the status {status}. Ask Adobe's support.",
    ),
    Problem(
        "migration-malformed",
        Kind.CORRECTABLE,
        "The import's data cannot be used: {what}. Correct it.",
        parameters=(ids.MIGRATION,),
    ),
    Problem(
        "migration-in-a-change",
        Kind.CORRECTABLE,
        "An import belongs to a new order. Clear its data here.",
        parameters=(ids.MIGRATION,),
    ),
    Problem(
        "migration-customer-unknown",
        Kind.CORRECTABLE,
        "Adobe does not know the customer {customer} under this distributor. Correct adobe_customer_id in the import's data.",
        parameters=(ids.MIGRATION,),
    ),
    Problem(
        "migration-customer-foreign",
        Kind.CORRECTABLE,
        "The Adobe customer {customer} is {why}. Correct adobe_customer_id in the import's data.",
        parameters=(ids.MIGRATION,),
    ),
    Problem(
        "migration-customer-other",
        Kind.CORRECTABLE,
        "The import names the Adobe customer {customer}, and the subscription has {other} already. Correct adobe_customer_id in the import's data, or order anew.",
        parameters=(ids.MIGRATION,),
    ),
    Problem(
        "migration-customer-tied",
        Kind.CORRECTABLE,
        "The Adobe customer {customer} belongs to {assets} already. Correct adobe_customer_id in the import's data, or use that subscription.",
        parameters=(ids.MIGRATION,),
    ),
    Problem(
        "migration-customer-inactive",
        Kind.OPERATOR,
        "The import waits for a check by your distributor. You need not do anything.",
        "The Adobe customer {customer} has the status {status}. Ask Adobe's support, or fail the request.",
    ),
)
