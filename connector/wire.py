"""The ground of every wire model: JSON that others wrote, read into frozen values.

This is the one place that knows that pydantic exists in two generations (1.10 beside CloudBlue's runner 43, 2 beside the
next one). Every scalar is read by the functions below, chosen by the field's declared type, so that both generations
accept exactly the same documents. It must never put a value that it read into an error message or a `repr`
that a subclass calls private: those values are people's names and addresses.
"""

from __future__ import annotations

import json
import logging
import threading
import types
import typing
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from enum import Enum, StrEnum
from functools import cache
from typing import Any, ClassVar, Final, Self

import pydantic

Read = Callable[[Any], Any]

_PYDANTIC_1: Final = pydantic.VERSION.startswith("1.")
_log: Final = logging.getLogger("connector.wire")


class WireError(ValueError):
    """A document does not have the shape that was promised. Names the places, never the values."""


def read_json(body: bytes | str) -> Any:  # noqa: ANN401 - JSON is any of six types; the caller looks.
    """Read a JSON body without losing a cent: numbers with a fraction become `Decimal`. Raises `WireError`."""
    try:
        return json.loads(body, parse_float=Decimal, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        reason = "the body is not JSON"
    raise WireError(reason)


def plain(document: Any) -> Any:  # noqa: ANN401 - any JSON value goes in and comes out.
    """Give a document as JSON's own types, ready to be stored: a `Decimal` becomes a string, so that no digit is lost."""
    if isinstance(document, Mapping):
        return {str(key): plain(value) for key, value in document.items()}
    if isinstance(document, (list, tuple)):
        return [plain(value) for value in document]
    return _plain_scalar(document)


def _plain_scalar(value: object) -> object:
    match value:
        case WireModel():
            return value.dump()
        case Decimal():
            return format(value, "f")
        case date():  # and every datetime, which is one
            return value.isoformat()
        case Enum():
            return value.value
        case _:
            return value


def _refuse_constant(name: str) -> Any:  # noqa: ANN401 - the signature is json's.
    reason = f"{name} is no JSON number"
    raise ValueError(reason)


def read_text(value: object) -> str:
    """Read text. Ids are opaque strings that sometimes arrive as numbers; `True` is no text."""
    if isinstance(value, str):
        return value
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        return format(value, "f") if isinstance(value, Decimal) else str(value)
    raise WireError("no text")


def read_decimal(value: object) -> Decimal:
    """Read an amount, from a number or from a string. Not-a-number and infinity are refused."""
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal, str)):
        raise WireError("no number")
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite():
        raise WireError("no number")
    return amount


def read_int(value: object) -> int:
    """Read a whole number: `12`, `"12"` and `12.0` alike, never `12.5`, which would order other than was asked."""
    amount = read_decimal(value)
    if amount != amount.to_integral_value():
        raise WireError("no whole number")
    return int(amount)


def read_bool(value: object) -> bool:
    """Read a switch: JSON's own, or the words `true` and `false`, which Adobe's field tables call strings."""
    if isinstance(value, bool):
        return value
    known = {"true": True, "false": False}.get(value.strip().lower()) if isinstance(value, str) else None
    if known is None:
        raise WireError("neither true nor false")
    return known


def read_datetime(value: object) -> datetime:
    """Read a moment as aware UTC: with `Z` or an offset, with or without fractions; without a zone it is UTC already.

    A bare date means its midnight in UTC (developer.adobe.com/vipmp/docs/references/api-request-response).
    """
    moment = value if isinstance(value, datetime) else _parse_moment(value)
    if moment.tzinfo is None:
        return moment.replace(tzinfo=UTC)
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        pass
    raise WireError("a moment beyond the calendar")


def _parse_moment(value: object) -> datetime:
    if not isinstance(value, str):
        raise WireError("no date and time")
    try:
        return datetime.fromisoformat(value.strip())
    except ValueError:
        pass
    raise WireError("no date and time")


def read_date(value: object) -> date:
    """Read a calendar day: `YYYY-MM-DD`, or the UTC day of a full date and time."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    return read_datetime(value).date()


def write_datetime(moment: datetime) -> str:
    """Write an aware moment the way both platforms take it: UTC, whole seconds, `Z`. Raises `WireError` without a zone."""
    if moment.tzinfo is None:
        raise WireError("a moment without its zone")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


_SCALARS: Final[Mapping[object, Read]] = {
    str: read_text,
    int: read_int,
    Decimal: read_decimal,
    bool: read_bool,
    datetime: read_datetime,
    date: read_date,
}


def _reader_of(hint: object) -> Read | None:
    """Choose how values of a declared type are read; `None` leaves them to pydantic (models, free-form objects)."""
    origin = typing.get_origin(hint)
    if origin in (types.UnionType, typing.Union):
        present = [member for member in typing.get_args(hint) if member is not types.NoneType]
        return _reader_of(present[0]) if len(present) == 1 else None
    if origin in (tuple, list):
        return _list_reader(typing.get_args(hint)[0])
    if isinstance(hint, type) and issubclass(hint, Enum):
        member: Read = hint
        return lambda value: member(read_text(value))
    if isinstance(hint, type) and issubclass(hint, WireModel):
        return _read_object
    return _SCALARS.get(hint)


def _read_object(value: object) -> object:
    # pydantic 1 would take an empty list for an empty object.
    if isinstance(value, (Mapping, WireModel)):
        return value
    raise WireError("no JSON object")


def _list_reader(element: object) -> Read:
    read = _reader_of(element)

    def read_list(value: object) -> list[Any]:
        # Adobe's samples show some one-element lists as the bare element.
        values = value if isinstance(value, (list, tuple)) else [value]
        return [read(one) if read else one for one in values if one is not None]

    return read_list


@cache
def _readers(model: type[WireModel]) -> Mapping[str, Read | None]:
    fields = model.__fields__ if _PYDANTIC_1 else model.model_fields  # type: ignore[attr-defined]  # known to pydantic 2 only
    hints = typing.get_type_hints(model)
    return {name: _reader_of(hints[name]) for name in fields}


def fields_of(model: type[WireModel]) -> Mapping[str, tuple[object, bool]]:
    """Describe a model for pages: per name on the wire the declared type, and whether a document without it is refused."""
    hints = typing.get_type_hints(model)
    if _PYDANTIC_1:
        needed = {name: bool(one.required) for name, one in model.__fields__.items()}
    else:
        needed = {name: one.is_required() for name, one in model.model_fields.items()}  # type: ignore[attr-defined]  # known to pydantic 2 only
    return {model.wire_names(name)[0]: (hints[name], is_needed) for name, is_needed in needed.items()}


def _normalise(cls: type[WireModel], document: Any) -> Any:  # noqa: ANN401 - pydantic hands over whatever stood there.
    """Bring one JSON object to our field names and types, before pydantic checks which fields are there."""
    if isinstance(document, WireModel):
        return document
    if not isinstance(document, Mapping):
        raise WireError("no JSON object")
    found = {name: _value_of(document, cls.wire_names(name)) for name in _readers(cls)}
    return {name: _read_field(cls, name, value) for name, value in found.items() if value not in (None, "")}


def _value_of(document: Mapping[str, Any], names: tuple[str, ...]) -> Any:  # noqa: ANN401 - any JSON value.
    # An empty string and null both say "not yet known": the next spelling may know.
    return next((document[name] for name in names if document.get(name) not in (None, "")), None)


def _read_field(model: type[WireModel], name: str, value: object) -> object:
    read = _readers(model)[name]
    if read is None:
        return value
    try:
        return read(value)
    except WireError as error:
        reason = f"{name}: {error}"
    raise WireError(reason)


def _before(function: Callable[[Any, Any], Any]) -> Any:  # noqa: ANN401 - pydantic's decorators have no type in common.
    if _PYDANTIC_1:
        return pydantic.root_validator(pre=True, allow_reuse=True)(function)
    validator = pydantic.model_validator  # type: ignore[attr-defined]  # known to pydantic 2 only
    return validator(mode="before")(classmethod(function))


# Spelled so that a type checker does not ask every subclass to say again that it is frozen.
_CONFIG: Final[Mapping[str, Any]] = {"frozen": True, "extra": "ignore"}


class WireModel(pydantic.BaseModel, **_CONFIG):
    """Base of every message that we read: frozen, unknown fields ignored, names as on the wire.

    Fields are declared with plain types (`str`, `int`, `Decimal`, `bool`, `datetime`, `date`, enums, models, `tuple[…, ...]`,
    each perhaps `| None`). `null`, `""` and an absent field are one and the same: the default applies, and without a default
    the document is refused.
    """

    spellings: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    """Per field, the names to look for on the wire, the proper one first, when they are not the field's own name."""

    private: ClassVar[frozenset[str]] = frozenset()
    """The fields that `repr` leaves out: personal data."""

    _normalise_first = _before(_normalise)

    @classmethod
    def wire_names(cls, field: str) -> tuple[str, ...]:
        """Give the names under which a field is looked for; our own comes last, for values that we build ourselves."""
        return (*cls.spellings.get(field, (field,)), field)

    @classmethod
    def parse(cls, document: object) -> Self:
        """Read one JSON object. Raises `WireError`, which names fields and never values."""
        if not isinstance(document, Mapping):
            raise WireError(f"{cls.__name__}: no JSON object")
        try:
            return cls(**document)
        except pydantic.ValidationError as error:
            reason = f"{cls.__name__}: {'; '.join(_complaints(error))}"
        raise WireError(reason)

    def dump(self) -> dict[str, Any]:
        """Give the message back as JSON's own types under its wire names; what is unknown is left out."""
        found = {self.wire_names(name)[0]: getattr(self, name) for name in _readers(type(self))}
        return {name: plain(value) for name, value in found.items() if value is not None}

    def __repr_args__(self) -> list[tuple[str | None, Any]]:
        """Show everything but the private fields."""
        return [(name, value) for name, value in super().__repr_args__() if name not in self.private]


class CamelModel(WireModel):
    """A message whose wire names are our field names in camelCase, as Adobe writes them."""

    @classmethod
    def wire_names(cls, field: str) -> tuple[str, ...]:
        """Give the spellings of the field, or its name in camelCase, and our own name last."""
        head, *tail = field.split("_")
        return (*cls.spellings.get(field, (head + "".join(map(str.capitalize, tail)),)), field)


def _complaints(error: pydantic.ValidationError) -> list[str]:
    return [": ".join(part for part in (_place(one["loc"]), _complaint(one)) if part) for one in error.errors()]


def _place(location: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in location if part != "__root__")


def _complaint(one: Mapping[str, Any]) -> str:
    # A plain value error is one of ours and names no value; pydantic's own messages could quote what was read.
    match one["type"]:
        case "value_error" | "value_error.wire":
            return str(one["msg"]).removeprefix("Value error, ")
        case "missing" | "value_error.missing":
            return "missing"
        case kind:
            return str(kind)


class OpenEnum(StrEnum):
    """Values that the other side may extend at any time: an unknown one is kept as it is and logged once per process."""

    @classmethod
    def _missing_(cls, value: object) -> OpenEnum | None:
        if not isinstance(value, str):
            return None
        member = str.__new__(cls, value)
        member._name_ = member._value_ = value
        _report_once(cls.__name__, value)
        return member

    @property
    def known(self) -> bool:
        """Whether this version knows what the value means."""
        return self.name in type(self).__members__


_reported: Final[set[tuple[str, str]]] = set()
_reporting: Final = threading.Lock()


def _report_once(kind: str, value: str) -> None:
    with _reporting:
        news = (kind, value) not in _reported
        _reported.add((kind, value))
    if news:
        _log.warning("unknown %s kept as it is: %.40s", kind, value)
