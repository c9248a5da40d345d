"""Where the lines go: one handler on the logger `connector`, and on no other."""

from __future__ import annotations

import logging
import sys
from typing import Final, TextIO

from connector.log.lines import ConsoleLines, JSONLines

_LOGGER: Final = "connector"


class _LineHandler(logging.Handler):
    """Writes each line at once. Without a stream of its own it uses whatever standard error is at that moment."""

    def __init__(self, stream: TextIO | None) -> None:
        super().__init__()
        self._stream = stream

    def emit(self, record: logging.LogRecord) -> None:
        stream = self._stream or sys.stderr
        try:
            line = self.format(record)
            encoding = getattr(stream, "encoding", None) or "utf-8"
            stream.write(line.encode(encoding, "backslashreplace").decode(encoding) + "\n")
            stream.flush()
        except Exception:  # noqa: BLE001 - a full disk or a closed pipe must not stop an order; see handleError.
            self.handleError(record)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the name and arguments are Python's.
        """Lose the line. Python's own way prints the message and its arguments to standard error, secrets and all."""


def configure(log_format: str, *, stream: TextIO | None = None) -> None:
    """Send all lines of the connector to `stream`, standard error when none is given; a second call replaces the first.

    `log_format` is `json` (one JSON object per line) or `console` (for reading). The level becomes INFO unless somebody set
    another one on the logger `connector`. Lines do not travel on to the root logger, where they would appear a second time.
    """
    logger = logging.getLogger(_LOGGER)
    handler = _LineHandler(stream)
    handler.setFormatter(ConsoleLines() if log_format == "console" else JSONLines())
    for old in [each for each in logger.handlers if isinstance(each, _LineHandler)]:
        logger.removeHandler(old)
    logger.addHandler(handler)
    logger.propagate = False
    if logger.level == logging.NOTSET:
        logger.setLevel(logging.INFO)
