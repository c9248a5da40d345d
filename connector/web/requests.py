"""The routes of requests and assets: what came in and where it stands, one request's page, and both sides of an asset."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from connect.eaas.core.decorators import router
from fastapi import Query
from fastapi.responses import JSONResponse  # noqa: TC002 - FastAPI reads the annotation.

from connector.fulfillment.customer_page import customer_page
from connector.fulfillment.explaining import explain
from connector.fulfillment.managing import NotPossibleError
from connector.fulfillment.opening import memory_of
from connector.fulfillment.request_page import parked_rows, read_visible, request_page, row
from connector.fulfillment.resuming import resume_visible
from connector.store import Wanted
from connector.web import request_shapes as shapes
from connector.web.context import CALLER, Caller
from connector.web.paging import AFTER, LIMIT, MOST, WORD, mark_in, second_after, texts_in
from connector.web.problems import ProblemError
from connector.web.shapes import answer, told

if TYPE_CHECKING:
    from collections.abc import Mapping

_PLATFORM: Final = ("platform-unavailable", "platform-refused")
_ADOBE: Final = ("adobe-refused", "adobe-throttled", "adobe-credentials", "adobe-unreachable", "adobe-broken")
_STATUSES: Final = frozenset(
    {"draft", "tiers_setup", "pending", "inquiring", "approved", "failed", "scheduled", "revoking", "revoked"}
)
_SAME_SECOND: Final = 50
_SEARCH: Final = Query(None, max_length=64, description="A request (PR-…), an asset (AS-…), an Adobe customer or order.")
_STATUS: Final = Query(None, max_length=20, description="The platform's status, `pending` for instance.")

_LIST: Final[dict[str, Any]] = {"tags": ["requests"], "responses": told(shapes.RequestsListed, shapes.LISTED, *_PLATFORM)}
_PARKED: Final[dict[str, Any]] = {"tags": ["requests"], "responses": told(shapes.ParkedListed, shapes.PARKED, *_PLATFORM)}
_RESUME: Final[dict[str, Any]] = {
    "tags": ["requests"],
    "responses": told(shapes.Resumed, shapes.RESUMED, "request-not-found", "not-parked", *_PLATFORM),
}
_PAGE: Final[dict[str, Any]] = {
    "tags": ["requests"],
    "responses": told(shapes.RequestShown, shapes.SHOWN, "request-not-found", *_PLATFORM),
}
_EXPLAINED: Final[dict[str, Any]] = {
    "tags": ["requests"],
    "responses": told(shapes.Explained, shapes.EXPLAINED, "request-not-found", *_PLATFORM),
}
_CUSTOMER: Final[dict[str, Any]] = {
    "tags": ["assets"],
    "responses": told(
        shapes.CustomerShown,
        shapes.CUSTOMER,
        *("asset-not-found", "account-missing", "not-fulfilled", "not-supported"),
        *(*_PLATFORM, *_ADOBE),
    ),
}


@router.get("/adobe/requests", operation_id="list_requests", **_LIST)
def requests(
    caller: Caller = CALLER,
    search: str | None = _SEARCH,
    status: str | None = _STATUS,
    after: str | None = AFTER,
    limit: int = LIMIT,
) -> JSONResponse:
    """List the caller's fulfilment requests, the newest first, page by page."""
    filters = {**_found_by(search, caller), **_in_status(status), **_of_products(caller)}
    page, following = _page(filters, texts_in(after), limit, caller)
    rows = [row(one, caller.means.store.request_state(str(one["id"]))) for one in page]
    return answer(shapes.RequestsListed.parse({"requests": rows, "next": following}))


def _page(
    filters: Mapping[str, object], mark: tuple[str, str], limit: int, caller: Caller
) -> tuple[list[Mapping[str, Any]], str | None]:
    """Give the requests behind a mark, by time and id, and where the next page begins.

    The platform is asked for more until it shows one that is older than all of the page: only then is every request of the
    page's last second known, in whatever order the platform has them.
    """
    moment, _ = mark
    until = {"created__lt": second_after(moment)} if moment else {}
    most = limit + 1 + (_SAME_SECOND if moment else 0)
    while True:
        found = caller.visible.newest_requests({**filters, **until}, most)
        behind = {_key(one): one for one in found if not moment or _key(one) < mark}
        page = sorted(behind, reverse=True)[:limit]
        is_whole = len(page) == limit and str(found[-1]["created"]) < page[-1][0]
        if is_whole or len(found) < most:
            return [behind[one] for one in page], "|".join(page[-1]) if len(behind) > limit else None
        most *= 2


def _key(raw: Mapping[str, Any]) -> tuple[str, str]:
    return str(raw["created"]), str(raw["id"])


def _found_by(search: str | None, caller: Caller) -> dict[str, object]:
    """Turn what is searched for into the platform's filters; an Adobe customer is known by the companies that have it.

    What else the store knows requests by, an Adobe order above all, finds the newest hundred of them.
    """
    text = (search or "").strip()
    if not text:
        return {}
    if not WORD.fullmatch(text):
        raise ProblemError("input-invalid", "Correct search: an id has letters, digits and hyphens.")
    if text.startswith("PR-"):
        return {"id": text}
    if text.startswith("AS-"):
        return {"asset__id": text}
    memories = {memory_of(one) for one in caller.means.settings.accounts}
    tiers = [tier for memory in sorted(memories) for tier in caller.means.store.tiers_of(memory, text)]
    if tiers:
        return {"asset__tiers__customer__id__in": tiers}
    known = caller.means.store.requests_page(Wanted(search=text), limit=MOST).requests
    return {"id__in": [one.request_id for one in known if one.request_id.startswith("PR-")] or ["none"]}


def _in_status(status: str | None) -> dict[str, object]:
    if status is None:
        return {}
    if status not in _STATUSES:
        raise ProblemError("input-invalid", f"Correct status: it is one of {', '.join(sorted(_STATUSES))}.")
    return {"status": status}


def _of_products(caller: Caller) -> dict[str, object]:
    """Keep to the products of the accounts, unless one is for any."""
    products = sorted({one.product for one in caller.means.settings.accounts})
    return {} if "*" in products else {"asset__product__id__in": products or ["none"]}


@router.get("/adobe/requests/parked", operation_id="list_parked", **_PARKED)
def parked(caller: Caller = CALLER, after: str | None = AFTER, limit: int = LIMIT) -> JSONResponse:
    """List the caller's requests that wait for a person, the longest parked first, page by page."""
    rows, last = parked_rows(mark_in(after), limit, caller.means, caller.visible)
    return answer(shapes.ParkedListed.parse({"requests": rows, "next": last}))


@router.post("/adobe/requests/{request_id}/resume", operation_id="resume_request", **_RESUME)
def resume(request_id: str, caller: Caller = CALLER) -> JSONResponse:
    """Take a parked request off the list: somebody has acted, and it begins anew."""
    found = resume_visible(request_id, caller.context.user_id, caller.means, caller.visible)
    return answer(shapes.Resumed.parse(found))


@router.get("/adobe/requests/{request_id}", operation_id="show_request", **_PAGE)
def one_request(request_id: str, caller: Caller = CALLER) -> JSONResponse:
    """Show a request with its parameters and its timeline."""
    return answer(shapes.RequestShown.parse(request_page(request_id, caller.means, caller.visible)))


@router.get("/adobe/requests/{request_id}/explanation", operation_id="explain_request", **_EXPLAINED)
def explanation(request_id: str, caller: Caller = CALLER) -> JSONResponse:
    """Say what would be done next with a request, and why. Nothing is done."""
    _, request = read_visible(request_id, caller.means, caller.visible)
    if request is None:
        raise NotPossibleError("not-supported", "The request cannot be read: its note says why.")
    steps = explain(request, caller.means, caller.platform, caller.means.store.now())
    return answer(shapes.Explained.parse({"steps": [{"kind": one.kind, "text": one.text} for one in steps]}))


@router.get("/adobe/assets/{asset_id}/customer", operation_id="show_customer", **_CUSTOMER)
def customer(asset_id: str, caller: Caller = CALLER) -> JSONResponse:
    """Show an asset beside its Adobe customer."""
    return answer(shapes.CustomerShown.parse(customer_page(asset_id, caller.means, caller.visible)))
