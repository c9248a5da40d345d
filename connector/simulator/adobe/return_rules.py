"""The rules that a return must pass before it is placed. It decides and changes nothing.

Source: developer.adobe.com/vipmp/docs/order-management/return-order and …/references/error-handling, which document two dialects
of refusals. Which one is spoken is a setting; codes are raised in the order of the functions below, which is our choice.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from connector.simulator.adobe.catalogue import CONSUMABLES
from connector.simulator.adobe.levels import committed_quantity, owned_quantity
from connector.simulator.adobe.purchase_rules import check_currency_levels, check_numbers
from connector.simulator.adobe.refusals import RefusalError
from connector.simulator.adobe.world import ACTIVE, PENDING, RETURNED

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from connector.simulator.adobe.asking import Asking
    from connector.simulator.adobe.catalogue import Product
    from connector.simulator.adobe.options import SimulatorSettings
    from connector.simulator.adobe.world import Customer, Order, OrderLine, Subscription, World

_SOURCES: Final = frozenset({"NEW", "RENEWAL"})
_PARTIAL: Final = "PARTIAL_CANCELLATION_NOT_ALLOWED_FOR_SCP_OR_CONSUMABLE"


@dataclass(frozen=True)
class Returned:
    """One line that is to be returned, beside the original line and what became of it."""

    quantity: int
    source: OrderLine
    subscription: Subscription
    product: Product

    @property
    def is_partial(self) -> bool:
        """Say whether something of the line would remain."""
        return self.quantity < self.source.remaining


def read_return(asking: Asking, customer: Customer) -> list[Returned]:
    """Read the lines of a judged body and hold them against every rule; raises the first refusal."""
    body, settings = asking.body, asking.place.settings
    check_numbers([item["extLineItemNumber"] for item in body["lineItems"]])
    check_currency_levels(body, strict=settings.strict_currency)
    original = _original(asking, customer)
    _check_original(original, customer, settings)
    _check_identity(body, original)
    lines = [_returned(item, original, customer, asking.place.world) for item in body["lineItems"]]
    _check_time(asking, lines, original)
    _check_kinds(lines, settings)
    _check_quantities(lines, settings)
    _check_commitment(asking, customer, lines)
    return lines


def _original(asking: Asking, customer: Customer) -> Order:
    order = asking.place.world.orders.get(asking.body["referenceOrderId"])
    if order is None or order.customer_id != customer.customer_id:
        raise RefusalError("2115")
    return order


def _check_original(original: Order, customer: Customer, settings: SimulatorSettings) -> None:
    if original.order_type == "SWITCH":
        raise _spoken(settings, "RETURN_NOT_SUPPORTED_SWITCH_ORDER", "2127", "SWITCH_ORDER_CANCELLATION_NOT_ALLOWED")
    if original.order_type not in _SOURCES:
        raise RefusalError("2127")
    if original.status == RETURNED:
        raise RefusalError("2133")
    if original.status != ACTIVE:
        raise RefusalError("2116")
    if any(order.reference_order_id == original.order_id for order in _open_returns(customer)):
        raise RefusalError("4122")


def _check_identity(body: dict[str, Any], original: Order) -> None:
    known, items, usual = original.by_number, body["lineItems"], body.get("currencyCode")
    _refuse("2131", [item["extLineItemNumber"] for item in items if _differs(item, known.get(item["extLineItemNumber"]), usual)])
    _refuse("2130", [item["extLineItemNumber"] for item in items if item["offerId"] != known[item["extLineItemNumber"]].offer_id])


def _differs(item: dict[str, Any], line: OrderLine | None, usual: str | None) -> bool:
    # No deployments exist in this simulator, so a line that names one differs from every original.
    return line is None or bool(item.get("deploymentId")) or item.get("currencyCode", usual) not in {None, line.currency}


def _returned(item: dict[str, Any], original: Order, customer: Customer, world: World) -> Returned:
    source = original.by_number[item["extLineItemNumber"]]
    product = world.catalogue.get(source.offer_id).product
    return Returned(item["quantity"], source, customer.by_id[source.subscription_id], product)


def _check_time(asking: Asking, lines: Sequence[Returned], original: Order) -> None:
    _refuse("2133", _numbers(lines, lambda line: line.source.status == RETURNED))
    _refuse("2134", _numbers(lines, lambda line: _is_over(line.subscription, original)))
    age = asking.place.clock.today() - original.created.date()
    if age.days > asking.place.settings.return_window_days:
        raise RefusalError("2117")


def _is_over(subscription: Subscription, original: Order) -> bool:
    renewed_since = subscription.term_start is not None and original.created < subscription.term_start
    return renewed_since or subscription.status != ACTIVE


def _check_kinds(lines: Sequence[Returned], settings: SimulatorSettings) -> None:
    growth = [line for line in lines if line.product.minimum]
    if growth:
        leaves_less = any(line.subscription.quantity - line.quantity < (line.product.minimum or 0) for line in growth)
        details = _with_reason(growth, _PARTIAL)
        raise _spoken(settings, "RETURN_NOT_SUPPORTED_MOQ_SKU", *(["5133"] if leaves_less else ["2127", *details]))
    used = [line for line in lines if line.product.kind == CONSUMABLES and line.subscription.used > 0]
    if used:
        raise RefusalError("2129", *_with_reason(used, "INELIGIBLE_CONSUMED"))
    parts = [line for line in lines if line.is_partial and (line.product.kind == CONSUMABLES or line.product.returns_whole)]
    if parts:
        raise RefusalError("2127", *_with_reason(parts, _PARTIAL))


def _check_quantities(lines: Sequence[Returned], settings: SimulatorSettings) -> None:
    if not settings.partial_returns:
        _refuse("2132", _numbers(lines, lambda line: line.quantity != line.source.quantity))
    above = _numbers(lines, lambda line: line.quantity > line.source.remaining)
    if above:
        raise _spoken(settings, "RETURN_QTY_EXCEEDS_REMAINING", "2120", *(f"Line Item: {number}" for number in above))


def _check_commitment(asking: Asking, customer: Customer, lines: Sequence[Returned]) -> None:
    catalogue, leaving = asking.place.world.catalogue, _leaving(asking.place.world, customer)
    counting = [line for line in lines if line.product.counts_for_level]
    for line in counting:
        leaving[line.product.kind] += line.quantity
    short = [
        line
        for line in counting
        if owned_quantity(customer, line.product.kind, catalogue) - leaving[line.product.kind]
        < committed_quantity(customer, line.product.kind, asking.place.clock.today())
    ]
    if short:
        raise _spoken(asking.place.settings, "RETURN_VIOLATES_3YC_MCQ", "2127", *_with_reason(short, "THREE_YEAR_COMMIT"))


def _leaving(world: World, customer: Customer) -> Counter[str]:
    """Count what other returns, accepted but not complete, take away soon, by offer type."""
    leaving: Counter[str] = Counter()
    for line in (line for order in _open_returns(customer) for line in order.lines):
        product = world.catalogue.get(line.offer_id).product
        leaving[product.kind] += line.quantity if product.counts_for_level else 0
    return leaving


def _open_returns(customer: Customer) -> list[Order]:
    return [order for order in customer.orders if order.order_type == "RETURN" and order.status == PENDING]


def _spoken(settings: SimulatorSettings, symbol: str, code: str, *details: str) -> RefusalError:
    return RefusalError(symbol) if settings.return_dialect == "422" else RefusalError(code, *details)


def _with_reason(lines: Sequence[Returned], reason: str) -> list[str]:
    return [f"Line Item: {line.source.number}, Reason: {reason}" for line in lines]


def _numbers(lines: Sequence[Returned], breaks: Callable[[Returned], bool]) -> list[int]:
    return [line.source.number for line in lines if breaks(line)]


def _refuse(code: str, numbers: Sequence[int]) -> None:
    if numbers:
        raise RefusalError(code, *(f"Line Item: {number}" for number in numbers))
