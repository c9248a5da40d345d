"""What pages show of requests, what trimming needs to know, and which older programs go on working with these tables.

Plain types only: a revision must not change when the program's own column types do.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

# It only adds: the program of 0004 would work on, but it does not know how to find that out and refuses.
oldest_program = "0004"

_TIME = sa.DateTime(timezone=True)
_SHOWN = (
    ("asset_id", sa.String),
    ("product_id", sa.String),
    ("marketplace_id", sa.String),
    ("account", sa.String),
    ("company_id", sa.String),
    ("adobe_customer_id", sa.String),
    ("order_id", sa.String),
    ("last_verdict", sa.String),
    ("last_verdict_at", _TIME),
    ("wait_reason", sa.Text),
    ("wait_until", _TIME),
)
_INDEXES = (
    ("ix_attempts_customer_key", "attempts", ["customer_key"], None),
    ("ix_requests_first_seen_request_id", "requests", ["first_seen", "request_id"], None),
    ("ix_requests_alive", "requests", ["first_seen", "request_id"], "ended_at IS NULL"),
    ("ix_requests_ended_at", "requests", ["ended_at"], "ended_at IS NOT NULL"),
    ("ix_requests_asset_id", "requests", ["asset_id"], None),
    ("ix_requests_company_id", "requests", ["company_id"], None),
    ("ix_requests_adobe_customer_id", "requests", ["adobe_customer_id"], None),
    ("ix_requests_order_id", "requests", ["order_id"], None),
)


def upgrade() -> None:
    """Add the columns and the table; the indexes too, but for those of PostgreSQL's full tables, which are built afterwards."""
    op.add_column("birth", sa.Column("trimmed_until", _TIME))
    for name, kind in _SHOWN:
        op.add_column("requests", sa.Column(name, kind))
    op.create_table(
        "compatibility",
        sa.Column("id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("oldest_program", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_compatibility")),
        sa.CheckConstraint("id = 1", name=op.f("ck_compatibility_only_one")),
    )
    for name, table, columns, where in _INDEXES:
        if _may_be_built_now(table):
            condition = sa.text(where) if where else None
            op.create_index(op.f(name), table, columns, sqlite_where=condition, postgresql_where=condition)


def downgrade() -> None:
    """Forget what pages show: deliveries write it again. What was trimmed is not known to be any more."""
    op.drop_table("compatibility")
    for name, table, _, _ in _INDEXES:
        op.drop_index(op.f(name), table, if_exists=True)
    for name, _ in _SHOWN:
        op.drop_column("requests", name)
    op.drop_column("birth", "trimmed_until")


def _may_be_built_now(table: str) -> bool:
    """Whether building an index holds nobody up: SQLite has one instance, and an empty table takes no time."""
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        return True
    return connection.execute(sa.select(sa.literal(1)).select_from(sa.table(table)).limit(1)).first() is None
