"""Column types: what the databases store is what was given, or a clear refusal."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import create_engine

from connector.store.columns import UTCTime

NOON_IN_KOLKATA = datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=timezone(timedelta(hours=5, minutes=30)))


@pytest.mark.parametrize("url", ["sqlite://", "postgresql+psycopg://"])
def test_a_time_of_any_zone_comes_back_in_utc_to_the_microsecond(url: str) -> None:
    column, dialect = UTCTime(), create_engine(url).dialect
    stored = column.process_bind_param(NOON_IN_KOLKATA, dialect)
    assert column.process_result_value(stored, dialect) == datetime(2026, 3, 1, 6, 30, 0, 123456, tzinfo=UTC)


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        UTCTime().process_bind_param(datetime(2026, 3, 1, 12, 0), create_engine("sqlite://").dialect)  # noqa: DTZ001 (it is what is refused)
