"""Writing parameter values: what a vendor may change on an open request, and what a buyer may.

An unknown parameter id, or a field that is none of `value`, `structured_value` and `value_error`, refuses the whole update.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from connector.simulator.connect.catalogue import Value
from connector.simulator.connect.errors import invalid

if TYPE_CHECKING:
    from collections.abc import Mapping

    from connector.simulator.connect.catalogue import ParameterDefinition


def fresh_values(
    definitions: Mapping[str, ParameterDefinition], given: Mapping[str, object], before: Mapping[str, Value]
) -> dict[str, Value]:
    """Make the values of a new request: what was there before, overlaid with what is given.

    Every defined parameter gets a place.
    """
    unknown = sorted(set(given) - set(definitions))
    if unknown:
        raise invalid(*(f"params: parameter {key} does not exist." for key in unknown))
    values = {key: before[key].copy() if key in before else Value() for key in definitions}
    return values | {key: Value.of(value) for key, value in given.items()}


def written_values(
    definitions: Mapping[str, ParameterDefinition], current: Mapping[str, Value], changes: list[dict[str, Any]]
) -> dict[str, Value]:
    """Return the values after a vendor's update; raises the 400 for the whole update when any part of it is wrong."""
    problems = [problem for change in changes if (problem := _problem(definitions, change))]
    if problems:
        raise invalid(*problems)
    values = {key: value.copy() for key, value in current.items()}
    for change in changes:
        value = values.setdefault(change["id"], Value())
        value.value = change.get("value", value.value)
        value.structured = change.get("structured_value", value.structured)
        value.error = change.get("value_error", value.error)
    return values


def missing_required(definitions: Mapping[str, ParameterDefinition], values: Mapping[str, Value], phase: str) -> list[str]:
    """Name the required parameters of a phase that are empty."""
    return [key for key, d in definitions.items() if d.required and d.phase == phase and not values.get(key, Value()).filled]


def _problem(definitions: Mapping[str, ParameterDefinition], change: dict[str, Any]) -> str:
    key = change["id"]
    definition = definitions.get(key)
    if definition is None:
        return f"params: parameter {key} does not exist."
    if definition.structured and change.get("value"):
        return f"params: {key} takes a structured_value, not a value."
    if not definition.structured and change.get("structured_value"):
        return f"params: {key} takes a value, not a structured_value."
    if definition.choices and change.get("value") and change["value"] not in definition.choices:
        return f"params: {key} must be one of {', '.join(definition.choices)}."
    return ""
