"""Carrying out a read: one look at Adobe or the platform, and what it shows. A refusal is shown as a fact; nothing is written."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, assert_never

from connector.adobe.errors import AdobeRefusedError
from connector.cloudblue.reading import MalformedRequestError, read_request
from connector.domain import moves, reseller_moves, transfer_moves
from connector.domain.refusals import Refusal
from connector.domain.retail_moves import ReadRedeemed
from connector.fulfillment import translating_transfers, translation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from connector.adobe.client import AdobeClient
    from connector.cloudblue.platform import Platform
    from connector.domain import adobe_facts as facts
    from connector.domain.requests import AnyRequest, Request

_ALL_STATUSES: Final = ("1000", "1002", "1004", "1010", "1012", "1014")
_ALL_OF_RESELLERS: Final = ("1000", "1002", "1004", "1026")
"""The statuses by which Adobe lists resellers."""


@dataclass(frozen=True)
class Observer:
    """Who looks: at Adobe through one account's client, at the platform through the delivery's. `pause` waits for seconds.

    `sells` tells whether something of this product, marketplace and connection type is sold under the same Adobe account;
    `with_prices` has a PREVIEW answer with prices, which Adobe takes longer for.
    """

    adobe: AdobeClient
    platform: Platform
    pause: Callable[[float], None]
    sells: Callable[[str, str, str], bool]
    with_prices: bool = False

    def observe(self, read: moves.Read, request: AnyRequest, now: datetime) -> object:
        """Make one look. Raises what kept it from an answer; a refusal is an answer."""
        if isinstance(read, ReadRedeemed):
            raise TypeError("VIP Marketplace has no claims to look at")
        try:
            return self._look(read, request, now)
        except AdobeRefusedError as error:
            return Refusal(error.status, error.code, error.message, error.details)

    def _look(self, read: moves.AdobeRead | moves.PlatformRead, request: AnyRequest, now: datetime) -> object:
        match read:
            case moves.ReadCustomer():
                return translation.customer(self.adobe.customers.get(read.customer_id))
            case reseller_moves.ReadResellerProfile():
                self._rest(read.pause)
                return translation.reseller(self.adobe.resellers.get(read.reseller_id))
            case moves.FindCustomers():
                return self._find_customers(read)
            case moves.FindCustomersByReference():
                return self._find_customers_by_reference(read)
            case reseller_moves.FindResellers():
                return self._find_resellers(read)
            case moves.PreviewOrder():
                wanted = translation.new_order(read)
                return translation.order(self.adobe.orders.preview(read.customer_id, wanted, fetch_price=self.with_prices), now)
            case moves.ReadOrder():
                self._rest(read.pause)
                return translation.order(self.adobe.orders.get(read.customer_id, read.order_id), now)
            case moves.ReadOrdersSince():
                found = self.adobe.orders.history(read.customer_id, start_date=read.since)
                return tuple(translation.order(order, now) for order in found)
            case moves.ReadSubscriptions():
                return tuple(map(translation.subscription, self.adobe.subscriptions.list(read.customer_id)))
            case transfer_moves.PreviewMembership() | transfer_moves.ReadTransfer():
                return self._look_for_transfer(read, now)
            case _:
                return self._look_at_platform(read, request)

    def _look_at_platform(self, read: moves.PlatformRead, request: AnyRequest) -> object:
        match read:
            case moves.ReadReseller():
                return self.platform.reseller_id(request, read.tier_id)
            case moves.ReadOtherAssets():
                return self.platform.other_assets(request, read.tier_id)
            case moves.ReadAssetsOfCustomer():
                return self.platform.assets_of_customer(request, read.customer_id)
            case moves.ReadPreviousRequest():
                return self.platform.parameter_texts(read.request_id)
            case transfer_moves.ReadProductItems():
                return self.platform.product_items(read.product_id)
            case reseller_moves.ReadOtherConfigurations():
                return self.platform.other_configurations(request, read.tier_id, self.sells)
            case reseller_moves.ReadHeldAccounts():
                return self.platform.held_accounts(read.tier_id, request.product_id, self.sells)
            case moves.ReadRequests():
                return _readable(self.platform.requests(read.request_ids))
            case moves.ReadPurchases():
                return _readable(self.platform.purchases(request, read.tier_id))
            case _:
                assert_never(read)

    def _look_for_transfer(self, read: transfer_moves.PreviewMembership | transfer_moves.ReadTransfer, now: datetime) -> object:
        match read:
            case transfer_moves.PreviewMembership():
                rights = {"ignore_order_return": read.ignore_order_return, "expire_open_pas": read.expire_open_pas}
                return translating_transfers.membership(self.adobe.memberships.preview(read.membership_id, **rights))
            case _:
                self._rest(read.pause)
                return translating_transfers.transfer(self.adobe.memberships.transfer(read.membership_id, read.transfer_id), now)

    def _rest(self, seconds: float) -> None:
        if seconds:
            self.pause(seconds)

    def _find_resellers(self, read: reseller_moves.FindResellers) -> tuple[facts.Reseller, ...]:
        """Search by name where there is one, and keep what carries the reference."""
        listed = self.adobe.resellers.list(statuses=_ALL_OF_RESELLERS, company_name=read.company_name)
        name = read.company_name.casefold()
        found = (one for one in map(translation.reseller, listed) if one.reference == read.reference)
        return tuple(one for one in found if not name or one.profile.company_name.casefold() == name)

    def _find_customers(self, read: moves.FindCustomers) -> tuple[facts.Customer, ...]:
        """Search by name, then read each match, since Adobe's list does not show the admins."""
        listed = self.adobe.customers.list(read.reseller_id, statuses=_ALL_STATUSES, company_name=read.company_name)
        name, email = read.company_name.casefold(), read.email.casefold()
        named = (one.customer_id for one in listed if one.company_profile.company_name.casefold() == name)
        found = [translation.customer(self.adobe.customers.get(customer_id)) for customer_id in named]
        return tuple(one for one in found if email in map(str.casefold, one.emails))

    def _find_customers_by_reference(self, read: moves.FindCustomersByReference) -> tuple[facts.Customer, ...]:
        listed = self.adobe.customers.list(read.reseller_id, statuses=_ALL_STATUSES)
        ids = (one.customer_id for one in listed if one.external_reference_id == read.reference)
        return tuple(translation.customer(self.adobe.customers.get(customer_id)) for customer_id in ids)


def _readable(found: Iterable[Mapping[str, Any]]) -> tuple[Request, ...]:
    """Read other requests; what cannot be read is nobody's sibling as far as anybody can tell."""
    requests = []
    for raw in found:
        with suppress(MalformedRequestError):
            requests.append(read_request(raw))
    return tuple(requests)
