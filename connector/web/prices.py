"""The routes of price lists: which are kept, how two differ, what an offer costs. Shows lists of the caller's accounts alone."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from connect.eaas.core.decorators import router
from fastapi import Query
from fastapi.responses import JSONResponse  # noqa: TC002 - FastAPI reads the annotation.

from connector.domain.offers import is_mpn
from connector.domain.prices.charging import Buyer
from connector.domain.prices.scopes import Month
from connector.prices.pages import (
    CHOICES,
    AmbiguousError,
    differences_page,
    offers_of,
    pair_of,
    prices_page,
    scope_meant,
    snapshot,
    snapshots,
)
from connector.prices.running import scopes_of
from connector.web import price_shapes as shapes
from connector.web.context import CALLER, Caller, desk_of
from connector.web.paging import LIMIT
from connector.web.problems import ProblemError
from connector.web.shapes import BODY, answer, asked_with, read_as, told

if TYPE_CHECKING:
    from connector.domain.prices.lists import PriceList

_PLATFORM: Final = ("platform-unavailable", "platform-refused")
_LARGEST_ID: Final = 2**31 - 1
_SCOPE: Final = Query(..., max_length=100, description="`scope` of a snapshot.")
_MONTH: Final = Query(..., max_length=6, description="As in 202603.")
_WITH: Final = Query("revision", alias="with", description="`revision` before, or the last of a `month` before.")
_BEFORE: Final = Query(None, ge=1, le=_LARGEST_ID, description="`next` of the page before.")
_FIRST: Final = Query(0, ge=0, le=1_000_000, description="`next` of the page before.")
_DAY: Final = Query(None, max_length=10, description="The day of the order, as in 2026-03-05; today by default.")
_SINCE: Final = Query(None, max_length=10, description="Since when the customer is committed for three years.")
_LARGE: Final = Query(default=False, description="Whether the customer is a large government agency.")
# One for each field: FastAPI writes a field's name into it.
_OFFER, _PRODUCT, _CODE, _ACCOUNT, _REGION, _SEGMENT, _CURRENCY = (Query("", max_length=100) for _ in range(7))
_NOT_KEPT: Final = ("list-not-found", "No such list is kept for an account of yours.")
_NO_LIST: Final = (
    "list-not-found",
    "No list of that month is kept for an account of yours, or none before it.",
)
_SHARED: Final = (
    "Other installations export prices of this Adobe account too. Ask whoever runs the connector to approve the list."
)
_LIST: Final[dict[str, Any]] = {"tags": ["prices"], "responses": told(shapes.SnapshotsListed, shapes.LISTED, *_PLATFORM)}
_DIFFER: Final[dict[str, Any]] = {
    "tags": ["prices"],
    "responses": told(shapes.DifferencesListed, shapes.DIFFERENCES, "list-not-found", *_PLATFORM),
}
_SEARCH: Final[dict[str, Any]] = {
    "tags": ["prices"],
    "responses": told(shapes.PricesFound, shapes.FOUND, "price-unknown", *_PLATFORM),
}
_APPROVE: Final[dict[str, Any]] = {
    "tags": ["prices"],
    "responses": told(shapes.Snapshot, shapes.APPROVED, "list-not-found", "list-not-whole", "account-shared", *_PLATFORM),
    "openapi_extra": asked_with(shapes.Approval, shapes.APPROVAL),
}


def accounts_of(caller: Caller) -> frozenset[str]:
    """Name the Adobe accounts that the caller may see: their price lists are its too."""
    desk = desk_of(caller)
    return frozenset(one.name for one in caller.means.settings.accounts if desk.may_see(one.marketplace))


def list_of(list_id: int, caller: Caller) -> PriceList:
    """Give a kept list of an account of the caller's. Raises `ProblemError`."""
    try:
        found = caller.means.store.price_list(list_id) if 0 < list_id <= _LARGEST_ID else None
    except LookupError:
        found = None
    if found is None or found.scope.account not in accounts_of(caller):
        raise ProblemError(*_NOT_KEPT)
    return found


def may_approve(listed: PriceList, caller: Caller) -> bool:
    """Whether a list is the caller's to approve: every installation that its account sells through exports it from then on."""
    return listed.scope.account in desk_of(caller).whole_accounts()


@router.get("/adobe/prices/snapshots", operation_id="list_snapshots", **_LIST)
def list_snapshots(caller: Caller = CALLER, after: int | None = _BEFORE, limit: int = LIMIT) -> JSONResponse:
    """List the kept price lists, the newest first, also one that is being fetched."""
    return answer(shapes.SnapshotsListed.parse(snapshots(caller.means.store, accounts_of(caller), after, limit)))


@router.get("/adobe/prices/differences", operation_id="list_differences", **_DIFFER)
def list_differences(
    caller: Caller = CALLER,
    scope: str = _SCOPE,
    month: str = _MONTH,
    compared: str = _WITH,
    after: int = _FIRST,
    limit: int = LIMIT,
) -> JSONResponse:
    """List how the last list of a month differs from the one before it, page by page."""
    if compared not in {"revision", "month"}:
        raise ProblemError("input-invalid", "Correct with: it is revision or month.")
    meant = _month(month)
    pair = pair_of(caller.means.store, accounts_of(caller), scope, meant, month_before=compared == "month")
    if pair is None:
        raise ProblemError(*_NO_LIST)
    return answer(shapes.DifferencesListed.parse(differences_page(caller.means.store, pair, after, limit)))


@router.post("/adobe/prices/approve", operation_id="approve_prices", **_APPROVE)
def approve(caller: Caller = CALLER, body: Any = BODY) -> JSONResponse:  # noqa: ANN401 - any JSON value.
    """Let the prices of a list move beyond the limit: it may be exported from now on. The first approval stands."""
    listed = list_of(read_as(shapes.Approval, body).list, caller)
    if not may_approve(listed, caller):
        raise ProblemError("account-shared", _SHARED)
    try:
        approved = caller.means.store.approve_price_list(listed.id, caller.context.user_id)
    except LookupError:
        raise ProblemError(*_NOT_KEPT) from None
    except ValueError:
        raise ProblemError("list-not-whole", "Let it be fetched again, and approve the list that is published then.") from None
    return answer(shapes.Snapshot.parse(snapshot(approved)))


@router.get("/adobe/prices/search", operation_id="search_prices", **_SEARCH)
def search(  # noqa: PLR0913, PLR0917 - a query's fields.
    caller: Caller = CALLER,
    offer: str = _OFFER,
    product: str = _PRODUCT,
    day: str | None = _DAY,
    committed_since: str | None = _SINCE,
    discount_code: str = _CODE,
    large_government: bool = _LARGE,  # noqa: FBT001 - a query's field.
    account: str = _ACCOUNT,
    region: str = _REGION,
    segment: str = _SEGMENT,
    currency: str = _CURRENCY,
) -> JSONResponse:
    """Tell what Adobe charges for an offer, or for every offer of a product, on a day."""
    if bool(offer) == bool(product) or not is_mpn(offer or product):
        raise ProblemError("input-invalid", "Send offer, a whole offer id, or product, a product key: one of the two.")
    store, ordered = caller.means.store, _day("day", day) or caller.means.store.now().date()
    since = _day("committed_since", committed_since)
    chosen = dict(zip(CHOICES, (account, region, segment, currency), strict=True))
    try:
        scope = scope_meant(store, accounts_of(caller), chosen, scopes_of(caller.means.settings))
    except AmbiguousError as ambiguous:
        raise ProblemError("input-invalid", str(ambiguous)) from None
    if scope is None:
        raise ProblemError("price-unknown", "No price list of an account of yours fits.")
    offers = (offer,) if offer else offers_of(store, product, Month.of(ordered), scope)
    found = prices_page(store, offers, ordered, scope, Buyer(since, since, discount_code, large_government))
    if not found:
        raise ProblemError("price-unknown", "No kept list says what this costs on that day.")
    return answer(shapes.PricesFound.parse({"prices": found}))


def _month(written: str) -> Month:
    try:
        return Month.parse(written)
    except ValueError:
        raise ProblemError("input-invalid", "Correct month: write the year and two digits, as in 202603.") from None


def _day(name: str, written: str | None) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        raise ProblemError("input-invalid", f"Correct {name}: write a day as in 2026-03-05.") from None
