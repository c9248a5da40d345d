"""Customers, read. Creating and updating one is a persisting call: see `calls`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from connector.adobe.calls import path_of
from connector.adobe.models import Customer, CustomerSummary
from connector.adobe.pages import read_all, read_as

if TYPE_CHECKING:
    from collections.abc import Sequence

    from connector.adobe.calling import Caller

_PAGE: Final = "50"


class Customers:
    """The customers of all our resellers."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def get(self, customer_id: str) -> Customer:
        """Read one customer. Refusal 1116 alone means that there is none; any other failure means "ask again later".

        Source: developer.adobe.com/vipmp/docs/customer-account/get-customer-account.
        """
        trace, document = self._caller.read(path_of("customers", customer_id))
        return read_as(Customer, trace, document)

    def list(self, reseller_id: str, *, statuses: Sequence[str], company_name: str | None = None) -> tuple[CustomerSummary, ...]:
        """List a reseller's customers of the given statuses, over all pages of 50.

        Without statuses Adobe shows the active ones only. `company_name` may hold `*` for anything.
        Source: developer.adobe.com/vipmp/docs/customer-account/get-list-of-customers.
        """
        filters = [("status", status) for status in statuses]
        filters += [("company-name", company_name)] if company_name else []
        path = path_of("resellers", reseller_id, "customers")
        return read_all(self._caller, path, [*filters, ("limit", _PAGE), ("offset", "0")], CustomerSummary, "customer_id")
