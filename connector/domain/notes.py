"""What the customer is told when a request is approved: what changed now, and what changes when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connector.domain.holdings import ACTIVE

if TYPE_CHECKING:
    from connector.domain.adobe_facts import Subscription
    from connector.domain.returns import Returnable


def _day(subscription: Subscription) -> str:
    return f"until {subscription.renewal_date:%Y-%m-%d}" if subscription.renewal_date else "until the next renewal"


def absorbed(name: str, kept: int, bought: int) -> str:
    """Say that seats of an earlier reduction count towards a raise."""
    more = f"; {bought} more were bought" if bought else ""
    return f"{name}: {kept} seats that were to end at the next renewal stay{more}."


def not_renewed(name: str, seats: int, subscription: Subscription) -> str:
    """Say that a reduction takes effect at renewal."""
    return f"{name}: {seats} seats stay usable {_day(subscription)} and are not renewed."


def lapses(name: str, subscription: Subscription) -> str:
    """Say when a subscription without auto-renewal ends."""
    return f"{name}: auto-renewal is off; the licences stay usable {_day(subscription)} and end then."


def renews_again(name: str, seats: int) -> str:
    """Say that an item that had been dropped to zero renews again."""
    return f"{name}: auto-renewal is on again, for {seats} seats."


def given_back(name: str, seats: int, order_id: str) -> str:
    """Say which seats were returned."""
    return f"{name}: {seats} seats of the Adobe order {order_id} were returned and are credited."


def could_be_returned(line: Returnable, name: str) -> str:
    """Say what could be returned if it were asked for."""
    left, until = line.remaining - line.begun, f"{line.until:%Y-%m-%d}"
    return f"{name}: {left} seats of the Adobe order {line.order.id} can be returned until {until}."


def explained_elsewhere(name: str, subscription: Subscription, explained: int) -> str:
    """Say that Adobe shows other quantities than the asset's orders explain."""
    return f"{name}: Adobe shows {subscription.quantity} seats, this subscription's orders explain {explained}."


def ends(name: str, subscription: Subscription) -> str:
    """Say what becomes of a subscription that does not renew: it ends some day, or has ended already."""
    return lapses(name, subscription) if subscription.status == ACTIVE else already_ended(name)


def fewer_than_approved(name: str, subscription: Subscription, approved: int) -> str:
    """Say that Adobe holds fewer seats than the marketplace approved."""
    return f"{name}: Adobe holds {subscription.quantity} seats, {approved} are approved."


def left_to_adobe(name: str) -> str:
    """Say that the renewal quantity could not be set right after an order."""
    return f"{name}: the seats are bought; Adobe did not take the quantity for the next renewal yet, so it keeps its own."


def already_ended(name: str) -> str:
    """Say that nothing was left to end."""
    return f"{name}: the Adobe subscription had ended already."
