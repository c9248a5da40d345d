"""One record, one line: the fields that belong to it, in JSON or for a reader's eye, redacted.

Nothing here writes anywhere, and no record can make it raise: a broken log call must not stop a customer's order.
"""

from __future__ import annotations

import json
import logging
import traceback
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from connector.log.redaction import Loggable, redact, redact_value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_BOUND: Final[ContextVar[Mapping[str, object]]] = ContextVar("connector_log_fields")

# Python puts a caller's `extra` among a record's own attributes; what an empty record has is Python's.
_PYTHONS_OWN: Final = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


@contextmanager
def bound(**fields: object) -> Iterator[None]:
    """Add these fields to every line written inside the block, by whomever, in this thread or task.

    Inner blocks add to outer ones and win over them; `extra` of a single line wins over both. A field that is `None` is
    left out.
    """
    token = _BOUND.set({**_BOUND.get({}), **fields})
    try:
        yield
    finally:
        _BOUND.reset(token)


class JSONLines(logging.Formatter):
    """One JSON object per line, plain ASCII: time (UTC, ISO 8601), level, logger, message, then the fields."""

    def format(self, record: logging.LogRecord) -> str:
        """Write the record as one line of JSON."""
        lead: dict[str, Loggable] = {
            "time": _time(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": redact(_message(record)),
        }
        fields = {name: value for name, value in _fields(record).items() if name not in lead}
        trail = {"exception": trace} if (trace := _trace(record)) else {}
        return json.dumps({**lead, **fields, **trail})


class ConsoleLines(logging.Formatter):
    """One readable line: time, level, message, then `name=value` of each field; a traceback follows on lines of its own."""

    def format(self, record: logging.LogRecord) -> str:
        """Write the record for a reader."""
        fields = "".join(f" {name}={_shown(value)}" for name, value in _fields(record).items())
        line = f"{_time(record)} {record.levelname:<7} {redact(_message(record))}{fields}"
        return "\n".join(map(_printable, (line, *_trace(record).splitlines())))


def _printable(line: str) -> str:
    """Spell out line ends and control characters: a foreign text must not be able to forge a line or steer a terminal."""
    return "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in line)


def _shown(value: Loggable) -> str:
    return value if isinstance(value, str) and value and " " not in value else json.dumps(value, ensure_ascii=False)


def _time(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _message(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except Exception as error:  # noqa: BLE001 - arguments that do not fit the message are a defect of that line alone.
        return f"{record.msg} (its arguments do not fit: {type(error).__name__})"


def _fields(record: logging.LogRecord) -> dict[str, Loggable]:
    extra = {name: value for name, value in vars(record).items() if name not in _PYTHONS_OWN}
    present = {name: value for name, value in {**_BOUND.get({}), **extra}.items() if value is not None}
    cleaned = redact_value(present)
    return cleaned if isinstance(cleaned, dict) else {}


def _trace(record: logging.LogRecord) -> str:
    """Tell the whole chain of exceptions. The record keeps nothing of it: another handler would find it there unredacted."""
    parts = []
    if record.exc_info and record.exc_info[1] is not None:
        parts.append("".join(traceback.format_exception(record.exc_info[1])).rstrip("\n"))
    if record.stack_info:
        parts.append(record.stack_info)
    return redact("\n".join(parts))
