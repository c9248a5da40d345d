"""The connector's log lines, caught as they would be written."""

from __future__ import annotations

import io
import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING

from connector.log import configure

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def captured_log(log_format: str = "json", level: int = logging.NOTSET) -> Iterator[io.StringIO]:
    """Configure the connector's logging into a stream, and leave everything as it was.

    The only handler meanwhile is the connector's: pytest's own attaches itself to loggers too, and raises where a log line
    must not. As a fixture it cannot keep pytest's away, since that comes after the fixtures.
    """
    logger = logging.getLogger("connector")
    before = (list(logger.handlers), logger.level, logger.propagate)
    logger.handlers[:] = []
    logger.setLevel(level)
    stream = io.StringIO()
    configure(log_format, stream=stream)
    try:
        yield stream
    finally:
        logger.handlers[:], logger.propagate = before[0], before[2]
        logger.setLevel(before[1])
