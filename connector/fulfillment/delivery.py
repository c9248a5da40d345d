"""One delivery of one request: take the leases, settle what is open, then move by move until there is a verdict.

Nothing of a delivery is remembered but the journal and what the platform and Adobe show: another worker may take over anywhere.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from connector.adobe.errors import AdobeError
from connector.cloudblue.reading import read_any_request
from connector.domain import moves, pauses
from connector.domain.ladders import next_move
from connector.domain.parameters import CUSTOMER_ID
from connector.domain.requests import Request
from connector.domain.reseller_moves import CreateReseller, UpdateCustomer, UpdateReseller
from connector.domain.retail_moves import ClaimProduct, EndSubscription
from connector.domain.together import together
from connector.domain.transactions import announced
from connector.domain.transfer_moves import PlaceTransfer
from connector.fulfillment import former_accounts, opening, triage
from connector.fulfillment.answering import Answering, Ending
from connector.fulfillment.performing import Performer
from connector.fulfillment.programs import held_links, observer_of

if TYPE_CHECKING:
    from connector.cloudblue.platform import Platform
    from connector.domain.facts import Facts
    from connector.domain.requests import AnyRequest
    from connector.fulfillment.means import Means
    from connector.settings import Account
    from connector.store import Lease

_log: Final = logging.getLogger("connector.fulfillment")

LONGEST: Final = 240.0
"""Seconds after which a delivery stops itself: the platform gives it 300, and past them it would run beside the next."""

_RENEW_AFTER: Final = 20.0
PENDING: Final = "pending"


def deliver(request: AnyRequest, means: Means, platform: Platform) -> Ending:
    """Take a request as far as it goes now. Raises what kept it from a verdict."""
    if request.status != PENDING:
        return Ending()
    if means.stopping():
        return _left_to_others(request)
    answering = Answering(platform, means.store)
    accounts = opening.accounts_for(request, means.settings, platform)
    if isinstance(accounts, moves.Park):
        return answering.tell(accounts, request)
    began = means.monotonic()
    verdicts = []
    for account in accounts:
        reached = _reached(account, request, means, answering, began, is_only=len(accounts) == 1)
        if isinstance(reached, Ending):
            return reached
        verdicts.append(reached)
    if not accounts:
        _log.info("nothing of %s is at Adobe", request.subject)
    return answering.tell(together(verdicts), request)


def _reached(
    account: Account, request: AnyRequest, means: Means, answering: Answering, began: float, *, is_only: bool
) -> Ending | moves.Verdict:
    """Take a request as far as it goes under one account; of several, one that Adobe does not serve now holds up no other."""
    try:
        return _under(account, request, means, answering, began, is_only=is_only)
    except AdobeError as error:
        verdict = None if is_only else triage.after(error, triage.waited(request, means.store), account)
        if verdict is None:
            raise
        return verdict


def _under(
    account: Account, request: AnyRequest, means: Means, answering: Answering, began: float, *, is_only: bool
) -> Ending | moves.Verdict:
    """Take a request as far as it goes under one account: the only one's verdict is told under its leases, others' given back."""
    keys = opening.company_keys(request, account)
    lease = _leased((f"request/{request.id}", *keys), means, patient=bool(opening.transaction_key(request, account)))
    if lease is None:
        _log.info("another worker is busy with %s or its company", request.id)
        return Ending(opening.BUSY)
    try:
        return _Delivery(means, answering.platform, answering, account, lease, keys, began, is_only=is_only).run(request)
    finally:
        lease.release()


def _leased(names: tuple[str, ...], means: Means, *, patient: bool) -> Lease | None:
    """Take the leases. A patient one waits for some seconds: the requests of a transaction come at the same moment."""
    for pause in (0.0, *(pauses.QUICK_LOOKS if patient else ())):
        if pause:
            means.pause(pause)
        lease = means.store.lease(names, means.new_id())
        if lease:
            return lease
    return None


@dataclass
class _Delivery:
    """What one delivery under one account holds while it lasts. `began` is when, by the monotonic clock."""

    means: Means
    platform: Platform
    answering: Answering
    account: Account
    lease: Lease
    keys: tuple[str, ...]
    began: float
    is_only: bool
    transaction: str = ""
    _seen_pending: bool = False

    def run(self, request: AnyRequest) -> Ending | moves.Verdict:
        current = self._still_pending(request)
        if current is None:
            return Ending()
        self.transaction = opening.transaction_key(current, self.account)
        if self.transaction and not self.lease.extend(self.transaction):
            _log.info("another worker is busy with the transaction of %s", request.id)
            return Ending(opening.BUSY)
        self.answering = replace(self.answering, owners=opening.owners_of(current, self.account))
        performer = self._performer(current)
        with self.means.store.at_once():
            stranded = former_accounts.stranded(current, self.means.store, self.account, self.means.settings)
            # Under which account a request was worked on is what tells of the former one: it stays as it was noted. Parking alone
            # makes one that had ended alive again.
            if stranded is None or self.means.store.request_state(current.id) is None:
                self._track(current)
            unsettled = performer.unsettled(self.keys)
        if stranded:
            return self._conclude(stranded, current)
        performer.settle(unsettled)
        if self._customer_is_busy(current):
            return self._conclude(opening.CUSTOMER_BUSY, current)
        for key in opening.adobe_keys(current, self.account):
            performer.hold(key)
        return self._move_on(current, performer)

    def _conclude(self, verdict: moves.Verdict, request: AnyRequest) -> Ending | moves.Verdict:
        """Tell the platform, or leave it to whoever knows the verdicts under the other accounts."""
        return self.answering.tell(verdict, request) if self.is_only else verdict

    def _track(self, request: AnyRequest) -> None:
        self.means.store.track(
            request.id,
            kind=request.kind,
            customer_key=self.keys[0],
            transaction_key=self.transaction or None,
            announced=announced(request) if self.transaction else None,
            shown=opening.shown(request, self.account),
        )

    def _move_on(self, request: AnyRequest, performer: Performer) -> Ending | moves.Verdict:
        """Make move after move until there is a verdict."""
        observer = observer_of(self.account, self.means, self.platform)
        facts = opening.opening_facts(request, self.means.store, self.account)
        facts = replace(facts, answered_now=frozenset(performer.answered), redemptions=dict(performer.redemptions))
        policy = opening.policy_of(self.account, self.means.settings)
        renewed = self.means.monotonic()
        while True:
            if self.means.stopping():
                return _left_to_others(request)
            if self.means.monotonic() - self.began > LONGEST:
                return self._conclude(
                    moves.Wait(opening.BUSY, "the delivery took long and goes on in the next", open_order=None), request
                )
            if self.means.monotonic() - renewed > _RENEW_AFTER:
                self.lease.renew()
                renewed = self.means.monotonic()
            match former_accounts.as_served(next_move(request, facts, policy), request, facts.attempts, self.account):
                case moves.Approve() | moves.Inquire() | moves.Fail() | moves.Wait() | moves.Park() as verdict:
                    self.lease.renew()
                    return self._conclude(verdict, request)
                case moves.Keep() as keep:
                    request = self._keep(keep, request, performer)
                    facts = opening.after_keeping(keep, facts, request, self.means.store, self.account)
                    ending = self._stopped_after(keep, request, facts)
                    if ending is not None:
                        return ending
                case (
                    moves.CreateCustomer()
                    | moves.PlaceOrder()
                    | moves.ReturnOrder()
                    | moves.SetAutoRenewal()
                    | CreateReseller()
                    | UpdateReseller()
                    | UpdateCustomer()
                    | PlaceTransfer()
                    | ClaimProduct()
                    | EndSubscription()
                ) as call:
                    if self._is_too_late_for(call, request):
                        return Ending()
                    performer.perform(call)
                    facts = _with_journal(facts, performer)
                case moves.Adopt() as adopt:
                    performer.adopt(adopt)
                    facts = _with_journal(facts, performer)
                case read:
                    facts = facts.with_seen(read, observer.observe(read, request, facts.now))

    def _stopped_after(self, keep: moves.Keep, request: AnyRequest, facts: Facts) -> Ending | moves.Verdict | None:
        """End the delivery where the platform shows that somebody has answered, or where a fellow company holds the customer."""
        if not self._is_pending(request.id, request.status):
            return Ending()
        if CUSTOMER_ID in keep.values and facts.fellow_tiers and self._customer_is_busy(request):
            return self._conclude(opening.CUSTOMER_BUSY, request)
        return None

    def _keep(self, keep: moves.Keep, request: AnyRequest, performer: Performer) -> AnyRequest:
        status = self.platform.update(request, values=keep.values, errors={}, note=None)
        kept = replace(request.with_values(keep.values), status=status)
        customer_id = keep.values.get(CUSTOMER_ID)
        if isinstance(request, Request) and isinstance(customer_id, str):
            self.means.store.remember_customer(opening.memory_of(self.account), request.customer.id, customer_id)
        for key in opening.adobe_keys(kept, self.account):
            performer.hold(key)
        return kept

    def _is_too_late_for(self, call: moves.Call, request: AnyRequest) -> bool:
        """Whether somebody has answered the request since it was handed out: looked up once, before anything that costs money."""
        if self._seen_pending or isinstance(call, moves.CreateCustomer):
            return False
        return not self._is_pending(request.id, str(self.platform.request(request.id)["status"]))

    def _is_pending(self, request_id: str, status: str) -> bool:
        """Take note of the status that the platform shows now."""
        self._seen_pending = status == PENDING
        if not self._seen_pending:
            _log.info("%s was answered by somebody else", request_id)
            self.means.store.end(request_id, status)
        return self._seen_pending

    def _still_pending(self, request: AnyRequest) -> AnyRequest | None:
        """Give the request as it is now, where the platform was told something since it may have been read; else as it came."""
        state = self.means.store.request_state(request.id)
        if state is None or state.ended_at is None:
            return request
        now = read_any_request(self.platform.request(request.id))
        return now if self._is_pending(now.id, now.status) else None

    def _customer_is_busy(self, request: AnyRequest) -> bool:
        """Whether another request of this customer has an open order; one that was answered elsewhere holds nobody up."""
        for other, status in opening.others_unsettled(request, self.means.store, self.platform, self.account):
            if status == PENDING:
                return True
            self.means.store.end(other, status)
        return False

    def _performer(self, request: AnyRequest) -> Performer:
        return Performer(
            store=self.means.store,
            lease=self.lease,
            adobe=self.means.client_for(self.account),
            account=self.account.name,
            owner=request.id,
            transaction=self.transaction,
            held=held_links(request),
        )


def _with_journal(facts: Facts, performer: Performer) -> Facts:
    return facts.with_attempts(performer.journal, frozenset(performer.answered), dict(performer.redemptions))


def _left_to_others(request: AnyRequest) -> Ending:
    """Leave a request as it is: the process is about to end, and whoever comes next settles what is open in the journal."""
    _log.info("%s is left to another worker: this one is stopping", request.id)
    return Ending(opening.BUSY)


def slow(failures: int) -> int:
    """Give the seconds until the next try after so many unknown failures in a row."""
    return min(pauses.PARKED, opening.BUSY << failures)
