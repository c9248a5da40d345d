"""Retail claims, and what notifications told about them.

Plain types only: a revision must not change when the program's own column types do.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_SERIAL = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "claims",
        sa.Column("id", _SERIAL, primary_key=True, nullable=False),
        sa.Column("account", sa.String, nullable=False),
        sa.Column("reference", sa.String, nullable=False),
        sa.Column("status", sa.String, nullable=False),
        sa.Column("told_at", _TIME),
        sa.Column("start", _TIME),
        sa.Column("end", _TIME),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claims")),
        sa.UniqueConstraint("account", "reference", name=op.f("uq_claims_account_reference")),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    """Remove the table; notifications are then about claims that nobody knows."""
    op.drop_table("claims")
