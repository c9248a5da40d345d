"""The answer to a validation task: the draft as it came, with what changed on its parameters and in its note.

Nothing else of it is touched or copied: the platform takes back the whole document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from connector.cloudblue.manners import manner_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from connector.domain.requests import Value


def answered(
    raw: Mapping[str, Any], *, values: Mapping[str, Value], errors: Mapping[str, str], note: str | None
) -> dict[str, Any]:
    """Give the draft with these values and errors on its parameters; every other error is cleared. `None` leaves the note."""
    manner = manner_of(raw["id"])
    holder = raw["asset"] if manner.nested else raw
    parameters = {"params": [_told(one, values, errors) for one in holder.get("params") or ()]}
    answer = {**raw, "asset": {**holder, **parameters}} if manner.nested else {**raw, **parameters}
    return answer if note is None else {**answer, manner.note: note}


def _told(parameter: Mapping[str, Any], values: Mapping[str, Value], errors: Mapping[str, str]) -> dict[str, Any]:
    told = dict(parameter)
    name = parameter["id"]
    if name in values:
        value = values[name]
        told["structured_value" if isinstance(value, dict) else "value"] = value
    if name in errors or parameter.get("value_error"):
        told["value_error"] = errors.get(name, "")
    return told
