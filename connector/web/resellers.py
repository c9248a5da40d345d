"""The routes of resellers: tier configurations beside Adobe's resellers, and telling one which reseller it stands for."""

from __future__ import annotations

from typing import Any, Final

from connect.eaas.core.decorators import router
from fastapi import Query
from fastapi.responses import JSONResponse  # noqa: TC002 - FastAPI reads the annotation.

from connector.fulfillment.adopting import adopt
from connector.fulfillment.reseller_page import Wanted, reseller_page, resellers
from connector.web import reseller_shapes as shapes
from connector.web.context import CALLER, Caller, desk_of
from connector.web.management_shapes import adobe_id
from connector.web.paging import LIMIT, WORD
from connector.web.problems import ProblemError
from connector.web.shapes import BODY, answer, asked_with, read_as, told

_PLATFORM: Final = ("platform-unavailable", "platform-refused")
_ADOBE: Final = ("adobe-refused", "adobe-throttled", "adobe-credentials", "adobe-unreachable", "adobe-broken")
_ONE: Final = ("configuration-not-found", "account-missing", "not-supported", *_PLATFORM, *_ADOBE)
_PRODUCT: Final = Query(None, max_length=64, description="Those of one product (PRD-…).")
_MARKETPLACE: Final = Query(None, max_length=64, description="Those of one marketplace (MP-…).")
_AFTER: Final = Query(0, ge=0, le=1_000_000, description="`next` of the page before.")
_LIST: Final[dict[str, Any]] = {
    "tags": ["resellers"],
    "responses": told(shapes.ResellersListed, shapes.LISTED, "marketplace-not-found", *_PLATFORM),
}
_SHOW: Final[dict[str, Any]] = {"tags": ["resellers"], "responses": told(shapes.ResellerShown, shapes.SHOWN, *_ONE)}
_ADOPT: Final[dict[str, Any]] = {
    "tags": ["resellers"],
    "responses": told(
        shapes.Adopted,
        shapes.ADOPTED,
        *_ONE,
        *("reseller-unusable", "reseller-taken", "reseller-set", "no-open-request", "customer-busy"),
    ),
    "openapi_extra": asked_with(shapes.Adoption, shapes.ADOPTION),
}


@router.get("/adobe/resellers", operation_id="list_resellers", **_LIST)
def list_resellers(
    caller: Caller = CALLER,
    product: str | None = _PRODUCT,
    marketplace: str | None = _MARKETPLACE,
    after: int = _AFTER,
    limit: int = LIMIT,
) -> JSONResponse:
    """List the caller's tier configurations of level 1, with their Adobe resellers, page by page."""
    wanted = Wanted(_word("product", product), _word("marketplace", marketplace), after, limit)
    return answer(shapes.ResellersListed.parse(resellers(wanted, desk_of(caller))))


@router.get("/adobe/resellers/{configuration_id}", operation_id="show_reseller", **_SHOW)
def show_reseller(configuration_id: str, caller: Caller = CALLER) -> JSONResponse:
    """Show a tier configuration beside its Adobe reseller, and what differs."""
    return answer(shapes.ResellerShown.parse(reseller_page(configuration_id, desk_of(caller))))


@router.post("/adobe/resellers/{configuration_id}/adopt", operation_id="adopt_reseller", **_ADOPT)
def adopt_reseller(configuration_id: str, caller: Caller = CALLER, body: Any = BODY) -> JSONResponse:  # noqa: ANN401 - any JSON value.
    """Let a tier configuration stand for a reseller that Adobe has already."""
    reseller_id = adobe_id(read_as(shapes.Adoption, body).reseller_id, "reseller_id")
    found = adopt(configuration_id, reseller_id, caller.context.user_id, desk_of(caller), caller.platform)
    return answer(shapes.Adopted.parse(found))


def _word(name: str, written: str | None) -> str:
    text = (written or "").strip()
    if text and not WORD.fullmatch(text):
        raise ProblemError("input-invalid", f"Correct {name}: an id has letters, digits and hyphens.")
    return text
