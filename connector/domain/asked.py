"""What a change asks for: item quantities, and every switch whose value differs from the previous approved request.

Parameters persist on the asset from one request to the next, so an unchanged one asks for nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from connector.domain import parameters as ids
from connector.domain.ledger import read_ledger

if TYPE_CHECKING:
    from collections.abc import Mapping

    from connector.domain.policy import Policy
    from connector.domain.requests import Item, Request

_YES: Final = frozenset({"is-cancellation-request", "yes", "true"})


class Reduction(StrEnum):
    """What a lower quantity leads to: seats given back now, or fewer seats renewed."""

    RETURN = "return"
    RENEWAL = "renewal"


@dataclass(frozen=True)
class ItemChange:
    """One item of a request with its quantity before and now; `number` is its place in the request, and its order line."""

    number: int
    mpn: str
    name: str
    old: int
    new: int


@dataclass(frozen=True)
class Asked:
    """What a change asks for. `switch` is what auto-renewal shall be, `None` where nobody asks.

    `order_id` is the one order to return, empty where the connector finds the orders; `unnamed` is what a reduction leads to
    without it. `subscription_id` restricts a reduction to one subscription's renewal quantity. `stale_flag` tells that a
    cancellation flag is there but unchanged: it asks for nothing.
    """

    raised: tuple[ItemChange, ...]
    lowered: tuple[ItemChange, ...]
    kept: tuple[ItemChange, ...]
    reduction: Reduction
    unnamed: Reduction = Reduction.RENEWAL
    switch: bool | None = None
    order_id: str = ""
    order_parameter: str = ids.CANCEL_ORDER_ID
    subscription_id: str = ""
    stale_flag: bool = False


def what_is_asked(request: Request, before: Mapping[str, str] | None, policy: Policy) -> Asked:
    """Read a request against the previous approved one, given as its parameters' texts; `None` where there is none."""
    changes = [
        ItemChange(number, item.mpn, item.name or item.mpn, _quantity_before(request, item), item.quantity or 0)
        for number, item in asked_items(request)
    ]
    flag = request.text(ids.IS_CANCELLATION).casefold()
    by_cancel, by_downsize = newly(request, before, ids.CANCEL_ORDER_ID), newly(request, before, ids.DOWNSIZE_ORDER_ID)
    order_parameter = ids.DOWNSIZE_ORDER_ID if by_downsize and not by_cancel else ids.CANCEL_ORDER_ID
    order_id = by_cancel or by_downsize
    flagged = bool(newly(request, before, ids.IS_CANCELLATION)) and flag in _YES
    subscription_id = newly(request, before, ids.DOWNSIZE_SUBSCRIPTION_ID)
    if flagged and not order_id and not _is_history(request, request.text(ids.CANCEL_ORDER_ID)):
        order_id = request.text(ids.CANCEL_ORDER_ID)
    return Asked(
        raised=tuple(change for change in changes if change.new > change.old),
        lowered=tuple(change for change in changes if change.new < change.old),
        kept=tuple(change for change in changes if change.new == change.old and change.new),
        reduction=_reduction(flag, policy, wanted=flagged or bool(order_id), by_subscription=bool(subscription_id)),
        unnamed=_reduction(flag, policy, wanted=flagged, by_subscription=bool(subscription_id)),
        switch=asked_switch(request, before),
        order_id="" if flag in ids.NO else order_id,
        order_parameter=order_parameter,
        subscription_id=subscription_id,
        stale_flag=flag in _YES and not flagged and not order_id,
    )


def _quantity_before(request: Request, item: Item) -> int:
    """Give what an item's quantity was; an adjustment changes none, whatever it carries as the old one."""
    return (item.quantity if request.kind == "adjustment" else item.old_quantity) or 0


def _is_history(request: Request, order_id: str) -> bool:
    """Whether an order id that stands on the asset from an earlier request was returned by then."""
    ledger = read_ledger(request) or ()
    if any(entry.returned == order_id and entry.created >= request.created.replace(microsecond=0) for entry in ledger):
        return False
    return any(entry.order_id == order_id and not any(line.remaining for line in entry.lines) for entry in ledger)


def asked_items(request: Request) -> tuple[tuple[int, Item], ...]:
    """Give the items that a change can be about, with their places: not pay-per-use, and not zero before and after."""
    return tuple(
        (number, item)
        for number, item in enumerate(request.items, start=1)
        if not item.pay_per_use and (item.quantity != 0 or item.old_quantity != 0)
    )


def newly(request: Request, before: Mapping[str, str] | None, name: str) -> str:
    """Give a parameter's text where it is filled and differs from the previous approved request's."""
    text = request.text(name)
    return text if before is None or text != before.get(name, "").strip() else ""


def asked_switches(request: Request, before: Mapping[str, str] | None) -> dict[str, str]:
    """Give the auto-renewal switches that ask for something, by their ids."""
    found = {name: newly(request, before, name) for name in ids.AUTO_RENEWAL_SWITCHES}
    return {name: value for name, value in found.items() if value}


def asked_switch(request: Request, before: Mapping[str, str] | None) -> bool | None:
    """Give what auto-renewal shall be, `None` where nobody asks."""
    values = set(asked_switches(request, before).values())
    return None if not values else values == {ids.AUTO_RENEWAL_ON}


def _reduction(flag: str, policy: Policy, *, wanted: bool, by_subscription: bool) -> Reduction:
    if flag in ids.NO or by_subscription:
        return Reduction.RENEWAL
    if wanted:
        return Reduction.RETURN
    return Reduction(policy.downsize_in_window) if not flag else Reduction.RENEWAL
