"""The tables of the price lists: every list that was ever fetched, its rows, and which of them a person approved.

A published list and its rows are never changed; `seen_at` alone moves, when Adobe gives the same content again.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from connector.store.columns import Money, UTCTime
from connector.store.tables import SERIAL, metadata

# Keys are read in their order and merged in Python: both databases must sort them by code points, as Python does.
_KEY: Final = String().with_variant(String(collation="C"), "postgresql")

price_lists: Final = Table(
    "price_lists",
    metadata,
    Column("id", SERIAL, primary_key=True),
    Column("account", String, nullable=False),
    Column("region", String, nullable=False),
    Column("segment", String, nullable=False),
    Column("currency", String, nullable=False),
    Column("list_type", String, nullable=False),
    Column("month", String, nullable=False),
    Column("status", String, nullable=False),
    Column("revision", Integer),
    Column("asked_for", String, nullable=False),
    Column("total", Integer),
    Column("next_offset", Integer, nullable=False),
    Column("row_count", Integer, nullable=False),
    Column("digest", String, nullable=False),
    Column("restarts", Integer, nullable=False),
    Column("problem", Text),
    Column("began_at", UTCTime, nullable=False),
    Column("fetched_at", UTCTime),
    Column("seen_at", UTCTime),
    UniqueConstraint(
        "account", "region", "segment", "currency", "list_type", "month", "revision", name="uq_price_lists_revision"
    ),
    CheckConstraint("(status = 'published') = (revision IS NOT NULL)", name="published_has_revision"),
    sqlite_autoincrement=True,
)
"""One row per fetch: `fetching`, `incomplete` or `published`. `digest` adds up the digests of the rows, in any order."""

Index(
    "uq_price_lists_one_unpublished",
    price_lists.c.account,
    price_lists.c.region,
    price_lists.c.segment,
    price_lists.c.currency,
    price_lists.c.list_type,
    price_lists.c.month,
    unique=True,
    sqlite_where=price_lists.c.status != "published",
    postgresql_where=price_lists.c.status != "published",
)

price_rows: Final = Table(
    "price_rows",
    metadata,
    Column("list_id", SERIAL, ForeignKey("price_lists.id"), primary_key=True, autoincrement=False),
    Column("offer_id", _KEY, primary_key=True),
    Column("discount_code", _KEY, primary_key=True),
    Column("first_order", Date, primary_key=True),
    Column("last_order", Date, primary_key=True),
    Column("partner_price", Money),
    Column("street_price", Money),
    Column("digest", LargeBinary, nullable=False),
    Column("raw", Text, nullable=False),
)
"""The rows, by their full key. `raw` is everything that Adobe wrote, `digest` its SHA-256."""

price_approvals: Final = Table(
    "price_approvals",
    metadata,
    Column("list_id", SERIAL, ForeignKey("price_lists.id"), primary_key=True, autoincrement=False),
    Column("approved_by", String, nullable=False),
    Column("approved_at", UTCTime, nullable=False),
)
"""Who approved a list whose prices moved further than the limit."""
