"""Who a request is about: companies, their addresses and contacts, as the marketplace knows them."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Address:
    """A postal address. `region` is the code after the hyphen of ISO 3166-2 where one was found, else the text as given.

    `region_known` tells which of the two it is; `region_suggestions` are close matches for a text that is no region.
    `postal_code_known` tells whether the postal code has its country's form, and where not `postal_code_example` is one that has.
    """

    line_1: str = ""
    line_2: str = ""
    city: str = ""
    region: str = ""
    postal_code: str = ""
    country: str = ""
    region_known: bool = True
    region_suggestions: tuple[str, ...] = ()
    postal_code_known: bool = True
    postal_code_example: str = ""


@dataclass(frozen=True)
class Contact:
    """A person: the admin of the customer at Adobe. `phone` is in international form or empty.

    Where `phone_known` is false it is a text that somebody typed and that is no phone number.
    """

    first_name: str = ""
    last_name: str = ""
    email: str = ""
    phone: str = ""
    phone_known: bool = True


@dataclass(frozen=True)
class Tier:
    """A marketplace account in its role on a request: the customer, or the reseller (tier 1). `id` is TA-…."""

    id: str
    name: str
    address: Address
    contact: Contact


@dataclass(frozen=True)
class CustomerProfile:
    """The company as Adobe shall know it: what a customer or a reseller is created from, and an existing one compared with."""

    company_name: str
    address: Address
    contact: Contact
    language: str
    market_segment: str


@dataclass(frozen=True)
class AdobeProfile:
    """A company's whole profile as Adobe holds it: an update replaces it as a whole. A customer has exactly one segment."""

    company_name: str = ""
    language: str = ""
    address: Address = field(default_factory=Address)
    phone: str = ""
    contacts: tuple[Contact, ...] = ()
    segments: tuple[str, ...] = ()
