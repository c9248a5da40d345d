"""Which Adobe customers belong to a marketplace tier account: what was once known is never forgotten.

Must never hold more than ids.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from connector.store.tables import customers

if TYPE_CHECKING:
    from connector.store.database import Database


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
        of_tier = customers.c.account == account, customers.c.tier_id == tier_id
        ids = select(customers.c.customer_id).where(*of_tier).order_by(customers.c.id.desc())
        with self._database.reading() as transaction:
            return tuple(transaction.connection.execute(ids).scalars())

    def tiers_of(self, account: str, customer_id: str) -> tuple[str, ...]:
        """Give the tier accounts that have this customer under an Adobe account: mostly one, more where one was adopted."""
        of_customer = customers.c.account == account, customers.c.customer_id == customer_id
        ids = select(customers.c.tier_id).where(*of_customer).order_by(customers.c.id)
        with self._database.reading() as transaction:
            return tuple(transaction.connection.execute(ids).scalars())
