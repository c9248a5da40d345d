"""One price list, fetched page by page into the store, under a lease: whole and published, or marked and never used.

A process that dies anywhere leaves the pages that were kept; the next one reads the last of them again, and goes on behind them
only where it is unchanged. Must never publish a list of which a row came twice, or another number of rows than Adobe speaks of.
A list that Adobe changes behind the pages already read, leaving their number and what follows as they were, looks whole: Adobe
names no version of a list. The next fetch finds the change then, as another revision.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from connector.adobe import errors as adobe
from connector.adobe.price_lists import ALL_ATTRIBUTES, FEW_ATTRIBUTES, PriceQuestion
from connector.domain.catalogue import judge
from connector.domain.meanings import FETCH_PRICE_LIST
from connector.domain.prices.lists import Asked
from connector.domain.prices.refused import Consequence, consequence
from connector.domain.prices.rows import RowError, read_row
from connector.domain.prices.scopes import Month
from connector.domain.refusals import Refusal
from connector.prices.patience import Patience
from connector.store import LeaseLostError

if TYPE_CHECKING:
    from collections.abc import Callable

    from connector.adobe.client import AdobeClient
    from connector.adobe.price_lists import PricePage, TypeField
    from connector.domain.prices.lists import PriceList
    from connector.domain.prices.rows import PriceRow
    from connector.domain.prices.scopes import Scope
    from connector.store import Lease, Store

_log: Final = logging.getLogger("connector.prices")

_KEPT_AT_ONCE: Final = 1000
_RESTARTS: Final = 3
# A list that changed in between would be noticed by its total and its last kept page only: an old beginning is thrown away.
_RESUMABLE_FOR: Final = timedelta(hours=6)
_BUSY: Final = "Another worker fetches this list."
_NONE_YET: Final = "Adobe has no such list for this month yet."
_MISSING: Final = (
    "Adobe has no such list, although its month has come: see whether the contract has this region, segment, currency and type,"
    " and ask Adobe. Prices go by the last list that is kept."
)
_LESS: Final = (
    "Adobe refused an attribute, so only few were asked for: suggested prices and product texts are missing. A list of this month"
    " with all of them counts before it, whichever is later. Fetch it again later, and report it if that lasts."
)
_ATTRIBUTES: Final = {Asked.ALL: ALL_ATTRIBUTES, Asked.FEW: FEW_ATTRIBUTES}


class Result(Enum):
    """How the fetching of one list ended."""

    PUBLISHED = auto()
    UNCHANGED = auto()
    NONE_YET = auto()
    MISSING = auto()
    INCOMPLETE = auto()
    SKIPPED = auto()
    REFUSED = auto()
    STOPPED = auto()
    INTERRUPTED = auto()
    UNREADABLE = auto()
    BUSY = auto()


@dataclass(frozen=True)
class Fetched:
    """What became of one list: the list that counts now, where there is one, and what a person should know."""

    scope: Scope
    month: Month
    result: Result
    kept: PriceList | None = None
    text: str = ""

    @property
    def needs_a_person(self) -> bool:
        """Whether somebody should look at it: a list of a month to come, or that another worker fetches, is usual."""
        usual = {Result.PUBLISHED, Result.UNCHANGED, Result.NONE_YET, Result.BUSY}
        return self.result not in usual or (self.kept is not None and self.kept.has_few_attributes)


_RESULTS: Final = {
    Consequence.STOP_ALL: Result.STOPPED,
    Consequence.SKIP_SCOPE: Result.SKIPPED,
    Consequence.SKIP_LIST: Result.REFUSED,
    Consequence.ASK_LESS: Result.REFUSED,
}


@dataclass(frozen=True)
class Way:
    """How lists are fetched: the largest page to ask for, the name of the type field, who waits, and who is told how far it is.

    `monotonic` and `pause` are in seconds. `told` gets the rows so far and all that there are, after every piece.
    """

    page_size: int
    type_field: TypeField
    pause: Callable[[float], None]
    monotonic: Callable[[], float]
    holder: str
    told: Callable[[Scope, Month, int, int], None]


class _RefusedError(Exception):
    """Adobe refuses the list; the text says what that means, for people."""

    def __init__(self, follows: Consequence, text: str) -> None:
        super().__init__(text)
        self.follows = follows


class _UnfitError(Exception):
    """The rows make no whole list; the text says why."""


def fetch(client: AdobeClient, store: Store, scope: Scope, month: Month, way: Way) -> Fetched:
    """Fetch one list. Raises `StoreError`; everything that Adobe does is part of what is given back.

    After an interruption the rows that were kept stay, and the next call goes on behind them.
    """
    lease = store.lease((f"price list/{scope}/{month}",), way.holder)
    if lease is None:
        return Fetched(scope, month, Result.BUSY, text=_BUSY)
    try:
        return _Fetching(client, store, lease, way).run(scope, month)
    except adobe.AdobeCredentialsError as error:
        text = f"Adobe does not accept the credentials of {scope.account}. Correct the account ({error})."
        return Fetched(scope, month, Result.STOPPED, text=text)
    except adobe.AdobeGibberishError as error:
        text = f"Adobe's answers about this list cannot be read. Fetch it again later, and report it if that lasts ({error})."
        return Fetched(scope, month, Result.UNREADABLE, text=text)
    except adobe.AdobeError as error:
        return Fetched(scope, month, Result.INTERRUPTED, text=f"Adobe gave no usable answer; fetch again later ({error}).")
    except LeaseLostError:
        return Fetched(scope, month, Result.BUSY, text=_BUSY)
    finally:
        lease.release()


@dataclass(frozen=True)
class _Pass:
    """How far one pass through the pages came: `waiting` rows are read and not yet kept, `offset` is behind them."""

    listed: PriceList
    offset: int
    total: int | None
    waiting: tuple[PriceRow, ...] = ()
    ended: bool = False

    @classmethod
    def over(cls, listed: PriceList) -> _Pass:
        """Begin where the kept rows end."""
        return cls(listed, listed.next_offset, listed.total)


class _Fetching:
    """One list being fetched by one worker."""

    def __init__(self, client: AdobeClient, store: Store, lease: Lease, way: Way) -> None:
        self._client = client
        self._store = store
        self._lease = lease
        self._way = way
        self._patience = Patience(way.pause, way.monotonic, lease.renew)

    def run(self, scope: Scope, month: Month) -> Fetched:
        begun = self._store.begin_price_list(self._lease, scope, month, patience=_RESUMABLE_FOR)
        try:
            published = self._store.publish_price_list(self._lease, self._all_pages(begun))
        except _RefusedError as refused:
            self._store.drop_price_list(self._lease, begun)
            if refused.follows is Consequence.NO_LIST:
                return self._not_there(scope, month)
            return Fetched(scope, month, _RESULTS[refused.follows], text=str(refused))
        except _UnfitError as unfit:
            kept = self._store.refuse_price_list(self._lease, self._store.price_list(begun.id), str(unfit))
            return Fetched(scope, month, Result.INCOMPLETE, kept, str(unfit))
        result = Result.PUBLISHED if published.id == begun.id else Result.UNCHANGED
        return Fetched(scope, month, result, published, _LESS if published.has_few_attributes else "")

    def _not_there(self, scope: Scope, month: Month) -> Fetched:
        """Tell a month to come, which Adobe publishes some days ahead, from one whose list should be there."""
        if month > Month.of(self._store.now().date()):
            return Fetched(scope, month, Result.NONE_YET, text=_NONE_YET)
        return Fetched(scope, month, Result.MISSING, text=_MISSING)

    def _all_pages(self, listed: PriceList) -> PriceList:
        at = self._held_against_adobe(_Pass.over(listed))
        while not at.ended:
            try:
                page = self._page(at)
            except adobe.AdobeRefusedError as error:
                at = self._refused(at, error)
                continue
            if at.total not in {None, page.total}:
                at = self._begun_again(at)
            elif page.total == 0:
                raise _RefusedError(Consequence.NO_LIST, "an empty list")
            else:
                at = self._turned(at, page)
        return _whole(at.listed)

    def _held_against_adobe(self, at: _Pass) -> _Pass:
        """Read the last kept page again, and begin the list again where Adobe has anything else in its place now.

        Rows that moved forward by one would otherwise leave one out, and a row that is gone in its stead.
        """
        offset = max(0, at.offset - self._way.page_size)
        while offset < at.offset:
            try:
                page = self._page(replace(at, offset=offset))
            except adobe.AdobeRefusedError:
                # The first page tells what the refusal means.
                return self._begun_again(at)
            rows = _rows(page)[: at.offset - offset]
            if page.total != at.total or not rows or not self._store.keeps_price_rows(at.listed.id, rows):
                return self._begun_again(at)
            offset += len(rows)
        return at

    def _page(self, at: _Pass) -> PricePage:
        scope = at.listed.scope
        question = PriceQuestion(
            region=scope.region,
            market_segment=scope.segment,
            currency=scope.currency,
            month=str(at.listed.month),
            list_type=scope.list_type,
            attributes=_ATTRIBUTES[at.listed.asked_for],
            type_field=self._way.type_field,
        )
        pages, limit = self._client.price_lists, self._way.page_size
        return self._patience.ask(lambda: pages.page(question, offset=at.offset, limit=limit))

    def _turned(self, at: _Pass, page: PricePage) -> _Pass:
        """Take the rows of a page, and keep them once there are many: by as many as came, however many were asked for."""
        offset = at.offset + len(page.offers)
        there = replace(at, offset=offset, total=page.total, waiting=(*at.waiting, *_rows(page)))
        there = replace(there, ended=not page.offers or offset >= page.total)
        return self._kept(there) if there.ended or len(there.waiting) >= _KEPT_AT_ONCE else there

    def _kept(self, at: _Pass) -> _Pass:
        total = at.total or 0
        listed = self._store.add_price_rows(self._lease, at.listed, at.waiting, at.offset, total)
        self._way.told(listed.scope, listed.month, listed.row_count, total)
        return replace(at, listed=listed, waiting=())

    def _refused(self, at: _Pass, error: adobe.AdobeRefusedError) -> _Pass:
        refusal = Refusal(error.status, error.code, error.message, error.details)
        follows = consequence(refusal)
        if follows is Consequence.NO_LIST and at.offset:
            # Beyond the last row; whether that was all of them is counted afterwards.
            return self._kept(replace(at, ended=True))
        if follows is Consequence.ASK_LESS and at.listed.asked_for is Asked.ALL:
            _log.warning("Adobe refuses an attribute of %s %s: asking for fewer", at.listed.scope, at.listed.month)
            return _Pass.over(self._store.restart_price_list(self._lease, at.listed, Asked.FEW))
        raise _RefusedError(follows, _in_words(refusal))

    def _begun_again(self, at: _Pass) -> _Pass:
        if at.listed.restarts >= _RESTARTS:
            raise _UnfitError("The list changed again and again while it was read. Fetch it again later.")
        return _Pass.over(self._store.restart_price_list(self._lease, at.listed, at.listed.asked_for))


def _rows(page: PricePage) -> tuple[PriceRow, ...]:
    try:
        return tuple(read_row(offer) for offer in page.offers)
    except RowError as error:
        reason = f"A row cannot be read: {error}. Report it, and fetch the list again."
    raise _UnfitError(reason)


def _whole(listed: PriceList) -> PriceList:
    """Count the different rows against what Adobe said: one that came twice stands for one that never came."""
    if listed.row_count == listed.total:
        return listed
    raise _UnfitError(f"Adobe speaks of {listed.total} rows, and {listed.row_count} different ones came. Fetch it again.")


def _in_words(refusal: Refusal) -> str:
    return " ".join(problem.operator or problem.text for problem in judge(FETCH_PRICE_LIST, refusal, {}))
