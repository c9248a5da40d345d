"""Price lists: every list that was fetched, its rows, and which of them a person approved.

Plain types only: a revision must not change when the program's own column types do.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_SERIAL = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_TIME = sa.DateTime(timezone=True)
_MONEY = sa.Numeric().with_variant(sa.Text, "sqlite")
_KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")
_SCOPE = ("account", "region", "segment", "currency", "list_type", "month")


def upgrade() -> None:
    """Make the tables."""
    _make_price_lists()
    _make_price_rows()
    _make_price_approvals()


def downgrade() -> None:
    """Remove the tables, and with them the history of prices: Adobe gives no month back that is long past."""
    for table in ("price_approvals", "price_rows", "price_lists"):
        op.drop_table(table)


def _make_price_lists() -> None:
    op.create_table(
        "price_lists",
        sa.Column("id", _SERIAL, primary_key=True, nullable=False),
        *(sa.Column(name, sa.String, nullable=False) for name in (*_SCOPE, "status")),
        sa.Column("revision", sa.Integer),
        sa.Column("asked_for", sa.String, nullable=False),
        sa.Column("total", sa.Integer),
        sa.Column("next_offset", sa.Integer, nullable=False),
        sa.Column("row_count", sa.Integer, nullable=False),
        sa.Column("digest", sa.String, nullable=False),
        sa.Column("restarts", sa.Integer, nullable=False),
        sa.Column("problem", sa.Text),
        sa.Column("began_at", _TIME, nullable=False),
        sa.Column("fetched_at", _TIME),
        sa.Column("seen_at", _TIME),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_price_lists")),
        sa.UniqueConstraint(*_SCOPE, "revision", name=op.f("uq_price_lists_revision")),
        sa.CheckConstraint("(status = 'published') = (revision IS NOT NULL)", name=op.f("ck_price_lists_published_has_revision")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "uq_price_lists_one_unpublished",
        "price_lists",
        list(_SCOPE),
        unique=True,
        sqlite_where=sa.text("status != 'published'"),
        postgresql_where=sa.text("status != 'published'"),
    )


def _make_price_rows() -> None:
    op.create_table(
        "price_rows",
        sa.Column("list_id", _SERIAL, autoincrement=False, nullable=False),
        sa.Column("offer_id", _KEY, nullable=False),
        sa.Column("discount_code", _KEY, nullable=False),
        sa.Column("first_order", sa.Date, nullable=False),
        sa.Column("last_order", sa.Date, nullable=False),
        sa.Column("partner_price", _MONEY),
        sa.Column("street_price", _MONEY),
        sa.Column("digest", sa.LargeBinary, nullable=False),
        sa.Column("raw", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("list_id", "offer_id", "discount_code", "first_order", "last_order", name=op.f("pk_price_rows")),
        sa.ForeignKeyConstraint(["list_id"], ["price_lists.id"], name=op.f("fk_price_rows_list_id_price_lists")),
    )


def _make_price_approvals() -> None:
    op.create_table(
        "price_approvals",
        sa.Column("list_id", _SERIAL, autoincrement=False, nullable=False),
        sa.Column("approved_by", sa.String, nullable=False),
        sa.Column("approved_at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("list_id", name=op.f("pk_price_approvals")),
        sa.ForeignKeyConstraint(["list_id"], ["price_lists.id"], name=op.f("fk_price_approvals_list_id_price_lists")),
    )
