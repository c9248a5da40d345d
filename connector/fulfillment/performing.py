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
from connector.domain.moves import Adopt, Call, CreateCustomer
from connector.fulfillment.opening import customer_key
from connector.fulfillment.translation import write_call
from connector.log import bound

if TYPE_CHECKING:
    from connector.adobe.client import AdobeClient
    from connector.store import Lease, Store

FORGOTTEN_AFTER: Final = timedelta(days=9)
"""Adobe keeps an answer for ten days; from the ninth on, the same id might do the work a second time."""

_GATEWAY_PAGES: Final = 3
STILL_EXECUTING: Final = "4122"
_TOKEN_REFUSED: Final = 401


class CustomerBusyError(Exception):
    """Another worker is busy with this Adobe customer."""


@dataclass
class Performer:
    """Who makes the calls of one delivery, under its lease. `owner` is the request; `tier_key` names its company's lease."""

    store: Store
    lease: Lease
    adobe: AdobeClient
    account: str
    owner: str
    tier_key: str
    answered: set[str] = field(default_factory=set)
    _token_refused: bool = False

    def hold_customer(self, customer_id: str) -> None:
        """Take the lease of the Adobe customer too, and settle what is open under it. Raises `CustomerBusyError`."""
        name = self._customer_key(customer_id)
        if name in self.lease.names:
            return
        if not self.lease.extend(name):
            raise CustomerBusyError(customer_id)
        self.settle((name,))

    def settle(self, names: tuple[str, ...]) -> None:
        """Send every call again whose answer is missing, whichever request it belongs to, before anything else is done."""
        for attempt in self.store.open_attempts(names, (self.owner,)):
            if attempt.call is None or self.store.now() - attempt.opened_at > FORGOTTEN_AFTER:
                self.store.close_attempt(attempt, Outcome.BROKEN, None)
            else:
                self._send(attempt, attempt.call, sent_before=True)

    def perform(self, call: Call) -> None:
        """Make one call: the next generation of its intent."""
        key = self._key_of(call)
        write = write_call(call)
        wire = WireCall(write.method, write.path, write.body)
        attempt = self.store.open_attempt(
            self.lease,
            owner=self.owner,
            intent=call.intent,
            account=self.account,
            customer_key=key,
            call=wire,
            request_id=self.owner,
        )
        self._send(attempt, wire, sent_before=False)

    def adopt(self, adopt: Adopt) -> None:
        """Record in the journal that what a call would have made was found at Adobe."""
        name = "customerId" if isinstance(adopt.call, CreateCustomer) else "orderId"
        self.store.adopt(
            self.lease,
            owner=self.owner,
            intent=adopt.call.intent,
            account=self.account,
            customer_key=self._key_of(adopt.call),
            answer=Answer(200, {name: adopt.found_id}),
        )

    def _key_of(self, call: Call) -> str:
        if isinstance(call, CreateCustomer):
            return self.tier_key
        self.hold_customer(call.customer_id)
        return self._customer_key(call.customer_id)

    def _customer_key(self, customer_id: str) -> str:
        return customer_key(self.account, customer_id)

    def _send(self, attempt: Attempt, call: WireCall, *, sent_before: bool) -> None:
        """Send an open attempt once and close it by its answer. Raises what is no answer, and what ends the delivery."""
        self.lease.renew()
        wire = WriteCall(call.method, call.path, call.body)
        with bound(intent=attempt.intent, generation=attempt.generation):
            try:
                body = self.adobe.send(wire, attempt.correlation_id)
            except errors.AdobeError as error:
                self._close_on_error(attempt, error, sent_before=sent_before or attempt.unanswered > 0)
            else:
                self._close(attempt, Outcome.ACCEPTED, Answer(200, body))

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
        self.store.close_attempt(attempt, outcome, answer)
        self.answered.add(attempt.correlation_id)


def _answer(error: errors.AdobeAnswerError) -> Answer:
    body: dict[str, Any] = {"code": error.code, "message": error.message, "additionalDetails": list(error.details)}
    return Answer(error.status, body)
