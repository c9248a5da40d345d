"""Wrong control calls of both simulators, told in plain words: which name is unknown, which is lacking, and what there is.

A caller in another language reads what it sent, never this program's own signatures and exceptions.
"""

from __future__ import annotations

import inspect
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

_KIND = "a value is of the wrong kind, such as a text where a number belongs."
_NAMELESS = inspect.Parameter.VAR_KEYWORD, inspect.Parameter.VAR_POSITIONAL


class WrongCallError(Exception):
    """A control call that cannot be made; the text says what to change."""


def call_in_words(operation: Callable[..., object], arguments: Mapping[str, Any], *further: object) -> object:
    """Make a control call; `further` are names, or dataclasses whose fields are names, that it takes beside those it lists.

    Raises `WrongCallError` for names and for kinds of values; what an operation refuses in words of its own (`ValueError`),
    and what it does not find (`LookupError`), is the caller's to tell.
    """
    wrong = _wrong_names(operation, arguments, [name for one in further for name in _names_of(one)])
    if wrong:
        raise WrongCallError(f"{_name(operation)}: {wrong}.")
    try:
        return operation(**arguments)
    except (TypeError, AttributeError, ArithmeticError):
        raise WrongCallError(f"{_name(operation)}: {_KIND}") from None


def one_of(what: str, given: object, choices: Collection[str]) -> str:
    """Say that something is none of the choices, and which there are."""
    return f"there is no {what} {given!r}; there are: {', '.join(choices)}"


def at_least(least: float, **values: float) -> None:
    """Raise `ValueError` for a number that is less than the least one."""
    for name, value in values.items():
        if value < least:
            raise ValueError(f"{name} is {value}: it must be at least {least}")


def not_there(error: Exception) -> str:
    """Say what was not found: a key by its name, anything else in its own words."""
    if isinstance(error, KeyError):
        return f"there is no {error.args[0]}"
    return str(error) or "there is no such thing"


def _name(operation: Callable[..., object]) -> str:
    return getattr(operation, "__name__", "this call")


def _names_of(one: object) -> list[str]:
    return [field.name for field in fields(one) if field.init] if is_dataclass(one) else [str(one)]


def _wrong_names(operation: Callable[..., object], arguments: Mapping[str, Any], further: list[str]) -> str:
    parameters = [one for one in inspect.signature(operation).parameters.values() if one.kind not in _NAMELESS]
    known = list(dict.fromkeys((*(one.name for one in parameters), *further)))
    lacking = [one.name for one in parameters if one.default is inspect.Parameter.empty and one.name not in arguments]
    unknown = [name for name in arguments if name not in known]
    told = [f"it needs {', '.join(lacking)}"] if lacking else []
    told += [f"it does not know {', '.join(unknown)}"] if unknown else []
    return f"{' and '.join(told)}; it takes: {', '.join(known) or 'nothing'}" if told else ""
