"""The first tables: birth, leases, the intent journal, requests, customers.

Plain types only: a revision must not change when the program's own column types do.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_SERIAL = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables."""
    _make_birth()
    _make_leases()
    _make_attempts()
    _make_requests()
    _make_customers()


def downgrade() -> None:
    """Remove the tables, and with them everything that is known about calls already sent."""
    for table in ("customers", "requests", "attempts", "leases", "birth"):
        op.drop_table(table)


def _make_birth() -> None:
    op.create_table(
        "birth",
        sa.Column("id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("born_at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_birth")),
        sa.CheckConstraint("id = 1", name=op.f("ck_birth_only_one")),
    )


def _make_leases() -> None:
    op.create_table(
        "leases",
        sa.Column("fence", _SERIAL, primary_key=True, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("holder", sa.String, nullable=False),
        sa.Column("expires_at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("fence", name=op.f("pk_leases")),
        sa.UniqueConstraint("name", name=op.f("uq_leases_name")),
        sqlite_autoincrement=True,
    )


def _make_attempts() -> None:
    op.create_table(
        "attempts",
        sa.Column("id", _SERIAL, primary_key=True, nullable=False),
        sa.Column("owner", sa.String, nullable=False),
        sa.Column("intent", sa.String, nullable=False),
        sa.Column("generation", sa.Integer, nullable=False),
        sa.Column("correlation_id", sa.String, nullable=False),
        sa.Column("request_id", sa.String),
        sa.Column("account", sa.String, nullable=False),
        sa.Column("customer_key", sa.String, nullable=False),
        sa.Column("method", sa.String),
        sa.Column("path", sa.String),
        sa.Column("body", sa.Text),
        sa.Column("body_digest", sa.String),
        sa.Column("outcome", sa.String, nullable=False),
        sa.Column("answer_status", sa.Integer),
        sa.Column("answer_body", sa.Text),
        sa.Column("opened_at", _TIME, nullable=False),
        sa.Column("answered_at", _TIME),
        sa.Column("told_at", _TIME),
        sa.Column("unanswered", sa.Integer, nullable=False),
        sa.Column("gateway_pages", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempts")),
        sa.UniqueConstraint("correlation_id", name=op.f("uq_attempts_correlation_id")),
        sa.UniqueConstraint("owner", "intent", "generation", name=op.f("uq_attempts_owner_intent_generation")),
        sa.CheckConstraint("(outcome = 'open') = (answered_at IS NULL)", name=op.f("ck_attempts_open_is_unanswered")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "uq_attempts_one_open_per_customer",
        "attempts",
        ["customer_key"],
        unique=True,
        sqlite_where=sa.text("outcome = 'open'"),
        postgresql_where=sa.text("outcome = 'open'"),
    )


def _make_requests() -> None:
    op.create_table(
        "requests",
        sa.Column("request_id", sa.String, nullable=False),
        sa.Column("kind", sa.String),
        sa.Column("customer_key", sa.String),
        sa.Column("first_seen", _TIME, nullable=False),
        sa.Column("waiting_since", _TIME),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("parked_at", _TIME),
        sa.Column("park_text", sa.Text),
        sa.Column("unsettled_order", sa.String),
        sa.Column("ended_at", _TIME),
        sa.Column("outcome", sa.String),
        sa.PrimaryKeyConstraint("request_id", name=op.f("pk_requests")),
    )
    op.create_index(op.f("ix_requests_customer_key"), "requests", ["customer_key"])


def _make_customers() -> None:
    op.create_table(
        "customers",
        sa.Column("id", _SERIAL, primary_key=True, nullable=False),
        sa.Column("account", sa.String, nullable=False),
        sa.Column("tier_id", sa.String, nullable=False),
        sa.Column("customer_id", sa.String, nullable=False),
        sa.Column("remembered_at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customers")),
        sa.UniqueConstraint("account", "tier_id", "customer_id", name=op.f("uq_customers_account_tier_id_customer_id")),
        sqlite_autoincrement=True,
    )
