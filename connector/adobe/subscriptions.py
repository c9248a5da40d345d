"""Subscriptions, read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connector.adobe.calls import path_of
from connector.adobe.models import Subscription
from connector.adobe.pages import read_all, read_as

if TYPE_CHECKING:
    from connector.adobe.calling import Caller


class Subscriptions:
    """The subscriptions of customers."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def get(self, customer_id: str, subscription_id: str) -> Subscription:
        """Read one subscription. Refusal 3115: there is none with that id, or 1116: no such customer.

        Source: developer.adobe.com/vipmp/docs/subscription-management/get-details.
        """
        trace, document = self._caller.read(path_of("customers", customer_id, "subscriptions", subscription_id))
        return read_as(Subscription, trace, document)

    def list(self, customer_id: str) -> tuple[Subscription, ...]:
        """List all subscriptions of a customer, in every status.

        Adobe documents one answer without pages; should it hold fewer than its `totalCount`, its `next` link is followed, and
        without one `AdobeGibberishError` is raised. Refusal 1116: no such customer.
        Source: developer.adobe.com/vipmp/docs/subscription-management/get-details-for-customers.
        """
        return read_all(self._caller, path_of("customers", customer_id, "subscriptions"), [], Subscription, "subscription_id")
