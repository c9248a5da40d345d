"""Judges the bodies that reach the platform by the JSON Schemas of `connector/schemas/connect`; a bad body is the platform's 400.

The schemas are written from CloudBlue's documentation, never from the connector's models: a wrong model must not agree with
itself.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator

from connector.simulator.connect.errors import invalid

if TYPE_CHECKING:
    from connector.simulator.exchange import SimRequest


@cache
def schema(name: str) -> dict[str, Any]:
    """Read one schema by its file name without ending."""
    document: dict[str, Any] = json.loads((files("connector") / "schemas" / "connect" / f"{name}.json").read_text("utf-8"))
    return document


def problems(name: str, document: object) -> list[str]:
    """Say what the schema finds wrong, one sentence per problem, with the place in front."""
    found = _validator(name).iter_errors(document)
    return sorted(f"{'.'.join(map(str, error.absolute_path)) or 'body'}: {error.message}" for error in found)


def body_of(request: SimRequest, name: str) -> dict[str, Any]:
    """Read and judge a request's JSON object; an empty body counts as `{}`. One that is spared the judging is only read."""
    try:
        body = request.json() if request.body else {}
    except ValueError:
        raise invalid("JSON parse error.") from None
    if request.judged and (found := problems(name, body)):
        raise invalid(*found)
    judged: dict[str, Any] = body
    return judged


@cache
def _validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(schema(name), format_checker=Draft202012Validator.FORMAT_CHECKER)
