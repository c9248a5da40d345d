"""Which requests belong to one one-to-one transaction, and which transactions an operator wants ordered as they are.

Plain types only: a revision must not change when the program's own column types do.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns and make the table."""
    op.add_column("requests", sa.Column("transaction_key", sa.String))
    op.add_column("requests", sa.Column("announced", sa.Integer))
    op.create_index(op.f("ix_requests_transaction_key"), "requests", ["transaction_key"])
    op.create_table(
        "releases",
        sa.Column("transaction_key", sa.String, nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("transaction_key", name=op.f("pk_releases")),
    )


def downgrade() -> None:
    """Forget which requests belong together: the platform's list tells it again."""
    op.drop_table("releases")
    op.drop_index(op.f("ix_requests_transaction_key"), "requests")
    op.drop_column("requests", "announced")
    op.drop_column("requests", "transaction_key")
