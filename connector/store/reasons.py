"""Why a database could not be used, in plain words: by its state where it gave one, else by what its driver said.

A connection that fails has no state: psycopg passes on the server's or the system's sentence. Only the kind of it is told
here, never the sentence itself: it names hosts, users and databases. What is in no table is told by its state alone.
"""

from __future__ import annotations

from typing import Final

_TRUST: Final = "its certificate is not trusted, or it does not take encrypted connections as the address asks"
_LOGIN: Final = "it refuses the login: check user and password in DATABASE_URL"
_NO_DATABASE: Final = "the server has no database of this name"
_STARTING: Final = "the server is starting or stopping"
_CROWDED: Final = "the server has no connection left"
_SILENT: Final = "it does not answer in time"

_BY_STATE: Final = {
    "28": _LOGIN,
    "3D000": _NO_DATABASE,
    "42501": "the user of DATABASE_URL may not do this",
    "25006": "it takes no writes: it is a copy of another",
    "53100": "its disk is full",
    "53": _CROWDED,
    "57014": "a statement took too long",
    "55P03": "others held a row for too long",
    "57P": _STARTING,
    "40": "others changed the same rows at once",
    "08": "the connection broke off",
    "SQLITE_BUSY": "another program holds the file",
    "SQLITE_LOCKED": "another program holds the file",
    "SQLITE_CANTOPEN": "the file cannot be opened",
    "SQLITE_READONLY": "the file cannot be written",
    "SQLITE_NOTADB": "the file is no SQLite database",
    "SQLITE_CORRUPT": "the file is damaged",
    "SQLITE_FULL": "the disk is full",
    "SQLITE_IOERR": "the disk cannot be read or written",
}
"""By a state or its beginning: the longest that fits counts."""

_BY_WORDS: Final = (
    ("connection refused", "nothing listens at its address"),
    ("resolve host", "there is no such host"),
    ("translate host name", "there is no such host"),
    ("no such file or directory", "nothing listens at its address"),
    ("no route to host", "there is no way to its host"),
    ("network is unreachable", "there is no way to its host"),
    ('database "', _NO_DATABASE),
    ('role "', _LOGIN),
    ("password", _LOGIN),
    ("pg_hba.conf", _LOGIN),
    ("authentication", _LOGIN),
    ("too many", _CROWDED),
    ("connection slots", _CROWDED),
    ("starting up", _STARTING),
    ("shutting down", _STARTING),
    ("timeout", _SILENT),
    ("timed out", _SILENT),
    ("certificate", _TRUST),
    ("ssl", _TRUST),
    ("closed", "the connection broke off"),
)
"""By a part of what the driver said, in lower case: the first that is found counts."""


def in_plain_words(state: str | None, said: str) -> str:
    """Say why, in half a sentence; `state` is an SQLSTATE or SQLite's name of an error, `said` the driver's own text."""
    if state:
        fitting = [start for start in _BY_STATE if state.startswith(start)]
        return _BY_STATE[max(fitting, key=len)] if fitting else f"its error is {state}"
    lower = said.lower()
    return next((words for part, words in _BY_WORDS if part in lower), "it cannot be reached, or does not let the connector in")
