"""What ties requests to one purchase in the one-to-one model: a GUID, and how many requests belong to it. Local rules only.

In this model an asset has one product; what is bought together stands in several requests that carry one transaction id.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from connector.domain import parameters as ids
from connector.domain.problems import Problem, problem
from connector.domain.requests import action_of, named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connector.domain.requests import AnyRequest, Item, Request

OWNER: Final = "transaction "
"""How the name begins under which a transaction's calls are journaled."""

ONE_TO_ONE: Final = "one-to-one"
ONE_TO_MANY: Final = "one-to-many"
MOST_REQUESTS: Final = 499
"""One line per request, and Adobe takes so many lines in one order."""

_GUID: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{32}")
_NOBODYS: Final = "0" * 32
_COUNT: Final = re.compile(r"0*[1-9][0-9]{0,2}")


def model_of(request: Request) -> str:
    """Give the business model: the request's own, else the marketplace's, else one-to-many. Whatever stands there, trimmed."""
    return _model_on(request) or _model_of_marketplace(request) or ONE_TO_MANY


def transaction_of(request: Request) -> str:
    """Give the transaction that a purchase belongs to, as 32 hexadecimal digits; empty where it belongs to none."""
    bought = request.kind == "purchase" and action_of(request) != "transfer" and not request.asks(ids.MIGRATION)
    if not bought or model_of(request) != ONE_TO_ONE:
        return ""
    return guid_digits(request.text(ids.TRANSACTION_ID))


def guid_digits(text: str) -> str:
    """Read a GUID in any of its usual spellings as 32 hexadecimal digits; empty where it is none, or the one of zeros only."""
    plain = text.strip().lower()
    if plain.startswith("{") and plain.endswith("}"):
        plain = plain[1:-1]
    digits = plain.replace("-", "") if _GUID.fullmatch(plain) else ""
    return "" if digits == _NOBODYS else digits


def announced(request: AnyRequest) -> int | None:
    """Give how many requests the transaction is said to have; `None` where that is no whole number from 1 to 499."""
    text = request.text(ids.TRANSACTION_ITEMS)
    number = int(text) if _COUNT.fullmatch(text) else 0
    return number if 1 <= number <= MOST_REQUESTS else None


def owner_of(account: str, company: str, transaction: str) -> str:
    """Name whose calls the customer and the order of a transaction are: not one request's, but one company's (TA-…).

    Strangers can use the same GUID. The name has no slash.
    """
    return f"{OWNER}{account.replace('/', ' ')} {company} {transaction}"


def ordered_item(request: Request) -> Item | None:
    """Give the one item that a one-to-one purchase orders; `None` where it orders none, or several."""
    ordered = request.ordered_items
    return ordered[0] if len(ordered) == 1 else None


def model_problems(request: Request) -> Iterator[Problem]:
    """List what is wrong with the business model and with what belongs to it."""
    model = model_of(request)
    if model not in {ONE_TO_ONE, ONE_TO_MANY}:
        yield problem("business-model-unknown") if _model_on(request) else problem("business-model-misconfigured", given=model)
    elif model == ONE_TO_ONE:
        yield from _one_to_one_problems(request)
    elif request.asks(ids.TRANSACTION_ID):
        yield problem("transaction-without-model")


def not_shared_problems(request: Request) -> Iterator[Problem]:
    """Only purchases are ordered together: nothing else that carries a transaction id is taken for a part of one."""
    if request.asks(ids.TRANSACTION_ID):
        feature = "a transfer or an import in several one-to-one requests"
        yield problem("feature-not-built", parameters=(ids.TRANSACTION_ID,), feature=feature)


def _one_to_one_problems(request: Request) -> Iterator[Problem]:
    if request.asks(ids.TRANSACTION_ID):
        if not guid_digits(request.text(ids.TRANSACTION_ID)):
            yield problem("transaction-id-invalid")
        if announced(request) is None:
            yield problem("transaction-items-invalid", most=MOST_REQUESTS)
    elif request.asks(ids.TRANSACTION_ITEMS):
        if announced(request) is None:
            yield problem("transaction-items-invalid", most=MOST_REQUESTS)
        elif announced(request) != 1:
            yield problem("transaction-id-missing")
    if len(request.ordered_items) > 1:
        yield problem("one-to-one-several-products", items=named(request.ordered_items))


def _model_on(request: Request) -> str:
    return request.text(ids.BUSINESS_MODEL).casefold()


def _model_of_marketplace(request: Request) -> str:
    return request.configuration.get(ids.BUSINESS_MODEL, "").strip().casefold()
