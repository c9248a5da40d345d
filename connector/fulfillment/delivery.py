"""One delivery of one request: take the leases, settle what is open, then move by move until there is a verdict.

Nothing of a delivery is remembered but the journal and what the platform and Adobe show: another worker may take over anywhere.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from connector.cloudblue.reading import read_request
from connector.domain import moves, pauses
from connector.domain.ladders import next_move
from connector.domain.parameters import CUSTOMER_ID
from connector.fulfillment import opening
from connector.fulfillment.answering import Answering, Ending
from connector.fulfillment.observing import Observer
from connector.fulfillment.performing import Performer

if TYPE_CHECKING:
    from connector.cloudblue.platform import Platform
    from connector.domain.facts import Facts
    from connector.domain.requests import Request
    from connector.fulfillment.means import Means
    from connector.settings import Account
    from connector.store import Lease

_log: Final = logging.getLogger("connector.fulfillment")

LONGEST: Final = 240.0
"""Seconds after which a delivery stops itself: the platform gives it 300, and past them it would run beside the next."""

_RENEW_AFTER: Final = 20.0
PENDING: Final = "pending"
_PLACING: Final = "being placed"


def deliver(request: Request, means: Means, platform: Platform) -> Ending:
    """Take a request as far as it goes now. Raises what kept it from a verdict."""
    if request.status != PENDING:
        return Ending()
    account = opening.account_for(request, means.settings)
    answering = Answering(platform, means.store)
    if isinstance(account, moves.Park):
        return answering.tell(account, request)
    tier_key = opening.tier_key(request, account)
    means.store.ready()
    lease = means.store.lease((f"request/{request.id}", tier_key), means.new_id())
    if lease is None:
        _log.info("another worker is busy with %s or its customer", request.id)
        return Ending(opening.BUSY)
    try:
        return _Delivery(means, platform, answering, account, lease, tier_key).run(request)
    finally:
        lease.release()


@dataclass
class _Delivery:
    """What one delivery holds while it lasts."""

    means: Means
    platform: Platform
    answering: Answering
    account: Account
    lease: Lease
    tier_key: str

    def run(self, request: Request) -> Ending:
        began = self.means.monotonic()
        current = self._still_pending(request)
        if current is None:
            return Ending()
        self.means.store.track(request.id, kind=request.kind, customer_key=self.tier_key)
        performer = self._performer(current)
        performer.settle((self.tier_key,))
        if self._customer_is_busy(request):
            return self.answering.tell(opening.CUSTOMER_BUSY, current)
        if current.text(CUSTOMER_ID):
            performer.hold_customer(current.text(CUSTOMER_ID))
        return self._move_on(current, performer, began)

    def _move_on(self, request: Request, performer: Performer, began: float) -> Ending:
        """Make move after move until there is a verdict."""
        observer = Observer(performer.adobe, self.platform, self.means.pause)
        facts = opening.opening_facts(request, self.means.store, self.account, frozenset(performer.answered))
        policy = opening.policy_of(self.account, self.means.settings)
        renewed = began
        while True:
            if self.means.monotonic() - began > LONGEST:
                return self.answering.tell(
                    moves.Wait(opening.BUSY, "the delivery took long and goes on in the next", open_order=None), request
                )
            if self.means.monotonic() - renewed > _RENEW_AFTER:
                self.lease.renew()
                renewed = self.means.monotonic()
            match next_move(request, facts, policy):
                case moves.Approve() | moves.Inquire() | moves.Fail() | moves.Wait() | moves.Park() as verdict:
                    self.lease.renew()
                    return self.answering.tell(verdict, request)
                case moves.Keep() as keep:
                    request = self._keep(keep, request, performer)
                    if request.status != PENDING:
                        _log.info("%s was answered by somebody else", request.id)
                        return Ending()
                case moves.CreateCustomer() | moves.PlaceOrder() | moves.ReturnOrder() | moves.SetAutoRenewal() as call:
                    self._perform(call, request, performer)
                    facts = self._with_journal(facts, request, performer)
                case moves.Adopt() as adopt:
                    performer.adopt(adopt)
                    facts = self._with_journal(facts, request, performer)
                case read:
                    facts = facts.with_seen(read, observer.observe(read, request, facts.now))

    def _with_journal(self, facts: Facts, request: Request, performer: Performer) -> Facts:
        return facts.with_attempts(self.means.store.attempts(request.id), frozenset(performer.answered))

    def _perform(self, call: moves.Call, request: Request, performer: Performer) -> None:
        if isinstance(call, moves.PlaceOrder | moves.ReturnOrder):
            self.means.store.set_unsettled(request.id, _PLACING)
        performer.perform(call)

    def _keep(self, keep: moves.Keep, request: Request, performer: Performer) -> Request:
        status = self.platform.update(request, values=keep.values, errors={}, note=None)
        customer_id = keep.values.get(CUSTOMER_ID)
        if isinstance(customer_id, str):
            self.means.store.remember_customer(opening.memory_of(self.account), request.customer.id, customer_id)
            performer.hold_customer(customer_id)
        return replace(request.with_values(keep.values), status=status)

    def _still_pending(self, request: Request) -> Request | None:
        """Give the request as it is now, where the platform was told something since it may have been read; else as it came."""
        state = self.means.store.request_state(request.id)
        if state is None or state.ended_at is None:
            return request
        now = read_request(self.platform.request(request.id))
        return now if now.status == PENDING else None

    def _customer_is_busy(self, request: Request) -> bool:
        """Whether another request of this customer has an open order; one that was answered elsewhere holds nobody up."""
        for other, status in opening.others_unsettled(request, self.means.store, self.platform, self.tier_key):
            if status == PENDING:
                return True
            self.means.store.end(other, status)
        return False

    def _performer(self, request: Request) -> Performer:
        return Performer(
            store=self.means.store,
            lease=self.lease,
            adobe=self.means.client_for(self.account),
            account=self.account.name,
            owner=request.id,
            tier_key=self.tier_key,
        )


def slow(failures: int) -> int:
    """Give the seconds until the next try after so many unknown failures in a row."""
    return min(pauses.PARKED, opening.BUSY << failures)
