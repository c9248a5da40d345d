"""Create the database of TEST_DATABASE_URL when its server has none of that name, and prove that it can be reached.

It must never touch a database that exists.
"""

from __future__ import annotations

import os
import sys

import psycopg
from psycopg import sql
from sqlalchemy.engine import URL, make_url


def main() -> int:
    """Create the database; 0 when it can be reached afterwards."""
    url = make_url(os.environ["TEST_DATABASE_URL"])
    name = url.database or "test"
    server = url.set(drivername="postgresql", database="postgres")
    try:
        with psycopg.connect(_address(server), autocommit=True) as connection:
            if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is None:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        with psycopg.connect(_address(server.set(database=name))) as connection:
            print(f"database {name} on PostgreSQL {connection.info.server_version // 10000} can be reached")
    except psycopg.OperationalError as error:
        print(f"the test database cannot be reached: {error}", file=sys.stderr)
        return 1
    return 0


def _address(url: URL) -> str:
    return url.render_as_string(hide_password=False)


if __name__ == "__main__":
    sys.exit(main())
