"""Indexes for what is asked after: requests that ended otherwise than for good, and those whose orders may be nobody's.

Plain types only: a revision must not change when the program's own column types do.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

# Indexes alone, which older programs never look at.
oldest_program = "0004"

_LINGERS = "outcome NOT IN ('accepted', 'approve', 'approved', 'fail', 'failed', 'ignored', 'revoked')"
_UNANSWERED = "outcome IS NULL OR outcome NOT IN ('approve', 'approved', 'fail')"
_INDEXES = (
    ("ix_requests_lingering", ["ended_at", "request_id"], _LINGERS),
    ("ix_requests_unanswered", ["request_id"], _UNANSWERED),
)


def upgrade() -> None:
    """Make the indexes, but for those of PostgreSQL's full tables, which are built afterwards."""
    if _may_be_built_now():
        for name, columns, where in _INDEXES:
            op.create_index(op.f(name), "requests", columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))


def downgrade() -> None:
    """Do without the indexes: what is asked after is found more slowly then."""
    for name, _, _ in _INDEXES:
        op.drop_index(op.f(name), "requests", if_exists=True)


def _may_be_built_now() -> bool:
    """Whether building an index holds nobody up: SQLite has one instance, and an empty table takes no time."""
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        return True
    return connection.execute(sa.select(sa.literal(1)).select_from(sa.table("requests")).limit(1)).first() is None
