"""What all processes counted together.

Plain types only: a revision must not change when the program's own column types do.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

# A table that older programs never look at.
oldest_program = "0004"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "meters",
        sa.Column("name", sa.String, nullable=False),
        sa.Column("labels", sa.String, nullable=False),
        sa.Column("value", sa.Float, nullable=False),
        sa.PrimaryKeyConstraint("name", "labels", name=op.f("pk_meters")),
    )


def downgrade() -> None:
    """Forget the numbers: whoever reads them takes it for a restart."""
    op.drop_table("meters")
