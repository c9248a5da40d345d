"""How routes take in and describe JSON: bodies of GET and POST alike, and OpenAPI made from the wire's own models.

Both generations of pydantic write schemas of their own; these are written here, so that the page is the same under both.
"""

from __future__ import annotations

import types
import typing
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final, TypeVar

from fastapi import Depends, Request
from fastapi.responses import JSONResponse

from connector.web.context import context_of
from connector.web.problems import KINDS, MEDIA_TYPE, ProblemError
from connector.wire import WireError, WireModel, fields_of, plain, read_json

if TYPE_CHECKING:
    from collections.abc import Mapping

LARGEST_BODY: Final = 262_144
_NO_OBJECT: Final = ("input-invalid", "Send one JSON object in UTF-8, without control characters.")
_SCALARS: Final[Mapping[object, Mapping[str, str]]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    Decimal: {"type": "string", "format": "decimal"},
    datetime: {"type": "string", "format": "date-time"},
    date: {"type": "string", "format": "date"},
}
_EVERYWHERE: Final = (
    "no-context",
    "foreign-origin",
    "role",
    "input-invalid",
    "too-large",
    "settings-invalid",
    "store-unavailable",
    "defect",
)
_PROBLEM: Final = {
    "type": "object",
    "required": ["type", "title", "status", "detail", "code", "support_id", "instance"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string", "enum": sorted(KINDS)},
        "support_id": {"type": "string"},
        "instance": {"type": "string"},
    },
}

_Model = TypeVar("_Model", bound=WireModel)


async def _body_of(request: Request, context: object = Depends(context_of)) -> Any:  # noqa: ANN401 - any JSON value.
    """Read the JSON body of any method; nothing of a call that is turned away. Raises `ProblemError`."""
    del context
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LARGEST_BODY:
            raise ProblemError("too-large", f"Send at most {LARGEST_BODY} bytes.")
    try:
        found = read_json(body or b"{}")
    except WireError:
        raise ProblemError(*_NO_OBJECT) from None
    return checked(found)


BODY: Final = Depends(_body_of)


def checked(document: Any) -> Any:  # noqa: ANN401 - any JSON value goes in and comes out.
    """Give a document that can be kept anywhere. Raises `ProblemError` for one that cannot."""
    try:
        _check_texts(document)
    except (WireError, RecursionError, UnicodeError):
        raise ProblemError(*_NO_OBJECT) from None
    return document


def _check_texts(value: object) -> None:
    """Refuse what no database and no log can keep: half a character, and the character of code 0."""
    if isinstance(value, str):
        value.encode()
        if "\x00" in value:
            raise WireError("a control character")
    parts = [*value, *value.values()] if isinstance(value, dict) else value if isinstance(value, list) else ()
    for part in parts:
        _check_texts(part)


def read_as(model: type[_Model], document: object) -> _Model:
    """Read a body. Raises `ProblemError`, which names fields and never values."""
    try:
        return model.parse(document)
    except WireError as error:
        raise ProblemError("input-invalid", f"Correct {str(error).partition(': ')[2] or 'the body'}.") from None


def answer(document: object, status: int = HTTPStatus.OK, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """Give an answer that nobody keeps."""
    return JSONResponse(plain(document), status, {"cache-control": "no-store", **(headers or {})})


def told(model: type[WireModel], example: Mapping[str, Any], *refusals: str, status: int = HTTPStatus.OK) -> dict[int | str, Any]:
    """Describe a route's answers for OpenAPI: the good one with an example, and the problems by their codes."""
    good = {"description": _first_line(model), "content": {"application/json": {"schema": schema_of(model), "example": example}}}
    return {status: good} | problems_told(*_EVERYWHERE, *refusals)


def problems_told(*codes: str) -> dict[int | str, Any]:
    """Describe problems for OpenAPI by their codes."""
    found: dict[int | str, Any] = {}
    for one in sorted({KINDS[code].status for code in codes}):
        named = ", ".join(code for code in dict.fromkeys(codes) if KINDS[code].status == one)
        found[one] = {"description": named, "content": {MEDIA_TYPE: {"schema": _PROBLEM}}}
    return found


def asked_with(model: type[WireModel], example: Mapping[str, Any]) -> dict[str, Any]:
    """Describe a route's body for OpenAPI."""
    content = {"application/json": {"schema": schema_of(model), "example": example}}
    return {"requestBody": {"required": True, "content": content}}


def schema_of(model: type[WireModel]) -> dict[str, Any]:
    """Write the JSON schema of a wire model, by its names on the wire."""
    fields = fields_of(model)
    schema: dict[str, Any] = {
        "type": "object",
        "title": model.__name__,
        "description": _first_line(model),
        "properties": {name: _schema_of_type(hint) for name, (hint, _) in fields.items()},
    }
    needed = [name for name, (_, is_needed) in fields.items() if is_needed]
    return schema | ({"required": needed} if needed else {})


def _schema_of_type(hint: Any) -> dict[str, Any]:  # noqa: ANN401 - any annotation.
    origin, parts = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        return _schema_of_type(next(part for part in parts if part is not types.NoneType))
    if origin in (tuple, list):
        return {"type": "array", "items": _schema_of_type(parts[0])}
    if isinstance(hint, type) and issubclass(hint, WireModel):
        return schema_of(hint)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return {"type": "string", "enum": [one.value for one in hint]}
    return {} if hint is Any else dict(_SCALARS.get(hint, {"type": "object"}))


def _first_line(model: type[WireModel]) -> str:
    return (model.__doc__ or "").partition("\n")[0]
