"""The catalogue's rows for statuses, by the resource that stands like that: the same number means other things on others.

Source: developer.adobe.com/vipmp/docs/references/status-codes.
"""

from __future__ import annotations

from typing import Final

from connector.domain import parameters as ids
from connector.domain.catalogue.promise_rows import PROMISE_ROWS
from connector.domain.meanings import (
    CUSTOMER_ACCOUNT,
    DEPLOYMENT,
    ORDER,
    RESELLER_ACCOUNT,
    RESELLER_CHANGE,
    SUBSCRIPTION,
    TRANSFER,
    StatusRow,
)
from connector.domain.problem_kinds import Kind

_RESELLER: Final = "This reseller's Adobe account {state}. Your distributor will be in touch."
_IN_TOUCH: Final = "This company's Adobe account {state}. Your distributor will be in touch."

RESELLER_ROWS: Final = (
    StatusRow("1000", RESELLER_ACCOUNT, "active"),
    StatusRow(
        "1002",
        RESELLER_ACCOUNT,
        "pending",
        "reseller-pending",
        Kind.TRANSIENT,
        "Adobe is checking the reseller's account. The request goes on by itself afterwards.",
    ),
    StatusRow(
        "1004",
        RESELLER_ACCOUNT,
        "inactive",
        "reseller-inactive",
        Kind.OPERATOR,
        _RESELLER.format(state="is not active"),
        "The Adobe reseller {reseller} is inactive (1004). Ask Adobe's support why; the request goes on by itself once it is active.",
    ),
    StatusRow(
        "1010",
        RESELLER_ACCOUNT,
        "inactive: invalid address",
        "reseller-address-refused",
        Kind.CORRECTABLE,
        "Adobe did not accept the reseller's address. Correct it.",
        "Adobe did not accept the address of the reseller {reseller} (1010). Correct it on the tier account.",
        ids.of_reseller(ids.ADDRESS),
    ),
    StatusRow(
        "1012",
        RESELLER_ACCOUNT,
        "inactive: blocked",
        "reseller-blocked",
        Kind.OPERATOR,
        _RESELLER.format(state="is blocked"),
        "The Adobe reseller {reseller} is blocked (1012). Ask Adobe's support why.",
    ),
    StatusRow(
        "1022", RESELLER_ACCOUNT, "sanctioned", "reseller-sanctioned", Kind.FINAL, "Adobe cannot sell through this company."
    ),
    StatusRow(
        "1023",
        RESELLER_ACCOUNT,
        "being screened",
        "reseller-screened",
        Kind.TRANSIENT,
        "Adobe is screening the reseller's account. The request goes on by itself afterwards.",
    ),
    StatusRow(
        "1026",
        RESELLER_ACCOUNT,
        "named as a filter of lists only",
        "reseller-status-strange",
        Kind.OPERATOR,
        _RESELLER.format(state="needs a check"),
        "The Adobe reseller {reseller} has status 1026, which Adobe names as a filter of lists only. Ask Adobe's support what it means.",
    ),
)

CUSTOMER_ROWS: Final = (
    StatusRow("1000", CUSTOMER_ACCOUNT, "active"),
    StatusRow(
        "1002",
        CUSTOMER_ACCOUNT,
        "pending: can order already",
        "customer-pending",
        Kind.TRANSIENT,
        "Adobe is checking the company's account. The request goes on by itself afterwards.",
    ),
    StatusRow(
        "1004",
        CUSTOMER_ACCOUNT,
        "inactive",
        "customer-inactive",
        Kind.OPERATOR,
        _IN_TOUCH.format(state="is not active"),
        "The Adobe customer {customer} is inactive (1004). Ask Adobe's support why.",
    ),
    StatusRow(
        "1010",
        CUSTOMER_ACCOUNT,
        "inactive: invalid address",
        "customer-address-refused",
        Kind.CORRECTABLE,
        "Adobe did not accept the company's address. Correct it.",
        parameters=ids.ADDRESS,
    ),
    StatusRow(
        "1012",
        CUSTOMER_ACCOUNT,
        "inactive: blocked",
        "customer-blocked",
        Kind.OPERATOR,
        _IN_TOUCH.format(state="is blocked"),
        "The Adobe customer {customer} is blocked (1012). Ask Adobe's support why.",
    ),
    StatusRow(
        "1014",
        CUSTOMER_ACCOUNT,
        "inactive: the same company name and administrator exist",
        "customer-exists",
        Kind.CORRECTABLE,
        "Adobe already knows a company with this name and this administrator, and it cannot be told which one is meant. "
        "Give another e-mail address for the administrator, or another company name.",
        parameters=(ids.USER_EMAIL, ids.COMPANY_NAME),
    ),
    StatusRow(
        "1022",
        CUSTOMER_ACCOUNT,
        "sanctioned",
        "customer-sanctioned",
        Kind.FINAL,
        "Adobe cannot sell to this company. Ask your distributor if you think that this is a mistake.",
    ),
    StatusRow(
        "1023",
        CUSTOMER_ACCOUNT,
        "being screened",
        "customer-screened",
        Kind.TRANSIENT,
        "Adobe is screening the company's account. The request goes on by itself afterwards.",
    ),
    StatusRow(
        "1024",
        CUSTOMER_ACCOUNT,
        "the customer exists, says the sandbox",
        "customer-exists-elsewhere",
        Kind.CORRECTABLE,
        "Adobe already knows this company. Give another e-mail address for the administrator, or another company name.",
        parameters=(ids.USER_EMAIL, ids.COMPANY_NAME),
        page="sandbox",
    ),
    StatusRow(
        "1026",
        CUSTOMER_ACCOUNT,
        "named as a filter of lists only",
        "customer-status-strange",
        Kind.OPERATOR,
        _IN_TOUCH.format(state="needs a check"),
        "The Adobe customer {customer} has status 1026, which Adobe names as a filter of lists only. Ask Adobe's support what it means.",
    ),
)

ORDER_ROWS: Final = (
    StatusRow("1000", ORDER, "complete"),
    StatusRow(
        "1002",
        ORDER,
        "open",
        "order-open",
        Kind.TRANSIENT,
        "Adobe is working on the order {order}. The request goes on by itself afterwards.",
    ),
    StatusRow(
        "1004",
        ORDER,
        "failed",
        "order-failed",
        Kind.FINAL,
        "Adobe accepted the order {order} but could not complete it. Order again, or ask your distributor.",
    ),
    StatusRow(
        "1008",
        ORDER,
        "cancelled or returned",
        "order-cancelled",
        Kind.FINAL,
        "The Adobe order {order} was cancelled at Adobe. Order again if it is still wanted.",
    ),
    StatusRow(
        "1020",
        ORDER,
        "failed: the distributor is inactive",
        "order-distributor-inactive",
        Kind.OPERATOR,
        "The request waits for your distributor's Adobe account. You need not do anything.",
        "The Adobe order {order} failed because the distributor is inactive at Adobe (1020). Ask Adobe, then fulfil or fail the request.",
    ),
    StatusRow(
        "1022",
        ORDER,
        "failed: the reseller is inactive",
        "order-reseller-inactive",
        Kind.OPERATOR,
        "The request waits for your reseller's Adobe account. You need not do anything.",
        "The Adobe order {order} failed because the reseller is inactive at Adobe (1022). Once it is active the order goes out again.",
    ),
    StatusRow(
        "1024",
        ORDER,
        "failed: the customer is inactive",
        "order-customer-inactive",
        Kind.OPERATOR,
        _IN_TOUCH.format(state="is not active"),
        "The Adobe order {order} failed because its customer is inactive at Adobe (1024). Ask Adobe's support why, then fulfil or fail the request.",
    ),
    StatusRow(
        "1026",
        ORDER,
        "failed: the customer id is invalid",
        "order-customer-invalid",
        Kind.OPERATOR,
        "The request waits for a check by your distributor. You need not do anything.",
        "The Adobe order {order} failed because its customer id is invalid (1026). Check adobe_customer_id on the asset.",
    ),
)

SUBSCRIPTION_ROWS: Final = (
    StatusRow("1000", SUBSCRIPTION, "active"),
    StatusRow(
        "1002",
        SUBSCRIPTION,
        "pending",
        "subscription-pending",
        Kind.TRANSIENT,
        "{items}: Adobe is setting this subscription up. The request goes on by itself afterwards.",
    ),
    StatusRow(
        "1004",
        SUBSCRIPTION,
        "inactive: expired, returned or upgraded",
        "subscription-lapsed",
        Kind.FINAL,
        "{items}: this subscription has ended at Adobe. Set it to zero, then order it again.",
    ),
    StatusRow(
        "1009",
        SUBSCRIPTION,
        "scheduled: begins with the next renewal",
        "subscription-scheduled",
        Kind.OPERATOR,
        "{items}: this subscription begins with the next renewal. Your distributor will be in touch.",
        "{items}: the subscription is only scheduled for the next renewal (1009). Change its renewal quantity at Adobe, or wait for the renewal.",
        page="subscription-management",
    ),
)

MOVING_ROWS: Final = (
    StatusRow("1000", TRANSFER, "complete"),
    StatusRow(
        "1002",
        TRANSFER,
        "in progress",
        "transfer-open",
        Kind.TRANSIENT,
        "Adobe is transferring the membership. The request goes on by itself afterwards.",
    ),
    StatusRow(
        "1004",
        TRANSFER,
        "failed",
        "transfer-failed",
        Kind.FINAL,
        "Adobe accepted the transfer {transfer} but could not complete it. Order again, or ask your distributor.",
    ),
    StatusRow(
        "1010",
        TRANSFER,
        "failed: invalid address",
        "transfer-address-refused",
        Kind.FINAL,
        "The transfer {transfer} has ended: the company's new Adobe account is inactive, since Adobe does not accept its address. "
        "Have the address corrected in VIP, then order again.",
        page="migration/get-transfer-details",
    ),
    StatusRow("1000", RESELLER_CHANGE, "complete", page="reseller-change"),
    StatusRow(
        "1002",
        RESELLER_CHANGE,
        "in progress",
        "reseller-change-open",
        Kind.TRANSIENT,
        "Adobe is changing the reseller. The request goes on by itself afterwards.",
        page="reseller-change",
    ),
    StatusRow("1000", DEPLOYMENT, "active"),
    StatusRow(
        "1004",
        DEPLOYMENT,
        "inactive",
        "deployment-inactive",
        Kind.OPERATOR,
        "The request waits for a correction by your distributor. You need not do anything.",
        "The deployment {deployment} is inactive (1004). Activate it at Adobe.",
    ),
    StatusRow(
        "1022",
        DEPLOYMENT,
        "sanctioned",
        "deployment-sanctioned",
        Kind.FINAL,
        "Adobe cannot sell to this company's branch. Ask your distributor if you think that this is a mistake.",
    ),
    StatusRow(
        "1023",
        DEPLOYMENT,
        "being screened",
        "deployment-screened",
        Kind.TRANSIENT,
        "Adobe is screening the company's branch. The request goes on by itself afterwards.",
    ),
)

STATUS_ROWS: Final = (*RESELLER_ROWS, *CUSTOMER_ROWS, *ORDER_ROWS, *SUBSCRIPTION_ROWS, *MOVING_ROWS, *PROMISE_ROWS)
