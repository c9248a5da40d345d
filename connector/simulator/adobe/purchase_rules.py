"""The rules that a purchase must pass, line by line, before it is previewed or placed. It decides and changes nothing.

Source: developer.adobe.com/vipmp/docs/references/error-handling. Codes are raised in the order of the functions below,
which is our choice; every line that breaks a rule is named, as `Line Item: n, Reason: CODE` where a reason is documented.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from connector.simulator.adobe.levels import entitled_level, is_earned
from connector.simulator.adobe.refusals import RefusalError
from connector.simulator.adobe.terms import term_began

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from connector.simulator.adobe.asking import Asking
    from connector.simulator.adobe.catalogue import Catalogue, Offer, Product
    from connector.simulator.adobe.world import Customer

_GOVERNMENT_AGENCY_LEVELS: Final = frozenset({"06", "07", "08", "09"})
_OPEN_OR_DONE: Final = frozenset({"1000", "1002"})


@dataclass(frozen=True)
class BasketLine:
    """One line that is to be bought: its offer exists, its numbers are in range."""

    number: int
    offer: Offer
    quantity: int
    currency: str


@dataclass(frozen=True)
class Basket:
    """All lines of one purchase, with the levels that this customer may order them at."""

    lines: Sequence[BasketLine]
    customer: Customer
    catalogue: Catalogue

    @cached_property
    def entitled(self) -> dict[str, str]:
        """Give the entitled level for each offer type in the basket."""
        amounts = [(line.offer, line.quantity) for line in self.lines]
        kinds = {line.offer.product.kind for line in self.lines}
        return {kind: entitled_level(self.customer, kind, amounts, self.catalogue) for kind in kinds}

    def refuse_unearned_levels(self) -> None:
        """Refuse lines at a better level than the entitled one with 2129: NEW corrects nothing."""
        _refuse(
            "2129",
            self.lines,
            lambda line: not is_earned(line.offer, self.entitled[line.offer.product.kind]),
        )


def read_basket(asking: Asking, customer: Customer) -> Basket:
    """Read the lines of a judged body and hold them against every rule; raises the first refusal."""
    body, catalogue = asking.body, asking.place.world.catalogue
    if customer.in_flight:
        raise RefusalError("3131")
    check_numbers([item["extLineItemNumber"] for item in body["lineItems"]])
    _check_offers(body["lineItems"], catalogue)
    check_currency_levels(body, strict=asking.place.settings.strict_currency)
    usual = body.get("currencyCode") or _usual_currency(asking, customer)
    lines = [
        BasketLine(item["extLineItemNumber"], offer, item["quantity"], item.get("currencyCode") or usual)
        for item in body["lineItems"]
        if (offer := catalogue.sold(item["offerId"]))
    ]
    _check_contract(asking, customer, lines)
    _check_eligibility(asking, customer, lines)
    return Basket(lines, customer, catalogue)


def check_numbers(numbers: list[int]) -> None:
    """Refuse line numbers that are not unique with 2121."""
    twice = [number for number, count in Counter(numbers).items() if count > 1]
    if twice:
        raise RefusalError("2121", *(f"Line Item: {number}" for number in twice))


def _check_offers(items: list[dict[str, object]], catalogue: Catalogue) -> None:
    # The documented message for levels 06 to 09 is about the customer; those levels belong to large government agencies only.
    agency = [item for item in items if _is_agency_offer(str(item["offerId"]), catalogue)]
    unknown = [item for item in items if catalogue.sold(str(item["offerId"])) is None and item not in agency]
    if unknown:
        raise RefusalError("2122", *(f"Line Item: {item['extLineItemNumber']}" for item in unknown))
    if agency:
        raise RefusalError("2129", *(f"Line Item: {item['extLineItemNumber']}, Reason: Not an LGA Customer" for item in agency))
    for code, field in (("2138", "deploymentId"), ("5135", "discountCode"), ("2146", "flexDiscountCodes")):
        named = [item for item in items if item.get(field)]
        if named:
            # No deployments, volume codes or flexible discounts exist in this simulator, so every one is unknown.
            raise RefusalError(code, *(f"Line Item: {item['extLineItemNumber']}" for item in named))


def _is_agency_offer(offer_id: str, catalogue: Catalogue) -> bool:
    return offer_id[10:12] in _GOVERNMENT_AGENCY_LEVELS and catalogue.sold(f"{offer_id[:10]}01{offer_id[12:]}") is not None


def check_currency_levels(body: dict[str, object], *, strict: bool) -> None:
    """Refuse currencies at both levels with 2140: where they differ, in strict mode always."""
    order_level = body.get("currencyCode")
    lines = body["lineItems"]
    given = {item.get("currencyCode") for item in lines} - {None} if isinstance(lines, list) else set()
    if order_level and given and (strict or given != {order_level}):
        raise RefusalError("2140")


def _usual_currency(asking: Asking, customer: Customer) -> str:
    owned = [subscription.currency for subscription in customer.living]
    return owned[0] if owned else asking.partner.currencies[0]


def _check_contract(asking: Asking, customer: Customer, lines: Sequence[BasketLine]) -> None:
    if not asking.partner.sells:
        raise RefusalError("2124")
    _refuse("2120", lines, lambda line: line.quantity > line.offer.product.max_quantity)
    _refuse("2128", lines, lambda line: line.currency not in line.offer.product.list_prices)
    _refuse("2125", lines, lambda line: line.currency not in asking.partner.currencies)
    usual = customer.living[0].currency if customer.living else lines[0].currency
    _refuse("2137", lines, lambda line: line.currency != usual)


def _check_eligibility(asking: Asking, customer: Customer, lines: Sequence[BasketLine]) -> None:
    catalogue, reseller = asking.place.world.catalogue, asking.place.world.resellers[customer.reseller_id]
    ordered = {line.offer.product.key for line in lines}
    owned = {catalogue.get(subscription.offer_id).product.key for subscription in customer.living}
    segments = frozenset(reseller.profile["marketSegments"])
    restricted = _bought_this_term(asking, customer)
    rules: tuple[tuple[str, Callable[[Product], bool]], ...] = (
        ("INELIGIBLE_MARKET_SEGMENT", lambda product: not _fits_segment(product, customer, segments)),
        ("INELIGIBLE_SWITCH", lambda product: bool(product.excludes & (ordered | owned))),
        ("INELIGIBLE_ADD_ON", lambda product: bool(product.needs) and not product.needs & (ordered | owned)),
        ("CUSTOMER_NOT_ELIGIBLE_FOR_PURCHASE", lambda product: product.once_per_term and product.key in restricted),
    )
    broken = [(line.number, reason) for line in lines for reason, breaks in rules if breaks(line.offer.product)]
    if broken:
        raise RefusalError("2129", *(f"Line Item: {number}, Reason: {reason}" for number, reason in broken))


def _fits_segment(product: Product, customer: Customer, sold: frozenset[str]) -> bool:
    if product.segment != customer.segment or product.segment not in sold:
        return False
    return not product.sub_segment or product.sub_segment in customer.profile["marketSubSegments"]


def _bought_this_term(asking: Asking, customer: Customer) -> set[str]:
    since = term_began(customer, asking.place.clock.today())
    bought = (order for order in customer.orders if order.order_type != "RETURN")
    orders = (order for order in bought if order.status in _OPEN_OR_DONE and order.created >= since)
    return {line.offer_id[:10] for order in orders for line in order.lines}


def _refuse(code: str, lines: Iterable[BasketLine], breaks: Callable[[BasketLine], bool]) -> None:
    numbers = [line.number for line in lines if breaks(line)]
    if numbers:
        raise RefusalError(code, *(f"Line Item: {number}" for number in numbers))
