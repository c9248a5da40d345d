"""The moves of Partner Connection Retail: the claim of a product, and what only an integration kit describes."""

from __future__ import annotations

from dataclasses import dataclass

from connector.domain.journal import digest


@dataclass(frozen=True)
class ClaimProduct:
    """Claim one product for the customer of an asset. The same pair gets the same link, until the customer redeems it."""

    asset_id: str
    reference: str
    offer_id: str

    @property
    def intent(self) -> str:
        """Another reference or offer is another intent."""
        return f"claim product {digest([self.reference, self.offer_id])}"


@dataclass(frozen=True)
class EndSubscription:
    """End what was redeemed, at once; the reference can never be claimed again. Unofficial: only where the account says so."""

    asset_id: str
    reference: str

    @property
    def intent(self) -> str:
        """Another reference is another intent."""
        return f"end subscription {digest([self.reference])}"


RetailCall = ClaimProduct | EndSubscription


@dataclass(frozen=True)
class ReadRedeemed:
    """Look what became of a claim; seen as a `Redeemed`. Unofficial: only where the account says so."""

    reference: str
