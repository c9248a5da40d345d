"""What Adobe's support asks for about a claim, as the command `support-bundle` prints it. No link, and no code unasked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from connect.eaas.core.decorators import router
from fastapi import Query
from fastapi.responses import JSONResponse  # noqa: TC002 - FastAPI reads the annotation.

from connector.domain.requests import Request
from connector.fulfillment.managing import NotPossibleError
from connector.fulfillment.request_page import read_visible
from connector.fulfillment.supporting import CLIENT_ID, has_support_bundle, support_bundle
from connector.web.context import CALLER, Caller, desk_of
from connector.web.shapes import answer, told
from connector.wire import WireModel

if TYPE_CHECKING:
    from connector.settings import Account


class SupportLine(WireModel):
    """One line of the bundle."""

    title: str
    text: str


class SupportBundle(WireModel):
    """What Adobe's support asks for about a claim, in its order."""

    request_id: str
    lines: tuple[SupportLine, ...]


_EXAMPLE: Final = {
    "request_id": "PR-0000-0000-0001-001",
    "lines": [{"title": "partner_reference_id", "text": "AS-0000-0000-0001"}, {"title": "environment", "text": "production"}],
}
_ANOTHERS: Final = "known to whoever owns the extension"
_SHOW: Final = Query(default=False, description="`true` shows the redemption code too.")
_BUNDLE: Final[dict[str, Any]] = {
    "tags": ["requests"],
    "responses": told(SupportBundle, _EXAMPLE, "request-not-found", "not-supported", "platform-unavailable", "platform-refused"),
}


@router.get("/adobe/requests/{request_id}/support-bundle", operation_id="show_support_bundle", **_BUNDLE)
def bundle(request_id: str, caller: Caller = CALLER, show_code: bool = _SHOW) -> JSONResponse:  # noqa: FBT001 - a query.
    """Give what Adobe's support asks for about a retail request."""
    _, request = read_visible(request_id, caller.means, caller.visible)
    account = _account_of(request, caller) if isinstance(request, Request) else None
    if not isinstance(request, Request) or account is None or not has_support_bundle(request, account):
        raise NotPossibleError("not-supported", "Only requests of Partner Connection Retail have a support bundle.")
    found = support_bundle(request, account, caller.means.store, show_code=show_code)
    if not desk_of(caller).may_see(account.marketplace):
        found[CLIENT_ID] = _ANOTHERS
    lines = tuple(SupportLine(title=title, text=text) for title, text in found.items())
    return answer(SupportBundle(request_id=request_id, lines=lines))


def _account_of(request: Request, caller: Caller) -> Account | None:
    return caller.means.settings.account_for(request.product_id, request.marketplace_id, request.connection_type)
