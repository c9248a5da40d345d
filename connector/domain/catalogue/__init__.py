"""What each answer of Adobe means for a request: one table by call or resource, code and reason, since codes change meaning.

`judge` says what a refusal of a call means, `judge_status` what the status of a resource means. The rows stand in the modules
beside this one, by area; each names Adobe's page. A refusal without a row parks with Adobe's whole answer for the operator, or is
waited for where Adobe failed (5xx); it never fails a customer.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from connector.domain.catalogue.account_rows import DEPLOYMENT_ROWS, GROUP_ROWS
from connector.domain.catalogue.any_call_rows import ANY_CALL_ROWS
from connector.domain.catalogue.change_rows import RETURN_ROWS, SETTING_ROWS
from connector.domain.catalogue.customer_rows import CUSTOMER_ROWS
from connector.domain.catalogue.discount_rows import DISCOUNT_ROWS, GROWTH_ROWS
from connector.domain.catalogue.fields import asks_for_fields, questions
from connector.domain.catalogue.order_rows import ORDER_ROWS
from connector.domain.catalogue.price_list_rows import PRICE_LIST_ROWS
from connector.domain.catalogue.renewal_rows import RENEWAL_ROWS, SWITCH_ROWS
from connector.domain.catalogue.status_rows import STATUS_ROWS
from connector.domain.catalogue.transfer_rows import REASON_ROWS, RESELLER_CHANGE_ROWS, TRANSFER_ROWS
from connector.domain.meanings import ANY_CALL, DISTRIBUTORS_TURN, LOG_IN, PLACE_TRANSFER, PREVIEW_TRANSFER, READ_TRANSFER, Row
from connector.domain.problem_kinds import Kind, Problem
from connector.domain.reseller_rows import RESELLER_ROWS
from connector.domain.retail_rows import RETAIL_ROWS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from connector.domain.refusals import Refusal

ROWS: Final = (
    *CUSTOMER_ROWS,
    *ORDER_ROWS,
    *RETURN_ROWS,
    *SETTING_ROWS,
    *RENEWAL_ROWS,
    *SWITCH_ROWS,
    *DISCOUNT_ROWS,
    *GROWTH_ROWS,
    *DEPLOYMENT_ROWS,
    *GROUP_ROWS,
    *TRANSFER_ROWS,
    *REASON_ROWS,
    *RESELLER_CHANGE_ROWS,
    *PRICE_LIST_ROWS,
    *RESELLER_ROWS,
    *ANY_CALL_ROWS,
)

_FIRST_OF_ADOBES_FAILURES: Final = 500
_LISTS_REASONS: Final = frozenset({"5117"})
_REASON: Final = re.compile(r"[A-Z0-9_& ]+")
_NOT_FOUND: Final = 404
_MEMBERSHIP_OR_TRANSFER: Final = "5116"
_LIKE_NOT_FOUND: Final = {PREVIEW_TRANSFER: "HTTP 404", PLACE_TRANSFER: "HTTP 404", READ_TRANSFER: _MEMBERSHIP_OR_TRANSFER}
_LIKE: Final = {401: "4116", 403: "4115", 429: "4118"}
_LIKE_NO_CREDENTIALS: Final = "4116"
_LIKE_ANY_FAILURE: Final = "1124"


def judge(call: str, refusal: Refusal, items: Mapping[int, str], account: str = "the account") -> tuple[Problem, ...]:
    """Say what a refusal of this call means; `items` names the order lines by their number. Never empty.

    `account` is how an operator calls the account whose credentials were used.
    """
    if asks_for_fields(call, refusal.code) and (asked := questions(call, refusal)):
        return asked
    rows = _rows_for(call, _code_of(refusal)) or _rows_for(call, _stand_in(call, refusal))
    named = [row for row in rows if row.reason and _naming(row.reason, refusal)]
    plain = [row for row in rows if not row.reason]
    told = [*named, *plain] if _hides_a_reason(named, refusal) else named or plain
    return tuple(_problem(row, call, refusal, items, account) for row in told) or (_unforeseen(call, refusal),)


def _hides_a_reason(named: list[Row], refusal: Refusal) -> bool:
    """Whether a refusal that lists its reasons, one in each detail, has one among them that no row knows."""
    known = {detail for row in named for detail in _naming(row.reason, refusal)}
    reasons = {detail for detail in refusal.details if _REASON.fullmatch(detail.upper())}
    return refusal.code in _LISTS_REASONS and not known.issuperset(reasons)


def judge_status(resource: str, status: str, **words: object) -> Problem | None:
    """Say what a status means on a resource, its blanks filled in; `None` where nothing is wrong.

    An unknown status is looked at again: it neither parks nor fails a request by itself.
    """
    row = next((row for row in STATUS_ROWS if (row.resource, row.code) == (resource, status)), None)
    if row is None:
        return Problem(
            f"{resource.replace(' ', '-')}-status-unknown",
            Kind.TRANSIENT,
            f"The {resource} has the unknown status {status or 'none'} at Adobe. It is looked at again.",
        )
    if row.kind is None:
        return None
    return Problem(row.name, row.kind, f"{row.text.format(**words)} [{status}]", row.operator.format(**words), row.parameters)


def ended(resource: str) -> frozenset[str]:
    """Give the statuses in which a resource has come to an end that is not the good one."""
    return frozenset(row.code for row in STATUS_ROWS if row.resource == resource and row.kind not in {None, Kind.TRANSIENT})


def _code_of(refusal: Refusal) -> str:
    """Give Adobe's code; where it gave none, or what stands in front of it repeated the HTTP status, that status as a code."""
    return refusal.code if refusal.code not in {"", str(refusal.status)} else f"HTTP {refusal.status}"


def _rows_for(call: str, code: str) -> list[Row]:
    """Give the rows of a code for the very call, else those for any call."""
    fitting = [row for row in (*ROWS, *RETAIL_ROWS) if row.code == code]
    return [row for row in fitting if call in row.calls] or [row for row in fitting if ANY_CALL in row.calls]


def _stand_in(call: str, refusal: Refusal) -> str:
    """Give the code that an unknown one is treated like; empty where it is a matter of its own.

    The identity service has codes of its own, and refuses nothing but credentials. What is not found on the way to a transfer is
    its membership, or once it has begun the transfer, whatever else the answer says.
    """
    if call in _LIKE_NOT_FOUND and (refusal.status == _NOT_FOUND or refusal.code == _MEMBERSHIP_OR_TRANSFER):
        return _LIKE_NOT_FOUND[call]
    if refusal.status >= _FIRST_OF_ADOBES_FAILURES:
        return _LIKE_ANY_FAILURE
    return _LIKE.get(refusal.status, _LIKE_NO_CREDENTIALS if call == LOG_IN else "")


def _naming(reason: str, refusal: Refusal) -> tuple[str, ...]:
    """Give the details that name this reason as a whole word; some answers name it in their message only."""
    named = re.compile(rf"(?<![A-Z0-9_]){re.escape(reason)}(?![A-Z0-9_])")
    return tuple(detail for detail in (*refusal.details, refusal.message) if named.search(detail.upper()))


def _problem(row: Row, call: str, refusal: Refusal, items: Mapping[int, str], account: str) -> Problem:
    """Put a row into words for this refusal: the items are those of the lines that its reason names, else of all lines named."""
    lines = replace(refusal, details=_naming(row.reason, refusal)).lines if row.reason else ()
    named = ", ".join(items[line] for line in lines or refusal.lines if line in items) or "The request"
    return Problem(
        code=re.sub(r"[^a-z0-9]+", "-", f"adobe-{row.code}-{row.reason}".lower()).strip("-"),
        kind=row.kind,
        text=f"{row.text.format(items=named)} [{_code_of(refusal)}]",
        operator=f"{row.operator.format(items=named, account=account)} ({call}: {refusal.in_words()})" if row.operator else "",
        parameters=row.parameters,
    )


def _unforeseen(call: str, refusal: Refusal) -> Problem:
    return Problem(
        code="adobe-unforeseen",
        kind=Kind.OPERATOR,
        text=f"{DISTRIBUTORS_TURN}{f' [{refusal.code}]' if refusal.code else ''}",
        operator=f"Adobe refused in a way that needs a person ({call}: {refusal.in_words()}).",
    )
