"""The local checks of a purchase: all that can be told from the request alone. Drafts and fulfilment share them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from connector.domain import parameters as ids
from connector.domain.companies import profile_of
from connector.domain.company_checks import company_problems
from connector.domain.moves import WantedLine
from connector.domain.offers import base_offer, is_mpn, product_key
from connector.domain.problems import Problem, problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from connector.domain.policy import Policy
    from connector.domain.requests import Item, Request

MOST_LINES: Final = 499
MOST_SEATS: Final = 599_000
"""The largest quantity that any page of Adobe's gives; its order page says 200,000, so Adobe has the last word below it."""


def purchase_problems(request: Request, policy: Policy) -> tuple[Problem, ...]:
    """List everything that is wrong with a purchase, not the first thing only."""
    return (
        *_what_is_asked(request),
        *_switches(request),
        *_items(request),
        *company_problems(profile_of(request, policy)),
        *_what_an_operator_must_do(request, policy),
    )


def wanted_quantities(request: Request) -> dict[int, int]:
    """Give what a purchase orders: quantities by the items' places in the request."""
    return {number: item.quantity for number, item in enumerate(request.items, start=1) if item.quantity and not item.pay_per_use}


def wanted_lines(
    request: Request, quantities: Mapping[int, int], *, consumables: frozenset[int] = frozenset()
) -> tuple[WantedLine, ...]:
    """Give the lines to preview: an item's number is its place in the request, its offer the base level of its product."""
    return tuple(
        WantedLine(number, item.mpn, base_offer(item.mpn, consumable=number in consumables), quantities[number])
        for number, item in enumerate(request.items, start=1)
        if number in quantities
    )


def _ordered(request: Request) -> tuple[Item, ...]:
    """Give the items that ask for something: not pay-per-use, and not zero before and after."""
    return tuple(item for item in request.items if not item.pay_per_use and (item.quantity is None or item.quantity))


def _what_is_asked(request: Request) -> Iterator[Problem]:
    action = request.text(ids.ACTION_TYPE)
    if action == "transfer":
        yield problem("feature-not-built", feature="a transfer from VIP")
    elif action != "purchase":
        yield problem("action-type-missing")
    elif request.asks(ids.VIP_NUMBER):
        yield problem("vip-number-in-a-purchase")
    for name in ids.NOT_IN_A_PURCHASE:
        if _says_yes(request, name):
            yield problem("nothing-to-return", parameters=(name,))


def _switches(request: Request) -> Iterator[Problem]:
    asked = {name: request.text(name) for name in ids.AUTO_RENEWAL_SWITCHES if request.asks(name)}
    for name, value in asked.items():
        if value not in {ids.AUTO_RENEWAL_ON, ids.AUTO_RENEWAL_OFF}:
            yield problem("switch-unknown", parameters=(name,))
    if len(set(asked.values())) > 1:
        yield problem("switches-contradict")


def _items(request: Request) -> Iterator[Problem]:
    items = _ordered(request)
    if not items:
        yield problem("nothing-to-order")
    if len(items) > MOST_LINES:
        yield problem("too-many-lines")
    unknown = [item for item in items if not is_mpn(item.mpn)]
    if unknown:
        yield problem("mpn-unknown", items=named(unknown))
    counts = Counter(product_key(item.mpn) for item in items)
    twice = [item for item in items if counts[product_key(item.mpn)] > 1]
    if twice:
        yield problem("mpn-duplicate", items=named(twice))
    absurd = [item for item in items if item.quantity is None or not 1 <= item.quantity <= MOST_SEATS]
    if absurd:
        yield problem("quantity-invalid", items=named(absurd), most=f"{MOST_SEATS:,}")


def _what_an_operator_must_do(request: Request, policy: Policy) -> Iterator[Problem]:
    if not request.carries(ids.CUSTOMER_ID):
        yield problem("customer-id-not-carried")
    yield from account_problems(request, policy)
    model = request.text(ids.BUSINESS_MODEL) or request.configuration.get(ids.BUSINESS_MODEL, "")
    if model.strip() == "one-to-one" and not request.asks("transaction_id"):
        yield problem("feature-not-built", feature="the one-to-one model")
    for name, feature in ids.NOT_BUILT.items():
        if _says_yes(request, name):
            yield problem("feature-not-built", feature=feature)


def account_problems(request: Request, policy: Policy) -> Iterator[Problem]:
    """List what does not fit between the marketplace and the Adobe account that it sells under."""
    currency = request.configuration.get(ids.CURRENCY, "").strip()
    if currency and currency != policy.currency:
        yield problem("currency-mismatch", given=currency, expected=policy.currency)
    if policy.program != "vipmp":
        yield problem("feature-not-built", feature="a Partner Connection Retail product")


def _says_yes(request: Request, name: str) -> bool:
    """Whether a parameter is filled with anything but a no."""
    return request.asks(name) and request.text(name).casefold() not in ids.NO


def named(items: Iterable[Item]) -> str:
    """Name items for people, by what the marketplace calls them."""
    return ", ".join(item.name or item.mpn or item.id for item in items)
