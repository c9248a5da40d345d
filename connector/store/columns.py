"""Column types that both databases store alike: aware UTC times, call bodies and answers.

They must never lose a microsecond or an aware time's zone, and never change the order of a body's keys.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sqlalchemy import DateTime, Numeric, Text
from sqlalchemy.types import TypeDecorator

if TYPE_CHECKING:
    from sqlalchemy.engine import Dialect
    from sqlalchemy.types import TypeEngine


class UTCTime(TypeDecorator[datetime]):
    """An aware time in UTC, to the microsecond: `timestamptz` in PostgreSQL, ISO text of fixed width in SQLite.

    The fixed width makes SQLite's comparison of texts the comparison of times. A naive time raises `ValueError`.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an aware time into what the database's driver takes."""
        if value is None:
            return None
        if value.tzinfo is None:
            message = "a time without a zone cannot be stored"
            raise ValueError(message)
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn what the driver gives into an aware time in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


class BodyText(TypeDecorator[Any]):
    """The JSON body of a call, as text: keys keep their order, so that it goes out again byte for byte."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: object | None, dialect: Dialect) -> str | None:  # noqa: ARG002 (SQLAlchemy's signature)
        """Write plain JSON types; anything else raises `TypeError`, because it could not be sent again unchanged."""
        return None if value is None else json.dumps(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> object | None:  # noqa: ARG002 (SQLAlchemy's signature)
        """Read the body as it was given."""
        return None if value is None else json.loads(value)


class AnswerText(TypeDecorator[Any]):
    """The JSON body of an answer, as text: numbers with a fraction are prices and come back as `Decimal`."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: object | None, dialect: Dialect) -> str | None:  # noqa: ARG002 (SQLAlchemy's signature)
        """Write JSON types and `Decimal`."""
        return None if value is None else json.dumps(value, default=_plain)

    def process_result_value(self, value: str | None, dialect: Dialect) -> object | None:  # noqa: ARG002 (SQLAlchemy's signature)
        """Read the answer; fractions as `Decimal`."""
        return None if value is None else json.loads(value, parse_float=Decimal)


class Money(TypeDecorator[Decimal]):
    """An exact amount with as many decimals as it came with: `NUMERIC` in PostgreSQL, its digits as text in SQLite."""

    impl = Numeric
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose the column's type: SQLite's numbers are floats, which are no money."""
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else Numeric())

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Decimal | str | None:
        """Write the amount without an exponent."""
        return value if value is None or dialect.name != "sqlite" else format(value, "f")

    def process_result_value(self, value: Decimal | str | None, dialect: Dialect) -> Decimal | None:  # noqa: ARG002 (SQLAlchemy's signature)
        """Read the amount with the decimals that it was written with."""
        return Decimal(value) if isinstance(value, str) else value


def _plain(value: object) -> float:
    # The shortest text of the nearest float has the same digits up to 15 of them: more than any price has.
    if isinstance(value, Decimal):
        return float(value)
    message = f"{type(value).__name__} is no JSON type"
    raise TypeError(message)
