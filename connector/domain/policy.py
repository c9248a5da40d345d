"""An operator's choices and Adobe's account, as far as the rules need them: no credentials in here."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class RetailTerms:
    """What holds for a Partner Connection Retail account: offer ids by MPN, and which unofficial calls it may make.

    `reads`: what became of a claim is asked at Adobe. `hears`: it is known from notifications. `ends`: cancellations go to Adobe.
    """

    offers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    reads: bool = False
    hears: bool = False
    ends: bool = False


@dataclass(frozen=True)
class Policy:
    """What is chosen per account and installation. `account` names environment and distributor; days are calendar days."""

    account: str
    program: str
    currency: str
    market_segment: str
    default_reseller_id: str | None = None
    order_wait_days: int = 30
    downsize_in_window: str = "renewal"
    return_window_days: int = 14
    suspend_policy: str = "fail"
    transaction_wait_hours: int = 24
    ignore_order_return: bool = False
    expire_open_pas: bool = False
    retail: RetailTerms = field(default_factory=RetailTerms)

    @property
    def distributor_id(self) -> str:
        """The distributor under whom resellers are created."""
        return self.account.partition("/")[2]
