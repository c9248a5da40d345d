"""What Adobe holds already beside what a request lists: for transfers and imports, which order nothing, both must be the same.

Pure, and without a look: drafts and fulfilment share it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from connector.domain.asked import asked_items
from connector.domain.offers import product_key
from connector.domain.problems import Problem, problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from connector.domain.adobe_facts import Subscription
    from connector.domain.requests import Request
    from connector.domain.transfer_facts import Membership, ProductItem


@dataclass(frozen=True)
class Held:
    """One subscription, or one to be, by its product key: its seats, and how many of them renew where fewer are set to."""

    key: str
    seats: int
    renewing: int

    def __str__(self) -> str:
        """Say how many seats there are."""
        return str(self.seats) if self.renewing == self.seats else f"{self.seats} ({self.renewing} renew)"


def held_by_membership(membership: Membership, today: date) -> tuple[Held, ...]:
    """Give what a membership holds; what has lapsed in VIP arrives inactive and does not count. `today` is UTC's."""
    living = (offer for offer in membership.offers if not offer.is_lapsed(today))
    return tuple(Held(product_key(offer.offer_id), offer.quantity, offer.quantity) for offer in living)


def held_by_customer(subscriptions: Iterable[Subscription]) -> tuple[Held, ...]:
    """Give what a customer's active subscriptions hold; a reduction that takes effect at renewal is shown with them."""
    return tuple(
        Held(
            product_key(one.offer_id), one.quantity, min(one.quantity, one.renewal_quantity) if one.auto_renewal else one.quantity
        )
        for one in subscriptions
    )


def is_listed(request: Request, held: Iterable[Held]) -> bool:
    """Whether the request lists exactly what is held, each product once; seats that do not renew may be left out."""
    found = sorted(held, key=lambda one: one.key)
    wanted = sorted((product_key(item.mpn), item.quantity) for _, item in asked_items(request))
    return len(wanted) == len(found) and all(
        key == one.key and quantity in {one.seats, one.renewing} for (key, quantity), one in zip(wanted, found, strict=True)
    )


def listing_problems(request: Request, held: tuple[Held, ...], sold: Iterable[ProductItem], whose: str) -> tuple[Problem, ...]:
    """Say how the request differs from what is held: both lists side by side, and what the product does not sell at all.

    A product that is held twice can be listed in no way, so nothing else is said then. `whose` names the holder, as in "the VIP
    membership".
    """
    if is_listed(request, held):
        return ()
    names = {product_key(item.mpn): item.name or item.mpn for item in sold if not item.ended}
    missing = [f"{one.key} ({one})" for one in held if one.key not in names]
    names |= {product_key(item.mpn): item.name or item.mpn for _, item in asked_items(request)}
    twice = [names.get(key, key) for key, count in Counter(one.key for one in held).items() if count > 1]
    if twice:
        return (problem("product-held-twice", whose=whose, items=", ".join(twice)),)
    problems = [problem("items-differ", whose=whose, lists="; ".join(_side_by_side(request, held, names, whose)))]
    if missing:
        problems.append(problem("items-not-sold", whose=whose, items=", ".join(missing)))
    return tuple(problems)


def _side_by_side(request: Request, held: tuple[Held, ...], names: dict[str, str], whose: str) -> Iterator[str]:
    there = {one.key: str(one) for one in held}
    here = {product_key(item.mpn): item.quantity for _, item in asked_items(request)}
    for key in sorted(there.keys() | here.keys()):
        named = f"{names[key]} ({key})" if key in names else key
        yield f"{named}: {whose} {there.get(key, 0)}, the order {here.get(key, 0)}"
