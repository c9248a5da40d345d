"""What Adobe's support asks for about a claim, and nothing else.

Source: developer.adobe.com/adobe-partner-connection-retail/guides/support.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from connector.domain import parameters as ids
from connector.domain.claim import offer_in
from connector.domain.journal import Outcome
from connector.domain.requests import Request
from connector.fulfillment.opening import asset_key
from connector.retail.calls import CLAIM_PATH, OFFER, REFERENCE
from connector.store import StoreMissingError
from connector.wire import write_datetime

if TYPE_CHECKING:
    from collections.abc import Mapping

    from connector.domain.journal import Attempt
    from connector.domain.requests import AnyRequest
    from connector.settings import Account
    from connector.store import Store

CLIENT_ID: Final = "client id"
_RETAIL: Final = "retail"
_OWN: Final = "requestId"
_NOTHING: Final = "none is remembered"


def has_support_bundle(request: AnyRequest | None, account: Account | None) -> bool:
    """Whether a request is one of Partner Connection Retail: only those have a bundle."""
    return isinstance(request, Request) and account is not None and account.program == _RETAIL


def support_bundle(request: Request, account: Account, store: Store, *, show_code: bool) -> dict[str, str]:
    """Give titles and texts: never a secret, and the redemption code only where it is asked for.

    The answer is that of the asset's last claim that was answered; Adobe's links were never kept. Times are UTC.
    """
    claims = [one for one in _attempts(request, account, store) if one.call and one.call.path == CLAIM_PATH]
    last = next((one for one in reversed(claims) if one.answer), next(reversed(claims), None))
    sent = _sent(last) if last else {}
    bundle = {
        CLIENT_ID: account.api_key.reveal(),
        "partner_reference_id": sent.get(REFERENCE) or request.text(ids.PARTNER_REFERENCE) or "none yet",
        "offer_id": sent.get(OFFER) or _offer_of(request, account),
        "environment": "sandbox" if account.is_sandbox else "production",
        "request timestamp": write_datetime(last.opened_at) if last else _NOTHING,
        "response": _answer(last) if last else _NOTHING,
    }
    if show_code:
        bundle["redemption code"] = request.text(ids.REDEMPTION_CODE) or "none"
    return bundle


def _attempts(request: Request, account: Account, store: Store) -> tuple[Attempt, ...]:
    try:
        return store.attempts_under(asset_key(request.asset_id, account.name))
    except StoreMissingError:
        return ()


def _sent(attempt: Attempt) -> Mapping[str, str]:
    body = attempt.call.body if attempt.call else {}
    return {pair["key"]: pair["value"] for pair in body.get("workflow_attributes", ())}


def _offer_of(request: Request, account: Account) -> str:
    """Give the offer that the reference was made of; without such a reference, what the request's product is mapped to."""
    claimed = offer_in(request.text(ids.PARTNER_REFERENCE), request.asset_id, account.offers.values())
    offers = [account.offers[item.mpn] for item in request.items if item.mpn in account.offers]
    return claimed or ", ".join(offers) or "none"


def _answer(attempt: Attempt) -> str:
    if attempt.answer is None:
        return "no answer came"
    # Without what is empty, and without the id that this connector gave its own attempt: Adobe's programme knows none.
    parts = {name: value for name, value in attempt.answer.body.items() if value not in ("", []) and name != _OWN}
    told = json.dumps(parts, ensure_ascii=False)
    # Of a success the journal keeps no status: 200, 202 and a redirect say the same.
    return f"success {told}" if attempt.outcome is Outcome.ACCEPTED else f"HTTP {attempt.answer.status} {told}"
