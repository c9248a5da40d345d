"""A store that lives in memory: journal, leases, requests and customers by the same rules as the database's, without its cost.

The real store has tests of its own, and the histories of the whole world use it.
"""

from __future__ import annotations

import itertools
from contextlib import nullcontext
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from connector.domain.journal import Answer, Attempt, Outcome, WireCall, correlation_id
from connector.metrics import Meters
from connector.store import LeaseLostError, OpenAttemptError, Revision
from connector.store.requests import RequestState, Shown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager

_LEASE_TIME = timedelta(seconds=60)
_DONE = frozenset({Outcome.ACCEPTED, Outcome.ADOPTED})


class MemoryLease:
    """The names that one holder works under, each with the number of its taking."""

    def __init__(self, store: MemoryStore, fences: dict[str, int]) -> None:
        self._store = store
        self._fences = fences

    @property
    def names(self) -> tuple[str, ...]:
        """The names held."""
        return tuple(self._fences)

    def renew(self) -> None:
        """Hold all names for another minute; raises when any was taken over."""
        if any(self._store.fence_of(name) != fence for name, fence in self._fences.items()):
            raise LeaseLostError("a lease was taken over by another worker")
        self._store.hold(self._fences)

    def extend(self, name: str) -> bool:
        """Take one name more."""
        self.renew()
        if name not in self._fences:
            taken = self._store.take((name,))
            self._fences |= taken or {}
        return name in self._fences

    def release(self) -> None:
        """Give all names back; lost ones are left alone."""
        self._store.give_back(self._fences)


class MemoryStore:
    """The connector's memory, for one thread. `now` is its clock; it was born when it was made."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self.now = now
        self.birth = now().replace(microsecond=0)
        self.meters = Meters()
        self._attempts: list[Attempt] = []
        self._states: dict[str, RequestState] = {}
        self._customers: dict[tuple[str, str], dict[str, None]] = {}
        self._leases: dict[str, tuple[int, datetime]] = {}
        self._fences = itertools.count(1)

    def keep_meters(self) -> None:
        """Nobody reads the numbers."""

    def tell_meters(self) -> None:
        """Nobody reads the log."""

    def remembers_since(self, first_seen: datetime | None) -> datetime:  # noqa: ARG002 - nothing is ever trimmed here.
        """Give since when everything is remembered."""
        return self.birth

    def at_once(self, *, only_reading: bool = False) -> AbstractContextManager[None]:  # noqa: ARG002 - as the real one is called.
        """There is one thread, which nothing interrupts."""
        return nullcontext()

    # Leases -------------------------------------------------------------------------------------------------------------------

    def lease(self, names: Sequence[str], holder: str) -> MemoryLease | None:  # noqa: ARG002 - a column for people.
        """Take all the names or none."""
        fences = self.take(names)
        return MemoryLease(self, fences) if fences else None

    def take(self, names: Sequence[str]) -> dict[str, int] | None:
        """Take names that are free or whose lease is over."""
        if any(name in self._leases and self._leases[name][1] > self.now() for name in names):
            return None
        fences = {name: next(self._fences) for name in names}
        self.hold(fences)
        return fences

    def hold(self, fences: dict[str, int]) -> None:
        """Hold names until a minute from now."""
        self._leases |= {name: (fence, self.now() + _LEASE_TIME) for name, fence in fences.items()}

    def fence_of(self, name: str) -> int | None:
        """Give the number of a name's last taking, while it was not given back."""
        return self._leases[name][0] if name in self._leases else None

    def give_back(self, fences: dict[str, int]) -> None:
        """Free the names that are still held by these takings."""
        for name, fence in fences.items():
            if self.fence_of(name) == fence:
                del self._leases[name]

    # The journal --------------------------------------------------------------------------------------------------------------

    def attempts(self, *owners: str) -> tuple[Attempt, ...]:
        """Give every attempt of these owners, the oldest first."""
        return tuple(one for one in self._attempts if one.owner in owners)

    def open_attempts(self, customer_keys: Sequence[str], owners: Sequence[str]) -> tuple[Attempt, ...]:
        """Give every open attempt under these customers or of these owners."""
        return tuple(
            one
            for one in self._attempts
            if one.outcome is Outcome.OPEN and (one.customer_key in customer_keys or one.owner in owners)
        )

    def open_attempt(
        self,
        lease: MemoryLease,
        *,
        owner: str,
        intent: str,
        account: str,
        customer_key: str,
        call: WireCall,
        request_id: str | None,  # noqa: ARG002 - a column for people.
    ) -> Attempt:
        """Note the next generation of an intent."""
        return self._next(lease, Attempt(owner, intent, 0, "", account, customer_key, call, Outcome.OPEN, None, self.now()))

    def adopt(self, lease: MemoryLease, *, owner: str, intent: str, account: str, customer_key: str, answer: Answer) -> Attempt:
        """Note what a look found as the effect of an intent."""
        now = self.now()
        return self._next(
            lease, Attempt(owner, intent, 0, "", account, customer_key, None, Outcome.ADOPTED, answer, now, answered_at=now)
        )

    def _next(self, lease: MemoryLease, attempt: Attempt) -> Attempt:
        if attempt.customer_key not in lease.names:
            raise ValueError("an attempt needs the lease of its customer")
        lease.renew()
        same = (one for one in self._attempts if (one.owner, one.intent) == (attempt.owner, attempt.intent))
        if self.open_attempts((attempt.customer_key,), ()) or any(one.outcome is Outcome.OPEN for one in same):
            raise OpenAttemptError("an attempt under this customer is still open: settle it first")
        generation = 1 + sum(one.owner == attempt.owner and one.intent == attempt.intent for one in self._attempts)
        identity = correlation_id(attempt.owner, attempt.intent, generation)
        opened = replace(attempt, generation=generation, correlation_id=identity)
        self._attempts.append(opened)
        return opened

    def close_attempt(self, attempt: Attempt, outcome: Outcome, answer: Answer | None) -> bool:
        """Note how an open attempt ended."""
        for place, one in enumerate(self._attempts):
            if one.correlation_id == attempt.correlation_id and one.outcome is Outcome.OPEN:
                self._attempts[place] = replace(one, outcome=outcome, answer=answer, answered_at=self.now())
                return True
        return False

    def record_unanswered(self, attempt: Attempt, *, gateway_page: bool) -> Attempt:
        """Count one sending without an answer."""
        place = next(n for n, one in enumerate(self._attempts) if one.correlation_id == attempt.correlation_id)
        found = self._attempts[place]
        if found.outcome is Outcome.OPEN:
            pages = found.gateway_pages + 1 if gateway_page else 0
            self._attempts[place] = replace(found, unanswered=found.unanswered + 1, gateway_pages=pages)
        return self._attempts[place]

    def accounts_since(self, revision: Revision | None) -> tuple[Revision, tuple[()]] | None:
        """Nobody saves an account here."""
        return None if revision else (Revision(self.birth, 0), ())

    def mark_told(self, *owners: str) -> None:
        """Note that a person was asked about every refusal of these owners so far."""
        self._attempts = [
            replace(one, told_at=self.now()) if one.owner in owners and one.outcome is Outcome.REFUSED else one
            for one in self._attempts
        ]

    # Requests and customers -----------------------------------------------------------------------------------------------------

    def track(self, request_id: str, *, kind: str, customer_key: str, shown: Shown, **transaction: object) -> None:
        """Note whose request this is."""
        known = {"account": shown.account, "company_id": shown.company_id, **transaction}
        self._note(request_id, kind=kind, customer_key=customer_key, ended_at=None, outcome=None, **known)

    def request_state(self, request_id: str) -> RequestState | None:
        """Give what is known of a request."""
        return self._states.get(request_id)

    def accounts_of(self, company_id: str) -> tuple[str, ...]:
        """Give the accounts under which requests of a company were worked on."""
        names = {one.account for one in self._states.values() if one.company_id == company_id and one.account}
        return tuple(sorted(names))

    def set_unsettled(self, request_id: str, order_id: str | None) -> None:
        """Note the Adobe order that is not done yet."""
        self._note(request_id, unsettled_order=order_id)

    def others_unsettled(self, customer_key: str, but: str, beside: str | None = None) -> tuple[str, ...]:
        """Give this customer's other requests with an unsettled order that have not ended."""
        under = (one for one in self._states.values() if one.customer_key == customer_key and one.request_id != but)
        counting = (one for one in under if not beside or one.transaction_key != beside)
        return tuple(one.request_id for one in counting if one.unsettled_order and one.ended_at is None)

    def unsettled_count(self) -> int:
        """Count the requests with an unsettled order that have not ended."""
        return sum(1 for one in self._states.values() if one.unsettled_order and one.ended_at is None)

    def siblings_of(self, transaction_key: str, but: str) -> tuple[str, ...]:
        """Give the ids of a transaction's other requests."""
        known = (one for one in self._states.values() if one.transaction_key == transaction_key)
        return tuple(one.request_id for one in known if one.request_id != but)

    def is_released(self, transaction_key: str) -> bool:  # noqa: ARG002 - nobody is at the command line here.
        """Say that no operator wants anything ordered as it is."""
        return False

    def note_waiting(self, request_id: str, *, still_parked: bool, why: str, seconds: int) -> datetime:  # noqa: ARG002 - columns for people.
        """Note that a request waits."""
        state = self._note(request_id) if still_parked else self._note(request_id, parked_at=None, park_text=None)
        since = state.waiting_since or self.now()
        self._note(request_id, waiting_since=since)
        return since

    def note_progress(self, request_id: str, *, why: str = "", seconds: int = 0) -> None:  # noqa: ARG002 - columns for people.
        """Note that something moved."""
        self._note(request_id, waiting_since=None, failures=0, parked_at=None, park_text=None)

    def note_failure(self, request_id: str) -> int:
        """Count one more unknown error in a row."""
        failures = self._note(request_id).failures + 1
        self._note(request_id, failures=failures)
        return failures

    def park(self, request_id: str, text: str, *, seconds: int) -> datetime:  # noqa: ARG002 - a column for people.
        """Leave a request to a person."""
        parked = self._note(request_id).parked_at or self.now()
        self._note(request_id, parked_at=parked, park_text=text, unsettled_order=None, ended_at=None, outcome=None)
        return parked

    def end(self, request_id: str, outcome: str, *, shown: Shown | None = None) -> None:  # noqa: ARG002 - columns for people.
        """Note that the platform has this request's verdict."""
        self.note_progress(request_id)
        self._note(request_id, ended_at=self.now(), outcome=outcome)

    def remember_customer(self, account: str, tier_id: str, customer_id: str) -> None:
        """Note a customer id."""
        self._customers.setdefault((account, tier_id), {})[customer_id] = None

    def customers_of(self, account: str, tier_id: str) -> tuple[str, ...]:
        """Give the customer ids of a tier account, the newest first."""
        return tuple(reversed(self._customers.get((account, tier_id), {})))

    def tiers_of(self, account: str, customer_id: str) -> tuple[str, ...]:
        """Give the tier accounts that have had a customer."""
        return tuple(tier for (under, tier), ids in self._customers.items() if under == account and customer_id in ids)

    def answers_under(self, customer_key: str) -> tuple[Answer, ...]:
        """Give the answers to what was done under a name, the newest first."""
        done = (one for one in reversed(self._attempts) if one.customer_key == customer_key and one.outcome in _DONE)
        return tuple(one.answer for one in done if one.answer is not None)

    def _note(self, request_id: str, **values: object) -> RequestState:
        state = self._states.get(request_id) or _unknown(request_id, self.now())
        self._states[request_id] = replace(state, **values)  # type: ignore[arg-type] # the fields of the state, by name.
        return self._states[request_id]


def _unknown(request_id: str, now: datetime) -> RequestState:
    return RequestState(
        request_id=request_id,
        kind=None,
        customer_key=None,
        first_seen=now,
        waiting_since=None,
        failures=0,
        parked_at=None,
        park_text=None,
        unsettled_order=None,
        ended_at=None,
        outcome=None,
    )
