"""What Adobe gave out for an order or a transfer, and what is left of it. Also where the answer of the call is missing.

It looks at Adobe, the platform and the journal, and writes nothing: what was found is a person's matter.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from connector.adobe.calls import membership_of
from connector.adobe.client import AdobeClient
from connector.adobe.errors import AdobeError, AdobeRefusedError
from connector.cloudblue.reading import MalformedRequestError, read_request
from connector.domain.case import DONE
from connector.domain.ordering import held_by
from connector.domain.seats import placed_by, seats_left, seats_of_transfer
from connector.domain.transfer_following import COMPLETE
from connector.domain.transfer_moves import PLACING
from connector.fulfillment import translating_transfers, translation
from connector.fulfillment.opening import customer_of_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from connector.cloudblue.platform import Platform
    from connector.domain.adobe_facts import Order
    from connector.domain.journal import Attempt
    from connector.fulfillment.means import Means

_TRANSFERRED: Final = frozenset({"5118", "5121"})
"""Adobe's refusals of a membership that was transferred, or is being transferred now."""


@dataclass(frozen=True)
class Given:
    """What Adobe gave out: `seats` is `None` where nobody could tell, and then `doubt` says why.

    `order` and `transfer` are both empty where the answer of the call is missing and Adobe could not show what came of it.
    `placed` is the day (UTC) of an order.
    """

    customer: str
    order: str = ""
    transfer: str = ""
    placed: date | None = None
    seats: int | None = None
    doubt: str = ""


@dataclass(frozen=True)
class SeatCounter:
    """Who counts, for one request that is shown by the platform as `raw`."""

    means: Means
    platform: Platform
    raw: Mapping[str, Any]

    def given(self, attempt: Attempt) -> Iterator[Given]:
        """Give what came of a call, as far as anything may be left of it. Raises what kept the platform from an answer."""
        is_transfer = attempt.intent.startswith(PLACING)
        plain = _as_journaled(attempt)
        client = self._client(attempt)
        if client is None:
            yield _doubtful(plain, "its account is not in the settings any more")
            return
        try:
            yield from (self._of_transfer if is_transfer else self._of_order)(attempt, plain, client)
        except AdobeError as error:
            yield _doubtful(plain, f"Adobe {error.plainly}")

    def _client(self, attempt: Attempt) -> AdobeClient | None:
        account = next((found for found in self.means.settings.accounts if found.name == attempt.account), None)
        client = self.means.client_for(account) if account else None
        return client if isinstance(client, AdobeClient) else None

    def _of_order(self, attempt: Attempt, plain: Given, client: AdobeClient) -> Iterator[Given]:
        listed = client.orders.history(plain.customer, start_date=attempt.opened_at - timedelta(days=1))
        history = tuple(translation.order(found, self.means.store.now()) for found in listed)
        if plain.order:
            yield _left(plain, history)
            return
        answers = (one.answer for one in self.means.store.attempts_under(attempt.customer_key))
        known = {str(answer.body.get("orderId")) for answer in answers if answer}
        sent = attempt.call.body if attempt.call else {}
        for order_id, day in placed_by(sent, attempt.opened_at, history, known):
            yield _left(Given(plain.customer, order_id, placed=day), history)

    def _of_transfer(self, attempt: Attempt, plain: Given, client: AdobeClient) -> Iterator[Given]:
        membership_id = _membership_of(attempt)
        if not plain.transfer:
            if not self._is_known(membership_id, attempt) and _was_transferred(membership_id, client):
                yield _doubtful(plain, f"Adobe says that the membership {membership_id} was transferred, and lists no transfers")
            return
        found = translating_transfers.transfer(client.memberships.transfer(membership_id, plain.transfer), self.means.store.now())
        customer = found.customer_id or plain.customer
        is_complete = found.status == COMPLETE
        subscriptions = map(translation.subscription, client.subscriptions.list(customer)) if is_complete else ()
        seats = seats_of_transfer(found, subscriptions, self._held(customer) if is_complete else ())
        yield Given(customer, transfer=plain.transfer, seats=seats)

    def _is_known(self, membership_id: str, attempt: Attempt) -> bool:
        """Whether the journal has the answer of a transfer of the membership for the company: then this call was another one."""
        answered = (one for one in self.means.store.attempts_under(attempt.customer_key) if one.outcome in DONE)
        return any(one.intent.startswith(PLACING) and _membership_of(one) == membership_id for one in answered)

    def _held(self, customer_id: str) -> frozenset[str]:
        """Give the product keys that other assets of the company hold under the customer: one may have taken it over since."""
        try:
            request = read_request(self.raw)
        except MalformedRequestError:
            return frozenset()
        return held_by(self.platform.other_assets(request, request.customer.id), customer_id)


def _as_journaled(attempt: Attempt) -> Given:
    """Give what the journal alone tells."""
    body = attempt.answer.body if attempt.answer and attempt.outcome in DONE else {}
    order, transfer = str(body.get("orderId") or ""), str(body.get("transferId") or "")
    customer = customer_of_key(attempt.customer_key) or str(body.get("customerId") or "")
    return Given(customer, order, transfer, attempt.opened_at.date() if order else None)


def _doubtful(plain: Given, why: str) -> Given:
    return Given(plain.customer, plain.order, plain.transfer, plain.placed, None, why)


def _left(one: Given, history: tuple[Order, ...]) -> Given:
    seats = seats_left(one.order, history)
    doubt = "" if seats is not None else "Adobe's history does not show the order"
    return Given(one.customer, one.order, placed=one.placed, seats=seats, doubt=doubt)


def _membership_of(attempt: Attempt) -> str:
    answered = attempt.answer.body.get("membershipId") if attempt.answer else ""
    return str(answered or (membership_of(attempt.call.path) if attempt.call else ""))


def _was_transferred(membership_id: str, client: AdobeClient) -> bool:
    """Ask what the membership holds, which says by the way whether it was transferred."""
    try:
        client.memberships.preview(membership_id, ignore_order_return=False, expire_open_pas=False)
    except AdobeRefusedError as error:
        return error.code in _TRANSFERRED
    return False
