"""The rules that a renewal by hand must pass. Only late ones are served: of what expired and may still be brought back.

It decides and changes nothing. Source: developer.adobe.com/vipmp/docs/order-management/manual-renewal.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final, NoReturn

from connector.simulator.adobe.levels import entitled_level, is_earned
from connector.simulator.adobe.purchase_rules import check_currency_levels, check_numbers
from connector.simulator.adobe.refusals import RefusalError
from connector.simulator.adobe.renewing import is_renewable_by_hand, is_sold
from connector.simulator.adobe.world import ACTIVE, INACTIVE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from connector.simulator.adobe.asking import Asking
    from connector.simulator.adobe.catalogue import Offer
    from connector.simulator.adobe.world import Customer, Subscription

_EARLY: Final = timedelta(days=30)


@dataclass(frozen=True)
class Renewed:
    """One line that is to be renewed by hand."""

    number: int
    offer: Offer
    quantity: int
    subscription: Subscription


@dataclass(frozen=True)
class LateRenewal:
    """All lines of one late renewal, with the levels that this customer may renew them at."""

    lines: Sequence[Renewed]
    entitled: dict[str, str]

    def refuse_unearned_levels(self) -> None:
        """Refuse lines at a better level than the entitled one with 2129: RENEWAL corrects nothing, as NEW."""
        _refuse("2129", self.lines, lambda line: not is_earned(line.offer, self.entitled[line.offer.product.kind]))


def read_late_renewal(asking: Asking, customer: Customer) -> LateRenewal:
    """Read the lines of a judged body and hold them against every rule; raises the first refusal."""
    body, catalogue = asking.body, asking.place.world.catalogue
    check_numbers([item["extLineItemNumber"] for item in body["lineItems"]])
    check_currency_levels(body, strict=asking.place.settings.strict_currency)
    lines = [_line(asking, customer, item) for item in body["lineItems"]]
    _check_time(asking, customer, lines)
    _refuse("3132", lines, lambda line: line.offer.product.key != line.subscription.offer_id[:10])
    _refuse("2120", lines, lambda line: line.quantity > line.subscription.quantity)
    given = {item["extLineItemNumber"]: item.get("currencyCode") or body.get("currencyCode") for item in body["lineItems"]}
    _refuse("2137", lines, lambda line: given[line.number] not in {None, line.subscription.currency})
    amounts = [(line.offer, line.quantity) for line in lines]
    kinds = {offer.product.kind for offer, _ in amounts}
    return LateRenewal(lines, {kind: entitled_level(customer, kind, amounts, catalogue) for kind in kinds})


def _line(asking: Asking, customer: Customer, item: dict[str, Any]) -> Renewed:
    number, offer = item["extLineItemNumber"], asking.place.world.catalogue.find(item["offerId"])
    if offer is None:
        raise RefusalError("2122", f"Line Item: {number}")
    if "subscriptionId" not in item:
        _refuse_without_subscription(asking, customer, number, offer)
    subscription = customer.by_id.get(item["subscriptionId"])
    if subscription is None:
        # The page of renewals documents 400 for this code, unlike the page of errors.
        raise RefusalError("3115", f"Line Item: {number}", status=400)
    return Renewed(number, offer, item["quantity"], subscription)


def _refuse_without_subscription(asking: Asking, customer: Customer, number: int, offer: Offer) -> NoReturn:
    if any(owned.offer_id[:10] == offer.product.key for owned in customer.subscriptions):
        raise RefusalError("3121", f"Line Item: {number}")
    _refuse_early(asking, customer.living)
    raise RefusalError("3132", f"Line Item: {number}")


def _check_time(asking: Asking, customer: Customer, lines: Sequence[Renewed]) -> None:
    today, settings = asking.place.clock.today(), asking.place.settings
    if any(line.subscription.subscription_id in customer.in_flight for line in lines):
        raise RefusalError("4122")
    _refuse_early(asking, [line.subscription for line in lines])
    late = timedelta(days=settings.late_renewal_days)
    if all(_renewed_since(line.subscription, today - late) for line in lines):
        raise RefusalError("2164")
    _refuse("3121", lines, lambda line: _renewed_since(line.subscription, today - late) or _was_emptied(line.subscription))
    catalogue, window = asking.place.world.catalogue, settings.late_renewal_days
    _refuse("3132", lines, lambda line: not is_sold(line.subscription, catalogue))
    _refuse("3122", lines, lambda line: not is_renewable_by_hand(line.subscription, catalogue, today, window))


def _refuse_early(asking: Asking, subscriptions: Sequence[Subscription]) -> None:
    today = asking.place.clock.today()
    if any(owned.status == ACTIVE and today >= owned.renewal_date - _EARLY for owned in subscriptions):
        raise RefusalError("5122", "early renewals are not served by this simulator")


def _renewed_since(subscription: Subscription, day: date) -> bool:
    began = subscription.term_start
    return subscription.status == ACTIVE and began is not None and began.date() >= day


def _was_emptied(subscription: Subscription) -> bool:
    """Say whether it ended by returns: there is nothing that could be renewed."""
    return subscription.status == INACTIVE and subscription.expired_on is None


def _refuse(code: str, lines: Sequence[Renewed], breaks: Callable[[Renewed], bool]) -> None:
    numbers = [line.number for line in lines if breaks(line)]
    if numbers:
        raise RefusalError(code, *(f"Line Item: {number}" for number in numbers))
