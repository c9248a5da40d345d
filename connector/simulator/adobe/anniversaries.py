"""The renewal job: it runs whenever somebody looks at the world, for all renewal dates that have passed since, in order.

It never looks ahead of the clock. Source: developer.adobe.com/vipmp/docs/subscription-management/renewal.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from connector.simulator.adobe.benefits import commit_ended
from connector.simulator.adobe.catalogue import LOWEST
from connector.simulator.adobe.completion import settle_order
from connector.simulator.adobe.renewing import expire, is_sold, renewal_lines
from connector.simulator.adobe.world import Order

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from connector.simulator.adobe.asking import Fate
    from connector.simulator.adobe.clock import VirtualClock
    from connector.simulator.adobe.world import Customer, Subscription, World


@dataclass(frozen=True)
class RenewalJob:
    """The job of one simulated Adobe; `plan` says what is planned for the renewal order of a customer."""

    world: World
    clock: VirtualClock
    plan: Callable[[Customer], Fate]

    def run(self) -> None:
        """Renew or end everything that is due today or was before; a second run on the same day finds nothing."""
        today = self.clock.today()
        if self.world.renewed_until == today:
            return
        for customer in self.world.customers.values():
            while (day := _next_due(customer, today)) is not None:
                self._renew(customer, day)
            _end_commitment(customer, today)
        self.world.renewed_until = today

    def _renew(self, customer: Customer, day: date) -> None:
        _end_commitment(customer, day)
        catalogue = self.world.catalogue
        due = [owned for owned in _waiting(customer) if owned.renewal_date == day]
        renewing = [owned for owned in due if owned.auto_renews and is_sold(owned, catalogue)]
        for kind in {catalogue.get(owned.offer_id).product.kind for owned in due}:
            customer.levels[kind] = LOWEST[kind]
        for owned in due:
            if owned not in renewing:
                expire(owned)
        if renewing:
            self._place(customer, renewing, day)

    def _place(self, customer: Customer, renewing: list[Subscription], day: date) -> None:
        fate = self.plan(customer)
        order = Order(
            customer_id=customer.customer_id,
            order_type="RENEWAL",
            created=datetime.combine(day, time(0), UTC),
            lines=renewal_lines(customer, renewing, self.world.catalogue),
            source="System",
            settles_as=fate.ends_as,
            held=fate.held,
        )
        self.world.add_order(order)
        if not order.held:
            settle_order(order, self.world, self.clock)


def _next_due(customer: Customer, today: date) -> date | None:
    return min((owned.renewal_date for owned in _waiting(customer) if owned.renewal_date <= today), default=None)


def _waiting(customer: Customer) -> list[Subscription]:
    return [owned for owned in customer.living if owned.subscription_id not in customer.in_flight]


def _end_commitment(customer: Customer, day: date) -> None:
    benefits = commit_ended(customer.benefits, day)
    if benefits != customer.benefits:
        customer.benefits = benefits
        customer.levels = {kind: LOWEST[kind] for kind in customer.levels}
