"""The judge of request bodies: it holds each against its JSON Schema and turns what it finds into Adobe's codes.

It judges by `connector/schemas/adobe`, which is written from the documentation, and never by the client's models: a wrong
model must not agree with itself. A schema names the code of a broken limit in `x-refusals`; everything else is 1121, 1122
or 1117.
"""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from connector.simulator.adobe.addresses import address_problems
from connector.simulator.adobe.refusals import RefusalError
from connector.simulator.adobe.texts import FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jsonschema.exceptions import ValidationError

# What is wrong with the shape comes before what is wrong with the values; the order among line limits is our choice.
_ORDER: Final[tuple[str, ...]] = ("1121", "1122", "1119", "1117", "2126", "2119", "2123", "2120", "2147", "3116", "5122")
_LINE_CODES: Final = frozenset({"2120", "2123", "2147"})
_LINE_PATH: Final = re.compile(r"lineItems\[(\d+)\]")


@cache
def _registry() -> Registry[Any]:
    found = [entry for entry in (files("connector") / "schemas" / "adobe").iterdir() if entry.name.endswith(".json")]
    documents = [json.loads(entry.read_text(encoding="utf-8")) for entry in found]
    return Registry[Any]().with_resources((document["$id"], Resource.from_contents(document)) for document in documents)


@cache
def validator(name: str) -> Draft202012Validator:
    """Give the compiled validator of one message, by its file's name without the ending."""
    identity = f"https://connector.example/schemas/adobe/{name}.json"
    return Draft202012Validator({"$ref": identity}, registry=_registry(), format_checker=FORMATS)


def judge_body(name: str, body: object) -> None:
    """Judge a request body; raises the one refusal that Adobe's order of checks puts first, with all its paths or lines."""
    found: dict[str, list[str]] = {}
    for code, path in _findings(name, body):
        paths = found.setdefault(code, [])
        if path and path not in paths:
            paths.append(path)
    first = next((code for code in _ORDER if code in found), None)
    if first == "1117":
        raise RefusalError(first, *found[first], *(path for path in _address_paths(body) if path not in found[first]))
    if first is not None:
        raise RefusalError(first, *_details(first, found[first], body))
    if _address_paths(body):
        # The address as a whole: Adobe documents no details for it.
        raise RefusalError("1118")


def _findings(name: str, body: object) -> Iterable[tuple[str, str]]:
    for error in validator(name).iter_errors(body):
        where = _path(error)
        if error.validator == "additionalProperties":
            yield from (("1121", _join(where, field)) for field in sorted(set(error.instance) - set(error.schema["properties"])))
        elif error.validator == "required":
            yield from (("1122", _join(where, field)) for field in error.validator_value if field not in error.instance)
        else:
            yield error.schema.get("x-refusals", {}).get(error.validator, "1117"), where


def _path(error: ValidationError) -> str:
    path = ""
    for part in error.absolute_path:
        path = f"{path}[{part}]" if isinstance(part, int) else _join(path, part)
    return path


def _join(path: str, field: str | int) -> str:
    return f"{path}.{field}" if path else str(field)


def _details(code: str, paths: list[str], body: object) -> list[str]:
    if code not in _LINE_CODES or not isinstance(body, dict):
        return paths
    indexes = sorted({int(match[1]) for path in paths if (match := _LINE_PATH.match(path))})
    return [f"Line Item: {body['lineItems'][index]['extLineItemNumber']}" for index in indexes]


def _address_paths(body: object) -> list[str]:
    profile = body.get("companyProfile") if isinstance(body, dict) else None
    address = profile.get("address") if isinstance(profile, dict) else None
    if not isinstance(address, dict) or not all(
        isinstance(address.get(name), str) for name in ("country", "region", "postalCode")
    ):
        return []
    return [f"companyProfile.address.{name}" for name in address_problems(address)]
