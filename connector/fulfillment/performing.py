"""Carrying out a call: the journal row first, then the HTTP call, then its answer. Nothing persists at Adobe in any other way.

An attempt whose answer never came stays open, and whoever works under its leases next sends the stored call again under the
same correlation id: Adobe then answers what it answered before, or does it for the first time.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from connector.adobe import errors
from connector.adobe.calls import WriteCall
from connector.domain.journal import Answer, Attempt, Outcome, WireCall
from connector.domain.moves import Adopt, Call, CreateCustomer, PlaceOrder, ReturnOrder
from connector.domain.reseller_moves import CreateReseller, UpdateReseller
from connector.domain.retail_moves import ClaimProduct, EndSubscription
from connector.domain.transfer_moves import PlaceTransfer
from connector.fulfillment.opening import asset_key, company_key, customer_key, reseller_key, tier_key
from connector.fulfillment.translation import redemption, reference_of, write_call
from connector.log import bound
from connector.retail.answers import conceal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from connector.domain.retail_facts import Redemption
    from connector.fulfillment.means import Client
    from connector.store import Lease, Store

FORGOTTEN_AFTER: Final = timedelta(days=9)
"""Adobe keeps an answer for ten days; from the ninth on, the same id might do the work a second time."""

_GATEWAY_PAGES: Final = 3
_PLACING: Final = "being placed"
STILL_EXECUTING: Final = "4122"
REQUEST_ID: Final = "requestId"
"""Where a stored refusal keeps the id of the HTTP request that it answered: Adobe's support asks for it."""
_TOKEN_REFUSED: Final = 401


class CustomerBusyError(Exception):
    """Another worker is busy with this Adobe customer or reseller."""


@dataclass
class Performer:
    """Who makes the calls of one delivery under one Adobe account, with its lease. `owner` is the request.

    `transaction` is whose customer and order are, where the request shares them with others. `answered` are the ids that were
    answered; `journal` is what the journal held of the request and its transaction after the last call; `redemptions` are the
    links among the answers, which nothing else remembers; `held` are the links and the code that the asset has: no error may
    repeat them.
    """

    store: Store
    lease: Lease
    adobe: Client
    account: str
    owner: str
    transaction: str = ""
    held: tuple[str, ...] = field(default=(), repr=False)
    answered: set[str] = field(default_factory=set)
    journal: tuple[Attempt, ...] = ()
    redemptions: dict[str, Redemption] = field(default_factory=dict, repr=False)
    _token_refused: bool = False

    def hold(self, name: str) -> None:
        """Take the lease of an Adobe customer or reseller too, and settle what is open under it. Raises `CustomerBusyError`."""
        if name in self.lease.names:
            return
        if not self.lease.extend(name):
            raise CustomerBusyError(name)
        self.settle(self.unsettled((name,)))

    def unsettled(self, names: tuple[str, ...]) -> tuple[Attempt, ...]:
        """Give every call under these names whose answer is missing, whichever request it belongs to.

        A call of another account, which a request about a company may have made too, waits for that account's turn.
        """
        found = self.store.open_attempts(names, (self.owner, self.transaction or self.owner))
        return tuple(attempt for attempt in found if attempt.account == self.account)

    def settle(self, unsettled: tuple[Attempt, ...]) -> None:
        """Send every call again whose answer is missing, before anything else is done."""
        for attempt in unsettled:
            if attempt.call is None or self.store.now() - attempt.opened_at > FORGOTTEN_AFTER:
                self.store.close_attempt(attempt, Outcome.BROKEN, None)
            else:
                self.adobe.admit(WriteCall(attempt.call.method, attempt.call.path, attempt.call.body))
                self.lease.renew()
                self._send(attempt, attempt.call, sent_before=True)

    def perform(self, call: Call) -> None:
        """Make one call: the next generation of its intent. One that may not begin now leaves no trace in the journal."""
        key = self._key_of(call)
        write = write_call(call)
        self.adobe.admit(write)
        wire = WireCall(write.method, write.path, write.body)
        with self.store.at_once():
            if isinstance(call, PlaceOrder | ReturnOrder | PlaceTransfer):
                self.store.set_unsettled(self.owner, _PLACING)
            attempt = self.store.open_attempt(
                self.lease,
                owner=self._owner_of(call),
                intent=call.intent,
                account=self.account,
                customer_key=key,
                call=wire,
                request_id=self.owner,
            )
        self._send(attempt, wire, sent_before=False)

    def adopt(self, adopt: Adopt) -> None:
        """Record in the journal that what a call would have made was found at Adobe."""
        key = self._key_of(adopt.call)
        with self.store.at_once():
            self.store.adopt(
                self.lease,
                owner=self._owner_of(adopt.call),
                intent=adopt.call.intent,
                account=self.account,
                customer_key=key,
                answer=answer_of(adopt),
            )
            self._read_journal()

    def _read_journal(self) -> None:
        owners = (self.owner, self.transaction) if self.transaction else (self.owner,)
        self.journal = self.store.attempts(*owners)

    def _owner_of(self, call: Call) -> str:
        shared = self.transaction and isinstance(call, CreateCustomer | PlaceOrder)
        return self.transaction if shared else self.owner

    def _key_of(self, call: Call) -> str:
        """Name what the call is made under: the company while it has no Adobe id yet, else that id, whose lease is taken now."""
        match call:
            case CreateCustomer():
                return company_key(call.reference, self.account)
            case PlaceTransfer():
                return company_key(call.tier_id, self.account)
            case CreateReseller():
                return tier_key(call.reference, self.account)
            case ClaimProduct() | EndSubscription():
                return asset_key(call.asset_id, self.account)
            case UpdateReseller():
                key = reseller_key(self.account, call.reseller_id)
            case _:
                key = customer_key(self.account, call.customer_id)
        self.hold(key)
        return key

    def _send(self, attempt: Attempt, call: WireCall, *, sent_before: bool) -> None:
        """Send an open attempt once and close it by its answer. Raises what is no answer, and what ends the delivery.

        The lease was renewed a moment ago: opening an attempt does that.
        """
        wire = WriteCall(call.method, call.path, call.body)
        with bound(intent=attempt.intent, generation=attempt.generation):
            try:
                body = self.adobe.send(wire, attempt.correlation_id)
            except errors.AdobeError as error:
                if self.held:
                    conceal(error, self.held)
                self._close_on_error(attempt, error, sent_before=sent_before or attempt.unanswered > 0)
            else:
                self._close(attempt, Outcome.ACCEPTED, Answer(200, body))
                self._keep_redemption(attempt, wire, body)

    def _keep_redemption(self, attempt: Attempt, write: WriteCall, body: Mapping[str, Any]) -> None:
        """Hold on to the link that a claim was answered with, and to the reference that notifications will be about."""
        link = redemption(write, body)
        if link is not None:
            self.redemptions[attempt.correlation_id] = link
            self.store.note_claim(self.account, reference_of(write))

    def _close_on_error(self, attempt: Attempt, error: errors.AdobeError, *, sent_before: bool) -> None:
        match error:
            case errors.AdobeRefusedError(code=code) if code != STILL_EXECUTING:
                self._close(attempt, Outcome.REFUSED, _answer(error))
                return
            case errors.AdobeConnectError():
                pass
            case errors.AdobeResponseLostError():
                counted = self.store.record_unanswered(attempt, gateway_page=error.gateway_page)
                if counted.gateway_pages >= _GATEWAY_PAGES:
                    self._close(attempt, Outcome.BROKEN, None)
            case errors.AdobeCredentialsError() | errors.AdobeThrottledError():
                self._close_unexecuted(attempt, error, sent_before=sent_before)
                if self._may_try_another_token(error):
                    return
            case errors.AdobeAnswerError():
                self._close(attempt, Outcome.BROKEN, _answer(error))
            case _:
                self._close(attempt, Outcome.BROKEN, None)
        raise error

    def _close_unexecuted(self, attempt: Attempt, error: errors.AdobeAnswerError, *, sent_before: bool) -> None:
        """Close what was turned away at the door. Had it been sent before, nobody knows what came of that: then a look is due."""
        if error.never_sent and sent_before:
            return
        self._close(attempt, Outcome.BROKEN if sent_before else Outcome.NOT_EXECUTED, _answer(error))

    def _may_try_another_token(self, error: errors.AdobeAnswerError) -> bool:
        """After the first 401 of a delivery the next generation goes out at once, with a fresh token."""
        first = error.status == _TOKEN_REFUSED and not error.never_sent and not self._token_refused
        self._token_refused = True
        return first

    def _close(self, attempt: Attempt, outcome: Outcome, answer: Answer | None) -> None:
        with self.store.at_once():
            self.store.close_attempt(attempt, outcome, answer)
            self._read_journal()
        self.answered.add(attempt.correlation_id)


def _answer(error: errors.AdobeAnswerError) -> Answer:
    body: dict[str, Any] = {"code": error.code, "message": error.message, "additionalDetails": list(error.details)}
    body[REQUEST_ID] = error.request_id
    return Answer(error.status, body)


def answer_of(adopt: Adopt) -> Answer:
    """Give the answer that stands in the journal for what was found at Adobe."""
    names: dict[type, str] = {CreateCustomer: "customerId", CreateReseller: "resellerId"}
    return Answer(200, {names.get(type(adopt.call), "orderId"): adopt.found_id})
