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
from connector.domain.requests import action_of, named
from connector.domain.transactions import model_problems

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from connector.domain.policy import Policy
    from connector.domain.requests import AnyRequest, Request

MOST_LINES: Final = 499
MOST_SEATS: Final = 599_000
"""The largest quantity that any page of Adobe's gives; its order page says 200,000, so Adobe has the last word below it."""


def purchase_problems(request: Request, policy: Policy) -> tuple[Problem, ...]:
    """List everything that is wrong with a purchase, not the first thing only."""
    return (
        *_what_is_asked(request),
        *return_problems(request),
        *switch_problems(request),
        *item_problems(request),
        *model_problems(request),
        *company_problems(profile_of(request, policy)),
        *operator_problems(request, policy),
    )


def wanted_quantities(request: Request) -> dict[int, int]:
    """Give what a purchase orders: quantities by the items' places in the request."""
    return {number: item.quantity for number, item in request.lines.items() if item.quantity and not item.pay_per_use}


def wanted_lines(
    request: Request, quantities: Mapping[int, int], *, consumables: frozenset[int] = frozenset()
) -> tuple[WantedLine, ...]:
    """Give the lines to preview: an item's number is its place in the request, its offer the base level of its product."""
    return tuple(
        WantedLine(number, item.mpn, base_offer(item.mpn, consumable=number in consumables), quantities[number])
        for number, item in request.lines.items()
        if number in quantities
    )


def _what_is_asked(request: Request) -> Iterator[Problem]:
    if action_of(request) != "purchase":
        yield problem("action-type-missing")
    elif request.asks(ids.VIP_NUMBER):
        yield problem("vip-number-in-a-purchase")


def return_problems(request: Request) -> Iterator[Problem]:
    """List what asks for something back that is new on this asset."""
    for name in ids.NOT_IN_A_PURCHASE:
        if _says_yes(request, name):
            yield problem("nothing-to-return", parameters=(name,))


def switch_problems(request: Request) -> Iterator[Problem]:
    """List what is wrong with the auto-renewal switches."""
    asked = {name: request.text(name) for name in ids.AUTO_RENEWAL_SWITCHES if request.asks(name)}
    for name, value in asked.items():
        if value not in {ids.AUTO_RENEWAL_ON, ids.AUTO_RENEWAL_OFF}:
            yield problem("switch-unknown", parameters=(name,))
    if len(set(asked.values())) > 1:
        yield problem("switches-contradict")


def item_problems(request: Request) -> Iterator[Problem]:
    """List what is wrong with the items, whatever becomes of them at Adobe."""
    items = request.ordered_items
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


def operator_problems(request: Request, policy: Policy) -> Iterator[Problem]:
    """List what an operator must put right before anything can be done for a new asset."""
    if not request.carries(ids.CUSTOMER_ID):
        yield problem("customer-id-not-carried")
    yield from account_problems(request, policy)
    for name, feature in ids.NOT_BUILT.items():
        if _says_yes(request, name):
            yield problem("feature-not-built", parameters=(name,), feature=feature)


def account_problems(request: AnyRequest, policy: Policy) -> Iterator[Problem]:
    """List what does not fit between the marketplace and the Adobe account that it sells under."""
    currency = request.configuration.get(ids.CURRENCY, "").strip()
    if currency and currency != policy.currency:
        yield problem("currency-mismatch", given=currency, expected=policy.currency)


def _says_yes(request: Request, name: str) -> bool:
    """Whether a parameter is filled with anything but a no."""
    return request.asks(name) and request.text(name).casefold() not in ids.NO
