"""Carrying out a read: one look at Adobe or the platform, and what it shows. A refusal is shown as a fact; nothing is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, assert_never

from connector.adobe.errors import AdobeRefusedError
from connector.domain import moves
from connector.domain.refusals import Refusal
from connector.fulfillment import translation

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from connector.adobe.client import AdobeClient
    from connector.cloudblue.platform import Platform
    from connector.domain import adobe_facts as facts
    from connector.domain.requests import Request

_ALL_STATUSES: Final = ("1000", "1002", "1004", "1010", "1012", "1014")


@dataclass(frozen=True)
class Observer:
    """Who looks: at Adobe through one account's client, at the platform through the delivery's. `pause` waits for seconds."""

    adobe: AdobeClient
    platform: Platform
    pause: Callable[[float], None]

    def observe(self, read: moves.Read, request: Request, now: datetime) -> object:
        """Make one look. Raises what kept it from an answer; a refusal is an answer."""
        try:
            return self._look(read, request, now)
        except AdobeRefusedError as error:
            return Refusal(error.status, error.code, error.message, error.details)

    def _look(self, read: moves.Read, request: Request, now: datetime) -> object:
        match read:
            case moves.ReadReseller():
                return self.platform.reseller_id(request, read.tier_id)
            case moves.ReadOtherAssets():
                return self.platform.other_assets(request, read.tier_id)
            case moves.ReadCustomer():
                return translation.customer(self.adobe.customers.get(read.customer_id))
            case moves.ReadResellerStatus():
                return str(self.adobe.resellers.get(read.reseller_id).status or "")
            case moves.FindCustomers():
                return self._find_customers(read)
            case moves.PreviewOrder():
                return translation.order(self.adobe.orders.preview(read.customer_id, translation.new_order(read)), now)
            case moves.ReadOrder():
                if read.pause:
                    self.pause(read.pause)
                return translation.order(self.adobe.orders.get(read.customer_id, read.order_id), now)
            case moves.ReadOrdersSince():
                found = self.adobe.orders.history(read.customer_id, start_date=read.since)
                return tuple(translation.order(order, now) for order in found)
            case moves.ReadSubscriptions():
                return tuple(map(translation.subscription, self.adobe.subscriptions.list(read.customer_id)))
            case moves.ReadPreviousRequest():
                return self.platform.parameter_texts(read.request_id)
            case _:
                assert_never(read)

    def _find_customers(self, read: moves.FindCustomers) -> tuple[facts.Customer, ...]:
        """Search by name, then read each match, since Adobe's list does not show the admins."""
        listed = self.adobe.customers.list(read.reseller_id, statuses=_ALL_STATUSES, company_name=read.company_name)
        name, email = read.company_name.casefold(), read.email.casefold()
        named = (one.customer_id for one in listed if one.company_profile.company_name.casefold() == name)
        found = [translation.customer(self.adobe.customers.get(customer_id)) for customer_id in named]
        return tuple(one for one in found if email in map(str.casefold, one.emails))
