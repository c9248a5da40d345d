"""Putting things into the simulated world without asking Adobe: partners, accounts, offers, what somebody already owns.

It judges nothing.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from connector.simulator.adobe.benefits import three_year_commit
from connector.simulator.adobe.catalogue import LICENSE, Product
from connector.simulator.adobe.completion import settle_order
from connector.simulator.adobe.world import ACTIVE, REGIONS, Customer, Order, OrderLine, Partner, Reseller

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from connector.simulator.adobe.backstage import Backstage

_ADDRESS: Final = {
    "country": "US",
    "region": "CA",
    "city": "San Jose",
    "addressLine1": "100 Park Avenue",
    "addressLine2": "",
    "postalCode": "95110",
    "phoneNumber": "",
}


class Seeding:
    """Adds to the world of one simulator; every method is thread-safe and gives the new id."""

    def __init__(self, backstage: Backstage) -> None:
        self._backstage = backstage

    def add_partner(
        self,
        client_id: str,
        client_secret: str,
        distributor_id: str,
        currencies: Sequence[str] = ("USD",),
        segments: Sequence[str] = ("COM",),
        regions: Sequence[str] = REGIONS,
    ) -> str:
        """Add credentials of a distributor; several credentials may share one distributor. Gives the client id."""
        with self._backstage.lock:
            partner = Partner(client_id, client_secret, distributor_id, tuple(currencies), tuple(segments), tuple(regions))
            self._backstage.world.partners[client_id] = partner
            return client_id

    def add_reseller(
        self,
        distributor_id: str,
        company_name: str = "Harbour Lane Software",
        *,
        status: str = ACTIVE,
        segments: Sequence[str] = ("COM",),
        email: str = "reseller@harbourlane.example",
        reference: str = "",
        profile: Mapping[str, Any] | None = None,
    ) -> str:
        """Add a reseller under a distributor; `profile` overrides parts of the profile. Gives its id."""
        with self._backstage.lock:
            world = self._backstage.world
            reseller = Reseller(
                reseller_id=world.next_id("reseller"),
                distributor_id=distributor_id,
                profile={**a_profile(company_name, email), "marketSegments": list(segments), **(profile or {})},
                reference=reference,
                created=self._backstage.clock.now(),
                status=status,
            )
            world.resellers[reseller.reseller_id] = reseller
            return reseller.reseller_id

    def add_customer(
        self,
        reseller_id: str,
        company_name: str = "Northbeam Optics",
        *,
        status: str = ACTIVE,
        segment: str = "COM",
        email: str = "it@northbeam.example",
        reference: str = "",
        profile: Mapping[str, Any] | None = None,
    ) -> str:
        """Add a customer under a reseller; `profile` overrides parts of the profile. Gives its id."""
        with self._backstage.lock:
            world = self._backstage.world
            segments = {"marketSegment": segment, "marketSubSegments": []}
            customer = Customer(
                customer_id=world.next_id("customer"),
                reseller_id=world.resellers[reseller_id].reseller_id,
                profile={**a_profile(company_name, email), **segments, **(profile or {})},
                reference=reference,
                created=self._backstage.clock.now(),
                status=status,
            )
            world.add_customer(customer)
            return customer.customer_id

    def add_purchase(
        self,
        customer_id: str,
        offer_id: str,
        quantity: int,
        currency: str = "USD",
        reference: str = "",
    ) -> str:
        """Let a customer have bought something, without any rule or price being applied. Gives the id of the complete order.

        `LookupError` when there is no such customer or offer.
        """
        with self._backstage.lock:
            world, clock = self._backstage.world, self._backstage.clock
            customer, offer = world.customers[customer_id], world.catalogue.get(offer_id)
            line = OrderLine(1, offer.product.offer_id(offer.level), quantity, currency)
            order = world.add_order(Order(customer.customer_id, "NEW", clock.now(), [line], reference))
            settle_order(order, world, clock)
            return order.order_id

    def add_product(self, key: str, name: str, list_prices: Mapping[str, str | Decimal], **rest: Any) -> str:  # noqa: ANN401 - as `Product`.
        """Add a product, or replace one; `rest` is as in `Product`, with lists for its sets. Gives its key."""
        sets = {field: frozenset(value) for field, value in rest.items() if field in {"needs", "excludes"}}
        prices = {currency: Decimal(price) for currency, price in list_prices.items()}
        with self._backstage.lock:
            self._backstage.world.catalogue.add(Product(key, name, prices, **{**rest, **sets}))
            return key

    def add_commitment(
        self,
        customer_id: str,
        licences: int = 0,
        consumables: int = 0,
        status: str = "COMMITTED",
    ) -> str:
        """Give a customer a three-year commit: committed, or a request in any other documented status. Gives the customer id."""
        given = {"LICENSE": licences, "CONSUMABLES": consumables}
        quantities = {kind: quantity for kind, quantity in given.items() if quantity}
        field = "commitment" if status == "COMMITTED" else "commitmentRequest"
        with self._backstage.lock:
            customer = self._backstage.world.customers[customer_id]
            customer.benefits = [three_year_commit(field, status, quantities, self._backstage.clock.today())]
            return customer_id

    def set_level(self, customer_id: str, level: str, kind: str = LICENSE) -> str:
        """Give a customer a discount level. Gives the customer id."""
        with self._backstage.lock:
            self._backstage.world.customers[customer_id].levels[kind] = level
            return customer_id


def a_profile(company_name: str, email: str) -> dict[str, Any]:
    """Give the profile of a company at a complete American address, with one admin."""
    contact = {"firstName": "Tomas", "lastName": "Brandt", "email": email, "phoneNumber": ""}
    return {"companyName": company_name, "preferredLanguage": "en-US", "address": dict(_ADDRESS), "contacts": [contact]}
