"""What each refusal of Adobe means for a request: one table, keyed by call, code and reason, since codes change meaning by call.

Sources: developer.adobe.com/vipmp/docs/references/error-handling and …/references/status-codes. A code without a row parks with
Adobe's whole answer for the operator; it never fails a customer.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from connector.domain import parameters as ids
from connector.domain.change_rows import CHANGE_ROWS
from connector.domain.meanings import (
    CREATE_CUSTOMER,
    DISTRIBUTORS_TURN,
    EVERY_CALL,
    LIST_CUSTOMERS,
    ORDERS,
    READ_HISTORY,
    READ_ORDER,
    READ_SUBSCRIPTIONS,
    READS,
    Row,
)
from connector.domain.problems import Kind, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from connector.domain.refusals import Refusal

ROWS: Final = (
    Row(
        "1115",
        (CREATE_CUSTOMER, LIST_CUSTOMERS),
        Kind.OPERATOR,
        DISTRIBUTORS_TURN,
        "Adobe does not know the reseller. Correct adobe_reseller_id of the tier-1 configuration, or default_reseller_id of the account.",
    ),
    Row(
        "1116",
        (*ORDERS, *READS),
        Kind.OPERATOR,
        DISTRIBUTORS_TURN,
        "Adobe does not know the customer. Correct adobe_customer_id of the asset.",
    ),
    Row(
        "1118",
        (CREATE_CUSTOMER,),
        Kind.CORRECTABLE,
        "Adobe did not accept the company's address. Check street, city, region, postal code and country: they must fit together.",
        parameters=ids.ADDRESS,
    ),
    Row(
        "1121",
        EVERY_CALL,
        Kind.OPERATOR,
        DISTRIBUTORS_TURN,
        "Adobe found fields it does not expect. This is a defect of the connector: report it.",
    ),
    Row(
        "1126",
        (CREATE_CUSTOMER,),
        Kind.OPERATOR,
        "The order waits until your reseller is active at Adobe. You need not do anything.",
        "The reseller is inactive at Adobe, so no customer can be created under it. Have it activated.",
    ),
    Row(
        "1127",
        (CREATE_CUSTOMER,),
        Kind.CORRECTABLE,
        "Adobe already knows a company with this name and this administrator. Give another e-mail address for the administrator, or another company name.",
        parameters=(ids.USER_EMAIL, ids.COMPANY_NAME),
    ),
    Row(
        "1132",
        (READ_HISTORY,),
        Kind.OPERATOR,
        DISTRIBUTORS_TURN,
        "Adobe refused a search filter. This is a defect of the connector: report it.",
    ),
    Row("2115", (READ_ORDER,), Kind.OPERATOR, DISTRIBUTORS_TURN, "Adobe does not know this order. Ask Adobe's support."),
    Row("2119", ORDERS, Kind.FINAL, "Adobe takes at most 499 products in one order. Order again in several requests."),
    Row("2120", ORDERS, Kind.FINAL, "{items}: Adobe does not take this quantity. Order again with another quantity."),
    Row(
        "2121",
        ORDERS,
        Kind.OPERATOR,
        DISTRIBUTORS_TURN,
        "Adobe found line numbers twice. This is a defect of the connector: report it.",
    ),
    Row(
        "2122",
        ORDERS,
        Kind.FINAL,
        "{items}: Adobe does not sell this product now. Your distributor must correct the catalogue; then order again.",
    ),
    Row(
        "2123",
        ORDERS,
        Kind.OPERATOR,
        DISTRIBUTORS_TURN,
        "Adobe found a line number out of range. This is a defect of the connector: report it.",
    ),
    Row(
        "2124",
        ORDERS,
        Kind.OPERATOR,
        DISTRIBUTORS_TURN,
        "The distributor may not sell this programme. Check the contract with Adobe.",
    ),
    Row(
        "2125",
        ORDERS,
        Kind.OPERATOR,
        DISTRIBUTORS_TURN,
        "The distributor may not sell in this currency or region. Check currency of the account against the contract with Adobe.",
    ),
    Row(
        "2126",
        (CREATE_CUSTOMER, *ORDERS),
        Kind.OPERATOR,
        DISTRIBUTORS_TURN,
        "Adobe found the reference too long. This is a defect of the connector: report it.",
    ),
    Row(
        "2128",
        ORDERS,
        Kind.OPERATOR,
        DISTRIBUTORS_TURN,
        "{items}: not sold in the account's currency. Correct the currency of the account, or take the product off this marketplace.",
    ),
    Row("2129", ORDERS, Kind.FINAL, "{items}: Adobe does not sell this product to this company. Order again without it."),
    Row(
        "2129",
        ORDERS,
        Kind.FINAL,
        "{items}: this product does not go together with another one of the order, or that the company has. Order again without it.",
        reason="INELIGIBLE_SWITCH",
    ),
    Row(
        "2129",
        ORDERS,
        Kind.FINAL,
        "{items}: this is an addition to another Adobe product. Order again together with the base product.",
        reason="INELIGIBLE_ADD_ON",
    ),
    Row(
        "2129",
        ORDERS,
        Kind.FINAL,
        "{items}: units of this product were used already, so it cannot be returned.",
        reason="INELIGIBLE_CONSUMED",
    ),
    Row(
        "2129",
        ORDERS,
        Kind.OPERATOR,
        DISTRIBUTORS_TURN,
        "{items}: the product belongs to another market segment than the customer or the reseller. Correct market_segment of the account, or have the reseller enabled for the segment.",
        reason="INELIGIBLE_MARKET_SEGMENT",
    ),
    Row(
        "2129",
        ORDERS,
        Kind.FINAL,
        "{items}: this product can be bought once a year, and the company has bought it already. Order again without it.",
        reason="CUSTOMER_NOT_ELIGIBLE_FOR_PURCHASE",
    ),
    Row(
        "2129",
        ORDERS,
        Kind.OPERATOR,
        DISTRIBUTORS_TURN,
        "{items}: the level is for large government agencies only. Nothing was ordered; report it.",
        reason="NOT AN LGA CUSTOMER",
    ),
    Row(
        "2135",
        (CREATE_CUSTOMER, *ORDERS),
        Kind.OPERATOR,
        DISTRIBUTORS_TURN,
        "The reseller does not sell in the market segment of the account. Correct market_segment, or have the reseller enabled for it.",
    ),
    Row(
        "2137",
        ORDERS,
        Kind.OPERATOR,
        DISTRIBUTORS_TURN,
        "The currency does not fit the customer's. Correct the currency of the account.",
    ),
    Row(
        "2140",
        ORDERS,
        Kind.OPERATOR,
        DISTRIBUTORS_TURN,
        "Adobe found the currency twice. This is a defect of the connector: report it.",
    ),
    Row(
        "3115",
        (READ_SUBSCRIPTIONS,),
        Kind.OPERATOR,
        DISTRIBUTORS_TURN,
        "Adobe does not know the customer or the subscription. Correct adobe_customer_id of the asset.",
    ),
    Row(
        "3131", ORDERS, Kind.TRANSIENT, "Adobe is renewing this company's subscriptions. The order goes on by itself afterwards."
    ),
    Row(
        "4119",
        EVERY_CALL,
        Kind.OPERATOR,
        DISTRIBUTORS_TURN,
        "Adobe refused the correlation id. This is a defect of the connector: report it.",
    ),
    Row(
        "4120",
        EVERY_CALL,
        Kind.OPERATOR,
        DISTRIBUTORS_TURN,
        "Adobe has seen the request id before. This is a defect of the connector: report it.",
    ),
    Row(
        "4121",
        EVERY_CALL,
        Kind.OPERATOR,
        DISTRIBUTORS_TURN,
        "The customer or reseller belongs to another partner of Adobe. Correct the id, or the credentials of the account.",
    ),
    Row("4122", EVERY_CALL, Kind.TRANSIENT, "Adobe is still busy with the same request. It goes on by itself afterwards."),
    Row("5122", ORDERS, Kind.TRANSIENT, "Adobe takes no orders at the moment. The order goes on by itself later."),
    *CHANGE_ROWS,
)


@dataclass(frozen=True)
class Path:
    """What a JSON path in the details of 1117 and 1122 is called by people, and the parameters that correct it."""

    prefix: str
    name: str
    parameters: tuple[str, ...]


PATHS: Final = (
    Path("companyProfile.companyName", "the company name", (ids.COMPANY_NAME,)),
    Path("companyProfile.address.addressLine1", "the street", (ids.ADDRESS_LINE_1,)),
    Path("companyProfile.address.addressLine2", "the second address line", (ids.ADDRESS_LINE_2,)),
    Path("companyProfile.address.city", "the city", (ids.CITY,)),
    Path("companyProfile.address.region", "the state or region", (ids.REGION,)),
    Path("companyProfile.address.postalCode", "the postal code", (ids.POSTAL_CODE,)),
    Path("companyProfile.address.country", "the country", (ids.COUNTRY,)),
    Path("companyProfile.address.phoneNumber", "the phone number", (ids.PHONE,)),
    Path("companyProfile.address", "the address", ids.ADDRESS),
    Path("companyProfile.contacts[0].email", "the administrator's e-mail address", (ids.USER_EMAIL,)),
    Path("companyProfile.contacts[0].firstName", "the administrator's first name", (ids.USER_FIRST_NAME,)),
    Path("companyProfile.contacts[0].lastName", "the administrator's last name", (ids.USER_LAST_NAME,)),
    Path("companyProfile.contacts[0].phoneNumber", "the phone number", (ids.PHONE,)),
)
_BY_PATH: Final = {"1117": "Adobe did not accept {name}. Correct it.", "1122": "Adobe needs {name}. Fill it in."}


def judge(call: str, refusal: Refusal, items: Mapping[int, str]) -> tuple[Problem, ...]:
    """Say what a refusal of this call means; `items` names the order lines by their number. Never empty."""
    if refusal.code in _BY_PATH:
        return _by_path(call, refusal)
    fitting = [row for row in ROWS if row.code == refusal.code and call in row.calls]
    told = [_problem(row, call, refusal, items) for row in fitting if row.reason and _naming(row.reason, refusal)]
    return tuple(told or [_problem(row, call, refusal, items) for row in fitting if not row.reason]) or (
        _unforeseen(call, refusal),
    )


def _naming(reason: str, refusal: Refusal) -> tuple[str, ...]:
    """Give the details that name this reason; all of them where there is none to look for."""
    return tuple(detail for detail in refusal.details if reason in detail.upper())


def _problem(row: Row, call: str, refusal: Refusal, items: Mapping[int, str]) -> Problem:
    """Put a row into words for this refusal: the items are those of the lines that its reason names, else of all lines named."""
    lines = replace(refusal, details=_naming(row.reason, refusal)).lines or refusal.lines
    named = ", ".join(items[line] for line in lines if line in items) or "The order"
    return Problem(
        code=f"adobe-{row.code}" + (f"-{row.reason.lower().replace(' ', '-').replace('_', '-')}" if row.reason else ""),
        kind=row.kind,
        text=f"{row.text.format(items=named)} [{row.code}]",
        operator=f"{row.operator.format(items=named)} ({call}: {refusal.in_words()})" if row.operator else "",
        parameters=row.parameters,
    )


def _by_path(call: str, refusal: Refusal) -> tuple[Problem, ...]:
    """Turn the failing JSON paths into one question per parameter; a path that no customer can correct parks."""
    found: dict[str, Problem] = {}
    for detail in refusal.details:
        path = next((path for path in PATHS if detail.startswith(path.prefix)), None)
        if path is None or call != CREATE_CUSTOMER:
            return (_unforeseen(call, refusal),)
        found[path.prefix] = Problem(
            code=f"adobe-{refusal.code}",
            kind=Kind.CORRECTABLE,
            text=f"{_BY_PATH[refusal.code].format(name=path.name)} [{refusal.code}]",
            parameters=path.parameters,
        )
    return tuple(found.values()) or (_unforeseen(call, refusal),)


def _unforeseen(call: str, refusal: Refusal) -> Problem:
    return Problem(
        code="adobe-unforeseen",
        kind=Kind.OPERATOR,
        text=f"{DISTRIBUTORS_TURN}{f' [{refusal.code}]' if refusal.code else ''}",
        operator=f"Adobe refused in a way that needs a person ({call}: {refusal.in_words()}).",
    )
