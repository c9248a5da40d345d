"""The judge of messages: by `connector/schemas/retail`, which is written from the documentation, never by the client's models."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

from jsonschema import Draft202012Validator


@cache
def validator(name: str) -> Draft202012Validator:
    """Give the compiled validator of one message, by its file's name without the ending."""
    file = files("connector") / "schemas" / "retail" / f"{name}.json"
    document: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return Draft202012Validator(document)


def fits(name: str, body: object) -> bool:
    """Say whether a message has the documented shape."""
    return validator(name).is_valid(body)
