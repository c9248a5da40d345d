"""The console: actions that people took there, and the Adobe accounts that they saved.

Plain types only: a revision must not change when the program's own column types do.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

# Tables and a nullable column that older programs never look at.
oldest_program = "0004"

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "actions",
        sa.Column("action_id", sa.String, nullable=False),
        sa.Column("what", sa.String, nullable=False),
        sa.Column("subject", sa.String, nullable=False),
        sa.Column("digest", sa.String, nullable=False),
        sa.Column("user", sa.String, nullable=False),
        sa.Column("began_at", _TIME, nullable=False),
        sa.Column("done_at", _TIME),
        sa.Column("answer", sa.Text),
        sa.PrimaryKeyConstraint("action_id", name=op.f("pk_actions")),
    )
    op.create_index(op.f("ix_actions_subject"), "actions", ["subject"])
    op.add_column("birth", sa.Column("accounts_revision", sa.Integer))
    op.create_table(
        "accounts",
        sa.Column("account_id", sa.String, nullable=False),
        sa.Column("product", sa.String, nullable=False),
        sa.Column("marketplace", sa.String, nullable=False),
        sa.Column("environment", sa.String, nullable=False),
        sa.Column("sealed", sa.Text, nullable=False),
        sa.Column("saved_by", sa.String, nullable=False),
        sa.Column("saved_at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_accounts")),
        sa.UniqueConstraint("product", "marketplace", "environment", name=op.f("uq_accounts_product_marketplace_environment")),
    )


def downgrade() -> None:
    """Forget the actions and the saved accounts: those of the variables count alone then."""
    op.drop_table("accounts")
    op.drop_column("birth", "accounts_revision")
    op.drop_index(op.f("ix_actions_subject"), "actions")
    op.drop_table("actions")
