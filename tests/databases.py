"""Databases for tests: SQLite always, and PostgreSQL as well when TEST_DATABASE_URL names a server.

Without that variable the PostgreSQL variants are not generated at all, so that nothing is skipped.
"""

from __future__ import annotations

import os
import uuid
from contextlib import contextmanager
from typing import TYPE_CHECKING

import psycopg
from sqlalchemy import make_url

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import URL


def database_kinds() -> tuple[str, ...]:
    """Name the kinds of database that this run covers, to parametrise a fixture with."""
    return ("sqlite", "postgresql") if os.environ.get("TEST_DATABASE_URL") else ("sqlite",)


@contextmanager
def a_database(kind: str, folder: Path) -> Iterator[str]:
    """Give the URL of an empty database of one's own: a file in the folder, or a new schema of the server, dropped afterwards."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'connector.sqlite'}"
        return
    server = make_url(os.environ["TEST_DATABASE_URL"])
    schema = f"test_{uuid.uuid4().hex}"
    _on_server(server, f'CREATE SCHEMA "{schema}"')
    try:
        own = server.update_query_dict({"options": f"-csearch_path={schema}"})
        yield own.render_as_string(hide_password=False)
    finally:
        _on_server(server, f'DROP SCHEMA "{schema}" CASCADE')


def _on_server(server: URL, statement: str) -> None:
    address = server.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(statement.encode())
