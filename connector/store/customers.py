"""Which Adobe customers belong to a marketplace tier account: what was once known is never forgotten.

Must never hold more than ids.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, select

from connector.store.tables import customers

if TYPE_CHECKING:
    from connector.store.database import Database


# Statements are put together once: that takes longer than carrying them out.
_OF_TIER: Final = (
    select(customers.c.customer_id)
    .where(customers.c.account == bindparam("account"), customers.c.tier_id == bindparam("tier_id"))
    .order_by(customers.c.id.desc())
)
_OF_CUSTOMER: Final = (
    select(customers.c.tier_id)
    .where(customers.c.account == bindparam("account"), customers.c.customer_id == bindparam("customer_id"))
    .order_by(customers.c.id)
)


class CustomerBook:
    """Adobe customer ids by Adobe account and tier account (TA-…)."""

    _database: Database

    def remember_customer(self, account: str, tier_id: str, customer_id: str) -> None:
        """Note a customer id. One that is known already keeps its place: hearing of it again does not make it the newest."""
        with self._database.writing() as transaction:
            known = {"account": account, "tier_id": tier_id, "customer_id": customer_id}
            transaction.insert_new(customers, **known, remembered_at=transaction.now)

    def customers_of(self, account: str, tier_id: str) -> tuple[str, ...]:
        """Give the customer ids of a tier account under an Adobe account, the newest first."""
        with self._database.reading() as transaction:
            return tuple(transaction.connection.execute(_OF_TIER, {"account": account, "tier_id": tier_id}).scalars())

    def tiers_of(self, account: str, customer_id: str) -> tuple[str, ...]:
        """Give the tier accounts that have this customer under an Adobe account: mostly one, more where one was adopted."""
        with self._database.reading() as transaction:
            return tuple(transaction.connection.execute(_OF_CUSTOMER, {"account": account, "customer_id": customer_id}).scalars())
