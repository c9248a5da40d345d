"""Who a request is about: companies, their addresses and contacts, as the marketplace knows them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Address:
    """A postal address. `region` is the code after the hyphen of ISO 3166-2 where one was found, else the text as given.

    `region_known` tells which of the two it is; `region_suggestions` are close matches for a text that is no region.
    """

    line_1: str = ""
    line_2: str = ""
    city: str = ""
    region: str = ""
    postal_code: str = ""
    country: str = ""
    region_known: bool = True
    region_suggestions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Contact:
    """A person: the admin of the customer at Adobe. `phone` is in international form or empty."""

    first_name: str = ""
    last_name: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Tier:
    """A marketplace account in its role on a request: the customer, or the reseller (tier 1). `id` is TA-…."""

    id: str
    name: str
    address: Address
    contact: Contact


@dataclass(frozen=True)
class CustomerProfile:
    """The company as Adobe shall know it: what a customer is created from, and what an existing one is compared with."""

    company_name: str
    address: Address
    contact: Contact
    language: str
    market_segment: str
