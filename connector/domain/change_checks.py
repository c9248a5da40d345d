"""The local checks of a change: everything that can be told from the request and the one before it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from connector.domain import parameters as ids
from connector.domain.asked import asked_items, asked_switches
from connector.domain.checks import MOST_SEATS, account_problems
from connector.domain.offers import is_mpn, product_key
from connector.domain.problems import Problem, problem
from connector.domain.requests import named

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from connector.domain.policy import Policy
    from connector.domain.requests import Request


def change_problems(request: Request, before: Mapping[str, str] | None, policy: Policy) -> tuple[Problem, ...]:
    """List everything that is wrong with a change, not the first thing only."""
    return (*_items(request), *_switches(request, before), *_what_an_operator_must_do(request, before, policy))


def _items(request: Request) -> Iterator[Problem]:
    items = [item for _, item in asked_items(request)]
    wrong = [item for item in items if item.quantity is None or not 0 <= item.quantity <= MOST_SEATS]
    if wrong:
        yield problem("quantity-invalid", items=named(wrong), most=f"{MOST_SEATS:,}")
    unknown = [item for item in items if item.quantity and not is_mpn(item.mpn)]
    if unknown:
        yield problem("mpn-unknown", items=named(unknown))
    counts = Counter(product_key(item.mpn) for item in items)
    twice = [item for item in items if counts[product_key(item.mpn)] > 1]
    if twice:
        yield problem("mpn-duplicate", items=named(twice))


def _switches(request: Request, before: Mapping[str, str] | None) -> Iterator[Problem]:
    if _asks_newly(request, before, ids.MIGRATION):
        yield problem("migration-in-a-change")
    asked = asked_switches(request, before)
    for name, value in asked.items():
        if value not in {ids.AUTO_RENEWAL_ON, ids.AUTO_RENEWAL_OFF}:
            yield problem("switch-unknown", parameters=(name,))
    if len(set(asked.values())) > 1:
        yield problem("switches-contradict")


def _what_an_operator_must_do(request: Request, before: Mapping[str, str] | None, policy: Policy) -> Iterator[Problem]:
    if not request.text(ids.CUSTOMER_ID):
        yield problem("customer-id-missing")
    yield from account_problems(request, policy)
    for name, feature in {**ids.NOT_BUILT, ids.TRANSACTION_ID: "a change of several one-to-one requests together"}.items():
        if _asks_newly(request, before, name):
            yield problem("feature-not-built", parameters=(name,), feature=feature)


def _asks_newly(request: Request, before: Mapping[str, str] | None, name: str) -> bool:
    """Whether a parameter is filled and was not the same in the previous approved request."""
    return request.asks(name) and (before is None or request.parameters[name].comparable != before.get(name, "").strip())
