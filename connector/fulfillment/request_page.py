"""One request for people: what came in, what was done, and where it stands. It looks and never writes.

Must never show what opens something (redemption links and codes, passwords) or a person's data: such a parameter is shown as
filled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from connector.cloudblue.manners import manner_of
from connector.cloudblue.reading import MalformedRequestError, read_any_request
from connector.domain import parameters as ids
from connector.fulfillment.in_words import attempt_in_words
from connector.fulfillment.managing import NotPossibleError
from connector.fulfillment.opening import owners_of
from connector.fulfillment.performing import REQUEST_ID
from connector.fulfillment.supporting import has_support_bundle

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from connector.cloudblue.visible import Visible
    from connector.domain.journal import Attempt
    from connector.domain.requests import AnyRequest
    from connector.fulfillment.means import Means
    from connector.settings import Account
    from connector.store import RequestState

_HIDDEN: Final = frozenset({ids.REDEMPTION_URL, ids.REDEMPTION_SHORT_URL, ids.REDEMPTION_CODE})
_PERSONAL: Final = frozenset({ids.USER_EMAIL, ids.USER_FIRST_NAME, ids.USER_LAST_NAME, ids.PHONE, "reseller_phone_number"})
_AT_ONCE: Final = 50
_LOOKS: Final = 4
_HIDDEN_TYPES: Final = frozenset({"password", "email", "phone"})


def read_visible(request_id: str, means: Means, visible: Visible) -> tuple[dict[str, Any], AnyRequest | None]:
    """Give a request that the caller sees, as the platform writes it and as the rules read it (`None` where they cannot).

    Raises `NotPossibleError`.
    """
    raw = visible.request(request_id)
    try:
        request = read_any_request(raw) if raw is not None else None
    except MalformedRequestError:
        request = None
    knows_place = request is not None and _account(request, means)
    if raw is None or (request is not None and not knows_place and means.store.request_state(request_id) is None):
        raise NotPossibleError("request-not-found", "This request is none of yours.")
    return raw, request


def request_page(request_id: str, means: Means, visible: Visible) -> dict[str, Any]:
    """Give a request with its timeline. Raises `NotPossibleError`."""
    raw, request = read_visible(request_id, means, visible)
    state = means.store.request_state(request_id)
    account = _account(request, means) if request else None
    attempts = means.store.attempts(*(owners_of(request, account) if account else (request.id,))) if request else ()
    manner = manner_of(request_id)
    holder = raw.get("asset") or {} if manner.nested else raw
    return {
        **row(raw, state),
        "note": str(raw.get(manner.note) or "") if manner.note else "",
        "reason": str(raw.get("reason") or ""),
        "has_support_bundle": has_support_bundle(request, account),
        "parameters": [_parameter(one) for one in holder.get("params") or ()],
        "timeline": timeline(state, attempts),
    }


def _account(request: AnyRequest, means: Means) -> Account | None:
    return means.settings.account_for(request.product_id, request.marketplace_id, request.connection_type)


def row(raw: Mapping[str, Any], state: RequestState | None) -> dict[str, Any]:
    """Give a request as a list shows it: the platform's word on it, and the store's."""
    holder = raw.get("asset") or raw.get("configuration") or {}
    place = raw.get("marketplace") or holder.get("marketplace") or {}
    return {
        "request_id": str(raw["id"]),
        "type": str(raw.get("type") or ""),
        "status": str(raw.get("status") or ""),
        "created": str(raw.get("created") or ""),
        "asset_id": str((raw.get("asset") or {}).get("id") or ""),
        "marketplace": str(place.get("id") or ""),
        "stands": standing(state),
        "since": _moment((state.parked_at or state.waiting_since or state.ended_at) if state else None),
        "why": (state.park_text or "") if state else "",
    }


def parked_rows(
    after: tuple[datetime, str] | None, limit: int, means: Means, visible: Visible
) -> tuple[list[dict[str, Any]], str | None]:
    """Give a page of the parked requests that the caller sees, and where the next one begins (`None` where nothing follows).

    The platform is asked `_LOOKS` times at most: the page of a caller who sees few of the parked ones may be short.
    """
    rows: list[dict[str, Any]] = []
    places = visible.marketplaces()
    for _ in range(_LOOKS):
        states = means.store.parked_page(places, after=after, limit=_AT_ONCE)
        seen = visible.requests([one.request_id for one in states])
        for one in states:
            if len(rows) == limit:
                return rows, _mark(after)
            after = (one.parked_at or one.first_seen), one.request_id
            rows += [row(seen[one.request_id], one)] if one.request_id in seen else []
        if len(states) < _AT_ONCE:
            return rows, None
    return rows, _mark(after)


def _mark(after: tuple[datetime, str] | None) -> str | None:
    return f"{after[0].isoformat()}|{after[1]}" if after else None


def standing(state: RequestState | None) -> str:
    """Say where a request stands: `parked`, `waiting`, `ended`, `seen`, or `unseen` where it never came here."""
    if state is None:
        return "unseen"
    if state.ended_at:
        return "ended"
    return "parked" if state.parked_at else "waiting" if state.waiting_since else "seen"


def timeline(state: RequestState | None, attempts: Iterable[Attempt]) -> list[dict[str, Any]]:
    """Give what happened, oldest first: calls with their answers, and when it came, waited, parked and ended."""
    told = [_call(one) for one in attempts]
    if state:
        marks = (
            ("came", state.first_seen, ""),
            ("waits", state.waiting_since, ""),
            ("parked", state.parked_at, state.park_text or ""),
            ("ended", state.ended_at, state.outcome or ""),
        )
        told += [{"at": _moment(at), "what": what, "text": text} for what, at, text in marks if at]
    return sorted(told, key=lambda one: str(one["at"]))


def _call(one: Attempt) -> dict[str, Any]:
    body = one.answer.body if one.answer else {}
    return {
        "at": _moment(one.opened_at),
        "what": "call",
        "text": attempt_in_words(one),
        "outcome": one.outcome.value,
        "answered": _moment(one.answered_at),
        "unanswered": one.unanswered,
        "correlation_id": one.correlation_id,
        "adobe_code": str(body.get("code") or ""),
        "adobe_request_id": str(body.get(REQUEST_ID) or ""),
    }


def _parameter(one: Mapping[str, Any]) -> dict[str, Any]:
    """Show a parameter; of one that nobody may read, whether it is filled."""
    is_hidden = one["id"] in _HIDDEN | _PERSONAL or one.get("type") in _HIDDEN_TYPES
    value = one.get("structured_value") or one.get("value")
    plain = {"id": str(one["id"]), "title": str(one.get("title") or ""), "error": str(one.get("value_error") or "")}
    shown = {} if is_hidden or not value else {"value": value}
    return plain | {"filled": bool(value), "hidden": is_hidden} | shown


def _moment(at: datetime | None) -> str:
    return at.isoformat() if at else ""
