"""What the customer is told when a request is approved: what changed now, and what changes when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connector.domain.holdings import ACTIVE
from connector.domain.offers import is_consumable, product_key

if TYPE_CHECKING:
    from connector.domain.adobe_facts import Subscription
    from connector.domain.returns import Returnable

WINDOW_OVER = "The return window is over."
"""Said beside a reduction that was to give seats back, where the orders are too old for it."""

NOTHING_TAKEN_BACK = "Adobe takes none of it back."
"""The same where there are younger orders, but nothing of them can be given back."""


def _quantity(number: int, offer_id: str) -> str:
    """Write how many: licences are counted in seats, consumables in units."""
    noun = "unit" if is_consumable(offer_id) else "seat"
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _for(number: int, one: str, more: str) -> str:
    """Choose the form of a verb that goes with a number."""
    return one if number == 1 else more


def _day(subscription: Subscription) -> str:
    return f"until {subscription.renewal_date:%Y-%m-%d}" if subscription.renewal_date else "until the next renewal"


def _on(subscription: Subscription) -> str:
    return f"on {subscription.renewal_date:%Y-%m-%d}" if subscription.renewal_date else "at the next renewal"


def absorbed(name: str, kept: int, bought: int, subscription: Subscription) -> str:
    """Say that seats of an earlier reduction count towards a raise."""
    stay = _for(kept, "that was to end at the next renewal stays", "that were to end at the next renewal stay")
    return f"{name}: {_quantity(kept, subscription.offer_id)} {stay}{_and_bought(bought)}."


def counted(name: str, kept: int, bought: int, subscription: Subscription) -> str:
    """Say that seats of an earlier reduction count towards a raise of what does not renew: nothing of it stays."""
    seats = _quantity(kept, subscription.offer_id)
    return f"{name}: {seats} of an earlier reduction counted towards the raise{_and_bought(bought)}."


def _and_bought(bought: int) -> str:
    return f"; {bought} more {_for(bought, 'was', 'were')} bought" if bought else ""


def not_renewed(name: str, seats: int, subscription: Subscription) -> str:
    """Say that a reduction takes effect at renewal."""
    stay, are = _for(seats, "stays", "stay"), _for(seats, "is", "are")
    return f"{name}: {_quantity(seats, subscription.offer_id)} {stay} usable {_day(subscription)} and {are} not renewed."


def lapses(name: str, subscription: Subscription) -> str:
    """Say when a subscription without auto-renewal ends."""
    what = "units" if is_consumable(subscription.offer_id) else "licences"
    return f"{name}: auto-renewal is off; the {what} stay usable {_day(subscription)} and end then."


def renews_again(name: str, seats: int, subscription: Subscription) -> str:
    """Say that an item that had been dropped to zero renews again."""
    return f"{name}: auto-renewal is on again, for {_quantity(seats, subscription.offer_id)}."


def renews(name: str, subscription: Subscription) -> str:
    """Say that auto-renewal is on, and for how many seats."""
    seats = subscription.renewal_quantity
    how_many = _quantity(seats, subscription.offer_id)
    return f"{name}: auto-renewal is on; {how_many} {_for(seats, 'renews', 'renew')} {_on(subscription)}."


def given_back(name: str, seats: int, line: Returnable) -> str:
    """Say which seats were returned."""
    were, are = _for(seats, "was", "were"), _for(seats, "is", "are")
    how_many = _quantity(seats, line.line.offer_id)
    return f"{name}: {how_many} of the Adobe order {line.order.id} {were} returned and {are} credited."


def could_be_returned(line: Returnable, name: str, parameter: str) -> str:
    """Say what could be returned, and how to ask for it: by this parameter, if the product has one for it."""
    left, until = _quantity(line.remaining - line.begun, line.line.offer_id), f"{line.until:%Y-%m-%d}"
    how = f": reduce again and name it in {parameter}" if parameter else ""
    return f"{name}: {left} of the Adobe order {line.order.id} can be returned until {until}{how}."


def explained_elsewhere(name: str, subscription: Subscription, explained: int) -> str:
    """Say that Adobe shows other quantities than the asset's orders explain."""
    shown = _quantity(subscription.quantity, subscription.offer_id)
    return f"{name}: Adobe shows {shown}, this subscription's orders explain {explained}."


def ends(name: str, subscription: Subscription) -> str:
    """Say what becomes of a subscription that does not renew: it ends some day, or has ended already."""
    return lapses(name, subscription) if subscription.status == ACTIVE else already_ended(name)


def fewer_than_approved(name: str, subscription: Subscription, approved: int) -> str:
    """Say that Adobe holds fewer seats than the marketplace approved."""
    held = _quantity(subscription.quantity, subscription.offer_id)
    return f"{name}: Adobe holds {held}, {approved} {_for(approved, 'is', 'are')} approved."


def left_to_adobe(name: str) -> str:
    """Say that the renewal quantity could not be set right after an order."""
    return f"{name}: the order is complete; Adobe did not take the quantity for the next renewal yet, so it keeps its own."


def already_ended(name: str) -> str:
    """Say that nothing was left to end."""
    return f"{name}: the Adobe subscription had ended already."


def begins_at_renewal(subscription: Subscription) -> str:
    """Say that a product is scheduled, which nobody owns yet."""
    seats = subscription.renewal_quantity
    begin = f"{_quantity(seats, subscription.offer_id)} {_for(seats, 'begins', 'begin')} {_on(subscription)}"
    return f"{product_key(subscription.offer_id)}: {begin}, and {_for(seats, 'is', 'are')} no part of this yet."
