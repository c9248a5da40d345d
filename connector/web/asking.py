"""The management methods for custom events and product actions: the same code, shapes and problems as over HTTP.

The platform hands such an event to the extension of the product's own account, so what that account sees is what may be asked
for. Nothing leaves here as an exception, since its text would be shown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from connector.fulfillment.managing import NotPossibleError, preview_order, preview_transfer
from connector.fulfillment.switching import set_auto_renewal
from connector.web import management_shapes as shapes
from connector.web.problems import ProblemError, document_of
from connector.web.shapes import checked, read_as
from connector.wire import WireError, plain, read_json

if TYPE_CHECKING:
    from collections.abc import Callable

    from connector.cloudblue.visible import Visible
    from connector.fulfillment.means import Means

    Desk = Callable[[], tuple[Means, Visible]]

_ASSET: Final = "asset_id"
_USER: Final = re.compile(r"UR(-[0-9]{1,6}){1,6}", re.ASCII)
_ANOTHERS: Final = "Correct asset_id: an action switches the asset that it was begun on, and no other."


@dataclass(frozen=True)
class Said:
    """What is answered."""

    body: Any
    status: int = HTTPStatus.OK
    headers: Mapping[str, str] = field(default_factory=dict)


def answer_event(raw: object, desk: Desk) -> Said:
    """Answer a custom event: which method is meant follows from the fields of its body, which no two methods share.

    A body that names an asset and nothing else asks where the asset's page is.
    """
    return _guarded(lambda: _heard(_body_of(raw), raw, desk))


def _heard(body: Mapping[str, Any], raw: object, desk: Desk) -> Said:
    if not _names_an_asset_alone(body):
        return _managed(body, desk, _key_in(raw))
    if not isinstance(body[_ASSET], str) or not body[_ASSET]:
        raise ProblemError("input-invalid", "Correct asset_id: it is the id of an asset, as AS-0000-0000-0000.")
    return Said({"url": _page_of(body[_ASSET], desk)})


def _names_an_asset_alone(body: Mapping[str, Any]) -> bool:
    return set(body) == {_ASSET}


def answer_action(raw: object, desk: Desk) -> Said:
    """Answer a product action: with the body of a method that method, else the way to the asset's page."""
    return _guarded(lambda: _acted(_body_of(raw), raw, desk))


def _acted(body: Mapping[str, Any], raw: object, desk: Desk) -> Said:
    """Keep to the asset that the platform says the action is on: a body is the caller's word alone."""
    payload = raw.get("jwt_payload") if isinstance(raw, Mapping) else None
    told = payload if isinstance(payload, Mapping) else {}
    if _ASSET in body and body[_ASSET] != told.get(_ASSET):
        raise ProblemError("input-invalid", _ANOTHERS)
    if not body or _names_an_asset_alone(body):
        way = _page_of(str(told.get(_ASSET) or ""), desk)
        return Said({"url": way}, HTTPStatus.FOUND, {"location": way})
    user = str(told.get("user_id") or "")
    return _managed(body, desk, _key_in(raw), user if _USER.fullmatch(user) else "")


def _guarded(work: Callable[[], Said]) -> Said:
    try:
        return work()
    except Exception as error:  # noqa: BLE001 - every exception has its answer in the one table.
        document, retry_after = document_of(error)
        headers = {"retry-after": str(retry_after)} if retry_after else {}
        return Said(document, document["status"], {"content-type": "application/problem+json", **headers})


def _body_of(raw: object) -> Mapping[str, Any]:
    """Give the event's body, which is an object or its JSON text."""
    body = raw.get("body") if isinstance(raw, Mapping) else None
    if isinstance(body, str | bytes) and body:
        try:
            body = read_json(body)
        except WireError:
            raise ProblemError("input-invalid", "Send one JSON object.") from None
    return checked(body) if isinstance(body, Mapping) else {}


def _key_in(raw: object) -> str:
    headers = raw.get("headers") if isinstance(raw, Mapping) else None
    named = {str(name).lower(): value for name, value in headers.items()} if isinstance(headers, Mapping) else {}
    key = named.get("idempotency-key")
    return key if isinstance(key, str) else ""


def _managed(body: Mapping[str, Any], desk: Desk, key: str, user: str = "") -> Said:
    if "membership" in body:
        transfer = read_as(shapes.TransferPreview, body)
        return Said(preview_transfer(transfer.place, shapes.adobe_id(transfer.membership, "membership"), *desk()))
    if "customer" in body:
        order = read_as(shapes.OrderPreview, body)
        place, lines = order.place, order.lines
        return Said(plain(preview_order(place, shapes.adobe_id(order.customer, "customer"), lines, *desk(), price=order.price)))
    if _ASSET in body:
        switch = read_as(shapes.AutoRenewal, body).switch(user)
        action_id, found = set_auto_renewal(switch, key, *desk())
        return Said(found, headers={"x-action-id": action_id})
    raise ProblemError("input-invalid", "Send the body of one of the management methods: with membership, customer or asset_id.")


def _page_of(asset_id: str, desk: Desk) -> str:
    """Give the address of an asset's page in the console. Raises `NotPossibleError`."""
    means, visible = desk()
    if visible.asset(asset_id) is None:
        raise NotPossibleError("asset-not-found", "No asset of yours is named.")
    if not means.settings.console_url:
        raise NotPossibleError("not-supported", "CONSOLE_URL is not set, so that nobody knows where the console is.")
    return f"{means.settings.console_url}/static/index.html#/assets/{asset_id}"
