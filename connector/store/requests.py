"""What each marketplace request is to the others: whose it is, whether it waits, holds others up, is parked or has ended.

Must never hold a request's step: what is to be done next follows from facts, not from here.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import String, bindparam, func, select, tuple_, update

from connector.store.columns import UTCTime
from connector.store.tables import LINGERS, requests

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from datetime import datetime

    from sqlalchemy import Column, ColumnElement

    from connector.store.database import Database

_ONE: Final = select(requests).where(requests.c.request_id == bindparam("request_id"))
_UNSETTLED: Final = (
    select(func.count()).select_from(requests).where(requests.c.ended_at.is_(None), requests.c.unsettled_order.is_not(None))
)
_NEW_LIFE: Final = {"ended_at": None, "outcome": None}
_UNTROUBLED: Final = {"waiting_since": None, "failures": 0}
_UNPARKED: Final = {"parked_at": None, "park_text": None}


Place = tuple["datetime", str]
"""A moment of a request and its id: where it stands in a list that is read page by page."""


@dataclass(frozen=True)
class RequestState:
    """What is known of one request. Times are aware UTC, by the database's clock; `failures` counts unknown errors in a row.

    `kind` and `customer_key` are `None` as long as the request could not be read. `transaction_key` names the transaction that it
    belongs to, and `announced` how many requests that is said to have. The rest is what pages show: `Shown`, the last verdict
    (`approve`, `inquire`, `fail`, `wait`, `park`, or the platform's status where somebody else answered), why it last waited, and
    when the platform brings it again.
    """

    request_id: str
    kind: str | None
    customer_key: str | None
    first_seen: datetime
    waiting_since: datetime | None
    failures: int
    parked_at: datetime | None
    park_text: str | None
    unsettled_order: str | None
    ended_at: datetime | None
    outcome: str | None
    transaction_key: str | None = None
    announced: int | None = None
    asset_id: str | None = None
    product_id: str | None = None
    marketplace_id: str | None = None
    account: str | None = None
    company_id: str | None = None
    adobe_customer_id: str | None = None
    order_id: str | None = None
    last_verdict: str | None = None
    last_verdict_at: datetime | None = None
    wait_reason: str | None = None
    wait_until: datetime | None = None


@dataclass(frozen=True)
class Shown:
    """What a page shows of a request; what is empty is not known yet, and leaves alone what was known before.

    `account` is `environment/distributor id`, `company_id` the tier account (TA-…), `order_id` the last Adobe order.
    """

    asset_id: str = ""
    product_id: str = ""
    marketplace_id: str = ""
    account: str = ""
    company_id: str = ""
    adobe_customer_id: str = ""
    order_id: str = ""


_NOTHING: Final = Shown()


class RequestBook:
    """Where requests leave word for one another. Each note about an unknown request begins its row."""

    _database: Database

    def track(
        self,
        request_id: str,
        *,
        kind: str,
        customer_key: str,
        transaction_key: str | None = None,
        announced: int | None = None,
        shown: Shown = _NOTHING,
    ) -> None:
        """Note whose request this is. One that had ended and is here again (it was corrected) is alive again."""
        belongs = {"customer_key": customer_key, "transaction_key": transaction_key, "announced": announced}
        self._note(request_id, lambda _now: {"kind": kind, **belongs, **_known(shown), **_NEW_LIFE})

    def request_state(self, request_id: str) -> RequestState | None:
        """Give what is known of a request; `None` when it was never seen."""
        with self._database.reading() as transaction:
            row = transaction.connection.execute(_ONE, {"request_id": request_id}).one_or_none()
            return None if row is None else RequestState(**row._asdict())

    def accounts_of(self, company_id: str) -> tuple[str, ...]:
        """Give the names of the Adobe accounts under which requests of a tier account (TA-…) were worked on, whenever."""
        under = requests.c.company_id == company_id, requests.c.account.is_not(None)
        names = select(requests.c.account).where(*under).distinct().order_by(requests.c.account)
        with self._database.reading() as transaction:
            return tuple(transaction.connection.execute(names).scalars())

    def set_unsettled(self, request_id: str, order_id: str | None) -> None:
        """Note the Adobe order of this request that is not done yet; `None` when there is none any more."""
        self._note(request_id, lambda _now: {"unsettled_order": order_id})

    def others_unsettled(self, customer_key: str, but: str, beside: str | None = None) -> tuple[str, ...]:
        """Give the ids of this customer's other requests with an unsettled order that have not ended.

        `beside` names a transaction whose requests share their order, and so do not count.
        """
        holding = (
            requests.c.customer_key == customer_key,
            requests.c.request_id != but,
            *((requests.c.transaction_key.is_distinct_from(beside),) if beside else ()),
            requests.c.unsettled_order.is_not(None),
            requests.c.ended_at.is_(None),
        )
        ids = select(requests.c.request_id).where(*holding).order_by(requests.c.first_seen, requests.c.request_id)
        with self._database.reading() as transaction:
            return tuple(transaction.connection.execute(ids).scalars())

    def unsettled_count(self) -> int:
        """Count the requests, of all customers, that have an unsettled order and have not ended."""
        with self._database.reading() as transaction:
            return int(transaction.connection.execute(_UNSETTLED).scalar_one())

    def note_waiting(self, request_id: str, *, still_parked: bool = False, why: str = "", seconds: int = 0) -> datetime:
        """Note that a request waits, and so is not parked any more; gives since when it has been waiting.

        One that is `still_parked` waits for something that tells nothing of it: what it was parked for may still hold. `why` and
        `seconds` say what for, and when it comes again.
        """
        unparked = {} if still_parked else _UNPARKED

        def values(now: datetime) -> dict[str, Any]:
            return {"waiting_since": func.coalesce(requests.c.waiting_since, now), **unparked, **_waits(now, why, seconds)}

        state = self._note(request_id, values)
        return state.waiting_since or state.first_seen

    def note_progress(self, request_id: str, *, why: str = "", seconds: int = 0) -> None:
        """Note that something moved: it is not parked any more, and waiting and failing begin anew when they come again."""
        self._note(request_id, lambda now: {**_UNTROUBLED, **_UNPARKED, **_waits(now, why, seconds)})

    def note_failure(self, request_id: str) -> int:
        """Count one more unknown error in a row; gives how many there were."""
        return self._note(request_id, lambda _now: {"failures": requests.c.failures + 1}).failures

    def park(self, request_id: str, text: str, *, seconds: int = 0) -> datetime:
        """Leave a request to a human; `text` says what is the matter. Gives since when it is parked.

        Its order holds nobody up any more. Parking it again keeps the time and takes the new text; one that had ended and is here
        again is alive again. It comes again after `seconds`.
        """
        parked = {"park_text": text, "unsettled_order": None, "wait_reason": None, **_NEW_LIFE}

        def values(now: datetime) -> dict[str, Any]:
            since = func.coalesce(requests.c.parked_at, now)
            return {"parked_at": since, **parked, **_verdict("park", now), "wait_until": now + timedelta(seconds=seconds)}

        state = self._note(request_id, values)
        return state.parked_at or state.first_seen

    def resume(self, request_id: str) -> RequestState | None:
        """Take a parked request off the list of those that wait for a person, as if it had not failed nor waited before.

        Gives it as it was; `None`, and nothing is changed, where it is not parked.
        """
        waiting = requests.c.request_id == request_id, requests.c.parked_at.is_not(None), requests.c.ended_at.is_(None)
        with self._database.writing() as transaction:
            row = transaction.connection.execute(select(requests).where(*waiting).with_for_update()).one_or_none()
            if row is not None:
                begin_anew = update(requests).where(requests.c.request_id == request_id).values({**_UNTROUBLED, **_UNPARKED})
                transaction.connection.execute(begin_anew)
            return None if row is None else RequestState(**row._asdict())

    def parked(self) -> tuple[RequestState, ...]:
        """Give the requests that are left to a human, the longest parked first."""
        waiting = requests.c.parked_at.is_not(None), requests.c.ended_at.is_(None)
        rows = select(requests).where(*waiting).order_by(requests.c.parked_at, requests.c.request_id)
        with self._database.reading() as transaction:
            return tuple(RequestState(**row._asdict()) for row in transaction.connection.execute(rows))

    def parked_page(
        self, marketplaces: Collection[str], *, after: tuple[datetime, str] | None = None, limit: int = 50
    ) -> tuple[RequestState, ...]:
        """Give a page of the requests that are left to a human, the longest parked first.

        Those of these marketplaces, and those of which no marketplace is known. `after` is `parked_at` and id of the last one of
        the page before.
        """
        place = requests.c.marketplace_id
        waiting = requests.c.parked_at.is_not(None), requests.c.ended_at.is_(None)
        rows = select(requests).where(*waiting, place.in_(marketplaces) | place.is_(None))
        if after is not None:
            rows = rows.where(tuple_(requests.c.parked_at, requests.c.request_id) > tuple_(*after, types=(UTCTime(), String())))
        ordered = rows.order_by(requests.c.parked_at, requests.c.request_id).limit(limit)
        with self._database.reading() as transaction:
            return tuple(RequestState(**row._asdict()) for row in transaction.connection.execute(ordered))

    def overdue(self, before: datetime, after: Place | None, limit: int) -> tuple[Place, ...]:
        """Give the next living requests, by when they were first seen, that should have been delivered again `before` then.

        `after` is the last one of the page before.
        """
        due = func.coalesce(requests.c.wait_until, requests.c.first_seen, type_=UTCTime())
        return self._places(requests.c.first_seen, after, limit, requests.c.ended_at.is_(None), due < before)

    def lingering(self, before: datetime, after: Place | None, limit: int) -> tuple[Place, ...]:
        """Give the next requests, by their end, that ended `before` then otherwise than for good; `after` as for `overdue`."""
        return self._places(requests.c.ended_at, after, limit, requests.c.ended_at < before, LINGERS)

    def _places(
        self, moment: Column[datetime], after: Place | None, limit: int, *wanted: ColumnElement[bool]
    ) -> tuple[Place, ...]:
        key = moment, requests.c.request_id
        rows = select(*key).where(*wanted).order_by(*key).limit(limit)
        if after is not None:
            rows = rows.where(tuple_(*key) > tuple_(*after, types=(UTCTime(), String())))
        with self._database.reading() as transaction:
            return tuple((row[0], row[1]) for row in transaction.connection.execute(rows))

    def end(self, request_id: str, outcome: str, *, shown: Shown = _NOTHING) -> None:
        """Note that the platform has this request's verdict: it waits no longer, and holds nobody up."""
        over = {"outcome": outcome, **_known(shown), **_UNTROUBLED, **_UNPARKED, "wait_reason": None, "wait_until": None}
        self._note(request_id, lambda now: {"ended_at": now, **over, **_verdict(outcome, now)})

    def _note(self, request_id: str, values: Callable[[datetime], Mapping[str, Any]]) -> RequestState:
        with self._database.writing() as transaction:
            noted = values(transaction.now)
            change = update(requests).where(requests.c.request_id == request_id).values(noted).returning(requests)
            known = transaction.connection.execute(change).one_or_none()
            if known is None:
                transaction.insert_new(requests, request_id=request_id, first_seen=transaction.now, failures=0)
                known = transaction.connection.execute(change).one()
            return RequestState(**known._asdict())


def _known(shown: Shown) -> dict[str, str]:
    return {name: value for name, value in asdict(shown).items() if value}


def _verdict(name: str, now: datetime) -> dict[str, Any]:
    return {"last_verdict": name, "last_verdict_at": now}


def _waits(now: datetime, why: str, seconds: int) -> dict[str, Any]:
    return {**_verdict("wait", now), "wait_reason": why or None, "wait_until": now + timedelta(seconds=seconds)}
