"""An operator's choices and Adobe's account, as far as the rules need them: no credentials in here."""

from __future__ import annotations

from dataclasses import dataclass


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
