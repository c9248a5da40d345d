"""The moves that concern resellers and what a company's changed data leads to: reads of Adobe and of the platform, and calls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from connector.domain.journal import digest

if TYPE_CHECKING:
    from connector.domain.parties import AdobeProfile, CustomerProfile

CREATIONS: Final = "create reseller "
"""What the intents of every creation of a reseller begin with."""


@dataclass(frozen=True)
class ReadResellerProfile:
    """Read an Adobe reseller, after a pause in seconds; seen as a `Reseller`, or a `Refusal`.

    `look` tells one look of a delivery from the next: it counts the updates of the reseller, or the looks in a row.
    """

    reseller_id: str
    look: int = 0
    pause: float = 0.0


@dataclass(frozen=True)
class FindResellers:
    """Find the distributor's resellers with this reference and name, in all statuses that Adobe lists.

    Without a name, whatever they are called. Seen as a tuple of `Reseller`, or a `Refusal`.
    """

    company_name: str
    reference: str


@dataclass(frozen=True)
class ReadOtherConfigurations:
    """List the tier configurations of this company under this Adobe account; seen as a tuple of `OtherConfiguration`."""

    tier_id: str


@dataclass(frozen=True)
class ReadHeldAccounts:
    """List what the platform holds of this company at Adobe under this account; seen as a tuple of `HeldAccount`."""

    tier_id: str


@dataclass(frozen=True)
class CreateReseller:
    """Create the company as an Adobe reseller under a distributor."""

    distributor_id: str
    reference: str
    profile: CustomerProfile

    @property
    def intent(self) -> str:
        """Corrected data is another intent."""
        return CREATIONS + digest([self.distributor_id, *company_data(self.profile), self.profile.market_segment])


@dataclass(frozen=True)
class UpdateReseller:
    """Replace an Adobe reseller's whole profile. `asked` is the marketplace's data that the update stands for."""

    reseller_id: str
    profile: AdobeProfile
    asked: tuple[str, ...]

    @property
    def intent(self) -> str:
        """Other data of the marketplace is another intent; what Adobe held beside it is no part of it."""
        return reseller_updates(self.reseller_id) + digest(list(self.asked))


@dataclass(frozen=True)
class UpdateCustomer:
    """Replace an Adobe customer's whole profile. `asked` is the marketplace's data that the update stands for."""

    customer_id: str
    profile: AdobeProfile
    asked: tuple[str, ...]

    @property
    def intent(self) -> str:
        """Other data of the marketplace is another intent; what Adobe held beside it is no part of it."""
        return customer_updates(self.customer_id) + digest(list(self.asked))


def reseller_updates(reseller_id: str) -> str:
    """Give what the intents of every update of a reseller begin with."""
    return f"update reseller {reseller_id} "


def customer_updates(customer_id: str) -> str:
    """Give what the intents of every update of a customer begin with."""
    return f"update customer {customer_id} "


def company_data(profile: CustomerProfile) -> tuple[str, ...]:
    """Give a company's data as a row of texts, for the names of intents."""
    address, contact = profile.address, profile.contact
    return (
        profile.company_name,
        profile.language,
        *(address.line_1, address.line_2, address.city, address.region, address.postal_code, address.country),
        *(contact.first_name, contact.last_name, contact.email, contact.phone),
    )
