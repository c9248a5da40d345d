"""The management API: previews for carts, and the switch of auto-renewal. GET with a JSON body, as CloudBlue does, and POST."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from connect.eaas.core.decorators import router
from fastapi import Header
from fastapi.responses import JSONResponse  # noqa: TC002 - FastAPI reads the annotation.

from connector.fulfillment.managing import preview_order, preview_transfer
from connector.fulfillment.switching import set_auto_renewal
from connector.web import management_shapes as shapes
from connector.web.context import CALLER, Caller
from connector.web.problems import ProblemError
from connector.web.shapes import BODY, answer, asked_with, read_as, told

if TYPE_CHECKING:
    from collections.abc import Mapping

_EXAMPLES: Final = shapes.EXAMPLES
_ADOBE: Final = ("adobe-refused", "adobe-throttled", "adobe-credentials", "adobe-unreachable", "adobe-broken")
_PLATFORM: Final = ("platform-unavailable", "platform-refused")
_PREVIEWS: Final = ("marketplace-not-found", "account-missing", "account-ambiguous", "not-supported", *_ADOBE, *_PLATFORM)
_LONGEST_KEY: Final = 200
_KEY: Final = Header(None, alias="Idempotency-Key", description="The same action under the same key is done once.")

_TRANSFER: Final[dict[str, Any]] = {
    "tags": ["management"],
    "responses": told(shapes.TransferPreviewed, _EXAMPLES["transferred"], *_PREVIEWS),
    "openapi_extra": asked_with(shapes.TransferPreview, _EXAMPLES["transfer"]),
}
_ORDER: Final[dict[str, Any]] = {
    "tags": ["management"],
    "responses": told(shapes.OrderPreviewed, _EXAMPLES["ordered"], "customer-not-found", *_PREVIEWS),
    "openapi_extra": asked_with(shapes.OrderPreview, _EXAMPLES["order"]),
}
_SWITCH: Final[dict[str, Any]] = {
    "tags": ["management"],
    "responses": told(
        shapes.AutoRenewalSwitched,
        _EXAMPLES["switched"],
        *("asset-not-found", "account-missing", "not-fulfilled", "not-supported", "customer-busy", "key-reused"),
        *(*_ADOBE, *_PLATFORM),
    ),
    "openapi_extra": asked_with(shapes.AutoRenewal, _EXAMPLES["switch"]),
}


@router.get("/adobe/transfer/preview", operation_id="preview_transfer_get", **_TRANSFER)
@router.post("/adobe/transfer/preview", operation_id="preview_transfer", **_TRANSFER)
def transfer_preview(caller: Caller = CALLER, body: Any = BODY) -> JSONResponse:  # noqa: ANN401 - any JSON value.
    """Tell what a VIP membership holds."""
    asked = read_as(shapes.TransferPreview, body)
    found = preview_transfer(asked.place, shapes.adobe_id(asked.membership, "membership"), caller.means, caller.visible)
    return answer(shapes.TransferPreviewed.parse(found))


@router.get("/adobe/order/preview", operation_id="preview_order_get", **_ORDER)
@router.post("/adobe/order/preview", operation_id="preview_order", **_ORDER)
def order_preview(caller: Caller = CALLER, body: Any = BODY) -> JSONResponse:  # noqa: ANN401 - any JSON value.
    """Tell which offers a customer would get for a cart."""
    asked = read_as(shapes.OrderPreview, body)
    found = preview_order(
        asked.place, shapes.adobe_id(asked.customer, "customer"), asked.lines, caller.means, caller.visible, price=asked.price
    )
    return answer(shapes.OrderPreviewed.parse(found))


@router.get("/adobe/subscription/autorenewal", operation_id="set_auto_renewal_get", **_SWITCH)
@router.post("/adobe/subscription/autorenewal", operation_id="set_auto_renewal", **_SWITCH)
def auto_renewal(
    caller: Caller = CALLER,
    body: Any = BODY,  # noqa: ANN401 - any JSON value.
    idempotency_key: str | None = _KEY,
) -> JSONResponse:
    """Switch auto-renewal of an asset, or of some of its items with their renewal quantities."""
    switch = read_as(shapes.AutoRenewal, body).switch(caller.context.user_id)
    action_id, found = set_auto_renewal(switch, key_of(idempotency_key), caller.means, caller.visible)
    return answer(shapes.AutoRenewalSwitched.parse(found), headers=action_header(action_id))


def key_of(written: str | None) -> str:
    """Give the idempotency key, empty where there is none. Raises `ProblemError`."""
    if written is not None and not (0 < len(written) <= _LONGEST_KEY and written.isprintable()):
        raise ProblemError("input-invalid", f"Correct Idempotency-Key: it has 1 to {_LONGEST_KEY} printable characters.")
    return written or ""


def action_header(action_id: str) -> Mapping[str, str]:
    """Name the action that was done: its calls stand in the journal under this id."""
    return {"x-action-id": action_id}
