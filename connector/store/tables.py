"""The tables of the durable memory, as this version of the program wants them.

Must never differ from what the migrations make: a test compares the two on both databases.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Float,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    literal_column,
    or_,
)

from connector.domain.retention import FINAL
from connector.domain.seats import ANSWERED
from connector.store.columns import AnswerText, BodyText, UTCTime

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

metadata: Final = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    },
)

SERIAL: Final = BigInteger().with_variant(Integer, "sqlite")
"""A number that the database counts up; SQLite counts `INTEGER` alone."""

birth: Final = Table(
    "birth",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("born_at", UTCTime, nullable=False),
    Column("trimmed_until", UTCTime),
    Column("accounts_revision", Integer),
    CheckConstraint("id = 1", name="only_one"),
)
"""One row: since when this database remembers, and the moment such that what ended before it may have been trimmed.

`accounts_revision` counts how often the saved accounts have changed; nothing is none.
"""

compatibility: Final = Table(
    "compatibility",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("oldest_program", String, nullable=False),
    CheckConstraint("id = 1", name="only_one"),
)
"""One row: the revision of the oldest program that goes on working with these tables."""

leases: Final = Table(
    "leases",
    metadata,
    Column("fence", SERIAL, primary_key=True),
    Column("name", String, nullable=False, unique=True),
    Column("holder", String, nullable=False),
    Column("expires_at", UTCTime, nullable=False),
    # Without it SQLite would give the number of a deleted row out again, and a former holder would pass for the new one.
    sqlite_autoincrement=True,
)
"""One row per name that somebody works under. `fence` is new at every taking, and so tells two holders of one name apart."""

attempts: Final = Table(
    "attempts",
    metadata,
    Column("id", SERIAL, primary_key=True),
    Column("owner", String, nullable=False),
    Column("intent", String, nullable=False),
    Column("generation", Integer, nullable=False),
    Column("correlation_id", String, nullable=False, unique=True),
    Column("request_id", String),
    Column("account", String, nullable=False),
    Column("customer_key", String, nullable=False),
    Column("method", String),
    Column("path", String),
    Column("body", BodyText),
    Column("body_digest", String),
    Column("outcome", String, nullable=False),
    Column("answer_status", Integer),
    Column("answer_body", AnswerText),
    Column("opened_at", UTCTime, nullable=False),
    Column("answered_at", UTCTime),
    Column("told_at", UTCTime),
    Column("unanswered", Integer, nullable=False),
    Column("gateway_pages", Integer, nullable=False),
    UniqueConstraint("owner", "intent", "generation"),
    CheckConstraint("(outcome = 'open') = (answered_at IS NULL)", name="open_is_unanswered"),
    sqlite_autoincrement=True,
)
"""The intent journal. `body` is emptied when the row is closed (it holds personal data); `body_digest` stays."""

Index(
    "uq_attempts_one_open_per_customer",
    attempts.c.customer_key,
    unique=True,
    sqlite_where=attempts.c.outcome == "open",
    postgresql_where=attempts.c.outcome == "open",
)
Index("ix_attempts_customer_key", attempts.c.customer_key, postgresql_concurrently=True)

requests: Final = Table(
    "requests",
    metadata,
    Column("request_id", String, primary_key=True),
    Column("kind", String),
    Column("customer_key", String, index=True),
    Column("first_seen", UTCTime, nullable=False),
    Column("waiting_since", UTCTime),
    Column("failures", Integer, nullable=False),
    Column("parked_at", UTCTime),
    Column("park_text", Text),
    Column("unsettled_order", String),
    Column("ended_at", UTCTime),
    Column("outcome", String),
    Column("transaction_key", String, index=True),
    Column("announced", Integer),
    Column("asset_id", String),
    Column("product_id", String),
    Column("marketplace_id", String),
    Column("account", String),
    Column("company_id", String),
    Column("adobe_customer_id", String),
    Column("order_id", String),
    Column("last_verdict", String),
    Column("last_verdict_at", UTCTime),
    Column("wait_reason", Text),
    Column("wait_until", UTCTime),
)
"""What a request is to the others, and what a page shows of it. What could not be read so far is empty."""

_KEY: Final = (requests.c.first_seen, requests.c.request_id)
Index("ix_requests_first_seen_request_id", *_KEY, postgresql_concurrently=True)
Index(
    "ix_requests_alive",
    *_KEY,
    sqlite_where=requests.c.ended_at.is_(None),
    postgresql_where=requests.c.ended_at.is_(None),
    postgresql_concurrently=True,
)
Index(
    "ix_requests_ended_at",
    requests.c.ended_at,
    sqlite_where=requests.c.ended_at.is_not(None),
    postgresql_where=requests.c.ended_at.is_not(None),
    postgresql_concurrently=True,
)


def _no_outcome_of(outcomes: frozenset[str]) -> ColumnElement[bool]:
    """Write the outcomes into the statement: what a partial index leaves out has to stand in a query word for word."""
    return requests.c.outcome.not_in([literal_column(f"'{one}'") for one in sorted(outcomes)])


LINGERS: Final = _no_outcome_of(FINAL)
"""Whether a request has ended, but not for good."""

UNANSWERED: Final = or_(requests.c.outcome.is_(None), _no_outcome_of(ANSWERED))
"""Whether a request's orders may stand at Adobe for nobody."""

Index(
    "ix_requests_lingering",
    requests.c.ended_at,
    requests.c.request_id,
    sqlite_where=LINGERS,
    postgresql_where=LINGERS,
    postgresql_concurrently=True,
)
Index(
    "ix_requests_unanswered",
    requests.c.request_id,
    sqlite_where=UNANSWERED,
    postgresql_where=UNANSWERED,
    postgresql_concurrently=True,
)
SEARCHED: Final = (requests.c.asset_id, requests.c.company_id, requests.c.adobe_customer_id, requests.c.order_id)
"""Beside its own id, what a request is found by."""
for _column in SEARCHED:
    Index(f"ix_requests_{_column.name}", _column, postgresql_concurrently=True)

customers: Final = Table(
    "customers",
    metadata,
    Column("id", SERIAL, primary_key=True),
    Column("account", String, nullable=False),
    Column("tier_id", String, nullable=False),
    Column("customer_id", String, nullable=False),
    Column("remembered_at", UTCTime, nullable=False),
    UniqueConstraint("account", "tier_id", "customer_id"),
    sqlite_autoincrement=True,
)
"""Which Adobe customers a marketplace tier account has had, in the order in which they became known."""

claims: Final = Table(
    "claims",
    metadata,
    Column("id", SERIAL, primary_key=True),
    Column("account", String, nullable=False),
    Column("reference", String, nullable=False),
    Column("status", String, nullable=False),
    Column("told_at", UTCTime),
    Column("start", UTCTime),
    Column("end", UTCTime),
    UniqueConstraint("account", "reference"),
    sqlite_autoincrement=True,
)
"""Retail claims that were made, and what the last notification told about each. No link, no code."""

releases: Final = Table(
    "releases",
    metadata,
    Column("transaction_key", String, primary_key=True),
    Column("released_at", UTCTime, nullable=False),
)
"""Transactions of several requests that an operator wants ordered as they are."""

meters: Final = Table(
    "meters",
    metadata,
    Column("name", String, primary_key=True),
    Column("labels", String, primary_key=True),
    Column("value", Float, nullable=False),
)
"""What all processes counted together: sums that only grow. `labels` are JSON."""

actions: Final = Table(
    "actions",
    metadata,
    Column("action_id", String, primary_key=True),
    Column("what", String, nullable=False),
    Column("subject", String, nullable=False, index=True),
    Column("digest", String, nullable=False),
    Column("user", String, nullable=False),
    Column("began_at", UTCTime, nullable=False),
    Column("done_at", UTCTime),
    Column("answer", AnswerText),
)
"""What people asked for outside of any request, and what they were answered."""

accounts: Final = Table(
    "accounts",
    metadata,
    Column("account_id", String, primary_key=True),
    Column("product", String, nullable=False),
    Column("marketplace", String, nullable=False),
    Column("environment", String, nullable=False),
    Column("sealed", Text, nullable=False),
    Column("saved_by", String, nullable=False),
    Column("saved_at", UTCTime, nullable=False),
    UniqueConstraint("product", "marketplace", "environment"),
)
"""Adobe accounts that were saved in the console. `sealed` holds each as JSON, encrypted."""
