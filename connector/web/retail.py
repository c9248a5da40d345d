"""The webhook of Partner Connection Retail, and the tokens for it. There is none unless an account has `notify`. UNOFFICIAL."""

from __future__ import annotations

import base64
import binascii
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl

from connect.eaas.core.decorators import router, unauthorized
from fastapi import Request, Response  # noqa: TC002 - FastAPI reads the annotations.
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse

from connector import bootstrap
from connector.fulfillment.hearing import Answered, hear, is_listening
from connector.fulfillment.proving import TOKEN_SECONDS, new_token
from connector.settings import SettingsError
from connector.store import StoreError
from connector.web.context import VARIABLES
from connector.web.shapes import problems_told
from connector.wire import WireError, read_json

if TYPE_CHECKING:
    from collections.abc import Mapping

_LARGEST_BODY: Final = 65_536
_TOO_LARGE: Final = (HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too large")
_NOWHERE: Final = (HTTPStatus.NOT_FOUND, "not found")


def _declared(name: str, good: Mapping[str, Any], *statuses: int) -> dict[str, Any]:
    """Describe a route's answers for OpenAPI: the good one, and the statuses that say in one word, under `name`, why not."""
    refused = {"schema": {"type": "object", "required": [name], "properties": {name: {"type": "string"}}}}
    problems = problems_told("no-context", "defect")
    found: dict[int, Any] = {200: {"description": "It is done.", "content": {"application/json": good}}}
    for status in statuses:
        known = problems.pop(status, {"content": {}})["content"]
        found[status] = {"description": HTTPStatus(status).phrase, "content": {"application/json": refused, **known}}
    return {"tags": ["retail"], "responses": {**found, **problems}}


_HEARD: Final = {"schema": {"type": "object", "required": ["result"], "properties": {"result": {"type": "string"}}}}
_ISSUED: Final = {
    "schema": {
        "type": "object",
        "required": ["access_token", "token_type", "expires_in"],
        "properties": {
            "access_token": {"type": "string"},
            "token_type": {"type": "string"},
            "expires_in": {"type": "integer"},
        },
    }
}
_NOTIFY: Final = _declared("result", _HEARD, 400, 401, 404, 413, 503)
_TOKEN: Final = _declared("error", _ISSUED, 401, 404, 413, 503)


@unauthorized()
@router.post("/adobe/retail/notify", **_NOTIFY)
async def notify(request: Request, config: dict[str, Any] = VARIABLES) -> Response:
    """Take in a notification: under `/guest/adobe/retail/notify`, to whoever proves to be Adobe."""
    headers = {name.lower(): value for name, value in request.headers.items()}
    body = await _body_of(request)
    status, word = _TOO_LARGE if body is None else await run_in_threadpool(_heard, headers, body, config)
    return JSONResponse({"result": word}, status_code=status)


@unauthorized()
@router.post("/adobe/retail/token", **_TOKEN)
async def token(request: Request, config: dict[str, Any] = VARIABLES) -> Response:
    """Give a token for the webhook to a client that an account knows, as OAuth 2.0 client credentials (RFC 6749, 4.4)."""
    body = await _body_of(request)
    if body is None:
        status, word = _TOO_LARGE
    else:
        client = _client_of(request.headers.get("authorization", ""), body)
        status, word = await run_in_threadpool(_issued, *client, config)
    if status is not HTTPStatus.OK:
        return JSONResponse({"error": word}, status_code=status)
    answer = {"access_token": word, "token_type": "bearer", "expires_in": TOKEN_SECONDS}
    return JSONResponse(answer, headers={"cache-control": "no-store"})


async def _body_of(request: Request) -> bytes | None:
    """Read the body; `None` where it has more than 64 KiB, and the rest stays unread: a notification has some hundred bytes."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _LARGEST_BODY:
            return None
    return body


def _heard(headers: dict[str, str], body: bytes, config: dict[str, Any]) -> Answered:
    try:
        means = bootstrap.means_for(config).current()
        return hear(headers, body, means.settings, means.store) if is_listening(means.settings) else _NOWHERE
    except (SettingsError, StoreError):
        return HTTPStatus.SERVICE_UNAVAILABLE, "try again"


def _issued(client_id: str, client_secret: str, config: dict[str, Any]) -> Answered:
    try:
        means = bootstrap.means_for(config).current()
        if not is_listening(means.settings):
            return _NOWHERE
        issued = new_token(client_id, client_secret, means.settings.accounts, means.store.now())
    except (SettingsError, StoreError):
        return HTTPStatus.SERVICE_UNAVAILABLE, "try again"
    return (HTTPStatus.OK, issued) if issued else (HTTPStatus.UNAUTHORIZED, "invalid_client")


def _client_of(authorization: str, body: bytes) -> tuple[str, str]:
    """Read id and secret from HTTP Basic, a form or a JSON object; empty where there are none."""
    scheme, _, pair = authorization.partition(" ")
    if scheme.lower() == "basic":
        try:
            client_id, _, secret = base64.b64decode(pair, validate=True).decode().partition(":")
        except (binascii.Error, ValueError):
            return "", ""
        return client_id, secret
    text = body.decode("utf-8", "replace")
    try:
        read = read_json(text)
    except WireError:
        read = dict(parse_qsl(text))
    fields = read if isinstance(read, dict) else {}
    return str(fields.get("client_id") or ""), str(fields.get("client_secret") or "")
