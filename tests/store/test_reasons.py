"""Why a database cannot be used: in plain words, whether it gave a state or its driver only a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from connector.store import Store, StoreUnavailableError
from connector.store.reasons import in_plain_words

if TYPE_CHECKING:
    from pathlib import Path

AT = 'connection failed: connection to server at "10.0.0.7", port 5432 failed: '


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (f"{AT}Connection refused\n\tIs the server running on that host?", "nothing listens at its address"),
        ("failed to resolve host 'db.invalid': [Errno -2] Name or service not known", "there is no such host"),
        (f'{AT}FATAL:  database "journal" does not exist', "the server has no database of this name"),
        (
            f'{AT}FATAL:  password authentication failed for user "connector"',
            "it refuses the login: check user and password in DATABASE_URL",
        ),
        (f'{AT}FATAL:  role "connector" does not exist', "it refuses the login: check user and password in DATABASE_URL"),
        (f"{AT}FATAL:  the database system is starting up", "the server is starting or stopping"),
        (f"{AT}FATAL:  sorry, too many clients already", "the server has no connection left"),
        ("connection timeout expired", "it does not answer in time"),
        (
            f"{AT}SSL error: certificate verify failed",
            "its certificate is not trusted, or it does not take encrypted connections as the address asks",
        ),
        ("server closed the connection unexpectedly", "the connection broke off"),
        (f"{AT}FATAL:  unbekannt", "it cannot be reached, or does not let the connector in"),
    ],
)
def test_a_connection_that_fails_is_told_by_its_kind_alone(said: str, words: str) -> None:
    assert in_plain_words(None, said) == words


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("28P01", "it refuses the login: check user and password in DATABASE_URL"),
        ("3D000", "the server has no database of this name"),
        ("53300", "the server has no connection left"),
        ("53100", "its disk is full"),
        ("57P01", "the server is starting or stopping"),
        ("57014", "a statement took too long"),
        ("08006", "the connection broke off"),
        ("25006", "it takes no writes: it is a copy of another"),
        ("SQLITE_BUSY_SNAPSHOT", "another program holds the file"),
        ("SQLITE_NOTADB", "the file is no SQLite database"),
        ("SQLITE_FULL", "the disk is full"),
        ("XX000", "its error is XX000"),
    ],
)
def test_a_state_is_told_in_words_whatever_the_driver_said(state: str, words: str) -> None:
    assert in_plain_words(state, "anything") == words


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("These are notes, and no database at all. " * 100, encoding="utf-8")
    with pytest.raises(StoreUnavailableError, match="the file is no SQLite database"):
        Store(f"sqlite:///{path}").ready()


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("postgresql+psycopg://connector:secret@db.example:6432/journal", "the PostgreSQL database journal at db.example:6432"),
        ("postgresql+psycopg://connector:secret@db.example/journal", "the PostgreSQL database journal at db.example"),
        (
            "postgresql+psycopg://connector:secret@/journal?host=db2.example&port=5433&options=-csearch_path%3Dx",
            "the PostgreSQL database journal at db2.example:5433",
        ),
        ("postgresql+psycopg:///", "the PostgreSQL database of the user's name at this machine"),
        ("sqlite:////data/connector.sqlite3", "the SQLite file /data/connector.sqlite3"),
    ],
)
def test_a_database_is_named_by_kind_and_place_and_never_by_user_or_password(url: str, name: str) -> None:
    assert Store(url).name == name
