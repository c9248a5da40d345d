"""What Alembic runs for every command: it takes the caller's connection and transaction, and must never open its own."""

from __future__ import annotations

from alembic import context

from connector.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # SQLite cannot alter a table in most ways; Alembic then copies it.
    render_as_batch=True,
)
context.run_migrations()
